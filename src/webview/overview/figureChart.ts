import { t } from '@vscode/l10n';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { Chart } from '../chart.ts';
import type { SheetFormats } from '../timesheet/sheetWords.ts';
import { type Figure, heard, type Lead } from './figures.ts';
import { lies, plotOf } from './plot.ts';

/** A value of a figure: which item and which series. */
interface Place {
  readonly item: number;
  readonly series: number;
}

/**
 * A figure as a chart. Each of its values can be pointed at, and be gone to with the arrow keys like the items of a list;
 * a click or Enter opens what it counts. The figures stand in a table as well.
 */
export class FigureChart extends Chart {
  static override properties = {
    figure: { attribute: false },
    formats: { attribute: false },
    active: { state: true },
    pointed: { state: true },
  };

  declare figure: Figure;
  declare formats: SheetFormats;
  declare open: (lead: Lead, title: string) => void;
  /** Where the keyboard is, and where the pointer. */
  declare active: Place | undefined;
  declare pointed: Place | undefined;
  /** Its bars lie. */
  #lying = false;

  protected override render(): TemplateResult {
    const { id, title, drawn, series } = this.figure;
    const focused = this.active ?? { item: 0, series: 0 };
    const told = this.pointed ?? this.active;
    return html`<p class="readout" aria-hidden="true">${told ? this.#words(told) : ''}</p>
      <div class="chart">
        <div class="plot" aria-hidden="true"></div>
        <div class="values" role="listbox" tabindex="0" aria-label=${t('{0}, chart', title)}
          aria-activedescendant=${`${id}-${focused.item}-${focused.series}`}
          @keydown=${(event: KeyboardEvent) => this.#key(event)}
          @focus=${() => this.#go(focused)} @blur=${() => this.#go(undefined)}
          @pointermove=${(event: PointerEvent) => this.#point(event)}
          @pointerleave=${() => {
            this.pointed = undefined;
          }}
          @click=${(event: PointerEvent) => this.#open(this.#placeAt(event))}>
          ${drawn.flatMap((_, item) =>
            series.map(
              (_name, at) =>
                html`<span role="option" class="hidden" id="${id}-${item}-${at}" aria-selected=${item === focused.item && at === focused.series}
                  @click=${(event: Event) => this.#press(event, { item, series: at })}>${this.#words({ item, series: at })}</span>`,
            ),
          )}
        </div>
      </div>`;
  }

  /** With new figures others may stand in its place: the keyboard stays with what it was at. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('figure')?.drawn;
    const { drawn } = this.figure;
    if (before && this.active) {
      const { item, series } = this.active;
      const now = drawn.findIndex(({ name }) => name === before[item]?.name);
      this.active = { item: now < 0 ? Math.min(item, drawn.length - 1) : now, series };
    }
    if (this.pointed && this.pointed.item >= drawn.length) this.pointed = undefined;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('figure') || changed.has('formats')) this.draw();
    else if (changed.has('active')) this.plot?.redraw(false, false);
  }

  #words({ item, series }: Place): string {
    const { drawn, series: names } = this.figure;
    const { name = '', values } = drawn[item] ?? {};
    const value = heard(values?.[series] ?? 0, this.figure, this.formats);
    return names.length > 1 ? `${name}, ${names[series]}: ${value}` : `${name}: ${value}`;
  }

  #go(place: Place | undefined): void {
    this.active = place;
  }

  #key(event: KeyboardEvent): void {
    const { drawn, series } = this.figure;
    const now = this.active ?? { item: 0, series: 0 };
    const across = this.#lying;
    const step = (by: number): Place => ({ ...now, item: Math.min(Math.max(now.item + by, 0), drawn.length - 1) });
    const other = (by: number): Place => ({
      ...now,
      series: Math.min(Math.max(now.series + by, 0), series.length - 1),
    });
    const keys: Record<string, () => Place> = {
      ArrowLeft: () => (across ? other(-1) : step(-1)),
      ArrowRight: () => (across ? other(1) : step(1)),
      ArrowUp: () => (across ? step(-1) : other(-1)),
      ArrowDown: () => (across ? step(1) : other(1)),
      Home: () => ({ ...now, item: 0 }),
      End: () => ({ ...now, item: drawn.length - 1 }),
    };
    const move = keys[event.key];
    if (move) this.#go(move());
    else if (event.key === 'Enter' || event.key === ' ') this.#open(now);
    else return;
    event.preventDefault();
  }

  /** Screen readers press values, which stand nowhere. */
  #press(event: Event, place: Place): void {
    event.stopPropagation();
    this.#open(place);
  }

  #open(place: Place | undefined): void {
    const lead = place && this.figure.drawn[place.item]?.leads[place.series];
    if (place && lead && (this.figure.drawn[place.item]?.values[place.series] ?? 0) > 0)
      this.open(lead, `${this.figure.title} · ${this.#words(place)}`);
  }

  #point(event: PointerEvent): void {
    const place = this.#placeAt(event);
    if (place?.item !== this.pointed?.item || place?.series !== this.pointed?.series) this.pointed = place;
  }

  /** The item that is pointed at, whatever its value; of several series the nearest. */
  #placeAt({ clientX, clientY }: PointerEvent): Place | undefined {
    const plot = this.plot;
    if (!plot) return undefined;
    const { left, top, width, height } = plot.over.getBoundingClientRect();
    const [x, y] = [clientX - left, clientY - top];
    const rows = this.#lying;
    // The names beside the bars belong to them.
    if (rows ? y < 0 || y > height : x < 0 || x > width) return undefined;
    const item = Math.round(plot.posToVal(rows ? y : x, 'x'));
    const values = this.figure.drawn[item]?.values;
    if (!values) return undefined;
    const away = values.map(value => Math.abs(plot.valToPos(value, 'y') - (rows ? x : y)));
    return { item, series: away.indexOf(Math.min(...away)) };
  }

  protected override draw(): void {
    const place = this.querySelector<HTMLElement>('.plot');
    if (!place || this.clientWidth === 0) return;
    this.plot?.destroy();
    const { figure, formats } = this;
    const look = { style: getComputedStyle(this), width: this.clientWidth, formats, active: () => this.active };
    this.#lying = lies(figure, look);
    this.plot = plotOf(place, figure, look);
  }
}

customElements.define('deskside-figure-chart', FigureChart);
