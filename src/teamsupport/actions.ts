import { failureOf } from '../model/errors.ts';
import type { DeskDates } from '../wire/deskDates.ts';
import type { DataRecord } from '../wire/records.ts';
import type { TeamSupportClient } from './client.ts';
import { oldestFirst } from './mapping.ts';

/** Long enough for the parts of one view, too short to be noticed as stale. */
const KEEP_MS = 2_000;

/**
 * The actions of tickets. Text, history, time and attachments of a ticket all come from its one list of actions, so
 * questions at about the same moment share a request: requests count against a daily quota.
 */
export class ActionLists {
  readonly #client: TeamSupportClient;
  readonly #lists = new Map<string, { list: Promise<readonly DataRecord[]>; until: number }>();

  constructor(client: TeamSupportClient) {
    this.#client = client;
  }

  async of(ticketId: string, signal?: AbortSignal): Promise<readonly DataRecord[]> {
    const kept = this.#lists.get(ticketId);
    if (kept && kept.until > Date.now()) {
      try {
        return await kept.list;
      } catch (thrown) {
        // Another question was given up, not this one.
        if (failureOf(thrown).reason !== 'cancelled' || signal?.aborted) throw thrown;
      }
    }
    return await this.#load(ticketId, signal);
  }

  async oldestFirst(ticketId: string, dates: DeskDates, signal?: AbortSignal): Promise<DataRecord[]> {
    return oldestFirst(await this.of(ticketId, signal), dates);
  }

  /** After something was written. */
  forget(ticketId: string): void {
    this.#lists.delete(ticketId);
  }

  /** After something was written that may be an action of any ticket. */
  forgetAll(): void {
    this.#lists.clear();
  }

  async #load(ticketId: string, signal: AbortSignal | undefined): Promise<readonly DataRecord[]> {
    for (const [id, { until }] of this.#lists) if (until <= Date.now()) this.#lists.delete(id);
    const entry = {
      list: this.#client.actions(ticketId, [], signal).then(list => list.records),
      until: Number.POSITIVE_INFINITY,
    };
    this.#lists.set(ticketId, entry);
    try {
      const records = await entry.list;
      entry.until = Date.now() + KEEP_MS;
      return records;
    } catch (thrown) {
      if (this.#lists.get(ticketId) === entry) this.#lists.delete(ticketId);
      throw thrown;
    }
  }
}
