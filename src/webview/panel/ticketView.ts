import { t } from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { NoteVisibility } from '../../model/desk.ts';
import { announce } from '../announcer.ts';
import type { PanelAbilities, PanelApi, PanelCode, PanelFrame, PanelHostApi, PanelState } from '../messages.ts';
import { conversation, entriesAtOnce } from './conversation.ts';
import { readersOf } from './customers.ts';
import { ahead, OwnEdits, withValues, writtenOf } from './edits.ts';
import { facts } from './facts.ts';
import { filesOf, hasFiles } from './fileDrop.ts';
import { type Formats, formatsFor } from './format.ts';
import { header } from './header.ts';
import { Images } from './images.ts';
import type { Memory } from './memory.ts';
import { movesLittle } from './motion.ts';
import { newsOf } from './news.ts';
import { NoteBox } from './noteBox.ts';
import { type Drawing, problemBanner, quiet, when } from './parts.ts';
import type { FramePlace } from './ticketText.ts';

const minute = 60_000;
const dragEvents = ['dragenter', 'dragover', 'dragleave', 'drop'] as const;
/** As long as nothing is known of the desk. */
const noAbilities: PanelAbilities = {
  ...{
    linkCustomers: false,
    attach: false,
    articles: false,
    ticketAssets: false,
    ticketSchedules: false,
    attachmentFiles: false,
  },
  cardParts: [],
};

/** The whole panel. Drawn into the page itself, so that the page's one codicon style sheet serves it. */
export class TicketView extends LitElement implements PanelApi {
  static override properties = {
    state: { state: true },
    code: { state: true },
    now: { state: true },
    shownEntries: { state: true },
    dropping: { state: true },
  };

  declare host: PanelHostApi;
  declare memory: Memory;
  declare state: PanelState | undefined;
  declare code: PanelCode | undefined;
  declare now: number;
  declare shownEntries: number;
  /** Files are dragged over the page. */
  declare dropping: boolean;

  #images: Images | undefined;
  #formats: Formats | undefined;
  #frames: ReadonlyMap<string, readonly PanelFrame[]> = new Map();
  #clock: ReturnType<typeof setInterval> | undefined;
  #scrolled = false;
  /** The user asked for the ticket to be read anew. */
  #asked = false;
  #focusWanted = false;
  #inserts: (readonly [text: string, cursor: number | undefined])[] = [];
  #notesBack: (readonly [text: string, visibility: NoteVisibility])[] = [];
  readonly #edits = new OwnEdits();

  constructor() {
    super();
    this.now = Date.now();
    this.shownEntries = entriesAtOnce;
    this.dropping = false;
  }

