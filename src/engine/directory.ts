import type { HelpDesk } from '../model/desk.ts';
import type { Group, PickLists, Technician } from '../model/directory.ts';
import { failureOf } from '../model/errors.ts';
import type { NewTicketField } from '../model/fields.ts';
import type { Mirror } from './mirror.ts';
import { unlessAborted } from './shared.ts';

/** How long people, groups and pick-lists are taken as current, in milliseconds. */
const current = 10 * 60_000;

interface Known<T> {
  readonly value: T;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Who works at a desk and what can be chosen there. What was once answered is answered at once, also offline, and asked
 * for again behind it when it is old.
 */
export class Directory {
  readonly #helpDesk: HelpDesk;
  readonly #mirror: Mirror;
  readonly #closing: AbortSignal;
  readonly #changed: () => void;
  readonly #known = new Map<string, Known<unknown>>();
  readonly #asking = new Map<string, Promise<unknown>>();
  /** What must come from the desk because the user wants to know anew, if the desk answers at all. */
  readonly #distrusted = new Set<string>();
  #turn = 0;

  /** `changed` is told when the desk answered something else than what was answered before. */
  constructor(helpDesk: HelpDesk, mirror: Mirror, closing: AbortSignal, changed: () => void) {
    this.#helpDesk = helpDesk;
    this.#mirror = mirror;
    this.#closing = closing;
    this.#changed = changed;
  }

  groups(signal?: AbortSignal): Promise<Group[]> {
    return this.#get('groups', end => this.#helpDesk.groups(end), signal);
  }

  technicians(signal?: AbortSignal): Promise<Technician[]> {
    return this.#get('technicians', end => this.#helpDesk.technicians(end), signal);
  }

  pickLists(signal?: AbortSignal): Promise<PickLists> {
    return this.#get('pickLists', end => this.#helpDesk.pickLists(end), signal);
  }

  newTicketFields(signal?: AbortSignal): Promise<NewTicketField[]> {
    return this.#get('newTicketFields', end => this.#helpDesk.newTicketFields(end), signal);
  }

  /** Makes everything be asked again. */
  forget(): void {
    this.#turn++;
    this.#asking.clear();
    for (const key of ['groups', 'technicians', 'pickLists', 'newTicketFields']) this.#distrusted.add(key);
    this.#helpDesk.forgetDirectory();
  }

  async #get<T>(key: string, ask: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const known = (await this.#recall(key)) as Known<T> | undefined;
    const trusted = known && !this.#distrusted.has(key);
    if (trusted && Date.now() - known.at < current) return known.value;
    const asked = this.#ask(key, ask, known);
    if (trusted) {
      // Old, but better than waiting; whoever asked hears of what is new.
      asked.catch(() => undefined);
      return known.value;
    }
    try {
      return await unlessAborted(asked, signal);
    } catch (thrown) {
      if (!known || failureOf(thrown).reason === 'cancelled') throw thrown;
      return known.value;
    }
  }

  #ask<T>(key: string, ask: (signal: AbortSignal) => Promise<T>, before: Known<T> | undefined): Promise<T> {
    const asking = this.#asking.get(key) as Promise<T> | undefined;
    if (asking) return asking;
    const started = this.#askNow(key, ask, before).finally(() => {
      if (this.#asking.get(key) === started) this.#asking.delete(key);
    });
    this.#asking.set(key, started);
    return started;
  }

  async #askNow<T>(key: string, ask: (signal: AbortSignal) => Promise<T>, before: Known<T> | undefined): Promise<T> {
    const turn = this.#turn;
    let value: T;
    try {
      value = await ask(this.#closing);
    } catch (thrown) {
      // What is old stays good for a while: a desk that cannot be reached is not asked with each question.
      if (before && turn === this.#turn) {
        this.#distrusted.delete(key);
        this.#known.set(key, { ...before, at: Date.now() - current / 2 });
      }
      throw thrown;
    }
    // An answer that was asked for before the user wanted to know anew is not kept.
    if (turn !== this.#turn) return value;
    const at = Date.now();
    this.#distrusted.delete(key);
    this.#known.set(key, { value, at });
    await this.#mirror
      .use(({ store }) => store.remember(key, value, new Date(at).toISOString()))
      .catch(() => undefined);
    if (before && JSON.stringify(before.value) !== JSON.stringify(value)) this.#changed();
    return value;
  }

  async #recall(key: string): Promise<Known<unknown> | undefined> {
    const known = this.#known.get(key);
    if (known) return known;
    const kept = await this.#mirror.use(({ store }) => store.recall(key));
    if (!kept) return undefined;
    const found = { value: kept.value, at: Date.parse(kept.fetchedAt) };
    this.#known.set(key, found);
    return found;
  }
}
