import { DatabaseSync } from 'node:sqlite';
import { headTexts, searchedText } from '../../src/engine/search/texts.ts';
import { steps } from '../../src/engine/store/schema.ts';
import type { NameField } from '../../src/model/search.ts';
import type { NamedRef, Ticket } from '../../src/model/ticket.ts';

/** A ticket to keep, with the plain text of its conversation. */
export interface Given {
  readonly ticket: Ticket;
  readonly conversation: string;
}

const states = { open: 0, waiting: 1, closed: 2 };
const urgencies = { normal: 0, high: 1, urgent: 2 };

/** A store in memory with these tickets, to be asked by `Queries`. */
export class MadeStore {
  readonly reader = new DatabaseSync(':memory:');
  readonly #docs = new Map<string, number>();
  readonly #names = new Map<string, number>();

  constructor(given: readonly Given[]) {
    for (const step of steps) this.reader.exec(step);
    for (const each of given) this.add(each);
  }

  /** The document of a ticket: the higher, the later it changed. */
  doc(id: string): number {
    return this.#docs.get(id) ?? 0;
  }

  add({ ticket, conversation }: Given): void {
    const key = Math.floor(Date.parse(ticket.changedAt ?? ticket.openedAt ?? '2000-01-01') / 60_000) * 64;
    const taken = new Set(this.#docs.values());
    let doc = key;
    while (taken.has(doc)) doc++;
    this.#docs.set(ticket.id, doc);
    const names = (
      ['status', 'priority', 'type', 'category', 'product', 'group', 'assignee', 'customer', 'contact'] as const
    ).map(field => this.#name(field, ticket[field]));
    const times = [ticket.openedAt, ticket.changedAt, ticket.closedAt, ticket.dueAt].map(time =>
      time === undefined ? null : Math.floor(Date.parse(time) / 1000),
    );
    this.reader
      .prepare(
        `INSERT INTO tickets(doc, body, id, number, state, urgency, status, priority, type, category, product, "group", assignee,
           customer, contact, opened, changed, closed, due, seen, deep, subject)
         VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?)`,
      )
      .run(
        ...[doc, doc, ticket.id, ticket.number, states[ticket.state], urgencies[ticket.urgency]],
        ...[...names, ...times, ticket.subject.toLowerCase()],
      );
    this.reader.prepare('INSERT INTO bodies(id, json) VALUES(?, ?)').run(doc, JSON.stringify(ticket));
    const rest = headTexts(ticket).join('\n');
    const deep = `${ticket.subject}\n${rest}\n${searchedText(ticket.description)}\n${conversation}`;
    this.reader.prepare('INSERT INTO heads(rowid, subject, rest) VALUES(?, ?, ?)').run(doc, ticket.subject, rest);
    if (conversation !== '' || ticket.description)
      this.reader.prepare('INSERT INTO talks(rowid, text) VALUES(?, ?)').run(doc, deep);
    if (conversation !== '')
      this.reader
        .prepare(`INSERT INTO conversations(ticket, fetched, whole, json, text) VALUES(?, '', 1, '{}', ?)`)
        .run(ticket.id, conversation);
  }

  #name(field: NameField, named: NamedRef | string | undefined): number {
    if (named === undefined) return 0;
    const { id: ref = '', name } = typeof named === 'string' ? { name: named } : named;
    if (name === '' && ref === '') return 0;
    const key = JSON.stringify([field, ref, name.toLowerCase()]);
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const id = this.#names.size + 1;
    this.#names.set(key, id);
    this.reader.prepare('INSERT INTO names VALUES(?, ?, ?, ?, ?)').run(id, field, ref, name.toLowerCase(), name);
    return id;
  }
}
