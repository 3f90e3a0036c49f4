import { Authors, arrivalOf, type Fit, type Held, minutesFit, textFit, timeFit } from '../model/arrival.ts';
import type { DeskConfig, NoteDraft, TicketDraft, TimeDraft } from '../model/desk.ts';
import type { Arrival, SentWrite } from '../model/outbox.ts';
import { plainTextOf } from '../model/plainText.ts';
import { said } from '../model/said.ts';
import type { DataRecord } from '../wire/records.ts';
import type { ReadyDeskClient } from './client.ts';
import { FieldReader } from './fields.ts';
import { type Context, minutesOf, richText, toSummary, toTicket } from './mapping.ts';
import type { Newest } from './newest.ts';
import { directionOf, wholeOf } from './newestFirst.ts';
import type { Pages } from './pages.ts';
import { isAsWanted } from './ticketFields.ts';
import { clip } from './writes.ts';

/** Tickets of a customer that are asked for at once, newest first; a new one is among the first. */
const PAGE = 50;
const MOST_PAGES = 10;
/** A ticket that was opened so long before a write was sent is not what was written, and neither are those below it. */
const EARLIER_MS = 26 * 3_600_000;

/** What the questions are asked with. */
export interface Asking {
  readonly client: ReadyDeskClient;
  readonly newest: Newest;
  readonly pages: Pages;
  readonly config: DeskConfig;
  readonly context: (signal: AbortSignal | undefined) => Promise<Context>;
}

/** Looks whether writes arrived: one request each, beside names and pick-lists, which are remembered. */
export class Arrivals {
  readonly #asking: Asking;
  readonly #authors = new Authors();
  /** For whom history entries were written that nobody has looked at yet, by their ids. */
  readonly #written = new Map<string, string | undefined>();

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** The desk says of an entry no more than its id; who it names as its author is seen the next time. */
  wrote(entryId: string, { authorId }: NoteDraft): void {
    this.#written.set(entryId, authorId ?? this.#asking.config.technicianId);
    if (this.#written.size > 100) this.#written.delete(this.#written.keys().next().value ?? '');
  }

  async of(sent: SentWrite, signal: AbortSignal | undefined): Promise<Arrival> {
    const { client } = this.#asking;
    const { write } = sent;
    switch (write.kind) {
      case 'createTicket':
        return await this.#ticket(write.draft, sent, signal);
      case 'addNote':
        return await this.#note(write.ticketId, write.note, sent, signal);
      case 'logTime':
        return await this.#time(write.ticketId, write.time, sent, signal);
      case 'updateTicket': {
        const context = await this.#asking.context(signal);
        const records = await client.getTickets({ tid: write.ticketId }, signal);
        const ticket = records.find(record => toTicket(record, context)?.id === write.ticketId);
        // To a ticket that is gone nothing was written that is still there.
        if (!ticket) return { arrived: 'no' };
        return { arrived: isAsWanted(ticket, write.changes, context) ? 'yes' : 'no' };
      }
      default:
        throw client.error('unsupported');
    }
  }

  async #note(
    ticketId: string,
    { text, authorId }: NoteDraft,
    { sentAt, others }: SentWrite,
    signal: AbortSignal | undefined,
  ): Promise<Arrival> {
    const { client, config, newest } = this.#asking;
    const context = await this.#asking.context(signal);
    const { names, dates } = context;
    const { history } = context.tables;
    const zoneKnown = dates.facts.zoneFrom !== 'usual';
    // Newest first, so that a desk that gives few records at once gives those that matter.
    const records = await newest.ask('get_history', order => client.getHistory({ tid: ticketId, ...order }, signal));
    const entries = records.map(record => {
      const fields = new FieldReader(record);
      const ticket = fields.take(history.ticket)?.trim() ?? ticketId;
      const id = fields.take(history.id)?.trim();
      const body = fields.take(history.body) ?? '';
      const author = names.technician(fields.take(history.authorId), fields.take(history.authorName))?.id;
      return { ticket, id, body, author, at: dates.read(fields.take(history.at)) };
    });
    for (const { id, author } of entries) {
      if (id === undefined || !this.#written.has(id)) continue;
      this.#authors.learn(this.#written.get(id), author);
      this.#written.delete(id);
    }
    const held = entries
      .filter(({ ticket, id }) => ticket === ticketId && !(id !== undefined && others.has(id)))
      .map(({ id, body, author, at }): Held => {
        const whose = this.#authors.fit(authorId ?? config.technicianId, author);
        return { id, fits: [textFit(text, wordsOf(body)), timeFit(at, sentAt, zoneKnown), whose] };
      });
    return arrivalOf(held, said`note`);
  }

  /** A line item has no date but that of the work: only with its time of day it tells one from another. */
  async #time(
    ticketId: string,
    time: TimeDraft,
    { others }: SentWrite,
    signal: AbortSignal | undefined,
  ): Promise<Arrival> {
    const { client, config, newest } = this.#asking;
    const context = await this.#asking.context(signal);
    const { names, dates } = context;
    const { lineItems } = context.tables;
    const wantedBy = time.technicianId ?? config.technicianId;
    const held: Held[] = [];
    const records = await newest.ask('get_line_items', order =>
      client.getLineItems({ tid: ticketId, ...order }, signal),
    );
    for (const record of records) {
      const fields = new FieldReader(record);
      if ((fields.take(lineItems.ticket)?.trim() ?? ticketId) !== ticketId) continue;
      const minutes = minutesOf(fields, lineItems);
      const title = fields.take(lineItems.title) ?? '';
      const notes = fields.take(lineItems.notes) ?? '';
      const id = fields.take(lineItems.id)?.trim();
      const began = dates.read(fields.take(lineItems.at));
      const by = names.technician(fields.take(lineItems.uid), fields.take(lineItems.techName))?.id;
      if (id !== undefined && others.has(id)) continue;
      const text = time.notes.trim() ? textFit(time.notes, wordsOf(notes)) : notes.trim() ? 'other' : 'same';
      const lost =
        text === 'other' &&
        notes.trim() === '' &&
        textFit(clip(time.notes.trim().split(/\r?\n/)[0] ?? ''), title) === 'same';
      held.push({
        id,
        fits: [
          minutesFit(minutes, time),
          lost ? 'maybe' : text,
          momentFit(began, time.startedAt, context),
          by === undefined || wantedBy === undefined ? (by === wantedBy ? 'same' : 'maybe') : sameId(by, wantedBy),
        ],
      });
    }
    return arrivalOf(held, said`line item`);
  }

