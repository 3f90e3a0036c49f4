import { LitElement } from 'lit';
import type uPlot from 'uplot';

/** An element with a plot of uPlot's: drawn anew in another theme, since a canvas keeps its colours, and at another width. */
export abstract class Chart extends LitElement {
  protected plot: uPlot | undefined;
  readonly #themes = new MutationObserver(() => this.draw());
  readonly #sizes = new ResizeObserver(([entry]) => {
    const width = Math.round(entry?.contentRect.width ?? 0);
    // There is none yet where there was no room for it.
    if (width > 0 && width !== this.plot?.width) this.draw();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#themes.observe(document.body, { attributes: true, attributeFilter: ['class'] });
    this.#themes.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#themes.disconnect();
    this.#sizes.disconnect();
    this.plot?.destroy();
    this.plot = undefined;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected abstract draw(): void;
}
