import type { NameField, Search, SearchTerm } from '../../model/search.ts';
import type { Ticket } from '../../model/ticket.ts';
import { isMe, type Me } from '../me.ts';
import { hasField, holds, isExact, matchOf, textsOf, type Wanted, wantedOf, wordsOf } from './matching.ts';
import { secondsOf } from './moments.ts';
import { needing } from './needing.ts';
import { all, type Reading, type Sql } from './reading.ts';

/** A search, understood. */
export interface Compiled {
  /** What the narrow table can tell of `t`. */
  readonly filter: readonly Sql[];
  /** Words that are asked for. */
  readonly wanted: readonly Wanted[];
  /** What only a ticket's text can tell. */
  readonly checks: readonly Check[];
}

/** What only the text of a ticket can tell. */
export interface Check {
  readonly term: SearchTerm;
  readonly not: boolean;
  /** What the indexes find few others than those in question by. */
  readonly match?: string;
  /** Whether `holds` needs the conversation. */
  readonly deep: boolean;
  readonly holds: (ticket: Ticket, conversation: string) => boolean;
}

const states = { waiting: 't.state = 1', closed: 't.state = 2' };
const never: Sql = { sql: '0', values: [] };

/** @param now milliseconds since 1970 */
export function compile(reading: Reading, me: Me, search: Search, now: number): Compiled {
  const filter: Sql[] = [];
  const wanted: Wanted[] = [];
  const checks: Check[] = [];
  for (const term of search.terms) {
    if (term.kind === 'text') {
      const words = wantedOf(term);
      // A term without any word is on its way to become one.
      if (!words) continue;
      if (!isExact(words)) checks.push(textCheck(term, words));
      else if (term.not) filter.push(found(matchOf(words), true));
      if (!term.not) wanted.push(words);
    } else if (term.kind === 'field') {
      checks.push(fieldCheck(term));
    } else {
      const condition = conditionOf(reading, me, term, now);
      filter.push(term.not ? { sql: `NOT (${condition.sql})`, values: condition.values } : condition);
    }
  }
  return { filter, wanted, checks };
}

/** A search as one condition on `t`: texts that must be read for it are read. */
export function conditionOn(reading: Reading, { filter, wanted, checks }: Compiled): Sql {
  const exact = wanted.filter(isExact);
  const words = exact.length > 0 ? [found(matchOfAll(exact), false)] : [];
  const verified = checks.map((check): Sql => {
    const docs = reading.remembered(`check ${JSON.stringify(check.term)}`, () => docsThat(reading, check));
    return { sql: `t.doc ${check.not ? 'NOT IN' : 'IN'} (SELECT value FROM json_each(?))`, values: [docs] };
  });
  return all([...filter, ...words, ...verified]);
}

/** What FTS5 is asked for all of these. */
export function matchOfAll(wanted: readonly Wanted[]): string {
  return wanted.map(matchOf).join(' AND ');
}

/** Ids of the names that a term asks for; 0 is none. */
export function idsOf(reading: Reading, field: NameField, names: readonly (string | null)[]): number[] {
  return names.flatMap(name => {
    const known = reading.names(field);
    // Of some things a desk tells an id without a name.
    if (name === null) return [0, ...known.filter(each => each.folded === '').map(({ id }) => id)];
    const folded = name.toLowerCase();
    const same = known.filter(each => each.folded === folded).map(({ id }) => id);
    if (same.length > 0 && isUsed(reading, field, same)) return same;
    const words = wordsOf(name);
    if (words.length === 0) return [];
    return known.filter(each => beginsWith(each.words, words)).map(({ id }) => id);
  });
}

/** Whether a ticket has one of these names still: the dictionary forgets none. */
function isUsed(reading: Reading, field: NameField, ids: readonly number[]): boolean {
  return reading.remembered(`used ${field} ${ids.join()}`, () => {
    const { sql, values } = oneOf(field, ids);
    return reading.first(`SELECT 1 FROM tickets t WHERE ${sql} LIMIT 1`, values) !== undefined;
  });
}

/** Whether each of the words begins one of those that are there. */
export function beginsWith(there: readonly string[], words: readonly string[]): boolean {
  return words.every(word => there.some(each => each.startsWith(word)));
}

