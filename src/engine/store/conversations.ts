import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { TicketDepth } from '../../model/sync.ts';
import type { DetailPart, Ticket, TicketDetails } from '../../model/ticket.ts';
import { readKept } from './keptJson.ts';
import { Links } from './links.ts';
import { Talks } from './talkFacts.ts';
import { conversationText } from './ticketText.ts';
import { Times } from './times.ts';

/** What is kept of a ticket beside itself. */
export type Parts = Omit<TicketDetails, 'ticket'>;

interface Row {
  readonly parts: Parts;
  readonly fetchedAt: string;
  readonly whole: boolean;
}

/** What panels show of tickets, as it is kept. */
export class Conversations {
  readonly #find: StatementSync;
  readonly #put: StatementSync;
  readonly #times: Times;
  readonly #links: Links;
  readonly #talks: Talks;

  constructor(database: DatabaseSync) {
    this.#times = new Times(database);
    this.#links = new Links(database);
    this.#talks = new Talks(database);
    this.#find = database.prepare('SELECT fetched, whole, json FROM conversations WHERE ticket = ?');
    this.#put = database.prepare(
      `INSERT INTO conversations(ticket, fetched, whole, text, json) VALUES(?, ?, ?, ?, ?)
       ON CONFLICT(ticket) DO UPDATE
       SET fetched = excluded.fetched, whole = excluded.whole, text = excluded.text, json = excluded.json`,
    );
  }

  get(ticketId: string): Row | undefined {
    const row = this.#find.get(ticketId);
    return row && { parts: readKept<Parts>(row.json), fetchedAt: String(row.fetched), whole: row.whole === 1 };
  }

  /** Keeps all of it; parts that the desk could not answer this time stay as they were. */
  putDetails({ ticket, ...parts }: TicketDetails, fetchedAt: string): void {
    const before = this.get(ticket.id)?.parts;
    const keep = <P extends DetailPart>(part: P): Parts[P] =>
      before && parts.missing.includes(part) && parts[part].length === 0 ? before[part] : parts[part];
    this.#write(ticket, fetchedAt, true, {
      ...parts,
      history: keep('history'),
      attachments: keep('attachments'),
      timeEntries: keep('timeEntries'),
      assets: keep('assets'),
      schedules: keep('schedules'),
    });
  }

  /** Keeps what a bulk answer tells; what it says nothing of stays as it was. */
  putDepth(ticket: Ticket, depth: TicketDepth, now: string): void {
    const before = this.get(ticket.id);
    const parts = before?.parts ?? unread;
    const { history, attachments = parts.attachments, timeEntries = parts.timeEntries } = depth;
    const told = new Set<DetailPart>(['history']);
    if (depth.attachments) told.add('attachments');
    if (depth.timeEntries) told.add('timeEntries');
    this.#write(ticket, before?.fetchedAt ?? now, before?.whole ?? false, {
      ...parts,
      history,
      attachments,
      timeEntries,
      totalMinutes: depth.timeEntries
        ? depth.timeEntries.reduce((sum, { minutes }) => sum + minutes, 0)
        : before
          ? parts.totalMinutes
          : (ticket.minutesLogged ?? 0),
      missing: parts.missing.filter(part => !told.has(part)),
    });
  }

  #write({ id: ticketId, description }: Ticket, fetchedAt: string, whole: boolean, parts: Parts): void {
    const text = conversationText(parts.history, parts.attachments, parts.timeEntries);
    this.#put.run(ticketId, fetchedAt, whole ? 1 : 0, text, JSON.stringify(parts));
    this.#times.put(ticketId, parts.timeEntries);
    this.#talks.put(ticketId, parts);
    this.#links.put(ticketId, [description, ...parts.history.map(({ body }) => body)]);
  }
}

/** Of a ticket whose panel was never open. */
const unread: Parts = {
  history: [],
  attachments: [],
  timeEntries: [],
  assets: [],
  schedules: [],
  totalMinutes: 0,
  missing: ['history', 'attachments', 'timeEntries', 'assets', 'schedules'],
};
