import { setImmediate as pause } from 'node:timers/promises';
import type { NeedsMe } from '../../model/attention.ts';
import type { CountedPart, Overview, OverviewQuestion } from '../../model/overview.ts';
import { type NameField, newestFirst, type Search, type SearchHit, type Sort } from '../../model/search.ts';
import type { Ticket, TicketSummary } from '../../model/ticket.ts';
import type { TicketGroup } from '../engine.ts';
import type { Me } from '../me.ts';
import { beginsWith, mine } from './compile.ts';
import { hitOf } from './excerpt.ts';
import { conversationOf, Finding } from './find.ts';
import { groups } from './groups.ts';
import { count, list, listDocs, summaryOf, ticketAt } from './lists.ts';
import { wantedOf, wordsOf } from './matching.ts';
import { needing } from './needing.ts';
import { overview, ticketsCounted } from './overview.ts';
import { type Connection, Reading } from './reading.ts';

/** How long a thorough search works between two pauses, in milliseconds. */
const pieceTime = 8;
/** Tickets, the newest, whose further fields are known by name. */
const sampled = 300;

/** Lists, counts, groups and searches of one store. Each call looks at one committed state. */
export class Queries {
  readonly #reading: Reading;
  readonly #me: Me;

  readonly #now: () => number;

  /** @param now milliseconds since 1970 */
  constructor(store: { readonly reader: Connection }, me: Me, now: () => number = Date.now) {
    this.#reading = new Reading(store.reader);
    this.#me = me;
    this.#now = now;
  }

  list(search: Search, sort: Sort, limit: number): { readonly tickets: TicketSummary[]; readonly total: number } {
    return this.#reading.once(() => list(this.#reading, this.#me, search, sort, limit, this.#now()));
  }

  /** The first `limit` tickets that want the user, the most pressing first. */
  needsMe(limit: number): NeedsMe {
    return this.#reading.once(() => {
      const { docs, until } = needing(this.#reading, mine(this.#reading, this.#me), this.#now());
      const tickets = docs.slice(0, limit).flatMap(({ doc, reasons }) => {
        const ticket = ticketAt(this.#reading, doc);
        return ticket ? [{ ticket: summaryOf(ticket), reasons }] : [];
      });
      return { tickets, total: docs.length, ...(until === undefined ? {} : { until: new Date(until).toISOString() }) };
    });
  }

  count(search: Search): number {
    return this.#reading.once(() => count(this.#reading, this.#me, search, this.#now()));
  }

  groups(search: Search, field: NameField): TicketGroup[] {
    return this.#reading.once(() => groups(this.#reading, this.#me, search, field, this.#now()));
  }

  overview(question: OverviewQuestion): Overview {
    return this.#reading.once(() => overview(this.#reading, question, this.#now()));
  }

  ticketsCounted(part: CountedPart, limit: number): ReturnType<typeof ticketsCounted> {
    return this.#reading.once(() => ticketsCounted(this.#reading, part, limit));
  }

  /** The best hits that can be found in about `milliseconds`; `partial` when that was not enough. */
  find(
    search: Search,
    limit: number,
    milliseconds: number,
  ): { readonly hits: readonly SearchHit[]; readonly partial: boolean } {
    const until = performance.now() + milliseconds;
    if (isList(search)) return { hits: this.#listed(search, limit), partial: false };
    const finding = new Finding(this.#reading, this.#me, search, limit, this.#now());
    const complete = finding.step(until);
    const unindexed = this.#reading.first('SELECT 1 FROM unindexed LIMIT 1', []) !== undefined;
    return { hits: this.#hits(finding.docs, search), partial: !complete || unindexed };
  }

  /** All is looked through, in short pieces with pauses between them. Rejects with the signal's reason when it aborts. */
  async findThoroughly(search: Search, limit: number, signal?: AbortSignal): Promise<readonly SearchHit[]> {
    signal?.throwIfAborted();
    if (isList(search)) return this.#listed(search, limit);
    const finding = new Finding(this.#reading, this.#me, search, limit, this.#now());
    do await pause(undefined, { signal });
    while (!finding.step(performance.now() + pieceTime));
    return this.#hits(finding.docs, search);
  }

  /** Names that tickets have in a field, the most frequent first: those that begin with `text`, or a word of them does. */
  names(field: NameField, text: string, limit: number): readonly string[] {
    const words = wordsOf(text);
    return this.#reading
      .once(() => this.#frequent(field))
      .filter(name => beginsWith(this.#reading.wordsOf(name), words))
      .slice(0, limit);
  }

  /** Names of further fields that the newest tickets have, the most frequent first. */
  furtherFields(): readonly string[] {
    return this.#reading.once(() =>
      this.#reading.remembered('further fields', () => {
        const counts = new Map<string, number>();
        for (const row of this.#reading.all(
          'SELECT b.json FROM tickets t JOIN bodies b ON b.id = t.body ORDER BY t.doc DESC LIMIT ?',
          [sampled],
        ))
          for (const { name } of (JSON.parse(String(row.json)) as Ticket).otherFields)
            counts.set(name, (counts.get(name) ?? 0) + 1);
        return [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
      }),
    );
  }

  #frequent(field: NameField): readonly string[] {
    return this.#reading.remembered(`frequent ${field}`, () =>
      groups(this.#reading, this.#me, { terms: [] }, field, this.#now())
        .toSorted((a, b) => b.count - a.count)
        .flatMap(({ name }) => name ?? []),
    );
  }

  #listed(search: Search, limit: number): SearchHit[] {
    const now = this.#now();
    const docs = this.#reading.once(() =>
      listDocs(this.#reading, this.#me, search, search.sort ?? newestFirst, limit, now),
    );
    return this.#hits(docs, search);
  }

  #hits(docs: readonly number[], search: Search): SearchHit[] {
    return this.#reading.once(() =>
      docs.flatMap(doc => {
        const ticket = ticketAt(this.#reading, doc);
        if (!ticket) return [];
        return [hitOf(ticket, search, summaryOf(ticket), () => conversationOf(this.#reading, ticket.id))];
      }),
    );
  }
}

/** Whether hits come in the order of a list: one is named, or nothing is asked for that one could be better at. */
function isList({ terms, sort }: Search): boolean {
  return sort !== undefined || !terms.some(term => term.kind === 'text' && !term.not && wantedOf(term));
}