  show(state: PanelState): void {
    for (const { words, urgent } of newsOf(this.state, state, this.#asked)) announce(words, urgent);
    if (!state.loading && this.state?.loading) this.#asked = false;
    if (state.locale !== this.state?.locale) this.#formats = formatsFor(state.locale);
    this.state = state;
    this.now = Date.now();
    const subject = state.details?.ticket.subject ?? state.subject;
    if (subject !== undefined && subject !== this.memory.now.subject) this.memory.change({ subject });
  }

  showCode(code: PanelCode): void {
    this.code = code;
    this.#frames = new Map(code.texts.map(({ id, frames }) => [id, frames]));
    const inLink = document.activeElement?.closest<HTMLElement>('[data-link]')?.dataset.link;
    if (inLink === undefined || code.links.some(({ id }) => id === inLink)) return;
    // Who removed a link goes on among those that are left.
    void this.updateComplete.then(() => {
      this.querySelector<HTMLElement>('[data-link] button, [aria-labelledby="code"] button, .facts button')?.focus();
    });
  }

  focusNote(): void {
    this.#focusWanted = true;
    this.requestUpdate();
  }

  insertText(text: string, cursor?: number): void {
    this.#inserts.push([text, cursor]);
    this.requestUpdate();
  }

  takeNote(text: string, visibility: NoteVisibility): void {
    this.#notesBack.push([text, visibility]);
    this.requestUpdate();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#images ??= new Images(address => this.host.loadImage(address));
    this.#images.addEventListener('change', this.#redraw);
    this.#clock = setInterval(() => {
      this.now = Date.now();
    }, minute);
    window.addEventListener('scroll', this.#keepScroll, { passive: true });
    for (const name of dragEvents) window.addEventListener(name, this.#drag);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#images?.removeEventListener('change', this.#redraw);
    clearInterval(this.#clock);
    window.removeEventListener('scroll', this.#keepScroll);
    for (const name of dragEvents) window.removeEventListener(name, this.#drag);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { deskId, ticketId, number, subject } = this.memory.now;
    const state: PanelState = this.state ?? {
      ...{ deskId, ticketId, number, deskName: '', loading: true, noteVisibilities: [] },
      ...{
        canLogTime: false,
        hasWebPage: false,
        writes: [],
        locale: document.documentElement.lang,
        abilities: noAbilities,
      },
      ...(subject === undefined ? {} : { subject }),
    };
    this.#formats ??= formatsFor(state.locale);
    const images = this.#images;
    if (!images) return html``;
    const values = ahead(state.writes, this.#edits.values.values());
    const drawing: Drawing = {
      state: state.details ? { ...state, details: withValues(state.details, values) } : state,
      ...{ code: this.code, framesOf: (text: string) => this.#frames.get(text) },
      ...{ host: this.host, formats: this.#formats, now: this.now, images, edits: this.#edits },
      ...{ changeField: this.#changeField, takeBack: this.#takeBack },
    };
    return html`<div class="page" @openlink=${this.#openLink} @openframe=${this.#openFrame}>
      <vscode-progress-bar
        class="progress"
        ?hidden=${!state.loading}
        aria-hidden="true"
      ></vscode-progress-bar>
      ${header(drawing, this.#reply, this.#refresh)}
      ${
        state.problem
          ? problemBanner(
              state.problem,
              this.host,
              state.details && state.fetchedAt
                ? html`<span class="muted">${when(drawing, state.fetchedAt, relative => t('Shown as it was {0}.', relative))}</span>`
                : nothing,
            )
          : nothing
      }
      ${this.dropping ? html`<div class="drop"><p>${this.#dropWords(state)}</p></div>` : nothing}
      ${state.details ? this.#body(drawing) : html`<main><p class="quiet first" role="status">${state.loading ? t('Loading…') : nothing}</p></main>`}
    </div>`;
  }

  protected override updated(): void {
    if (!this.state?.details) return;
    if (!this.#scrolled) {
      this.#scrolled = true;
      const { scroll } = this.memory.now;
      if (scroll > 0 && !this.#focusWanted) void this.#restoreScroll(scroll);
    }
    const box = this.#noteBox;
    if (this.#focusWanted && box) {
      this.#focusWanted = false;
      void box.updateComplete.then(() => box.write());
    }
    if (!box) return;
    for (const [text, cursor] of this.#inserts.splice(0)) box.insert(text, cursor);
    for (const [text, visibility] of this.#notesBack.splice(0)) box.take(text, visibility);
  }

  #body(drawing: Drawing): TemplateResult {
    const { state } = drawing;
    const ticket = state.details?.ticket;
    const description = ticket?.description;
    const first = state.details?.history[0]?.body.body.trim();
    const repeated = description !== undefined && description.body.trim() !== '' && first === description.body.trim();
    return html`<div class="columns">
      <main>
        ${
          repeated
            ? nothing
            : html`<section aria-labelledby="description">
              <div class="section-head"><h2 id="description">${t('Description')}</h2></div>
              ${
                description?.body.trim()
                  ? html`<deskside-text .body=${description} .images=${drawing.images} .textId=${'description'} .level=${3} .frames=${drawing.framesOf('description')}></deskside-text>`
                  : quiet(t('No description.'))
              }
            </section>`
        }
        ${conversation(drawing, {
          shown: this.shownEntries,
          showEarlier: () => {
            this.shownEntries += entriesAtOnce;
          },
          jumpToNewest: this.#jump,
        })}
        ${
          state.noteVisibilities.length > 0
            ? html`<deskside-note
              .host=${this.host}
              .memory=${this.memory}
              .visibilities=${state.noteVisibilities}
              .readers=${ticket ? readersOf(ticket) : []}
              .deskName=${state.deskName}
              .attach=${state.abilities.attach}
              .writes=${state.writes}
              .images=${drawing.images}
              .takeBack=${drawing.takeBack}
              .known=${state.note}
              .articles=${state.abilities.articles}
            ></deskside-note>`
            : state.deskName
              ? html`<p class="quiet no-notes">${t('{0} takes no notes from here.', state.deskName)}</p>`
              : nothing
        }
      </main>
      ${facts(drawing, this.memory)}
    </div>`;
  }

  #changeField: Drawing['changeField'] = (field, value) => {
    const answered = this.host.changeField(field.name, value);
    void this.#edits.begin(writtenOf(field, value), answered, () => this.requestUpdate());
  };

  #takeBack: Drawing['takeBack'] = id => void this.host.takeBack(id);

  #drag = (event: DragEvent): void => {
    if (!hasFiles(event.dataTransfer)) return;
    // Else the editor opens them.
    event.preventDefault();
    // What is left for something else in the page is not left.
    if (event.type === 'dragleave' && event.relatedTarget) return;
    this.dropping = event.type === 'dragenter' || event.type === 'dragover';
    if (event.type === 'drop') void this.#noteBox?.attachFiles(filesOf(event.dataTransfer));
  };

  #dropWords({ abilities, deskName, number }: PanelState): string {
    const box = this.#noteBox;
    if (!abilities.attach || !box) return t('{0} takes no files through its API.', deskName);
    if (box.visibility === 'internal') return t('Attach to #{0}: the customer does not see it', number);
    return box.visibility === 'public'
      ? t('Attach to #{0}: the customer can see it', number)
      : t('Attach to #{0}: the customer may be able to see it', number);
  }

  get #noteBox(): NoteBox | undefined {
    const box = this.querySelector('deskside-note');
    return box instanceof NoteBox ? box : undefined;
  }

  #redraw = (): void => this.requestUpdate();

  #reply = (): void => this.#noteBox?.write('public');

  #refresh = (): void => {
    this.#asked = true;
    void this.host.refresh();
  };

  #jump = (): void => {
    const newest = this.querySelector<HTMLElement>('#newest');
    newest?.focus({ preventScroll: true });
    const calm = movesLittle();
    newest?.scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' });
  };

  #openLink = (event: CustomEvent<string>): void => {
    void this.host.openLink(event.detail);
  };

  #openFrame = ({ detail }: CustomEvent<FramePlace>): void => {
    void this.host.openFrame(detail.text, detail.frame);
  };

  #keepScroll = (): void => {
    if (this.#scrolled) this.memory.change({ scroll: Math.round(window.scrollY) });
  };

  /** Waits for the texts to be measured, as folding changes heights. */
  async #restoreScroll(scroll: number): Promise<void> {
    await this.updateComplete;
    await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    window.scrollTo({ top: scroll, behavior: 'instant' });
  }
}

customElements.define('deskside-ticket', TicketView);
