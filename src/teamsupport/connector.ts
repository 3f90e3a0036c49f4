import { Authors } from '../model/arrival.ts';
import type { Article, ArticleSummary, Asset, CustomerCard, Schedule } from '../model/customer.ts';
import type {
  Capabilities,
  ConnectorFactory,
  Created,
  DeskCheck,
  DeskConfig,
  HelpDesk,
  NoteDraft,
  Surroundings,
  TicketDraft,
  TimeDraft,
} from '../model/desk.ts';
import type { Customer, Group, PickLists, Technician } from '../model/directory.ts';
import { DeskError, failureOf } from '../model/errors.ts';
import type { DeskFacts } from '../model/examination.ts';
import type { FieldChanges, NewTicketField, TicketField } from '../model/fields.ts';
import type { Arrival, FileDraft, SentWrite } from '../model/outbox.ts';
import type { TicketPage, TicketQuery } from '../model/query.ts';
import type { DeskRecords } from '../model/records.ts';
import { said } from '../model/said.ts';
import type { MirrorScope, SyncPage, TicketDepth } from '../model/sync.ts';
import type { Attachment, HistoryEntry, Ticket, TimeEntry } from '../model/ticket.ts';
import type { TimeChange } from '../model/timesheet.ts';
import { requireEncryption } from '../wire/address.ts';
import { DeskDates } from '../wire/deskDates.ts';
import { type DataRecord, fieldOf } from '../wire/records.ts';
import { ActionLists } from './actions.ts';
import { baseAddress, DEFAULT_ADDRESS, keptAddress } from './address.ts';
import { Arrivals } from './arrived.ts';
import { article, articles } from './articles.ts';
import { attach, attachments } from './attachments.ts';
import { CARD_PARTS, customerCard } from './card.ts';
import { changes } from './changes.ts';
import { changeTime } from './changeTime.ts';
import { TeamSupportClient } from './client.ts';
import type { Context } from './context.ts';
import { completeTicket, createTicket, unnamed } from './create.ts';
import { CustomFields } from './customFields.ts';
import { depths } from './depths.ts';
import { Directory } from './directory.ts';
import { DATE_MEMBERS } from './entities.ts';
import { type Examined, examine } from './examine.ts';
import { Filters } from './filters.ts';
import { writeHtml } from './html.ts';
import { customerKey } from './links.ts';
import { listTickets } from './listing.ts';
import { authorOf, idOf, isDescription, toEntry, toTicket, toTimeEntry } from './mapping.ts';
import { newTicketFields } from './newTicketFields.ts';
import { Quota } from './quota.ts';
import { TeamSupportRecords } from './records.ts';
import type { Flavour, Observation } from './rest.ts';
import { ticketById } from './ticketById.ts';
import { ticketFields } from './ticketFields.ts';
import { updateTicket } from './updates.ts';

const CAPABILITIES: Capabilities = {
  noteVisibilities: ['public', 'internal'],
  logTime: true,
  timeVisibility: true,
  // Nothing lists an account's action types (gaps of 1.17), and an action takes no name of one.
  timeCategory: { from: 'seen' },
  changeTime: true,
  customerRequired: false,
  editFields: true,
  filterFields: true,
  attach: true,
  linkCustomers: true,
  articles: true,
  ticketAssets: false,
  ticketSchedules: false,
  cardParts: CARD_PARTS,
  depthsAtOnce: 1,
};

/** TeamSupport over its REST API. */
export const teamsupport: ConnectorFactory = {
  info: {
    system: 'teamsupport',
    label: 'TeamSupport',
    addressExample: 'https://app.na2.teamsupport.com',
    addressDefault: DEFAULT_ADDRESS,
    asksOrganizationId: true,
    secretKind: 'token',
    secretPath: 'Admin > Integration > TeamSupport API',
  },
  open: (config, secret, surroundings) => openTeamSupport(config, secret, config.flavour ?? 'xml', surroundings),
};

