import { t } from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';

/** What can be picked. */
export interface PickRow {
  /** Nothing: it empties the field. */
  readonly value: string | null;
  readonly name: string;
  readonly note?: string;
}

/** Rows drawn at once: what is beyond them is found by typing. */
const rowsAtOnce = 200;
let made = 0;

/**
 * A list to pick from that narrows as one types. Fires `pick` with the row that was picked, and `leave` when it is left
 * without one; `detail` of `leave` is whether the keyboard left it.
 */
export class PickList extends LitElement {
  static override properties = {
    rows: { attribute: false },
    value: { attribute: false },
    label: { attribute: false },
    typed: { state: true },
    active: { state: true },
  };

  declare rows: readonly PickRow[];
  /** The value of now. */
  declare value: string | null;
  /** What is picked, for those who do not see it. */
  declare label: string;
  declare typed: string;
  /** Which of the rows that fit is chosen with Enter. */
  declare active: number;

  readonly #id = `pick-${++made}`;
  #done = false;

  constructor() {
    super();
    this.rows = [];
    this.value = null;
    this.label = '';
    this.typed = '';
    this.active = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('scroll', this.#place, { capture: true, passive: true });
    window.addEventListener('resize', this.#place);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('scroll', this.#place, { capture: true });
    window.removeEventListener('resize', this.#place);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(): void {
    if (!this.hasUpdated)
      this.active = Math.max(
        0,
        this.rows.findIndex(row => row.value === this.value),
      );
  }

  protected override firstUpdated(): void {
    const list = this.querySelector<HTMLElement>('[popover]');
    list?.showPopover();
    this.#place();
    this.querySelector('input')?.focus({ preventScroll: true });
    this.#reveal();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('active') || changed.has('typed')) this.#reveal();
    if (changed.has('typed')) this.#place();
  }

  protected override render(): TemplateResult {
    const rows = this.#fitting;
    const now = this.rows.find(row => row.value === this.value)?.name ?? '';
    return html`<input
        class="field-entry"
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck="false"
        aria-expanded=${rows.length > 0}
        aria-autocomplete="list"
        aria-controls=${this.#id}
        aria-activedescendant=${this.active < Math.min(rows.length, rowsAtOnce) ? `${this.#id}-${this.active}` : nothing}
        aria-label=${this.label}
        placeholder=${now}
        .value=${this.typed}
        @input=${this.#type}
        @keydown=${this.#key}
        @blur=${() => this.#leave(false)}
      />
      <ul class="picks" id=${this.#id} popover="manual" role=${rows.length > 0 ? 'listbox' : 'list'} aria-label=${this.label} @pointerdown=${this.#hold}>
        ${rows.slice(0, rowsAtOnce).map(
          (row, at) => html`<li
            id="${this.#id}-${at}"
            role="option"
            class="${at === this.active ? 'active' : ''} ${row.value === null ? 'none' : ''}"
            aria-selected=${row.value === this.value}
            @click=${() => this.#pick(row)}
          >
            <span class="codicon codicon-check ${row.value === this.value ? '' : 'blank'}" aria-hidden="true"></span>
            <bdi>${row.name}</bdi>${row.note ? html` <span class="muted">${row.note}</span>` : nothing}
          </li>`,
        )}
        ${rows.length === 0 ? html`<li class="empty">${t('Nothing fits.')}</li>` : nothing}
        ${
          rows.length > rowsAtOnce
            ? html`<li class="empty" role="presentation">${t('{0} more: type to narrow.', rows.length - rowsAtOnce)}</li>`
            : nothing
        }
      </ul>
      <span class="hidden" role="status">${this.typed ? this.#found(rows.length) : nothing}</span>`;
  }

  #found(count: number): string {
    if (count === 0) return t('Nothing fits.');
    return count === 1 ? t('1 fits.') : t('{0} fit.', count);
  }

  get #fitting(): readonly PickRow[] {
    const words = this.typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return this.rows;
    return this.rows.filter(({ name }) => words.every(word => name.toLocaleLowerCase().includes(word)));
  }

  #type = (event: InputEvent): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.typed = event.target.value;
    this.active = 0;
  };

  #key = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const last = Math.min(this.#fitting.length, rowsAtOnce) - 1;
    const to: Record<string, number> = {
      ArrowDown: this.active >= last ? 0 : this.active + 1,
      ArrowUp: this.active <= 0 ? last : this.active - 1,
      PageDown: Math.min(last, this.active + 10),
      PageUp: Math.max(0, this.active - 10),
    };
    const next = to[event.key];
    if (next !== undefined) this.active = Math.max(0, next);
    else if (event.key === 'Enter') this.#pick(this.#fitting[this.active]);
    else if (event.key === 'Escape') this.#leave(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** The box keeps the focus while the list is pointed at. */
  #hold = (event: PointerEvent): void => event.preventDefault();

  #pick(row: PickRow | undefined): void {
    if (!row || this.#done) return;
    this.#done = true;
    this.dispatchEvent(new CustomEvent('pick', { detail: row.value }));
  }

  #leave(byKey: boolean): void {
    if (this.#done || !this.isConnected) return;
    this.#done = true;
    this.dispatchEvent(new CustomEvent('leave', { detail: byKey }));
  }

  /** Below the box, or above it where there is more room. */
  #place = (): void => {
    const list = this.querySelector<HTMLElement>('[popover]');
    const box = this.querySelector('input')?.getBoundingClientRect();
    if (!list || !box) return;
    const gap = 2;
    const [above, below] = [box.top - gap, window.innerHeight - box.bottom - gap];
    const up = below < 160 && above > below;
    list.style.maxHeight = `${Math.max(80, Math.min(320, (up ? above : below) - 8))}px`;
    list.style.minWidth = `${box.width}px`;
    list.style.left = `${Math.max(4, Math.min(box.left, window.innerWidth - list.offsetWidth - 4))}px`;
    list.style.top = up ? `${Math.max(4, above - list.offsetHeight)}px` : `${box.bottom + gap}px`;
  };

  #reveal(): void {
    this.querySelector(`#${this.#id}-${this.active}`)?.scrollIntoView({ block: 'nearest' });
  }
}

customElements.define('deskside-pick', PickList);
