// Takes frames of a workbench, with a pointer that shows where is clicked and a line that says what happens.

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

const pointerSteps = 3;

export class Camera {
  #page;
  #developing;
  #at = { x: 560, y: 350 };
  /** @type {import('./gif.mjs').Frame[]} */
  frames = [];

  /**
   * @param {Page} page
   * @param {Page} developing an empty page that reads pictures
   */
  constructor(page, developing) {
    this.#page = page;
    this.#developing = developing;
  }

  /**
   * One frame of what is to be seen; when it is what the last one had, that is seen longer.
   * @param {number} delay milliseconds
   */
  async frame(delay) {
    const png = (await this.#page.screenshot()).toString('base64');
    const read = await this.#developing.evaluate(async data => {
      const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      context?.drawImage(bitmap, 0, 0);
      const pixels = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? new Uint8ClampedArray();
      let text = '';
      // In pieces: a call takes only so many arguments.
      for (let at = 0; at < pixels.length; at += 32_768)
        text += String.fromCharCode(...pixels.subarray(at, at + 32_768));
      return btoa(text);
    }, png);
    // A copy, whose memory begins with it.
    const rgba = new Uint8Array(Buffer.from(read, 'base64'));
    const last = this.frames.at(-1);
    if (last && Buffer.compare(last.rgba, rgba) === 0) last.delay += delay;
    else this.frames.push({ rgba, delay });
  }

  /**
   * Says in the title bar what is done from here on.
   * @param {string} words
   */
  async say(words) {
    await this.#page.evaluate(line => {
      const id = 'film-line';
      const found = document.getElementById(id);
      const element = found ?? document.body.appendChild(Object.assign(document.createElement('div'), { id }));
      element.textContent = line;
      Object.assign(element.style, {
        ...{ position: 'fixed', top: '3px', left: '50%', transform: 'translateX(-50%)', zIndex: '1000000' },
        ...{ padding: '0 20px', borderRadius: '13px', background: '#1d5fd6', color: '#ffffff' },
        ...{ font: '600 15px/25px sans-serif', whiteSpace: 'nowrap', pointerEvents: 'none' },
      });
    }, words);
  }

  /**
   * Goes to something with the pointer, which is seen on its way.
   * @param {Locator} target
   */
  async point(target) {
    await target.waitFor();
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (!box) throw new Error('What the pointer should go to is not to be seen.');
    const from = this.#at;
    const to = { x: Math.round(box.x + Math.min(box.width / 2, 60)), y: Math.round(box.y + box.height / 2) };
    for (let step = 1; step <= pointerSteps; step++) {
      this.#at = {
        x: Math.round(from.x + ((to.x - from.x) * step) / pointerSteps),
        y: Math.round(from.y + ((to.y - from.y) * step) / pointerSteps),
      };
      await this.#drawPointer();
      if (step < pointerSteps) await this.frame(70);
    }
    await this.#page.mouse.move(to.x, to.y);
    await this.frame(350);
  }

  /** @param {Locator} target */
  async click(target) {
    await this.point(target);
    await target.click({ position: await this.#within(target) });
  }

  /**
   * @param {Locator} target
   * @returns {Promise<{ x: number, y: number }>}
   */
  async #within(target) {
    const box = await target.boundingBox();
    return { x: Math.min((box?.width ?? 0) / 2, 60), y: (box?.height ?? 0) / 2 };
  }

  /**
   * Types into what has the focus, a few letters a frame.
   * @param {string} text
   */
  async type(text) {
    for (let at = 0; at < text.length; at += 4) {
      await this.#page.keyboard.type(text.slice(at, at + 4));
      await this.frame(130);
    }
  }

  async #drawPointer() {
    await this.#page.evaluate(({ x, y }) => {
      const id = 'film-pointer';
      let pointer = document.getElementById(id);
      if (!pointer) {
        const svg = 'http://www.w3.org/2000/svg';
        pointer = document.body.appendChild(Object.assign(document.createElement('div'), { id }));
        const picture = pointer.appendChild(document.createElementNS(svg, 'svg'));
        for (const [name, value] of [
          ['width', '20'],
          ['height', '28'],
          ['viewBox', '0 0 20 28'],
        ]) {
          picture.setAttribute(name ?? '', value ?? '');
        }
        const arrow = picture.appendChild(document.createElementNS(svg, 'path'));
        arrow.setAttribute('d', 'M2 2v20l5-4.6 3.4 7.6 3.4-1.5-3.4-7.5H17Z');
        arrow.setAttribute('fill', '#ffffff');
        arrow.setAttribute('stroke', '#000000');
        arrow.setAttribute('stroke-width', '1.4');
        Object.assign(pointer.style, { position: 'fixed', zIndex: '1000001', pointerEvents: 'none' });
      }
      Object.assign(pointer.style, { left: `${x - 2}px`, top: `${y - 2}px` });
    }, this.#at);
  }
}
