import { ownText } from '../model/ownText.ts';
import type { Ticket } from '../model/ticket.ts';
import type { DeskDates } from '../wire/deskDates.ts';
import type { DataRecord } from '../wire/records.ts';
import type { Directory } from './directory.ts';
import type { Tables } from './fields.ts';
import { type Context, pastDates, toTicket } from './mapping.ts';

/** Strangers that are remembered; past that they are forgotten and may be asked for again. */
const MOST_STRANGERS = 10_000;

/**
 * Puts names to what a mirror reads without asking for technicians and groups again: only when someone turns up who is
 * none of them, and not again for the same one.
 */
export class KnownNames {
  readonly #directory: Directory;
  readonly #dates: DeskDates;
  readonly #tables: Tables;
  readonly #strangers = new Set<string>();

  constructor(directory: Directory, dates: DeskDates, tables: Tables) {
    this.#directory = directory;
    this.#dates = dates;
    this.#tables = tables;
  }

  async context(signal: AbortSignal | undefined): Promise<Context> {
    return { names: await this.#directory.lastNames(signal), dates: this.#dates, tables: this.#tables };
  }

  /** @param mayAsk whether technicians and groups may be asked for again */
  async tickets(
    records: readonly DataRecord[],
    context: Context,
    mayAsk: boolean,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly tickets: Ticket[]; readonly context: Context; readonly asked: boolean }> {
    this.#dates.learn([], pastDates(records, this.#tables));
    const tickets = mapped(records, context);
    const fresh = this.#strangersIn(tickets, context);
    if (fresh.length === 0) return { tickets, context, asked: false };
    if (this.#strangers.size + fresh.length > MOST_STRANGERS) this.#strangers.clear();
    for (const each of fresh) this.#strangers.add(ownText(each));
    if (!mayAsk) return { tickets, context, asked: false };
    this.#directory.forgetNames();
    const now = await this.context(signal);
    return { tickets: mapped(records, now), context: now, asked: true };
  }

  #strangersIn(tickets: readonly Ticket[], { names }: Context): string[] {
    const strangers = new Set<string>();
    for (const { assignee, group } of tickets) {
      const [person, team] = [assignee?.id ?? assignee?.name, group?.name];
      if (person !== undefined && !names.isTechnician(person)) strangers.add(`technician ${person}`);
      if (team !== undefined && !names.isGroup(team)) strangers.add(`group ${team}`);
    }
    return [...strangers].filter(each => !this.#strangers.has(each));
  }
}

function mapped(records: readonly DataRecord[], context: Context): Ticket[] {
  return records.map(record => toTicket(record, context)).filter(ticket => ticket !== undefined);
}
