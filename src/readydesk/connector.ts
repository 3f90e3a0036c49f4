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
import type { Arrival, SentWrite } from '../model/outbox.ts';
import type { TicketPage, TicketQuery } from '../model/query.ts';
import type { DeskRecords } from '../model/records.ts';
import { said } from '../model/said.ts';
import type { MirrorScope, SyncPage, TicketDepth } from '../model/sync.ts';
import type { Attachment, HistoryEntry, Ticket, TimeEntry } from '../model/ticket.ts';
import type { TimeChange } from '../model/timesheet.ts';
import { requireEncryption } from '../wire/address.ts';
import { DeskDates } from '../wire/deskDates.ts';
import type { DataRecord } from '../wire/records.ts';
import { endpoints } from './address.ts';
import { Arrivals } from './arrived.ts';
import { findArticles, readArticle } from './articles.ts';
import { Calls } from './calls.ts';
import { CARD_PARTS, readCard } from './card.ts';
import { toAsset, toSchedule } from './cardMapping.ts';
import { changes } from './changes.ts';
import { ReadyDeskClient } from './client.ts';
import { Depths } from './depths.ts';
import { ReadyDeskRecords } from './deskRecords.ts';
import { Directory } from './directory.ts';
import { examineDesk } from './examination.ts';
import { FieldReader, type Tables, tablesWith } from './fields.ts';
import { KnownNames } from './knownNames.ts';
import { TicketLists } from './listing.ts';
import { type Context, oldestFirst, toAttachment, toEntry, toTicket, toTimeEntry } from './mapping.ts';
import { Newest } from './newest.ts';
import { newTicketFields } from './newTicketFields.ts';
import { Pages } from './pages.ts';
import { fieldsOf } from './ticketFields.ts';
import { Writes } from './writes.ts';

const CAPABILITIES: Capabilities = {
  // No documented variable says who sees an entry.
  noteVisibilities: ['plain'],
  logTime: true,
  timeVisibility: false,
  // 2.8.2; nothing lists the billing categories of a desk.
  timeCategory: { from: 'named', longest: 50 },
  timeCost: true,
  changeTime: true,
  customerRequired: true,
  editFields: true,
  filterFields: true,
  // A ticket has one customer, which is one of its fields.
  attach: false,
  linkCustomers: false,
  articles: true,
  ticketAssets: true,
  ticketSchedules: true,
  cardParts: CARD_PARTS,
  depthsAtOnce: 100,
};

/** ReadyDesk over its Web Services API. */
export const readydesk: ConnectorFactory = {
  info: {
    system: 'readydesk',
    label: 'ReadyDesk',
    addressExample: 'https://help.example.com/readydesk/API/',
    asksOrganizationId: false,
    secretKind: 'key',
    secretPath: 'WEB SERVICES API > SETTINGS',
  },
  open(config, secret, surroundings) {
    const candidates = endpoints(config.address);
    requireEncryption(candidates[0], config.allowPlainHttp);
    if (!secret.trim()) {
      throw new DeskError({ reason: 'badInput', detail: said`ReadyDesk needs the API key.`, host: candidates[0].host });
    }
    return new ReadyDesk(config, secret.trim(), candidates, surroundings);
  },
};

class ReadyDesk implements HelpDesk {
  readonly capabilities = CAPABILITIES;
  readonly records: DeskRecords;
  readonly #calls: Calls;
  readonly #client: ReadyDeskClient;
  readonly #candidates: readonly URL[];
  readonly #directory: Directory;
  readonly #names: KnownNames;
  readonly #depths: Depths;
  readonly #lists: TicketLists;
  readonly #newest = new Newest();
  readonly #writes: Writes;
  readonly #arrivals: Arrivals;
  readonly #dates: DeskDates;
  readonly #tables: Tables;

