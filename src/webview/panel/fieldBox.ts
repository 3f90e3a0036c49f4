import { t } from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { FieldTarget, FieldWritten, PanelField, PanelProblem, PanelWrite, Side } from '../messages.ts';
import { type Entered, enteredOf, valueIn } from './fieldEntry.ts';
import { icon } from './icon.ts';
import { canChange, type Drawing } from './parts.ts';
import './pickList.ts';

let made = 0;

/** A field's value, and where it is changed: in its place, with what became of the change beneath it. */
export class FieldBox extends LitElement {
  static override properties = {
    drawing: { attribute: false },
    label: { attribute: false },
    target: { attribute: false },
    content: { attribute: false },
    field: { state: true },
    asking: { state: true },
    entered: { state: true },
    problem: { state: true },
  };

  declare drawing: Drawing;
  declare label: string;
  declare target: FieldTarget;
  /** The value as it is read. */
  declare content: unknown;
  /** The field while it is being changed. */
  declare field: PanelField | undefined;
  declare asking: boolean;
  declare entered: Entered;
  declare problem: PanelProblem | undefined;

  readonly #whyId = `why-${++made}`;
  #focusBack = false;
  #focusEntry = false;

  constructor() {
    super();
    this.asking = false;
    this.entered = { text: '', time: '' };
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(): void {
    if (this.#focusBack && !this.field) {
      this.#focusBack = false;
      this.querySelector<HTMLElement>('button.change')?.focus({ preventScroll: true });
    }
    if (this.#focusEntry && this.field) {
      this.#focusEntry = false;
      const entry = this.querySelector<HTMLInputElement>('.field-entry');
      entry?.focus({ preventScroll: true });
      if (entry?.type === 'text') entry.select();
    }
  }

  protected override render(): TemplateResult {
    if (!canChange(this.drawing, this.target))
      return html`<span class="value">${this.content}</span>${this.#standing()}`;
    if (this.field) return html`${this.#editor(this.field)}${this.#standing()}`;
    const label = t('Change {0}', this.label);
    const own = [...this.drawing.edits.problems.values()].find(({ field }) => this.#isThis(field));
    const problem = this.problem ?? own?.problem;
    return html`<span class="value" @dblclick=${this.#open}>${this.content}</span><button
        class="tool change"
        type="button"
        aria-label=${label}
        title=${label}
        aria-busy=${this.asking}
        @click=${this.#open}
      >
        ${icon(this.asking ? 'loading' : 'edit', this.asking ? 'codicon-modifier-spin' : '')}
      </button>
      ${problem ? html`<p class="field-note" role="alert">${icon('warning')}<span>${problem.message}</span></p>` : nothing}
      ${this.#standing()}`;
  }

  #isThis({ name, role }: Pick<PanelField, 'name' | 'role'>): boolean {
    return this.target.field === undefined ? role === this.target.role : name === this.target.field;
  }

  #open = async (): Promise<void> => {
    if (this.asking || this.field) return;
    this.asking = true;
    this.problem = undefined;
    const answer = await this.drawing.host.fields().catch(() => undefined);
    this.asking = false;
    const field = answer?.fields?.find(each => this.#isThis(each));
    if (!field) {
      this.problem = answer?.problem ?? { message: t('This cannot be changed on this ticket.') };
      return;
    }
    this.entered = enteredOf(field);
    this.field = field;
    this.#focusEntry = true;
  };

  #editor(field: PanelField): TemplateResult {
    const rows = pickRows(field);
    if (rows) {
      return html`<deskside-pick
        .rows=${rows}
        .value=${field.value ?? null}
        .label=${field.label}
        @pick=${(event: CustomEvent<string | null>) => this.#save(field, event.detail)}
        @leave=${(event: CustomEvent<boolean>) => this.#close(event.detail)}
      ></deskside-pick>`;
    }
    const found = valueIn(field, this.entered);
    const why = 'why' in found ? found.why : undefined;
    const take = (part: keyof Entered) => (event: InputEvent) => {
      if (event.target instanceof HTMLInputElement) this.entered = { ...this.entered, [part]: event.target.value };
    };
    const date = field.type === 'date';
    return html`<div class="editor" @keydown=${(event: KeyboardEvent) => this.#key(event, field)}>
        <input
          class="field-entry"
          type=${date ? 'date' : 'text'}
          inputmode=${field.type === 'number' ? 'decimal' : nothing}
          dir="auto"
          aria-label=${field.label}
          aria-invalid=${why !== undefined}
          aria-describedby=${why === undefined ? nothing : this.#whyId}
          .value=${this.entered.text}
          @input=${take('text')}
        />
        ${date ? html`<input class="field-entry time" type="time" aria-label=${t('Time of day')} .value=${this.entered.time} @input=${take('time')} />` : nothing}
        <button class="tool" type="button" title=${t('Save (Enter)')} aria-label=${t('Save')} ?disabled=${why !== undefined} @click=${() => this.#take(field)}>
          ${icon('check')}
        </button>
        <button class="tool" type="button" title=${t('Cancel (Escape)')} aria-label=${t('Cancel')} @click=${() => this.#close(true)}>
          ${icon('close')}
        </button>
      </div>
      ${why ? html`<p class="field-note" id=${this.#whyId} role="alert">${icon('warning')}<span>${why}</span></p>` : nothing}`;
  }

  #key(event: KeyboardEvent, field: PanelField): void {
    if (event.isComposing || event.target instanceof HTMLButtonElement) return;
    if (event.key === 'Enter') this.#take(field);
    else if (event.key === 'Escape') this.#close(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #take(field: PanelField): void {
    const found = valueIn(field, this.entered);
    if ('value' in found) this.#save(field, found.value);
  }

