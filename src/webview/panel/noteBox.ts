import { t } from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { NoteVisibility } from '../../model/desk.ts';
import { noteLimit, type PanelHostApi, type PanelNote, type PanelProblem, type PanelWrite } from '../messages.ts';
import { sendKeys } from '../sendKeys.ts';
import { attachFiles, filesOf } from './fileDrop.ts';
import { icon } from './icon.ts';
import type { Images } from './images.ts';
import type { Memory } from './memory.ts';
import { problemBanner } from './parts.ts';

/** The box in which a note is written. What is typed is remembered at once, and forgotten only when the desk has it. */
export class NoteBox extends LitElement {
  static override properties = {
    visibilities: { attribute: false },
    readers: { attribute: false },
    deskName: { attribute: false },
    attach: { attribute: false },
    writes: { attribute: false },
    images: { attribute: false },
    known: { attribute: false },
    articles: { attribute: false },
    text: { state: true },
    chosen: { state: true },
    saving: { state: true },
    problem: { state: true },
    status: { state: true },
    preview: { state: true },
  };

  declare host: PanelHostApi;
  declare memory: Memory;
  /** Visibilities a note can have here, at least one. */
  declare visibilities: readonly NoteVisibility[];
  /** Who reads a public note, as far as known. */
  declare readers: readonly string[];
  declare deskName: string;
  /** Files can be attached. */
  declare attach: boolean;
  /** What is on its way. */
  declare writes: readonly PanelWrite[];
  declare images: Images | undefined;
  declare takeBack: (id: number) => unknown;
  /** The note as the host knows it. */
  declare known: PanelNote | undefined;
  /** The desk has articles that can be put into the note. */
  declare articles: boolean;
  declare text: string;
  declare chosen: NoteVisibility | undefined;
  declare saving: boolean;
  declare problem: PanelProblem | undefined;
  declare status: string;
  /** The text as HTML, while it is previewed. */
  declare preview: string | undefined;

  /** This page itself waits for the answer; otherwise an earlier page's attempt is followed by what the host says. */
  #waiting = false;
  #begun = false;
  /** Texts to be put in as soon as the box can be written in. */
  #inserts: (readonly [text: string, cursor: number | undefined])[] = [];

  constructor() {
    super();
    this.articles = false;
    this.attach = false;
    this.visibilities = [];
    this.readers = [];
    this.writes = [];
    this.deskName = '';
    this.text = '';
    this.saving = false;
    this.status = '';
  }

  /** Puts the cursor into the box; an empty box is set to `visibility`. */
  write(visibility?: NoteVisibility): void {
    if (visibility && !this.text.trim() && this.visibilities.includes(visibility)) this.#choose(visibility);
    const area = this.querySelector('textarea');
    area?.focus({ preventScroll: true });
    this.scrollIntoView({ block: 'nearest' });
  }

  /** Puts text where the cursor is, as typing would: it can be undone, and what is written stays. */
  insert(text: string, cursor?: number): void {
    this.preview = undefined;
    this.#inserts.push([text, cursor]);
    this.requestUpdate();
  }

  /** Takes a note that was not sent, before what is written here; it is shown to no more people than either was for. */
  take(text: string, visibility: NoteVisibility): void {
    const begun = this.text.trim();
    const internal = begun && this.#visibility === 'internal' && this.visibilities.includes('internal');
    this.text = begun ? `${text}\n\n${this.text}` : text;
    this.chosen = internal ? 'internal' : visibility;
    this.status = '';
    this.problem = undefined;
    this.preview = undefined;
    this.#remember();
    void this.updateComplete.then(() => this.write());
  }

  /** Who would see what is sent now. */
  get visibility(): NoteVisibility {
    return this.#visibility;
  }

