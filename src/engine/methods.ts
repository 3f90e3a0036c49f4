import type { Result } from '../model/errors.ts';
import type { Engine, SearchAnswer, TicketList } from './engine.ts';

/** What of the engine is asked and answered; the rest is listening, and its end. */
export type Asked = Exclude<keyof Engine, 'onChange' | 'onRequest' | 'onUsage' | 'dispose'>;

/** How an answer of this type tells a failure; `plain` ones throw. */
type KindOf<T> = T extends TicketList
  ? 'list'
  : T extends SearchAnswer
    ? 'search'
    : T extends Result<unknown>
      ? 'read' | 'write' | 'kept'
      : T extends void
        ? 'state'
        : 'plain';

/**
 * Every method by what asking it means. Reads (`read`, `list`, `search`, `plain`) can be asked twice; a `write` cannot; what
 * is `kept` can, by a key behind its arguments; `state` is about how the engine is to be, and nothing as long as there is none.
 */
export const methods = {
  systems: 'plain',
  configure: 'state',
  guests: 'state',
  open: 'read',
  close: 'state',
  check: 'read',
  examine: 'read',
  mirror: 'state',
  attend: 'state',
  list: 'list',
  counts: 'read',
  groupsIn: 'read',
  search: 'search',
  namesOf: 'plain',
  furtherFields: 'plain',
  needsMe: 'read',
  attention: 'read',
  muteTickets: 'read',
  seeTicket: 'read',
  putOffNotices: 'read',
  takeNotices: 'write',
  sync: 'read',
  syncState: 'read',
  clear: 'read',
  tickets: 'list',
  details: 'read',
  find: 'read',
  glances: 'read',
  codeLinks: 'read',
  keepCodeLink: 'read',
  dropCodeLink: 'read',
  groups: 'read',
  technicians: 'read',
  customers: 'read',
  pickLists: 'read',
  customerCard: 'read',
  articles: 'read',
  article: 'read',
  ticketFields: 'read',
  loggedTime: 'read',
  timeCategories: 'read',
  readTime: 'read',
  overview: 'read',
  ticketsCounted: 'read',
  changeTime: 'write',
  newTicketFields: 'read',
  resources: 'read',
  records: 'read',
  record: 'read',
  recordFile: 'read',
  createRecord: 'write',
  uploadRecordFile: 'write',
  updateRecord: 'write',
  removeRecord: 'write',
  linkRecord: 'write',
  unlinkRecord: 'write',
  put: 'kept',
  outbox: 'plain',
  choose: 'write',
  createTicket: 'kept',
  addNote: 'kept',
  logTime: 'kept',
  updateTicket: 'kept',
  linkCustomer: 'kept',
  unlinkCustomer: 'kept',
  image: 'read',
  forget: 'state',
} as const satisfies { [M in Asked]: KindOf<Awaited<ReturnType<Engine[M]>>> };

/** Arguments of a method as it was asked. */
export type Arguments = readonly unknown[];

/** How many arguments those have that are kept. */
const kept: { readonly [M in Asked]?: number } = {
  put: 3,
  createTicket: 3,
  addNote: 4,
  logTime: 4,
  updateTicket: 4,
  linkCustomer: 4,
  unlinkCustomer: 4,
};

/** By which a write that is asked for twice is known. */
export interface WriteKey {
  readonly id: string;
  /** It was asked for before, by a thread that ended: it may be put down, and sent. */
  readonly again: boolean;
}

/** The arguments with which a method can be asked once more; the same where it always can. */
export function repeatable(method: Asked, args: Arguments, key: WriteKey): Arguments {
  const count = kept[method];
  return count === undefined ? args : [...Array.from({ length: count }, (_, at) => args[at]), key];
}

/** All that can be asked, each by `ask`. */
export function forwarding(ask: (method: Asked, args: Arguments) => Promise<unknown>): Pick<Engine, Asked> {
  const each = Object.keys(methods) as Asked[];
  return Object.fromEntries(each.map(method => [method, (...args: Arguments) => ask(method, args)])) as unknown as Pick<
    Engine,
    Asked
  >;
}