  #save(field: PanelField, value: string | null): void {
    this.#close(true);
    if (value !== (field.value ?? null)) this.drawing.changeField(field, value);
  }

  #close(focusBack: boolean): void {
    this.field = undefined;
    this.#focusBack = focusBack;
  }

  /** How the latest writes of this field stand, and what can be done with them. */
  #standing(): unknown {
    const { state, host } = this.drawing;
    const writes = state.writes.flatMap(write => {
      const field = write.written.kind === 'updateTicket' && write.written.fields.find(each => this.#isThis(each));
      return field ? [{ write, field }] : [];
    });
    const stands = writes.some(({ write }) => write.state === 'failed' || write.state === 'conflict');
    const undo =
      state.undoable && this.#isThis(state.undoable) && !stands
        ? html`<p class="field-note undo">
            <span>${state.undoable.shownBefore ? t('Was {0}.', state.undoable.shownBefore) : t('Was not set.')}
            <button class="link" type="button" @click=${() => host.undoChange()}>${t('Undo')}</button></span>
          </p>`
        : nothing;
    return html`${writes.map(({ write, field }) => this.#write(write, field))}${undo}`;
  }

  #write(write: PanelWrite, field: FieldWritten): unknown {
    const { host } = this.drawing;
    const { id, problem } = write;
    const act = (words: string, run: () => unknown) =>
      html`<button class="link" type="button" @click=${run}>${words}</button>`;
    // Read out by the page when it becomes so: here it stands.
    const note = (of: string, words: unknown, actions?: unknown, wrong = false) =>
      html`<p class="field-note ${wrong ? 'wrong' : ''}">
        ${icon(of)}<span>${words} ${actions ? html`<span class="field-actions">${actions}</span>` : nothing}</span>
      </p>`;
    switch (write.state) {
      case 'sending':
        return note('sync', t('Saving…'));
      case 'checking':
        return note('search', t('Checking whether it arrived…'));
      case 'waiting':
        return note(
          'clock',
          problem ? t('Not sent yet. {0}', problem) : t('Waits for its turn.'),
          problem
            ? html`${act(t('Try Now'), () => host.chooseWrite(id, 'send'))} ${act(t('Discard'), () => host.chooseWrite(id, 'discard'))}`
            : undefined,
        );
      case 'failed': {
        return note(
          'error',
          html`${field.shown ? t('Not changed to {0}.', field.shown) : t('Not emptied.')} ${problem ?? nothing}`,
          html`${act(t('Try Again'), () => host.chooseWrite(id, 'send'))} ${act(t('Discard'), () => host.chooseWrite(id, 'discard'))}`,
          true,
        );
      }
      case 'unclear':
        return note(
          'question',
          html`${t('It may have arrived.')} ${problem ?? nothing}`,
          html`${act(t('It Arrived'), () => host.chooseWrite(id, 'arrived'))} ${act(t('Send It Again'), () => host.chooseWrite(id, 'notArrived'))}`,
          true,
        );
      case 'conflict':
        return this.#conflict(write, field.name);
      default:
        return nothing;
    }
  }

  /** Mine, theirs and what it was before, to choose from. A write with several conflicts waits for a choice of each. */
  #conflict(write: PanelWrite, name: string): unknown {
    const { edits, host } = this.drawing;
    const one = write.conflicts?.find(each => each.field === name);
    if (!one)
      return html`<p class="field-note">${icon('clock')}<span>${t('Waits for a choice in another field.')}</span></p>`;
    const choose = (side: Side) => {
      const all = edits.choose(write, name, side);
      if (all) void host.resolve(write.id, all);
      this.requestUpdate();
    };
    const sides: readonly [Side, string][] = [
      ['mine', t('Mine')],
      ['theirs', t('Theirs')],
      ['before', t('Before')],
    ];
    return html`<div class="conflict" role="group" aria-label=${t('{0} was changed on the desk meanwhile', one.label)}>
      <p>${icon('git-merge')}<span>${t('Changed on the desk meanwhile. Which one stays?')}</span></p>
      ${sides.map(
        ([
          side,
          words,
        ]) => html`<button class="side" type="button" aria-pressed=${edits.side(write.id, name) === side} @click=${() => choose(side)}>
          <span class="muted">${words}</span> <bdi>${one.values[side] || t('Not set')}</bdi>
        </button>`,
      )}
    </div>`;
  }
}

function pickRows(field: PanelField) {
  if (field.type === 'flag') {
    return [
      { value: 'true', name: t('Yes') },
      { value: 'false', name: t('No') },
    ];
  }
  if (field.type !== 'choice' || !field.choices?.length) return undefined;
  const rows = field.choices.map(({ id, name, closed }) => ({
    ...{ value: id, name },
    ...(closed ? { note: t('closes the ticket') } : {}),
  }));
  return field.clearable ? [...rows, { value: null, name: t('None') }] : rows;
}

/** A field's value that is changed in its place, where it can be. */
export function fieldBox(drawing: Drawing, label: string, target: FieldTarget, content: unknown): TemplateResult {
  return html`<deskside-field .drawing=${drawing} .label=${label} .target=${target} .content=${content}></deskside-field>`;
}

customElements.define('deskside-field', FieldBox);
