import type { Search } from '../../model/search.ts';
import type { Me } from '../me.ts';
import { type Compiled, compile, matchOfAll } from './compile.ts';
import { ticketAt } from './lists.ts';
import { matchOf } from './matching.ts';
import { all, type Reading, type Row, type Sql } from './reading.ts';

/** Tickets that a filter may leave for it to count as selective. */
const few = 2000;
/** Rows between two looks at the clock. */
const stride = 64;
/** Closed tickets stand below those that are not and changed at most this much earlier, in seconds. */
const headStart = 7 * 86_400;

/** One way to find tickets; each comes after all that the ways before it found. */
interface Way {
  readonly table: 'heads' | 'talks';
  readonly match: string;
}

interface Found {
  readonly doc: number;
  /** When it changed, in seconds; later for those that are not closed. */
  readonly weight: number;
}

/**
 * A search for words under way: in pieces, best first. In order: the ticket of that number, words in the subject (all
 * before some), words in other fields of the list, words in the conversation; each the newest first.
 */
export class Finding {
  readonly #reading: Reading;
  readonly #search: Search;
  readonly #compiled: Compiled;
  readonly #filter: Filter;
  readonly #limit: number;
  readonly #ways: readonly Way[];
  readonly #taken = new Set<number>();
  readonly #docs: number[] = [];
  /** The way in use, how far it got and what it found. */
  #way = 0;
  #before = Number.MAX_SAFE_INTEGER;
  #found: Found[] = [];

