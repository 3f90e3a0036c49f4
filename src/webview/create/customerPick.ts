import { t } from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { CustomersFound, FormCustomer } from '../createMessages.ts';
import { icon } from '../panel/icon.ts';

/** Milliseconds of quiet typing before the desk is asked. */
const pause = 200;

/** A box in which a customer is looked up as one types, and chosen by mouse or keys. */
export class CustomerPick extends LitElement {
  static override properties = {
    inputId: { attribute: false },
    chosen: { attribute: false },
    required: { attribute: false },
    disabled: { attribute: false },
    problemId: { attribute: false },
    typed: { state: true },
    found: { state: true },
    open: { state: true },
    active: { state: true },
    busy: { state: true },
  };

  declare inputId: string;
  declare chosen: FormCustomer | undefined;
  declare required: boolean;
  declare disabled: boolean;
  declare problemId: string | undefined;
  declare find: (text: string) => Promise<CustomersFound>;
  declare choose: (customer: FormCustomer | undefined) => void;
  /** What is typed and not yet chosen from; absent: the box shows who is chosen. */
  declare typed: string | undefined;
  declare found: CustomersFound | undefined;
  declare open: boolean;
  declare active: number;
  declare busy: boolean;

  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  /** Enter before the answer: the first that is found is meant. */
  #early = false;

  constructor() {
    super();
    this.open = false;
    this.busy = false;
    this.active = 0;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(): void {
    this.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult {
    const list = `${this.inputId}-list`;
    const customers = this.found?.customers ?? [];
    const active = this.open && customers[this.active] ? `${list}-${this.active}` : nothing;
    return html`<div class="pick">
      <input
        id=${this.inputId}
        type="text"
        role="combobox"
        dir="auto"
        autocomplete="off"
        aria-autocomplete="list"
        aria-expanded=${this.open && customers.length > 0}
        aria-controls=${list}
        aria-activedescendant=${active}
        aria-required=${this.required}
        aria-invalid=${this.problemId !== undefined}
        aria-describedby=${this.problemId ?? nothing}
        placeholder=${t('Type to search for a customer')}
        .value=${this.typed ?? this.chosen?.name ?? ''}
        ?readonly=${this.disabled}
        @focus=${this.#look}
        @input=${this.#type}
        @keydown=${this.#key}
        @blur=${this.#leave}
      />
      ${
        this.chosen && !this.disabled
          ? html`<button class="clear" type="button" aria-label=${t('Clear customer')} title=${t('Clear customer')} @click=${() => this.#take(undefined)}>${icon('close')}</button>`
          : nothing
      }
      ${this.chosen?.about && this.typed === undefined ? html`<p class="muted about"><bdi>${this.chosen.about}</bdi></p>` : nothing}
      <ul class="found" id=${list} role=${customers.length > 0 ? 'listbox' : 'list'} aria-label=${t('Customers')} ?hidden=${!this.open}>
        ${customers.map(
          (each, index) => html`<li
            id="${list}-${index}"
            role="option"
            aria-selected=${index === this.active}
            @pointerdown=${(event: Event) => event.preventDefault()}
            @click=${() => this.#take(each)}
          ><bdi>${each.name}</bdi>${each.about ? html`<span class="muted"><bdi>${each.about}</bdi></span>` : nothing}</li>`,
        )}
        ${this.busy ? html`<li class="muted" role=${customers.length > 0 ? 'presentation' : nothing}>${t('Searching…')}</li>` : nothing}
        ${!this.busy && this.found?.problem ? html`<li class="muted" role=${customers.length > 0 ? 'presentation' : nothing}>${this.found.problem}</li>` : nothing}
        ${!this.busy && this.found && customers.length === 0 && !this.found.problem ? html`<li class="muted" role=${customers.length > 0 ? 'presentation' : nothing}>${t('No such customer')}</li>` : nothing}
      </ul>
      <span class="unseen" role="status">${this.open ? this.#words(customers.length) : nothing}</span>
    </div>`;
  }

  /** What the list shows, for who does not see it. */
  #words(count: number): string {
    if (this.busy) return t('Searching…');
    if (this.found?.problem) return this.found.problem;
    if (!this.found || count === 0) return this.found ? t('No such customer') : '';
    return count === 1 ? t('1 customer found') : t('{0} customers found', count);
  }

  #look = (): void => {
    if (this.disabled) return;
    this.querySelector('input')?.select();
    if (!this.chosen) void this.#search('');
  };

  #type = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    this.typed = value;
    this.#early = false;
    if (this.chosen) this.choose(undefined);
    clearTimeout(this.#timer);
    this.busy = true;
    this.open = true;
    this.found = undefined;
    this.#timer = setTimeout(() => void this.#search(value.trim()), pause);
  };

  async #search(text: string): Promise<void> {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    this.open = true;
    this.busy = true;
    let found: CustomersFound;
    try {
      found = await this.find(text);
    } catch {
      found = { customers: [] };
    }
    if (asked !== this.#asked) return;
    this.busy = false;
    this.found = found;
    this.active = 0;
    const [first] = found.customers;
    if (this.#early && first) this.#take(first);
    this.#early = false;
  }

  #key = (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.metaKey || this.disabled) return;
    const customers = this.found?.customers ?? [];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!this.open) void this.#search(this.typed?.trim() ?? '');
      else {
        const step = event.key === 'ArrowDown' ? 1 : -1;
        this.active = Math.min(Math.max(this.active + step, 0), Math.max(customers.length - 1, 0));
      }
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const active = customers[this.active];
      if (this.open && active) this.#take(active);
      else this.#early = this.busy;
    } else if (event.key === 'Escape' && this.open) {
      event.preventDefault();
      this.#close();
    }
  };

  #leave = (): void => {
    // Words that name exactly one are not lost because nobody pressed a key.
    const wanted = this.typed?.trim().toLocaleLowerCase();
    const [only, ...more] = (this.found?.customers ?? []).filter(each => each.name.toLocaleLowerCase() === wanted);
    if (wanted && only && more.length === 0) this.#take(only);
    else this.#close();
  };

  #take(customer: FormCustomer | undefined): void {
    this.typed = undefined;
    this.choose(customer);
    this.#close();
    if (!customer) this.querySelector('input')?.focus();
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#asked++;
    this.#early = false;
    this.open = false;
    this.busy = false;
    this.found = undefined;
  }
}

customElements.define('deskside-customer-pick', CustomerPick);
