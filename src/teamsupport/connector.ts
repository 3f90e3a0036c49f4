import type { Article, ArticleSummary, Asset, CustomerCard, Schedule } from '../model/customer.ts';
import type {
  Capabilities,
  ConnectorFactory,
  Created,
  DeskCheck,
  DeskConfig,
  HelpDesk,
  NoteDraft,
  TicketDraft,
  TimeDraft,
} from '../model/desk.ts';
import type { Customer, Group, PickLists, Technician } from '../model/directory.ts';
import { DeskError, failureOf } from '../model/errors.ts';
import type { DeskFacts } from '../model/examination.ts';
import type { TicketField } from '../model/fields.ts';
import { matches, type TicketPage, type TicketQuery } from '../model/query.ts';
import type { DeskRecords } from '../model/records.ts';
import type { Attachment, HistoryEntry, Ticket, TimeEntry } from '../model/ticket.ts';
import { requireEncryption } from '../wire/address.ts';
import { DeskDates } from '../wire/deskDates.ts';
import { type DataRecord, fieldOf, valueIn } from '../wire/records.ts';
import { ActionLists } from './actions.ts';
import { baseAddress, DEFAULT_ADDRESS, keptAddress } from './address.ts';
import { type Flavour, TeamSupportClient } from './client.ts';
import { createTicket } from './create.ts';
import { Directory } from './directory.ts';
import { writeHtml } from './html.ts';
import { idOf, isDescription, toAttachment, toEntry, toSummary, toTicket, toTimeEntry } from './mapping.ts';
import { ticketTerms } from './query.ts';

/** Actions whose attachments are asked for: the ticket's text and the newest entries, a request each. */
const ATTACHMENT_ACTIONS = 12;
const ATTACHMENT_REQUESTS_AT_ONCE = 4;

const CAPABILITIES: Capabilities = {
  noteVisibilities: ['public', 'internal'],
  logTime: true,
  timeVisibility: true,
  customerRequired: false,
  editFields: false,
  filterFields: false,
  linkCustomers: false,
  articles: false,
  ticketAssets: false,
  ticketSchedules: false,
  cardParts: [],
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
  open: (config, secret) => openTeamSupport(config, secret, 'xml'),
};

/** As `teamsupport.open`, in either flavour of the API. */
export function openTeamSupport(config: DeskConfig, secret: string, flavour: Flavour): HelpDesk {
  const base = baseAddress(config.address);
  requireEncryption(base, config.allowPlainHttp);
  const organizationId = config.organizationId?.trim() ?? '';
  if (!organizationId || organizationId.includes(':')) {
    throw new DeskError({ reason: 'badInput', detail: 'TeamSupport needs the organization ID.', host: base.host });
  }
  const dates = new DeskDates(config);
  const client = new TeamSupportClient({ base, organizationId, token: secret.trim(), flavour });
  return new TeamSupportDesk(client, config, base, dates);
}

class TeamSupportDesk implements HelpDesk {
  readonly capabilities = CAPABILITIES;
  readonly #client: TeamSupportClient;
  readonly #directory: Directory;
  readonly #actions: ActionLists;
  readonly #config: DeskConfig;
  readonly #base: URL;
  readonly #dates: DeskDates;

  constructor(client: TeamSupportClient, config: DeskConfig, base: URL, dates: DeskDates) {
    this.#client = client;
    this.#directory = new Directory(client);
    this.#actions = new ActionLists(client);
    this.#config = config;
    this.#base = base;
    this.#dates = dates;
  }