  async #ticket(draft: TicketDraft, { sentAt, others }: SentWrite, signal: AbortSignal | undefined): Promise<Arrival> {
    const context = await this.#asking.context(signal);
    const { dates } = context;
    const zoneKnown = dates.facts.zoneFrom !== 'usual';
    const { records, whole } = await this.#ticketsOf(draft.customerId ?? '', sentAt, context, signal);
    const held: Held[] = [];
    for (const record of records) {
      const ticket = toTicket(record, context);
      if (!ticket || others.has(ticket.id)) continue;
      const opened = draft.fields?.open_date;
      const { id, number, subject, customer, openedAt, description } = ticket;
      const made = opened ? momentFit(openedAt, opened, context) : openingFit(openedAt, sentAt, zoneKnown, context);
      const text =
        draft.description.trim() && description ? textFit(draft.description, wordsOf(description.body)) : 'same';
      const whose = customer?.id === undefined ? 'maybe' : sameId(customer.id, draft.customerId ?? '');
      held.push({ id, number, fits: [textFit(clip(draft.subject), subject), whose, made, text] });
    }
    const arrival = arrivalOf(held, said`ticket`);
    if (arrival.arrived !== 'no' || whole) return arrival;
    return { arrived: 'unclear', detail: said`There are too many new tickets to look through them all.` };
  }

  /** The customer's tickets, newest first, down to what is surely older than the write. */
  async #ticketsOf(
    cid: string,
    sentAt: string,
    context: Context,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly records: readonly DataRecord[]; readonly whole: boolean }> {
    const { client, newest, pages } = this.#asking;
    const found: DataRecord[] = [];
    for (let number = 1; number <= MOST_PAGES; number++) {
      const { records, more } = await pages.read(
        {
          page: paging =>
            newest.ask('get_tickets', order => client.getTickets({ tid: '*', cid, ...paging, ...order }, signal)),
          count: () => client.countTickets({ tid: '*', cid }, signal),
        },
        { number, size: PAGE },
      );
      found.push(...records);
      if (!more) return { records: found, whole: true };
      const tickets = records.map(record => toSummary(record, context));
      if (directionOf(tickets.map(ticket => wholeOf(ticket?.number))) !== 'down') {
        return { records: await client.getTickets({ tid: '*', cid }, signal), whole: true };
      }
      const last = Date.parse(tickets.at(-1)?.openedAt ?? '');
      if (last < Date.parse(sentAt) - EARLIER_MS) return { records: found, whole: true };
    }
    return { records: found, whole: false };
  }
}

function sameId(one: string, other: string): Fit {
  return one.trim().toLowerCase() === other.trim().toLowerCase() ? 'same' : 'other';
}

function wordsOf(text: string): string {
  const { kind, body } = richText(text);
  return kind === 'html' ? plainTextOf(body) : body;
}

/** A moment that the desk was told; a desk that keeps only the day cannot tell two of them apart. */
function momentFit(at: string | undefined, told: string, { dates }: Context): Fit {
  if (at === undefined) return 'maybe';
  const [its, mine] = [dates.write(at, 'h:mm tt'), dates.write(told, 'h:mm tt')];
  if (its === mine) return 'same';
  const [itsDay, myDay] = [its.split(' ')[0], mine.split(' ')[0]];
  if (isDay(at, { dates }) && itsDay === myDay) return 'maybe';
  return dates.facts.zoneFrom === 'settings' ? 'other' : 'maybe';
}

/** As `timeFit`; a bare day says only that much. */
function openingFit(at: string | undefined, sentAt: string, zoneKnown: boolean, context: Context): Fit {
  const fit = timeFit(at, sentAt, zoneKnown);
  return fit === 'same' && at !== undefined && isDay(at, context) ? 'maybe' : fit;
}

function isDay(at: string, { dates }: Pick<Context, 'dates'>): boolean {
  return / 0:00:00$/.test(dates.write(at, 'H:mm:ss'));
}
