import {
  type AgePart,
  ageParts,
  type CountedPart,
  type NameCount,
  type Overview,
  type OverviewQuestion,
  type Waits,
  type WorkedTicket,
  workedKept,
} from '../../model/overview.ts';
import type { NameField } from '../../model/search.ts';
import type { Ticket, TicketSummary } from '../../model/ticket.ts';
import { summaryOf, ticketAt } from './lists.ts';
import type { Reading, Row, Sql } from './reading.ts';

/** Of subjects, in characters: what a stranger wrote does not fill the page and its file. */
const longestSubject = 1_000;
/** In seconds: all zones' days begin at multiples of it. */
const quarter = 900;
/** What the first answer to `t` took, in whole minutes; `f` is what its conversation tells. Clocks differ a little. */
const answerTime = 'max(0, (f.answered - t.opened) / 60)';
const solveTime = 'max(0, (t.closed - t.opened) / 60)';

/**
 * What the tickets of a store come to. All of it is counted by SQL, and the table looked through as rarely as can be.
 * @param now milliseconds since 1970
 */
export function overview(reading: Reading, { days }: OverviewQuestion, now: number): Overview {
  const bounds = days.map(secondsAt);
  const { created, answers } = openedIn(reading, bounds);
  const { resolved, resolutions } = closedIn(reading, bounds);
  return {
    ...standing(reading, bounds, now),
    groups: byName(reading, 'group'),
    people: byName(reading, 'assignee'),
    ...{ created, answers, resolved, resolutions },
    worked: workedIn(reading, bounds),
    ...workOn(reading, spanOf(bounds)),
    undatedWork: Number(reading.first('SELECT count(*) AS total FROM times WHERE at IS NULL', [])?.total ?? 0),
    looking: reading.first('SELECT 1 FROM talk_facts WHERE read = 0 LIMIT 1', []) !== undefined,
  };
}

/** The tickets that a part counts, the newest first, and how many there are. */
export function ticketsCounted(
  reading: Reading,
  part: CountedPart,
  limit: number,
): { readonly tickets: TicketSummary[]; readonly total: number } {
  const { sql, values } = conditionOf(part);
  const from = `FROM tickets t LEFT JOIN talk_facts f ON f.ticket = t.id WHERE ${sql}`;
  const docs = reading.all(`SELECT t.doc ${from} ORDER BY t.doc DESC LIMIT ?`, [...values, limit]);
  return {
    tickets: docs.flatMap(({ doc }) => {
      const ticket = ticketAt(reading, Number(doc));
      return ticket ? [summaryOf(ticket)] : [];
    }),
    total: Number(reading.first(`SELECT count(*) AS total ${from}`, values)?.total ?? 0),
  };
}

function conditionOf(part: CountedPart): Sql {
  const span = [secondsAt(part.from), secondsAt(part.to)];
  switch (part.kind) {
    case 'worked':
      return { sql: 't.id IN (SELECT ticket FROM times WHERE at >= ? AND at < ?)', values: span };
    case 'unanswered':
      return { sql: 't.opened >= ? AND t.opened < ? AND f.read = 1 AND f.answered IS NULL', values: span };
    case 'answered':
    case 'resolved': {
      const time = part.kind === 'answered' ? answerTime : solveTime;
      const field = part.kind === 'answered' ? 't.opened' : 't.closed';
      const state = part.kind === 'answered' ? '1' : 't.state = 2';
      return {
        sql: `${state} AND ${field} >= ? AND ${field} < ? AND ${time} >= ? AND ${time} < ?`,
        values: [...span, part.least, part.below ?? Number.MAX_SAFE_INTEGER],
      };
    }
  }
}

/** Counted by the indexes of both fields alone. */
function byName(reading: Reading, field: Extract<NameField, 'group' | 'assignee'>): NameCount[] {
  const known = new Map(reading.names(field).map(each => [each.id, each]));
  const counts = new Map<string, { name?: string; count: number }>();
  const rows = reading.all(
    `SELECT t."${field}" AS name, count(*) AS count FROM tickets t WHERE t.state < 2 GROUP BY 1`,
    [],
  );
  for (const row of rows) {
    const name = known.get(Number(row.name));
    const key = name?.folded ?? '';
    const found = counts.get(key) ?? { ...(name?.name ? { name: name.name } : {}), count: 0 };
    found.count += Number(row.count);
    counts.set(key, found);
  }
  return [...counts.values()];
}

/** How many are open, by age, how many closed ones have no date, and of how many the conversation is to be read. */
function standing(
  reading: Reading,
  [from = 0]: readonly number[],
  now: number,
): Pick<Overview, 'open' | 'ages' | 'undatedClosed' | 'unreadWork'> {
  // As a search for `opened` understands the same ages.
  const at = (seconds: number) => Math.ceil(now / 1000 - seconds);
  const values: number[] = [];
  const condition = (age: AgePart): string => {
    if (age === 'undated') return 'opened IS NULL';
    const { from, to } = age;
    values.push(...(to === undefined ? [] : [at(to)]), ...(from === undefined ? [] : [at(from)]));
    return [...(to === undefined ? [] : ['opened >= ?']), ...(from === undefined ? [] : ['opened < ?'])].join(' AND ');
  };
  const sums = ageParts.map((age, place) => `count(*) FILTER (WHERE state < 2 AND ${condition(age)}) AS a${place}`);
  const row = reading.first(
    `SELECT count(*) FILTER (WHERE state < 2) AS open, count(*) FILTER (WHERE state = 2 AND closed IS NULL) AS undated,
       ${sums.join(', ')},
       count(*) FILTER (WHERE coalesce(changed, opened) >= ? AND deep < max(1, coalesce(changed, opened))) AS unread
     FROM tickets`,
    [...values, from],
  );
  return {
    open: Number(row?.open ?? 0),
    ages: ageParts.map((_, place) => Number(row?.[`a${place}`] ?? 0)),
    undatedClosed: Number(row?.undated ?? 0),
    unreadWork: Number(row?.unread ?? 0),
  };
}

