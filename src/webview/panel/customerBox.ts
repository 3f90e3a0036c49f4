import { t } from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { CardPart } from '../../model/customer.ts';
import type { CardAnswer, PanelProblem } from '../messages.ts';
import { customerCard } from './customerCard.ts';
import { type CustomerChoice, customersOf } from './customers.ts';
import { icon } from './icon.ts';
import type { Memory } from './memory.ts';
import { type Drawing, problemBanner, quiet, rows } from './parts.ts';

/** A ticket's customers, and the card of one of them. The desk is asked for it only once the section is unfolded. */
export class CustomerBox extends LitElement {
  static override properties = {
    drawing: { attribute: false },
    open: { state: true },
    chosen: { state: true },
    answers: { state: true },
    asking: { state: true },
    unfolded: { state: true },
  };

  declare drawing: Drawing;
  declare memory: Memory;
  declare open: boolean;
  declare chosen: string | undefined;
  declare answers: ReadonlyMap<string, CardAnswer>;
  /** Whose card is on its way. */
  declare asking: ReadonlySet<string>;
  /** Lists that are shown whole. */
  declare unfolded: ReadonlySet<CardPart>;

  /** Age of the ticket when each card was last asked for: a ticket read anew may have a card read anew. */
  readonly #askedAt = new Map<string, string | undefined>();

  constructor() {
    super();
    this.open = false;
    this.answers = new Map();
    this.asking = new Set();
    this.unfolded = new Set();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.hasUpdated) this.open = this.memory.now.customerOpen;
    if (!changed.has('drawing') && !changed.has('open') && !changed.has('chosen')) return;
    const choice = this.#choice();
    // What is stale is not asked for while the ticket itself is still on its way.
    if (!this.open || !choice || this.drawing.state.loading || this.asking.has(choice.id)) return;
    const { fetchedAt } = this.drawing.state;
    if (this.#askedAt.has(choice.id) && this.#askedAt.get(choice.id) === fetchedAt) return;
    void this.#ask(choice.id, false);
  }