  /** @param now milliseconds since 1970 */
  constructor(reading: Reading, me: Me, search: Search, limit: number, now: number) {
    this.#reading = reading;
    this.#search = search;
    this.#limit = limit;
    this.#compiled = reading.once(() => compile(reading, me, search, now));
    this.#filter = reading.once(() => filterOf(reading, all(this.#compiled.filter)));
    this.#ways = waysOf(this.#compiled);
    reading.once(() => this.#takeNumber());
  }

  /** Documents of what was found, best first. */
  get docs(): readonly number[] {
    return [...this.#docs, ...inOrder(this.#found)].slice(0, this.#limit);
  }

  /** Goes on until that is all (`true`), or until `until` of `performance.now`. Each piece looks at one committed state. */
  step(until: number): boolean {
    return this.#reading.once(() => {
      for (let way = this.#ways[this.#way]; way; way = this.#ways[this.#way]) {
        if (this.#docs.length >= this.#limit) return true;
        if (performance.now() >= until) return false;
        if (!this.#go(way, until)) return false;
        this.#docs.push(...inOrder(this.#found));
        this.#found = [];
        this.#before = Number.MAX_SAFE_INTEGER;
        this.#way++;
      }
      return true;
    });
  }

  /** Takes what one way finds from where it got; `false` when time ran out before its end. */
  #go({ table, match }: Way, until: number): boolean {
    const enough = 2 * (this.#limit - this.#docs.length);
    const { column, where, values } = this.#filter;
    const rows = this.#reading.iterate(
      `SELECT f.rowid AS doc, t.state, t.changed, ${column} AS wanted
       FROM ${table} f CROSS JOIN tickets t ON t.doc = f.rowid
       WHERE f.${table} MATCH ? AND f.rowid < ? AND ${where} ORDER BY f.rowid DESC`,
      column === '1' ? [match, this.#before, ...values] : [...values, match, this.#before],
    );
    // Texts may be long: then the clock is looked at after each.
    const slow = this.#compiled.checks.length > 0;
    let looked = 0;
    for (const row of rows) {
      const doc = Number(row.doc);
      this.#before = doc;
      if (row.wanted === 1 && !this.#taken.has(doc) && this.#holds(doc)) {
        this.#taken.add(doc);
        this.#found.push({ doc, weight: weightOf(row) });
        if (this.#found.length >= enough) return true;
      }
      looked++;
      if ((slow || looked % stride === 0) && performance.now() >= until) return false;
    }
    return true;
  }

  /** Puts the ticket first whose number was typed. */
  #takeNumber(): void {
    const { column, where, values } = this.#filter;
    for (const term of this.#search.terms) {
      if (term.kind !== 'text' || term.not) continue;
      const number = term.text.replace(/^#/, '');
      for (const row of this.#reading.all(
        `SELECT t.doc, (${column}) AS wanted FROM tickets t WHERE t.number = ? AND ${where.replace('+f.rowid', 't.doc')}`,
        column === '1' ? [number, ...values] : [...values, number],
      )) {
        const doc = Number(row.doc);
        if (row.wanted !== 1 || this.#taken.has(doc) || !this.#hasAll(doc)) continue;
        this.#taken.add(doc);
        this.#docs.push(doc);
      }
    }
  }

  /** Whether a ticket has the words that are asked for, told without the way that leads to it. */
  #hasAll(doc: number): boolean {
    if (!this.#holds(doc)) return false;
    if (this.#compiled.wanted.length === 1) return true;
    const match = matchOfAll(this.#compiled.wanted);
    return (['heads', 'talks'] as const).some(
      table =>
        this.#reading.first(`SELECT 1 FROM ${table} WHERE ${table} MATCH ? AND rowid = ?`, [match, doc]) !== undefined,
    );
  }

  #holds(doc: number): boolean {
    const { checks } = this.#compiled;
    if (checks.length === 0) return true;
    const ticket = ticketAt(this.#reading, doc);
    if (!ticket) return false;
    const conversation = checks.some(({ deep }) => deep) ? conversationOf(this.#reading, ticket.id) : '';
    return checks.every(check => check.holds(ticket, conversation) !== check.not);
  }
}

/** What tickets must be beside having the words: a column to look at, or, when it leaves few tickets, these. */
interface Filter {
  readonly column: string;
  readonly where: string;
  readonly values: Sql['values'];
}

function filterOf(reading: Reading, { sql, values }: Sql): Filter {
  if (sql === '1') return { column: '1', where: '1', values: [] };
  // The same while words are typed behind it.
  const docs = reading.remembered(`filter ${sql} ${JSON.stringify(values)}`, () => {
    const rows = reading.all(`SELECT t.doc FROM tickets t WHERE ${sql} LIMIT ?`, [...values, few + 1]);
    return rows.length > few ? undefined : JSON.stringify(rows.map(({ doc }) => Number(doc)));
  });
  if (docs === undefined) return { column: `(${sql})`, where: '1', values };
  return { column: '1', where: '+f.rowid IN (SELECT value FROM json_each(?))', values: [docs] };
}

function waysOf({ wanted }: Compiled): Way[] {
  const everything = matchOfAll(wanted);
  const some = wanted.map(each => `(${matchOf(each)})`).join(' OR ');
  // Beginnings of words cost more than words: those that are done are tried as words first.
  const done = matchOfAll(wanted.map((each, at) => (at < wanted.length - 1 ? { ...each, open: 'none' } : each)));
  return [
    { table: 'heads', match: `subject : (${everything})` },
    ...(wanted.length > 1 ? [{ table: 'heads' as const, match: `subject : (${some}) AND ${everything}` }] : []),
    { table: 'heads', match: everything },
    ...(done === everything ? [] : [{ table: 'talks' as const, match: done }]),
    { table: 'talks', match: everything },
  ];
}

function weightOf(row: Row): number {
  return Number(row.changed ?? 0) + (row.state === 2 ? 0 : headStart);
}

function inOrder(found: readonly Found[]): number[] {
  return found.toSorted((a, b) => b.weight - a.weight || b.doc - a.doc).map(({ doc }) => doc);
}

export function conversationOf(reading: Reading, ticketId: string): string {
  return String(reading.first('SELECT text FROM conversations WHERE ticket = ?', [ticketId])?.text ?? '');
}