function conditionOf(
  reading: Reading,
  me: Me,
  term: Exclude<SearchTerm, { kind: 'text' | 'field' }>,
  now: number,
): Sql {
  switch (term.kind) {
    case 'number':
      return { sql: 't.number = ?', values: [term.number] };
    case 'name':
      return oneOf(term.field, idsOf(reading, term.field, term.names));
    case 'date': {
      const parts: Sql[] = [{ sql: `t.${term.field} IS NOT NULL`, values: [] }];
      for (const [moment, sign] of [[term.from, '>='] as const, [term.to, '<'] as const]) {
        if (!moment) continue;
        const seconds = secondsOf(moment, now);
        if (Number.isNaN(seconds)) return never;
        parts.push({ sql: `t.${term.field} ${sign} ?`, values: [Math.ceil(seconds)] });
      }
      return all(parts);
    }
    case 'is':
      switch (term.is) {
        case 'open':
          return { sql: 't.state < 2', values: [] };
        case 'waiting':
        case 'closed':
          return { sql: states[term.is], values: [] };
        case 'mine':
          return mine(reading, me);
        case 'unassigned':
          return { sql: 't.assignee = 0', values: [] };
        case 'urgent':
          return { sql: 't.urgency = 2', values: [] };
        case 'needsme': {
          const docs = needing(reading, mine(reading, me), now).docs.map(({ doc }) => doc);
          return { sql: 't.doc IN (SELECT value FROM json_each(?))', values: [JSON.stringify(docs)] };
        }
        case 'overdue':
          return { sql: '(t.state < 2 AND t.due IS NOT NULL AND t.due < ?)', values: [Math.ceil(now / 1000)] };
      }
  }
}

/** Tickets whose assignee is the user. */
export function mine(reading: Reading, me: Me): Sql {
  const ids = reading
    .names('assignee')
    .filter(({ ref, name }) => isMe(me, ref === '' ? undefined : ref, name))
    .map(({ id }) => id);
  return oneOf('assignee', ids);
}

function oneOf(field: NameField, ids: readonly number[]): Sql {
  if (ids.length === 0) return never;
  if (ids.length === 1) return { sql: `t."${field}" = ?`, values: ids };
  // As one value, so that the statement is the same for any number of names.
  return { sql: `t."${field}" IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(ids)] };
}

/** Tickets that have these words; those without a conversation are in the index of heads alone. */
function found(match: string, not: boolean): Sql {
  return {
    sql: `t.doc ${not ? 'NOT IN' : 'IN'} (
      SELECT rowid FROM talks WHERE talks MATCH ? UNION ALL SELECT rowid FROM heads WHERE heads MATCH ?)`,
    values: [match, match],
  };
}

function textCheck(term: Extract<SearchTerm, { kind: 'text' }>, wanted: Wanted): Check {
  return {
    term: { ...term, not: false },
    not: term.not,
    match: matchOf(wanted),
    deep: true,
    holds: (ticket, conversation) => textsOf(ticket, conversation).some(text => holds(text, wanted)),
  };
}

function fieldCheck(term: Extract<SearchTerm, { kind: 'field' }>): Check {
  const words = wordsOf(term.value);
  // Asked for without a value are those that have none: the others are looked for.
  const none = term.value === '';
  return {
    term: { ...term, not: false },
    not: term.not !== none,
    ...(words.length > 0 ? { match: matchOf({ words, open: 'all' }) } : {}),
    deep: false,
    holds: ticket => hasField(ticket, term.name, term.value),
  };
}

/** The documents that hold what is asked for, as JSON. */
function docsThat(reading: Reading, check: Check): string {
  const docs: number[] = [];
  const where = check.match === undefined ? all([]) : found(check.match, false);
  const sql = check.deep
    ? `SELECT t.doc, b.json, c.text FROM tickets t JOIN bodies b ON b.id = t.body
       LEFT JOIN conversations c ON c.ticket = t.id WHERE ${where.sql}`
    : `SELECT t.doc, b.json FROM tickets t JOIN bodies b ON b.id = t.body WHERE ${where.sql}`;
  for (const row of reading.iterate(sql, where.values))
    if (check.holds(JSON.parse(String(row.json)) as Ticket, String(row.text ?? ''))) docs.push(Number(row.doc));
  return JSON.stringify(docs);
}
