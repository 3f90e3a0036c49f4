import { said } from '../model/said.ts';
import type { MirrorScope, SyncPage } from '../model/sync.ts';
import { Ahead } from '../wire/ahead.ts';
import type { Context } from './context.ts';
import { Filters } from './filters.ts';
import { idOf, toTicket } from './mapping.ts';
import { ShiftingPages } from './shiftingPages.ts';
import { aheadBy, type Pass, readCursor, type SyncCursor, sinceAfter, writeCursor } from './syncCursor.ts';

/** Larger ones are in use (1.15); this one keeps an answer about a megabyte. */
const PAGE = 500;

/** As `HelpDesk.changes`: one request when nothing changed. Nothing but tickets is asked for (1.14, 1.15). */
export async function* changes(
  context: Context,
  text: string | undefined,
  scope: MirrorScope,
  signal: AbortSignal | undefined,
): AsyncGenerator<SyncPage, void, void> {
  const ahead = new Ahead(signal);
  try {
    yield* pagesSince(context, text, scope, ahead, signal);
  } finally {
    ahead.stop();
  }
}

async function* pagesSince(
  context: Context,
  text: string | undefined,
  scope: MirrorScope,
  ahead: Ahead,
  signal: AbortSignal | undefined,
): AsyncGenerator<SyncPage, void, void> {
  const { client, dates } = context;
  const { since, pass: under, ...clocks } = readCursor(text, client);
  const goesOn = under && (since !== undefined || under.scope === scope.kind);
  let pass: Pass = goesOn ? under : { ...begin(since, scope), ...clocks };
  const lists = listsOf(pass, since);
  while (pass.list < lists.length) {
    const pages = new ShiftingPages(PAGE, pass);
    const page = (number: number) => (lists[pass.list] ?? lists[0]).page({ number, size: PAGE });
    while (pages.next !== undefined) {
      const { likely } = pages;
      const next = likely === undefined ? undefined : page(likely);
      const list = await client.tickets(page(pages.next), signal, { ahead, next });
      const tickets = list.records.map(record => toTicket(record, undefined, dates)).filter(each => each !== undefined);
      if (tickets.length === 0 && list.records.length > 0) {
        throw client.error('unreadable', said`The list holds records that are no tickets.`);
      }
      pages.take(
        list,
        list.records.map(record => idOf(record, 'Ticket')),
      );
      pass = withPage(pass, pages, tickets, since, list.at);
      const expected =
        pass.list === lists.length - 1 && pass.total !== undefined ? pass.before + pass.total : undefined;
      const ended = pages.next === undefined;
      if (ended) pass = nextList(pass);
      const complete = pass.list >= lists.length;
      const cursor = complete ? after(pass) : underWay(since, pass);
      yield { tickets, cursor: writeCursor(cursor), complete, ...(expected === undefined ? {} : { expected }) };
    }
  }
}

function begin(since: string | undefined, scope: MirrorScope): Pass {
  return {
    ...(since === undefined ? { scope: scope.kind } : {}),
    ...(since === undefined && scope.kind === 'recent' ? { recent: scope.since } : {}),
    list: 0,
    page: 1,
    size: 0,
    before: 0,
    begun: Date.now(),
  };
}

/**
 * What is read one after the other. Only changes are asked for by date alone: a ticket that was closed leaves every
 * narrower list without a word.
 */
function listsOf({ scope, recent }: Pass, since: string | undefined): [Filters, ...Filters[]] {
  if (since !== undefined) return [new Filters().atLeast('DateModified', new Date(since))];
  if (scope === 'all') return [new Filters()];
  const open = new Filters().is('isClosed', false);
  return recent === undefined ? [open] : [open, new Filters().atLeast('DateModified', new Date(recent))];
}

function withPage(
  pass: Pass,
  pages: ShiftingPages,
  tickets: SyncPage['tickets'],
  since: string | undefined,
  at: number | undefined,
): Pass {
  const { total: _total, ...rest } = pass;
  const now = Date.now();
  let { apart = Number.NEGATIVE_INFINITY, ahead = 0 } = pass;
  for (const { changedAt } of tickets) {
    if (changedAt === undefined) continue;
    apart = Math.max(apart, Date.parse(changedAt) - now);
    if (since !== undefined) ahead = Math.max(ahead, aheadBy(since, changedAt));
  }
  return {
    ...rest,
    ...pages.place,
    ...(pass.deskBegun === undefined && at !== undefined ? { deskBegun: at } : {}),
    ...(Number.isFinite(apart) ? { apart } : {}),
    ...(ahead > 0 ? { ahead } : {}),
  };
}

function after(pass: Pass): SyncCursor {
  const { apart, ahead } = pass;
  return {
    since: sinceAfter(pass),
    ...(apart === undefined ? {} : { apart }),
    ...(ahead === undefined ? {} : { ahead }),
  };
}

function nextList({ total = 0, ...pass }: Pass): Pass {
  return { ...pass, list: pass.list + 1, page: 1, size: 0, before: pass.before + total };
}

function underWay(since: string | undefined, pass: Pass): SyncCursor {
  return { ...(since === undefined ? {} : { since }), pass };
}
