import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'mocha';
import { Store } from '../../src/engine/store/store.ts';
import type { Write } from '../../src/model/outbox.ts';
import type { HistoryEntry, Ticket, TicketDetails } from '../../src/model/ticket.ts';

const folders: string[] = [];

/** A folder that goes with the tests of its file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'deskside-store-'));
  if (folders.push(folder) === 1) after(() => folders.forEach(each => void rmSync(each, { recursive: true })));
  return folder;
}

/** A store of its own, closed when the test ends. */
export async function withStore(work: (store: Store, folder: string) => unknown): Promise<void> {
  const folder = temporaryFolder();
  const { store } = Store.open(folder, 'desk', 'origin');
  try {
    await work(store, folder);
  } finally {
    store.close();
  }
}

/** A ticket with little in it. */
export function aTicket(id: string, also: Partial<Ticket> = {}): Ticket {
  return {
    id,
    number: `9${id}`,
    subject: `Subject of ${id}`,
    state: 'open',
    status: 'New',
    urgency: 'normal',
    changedAt: '2026-03-01T10:00:00.000Z',
    otherFields: [],
    ...also,
  };
}

/** A note to a ticket that is to be written. */
export function aNote(ticketId: string, text: string): Write {
  return { kind: 'addNote', ticketId, note: { text, visibility: 'internal' } };
}

export function anEntry(text: string): HistoryEntry {
  return {
    id: text.slice(0, 20),
    role: 'customer',
    visibility: 'public',
    body: { kind: 'html', body: `<p>${text}</p>` },
  };
}

export function someDetails(ticket: Ticket, also: Partial<TicketDetails> = {}): TicketDetails {
  return {
    ticket,
    history: [],
    attachments: [],
    timeEntries: [],
    assets: [],
    schedules: [],
    totalMinutes: 0,
    missing: [],
    ...also,
  };
}

/** Ids of the tickets that an index finds for a word, sorted. */
export function foundIn(store: Store, index: 'heads' | 'talks', match: string): string[] {
  return store.reader
    .prepare(`SELECT t.id FROM ${index} f JOIN tickets t ON t.doc = f.rowid WHERE f.${index} MATCH ? ORDER BY t.id`)
    .all(match)
    .map(row => String(row.id));
}

/** What must be so in every store, whatever happened to it; answers the ids of its tickets. */
export function assertSound(store: Store): string[] {
  const one = (sql: string) => Object.values(store.reader.prepare(sql).get() ?? {})[0];
  const same = (sql: string) => {
    if (one(sql) !== 0) throw new Error(`not sound: ${sql} is ${one(sql)}`);
  };
  same('SELECT count(*) FROM tickets t FULL JOIN bodies b ON b.id = t.body WHERE t.doc IS NULL OR b.id IS NULL');
  same(`SELECT count(*) FROM tickets t FULL JOIN (SELECT id FROM heads_docsize UNION ALL SELECT doc FROM unindexed) h
    ON h.id = t.doc WHERE t.doc IS NULL OR h.id IS NULL`);
  same('SELECT count(*) FROM conversations c LEFT JOIN tickets t ON t.id = c.ticket WHERE t.id IS NULL');
  same(`SELECT count(*) FROM tickets t JOIN bodies b ON b.id = t.body FULL JOIN talks_docsize k ON k.id = t.doc
    WHERE (k.id IS NULL) = (EXISTS (SELECT 1 FROM conversations c WHERE c.ticket = t.id)
      OR coalesce(json_extract(b.json, '$.description.body'), '') <> '') AND t.doc NOT IN (SELECT doc FROM unindexed) OR t.doc IS NULL`);
  same(`SELECT count(*) FROM times x FULL JOIN (
    SELECT c.ticket, e.key AS place, e.value AS json FROM conversations c, json_each(c.json, '$.timeEntries') e
  ) y ON y.ticket = x.ticket AND y.place = x.place AND y.json = x.json WHERE x.ticket IS NULL OR y.ticket IS NULL`);
  same('SELECT count(*) FROM talk_facts f LEFT JOIN conversations c ON c.ticket = f.ticket WHERE c.ticket IS NULL');
  if (one('PRAGMA quick_check') !== 'ok') throw new Error('not sound: quick_check');
  return store.reader
    .prepare('SELECT id FROM tickets ORDER BY doc DESC')
    .all()
    .map(row => String(row.id));
}