/** As `teamsupport.open`, in either flavour of the API. */
export function openTeamSupport(
  config: DeskConfig,
  secret: string,
  flavour: Flavour = 'xml',
  surroundings?: Surroundings,
): HelpDesk {
  const base = baseAddress(config.address);
  requireEncryption(base, config.allowPlainHttp);
  const organizationId = config.organizationId?.trim() ?? '';
  if (!organizationId || organizationId.includes(':')) {
    throw new DeskError({ reason: 'badInput', detail: said`TeamSupport needs the organization ID.`, host: base.host });
  }
  const dates = new DeskDates(config);
  const custom = new CustomFields(dates);
  const { usage, onUsage, network, onRequest } = surroundings ?? {};
  const quota = new Quota({ limit: config.dailyRequests, usage, onUsage });
  const listeners = new Set<(seen: Observation) => void>();
  const onAnswer = (seen: Observation): void => {
    const some = seen.records.slice(0, LEARNT_FROM);
    dates.learn(datesIn(some, DATE_MEMBERS), datesIn(some, PAST_MEMBERS));
    if (holdsTickets(seen)) custom.learn(some);
    for (const listener of listeners) listener(seen);
  };
  const token = secret.trim();
  const client = new TeamSupportClient({ base, organizationId, token, flavour, quota, network, onRequest, onAnswer });
  const directory = new Directory(client);
  const actions = new ActionLists(client);
  const authors = { actions: new Authors(), tickets: new Authors() };
  const context = { client, config, dates, directory, actions, custom, authors };
  return new TeamSupport(context, {
    address: keptAddress(base),
    flavour,
    quota,
    observe: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
}

/** Records of an answer from which is learned how the desk writes dates, and which fields tickets have. */
const LEARNT_FROM = 200;
/** Dates that cannot lie in the future. */
const PAST_MEMBERS = ['DateCreated', 'DateModified', 'DateClosed'];

function* datesIn(records: readonly DataRecord[], members: readonly string[]): Generator<string> {
  for (const record of records) {
    for (const name of members) {
      const text = fieldOf(record, name);
      if (text) yield text;
    }
  }
}

/** Whether an answer is a list of tickets or one of them. */
function holdsTickets({ path: [root, id, below] }: Observation): boolean {
  return root === 'tickets' ? below === undefined : root === 'customers' && id !== undefined && below === 'tickets';
}

class TeamSupport implements HelpDesk {
  readonly capabilities = CAPABILITIES;
  readonly records: DeskRecords;
  readonly #context: Context;
  readonly #examined: Examined;
  readonly #arrivals: Arrivals;

  constructor(context: Context, examined: Examined) {
    this.#context = context;
    this.#examined = examined;
    this.#arrivals = new Arrivals(context);
    this.records = new TeamSupportRecords(context);
  }

  async check(signal?: AbortSignal): Promise<DeskCheck> {
    const { client, directory } = this.#context;
    try {
      const technicians = await directory.technicians(signal);
      if (technicians.length === 0) {
        throw client.error('notAHelpDesk', said`The address answered, but not with a list of users.`);
      }
      return { address: this.#examined.address, technicians };
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.reason !== 'notFound' && failure.reason !== 'unsupported') throw thrown;
      throw client.error('notAHelpDesk', said`There is no TeamSupport API at this address. ${failure.detail ?? ''}`, {
        ...(failure.status === undefined ? {} : { status: failure.status }),
      });
    }
  }

  listTickets(query: TicketQuery, page: { number: number; size: number }, signal?: AbortSignal): Promise<TicketPage> {
    return listTickets(this.#context, query, page, signal);
  }

  changes(cursor: string | undefined, scope: MirrorScope, signal?: AbortSignal): AsyncIterable<SyncPage> {
    return changes(this.#context, cursor, scope, signal);
  }

  depths(ticketIds: readonly string[], signal?: AbortSignal): AsyncIterable<TicketDepth> {
    return depths(this.#context, ticketIds, signal);
  }

  async getTicket(id: string, signal?: AbortSignal): Promise<Ticket> {
    const { client, actions, dates } = this.#context;
    const [record, entries] = await Promise.all([ticketById(client, id, signal), actions.of(id, signal)]);
    const ticket = toTicket(record, entries.find(isDescription), dates);
    if (!ticket) throw client.error('unreadable', said`The answer is no ticket.`);
    return ticket;
  }

  /** A ticket's number may be another's id, so the number is looked up first (quirk 1). */
  async findTicket(number: string, signal?: AbortSignal): Promise<Ticket> {
    const { client } = this.#context;
    const digits = number.trim().replace(/^#/, '');
    if (!/^\d+$/.test(digits)) throw client.error('badInput', said`A ticket number is made of digits.`);
    const { records } = await client.tickets(new Filters().is('TicketNumber', digits).terms, signal);
    const found = records.find(record => fieldOf(record, 'TicketNumber') === digits);
    const id = found && idOf(found, 'Ticket');
    if (!id) throw client.error('notFound', said`There is no ticket ${digits}.`);
    return await this.getTicket(id, signal);
  }

  async history(ticketId: string, signal?: AbortSignal): Promise<HistoryEntry[]> {
    const { actions, dates, directory } = this.#context;
    const [entries, users] = await Promise.all([
      actions.oldestFirst(ticketId, dates, signal),
      directory.technicians(signal),
    ]);
    const technicians = new Set(users.map(user => user.id));
    return entries.filter(action => !isDescription(action)).map(action => toEntry(action, technicians, dates));
  }

  attachments(ticketId: string, signal?: AbortSignal): Promise<Attachment[]> {
    return attachments(this.#context, ticketId, signal);
  }

  async timeEntries(ticketId: string, signal?: AbortSignal): Promise<TimeEntry[]> {
    const { actions, dates } = this.#context;
    const entries = await actions.oldestFirst(ticketId, dates, signal);
    return entries.map(action => toTimeEntry(action, dates)).filter(entry => entry !== undefined);
  }

  groups(signal?: AbortSignal): Promise<Group[]> {
    return this.#context.directory.groups(signal);
  }

  technicians(signal?: AbortSignal): Promise<Technician[]> {
    return this.#context.directory.technicians(signal);
  }

  customers(text: string, limit: number, signal?: AbortSignal): Promise<Customer[]> {
    return this.#context.directory.customers(text, limit, signal);
  }

  pickLists(signal?: AbortSignal): Promise<PickLists> {
    return this.#context.directory.pickLists(signal);
  }

  forgetDirectory(): void {
    this.#context.directory.forget();
  }

  createTicket(draft: TicketDraft, signal?: AbortSignal): Promise<Created> {
    return createTicket(this.#context, draft, signal);
  }

  complete(ticketId: string, draft: TicketDraft, signal?: AbortSignal): Promise<void> {
    return completeTicket(this.#context, ticketId, draft, signal);
  }

  async addNote(ticketId: string, note: NoteDraft, signal?: AbortSignal): Promise<Created> {
    return await this.#addAction(
      ticketId,
      {
        Description: writeHtml(note.text),
        IsVisibleOnPortal: note.visibility === 'public',
        CreatorID: note.authorId ?? this.#context.config.technicianId,
      },
      signal,
    );
  }

  /** There is no time entry but the time of an action (quirk 2). */
  async logTime(ticketId: string, time: TimeDraft, signal?: AbortSignal): Promise<Created> {
    const { client, config, dates } = this.#context;
    if (!Number.isInteger(time.minutes) || time.minutes < 1) {
      throw client.error('badInput', said`Time is logged in whole minutes, at least one.`);
    }
    if (time.category && !/^\d+$/.test(time.category.id ?? '')) {
      throw client.error('badInput', said`TeamSupport takes an action type by its id alone.`);
    }
    if (time.cost !== undefined) throw client.error('unsupported', said`A TeamSupport action has no cost.`);
    return await this.#addAction(
      ticketId,
      {
        Description: writeHtml(time.notes),
        TimeSpent: time.minutes,
        ActionTypeID: time.category?.id,
        DateStarted: dates.write(time.startedAt, 'h:mm tt'),
        IsVisibleOnPortal: time.visibility === 'public',
        CreatorID: time.technicianId ?? config.technicianId,
      },
      signal,
    );
  }

  changeTime(ticketId: string, entryId: string, change: TimeChange, signal?: AbortSignal): Promise<void> {
    return changeTime(this.#context, ticketId, entryId, change, signal);
  }

  /** No link of assets to tickets is known (gaps). */
  async assets(): Promise<Asset[]> {
    throw this.#context.client.error('unsupported');
  }

  /** TeamSupport has none. */
  async schedules(): Promise<Schedule[]> {
    throw this.#context.client.error('unsupported');
  }

  customerCard(customerId: string, limit: number, signal?: AbortSignal): Promise<CustomerCard> {
    return customerCard(this.#context, customerId, limit, signal);
  }

  articles(text: string, limit: number, signal?: AbortSignal): Promise<ArticleSummary[]> {
    return articles(this.#context, text, limit, signal);
  }

  article(id: string, signal?: AbortSignal): Promise<Article> {
    return article(this.#context, id, signal);
  }

  newTicketFields(signal?: AbortSignal): Promise<NewTicketField[]> {
    return newTicketFields(this.#context, signal);
  }

  ticketFields(ticketId: string, signal?: AbortSignal): Promise<TicketField[]> {
    return ticketFields(this.#context, ticketId, signal);
  }

  async updateTicket(ticketId: string, changes: FieldChanges, signal?: AbortSignal): Promise<void> {
    try {
      await updateTicket(this.#context, ticketId, changes, signal);
    } finally {
      this.#context.actions.forget(ticketId);
    }
  }

  attach(ticketId: string, file: FileDraft, signal?: AbortSignal): Promise<Created> {
    return attach(this.#context, ticketId, file, signal);
  }

  arrived(sent: SentWrite, signal?: AbortSignal): Promise<Arrival> {
    return this.#arrivals.of(sent, signal);
  }

  async linkCustomer(ticketId: string, customerId: string, signal?: AbortSignal): Promise<void> {
    const { client } = this.#context;
    const { kind, id } = customerKey(customerId);
    if (kind === 'contact') await client.linkContact(ticketId, id, signal);
    else await client.linkCustomer(ticketId, id, signal);
  }

  async unlinkCustomer(ticketId: string, customerId: string, signal?: AbortSignal): Promise<void> {
    const { client } = this.#context;
    const { kind, id } = customerKey(customerId);
    if (kind === 'contact') await client.unlinkContact(ticketId, id, signal);
    else await client.unlinkCustomer(ticketId, id, signal);
  }

  examine(signal?: AbortSignal): Promise<DeskFacts> {
    return examine(this.#context, this.#examined, signal);
  }

  close(): Promise<void> {
    return this.#context.client.close();
  }

  async #addAction(
    ticketId: string,
    members: Parameters<TeamSupportClient['createAction']>[1],
    signal: AbortSignal | undefined,
  ): Promise<Created> {
    const { client, dates, actions, authors } = this.#context;
    try {
      const made = await client.createAction(ticketId, members, signal);
      const id = made.record && idOf(made.record, 'Action');
      if (!id) return { id: '', warning: client.error('unreadable', unnamed(made), { status: made.status }).failure };
      dates.learnZone(fieldOf(made.record, 'DateCreated'), Date.now());
      authors.actions.learn(members.CreatorID?.toString(), authorOf(made.record));
      return { id };
    } finally {
      actions.forget(ticketId);
    }
  }
}
