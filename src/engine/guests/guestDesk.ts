import type {
  Capabilities,
  Created,
  DeskCheck,
  DeskConfig,
  HelpDesk,
  NoteDraft,
  TicketDraft,
  TimeDraft,
} from '../../model/desk.ts';
import type { Choice, Customer, Group, PickLists, Technician } from '../../model/directory.ts';
import { asResult, DeskError, type DeskFailure, failureOf, type Result } from '../../model/errors.ts';
import type { DeskFacts } from '../../model/examination.ts';
import type { FieldChanges, NewTicketField, TicketField } from '../../model/fields.ts';
import { type AskGuest, extensionOf, type GuestMethod } from '../../model/guest.ts';
import type { RequestEntry } from '../../model/network.ts';
import type { Arrival, SentWrite } from '../../model/outbox.ts';
import { matches, type TicketPage, type TicketQuery } from '../../model/query.ts';
import { said } from '../../model/said.ts';
import type { MirrorScope, SyncPage, TicketDepth } from '../../model/sync.ts';
import type { Attachment, HistoryEntry, Ticket, TimeEntry } from '../../model/ticket.ts';
import { factsOfGuest, noRecords } from './guestFacts.ts';

/** So often in a row a page may say what the one before it said. */
const mostRepeated = 3;

/** What a guest's desk is made of. */
export interface GuestDeskParts {
  readonly config: DeskConfig;
  readonly secret: string;
  readonly capabilities: Capabilities;
  /** What the vendor calls the system. */
  readonly label: string;
  /** The id of this opening. */
  readonly desk: string;
  readonly ask: AskGuest;
  /** Told of every question that the guest's desk was asked for. */
  readonly onRequest?: ((entry: RequestEntry) => void) | undefined;
}

/** A conversation as guests tell it. */
interface Conversation {
  readonly history: readonly HistoryEntry[];
  readonly attachments: readonly Attachment[];
  readonly timeEntries: readonly TimeEntry[];
}

/** A desk whose connector is in another extension. It is opened there with the first question. */
export class GuestDesk implements HelpDesk {
  readonly capabilities: Capabilities;
  readonly records = noRecords;
  readonly #parts: GuestDeskParts;
  /** Conversations that are being asked for, and what ends that: their parts are asked one by one, at once. */
  readonly #asking = new Map<
    string,
    { readonly asked: Promise<Conversation>; readonly end: AbortSignal | undefined }
  >();
  #opened: Promise<unknown> | undefined;

  constructor(parts: GuestDeskParts) {
    this.capabilities = parts.capabilities;
    this.#parts = parts;
  }

  check(signal?: AbortSignal): Promise<DeskCheck> {
    return this.#ask('check', [], signal);
  }

