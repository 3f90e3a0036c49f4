import { t } from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import type { RichText } from '../../model/ticket.ts';
import type { PanelFrame } from '../messages.ts';
import { type Content, contentOf } from './content.ts';
import { foldLines, shouldFold } from './fold.ts';
import { FrameMarks, frameAt } from './frameMarks.ts';
import type { Images } from './images.ts';
import { reachScrolling } from './readable.ts';
import { textStyles } from './textStyles.ts';

/** Which frame of which text. */
export interface FramePlace {
  readonly text: string;
  readonly frame: number;
}

/**
 * A ticket's text, in a shadow root of its own so that nothing in it reaches the page. Long text is folded. Fires
 * `openlink` with the address when a link is followed, and `openframe` with a `FramePlace` when code is.
 */
export class TicketText extends LitElement {
  static override properties = {
    body: { attribute: false },
    images: { attribute: false },
    textId: { attribute: false },
    frames: { attribute: false },
    level: { attribute: false },
    long: { state: true },
    open: { state: true },
  };
  static override styles = textStyles;

  declare body: RichText | undefined;
  declare images: Images | undefined;
  /** What the host calls this text, and the code that it names. */
  declare textId: string | undefined;
  declare frames: readonly PanelFrame[] | undefined;
  /** Of the first heading in it. */
  declare level: number;
  declare long: boolean;
  declare open: boolean;

  #content: Content | undefined;
  #marks: FrameMarks | undefined;
  #pressed: MouseEvent | undefined;
  #sizes = new ResizeObserver(() => this.#measure());

  constructor() {
    super();
    this.level = 4;
    this.long = false;
    this.open = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.images?.addEventListener('change', this.#drawImages);
    if (this.#content) this.#sizes.observe(this.#content.root);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.images?.removeEventListener('change', this.#drawImages);
    this.#sizes.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const images = changed.get('images');
    if (images) images.removeEventListener('change', this.#drawImages);
    if (changed.has('images')) this.images?.addEventListener('change', this.#drawImages);
    const before = changed.get('body');
    if (changed.has('body') && this.body && (before?.body !== this.body.body || before.kind !== this.body.kind)) {
      this.#sizes.disconnect();
      this.#content = contentOf(this.body, this.level);
      this.#marks = undefined;
      this.#sizes.observe(this.#content.root);
      for (const { address, button } of this.#content.images) {
        this.images?.add(address);
        button.addEventListener('click', event => {
          // The image may be a link: the button loads, and only that.
          event.preventDefault();
          event.stopPropagation();
          void this.images?.load(address);
        });
      }
      this.#drawImages();
    }
    if (changed.has('frames') || changed.has('body')) this.#mark();
  }

  protected override render(): unknown {
    const shown = this.long && !this.open ? 'clip folded' : this.long ? 'clip' : 'clip short';
    return html`<div class=${shown} id="text" @click=${this.#follow} @auxclick=${this.#follow} @mousedown=${this.#hold} @keydown=${this.#press} @focusin=${this.#reveal}>
        ${this.#content?.root}
      </div>
      ${
        this.long
          ? html`<button class="more" type="button" aria-expanded=${this.open} aria-controls="text" @click=${this.#toggle}>
            ${this.open ? t('Show Less') : t('Show More')}
          </button>`
          : nothing
      }`;
  }

  #measure(): void {
    const root = this.#content?.root;
    if (!root) return;
    reachScrolling(root);
    this.long = shouldFold(root.offsetHeight, Number.parseFloat(getComputedStyle(root).lineHeight));
  }

  #toggle = (): void => {
    this.open = !this.open;
    if (!this.open && this.getBoundingClientRect().top < 0) this.scrollIntoView({ block: 'nearest' });
  };

  /** Focus must not land on what is folded away. */
  #reveal = (event: FocusEvent): void => {
    if (!this.long || this.open || !(event.target instanceof HTMLElement) || !this.#content) return;
    const line = Number.parseFloat(getComputedStyle(this.#content.root).lineHeight);
    const below = event.target.getBoundingClientRect().bottom - this.#content.root.getBoundingClientRect().top;
    if (below > foldLines * line) this.open = true;
  };

  #mark(): void {
    const root = this.#content?.root;
    const frames = this.frames ?? [];
    if (!root || this.#marks?.update(frames)) return;
    const focused = this.#marks?.clear();
    this.#marks = frames.length > 0 ? new FrameMarks(root, frames) : undefined;
    if (focused) this.#marks?.focus(focused);
  }

  #hold = (event: MouseEvent): void => {
    this.#pressed = event;
  };

  /** Whether the mouse was moved between press and release: who selects text in a frame wants that text. */
  #isDrag({ clientX, clientY }: MouseEvent): boolean {
    const from = this.#pressed;
    this.#pressed = undefined;
    return from !== undefined && Math.hypot(clientX - from.clientX, clientY - from.clientY) > 4;
  }

  #press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ' ') this.#openFrame(event);
  };

  /** Whether it was about a frame, which is opened then. */
  #openFrame(event: Event): boolean {
    const frame = frameAt(event.composedPath());
    if (frame === undefined || this.textId === undefined) return false;
    event.preventDefault();
    event.stopPropagation();
    const detail: FramePlace = { text: this.textId, frame };
    this.dispatchEvent(new CustomEvent('openframe', { detail, bubbles: true }));
    return true;
  }

  #follow = (event: MouseEvent): void => {
    if (event.type === 'click' && !this.#isDrag(event) && this.#openFrame(event)) return;
    const link = event.composedPath().find(node => node instanceof HTMLAnchorElement);
    if (!link) return;
    // The editor's own handling of links must not see it: the host checks the address first.
    event.preventDefault();
    event.stopPropagation();
    if (event.button === 2 || !link.href) return;
    this.dispatchEvent(new CustomEvent('openlink', { detail: link.href, bubbles: true }));
  };

  #drawImages = (): void => {
    for (const { address, button, alt } of this.#content?.images ?? []) {
      const state = this.images?.state(address) ?? { at: 'idle' };
      if (state.at === 'loaded') {
        const image = document.createElement('img');
        image.src = state.data;
        image.alt = alt || t('Image');
        button.replaceWith(image);
        continue;
      }
      const where = `${new URL(address).host}${alt ? ` · ${alt}` : ''}`;
      button.disabled = state.at === 'loading';
      button.textContent = {
        idle: t('Load image'),
        loading: t('Loading image…'),
        failed: t('Image could not be loaded. Try Again'),
      }[state.at];
      const from = document.createElement('span');
      from.textContent = where;
      button.append(' ', from);
    }
  };
}

customElements.define('deskside-text', TicketText);