  protected override render(): TemplateResult {
    const { state } = this.drawing;
    const ticket = state.details?.ticket;
    if (!ticket) return html``;
    const choices = customersOf(ticket);
    const choice = this.#choice(choices);
    const names = [ticket.contact?.name, ticket.customer?.name].filter(
      (one, at, all) => one && all.indexOf(one) === at,
    );
    if (!choice || state.abilities.cardParts.length === 0) return this.#plain(choices);
    return html`<section aria-labelledby="customer">
      <details class="fold" .open=${this.open} @toggle=${this.#toggled}>
        <summary class="section-head">
          ${icon('chevron-right')}
          <h2 id="customer">${t('Customer')}</h2>
          ${this.open ? nothing : html`<bdi class="brief">${names.join(' · ') || choice.name}</bdi>`}
        </summary>
        ${this.open ? html`${this.#choices(choices, choice)} ${this.#card(choice)}` : nothing}
      </details>
    </section>`;
  }

  /** Where the desk has no cards: what the ticket itself tells. */
  #plain(choices: readonly CustomerChoice[]): TemplateResult {
    const ticket = this.drawing.state.details?.ticket;
    const contact = ticket?.contact?.name === ticket?.customer?.name ? undefined : ticket?.contact?.name;
    const known = ticket?.customer ?? ticket?.contact;
    return html`<section aria-labelledby="customer">
      <div class="section-head"><h2 id="customer">${t('Customer')}</h2></div>
      ${
        known
          ? rows([
              [t('Name'), ticket?.customer?.name],
              [t('Contact'), contact],
            ])
          : quiet(t('No customer.'))
      }
      ${this.#choices(choices, undefined)}
    </section>`;
  }

  #choice(choices?: readonly CustomerChoice[]): CustomerChoice | undefined {
    const ticket = this.drawing.state.details?.ticket;
    const all = choices ?? (ticket ? customersOf(ticket) : []);
    return all.find(one => one.id === this.chosen) ?? all[0];
  }

  #choices(all: readonly CustomerChoice[], chosen: CustomerChoice | undefined): TemplateResult | typeof nothing {
    const { host, state } = this.drawing;
    const { linkCustomers } = state.abilities;
    if (all.length < 2 && !linkCustomers) return nothing;
    return html`<ul class="linked" aria-label=${t('Customers of this ticket')}>
        ${all.map(
          one => html`<li class=${one.id === chosen?.id ? 'chosen' : ''}>
            ${
              chosen
                ? html`<button
                  type="button"
                  aria-pressed=${one.id === chosen.id}
                  title=${one.kind === 'company' ? t('Company') : t('Person')}
                  @click=${() => this.#choose(one.id)}
                >
                  ${icon(one.kind === 'company' ? 'organization' : 'person')}<bdi>${one.name}</bdi>
                </button>`
                : html`<span>${icon(one.kind === 'company' ? 'organization' : 'person')}<bdi>${one.name}</bdi></span>`
            }
            ${
              linkCustomers && one.linked
                ? html`<button
                  type="button"
                  class="tool"
                  aria-label=${t('Unlink {0}', one.name)}
                  title=${t('Unlink {0}', one.name)}
                  @click=${() => host.unlinkCustomer(one.id)}
                >
                  ${icon('close')}
                </button>`
                : nothing
            }
          </li>`,
        )}
      </ul>
      ${
        linkCustomers
          ? html`<button class="link add" type="button" @click=${() => host.linkCustomer()}>
            ${icon('add')}${t('Link Customer…')}
          </button>`
          : nothing
      }`;
  }

  #card(choice: CustomerChoice): TemplateResult {
    const answer = this.answers.get(choice.id);
    const busy = this.asking.has(choice.id);
    return html`<div class="card" aria-busy=${busy}>
      <p class="quiet loading" role="status">${busy && !answer?.card ? t('Loading {0}…', choice.name) : nothing}</p>
      ${busy ? html`<vscode-progress-bar aria-hidden="true"></vscode-progress-bar>` : nothing}
      ${answer?.problem && !busy ? this.#problem(answer.problem, choice.id) : nothing}
      ${
        answer?.card
          ? customerCard({
              ...this.drawing,
              card: answer.card,
              unfolded: this.unfolded,
              unfold: part => this.#unfold(part),
              again: () => void this.#ask(choice.id, true),
            })
          : nothing
      }
    </div>`;
  }

  /** To try again means the card here, not the whole ticket. */
  #problem(problem: PanelProblem, id: string): TemplateResult {
    const again = async () => this.#ask(id, true);
    const remedy = problem.remedy ?? { label: t('Try Again'), action: 'refresh' as const };
    // What is read can always be asked for once more, whatever else may help.
    const aside =
      remedy.action === 'refresh'
        ? nothing
        : html`<button class="link" type="button" @click=${again}>${t('Try Again')}</button>`;
    return problemBanner({ ...problem, remedy }, { ...this.drawing.host, refresh: again }, aside);
  }

  async #ask(id: string, fresh: boolean): Promise<void> {
    this.#askedAt.set(id, this.drawing.state.fetchedAt);
    this.asking = new Set(this.asking).add(id);
    try {
      const answer = await this.drawing.host.customerCard(id, fresh);
      const before = this.answers.get(id);
      // A card that is there is not taken away by an answer that failed, unless it was asked for.
      if (!answer.problem || !before?.card || fresh) this.answers = new Map(this.answers).set(id, answer);
    } finally {
      const asking = new Set(this.asking);
      asking.delete(id);
      this.asking = asking;
    }
  }

  #choose(id: string): void {
    this.chosen = id;
    this.unfolded = new Set();
  }

  /** The button goes with the rows that it brings: the focus moves on to the first of them. */
  #unfold(part: CardPart): void {
    this.unfolded = new Set(this.unfolded).add(part);
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[data-first-more="${part}"]`)?.focus());
  }

  #toggled = (event: Event): void => {
    if (!(event.target instanceof HTMLDetailsElement) || event.target.parentElement?.parentElement !== this) return;
    this.open = event.target.open;
    this.memory.change({ customerOpen: this.open });
  };
}

customElements.define('deskside-customer', CustomerBox);
