import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { CodeLink, LinksWanted, TicketLink } from '../../model/codeLink.ts';
import { readLinkNotes } from '../../model/linkNote.ts';
import type { RichText, Ticket } from '../../model/ticket.ts';
import { writtenText } from '../search/texts.ts';
import { readKept } from './keptJson.ts';

/** Links of one ticket that are kept, and of one file that are answered. */
const mostOfTicket = 200;
const mostAnswered = 1_000;

/** Code that is linked to tickets. Within a transaction. */
export class Links {
  readonly #drop: StatementSync;
  readonly #put: StatementSync;
  readonly #keepOwn: StatementSync;
  readonly #dropOwn: StatementSync;

  constructor(database: DatabaseSync) {
    this.#drop = database.prepare('DELETE FROM links WHERE ticket = ?');
    this.#put = database.prepare('INSERT INTO links(ticket, id, path, json) VALUES(?, ?, ?, ?)');
    this.#keepOwn = database.prepare(
      'INSERT OR REPLACE INTO own_links(ticket, id, path, json, number) VALUES(?, ?, ?, ?, ?)',
    );
    this.#dropOwn = database.prepare('DELETE FROM own_links WHERE id = ? RETURNING ticket');
  }

  /**
   * The links that the texts of a ticket hold, in place of those before. A link is what the first text says that has it:
   * a reply, which anybody may write, makes no other one of it.
   */
  put(ticketId: string, texts: readonly (RichText | undefined)[]): void {
    this.drop(ticketId);
    const links = new Map<string, CodeLink>();
    for (const text of texts) {
      if (!text || !/deskside/i.test(text.body)) continue;
      for (const link of readLinkNotes(writtenText(text))) if (!links.has(link.id)) links.set(link.id, link);
    }
    for (const [id, link] of [...links].slice(-mostOfTicket))
      this.#put.run(ticketId, id, link.path, JSON.stringify(link));
  }

  /** Forgets what the texts of a ticket held. */
  drop(ticketId: string): void {
    this.#drop.run(ticketId);
  }

  /** Keeps a link that was made on this machine. */
  keepOwn(ticketId: string, number: string, link: CodeLink): void {
    this.#keepOwn.run(ticketId, link.id, link.path, JSON.stringify(link), number);
  }

  /** Forgets one; answers its ticket. */
  dropOwn(id: string): string | undefined {
    const ticket = this.#dropOwn.get(id)?.ticket;
    return ticket === undefined ? undefined : String(ticket);
  }
}

/** The links that are wanted, the newest first; one that a note has is of that note. */
export function linksIn(reader: DatabaseSync, wanted: LinksWanted): TicketLink[] {
  const [where, values] =
    'ticketId' in wanted
      ? ['ticket = ?', wanted.ticketId]
      : ['path IN (SELECT value FROM json_each(?))', JSON.stringify(wanted.paths)];
  const rows = reader
    .prepare(
      `SELECT x.ticket, x.json, x.number, x.own, b.json AS body FROM (
         SELECT ticket, id, json, NULL AS number, 0 AS own FROM links WHERE ${where}
         UNION ALL SELECT ticket, id, json, number, 1 FROM own_links o WHERE ${where}
           AND NOT EXISTS (SELECT 1 FROM links n WHERE n.ticket = o.ticket AND n.id = o.id)
       ) x LEFT JOIN tickets t ON t.id = x.ticket LEFT JOIN bodies b ON b.id = t.body
       ORDER BY json_extract(x.json, '$.at') DESC, x.id LIMIT ${mostAnswered}`,
    )
    .all(values, values);
  return rows.map(({ ticket, json, number, own, body }): TicketLink => {
    const kept = body === null ? undefined : readKept<Ticket>(body);
    return {
      ticketId: String(ticket),
      number: kept?.number ?? String(number),
      ...(kept ? { subject: kept.subject } : {}),
      link: readKept<CodeLink>(json),
      origin: own === 1 ? 'own' : 'note',
    };
  });
}
