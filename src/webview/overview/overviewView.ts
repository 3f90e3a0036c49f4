import { t } from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { OverviewPart } from '../../model/overview.ts';
import type { OverviewSum } from '../../model/overviewSum.ts';
import { type Day, dayOf, startOf } from '../../model/timesheet.ts';
import { announce } from '../announcer.ts';
import type { OverviewApi, OverviewAsked, OverviewHostApi, OverviewNote, OverviewState } from '../overviewMessages.ts';
import { icon } from '../panel/icon.ts';
import { type SheetFormats, spoken } from '../timesheet/sheetWords.ts';
import './figureChart.ts';
import { type Figure, figures, type Lead, spanOf } from './figures.ts';
import { figuresCsv, figureTable } from './figureTable.ts';
import { type OverviewPlace, type Range, ranges } from './overviewMemory.ts';

/** The whole overview. Drawn into the page itself, so that the page's one codicon style sheet serves it. */
export class OverviewView extends LitElement implements OverviewApi {
  static override properties = { place: { state: true }, state: { state: true } };

  declare host: OverviewHostApi;
  declare formats: SheetFormats;
  declare place: OverviewPlace;
  declare state: OverviewState | undefined;
  /** Told where the page is now. */
  declare remember: (place: OverviewPlace) => void;
  #asked: OverviewAsked | undefined;
  /** The user chose other days or another desk, whose sums are to be told to who does not see them come. */
  #tells = false;

