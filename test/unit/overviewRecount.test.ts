import assert from 'node:assert/strict';
import fc from 'fast-check';
import { afterEach, describe, it } from 'mocha';
import { Queries } from '../../src/engine/search/queries.ts';
import type { Store } from '../../src/engine/store/store.ts';
import { ageParts, type Overview, type OverviewPart, searchOfPart } from '../../src/model/overview.ts';
import { type OverviewSum, sumOf } from '../../src/model/overviewSum.ts';
import { readSearch, writeSearch } from '../../src/model/searchLanguage.ts';
import type { HistoryEntry, Ticket, TimeEntry } from '../../src/model/ticket.ts';
import { dayOf, startOf } from '../../src/model/timesheet.ts';
import { aTicket, someDetails, withStore } from './storeFolder.ts';

/** What one desk has of one ticket; without a talk nobody has read its conversation. */
interface Given {
  readonly ticket: Ticket;
  readonly talk?: { readonly history: readonly HistoryEntry[]; readonly timeEntries: readonly TimeEntry[] };
}

const zones = ['UTC', 'Europe/Berlin', 'Africa/Cairo', 'America/Havana', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
/** In the weeks before each, clocks are put forward or back somewhere. */
const nows = ['2026-04-26T09:30:00Z', '2026-11-03T18:00:20Z'].map(Date.parse);
const ours = process.env.TZ;

function daysUntil(now: number, count: number): string[] {
  return Array.from({ length: count + 1 }, (_, at) => startOf(dayOf(new Date(now)), at + 1 - count).toISOString());
}

/** Times of the last weeks: any, and those where days begin and ages change. */
function timesBefore(now: number) {
  const [second, day] = [1_000, 86_400_000];
  const edges = [...daysUntil(now, 30).map(Date.parse), ...[1, 3, 7, 30].map(days => now - days * day)];
  return fc
    .oneof(
      fc.integer({ min: now - 45 * day, max: now }),
      fc.tuple(fc.constantFrom(...edges), fc.constantFrom(-second, -1, 0, 1, second)).map(([at, by]) => at + by),
    )
    .map(time => new Date(time).toISOString());
}

function givenAt(now: number) {
  const time = timesBefore(now);
  const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
  const named = maybe(
    fc.oneof(
      fc.constantFrom('Orders', 'ORDERS', 'Orders EU', 'none', 'me'),
      fc.string({ unit: 'grapheme', maxLength: 6 }).map(text => text.trim() || '-'),
    ),
  );
  const entry = fc.record({
    at: maybe(time),
    role: fc.constantFrom('customer', 'technician', 'system', 'unknown'),
    visibility: fc.constantFrom('public', 'internal', 'unknown'),
  });
  return fc
    .record({
      state: fc.constantFrom('open', 'waiting', 'closed'),
      ...{ openedAt: maybe(time), closedAt: maybe(time), changedAt: maybe(time), group: named, assignee: named },
      history: maybe(fc.array(entry, { maxLength: 4 })),
      times: fc.array(fc.record({ at: maybe(time), minutes: fc.integer({ min: 1, max: 900 }) }), { maxLength: 3 }),
    })
    .map(
      ({ group, assignee, history, times, ...dates }): Omit<Given, 'ticket'> & { readonly also: Partial<Ticket> } => {
        const also = Object.fromEntries(
          Object.entries({
            ...dates,
            group: group && { name: group },
            assignee: assignee && { name: assignee },
          }).filter(([, value]) => value !== undefined),
        );
        if (!history) return { also };
        const body = { kind: 'text', body: 'x' } as const;
        const told = history.map((each, at) => ({ ...each, id: `${at}`, body }) as unknown as HistoryEntry);
        const timeEntries = times.map((each, at) => ({ ...each, id: `${at}` }) as unknown as TimeEntry);
        return { also, talk: { history: told, timeEntries } };
      },
    );
}

async function keep(store: Store, { ticket, talk }: Given): Promise<void> {
  if (talk) store.keepDetails(someDetails(ticket, talk), '2026-11-03T18:00:00Z');
  else await store.keepPage({ tickets: [ticket] }, {});
}

const secondsOf = (iso: string | undefined) => (iso === undefined ? undefined : Math.floor(Date.parse(iso) / 1000));
const minutesBetween = (from: number, to: number) => Math.max(0, Math.floor((to - from) / 60));
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** The same figures from the tickets one by one, by the calendar. */
function recounted(desks: readonly (readonly Given[])[], days: readonly string[], now: number) {
  const all = desks.flat();
  const calendar = days.slice(0, -1).map(iso => dayOf(new Date(iso)));
  const byDay = (times: readonly (string | undefined)[]) =>
    calendar.map(day => times.filter(at => at !== undefined && dayOf(new Date(at)) === day).length);
  const during = (at: string | undefined) => at !== undefined && calendar.includes(dayOf(new Date(at)));
  const open = all.filter(({ ticket }) => ticket.state !== 'closed');
  const closed = all.filter(({ ticket }) => ticket.state === 'closed');
  const names = (of: (ticket: Ticket) => string | undefined) => {
    const counts: Record<string, number> = {};
    for (const { ticket } of open) {
      const name = of(ticket)?.toLowerCase() ?? '(none)';
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  };
  const ages = ageParts.map(
    age =>
      open.filter(({ ticket }) => {
        const opened = secondsOf(ticket.openedAt);
        if (age === 'undated' || opened === undefined) return age === 'undated' && opened === undefined;
        const old = now / 1000 - opened;
        return (age.from === undefined || old > age.from) && (age.to === undefined || old <= age.to);
      }).length,
  );
  const worked = calendar.map(() => 0);
  const byTicket: number[] = [];
  for (const { talk } of all) {
    const own = (talk?.timeEntries ?? []).filter(({ at }) => during(at));
    for (const { at = '', minutes } of own) {
      const day = calendar.indexOf(dayOf(new Date(at)));
      worked[day] = (worked[day] ?? 0) + minutes;
    }
    if (own.length > 0) byTicket.push(total(own.map(({ minutes }) => minutes)));
  }
  const answers = { minutes: [] as number[], still: 0, unknown: 0 };
  for (const { ticket, talk } of all.filter(each => during(each.ticket.openedAt))) {
    const firsts = (talk?.history ?? []).flatMap(({ role, visibility, at }) =>
      role === 'technician' && visibility !== 'internal' ? (secondsOf(at) ?? []) : [],
    );
    if (!talk) answers.unknown++;
    else if (firsts.length === 0) answers.still++;
    else answers.minutes.push(minutesBetween(secondsOf(ticket.openedAt) ?? 0, Math.min(...firsts)));
  }
  const resolutions = { minutes: [] as number[], unknown: 0 };
  for (const { ticket } of closed.filter(each => during(each.ticket.closedAt))) {
    const opened = secondsOf(ticket.openedAt);
    if (opened === undefined) resolutions.unknown++;
    else resolutions.minutes.push(minutesBetween(opened, secondsOf(ticket.closedAt) ?? 0));
  }
  const rising = (values: number[]) => values.sort((a, b) => a - b);
  return {
    open: open.length,
    groups: names(ticket => ticket.group?.name),
    people: names(ticket => ticket.assignee?.name),
    ages,
    created: byDay(all.map(({ ticket }) => ticket.openedAt)),
    resolved: byDay(closed.map(({ ticket }) => ticket.closedAt)),
    undatedClosed: closed.filter(({ ticket }) => ticket.closedAt === undefined).length,
    worked,
    byTicket: rising(byTicket),
    answers: { ...answers, minutes: rising(answers.minutes) },
    resolutions: { ...resolutions, minutes: rising(resolutions.minutes) },
  };
}

/** Figures in the form of `recounted`. */
function plain(sum: OverviewSum): ReturnType<typeof recounted> {
  const names = (counts: Overview['groups']) =>
    Object.fromEntries(counts.map(({ name, count }) => [name?.toLowerCase() ?? '(none)', count]));
  const singly = (minutes: Overview['answers']['minutes']) =>
    minutes.flatMap(([wait, count]) => Array.from({ length: count }, () => wait));
  const { open, ages, created, resolved, undatedClosed, worked, answers, resolutions } = sum;
  return {
    ...{ open, groups: names(sum.groups), people: names(sum.people) },
    ages: [...ages],
    ...{ created: [...created], resolved: [...resolved], undatedClosed, worked: [...worked] },
    byTicket: sum.tickets.map(({ minutes }) => minutes).sort((a, b) => a - b),
    answers: { minutes: singly(answers.minutes), still: answers.still, unknown: answers.unknown },
    resolutions: { minutes: singly(resolutions.minutes), unknown: resolutions.unknown },
  };
}

describe('overview: a slow recount', () => {
  afterEach(() => {
    if (ours === undefined) delete process.env.TZ;
    else process.env.TZ = ours;
  });

  it('of two desks by the calendar of any zone comes to the same, also when tickets changed since', () => {
    const one = fc
      .tuple(fc.constantFrom(...zones), fc.constantFrom(...nows), fc.constantFrom(7, 30))
      .chain(([zone, now, range]) => {
        process.env.TZ = zone;
        const tickets = fc.array(fc.record({ first: givenAt(now), later: fc.option(givenAt(now)) }), { maxLength: 12 });
        return fc.record({
          desks: fc.tuple(tickets, tickets),
          ...{ zone: fc.constant(zone) },
          now: fc.constant(now),
          range: fc.constant(range),
        });
      });
    return fc.assert(
      fc.asyncProperty(one, async ({ zone, now, range, desks }) => {
        process.env.TZ = zone;
        const days = daysUntil(now, range);
        const overviews: Overview[] = [];
        const given: Given[][] = [];
        for (const tickets of desks)
          await withStore(async store => {
            const last: Given[] = [];
            for (const [id, { first, later }] of tickets.entries()) {
              for (const each of later ? [first, later] : [first]) {
                const talk = each.talk ?? last[id]?.talk;
                last[id] = { ticket: aTicket(`${id}`, each.also), ...(talk ? { talk } : {}) };
                await keep(store, { ticket: last[id].ticket, ...(each.talk ? { talk: each.talk } : {}) });
              }
            }
            given.push(last);
            const queries = new Queries(store, {}, () => now);
            const overview = queries.overview({ days });
            overviews.push(overview);
            const led = (part: OverviewPart) => {
              const { search, problems } = readSearch(writeSearch(searchOfPart(part as never)));
              assert.deepEqual(problems, []);
              return queries.count(search);
            };
            for (const [at, count] of overview.created.entries()) {
              const span = { from: days[at] ?? '', to: days[at + 1] ?? '' };
              assert.equal(led({ kind: 'opened', ...span }), count, span.from);
              assert.equal(led({ kind: 'closed', ...span }), overview.resolved[at], span.from);
            }
            for (const [field, counts] of [
              ['group', overview.groups],
              ['assignee', overview.people],
            ] as const)
              for (const { name = null, count } of counts)
                assert.equal(led({ kind: 'names', field, names: [name], not: false }), count, `${name}`);
          });
        const sum = sumOf(
          overviews.map((overview, at) => ({ deskId: `${at}`, overview })),
          range,
        );
        assert.deepEqual(plain(sum), recounted(given, days, now));
      }),
      { numRuns: 25 },
    );
  }).timeout(60_000);
});
