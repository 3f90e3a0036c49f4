import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Write, WriteKind } from '../../src/model/outbox.ts';
import type { SampleDesk } from '../wire/sampleDesk.ts';
import type { System } from '../wire/syncedDesk.ts';

/** A write of a round, and how to find it on the desk. */
export interface Try {
  readonly write: Write;
  /** How often it is there. */
  there(): number;
  /** Whether all of it is there; a ticket without its text is not. */
  whole(): boolean;
}

/** What can be written to each system from a ticket. */
export const kindsOf: Readonly<Record<System, readonly WriteKind[]>> = {
  readydesk: ['createTicket', 'addNote', 'logTime', 'updateTicket'],
  teamsupport: ['createTicket', 'addNote', 'logTime', 'updateTicket', 'linkCustomer', 'unlinkCustomer', 'attach'],
};

const text = 'The order page stays empty.';

/** Makes writes to a sample desk that can be told apart, and counts behind its back what came of them. */
export class Tries {
  readonly #db: DatabaseSync;
  readonly #system: System;
  readonly #tickets: readonly string[];
  #made = 0;

  constructor({ dataDir }: Pick<SampleDesk, 'dataDir'>, system: System) {
    this.#system = system;
    this.#db = new DatabaseSync(join(dataDir, 'sampledesk.db'), {
      timeout: 10_000,
      enableForeignKeyConstraints: false,
    });
    const changed = this.#rd ? 'rd_tickets' : 'ts_tickets';
    const subject = this.#rd ? 'subject' : 'name';
    // Fields and links hold the same whether they were set once or twice: what was done is counted as it is done.
    this.#db.exec(`
      CREATE TABLE IF NOT EXISTS fault_changes(what TEXT NOT NULL);
      CREATE TRIGGER IF NOT EXISTS fault_changed AFTER UPDATE OF ${subject} ON ${changed}
        BEGIN INSERT INTO fault_changes VALUES (NEW.id || ' ' || NEW.${subject}); END;
      CREATE TRIGGER IF NOT EXISTS fault_linked AFTER INSERT ON ts_ticket_contacts
        BEGIN INSERT INTO fault_changes VALUES (NEW.ticket_id || ' + ' || NEW.contact_id); END;
      CREATE TRIGGER IF NOT EXISTS fault_unlinked AFTER DELETE ON ts_ticket_contacts
        BEGIN INSERT INTO fault_changes VALUES (OLD.ticket_id || ' - ' || OLD.contact_id); END;`);
    this.#tickets = this.#db
      .prepare(`SELECT id FROM ${changed} ORDER BY id LIMIT 40`)
      .all()
      .map(row => String(row.id));
  }

  close(): void {
    this.#db.close();
  }

  /** A new write; `ticketId` is one of its tickets, the next one without. */
  next(kind: WriteKind, ticketId = this.ticket()): Try {
    const mark = `Round ${++this.#made}-${Math.random().toString(36).slice(2, 8)}`;
    switch (kind) {
      case 'createTicket':
        return this.#ticketMade(mark);
      case 'addNote': {
        const visibility = this.#rd ? 'plain' : this.#made % 2 ? 'public' : 'internal';
        const write: Write = { kind, ticketId, note: { text: `${mark}: ${text}`, visibility } };
        return this.#counted(write, this.#rd ? 'rd_history' : 'ts_actions', this.#rd ? 'notes' : 'description', mark);
      }
      case 'logTime': {
        const startedAt = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 3_600_000).toISOString();
        const time = { minutes: 1 + (this.#made % 90), startedAt, notes: `${mark}: ${text}` };
        const write: Write = { kind, ticketId, time };
        return this.#counted(
          write,
          this.#rd ? 'rd_line_items' : 'ts_actions',
          this.#rd ? 'notes' : 'description',
          mark,
        );
      }
      case 'updateTicket': {
        const field = this.#rd ? 'subject' : 'Name';
        const before = this.#rd
          ? 'SELECT subject FROM rd_tickets WHERE id = ?'
          : 'SELECT name FROM ts_tickets WHERE id = ?';
        const base = { [field]: this.#text(before, Number(ticketId)) };
        return this.#done({ kind, ticketId, changes: { [field]: mark }, base }, `${ticketId} ${mark}`);
      }
      case 'linkCustomer':
      case 'unlinkCustomer':
        return this.#linked(kind, ticketId);
      case 'attach': {
        const file = { name: `${mark}.txt`, contentType: 'text/plain', content: Buffer.from(text).toString('base64') };
        return this.#counted({ kind, ticketId, file }, 'ts_attachments', 'file_name', mark);
      }
    }
  }

  /** Another ticket with each call, over and over. */
  ticket(): string {
    return this.#tickets[this.#made % this.#tickets.length] ?? '';
  }

  get #rd(): boolean {
    return this.#system === 'readydesk';
  }

  #ticketMade(subject: string): Try {
    const customerId = this.#rd ? this.#text('SELECT cid FROM rd_customers ORDER BY id LIMIT 1') : undefined;
    const write: Write = {
      kind: 'createTicket',
      draft: { subject, description: text, ...(customerId ? { customerId } : {}) },
    };
    const counted = this.#counted(
      write,
      this.#rd ? 'rd_tickets' : 'ts_tickets',
      this.#rd ? 'subject' : 'name',
      subject,
    );
    const withText = this.#rd
      ? 'SELECT count(*) FROM rd_tickets WHERE subject = ? AND description LIKE ?'
      : `SELECT count(*) FROM ts_tickets t JOIN ts_actions a ON a.ticket_id = t.id
          WHERE t.name = ? AND a.system_type = 1 AND a.description LIKE ?`;
    return { ...counted, whole: () => Number(this.#text(withText, subject, `%${text}%`)) > 0 };
  }

  #linked(kind: 'linkCustomer' | 'unlinkCustomer', ticketId: string): Try {
    const link = kind === 'linkCustomer';
    const sql = `SELECT id FROM ts_contacts WHERE id NOT IN
      (SELECT contact_id FROM ts_ticket_contacts WHERE ticket_id = ?) ORDER BY random() LIMIT 1`;
    const contact = this.#text(sql, Number(ticketId));
    if (!link) {
      this.#db.prepare('INSERT INTO ts_ticket_contacts VALUES (?, ?)').run(Number(ticketId), Number(contact));
    }
    const what = `${ticketId} ${link ? '+' : '-'} ${contact}`;
    // A contact may come and go in other rounds: only what is done from now on is of this one.
    this.#db.prepare('DELETE FROM fault_changes WHERE what = ?').run(what);
    return this.#done({ kind, ticketId, customerId: `contact:${contact}` }, what);
  }

  #counted(write: Write, table: string, column: string, mark: string): Try {
    const sql = `SELECT count(*) FROM ${table} WHERE ${column} LIKE ?`;
    return { write, there: () => Number(this.#text(sql, `%${mark}%`)), whole: () => true };
  }

  #done(write: Write, what: string): Try {
    const sql = 'SELECT count(*) FROM fault_changes WHERE what = ?';
    return { write, there: () => Number(this.#text(sql, what)), whole: () => true };
  }

  #text(sql: string, ...values: (string | number)[]): string {
    const row = this.#db.prepare(sql).get(...values) ?? {};
    return String(Object.values(row)[0] ?? '');
  }
}
