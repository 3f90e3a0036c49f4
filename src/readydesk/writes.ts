import type { Created, DeskConfig, NoteDraft, TicketDraft, TimeDraft } from '../model/desk.ts';
import type { FieldChanges } from '../model/fields.ts';
import { said } from '../model/said.ts';
import type { Ticket } from '../model/ticket.ts';
import type { TimeChange } from '../model/timesheet.ts';
import type { DeskDates } from '../wire/deskDates.ts';
import { addTicket } from './actions/tickets.ts';
import type { ReadyDeskClient } from './client.ts';
import { changesOf } from './ticketFields.ts';

/** Text inputs of `add_*` (1.10). */
const LONGEST_INPUT = 255;

/** What is written on a desk from a ticket's panel. */
export class Writes {
  readonly #config: DeskConfig;
  readonly #client: ReadyDeskClient;
  readonly #dates: DeskDates;
  /** When tickets were made whose opening the desk itself dated. */
  readonly #made = new Map<string, number>();

  constructor(config: DeskConfig, client: ReadyDeskClient, dates: DeskDates) {
    this.#config = config;
    this.#client = client;
    this.#dates = dates;
  }

  async createTicket(draft: TicketDraft, signal?: AbortSignal): Promise<Created> {
    if (!draft.customerId) throw this.#client.error('badInput', said`A ReadyDesk ticket needs a customer.`);
    for (const name of Object.keys(draft.fields ?? {})) {
      if (!Object.hasOwn(addTicket.inputs, name)) {
        throw this.#client.error('badInput', said`ReadyDesk takes no ${name} for a ticket (reference 2.5.2).`);
      }
    }
    const sent = Date.now();
    const id = await this.#client.addTicket(
      {
        // Without a known zone the desk's own clock is the better one.
        open_date: this.#config.timeZone ? new Date().toISOString() : undefined,
        ...draft.fields,
        cid: draft.customerId,
        subject: clip(draft.subject),
        ...(draft.description ? { description: draft.description } : {}),
        ...(draft.assigneeId ? { assigned_to: draft.assigneeId } : {}),
        ...(draft.groupId ? { assigned_group: draft.groupId } : {}),
        ...(draft.statusId ? { status: draft.statusId } : {}),
        ...(draft.categoryId ? { category: draft.categoryId } : {}),
        ...(draft.priorityId ? { priority: draft.priorityId } : {}),
        ...(draft.sourceId ? { source: draft.sourceId } : {}),
      },
      signal,
    );
    if (!this.#config.timeZone && !draft.fields?.open_date) this.#made.set(id, (sent + Date.now()) / 2);
    return { id, number: id };
  }

  async updateTicket(ticketId: string, changes: FieldChanges, signal?: AbortSignal): Promise<void> {
    if (Object.keys(changes).length === 0) return;
    if ('tid' in changes) throw this.#client.error('badInput', said`The number of a ticket cannot be changed.`);
    await this.#client.updateTicket(changesOf(ticketId, changes), signal);
  }

  async addNote(ticketId: string, note: NoteDraft, signal?: AbortSignal): Promise<Created> {
    const uid = note.authorId ?? this.#config.technicianId;
    return { id: await this.#client.addHistory({ tid: ticketId, uid, notes: note.text }, signal) };
  }

  /** Time is a billing line item of its ticket's customer. */
  async logTime(ticket: Ticket, time: TimeDraft, signal?: AbortSignal): Promise<Created> {
    const id = await this.#client.addLineItem(
      {
        uid: time.technicianId ?? this.#config.technicianId,
        tid: ticket.id,
        cid: ticket.customer?.id,
        cost: time.cost,
        category: time.category?.name,
        date: time.startedAt,
        title: clip(time.notes.trim().split(/\r?\n/)[0] || ticket.subject || `Ticket ${ticket.id}`),
        duration: time.minutes,
        time_unit: 'Minutes',
        notes: time.notes,
      },
      signal,
    );
    return { id };
  }

  /** What is left out of the update stays as it is (inferred from other updates, 2.8.2 shows none). */
  async changeTime(entryId: string, { minutes, startedAt, notes }: TimeChange, signal?: AbortSignal): Promise<void> {
    if (minutes !== undefined && (!Number.isInteger(minutes) || minutes < 1)) {
      throw this.#client.error('badInput', said`Time is logged in whole minutes, at least one.`);
    }
    // An entry to which the desk tells no id has one of Deskside's own.
    if (!/^\d+$/.test(entryId)) throw this.#client.error('unsupported', said`The desk tells no id of this line item.`);
    const title = notes?.trim().split(/\r?\n/)[0];
    const changes = {
      ...(minutes === undefined ? {} : { duration: minutes, time_unit: 'Minutes' as const }),
      ...(startedAt === undefined ? {} : { date: startedAt }),
      ...(notes === undefined ? {} : { notes }),
      ...(title ? { title: clip(title) } : {}),
    };
    if (Object.keys(changes).length > 0) await this.#client.updateLineItem({ id: entryId, ...changes }, signal);
  }

  /** What the desk wrote as the opening of a ticket that was made just now tells its zone. */
  learnZone(ticketId: string, opened: string | undefined): void {
    const at = this.#made.get(ticketId);
    if (at === undefined) return;
    this.#made.delete(ticketId);
    this.#dates.learnZone(opened, at);
  }
}

/** Limits are those of a database, which counts UTF-16 units; half of a character is left out. */
export function clip(text: string): string {
  return text
    .trim()
    .slice(0, LONGEST_INPUT)
    .replace(/[\ud800-\udbff]$/, '');
}