  show(state: OverviewState): void {
    this.state = state;
    const { deskId, range, unfolded } = this.place;
    // The desk that was chosen was removed.
    if (deskId !== undefined && state.desks.length > 0 && !state.desks.some(({ id }) => id === deskId))
      this.#go({ range, unfolded });
    // Past midnight another day is the last one.
    else if (this.#asked && this.#asked.days.at(-1) !== this.#question.days.at(-1)) this.ask();
    if (!this.#tells || !state.sum || !this.#fits(state)) return;
    this.#tells = false;
    const total = (values: readonly number[]) => this.formats.number(totalOf(values));
    const { created, resolved } = state.sum;
    announce(t('{0}: {1} opened, {2} closed.', this.#period, total(created), total(resolved)));
  }

  /** Asks for what the page looks at. */
  ask(): void {
    this.#asked = this.#question;
    void this.host.look(this.#asked);
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const fits = state && this.#fits(state);
    const sum = fits ? state.sum : undefined;
    const all = fits && sum ? figures({ sum, days: state.question.days, formats: this.formats }) : [];
    return html`<div class="page">
      ${this.#head(all)}
      <main aria-busy=${!fits}>
        ${fits ? this.#notes(state.notes) : nothing}
        ${fits ? nothing : html`<p class="quiet">${t('Loading…')}</p>`}
        ${fits && sum ? html`${this.#tiles(sum, state.question)}<div class="cards">${all.map(figure => this.#card(figure))}</div>` : nothing}
      </main>
    </div>`;
  }

  /** Of other days or another desk nothing is shown under these names. */
  #fits({ question }: OverviewState): boolean {
    return JSON.stringify(question) === JSON.stringify(this.#asked);
  }

  get #question(): OverviewAsked {
    const { range, deskId } = this.place;
    const today = dayOf(new Date());
    const days = Array.from({ length: range + 1 }, (_, at) => startOf(today, at + 1 - range).toISOString());
    return { days, ...(deskId === undefined ? {} : { deskId }) };
  }

  #go(place: OverviewPlace): void {
    this.place = place;
    this.remember(place);
    this.#tells = true;
    this.ask();
  }

  #head(all: readonly Figure[]): TemplateResult {
    const { range } = this.place;
    return html`<header class="head">
      <h1>${t('Overview')} <span class="total">${this.#period}</span></h1>
      <div class="tools">
        ${this.#deskChoice()}
        <div class="choice" role="group" aria-label=${t('Period')}>
          ${ranges.map(
            each =>
              html`<button type="button" aria-pressed=${each === range} @click=${() => this.#range(each)}>${t('{0} days', each)}</button>`,
          )}
        </div>
        <vscode-button secondary ?disabled=${all.length === 0} aria-disabled=${all.length === 0} @click=${() => this.#export(all)}>${t('Export as CSV…')}</vscode-button>
      </div>
    </header>`;
  }

  /** The first and the last of the days that are looked at; it may be past midnight by now. */
  get #ends(): readonly [Day, Day] {
    const { days } = this.#asked ?? this.#question;
    return [dayOf(new Date(days[0] ?? '')), dayOf(new Date(days.at(-2) ?? ''))];
  }

  get #period(): string {
    return this.formats.period(this.#ends, 'week');
  }

  #range(range: Range): void {
    this.#go({ ...this.place, range });
  }

  #deskChoice(): TemplateResult | typeof nothing {
    const { desks = [] } = this.state ?? {};
    const { deskId, range, unfolded } = this.place;
    if (desks.length < 2 && deskId === undefined) return nothing;
    return html`<select aria-label=${t('Desk')} @change=${({ target }: Event) => {
      if (!(target instanceof HTMLSelectElement)) return;
      this.#go({ range, unfolded, ...(target.value === '' ? {} : { deskId: target.value }) });
    }}>
      <option value="" ?selected=${deskId === undefined}>${t('All desks')}</option>
      ${desks.map(({ id, name }) => html`<option value=${id} ?selected=${id === deskId}>${name}</option>`)}
    </select>`;
  }

  #notes(notes: readonly OverviewNote[]): TemplateResult {
    return html`<ul class="notes-list" aria-live="polite">
      ${notes.map(
        // Of warnings it is told that they come; how far a first reading is would be told without end.
        ({ kind, message, remedy }) => html`<li aria-live=${kind === 'info' ? 'off' : nothing}>
          ${icon(kind)}
          <span>${message}
            ${
              remedy
                ? html`<button class="link" type="button" @click=${() => this.host.act(remedy.action, remedy.deskId ?? null)}>${remedy.label}</button>`
                : nothing
            }</span>
        </li>`,
      )}
    </ul>`;
  }

  #tiles(sum: OverviewSum, { days }: OverviewAsked): TemplateResult {
    const span = spanOf(days);
    const tile = (label: string, value: string, count: number, part: OverviewPart) => {
      const inside = html`<span>${label}</span><strong>${value}</strong>`;
      return count === 0
        ? html`<div class="tile">${inside}</div>`
        : html`<button class="tile" type="button" @click=${() => this.#open({ part }, `${label} · ${value}`)}>${inside}</button>`;
    };
    const number = (value: number) => this.formats.number(value);
    const [created, resolved, worked] = [totalOf(sum.created), totalOf(sum.resolved), totalOf(sum.worked)];
    return html`<div class="tiles">
      ${tile(t('Open now'), number(sum.open), sum.open, { kind: 'open' })}
      ${tile(t('Opened'), number(created), created, { kind: 'opened', ...span })}
      ${tile(t('Closed'), number(resolved), resolved, { kind: 'closed', ...span })}
      ${tile(t('Time logged'), spoken(worked), worked, { kind: 'worked', ...span })}
    </div>`;
  }

  #card(figure: Figure): TemplateResult {
    const { id, title, series, drawn, remarks, empty } = figure;
    const some = drawn.some(({ values }) => values.some(value => value > 0));
    const open = (lead: Lead, words: string) => this.#open(lead, words);
    return html`<section class=${figure.kind === 'lines' ? 'wide' : ''} aria-labelledby="figure-${id}">
      <h2 id="figure-${id}">${title}</h2>
      ${some && series.length > 1 ? html`<p class="keys" aria-hidden="true">${series.map(name => html`<span class="key">${name}</span>`)}</p>` : nothing}
      ${some || !empty ? nothing : html`<p class="empty">${empty}</p>`}
      ${remarks.length > 0 ? html`<p class="remarks">${remarks.map(({ text, lead }) => (lead ? html`<button class="link" type="button" @click=${() => open(lead, `${title} · ${text}`)}>${text}</button>` : html`<span>${text}</span>`))}</p>` : nothing}
      ${
        some
          ? html`<deskside-figure-chart .figure=${figure} .formats=${this.formats} .open=${open}></deskside-figure-chart>
            <details class="fold" ?open=${this.place.unfolded.includes(id)} @toggle=${(event: Event) => this.#fold(event, id)}>
              <summary>${icon('chevron-right')} ${t('Figures')}<span class="hidden">: ${title}</span></summary>
              ${this.place.unfolded.includes(id) ? figureTable(figure, this.formats, open) : nothing}
            </details>`
          : nothing
      }
    </section>`;
  }

  #fold({ target }: Event, id: string): void {
    const { unfolded } = this.place;
    if (!(target instanceof HTMLDetailsElement) || target.open === unfolded.includes(id)) return;
    const others = unfolded.filter(each => each !== id);
    this.place = { ...this.place, unfolded: target.open ? [...others, id] : others };
    this.remember(this.place);
  }

  #open(lead: Lead, title: string): void {
    if ('ticket' in lead) {
      const { deskId, ticketId, number, subject } = lead.ticket;
      void this.host.openTicket(deskId, ticketId, number, subject);
    } else void this.host.openPart(lead.part, lead.deskId ?? this.place.deskId ?? null, title);
  }

  #export(all: readonly Figure[]): void {
    const notes = (this.state?.notes ?? []).map(({ message }) => message);
    void this.host.saveCsv(`overview-${this.#ends.join('-')}.csv`, figuresCsv(all, notes));
  }
}

function totalOf(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

customElements.define('deskside-overview', OverviewView);
