import { t } from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { formatDuration, parseDuration } from '../../model/duration.ts';
import type { WriteState } from '../../model/outbox.ts';
import type { SheetEntry, TimeChange } from '../../model/timesheet.ts';
import { announce } from '../announcer.ts';
import { icon } from '../panel/icon.ts';
import { type ChangeAnswer, notesLimit, type SheetHostApi } from '../timesheetMessages.ts';
import { type SheetFormats, spoken } from './sheetWords.ts';

/** States in which an entry of the outbox can be changed or taken out here. */
const editable: readonly WriteState[] = ['held', 'waiting', 'failed', 'conflict'];

/** The entries of one ticket on one day, each to be looked at and changed. */
export class EntryList extends LitElement {
  static override properties = {
    entries: { attribute: false },
    formats: { attribute: false },
    canChange: { attribute: false },
    editing: { state: true },
    saving: { state: true },
    problem: { state: true },
  };

  declare host: SheetHostApi;
  declare entries: readonly SheetEntry[];
  declare formats: SheetFormats;
  /** Logged entries can be changed here. */
  declare canChange: boolean;
  declare editing: string | undefined;
  declare saving: boolean;
  declare problem: { readonly key: string; readonly words: string } | undefined;

  constructor() {
    super();
    this.entries = [];
    this.saving = false;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<ul class="entry-list">
      ${this.entries.map(entry => html`<li>${this.editing === keyOf(entry) ? this.#form(entry) : this.#entry(entry)}</li>`)}
    </ul>`;
  }

  #entry(entry: SheetEntry): TemplateResult {
    const { formats } = this;
    const { unsent, problem = undefined } = { unsent: entry.unsent, problem: this.problem };
    return html`<div class="entry">
        <strong>${spoken(entry.minutes)}</strong>
        <span class="muted">${formats.clock(entry.at)}</span>
        ${entry.by ? html`<span class="muted">${entry.by}</span>` : nothing}
        ${entry.category ? html`<span class="muted">${entry.category}</span>` : nothing}
        ${unsent ? html`<span class="unsent">${icon('cloud-upload')} ${stateWords(unsent.state)}</span>` : nothing}
        <span class="entry-actions">${this.#actions(entry)}</span>
      </div>
      ${entry.notes ? html`<p class="notes" dir="auto">${entry.notes}</p>` : nothing}
      ${problem?.key === keyOf(entry) ? html`<p class="error" role="alert">${problem.words}</p>` : nothing}`;
  }

  #actions(entry: SheetEntry): unknown {
    const { deskId, unsent } = entry;
    if (!unsent) {
      return this.canChange && entry.id !== undefined
        ? this.#button('edit', t('Change'), () => this.#edit(entry))
        : nothing;
    }
    if (!editable.includes(unsent.state)) {
      return this.#button('list-unordered', t('Show in Outbox'), () => void this.host.showOutbox());
    }
    const choose = (choice: 'send' | 'discard') => () =>
      void this.#done(entry, this.host.chooseUnsent(deskId, unsent.id, choice));
    return html`${unsent.state === 'conflict' ? nothing : this.#button('send', t('Send Now'), choose('send'))}
    ${this.#button('edit', t('Change'), () => this.#edit(entry))}
    ${this.#button('trash', t('Discard'), choose('discard'))}`;
  }

  #button(name: string, label: string, click: () => void): TemplateResult {
    return html`<button class="link" type="button" ?disabled=${this.saving} @click=${click}>${icon(name)} ${label}</button>`;
  }

  #form(entry: SheetEntry): TemplateResult {
    const { problem } = this;
    return html`<form
      class="entry-form"
      @submit=${(event: SubmitEvent) => this.#save(event, entry)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape') this.#close();
      }}
    >
      <label>${t('Duration')} <input name="duration" required autocomplete="off" aria-invalid=${problem !== undefined} aria-describedby=${problem ? 'entry-problem' : nothing} .value=${formatDuration(entry.minutes)} /></label>
      <label>${t('Began')} <input name="start" type="datetime-local" required .value=${localInput(entry.at)} /></label>
      <label class="wide">${t('Notes')} <textarea name="notes" rows="3" maxlength=${notesLimit} .value=${entry.notes ?? ''}></textarea></label>
      <div class="form-actions">
        <vscode-button type="submit" ?disabled=${this.saving} aria-disabled=${this.saving}>${this.saving ? t('Saving…') : t('Save')}</vscode-button>
        <vscode-button secondary @click=${() => this.#close()}>${t('Cancel')}</vscode-button>
      </div>
      ${problem?.key === keyOf(entry) ? html`<p class="error wide" id="entry-problem" role="alert">${problem.words}</p>` : nothing}
    </form>`;
  }

  #edit(entry: SheetEntry): void {
    this.editing = keyOf(entry);
    this.problem = undefined;
    void this.updateComplete.then(() => this.querySelector<HTMLInputElement>('form input')?.focus());
  }

  #close(): void {
    this.#goBack(this.editing);
    this.editing = undefined;
    this.problem = undefined;
  }