  async check(signal?: AbortSignal): Promise<DeskCheck> {
    try {
      const technicians = await this.#directory.technicians(signal);
      if (technicians.length === 0) {
        throw this.#client.error('notAHelpDesk', 'The address answered, but not with a list of users.');
      }
      return { address: keptAddress(this.#base), technicians };
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.reason !== 'notFound' && failure.reason !== 'unsupported') throw thrown;
      throw this.#client.error('notAHelpDesk', `There is no TeamSupport API at this address. ${failure.detail ?? ''}`, {
        ...(failure.status === undefined ? {} : { status: failure.status }),
      });
    }
  }

  async listTickets(
    query: TicketQuery,
    page: { number: number; size: number },
    signal?: AbortSignal,
  ): Promise<TicketPage> {
    const { records, outer } = await this.#client.tickets(ticketTerms(query, page), signal);
    const unpaged = records.length > page.size;
    if (unpaged && page.number > 1) return { tickets: [], more: false };
    const all = records.map(record => toSummary(record, this.#dates)).filter(ticket => ticket !== undefined);
    if (all.length === 0 && records.length > 0) {
      throw this.#client.error('unreadable', 'The list holds records that are no tickets.');
    }
    // Filters on members that a server does not know might be ignored without a word, as unknown members are (1.7).
    const { text: _text, changedSince: _changedSince, ...exact } = query;
    const tickets = all.filter(ticket => matches(exact, ticket));
    const said = Number(valueIn(outer, 'TotalRecords') ?? Number.NaN);
    const seen = (page.number - 1) * page.size + records.length;
    const more = unpaged
      ? false
      : Number.isFinite(said)
        ? seen < said && records.length > 0
        : Boolean(valueIn(outer, 'NextPage')) || records.length === page.size;
    const filteredHere = tickets.length < all.length;
    const total = filteredHere
      ? undefined
      : Number.isFinite(said)
        ? said
        : more || records.length === 0
          ? undefined
          : seen;
    return {
      tickets,
      more,
      ...(total !== undefined ? { total } : page.number === 1 && !more ? { total: tickets.length } : {}),
    };
  }

  async getTicket(id: string, signal?: AbortSignal): Promise<Ticket> {
    const [record, actions] = await Promise.all([this.#client.ticket(id, signal), this.#actions.of(id, signal)]);
    return this.#full(record, actions);
  }

  /** A ticket's number may be another's id, so the number is looked up first (quirk 1). */
  async findTicket(number: string, signal?: AbortSignal): Promise<Ticket> {
    const digits = number.trim().replace(/^#/, '');
    if (!/^\d+$/.test(digits)) throw this.#client.error('badInput', 'A ticket number is made of digits.');
    const { records } = await this.#client.tickets([['TicketNumber', digits]], signal);
    const found = records.find(record => fieldOf(record, 'TicketNumber') === digits);
    const id = found && idOf(found, 'Ticket');
    if (!id) throw this.#client.error('notFound', `There is no ticket ${digits}.`);
    return await this.getTicket(id, signal);
  }

  async history(ticketId: string, signal?: AbortSignal): Promise<HistoryEntry[]> {
    const [actions, users] = await Promise.all([
      this.#actions.oldestFirst(ticketId, this.#dates, signal),
      this.#directory.technicians(signal),
    ]);
    const technicians = new Set(users.map(user => user.id));
    return actions.filter(action => !isDescription(action)).map(action => toEntry(action, technicians, this.#dates));
  }

  async attachments(ticketId: string, signal?: AbortSignal): Promise<Attachment[]> {
    const actions = await this.#actions.oldestFirst(ticketId, this.#dates, signal);
    const texts = actions.filter(isDescription).slice(0, 1);
    const newest = actions.filter(action => !texts.includes(action)).slice(texts.length - ATTACHMENT_ACTIONS);
    const ids = [...texts, ...newest].map(action => idOf(action, 'Action')).filter(id => id !== undefined);
    const found: Attachment[] = [];
    for (let at = 0; at < ids.length; at += ATTACHMENT_REQUESTS_AT_ONCE) {
      const some = ids.slice(at, at + ATTACHMENT_REQUESTS_AT_ONCE);
      const lists = await Promise.all(some.map(id => this.#attachmentsOf(ticketId, id, signal)));
      found.push(...lists.flat());
    }
    return found;
  }

  async timeEntries(ticketId: string, signal?: AbortSignal): Promise<TimeEntry[]> {
    const actions = await this.#actions.oldestFirst(ticketId, this.#dates, signal);
    return actions.map(action => toTimeEntry(action, this.#dates)).filter(entry => entry !== undefined);
  }

  groups(signal?: AbortSignal): Promise<Group[]> {
    return this.#directory.groups(signal);
  }

  technicians(signal?: AbortSignal): Promise<Technician[]> {
    return this.#directory.technicians(signal);
  }

  customers(text: string, limit: number, signal?: AbortSignal): Promise<Customer[]> {
    return this.#directory.customers(text, limit, signal);
  }

  pickLists(signal?: AbortSignal): Promise<PickLists> {
    return this.#directory.pickLists(signal);
  }

  forgetDirectory(): void {
    this.#directory.forget();
  }

  async createTicket(draft: TicketDraft, signal?: AbortSignal): Promise<Created> {
    return await createTicket(this.#client, await this.#directory.pickLists(signal), draft, signal);
  }

  async addNote(ticketId: string, note: NoteDraft, signal?: AbortSignal): Promise<Created> {
    return await this.#addAction(
      ticketId,
      {
        Description: writeHtml(note.text),
        IsVisibleOnPortal: note.visibility === 'public',
        CreatorID: note.authorId ?? this.#config.technicianId,
      },
      signal,
    );
  }

  /** There is no time entry but the time of an action (quirk 2). */
  async logTime(ticketId: string, time: TimeDraft, signal?: AbortSignal): Promise<Created> {
    if (!Number.isInteger(time.minutes) || time.minutes < 1) {
      throw this.#client.error('badInput', 'Time is logged in whole minutes, at least one.');
    }
    return await this.#addAction(
      ticketId,
      {
        Description: writeHtml(time.notes),
        TimeSpent: time.minutes,
        DateStarted: this.#dates.write(time.startedAt, 'h:mm tt'),
        IsVisibleOnPortal: time.visibility === 'public',
        CreatorID: time.technicianId ?? this.#config.technicianId,
      },
      signal,
    );
  }

  async assets(): Promise<Asset[]> {
    throw this.#client.error('unsupported');
  }

  async schedules(): Promise<Schedule[]> {
    throw this.#client.error('unsupported');
  }

  async customerCard(): Promise<CustomerCard> {
    throw this.#client.error('unsupported');
  }

  async articles(): Promise<ArticleSummary[]> {
    throw this.#client.error('unsupported');
  }

  async article(): Promise<Article> {
    throw this.#client.error('unsupported');
  }

  async ticketFields(): Promise<TicketField[]> {
    throw this.#client.error('unsupported');
  }

  async updateTicket(): Promise<void> {
    throw this.#client.error('unsupported');
  }

  async linkCustomer(): Promise<void> {
    throw this.#client.error('unsupported');
  }

  async unlinkCustomer(): Promise<void> {
    throw this.#client.error('unsupported');
  }

  async examine(): Promise<DeskFacts> {
    throw this.#client.error('unsupported');
  }

  get records(): DeskRecords {
    throw this.#client.error('unsupported');
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  async #addAction(
    ticketId: string,
    members: Parameters<TeamSupportClient['createAction']>[1],
    signal: AbortSignal | undefined,
  ): Promise<Created> {
    try {
      const id = idOf(await this.#client.createAction(ticketId, members, signal), 'Action');
      if (!id) throw this.#client.error('unreadable', 'The desk took the entry but did not say its id.');
      return { id };
    } finally {
      this.#actions.forget(ticketId);
    }
  }

  #full(record: DataRecord, actions: readonly DataRecord[]): Ticket {
    const ticket = toTicket(record, actions.find(isDescription), this.#dates);
    if (!ticket) throw this.#client.error('unreadable', 'The answer is no ticket.');
    return ticket;
  }

  async #attachmentsOf(ticketId: string, actionId: string, signal?: AbortSignal): Promise<Attachment[]> {
    try {
      const { records } = await this.#client.attachments(ticketId, actionId, signal);
      return records
        .map(record => toAttachment(record, actionId, this.#dates))
        .filter(attachment => attachment !== undefined);
    } catch (thrown) {
      // The path is inferred (2.1); an action without attachments may also answer like this.
      if (failureOf(thrown).reason === 'notFound') return [];
      throw thrown;
    }
  }
}
