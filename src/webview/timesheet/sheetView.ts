import { t } from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { sheetCsv } from '../../model/sheetCsv.ts';
import { type Day, dayOf, daysAround, type Sheet, sheetOf, spanOf } from '../../model/timesheet.ts';
import { announce } from '../announcer.ts';
import { icon } from '../panel/icon.ts';
import './entryList.ts';
import type { SheetApi, SheetHostApi, SheetNote, SheetState } from '../timesheetMessages.ts';
import './sheetChart.ts';
import { moved, type SheetPlace } from './sheetMemory.ts';
import { figures, type OpenCell, type SheetDrawing, sheetTable } from './sheetTable.ts';
import { type SheetFormats, spoken } from './sheetWords.ts';

/** The whole timesheet. Drawn into the page itself, so that the page's one codicon style sheet serves it. */
export class SheetView extends LitElement implements SheetApi {
  static override properties = { place: { state: true }, state: { state: true }, open: { state: true } };

  declare host: SheetHostApi;
  declare formats: SheetFormats;
  declare place: SheetPlace;
  declare state: SheetState | undefined;
  declare open: OpenCell | undefined;
  /** The month whose days were brought into sight; what the user scrolled to later stays. */
  #sought: Day | undefined;
  /** The user went to another week or month, whose sum is to be told. */
  #asked = false;
  /** Told where the page is now. */
  declare remember: (place: SheetPlace) => void;

  show(state: SheetState): void {
    const before = this.state;
    this.state = state;
    const { reading } = state;
    if (reading && !before?.reading) announce(t('Reading the time of tickets: {0}…', reading.total));
    if (!reading && before?.reading) announce(t('The time is read.'));
    if (this.#asked && this.#fits(state)) {
      this.#asked = false;
      const sheet = sheetOf(state.entries, this.#days, dayOf(new Date()));
      announce(`${this.formats.period(sheet.days, this.place.kind)}, ${spoken(sheet.minutes)}`);
    }
  }

  /** Of another week than is looked at nothing is shown under its name. */
  #fits({ question }: SheetState): boolean {
    return question.span.from === spanOf(this.#days).from && question.whose === this.place.whose;
  }

  /** Asks for what the page looks at. */
  ask(): void {
    void this.host.look({ span: spanOf(this.#days), whose: this.place.whose });
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    const today = dayOf(new Date());
    const { state } = this;
    const days = this.#days;
    const fits = state !== undefined && this.#fits(state);
    const sheet = sheetOf(fits ? state.entries : [], days, today);
    return html`<div class="page">
      ${this.#head(sheet)}
      <main aria-busy=${!fits}>${fits ? this.#notes(state) : nothing} ${fits ? this.#body(sheet, state, today) : html`<p class="quiet">${t('Loading…')}</p>`}</main>
    </div>`;
  }

  /** A month is wider than most windows: its first sight is of today, else of the first day that has time. */
  protected override updated(): void {
    const frame = this.querySelector('.frame.month');
    if (!frame) this.#sought = undefined;
    if (!frame || this.#sought === this.#days[0]) return;
    this.#sought = this.#days[0];
    const day = frame.querySelector('thead .today') ?? frame.querySelector('tfoot .day:has(.amount)');
    day?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }

  get #days(): readonly Day[] {
    return daysAround(this.place.day, this.place.kind, this.formats.firstDay);
  }

  #go(place: SheetPlace): void {
    this.place = place;
    this.open = undefined;
    this.remember(place);
    this.#asked = true;
    this.ask();
  }

  #head(sheet: Sheet): TemplateResult {
    const { place, formats } = this;
    const [before, after] =
      place.kind === 'week' ? [t('Previous week'), t('Next week')] : [t('Previous month'), t('Next month')];
    return html`<header class="head">
      <div class="tools">
        ${this.#tool('chevron-left', before, () => this.#go(moved(place, -1)))}
        ${this.#tool('chevron-right', after, () => this.#go(moved(place, 1)))}
        <vscode-button secondary @click=${() => this.#go({ ...place, day: dayOf(new Date()) })}>${t('Today')}</vscode-button>
      </div>
      <h1>${formats.period(sheet.days, place.kind)} <span class="total">${spoken(sheet.minutes)}</span></h1>
      <div class="tools">
        ${this.#choice(t('Period'), place.kind, { week: t('Week'), month: t('Month') }, kind => this.#go({ ...place, kind }))}
        ${this.#choice(t('Whose time'), place.whose, { mine: t('My time'), all: t('Everyone’s') }, whose => this.#go({ ...place, whose }))}
        <vscode-button secondary ?disabled=${sheet.rows.length === 0} aria-disabled=${sheet.rows.length === 0} @click=${() => this.#export(sheet)}>${t('Export as CSV…')}</vscode-button>
      </div>
    </header>`;
  }

  #tool(name: string, label: string, click: () => void): TemplateResult {
    return html`<button class="tool" type="button" aria-label=${label} title=${label} @click=${click}>${icon(name)}</button>`;
  }

  #choice<V extends string>(
    label: string,
    now: V,
    choices: Record<V, string>,
    choose: (value: V) => void,
  ): TemplateResult {
    return html`<div class="choice" role="group" aria-label=${label}>
      ${(Object.keys(choices) as V[]).map(
        value =>
          html`<button type="button" aria-pressed=${value === now} @click=${() => choose(value)}>${choices[value]}</button>`,
      )}
    </div>`;
  }

