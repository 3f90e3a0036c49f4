import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { iconsIn, slimCss, slimFont } from '../../scripts/slimicons.mjs';
import { installChromium, openBrowser } from '../../scripts/vscode/browser.mjs';

const folder = 'node_modules/@vscode/codicons/dist/';
const css = readFileSync(`${folder}codicon.css`, 'utf8');
const font = readFileSync(`${folder}codicon.ttf`);
const names = new Set(['add', 'check', 'lock', 'loading']);
const codeOf = (name: string) =>
  Number.parseInt(new RegExp(`^\\.codicon-${name}:before.*\\\\([\\da-f]+)`, 'm').exec(css)?.[1] ?? '', 16);

describe('the icons of pages', () => {
  it('are those whose names stand by themselves in what is built', () => {
    const texts = [
      'x.icon="lock";',
      "h`<i class='codicon codicon-check codicon-modifier-spin'></i>`",
      'const add=1;// trash',
    ];
    assert.deepEqual([...iconsIn(css, texts)].sort(), ['check', 'lock']);
  });

  it('have their rules, and those of all icons', () => {
    const slim = slimCss(css, names);
    assert.deepEqual([...slim.matchAll(/\.codicon-([\w-]+):before/g)].map(match => match[1]).sort(), [...names].sort());
    for (const rule of ["[class*='codicon-']", '@font-face', 'codicon-modifier-spin', 'codicon-spin'])
      assert.ok(slim.includes(rule), rule);
    assert.ok(slim.length < css.length / 5);
  });

  describe('in a browser', () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'deskside-icons-'));
    let context: BrowserContext;
    let page: Page;
    before(async function () {
      this.timeout(120_000);
      context = await openBrowser({ program: await installChromium(() => {}), dir });
      page = context.pages()[0] ?? (await context.newPage());
    });
    after(async () => {
      await context.close();
      rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    });

    /** Pixels of icons that are drawn, by name. */
    const drawn = (data: Buffer, icons: readonly string[]) =>
      page.evaluate(
        async ([base64, codes]) => {
          const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
          const face = await new FontFace(`icons${document.fonts.size}`, bytes).load();
          document.fonts.add(face);
          return codes.map(code => {
            const context = new OffscreenCanvas(64, 64).getContext('2d');
            if (!context) throw new Error('no canvas');
            context.font = `48px ${face.family}`;
            context.fillText(String.fromCodePoint(code), 8, 56);
            const { data } = context.getImageData(0, 0, 64, 64);
            return data.filter((_, at) => at % 4 === 3).join(',');
          });
        },
        [data.toString('base64'), icons.map(codeOf)] as const,
      );

    it('look as before, and others are empty', async () => {
      const slim = slimFont(font, css, names);
      assert.ok(slim.length < font.length / 4, `${slim.length} bytes`);
      const kept = [...names];
      assert.deepEqual(await drawn(slim, kept), await drawn(font, kept));
      const [trash = ''] = await drawn(slim, ['trash']);
      assert.match(trash, /^[0,]+$/);
      const [before = ''] = await drawn(font, ['trash']);
      assert.doesNotMatch(before, /^[0,]+$/);
    });
  });
});