  /** The form goes with the focus in it: the entry that it was about gets it. */
  #goBack(key: string | undefined): void {
    void this.updateComplete.then(() => {
      const at = this.entries.findIndex(entry => keyOf(entry) === key);
      this.querySelectorAll('li')[at]?.querySelector<HTMLElement>('.entry-actions button:last-of-type')?.focus();
    });
  }

  #save(event: SubmitEvent, entry: SheetEntry): void {
    event.preventDefault();
    if (this.saving || !(event.target instanceof HTMLFormElement)) return;
    const form = new FormData(event.target);
    const [duration, start, notes] = ['duration', 'start', 'notes'].map(name => String(form.get(name) ?? ''));
    const minutes = parseDuration(duration ?? '');
    const at = new Date(start ?? '');
    const words =
      minutes === undefined
        ? t('Not a duration of at most 24 hours. Write it like 1h 20m, 90m or 1.5h.')
        : Number.isNaN(at.getTime())
          ? t('Not a date and time.')
          : undefined;
    if (minutes === undefined || words !== undefined) {
      this.problem = { key: keyOf(entry), words: words ?? '' };
      return;
    }
    const change: TimeChange = {
      ...(minutes === entry.minutes ? {} : { minutes }),
      ...(start === localInput(entry.at) ? {} : { startedAt: at.toISOString() }),
      ...(notes === (entry.notes ?? '').replaceAll('\r\n', '\n') ? {} : { notes: notes ?? '' }),
    };
    if (Object.keys(change).length === 0) this.#close();
    else if (entry.unsent) void this.#done(entry, this.host.changeUnsent(entry.deskId, entry.unsent.id, change));
    else void this.#done(entry, this.host.changeEntry(entry.deskId, entry.ticketId, entry.id ?? '', change));
  }

  async #done(entry: SheetEntry, asked: Promise<ChangeAnswer>): Promise<void> {
    this.saving = true;
    this.problem = undefined;
    const { saved, problem } = await asked;
    this.saving = false;
    if (saved) {
      this.#goBack(this.editing);
      this.editing = undefined;
      announce(t('Saved'));
    } else this.problem = { key: keyOf(entry), words: problem ?? '' };
  }
}

customElements.define('deskside-entries', EntryList);

function keyOf({ deskId, ticketId, id, unsent }: SheetEntry): string {
  return JSON.stringify([deskId, ticketId, unsent ? unsent.id : (id ?? '')]);
}

/** A date as the input of a form takes it, in this machine's zone. */
function localInput(iso: string): string {
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function stateWords(state: WriteState): string {
  const words: Record<WriteState, string> = {
    held: t('Sent in a moment'),
    waiting: t('Not sent yet'),
    sending: t('Being sent'),
    checking: t('Checking whether it arrived'),
    conflict: t('Changed on both sides'),
    unclear: t('May have arrived: you decide'),
    failed: t('Refused by the desk'),
    sent: t('Sent'),
    discarded: t('Discarded'),
  };
  return words[state];
}