  #notes({ notes, unread, reading, undated }: SheetState): TemplateResult {
    const read = reading
      ? html`<li>
          ${icon('sync', 'codicon-modifier-spin')}
          <span>${t('Reading the time of {0} of {1} tickets…', Math.min(reading.done + 1, reading.total), reading.total)}
            <button class="link" type="button" @click=${() => this.host.stopReading()}>${t('Stop')}</button></span>
        </li>`
      : unread > 0
        ? html`<li>
            ${icon('info')}
            <span>${
              unread === 1
                ? t('Time on 1 of your tickets was not read since it changed.')
                : t('Time on {0} of your tickets was not read since they changed.', unread)
            }
              <button class="link" type="button" @click=${() => this.host.readTime()}>${t('Read It Now')}</button></span>
          </li>`
        : nothing;
    const undatedWords =
      undated === 1
        ? t('1 entry is not here: its desk does not tell when it was.')
        : t('{0} entries are not here: their desk does not tell when they were.', undated);
    return html`<ul class="notes-list">
      ${notes.map(note => this.#note(note))} ${read}
      ${undated > 0 ? html`<li>${icon('info')} <span>${undatedWords}</span></li>` : nothing}
    </ul>`;
  }

  #note({ message, remedy }: SheetNote): TemplateResult {
    return html`<li>
      ${icon(remedy?.action === 'reconnect' ? 'warning' : 'info')}
      <span>${message}
        ${
          remedy
            ? html`<button class="link" type="button" @click=${() => this.host.act(remedy.action, remedy.deskId ?? null)}>${remedy.label}</button>`
            : nothing
        }</span>
    </li>`;
  }

  #body(sheet: Sheet, state: SheetState, today: Day): TemplateResult {
    const drawing: SheetDrawing = {
      ...{ sheet, desks: state.desks, formats: this.formats, host: this.host, today, open: this.open },
      own: this.place.whose === 'mine',
      toggle: cell => {
        this.open = JSON.stringify(cell) === JSON.stringify(this.open) ? undefined : cell;
      },
    };
    const { unsent, gaps, rows } = sheet;
    return html`${rows.length === 0 ? html`<p class="empty">${icon('watch')} ${t('No time is logged here.')}</p>` : sheetTable(drawing)}
      <ul class="legend">
        ${unsent > 0 ? html`<li>${icon('cloud-upload')} ${t('{0} not sent yet', spoken(unsent))}</li>` : nothing}
        ${
          gaps.length > 0
            ? html`<li><span class="gap-mark" aria-hidden="true"></span> ${t('No time on {0}', this.formats.spans(gaps))}</li>`
            : nothing
        }
      </ul>
      ${
        rows.length === 0
          ? nothing
          : html`<section aria-labelledby="chart">
            <h2 id="chart">${t('Hours by Day')}</h2>
            <deskside-sheet-chart .sheet=${sheet} .formats=${this.formats}></deskside-sheet-chart>
            <details class="fold" ?open=${this.place.figures} @toggle=${(event: Event) => this.#figures(event)}>
              <summary>${icon('chevron-right')} ${t('Figures')}</summary>
              ${figures(drawing)}
            </details>
          </section>`
      }`;
  }

  #figures({ target }: Event): void {
    if (!(target instanceof HTMLDetailsElement) || target.open === this.place.figures) return;
    this.place = { ...this.place, figures: target.open };
    this.remember(this.place);
  }

  #export({ days, rows }: Sheet): void {
    const { desks = [] } = this.state ?? {};
    const entries = rows
      .flatMap(({ cells }) => cells.flatMap(cell => cell.entries))
      .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
    const text = sheetCsv(entries, {
      headings: {
        ...{ day: t('Day'), start: t('Began'), desk: t('Desk'), ticket: t('Ticket'), subject: t('Subject') },
        ...{ minutes: t('Minutes'), hours: t('Hours'), by: t('By'), category: t('Category'), notes: t('Notes') },
        state: t('State'),
      },
      unsent: t('Not sent yet'),
      deskName: deskId => desks.find(({ id }) => id === deskId)?.name ?? deskId,
    });
    void this.host.saveCsv(`timesheet-${days[0]}-${days.at(-1)}.csv`, text);
  }
}

customElements.define('deskside-timesheet', SheetView);