  /** Attaches files as seen by whom the note is for; says why one was not. */
  async attachFiles(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    if (!this.attach) {
      this.status = t('{0} takes no files through its API.', this.deskName);
      return;
    }
    this.status = t('Attaching…');
    this.status = (await attachFiles(this.host, files, this.#visibility).catch(() => undefined)) ?? '';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.#begun) this.#begin();
    else if (changed.has('known') && this.known && this.saving && !this.#waiting && !this.known.saving)
      this.#ended(this.known);
  }

  protected override updated(): void {
    const area = this.querySelector('textarea');
    if (!area || this.saving || this.#inserts.length === 0) return;
    const texts = this.#inserts;
    this.#inserts = [];
    this.write();
    for (const [text, cursor] of texts) this.#put(area, text, cursor);
  }

  protected override render(): TemplateResult {
    const visibility = this.#visibility;
    return html`<section class="note ${visibility}" aria-labelledby="note-title">
      <h2 id="note-title" class="hidden">${t('Write a note')}</h2>
      ${this.visibilities.length > 1 ? this.#choice(visibility) : nothing}
      ${
        this.preview === undefined
          ? html`<textarea
            rows="4"
            dir="auto"
            maxlength=${noteLimit}
            aria-label=${title(visibility)}
            aria-describedby="note-hint"
            placeholder=${placeholder(visibility)}
            title=${t('{0} sends', sendKeys())}
            ?readonly=${this.saving}
            .value=${this.text}
            @input=${this.#typed}
            @keydown=${this.#key}
            @paste=${this.#paste}
          ></textarea>`
          : html`<div class="preview" tabindex="0" role="region" aria-label=${t('Preview')} @keydown=${this.#keyInPreview}>
            <deskside-text .body=${{ kind: 'html', body: this.preview }} .level=${3} .images=${this.images}></deskside-text>
            <p class="muted">${t('It is sent as plain text, as it was typed.')}</p>
          </div>`
      }
      <div class="note-foot">
        <span class="hint" id="note-hint">${hint(visibility, this.readers)}</span>
        <span class="status" role="status">${this.status}</span>
        <span class="note-buttons">
          <span class="note-tools" role="group" aria-label=${t('Text')}>
            ${this.#tool(this.preview === undefined ? 'open-preview' : 'edit', this.preview === undefined ? t('Preview') : t('Write'), this.#togglePreview, !this.text.trim())}
            ${this.#tool('quote', t('Insert Canned Reply…'), () => this.host.insertCannedReply())}
            ${this.articles ? this.#tool('book', t('Insert Article…'), () => this.host.insertArticle()) : nothing}
            ${this.attach ? this.#tool('attach', t('Attach Files…'), this.#pickFiles, false, t('Attach Files… (or paste them, or drop them with Shift held)')) : nothing}
          </span>
          <vscode-button
            icon=${visibility === 'internal' ? 'lock' : visibility === 'public' ? 'send' : 'comment'}
            title=${t('{0} ({1})', this.#sendLabel(visibility), sendKeys())}
            ?disabled=${this.saving || !this.text.trim()}
            aria-disabled=${this.saving || !this.text.trim()}
            @click=${this.#send}
          >
            ${this.#sendLabel(visibility)}
          </vscode-button>
        </span>
      </div>
      ${this.problem ? problemBanner(sendable(this.problem), this.host) : nothing}
    </section>`;
  }

  get #visibility(): NoteVisibility {
    const [first = 'plain'] = this.visibilities;
    if (this.chosen && this.visibilities.includes(this.chosen)) return this.chosen;
    // What the customer does not see is the choice that cannot do harm.
    return this.visibilities.includes('internal') ? 'internal' : first;
  }

  #choice(now: NoteVisibility): TemplateResult {
    return html`<div class="choice" role="radiogroup" aria-label=${t('Who can see this note')}>
      ${this.visibilities.map(
        one => html`<label class="${one} ${one === now ? 'chosen' : ''}">
          <input
            type="radio"
            name="visibility"
            value=${one}
            .checked=${one === now}
            ?disabled=${this.saving}
            @change=${() => this.#choose(one)}
          />
          ${icon(one === 'internal' ? 'lock' : one === 'public' ? 'globe' : 'comment')}<span>${title(one)}</span>
        </label>`,
      )}
    </div>`;
  }

  #sendLabel(visibility: NoteVisibility): string {
    if (visibility === 'internal') return t('Save Internal Note');
    if (visibility === 'plain') return t('Add Note');
    const [first, ...others] = this.readers;
    if (first === undefined) return t('Reply to Customer');
    if (others.length === 0) return t('Reply to {0}', first);
    return others.length === 1
      ? t('Reply to {0} and 1 Other', first)
      : t('Reply to {0} and {1} Others', first, others.length);
  }

  #tool(name: string, label: string, run: () => unknown, off = false, title = label): TemplateResult {
    return html`<button class="tool" type="button" aria-label=${label} title=${title} ?disabled=${this.saving || off} @click=${run}>
      ${icon(name)}
    </button>`;
  }

  #togglePreview = async (): Promise<void> => {
    if (this.preview !== undefined) {
      this.preview = undefined;
      await this.updateComplete;
      this.write();
      return;
    }
    const { text } = this;
    const preview = await this.host.preview(text).catch(() => undefined);
    // What was changed or sent meanwhile is not what that shows.
    if (text === this.text && !this.saving) this.preview = preview;
  };

  #keyInPreview = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') void this.#togglePreview();
    else this.#key(event);
  };

  #paste = (event: ClipboardEvent): void => {
    const files = filesOf(event.clipboardData);
    // Text that comes with a picture of itself, as out of a table, is text.
    if (files.length === 0 || event.clipboardData?.types.includes('text/plain')) return;
    event.preventDefault();
    void this.attachFiles(files);
  };

  #pickFiles = async (): Promise<void> => {
    const answer = await this.host.pickFiles(this.#visibility).catch(() => undefined);
    this.status = answer?.problem?.message ?? '';
  };

  #begin(): void {
    this.#begun = true;
    const { draft, visibility, sending } = this.memory.now;
    this.text = this.known ? this.known.text : draft;
    this.chosen = this.known ? this.known.visibility : visibility;
    this.saving = this.known?.saving ?? false;
    if (this.saving) this.status = t('Saving…');
    this.problem = this.known?.problem;
    if (!this.known && sending && draft) {
      this.problem = {
        message: t(
          'The window was closed while this note was being saved. Look through the conversation before sending it again.',
        ),
      };
    }
    this.memory.change({ draft: this.text, sending: this.saving });
    if (!this.known && this.text) void this.host.noteChanged(this.text, this.#visibility);
  }

  #choose(visibility: NoteVisibility): void {
    this.chosen = visibility;
    this.#remember();
  }

  #typed = (event: InputEvent): void => {
    if (!(event.target instanceof HTMLTextAreaElement)) return;
    this.text = event.target.value;
    this.status = '';
    this.#remember();
  };

