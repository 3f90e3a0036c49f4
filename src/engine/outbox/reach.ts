import type { DeskFailure } from '../../model/errors.ts';
import { needsUser } from './outcome.ts';
import { backOff, type Pauses } from './pauses.ts';

/** Whether the desk takes anything at all just now, as far as this window knows. */
export class Reach {
  readonly #pauses: Pauses;
  #out: { readonly failure: DeskFailure; readonly until?: number; readonly tries: number } | undefined;

  constructor(pauses: Pauses) {
    this.#pauses = pauses;
  }

  /** Why nothing is sent. */
  get failure(): DeskFailure | undefined {
    return this.#out?.failure;
  }

  /** Milliseconds since 1970 when the next one may try; absent when it may now, or only the user can change it. */
  get until(): number | undefined {
    return this.#out?.until;
  }

  /** Whether anything may be sent. */
  mayTry(now: number): boolean {
    return !this.#out || (this.#out.until !== undefined && this.#out.until <= now);
  }

  /** @returns when there will be another try, in milliseconds since 1970; nothing when only the user can make it succeed */
  lost(failure: DeskFailure): number | undefined {
    const tries = (this.#out?.tries ?? 0) + 1;
    const until = needsUser(failure) ? undefined : Date.now() + backOff(this.#pauses, tries, failure);
    this.#out = { failure, tries, ...(until === undefined ? {} : { until }) };
    return until;
  }

  /** Somebody wants to know, or another question was answered; what the desk said about waiting still holds. */
  hope(): void {
    if (this.#out?.failure.retryAfterSeconds === undefined) this.#out = undefined;
  }

  /** The desk answered, or the user wants it tried whatever it said. @returns whether it was out of reach */
  found(): boolean {
    const was = this.#out !== undefined;
    this.#out = undefined;
    return was;
  }
}
