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
import type { TicketPage, TicketQuery } from '../model/query.ts';
import type { DeskRecords } from '../model/records.ts';
import type { Attachment, HistoryEntry, Ticket, TimeEntry } from '../model/ticket.ts';
import { requireEncryption } from '../wire/address.ts';
import { DeskDates } from '../wire/deskDates.ts';
import { endpoints } from './address.ts';
import { ReadyDeskClient } from './client.ts';
import { Directory } from './directory.ts';
import { type Tables, tablesWith } from './fields.ts';
import { TicketLists } from './listing.ts';
import { type Context, toAttachment, toEntry, toTicket, toTimeEntry } from './mapping.ts';

const CAPABILITIES: Capabilities = {
  // No documented variable says who sees an entry.
  noteVisibilities: ['plain'],
  logTime: true,
  timeVisibility: false,
  customerRequired: true,
  editFields: false,
  filterFields: false,
  linkCustomers: false,
  articles: false,
  ticketAssets: false,
  ticketSchedules: false,
  cardParts: [],
};

/** Text inputs of `add_*` (1.10). */
const LONGEST_INPUT = 255;

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
  open(config, secret) {
    const candidates = endpoints(config.address);
    requireEncryption(candidates[0], config.allowPlainHttp);
    if (!secret.trim()) {
      throw new DeskError({ reason: 'badInput', detail: 'ReadyDesk needs the API key.', host: candidates[0].host });
    }
    const dates = new DeskDates(config);
    return new ReadyDesk(
      config,
      new ReadyDeskClient(candidates[0], secret.trim()),
      candidates,
      dates,
      tablesWith(config.fieldNames),
    );
  },
};

class ReadyDesk implements HelpDesk {
  readonly capabilities = CAPABILITIES;
  readonly #config: DeskConfig;
  readonly #client: ReadyDeskClient;
  readonly #candidates: readonly URL[];
  readonly #directory: Directory;
  readonly #lists: TicketLists;
  readonly #dates: DeskDates;
  readonly #tables: Tables;

  constructor(
    config: DeskConfig,
    client: ReadyDeskClient,
    candidates: readonly URL[],
    dates: DeskDates,
    tables: Tables,
  ) {
    this.#config = config;
    this.#client = client;
    this.#candidates = candidates;
    this.#directory = new Directory(client, tables);
    this.#lists = new TicketLists(client);
    this.#dates = dates;
    this.#tables = tables;
  }

  async check(signal?: AbortSignal): Promise<DeskCheck> {
    let worst: unknown;
    for (const endpoint of this.#candidates) {
      this.#client.useEndpoint(endpoint);
      try {
        const groups = await this.#directory.groups(signal);
        const technicians = await this.#directory.technicians(signal);
        if (groups.length === 0 && technicians.length === 0) {
          throw this.#client.error('notAHelpDesk', 'The address answered, but with neither groups nor technicians.');
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

  async getTicket(id: string, signal?: AbortSignal): Promise<Ticket> {
    const context = await this.#context(signal);
    const records = await this.#client.tickets({ tid: this.#tid(id) }, signal);
    const tickets = records.map(record => toTicket(record, context)).filter(ticket => ticket !== undefined);
    const found = tickets.find(ticket => ticket.id === id);
    if (!found) throw this.#client.error('notFound', `There is no ticket ${id}.`);
    return found;
  }

  findTicket(number: string, signal?: AbortSignal): Promise<Ticket> {
    return this.getTicket(number.trim().replace(/^#/, ''), signal);
  }

  async history(ticketId: string, signal?: AbortSignal): Promise<HistoryEntry[]> {
    const context = await this.#context(signal);
    const records = await this.#client.history({ tid: this.#tid(ticketId) }, signal);
    return oldestFirst(records.map((record, index) => toEntry(record, ticketId, index, context)));
  }

  async attachments(ticketId: string, signal?: AbortSignal): Promise<Attachment[]> {
    const tid = this.#tid(ticketId);
    let records: Awaited<ReturnType<ReadyDeskClient['attachments']>>;
    try {
      records = await this.#client.attachments({ tid }, signal);
    } catch (thrown) {
      // `cid` is marked required, against the vendor's own example (2.7).
      if (failureOf(thrown).reason !== 'refused') throw thrown;
      records = await this.#client.attachments({ tid, cid: '*' }, signal);
    }
    return records.map(record => toAttachment(record, ticketId, this.#dates)).filter(file => file !== undefined);
  }

  async timeEntries(ticketId: string, signal?: AbortSignal): Promise<TimeEntry[]> {
    const context = await this.#context(signal);
    const records = await this.#client.lineItems({ tid: this.#tid(ticketId) }, signal);
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

  async createTicket(draft: TicketDraft, signal?: AbortSignal): Promise<Created> {
    if (!draft.customerId) throw this.#client.error('badInput', 'A ReadyDesk ticket needs a customer.');
    const id = await this.#client.addTicket(
      {
        cid: draft.customerId,
        subject: clip(draft.subject),
        description: draft.description,
        assigned_to: draft.assigneeId,
        assigned_group: draft.groupId,
        status: draft.statusId,
        category: draft.categoryId,
        priority: draft.priorityId,
        // Without a known zone the desk's own clock is the better one.
        open_date: this.#config.timeZone && this.#dates.write(new Date().toISOString(), 'H:mm:ss'),
      },
      signal,
    );
    return { id, number: id };
  }

  async addNote(ticketId: string, note: NoteDraft, signal?: AbortSignal): Promise<Created> {
    const uid = note.authorId ?? this.#config.technicianId;
    return { id: await this.#client.addHistory({ tid: this.#tid(ticketId), uid, notes: note.text }, signal) };
  }

  async logTime(ticketId: string, time: TimeDraft, signal?: AbortSignal): Promise<Created> {
    if (!Number.isInteger(time.minutes) || time.minutes < 1) {
      throw this.#client.error('badInput', 'Time is logged in whole minutes, at least one.');
    }
    const ticket = await this.getTicket(ticketId, signal);
    const id = await this.#client.addLineItem(
      {
        uid: time.technicianId ?? this.#config.technicianId,
        tid: this.#tid(ticketId),
        cid: ticket.customer?.id,
        date: this.#dates.write(time.startedAt, 'H:mm:ss'),
        title: clip(time.notes.trim().split(/\r?\n/)[0] || ticket.subject || `Ticket ${ticketId}`),
        duration: time.minutes,
        time_unit: 'Minutes',
        notes: time.notes,
      },
      signal,
    );
    return { id };
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

  async #context(signal?: AbortSignal): Promise<Context> {
    return { names: await this.#directory.names(signal), dates: this.#dates, tables: this.#tables };
  }

  /** `*` would mean all tickets. */
  #tid(id: string): string {
    if (!/^\d+$/.test(id)) throw this.#client.error('badInput', 'A ticket number is made of digits.');
    return id;
  }
}

function clip(text: string): string {
  return [...text.trim()].slice(0, LONGEST_INPUT).join('');
}

/** By date where all have one, else by id; what has neither keeps its place. */
function oldestFirst<T extends { id: string; at?: string }>(items: readonly (T | undefined)[]): T[] {
  const present = items.filter(item => item !== undefined);
  const byId = (a: T, b: T): number => Number(a.id) - Number(b.id) || 0;
  if (present.every(item => item.at))
    return present.sort((a, b) => (a.at ?? '').localeCompare(b.at ?? '') || byId(a, b));
  return present.every(item => /^\d+$/.test(item.id)) ? present.sort(byId) : present;
}