  #put(area: HTMLTextAreaElement, text: string, cursor?: number): void {
    const { value, selectionStart: from, selectionEnd: to } = area;
    // On lines of its own, with an empty line to what is around it.
    const [before, after] = [value.slice(0, from), value.slice(to)];
    const lead = before.trim() === '' ? '' : '\n'.repeat(2 - (/\n*$/.exec(before)?.[0].slice(0, 2).length ?? 0));
    const trail = after.trim() === '' ? '\n' : '\n'.repeat(2 - (/^\n*/.exec(after)?.[0].slice(0, 2).length ?? 0));
    const whole = `${lead}${text}${trail}`;
    if (before.length + whole.length + after.length > noteLimit) {
      this.status = t('The text is too long for this note. Nothing was inserted.');
      return;
    }
    // Deprecated without a successor: nothing else keeps the editing history of a text area.
    if (!document.execCommand('insertText', false, whole)) {
      area.setRangeText(whole, from, to, 'end');
      area.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }
    if (cursor !== undefined) {
      const at = from + lead.length + Math.min(cursor, text.length);
      area.setSelectionRange(at, at);
    }
    this.status = t('Text inserted');
    // The box has grown: its end, with the buttons, comes into view.
    void this.updateComplete.then(() => this.scrollIntoView({ block: 'nearest' }));
  }

  #remember(): void {
    this.memory.change({ draft: this.text, visibility: this.#visibility });
    void this.host.noteChanged(this.text, this.#visibility);
  }

  #key = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !this.text) {
      const last = this.writes.findLast(({ state, written }) => state === 'held' && written.kind === 'addNote');
      if (!last) return;
      event.preventDefault();
      this.takeBack(last.id);
      return;
    }
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    this.#send();
  };

  #send = (): void => {
    if (!this.saving && this.text.trim()) void this.#save(this.#visibility);
  };

  async #save(visibility: NoteVisibility): Promise<void> {
    this.#waiting = true;
    this.saving = true;
    this.problem = undefined;
    this.preview = undefined;
    this.status = t('Saving…');
    this.memory.change({ sending: true });
    // The button that was pressed cannot hold the focus while it is disabled.
    void this.updateComplete.then(() => this.querySelector('textarea')?.focus());
    try {
      const answer = await this.host.saveNote(this.text, visibility);
      this.#ended({ text: answer.saved ? '' : this.text, visibility, saving: false, ...answer });
    } catch {
      this.#ended({ text: this.text, visibility, saving: false });
    } finally {
      this.#waiting = false;
    }
  }

  #ended(note: PanelNote): void {
    this.saving = false;
    this.problem = note.problem;
    this.text = note.text;
    this.memory.change({ draft: note.text, sending: false });
    if (note.text) this.status = t('Not saved. The text is kept.');
    else {
      this.chosen = undefined;
      this.status =
        note.visibility === 'public' ? t('Reply stands in the conversation') : t('Note stands in the conversation');
    }
  }
}

/** A problem without a button to try again: that would read the ticket anew, and the note has its own button. */
function sendable({ message, remedy }: PanelProblem): PanelProblem {
  return remedy && remedy.action !== 'refresh' ? { message, remedy } : { message };
}

function title(visibility: NoteVisibility): string {
  if (visibility === 'internal') return t('Internal Note');
  return visibility === 'public' ? t('Reply to Customer') : t('Add Note');
}

function placeholder(visibility: NoteVisibility): string {
  if (visibility === 'internal') return t('Write a note for colleagues');
  return visibility === 'public' ? t('Write a reply to the customer') : t('Write a note');
}

function hint(visibility: NoteVisibility, readers: readonly string[]): unknown {
  if (visibility === 'internal') return html`${icon('lock')}${t('The customer does not see this.')}`;
  if (visibility === 'plain') return html`${icon('info')}${t('The customer may be able to read this.')}`;
  const names = new Intl.ListFormat(document.documentElement.lang, { type: 'conjunction' }).format(readers);
  return html`${icon('globe')}${names ? t('{0} can read this.', names) : t('The customer can read this.')}`;
}

customElements.define('deskside-note', NoteBox);
