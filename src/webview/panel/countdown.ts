import { t } from '@vscode/l10n';
import { html, LitElement, type TemplateResult } from 'lit';

const second = 1_000;

/** Says how long it is until something is sent. Not read aloud each second: what stands around it is. */
export class Countdown extends LitElement {
  static override properties = { dueAt: { attribute: false }, now: { state: true } };

  /** ISO 8601. */
  declare dueAt: string | undefined;
  declare now: number;
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.now = Date.now();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.now = Date.now();
    this.#clock = setInterval(() => {
      this.now = Date.now();
    }, second / 2);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const left = Math.ceil((Date.parse(this.dueAt ?? '') - this.now) / second);
    return html`${left > 0 ? t('Sending in {0} s', left) : t('Sending…')}`;
  }
}

customElements.define('deskside-countdown', Countdown);
