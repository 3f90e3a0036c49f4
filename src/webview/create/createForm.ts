import { t } from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { type NewTicketValues, withValue } from '../../model/newTicket.ts';
import type { CreateHostApi, CreateState, FormCustomer, FormField } from '../createMessages.ts';
import { icon } from '../panel/icon.ts';
import { sendKeys } from '../sendKeys.ts';
import './customerPick.ts';
import { fieldRow, type Row } from './fieldRow.ts';
import { isFilled, layoutOf } from './layout.ts';

/** The form of a new ticket. What is typed is told to the host at once, which keeps it and says what is wrong with it. */
export class CreateForm extends LitElement {
  static override properties = {
    state: { state: true },
    values: { state: true },
    customer: { state: true },
    problems: { state: true },
    touched: { state: true },
    edited: { state: true },
  };

  declare host: CreateHostApi;
  /** Keeps the page's own memory. */
  declare keep: (form: { values: NewTicketValues; customer: FormCustomer | null }) => void;
  declare state: CreateState | undefined;
  declare values: NewTicketValues;
  declare customer: FormCustomer | undefined;
  /** What is wrong, by field; shown where the user has been. */
  declare problems: Readonly<Record<string, string>>;
  declare touched: ReadonlySet<string>;
  /** Fields that were changed after the desk had refused them. */
  declare edited: ReadonlySet<string>;

  #turn: number | undefined;
  #checks = 0;
  /** What the desk refused last; its first field is gone to once. */
  #refused: CreateState['refused'] | undefined;
  #furtherOpen = false;

  constructor() {
    super();
    this.values = {};
    this.problems = {};
    this.touched = new Set();
    this.edited = new Set();
  }

  show(state: CreateState): void {
    const { start, refused } = state;
    if (start.turn !== this.#turn) {
      const first = this.#turn === undefined;
      this.#turn = start.turn;
      this.values = start.values;
      this.customer = start.customer;
      this.touched = new Set();
      this.problems = {};
      if (first) this.#furtherOpen = false;
    }
    if (JSON.stringify(refused) !== JSON.stringify(this.state?.refused ?? {})) this.edited = new Set();
    this.state = state;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('state') || !this.state?.fields) return;
    const before = changed.get('state') as CreateState | undefined;
    if (!before?.fields) this.querySelector<HTMLElement>('[data-field][data-first] :is(input, textarea)')?.focus();
    const { refused } = this.state;
    if (this.#refused === refused || JSON.stringify(this.#refused) === JSON.stringify(refused)) return;
    this.#refused = refused;
    const [field] = Object.keys(refused);
    if (field !== undefined) this.#goTo(field);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this;
    if (!state) return nothing;
    return html`<vscode-progress-bar class="progress" aria-hidden="true" ?hidden=${!state.loading && !state.sending}></vscode-progress-bar>
      <main><form class="page" novalidate @submit=${(event: Event) => event.preventDefault()} @keydown=${this.#key}>
        <header><h1>${t('New Ticket')}</h1>${state.origin ? html`<p class="muted">${icon('code')}<bdi>${state.origin}</bdi></p>` : nothing}</header>
        ${this.#note(state)} ${this.#desk(state)}
        ${state.fields ? this.#fields(state, state.fields) : nothing}
        ${this.#problem(state)}
        <footer>
          <vscode-button icon="add" title=${t('{0} ({1})', t('Create Ticket'), sendKeys())} ?disabled=${state.sending || !state.fields} aria-disabled=${state.sending || !state.fields} @pointerdown=${holdPointer} @click=${this.#create}>
            ${t('Create Ticket')}
          </vscode-button>
          <span class="muted" role="status">${state.sending ? t('Creating…') : state.fields ? nothing : state.loading ? t('Asking the desk for its fields…') : nothing}</span>
        </footer>
      </form></main>`;
  }