  async listTickets(
    query: TicketQuery,
    page: { number: number; size: number },
    signal?: AbortSignal,
  ): Promise<TicketPage> {
    // Guests list by words alone; all other lists are made of the copy.
    if (query.text === undefined || query.customerId !== undefined || query.fields) return unsupported();
    if (page.number > 1) return { tickets: [], more: false };
    const asked = await asResult(() => this.#ask<readonly Ticket[]>('search', [query.text, page.size], signal));
    // What it has beside the copy nobody knows.
    if (!asked.ok && asked.failure.reason === 'unsupported') return { tickets: [], more: true };
    if (!asked.ok) throw new DeskError(asked.failure);
    const found = asked.value.filter(ticket => matches(query, ticket));
    return { tickets: found.slice(0, page.size), more: asked.value.length >= page.size };
  }

  async *changes(cursor: string | undefined, scope: MirrorScope, signal?: AbortSignal): AsyncIterable<SyncPage> {
    const run = await this.#ask<string>('changes', [cursor, scope], signal);
    let before = '';
    let repeated = 0;
    try {
      for (;;) {
        const page = await this.#ask<SyncPage | null>('page', [run], signal);
        if (page === null) return;
        // A desk that does not heed which page is asked for would be asked for ever.
        const now = JSON.stringify(page.tickets.length > 0 ? page.tickets : page);
        repeated = now === before && !page.complete ? repeated + 1 : 0;
        before = now;
        if (repeated === mostRepeated) {
          throw new DeskError({
            reason: 'unreadable',
            detail: said`its connector gives the same page again and again`,
          });
        }
        yield page;
      }
    } finally {
      // Who leaves early does not wait for the guest to hear of it.
      this.#parts.ask({ desk: this.#parts.desk, method: 'endPages', args: [run] }).catch(() => undefined);
    }
  }

  async *depths(ticketIds: readonly string[], signal?: AbortSignal): AsyncIterable<TicketDepth> {
    for (const ticketId of ticketIds) {
      try {
        yield { ticketId, ...(await this.#conversation(ticketId, signal)) };
      } catch (thrown) {
        if (failureOf(thrown).reason !== 'notFound') throw thrown;
      }
    }
  }

  getTicket(id: string, signal?: AbortSignal): Promise<Ticket> {
    return this.#ask('ticket', [id], signal);
  }

  findTicket(number: string, signal?: AbortSignal): Promise<Ticket> {
    return this.#ask('ticketByNumber', [number], signal);
  }

  async history(ticketId: string, signal?: AbortSignal): Promise<HistoryEntry[]> {
    return [...(await this.#conversation(ticketId, signal)).history];
  }

  async attachments(ticketId: string, signal?: AbortSignal): Promise<Attachment[]> {
    return [...(await this.#conversation(ticketId, signal)).attachments];
  }

  async timeEntries(ticketId: string, signal?: AbortSignal): Promise<TimeEntry[]> {
    return [...(await this.#conversation(ticketId, signal)).timeEntries];
  }

  assets = unsupported;
  schedules = unsupported;
  customerCard = unsupported;
  articles = unsupported;
  article = unsupported;
  changeTime = unsupported;
  linkCustomer = unsupported;
  unlinkCustomer = unsupported;
  attach = unsupported;

  groups(signal?: AbortSignal): Promise<Group[]> {
    return this.#ask('groups', [], signal);
  }

  technicians(signal?: AbortSignal): Promise<Technician[]> {
    return this.#ask('technicians', [], signal);
  }

  customers(text: string, limit: number, signal?: AbortSignal): Promise<Customer[]> {
    return this.#ask('customers', [text, limit], signal);
  }

  async pickLists(signal?: AbortSignal): Promise<PickLists> {
    const [statuses, priorities] = await Promise.all([
      this.#ask<readonly Choice[]>('statuses', [], signal),
      this.#ask<readonly Choice[]>('priorities', [], signal),
    ]);
    return { statuses, priorities, types: [], categories: [], products: [], sources: [] };
  }

  ticketFields(ticketId: string, signal?: AbortSignal): Promise<TicketField[]> {
    return this.#ask('ticketFields', [ticketId], signal);
  }

  newTicketFields(signal?: AbortSignal): Promise<NewTicketField[]> {
    return this.#ask('newTicketFields', [], signal);
  }

  forgetDirectory(): void {
    // Whether a guest remembers anything is its own affair.
  }

  createTicket(draft: TicketDraft, signal?: AbortSignal): Promise<Created> {
    return this.#ask('createTicket', [draft], signal);
  }

  addNote(ticketId: string, note: NoteDraft, signal?: AbortSignal): Promise<Created> {
    return this.#ask('addNote', [ticketId, note], signal);
  }

  logTime(ticketId: string, time: TimeDraft, signal?: AbortSignal): Promise<Created> {
    return this.#ask('logTime', [ticketId, time], signal);
  }

  async updateTicket(ticketId: string, changes: FieldChanges, signal?: AbortSignal): Promise<void> {
    await this.#ask('updateTicket', [ticketId, changes], signal);
  }

  async arrived({ write, sentAt, others }: SentWrite, signal?: AbortSignal): Promise<Arrival> {
    return this.#ask('arrived', [{ write, sentAt, others: [...others] }], signal);
  }

  examine(signal?: AbortSignal): Promise<DeskFacts> {
    return factsOfGuest(this.#parts.config, this.#parts.label, () => this.check(signal));
  }

  async close(): Promise<void> {
    if (!this.#opened) return;
    await this.#parts.ask({ desk: this.#parts.desk, method: 'close', args: [] });
  }

  #conversation(ticketId: string, signal?: AbortSignal): Promise<Conversation> {
    const asking = this.#asking.get(ticketId);
    // What is read behind the lists is called off by the next look at the desk: a panel must not hear of that.
    if (asking && asking.end === signal) return asking.asked;
    const asked = this.#ask<Conversation>('conversation', [ticketId], signal).finally(() => {
      if (this.#asking.get(ticketId)?.asked === asked) this.#asking.delete(ticketId);
    });
    this.#asking.set(ticketId, { asked, end: signal });
    return asked;
  }

  /** What a guest asks of its desk is not known here: each question counts for one request, in the log and for frugality. */
  #tell(method: GuestMethod, began: number, answer: Result<unknown>): void {
    const { config, onRequest } = this.#parts;
    const failure = answer.ok ? undefined : answer.failure;
    onRequest?.({
      at: new Date(began).toISOString(),
      method,
      address: new URL(config.address).origin,
      milliseconds: Date.now() - began,
      attempt: 1,
      ...(failure ? { failure: failureShown(failure) } : {}),
    });
  }

  /** The type is that of the method: who answers has checked it. */
  async #ask<T>(method: GuestMethod, args: readonly unknown[], signal?: AbortSignal): Promise<T> {
    const { ask, desk, config, secret } = this.#parts;
    this.#opened ??= ask({ desk, method: 'open', args: [config, secret] }).then(opened => {
      if (opened.ok) return;
      this.#opened = undefined;
      // Nothing was sent as long as the desk was not opened.
      throw new DeskError({ ...named(opened.failure, config), notSent: true });
    });
    await this.#opened;
    const began = Date.now();
    const answer = await ask({ desk, method, args }, signal);
    if (method !== 'changes') this.#tell(method, began, answer);
    if (!answer.ok) throw new DeskError(named(answer.failure, config));
    return answer.value as T;
  }
}

/** Who was asked may be gone, and only here is known whose it was. */
function named(failure: DeskFailure, { system }: DeskConfig): DeskFailure {
  return failure.reason === 'noConnector' ? { ...failure, detail: extensionOf(system) } : failure;
}

function failureShown({ reason, detail, code }: DeskFailure): NonNullable<RequestEntry['failure']> {
  return { reason, ...(detail ? { detail } : {}), ...(code ? { code } : {}) };
}

/** What guests' desks have not; `capabilities` says so. */
async function unsupported(): Promise<never> {
  throw new DeskError({ reason: 'unsupported' });
}
