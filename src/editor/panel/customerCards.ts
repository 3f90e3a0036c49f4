import type { Engine } from '../../engine/engine.ts';
import type { CustomerCard } from '../../model/customer.ts';
import type { DeskFailure, Result } from '../../model/errors.ts';
import type { CardAnswer, PanelProblem } from '../../webview/messages.ts';

/** Rows of each list that a desk is asked for. */
const cardLimit = 50;
/** How long a card is shown again without asking, in milliseconds: a tab that is shown again has a new page. */
const cardAge = 10 * 60_000;

/** The customer cards that one panel has shown. */
export class CustomerCards {
  readonly #ask: (customerId: string, limit: number, signal: AbortSignal) => ReturnType<Engine['customerCard']>;
  readonly #describe: (failure: DeskFailure) => PanelProblem;
  readonly #kept = new Map<string, { readonly card: CustomerCard; readonly at: number }>();

  /** @param describe a failure in words */
  constructor(
    ask: (customerId: string, limit: number, signal: AbortSignal) => ReturnType<Engine['customerCard']>,
    describe: (failure: DeskFailure) => PanelProblem,
  ) {
    this.#ask = ask;
    this.#describe = describe;
  }

  /** A card, from the desk when it is wanted `fresh`, old, or was not whole. */
  async get(customerId: string, fresh: boolean, signal: AbortSignal): Promise<CardAnswer> {
    const kept = this.#kept.get(customerId);
    if (kept && !fresh && Date.now() - kept.at < cardAge) return this.#shown(kept.card);
    const result: Result<CustomerCard> = await this.#ask(customerId, cardLimit, signal);
    if (!result.ok) return { problem: this.#describe(result.failure) };
    if (result.value.missing.length === 0) this.#kept.set(customerId, { card: result.value, at: Date.now() });
    return this.#shown(result.value);
  }

  /** Makes every card be asked for again. */
  forget(): void {
    this.#kept.clear();
  }

  #shown(card: CustomerCard): CardAnswer {
    const missing = card.missing.map(({ part, failure }) => ({ part, message: this.#describe(failure).message }));
    return { card: { ...card, missing } };
  }
}