  #note({ start, sending }: CreateState): TemplateResult | typeof nothing {
    if (sending || (start.begunAt === undefined && !start.lastUsed)) return nothing;
    const words =
      start.begunAt === undefined
        ? t('Some fields are filled in as in your last ticket.')
        : t(
            'This was begun {0} and not sent.',
            new Date(start.begunAt).toLocaleString(this.state?.locale, { dateStyle: 'medium', timeStyle: 'short' }),
          );
    return html`<p class="note">${icon('history')}<span>${words}</span>
      <button class="link" type="button" @click=${() => this.host.startAnew()}>${t('Start Anew')}</button>
    </p>`;
  }

  #desk({ desks, deskId, sending }: CreateState): TemplateResult | typeof nothing {
    if (desks.length < 2) return nothing;
    return html`<div class="field"><label for="desk">${t('Desk')}</label>
      <select id="desk" ?disabled=${sending} @change=${(event: Event) => void this.host.chooseDesk((event.target as HTMLSelectElement).value)}>
        ${desks.map(each => html`<option value=${each.id} ?selected=${each.id === deskId}>${each.name}</option>`)}
      </select>
    </div>`;
  }

  #fields(state: CreateState, fields: readonly FormField[]): TemplateResult {
    const { first, usual, further } = layoutOf(fields);
    const wrong = further.some(each => this.#problemOf(each, state) !== undefined);
    const open = this.#furtherOpen || wrong || isFilled(further, this.values);
    const row = (field: FormField) => fieldRow(this.#row(field, state, fields), field === first[0]);
    return html`<div class="first">${first.map(row)}</div>
      <div class="grid">${usual.map(row)}</div>
      ${
        further.length > 0
          ? html`<details class="further" ?open=${open} @toggle=${(event: Event) => {
              this.#furtherOpen = (event.target as HTMLDetailsElement).open;
            }}>
            <summary>${icon('chevron-right')}${t('Further fields')}</summary>
            <div class="grid">${further.map(row)}</div>
          </details>`
          : nothing
      }`;
  }

  #row(field: FormField, state: CreateState, fields: readonly FormField[]): Row {
    const problem = this.#problemOf(field, state);
    return {
      ...{ field, fields, values: this.values, disabled: state.sending },
      required: field.required || (field.role === 'customer' && state.customerRequired),
      change: value => this.#change(field, value),
      left: () => this.#touch(field.name),
      ...(problem === undefined ? {} : { problem }),
      ...(field.role === 'customer'
        ? {
            customer: {
              chosen: this.customer,
              find: (text: string) => this.host.customers(text),
              choose: (customer: FormCustomer | undefined) => {
                this.customer = customer;
                this.#change(field, customer?.id ?? '');
              },
            },
          }
        : {}),
    };
  }

  #problemOf({ name }: FormField, { refused }: CreateState): string | undefined {
    if (refused[name] !== undefined && !this.edited.has(name)) return refused[name];
    return this.touched.has(name) ? this.problems[name] : undefined;
  }

  #problem({ problem }: CreateState): TemplateResult | typeof nothing {
    if (!problem) return nothing;
    const { message, remedy } = problem;
    return html`<div class="banner" role="alert">${icon('warning')}<span class="banner-words">${message}</span>
      ${remedy ? html`<vscode-button secondary @click=${() => this.host[remedy.action]()}>${remedy.label}</vscode-button>` : nothing}
    </div>`;
  }

  #change({ name }: FormField, value: string): void {
    this.values = withValue(this.values, this.state?.fields ?? [], name, value);
    this.edited = new Set([...this.edited, name]);
    void this.#check();
  }

  #touch(name: string): void {
    if (this.touched.has(name)) return;
    this.touched = new Set([...this.touched, name]);
    void this.#check();
  }

  async #check(): Promise<void> {
    const check = ++this.#checks;
    const customer = this.customer ?? null;
    this.keep({ values: this.values, customer });
    const problems = await this.host.changed(this.values, customer);
    if (check === this.#checks) this.problems = problems;
  }

  #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    void this.#create();
  };

  #create = async (): Promise<void> => {
    const fields = this.state?.fields;
    if (!fields || this.state?.sending) return;
    this.touched = new Set(fields.map(each => each.name));
    await this.#check();
    const { first, usual, further } = layoutOf(fields);
    const wrong = [...first, ...usual, ...further].find(each => this.problems[each.name] !== undefined);
    if (wrong) this.#goTo(wrong.name);
    else await this.host.create();
  };

  #goTo(name: string): void {
    void this.updateComplete.then(() => {
      const field = this.querySelector(`[data-field="${CSS.escape(name)}"]`);
      field?.scrollIntoView({ block: 'nearest' });
      field?.querySelector<HTMLElement>('input, textarea, select')?.focus({ preventScroll: true });
    });
  }
}

/** What was wrong goes while the button is pressed, and the button moves up: the click is one all the same. */
function holdPointer({ currentTarget, pointerId }: PointerEvent): void {
  if (currentTarget instanceof Element) currentTarget.setPointerCapture(pointerId);
}

customElements.define('deskside-create', CreateForm);