  constructor(
    config: DeskConfig,
    key: string,
    candidates: readonly [URL, ...URL[]],
    surroundings: Surroundings | undefined,
  ) {
    this.#candidates = candidates;
    this.#dates = new DeskDates(config);
    this.#tables = tablesWith(config.fieldNames);
    this.#calls = new Calls(candidates[0], key, this.#dates, surroundings);
    this.#client = new ReadyDeskClient(this.#calls);
    const pages = new Pages();
    this.#directory = new Directory(this.#client, this.#tables, pages);
    this.#names = new KnownNames(this.#directory, this.#dates, this.#tables);
    this.#depths = new Depths(this.#client, this.#names);
    this.#lists = new TicketLists(this.#client, this.#newest, pages);
    this.#writes = new Writes(config, this.#client, this.#dates);
    this.#arrivals = new Arrivals({
      config,
      client: this.#client,
      newest: this.#newest,
      pages,
      context: signal => this.#context(signal),
    });
    this.records = new ReadyDeskRecords(this.#calls, this.#tables, this.#directory, pages);
  }

  async check(signal?: AbortSignal): Promise<DeskCheck> {
    let worst: unknown;
    for (const endpoint of this.#candidates) {
      this.#calls.useEndpoint(endpoint);
      try {
        const groups = await this.#directory.groups(signal);
        const technicians = await this.#directory.technicians(signal);
        if (groups.length === 0 && technicians.length === 0) {
          throw this.#client.error(
            'notAHelpDesk',
            said`The address answered, but with neither groups nor technicians.`,
          );
        }
        return { address: endpoint.href, technicians };
      } catch (thrown) {
        const { reason, status } = failureOf(thrown);
        const elsewhere = reason === 'notAHelpDesk' || reason === 'unreadable' || reason === 'wrongServer';
        // A folder without a default document is forbidden (403), which says nothing of the key.
        if (!elsewhere && status !== 403) throw thrown;
        if (worst === undefined || failureOf(worst).reason === 'notAHelpDesk') worst = thrown;
      }
    }
    throw worst;
  }

  async listTickets(
    query: TicketQuery,
    page: { number: number; size: number },
    signal?: AbortSignal,
  ): Promise<TicketPage> {
    return await this.#lists.page(query, page, await this.#context(signal), signal);
  }

  changes(cursor: string | undefined, scope: MirrorScope, signal?: AbortSignal): AsyncIterable<SyncPage> {
    return changes({ client: this.#client, names: this.#names }, cursor, scope, signal);
  }

  depths(ticketIds: readonly string[], signal?: AbortSignal): AsyncIterable<TicketDepth> {
    return this.#depths.of(ticketIds, signal);
  }

  async getTicket(id: string, signal?: AbortSignal): Promise<Ticket> {
    return (await this.#ticket(id, signal)).ticket;
  }

  findTicket(number: string, signal?: AbortSignal): Promise<Ticket> {
    return this.getTicket(number.trim().replace(/^#/, ''), signal);
  }

  async history(ticketId: string, signal?: AbortSignal): Promise<HistoryEntry[]> {
    const context = await this.#context(signal);
    const records = await this.#client.getHistory({ tid: this.#tid(ticketId) }, signal);
    return oldestFirst(records.map((record, index) => toEntry(record, ticketId, index, context)));
  }

  async attachments(ticketId: string, signal?: AbortSignal): Promise<Attachment[]> {
    const tid = this.#tid(ticketId);
    let records: DataRecord[];
    try {
      records = await this.#client.getAttachments({ tid }, signal);
    } catch (thrown) {
      // `cid` is marked required, against the vendor's own example (2.7).
      if (failureOf(thrown).reason !== 'refused') throw thrown;
      records = await this.#client.getAttachments({ tid, cid: '*' }, signal);
    }
    const reading = { dates: this.#dates, tables: this.#tables };
    return records.map(record => toAttachment(record, ticketId, reading)).filter(file => file !== undefined);
  }

  async timeEntries(ticketId: string, signal?: AbortSignal): Promise<TimeEntry[]> {
    const context = await this.#context(signal);
    const records = await this.#client.getLineItems({ tid: this.#tid(ticketId) }, signal);
    return oldestFirst(records.map((record, index) => toTimeEntry(record, ticketId, index, context)));
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

  async assets(ticketId: string, signal?: AbortSignal): Promise<Asset[]> {
    const context = await this.#context(signal);
    const records = await this.#client.getAssets({ tid: this.#tid(ticketId) }, signal);
    return records.map(record => toAsset(record, { ticketId }, context)).filter(asset => asset !== undefined);
  }

  async schedules(ticketId: string, signal?: AbortSignal): Promise<Schedule[]> {
    const context = await this.#context(signal);
    const records = await this.#client.getSchedules({ tid: this.#tid(ticketId) }, signal);
    return records.map(record => toSchedule(record, ticketId, context)).filter(schedule => schedule !== undefined);
  }

  async customerCard(customerId: string, limit: number, signal?: AbortSignal): Promise<CustomerCard> {
    const sources = { client: this.#client, directory: this.#directory, lists: this.#lists, newest: this.#newest };
    return await readCard(sources, customerId, limit, await this.#context(signal), signal);
  }

  articles(text: string, limit: number, signal?: AbortSignal): Promise<ArticleSummary[]> {
    return findArticles(this.#client, text, limit, { dates: this.#dates, tables: this.#tables }, signal);
  }

  article(id: string, signal?: AbortSignal): Promise<Article> {
    return readArticle(this.#client, id, { dates: this.#dates, tables: this.#tables }, signal);
  }

  async ticketFields(ticketId: string, signal?: AbortSignal): Promise<TicketField[]> {
    const [{ record, context }, choices] = await Promise.all([
      this.#ticket(ticketId, signal),
      this.#directory.choices(signal),
    ]);
    return fieldsOf(record, choices, context);
  }

  async newTicketFields(signal?: AbortSignal): Promise<NewTicketField[]> {
    return newTicketFields(await this.#directory.choices(signal));
  }

  createTicket(draft: TicketDraft, signal?: AbortSignal): Promise<Created> {
    return this.#writes.createTicket(draft, signal);
  }

  async addNote(ticketId: string, note: NoteDraft, signal?: AbortSignal): Promise<Created> {
    const made = await this.#writes.addNote(this.#tid(ticketId), note, signal);
    this.#arrivals.wrote(made.id, note);
    return made;
  }

  async logTime(ticketId: string, time: TimeDraft, signal?: AbortSignal): Promise<Created> {
    if (!Number.isInteger(time.minutes) || time.minutes < 1) {
      throw this.#client.error('badInput', said`Time is logged in whole minutes, at least one.`);
    }
    return await this.#writes.logTime(await this.getTicket(ticketId, signal), time, signal);
  }

  async changeTime(_ticketId: string, entryId: string, change: TimeChange, signal?: AbortSignal): Promise<void> {
    await this.#writes.changeTime(entryId, change, signal);
  }

  async updateTicket(ticketId: string, changes: FieldChanges, signal?: AbortSignal): Promise<void> {
    await this.#writes.updateTicket(this.#tid(ticketId), changes, signal);
  }

  async attach(): Promise<Created> {
    throw this.#client.error('unsupported');
  }

  async arrived(sent: SentWrite, signal?: AbortSignal): Promise<Arrival> {
    if ('ticketId' in sent.write) this.#tid(sent.write.ticketId);
    return await this.#arrivals.of(sent, signal);
  }

  async linkCustomer(): Promise<void> {
    throw this.#client.error('unsupported');
  }

  async unlinkCustomer(): Promise<void> {
    throw this.#client.error('unsupported');
  }

  examine(signal?: AbortSignal): Promise<DeskFacts> {
    const desk = { calls: this.#calls, candidates: this.#candidates, dates: this.#dates, tables: this.#tables };
    return examineDesk(desk, signal);
  }

  close(): Promise<void> {
    return this.#calls.close();
  }

  async #ticket(
    id: string,
    signal?: AbortSignal,
  ): Promise<{ readonly ticket: Ticket; readonly record: DataRecord; readonly context: Context }> {
    const context = await this.#context(signal);
    const records = await this.#client.getTickets({ tid: this.#tid(id) }, signal);
    for (const record of records) {
      const fields = new FieldReader(record);
      if (fields.take(this.#tables.tickets.number)?.trim() !== id) continue;
      this.#writes.learnZone(id, fields.take(this.#tables.tickets.openedAt));
      const ticket = toTicket(record, context);
      if (ticket) return { ticket, record, context };
    }
    throw this.#client.error('notFound', said`There is no ticket ${id}.`);
  }

  async #context(signal?: AbortSignal): Promise<Context> {
    return { names: await this.#directory.names(signal), dates: this.#dates, tables: this.#tables };
  }

  /** `*` would mean all tickets. */
  #tid(id: string): string {
    if (!/^\d+$/.test(id)) throw this.#client.error('badInput', said`A ticket number is made of digits.`);
    return id;
  }
}