function workedIn(reading: Reading, bounds: readonly number[]): number[] {
  const rows = reading.all(
    `SELECT at / ${step(bounds)} AS part, sum(json_extract(json, '$.minutes')) AS count FROM times
     WHERE at >= ? AND at < ? GROUP BY 1`,
    spanOf(bounds),
  );
  return daysOf(rows, bounds);
}

function workOn(
  reading: Reading,
  span: readonly [number, number],
): { readonly tickets: WorkedTicket[]; readonly furtherWork: Overview['furtherWork'] } {
  const rows = reading.all(
    `SELECT x.ticket, sum(json_extract(x.json, '$.minutes')) AS minutes FROM times x
     WHERE x.at >= ? AND x.at < ? GROUP BY 1 ORDER BY 2 DESC, 1`,
    span,
  );
  const further = rows.slice(workedKept);
  const tickets = rows.slice(0, workedKept).flatMap(({ ticket, minutes }): WorkedTicket[] => {
    const row = reading.first('SELECT b.json FROM tickets t JOIN bodies b ON b.id = t.body WHERE t.id = ?', [
      ticket ?? '',
    ]);
    if (!row) return [];
    const { id, number, subject } = JSON.parse(String(row.json)) as Ticket;
    return [{ ticketId: id, number, subject: subject.slice(0, longestSubject), minutes: Number(minutes) }];
  });
  return {
    tickets,
    furtherWork: {
      tickets: further.length,
      minutes: further.reduce((sum, { minutes }) => sum + Number(minutes), 0),
    },
  };
}

function openedIn(reading: Reading, bounds: readonly number[]): Pick<Overview, 'created' | 'answers'> {
  const rows = reading.all(
    `SELECT t.opened / ${step(bounds)} AS part, coalesce(f.read, 0) AS read, ${answerTime} AS minutes, count(*) AS count
     FROM tickets t LEFT JOIN talk_facts f ON f.ticket = t.id WHERE t.opened >= ? AND t.opened < ? GROUP BY 1, 2, 3`,
    spanOf(bounds),
  );
  return { created: daysOf(rows, bounds), answers: waitsOf(rows) };
}

function closedIn(reading: Reading, bounds: readonly number[]): Pick<Overview, 'resolved' | 'resolutions'> {
  const rows = reading.all(
    `SELECT t.closed / ${step(bounds)} AS part, 0 AS read, ${solveTime} AS minutes, count(*) AS count
     FROM tickets t WHERE t.state = 2 AND t.closed >= ? AND t.closed < ? GROUP BY 1, 3`,
    spanOf(bounds),
  );
  return { resolved: daysOf(rows, bounds), resolutions: waitsOf(rows) };
}

/** Where nothing is known, `read` tells whether it is that nothing has happened yet. */
function waitsOf(rows: readonly Row[]): Waits {
  const minutes = new Map<number, number>();
  let [still, unknown] = [0, 0];
  for (const row of rows) {
    const count = Number(row.count);
    if (row.minutes !== null) minutes.set(Number(row.minutes), (minutes.get(Number(row.minutes)) ?? 0) + count);
    else if (row.read === 1) still += count;
    else unknown += count;
  }
  return { minutes: [...minutes].sort(([a], [b]) => a - b), still, unknown };
}

/** Sums of parts of days, by day. */
function daysOf(rows: readonly Row[], bounds: readonly number[]): number[] {
  const length = step(bounds);
  const sums = bounds.slice(1).map(() => 0);
  for (const { part, count } of rows) {
    const day = dayAt(Number(part) * length, bounds);
    if (day !== undefined) sums[day] = (sums[day] ?? 0) + Number(count);
  }
  return sums;
}

/** The day that a time is in. */
function dayAt(seconds: number, bounds: readonly number[]): number | undefined {
  let [low, high] = [0, bounds.length - 1];
  if (seconds < (bounds[low] ?? 0) || seconds >= (bounds[high] ?? 0)) return undefined;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (seconds < (bounds[middle] ?? 0)) high = middle;
    else low = middle;
  }
  return low;
}

function step(bounds: readonly number[]): number {
  return bounds.every(bound => bound % quarter === 0) ? quarter : 1;
}

function spanOf(bounds: readonly number[]): readonly [number, number] {
  return [bounds[0] ?? 0, bounds.at(-1) ?? 0];
}

/** As searches understand a point in time. */
function secondsAt(iso: string): number {
  return Math.ceil(Date.parse(iso) / 1000);
}
