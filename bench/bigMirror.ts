import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inRoot, out } from '../scripts/places.mjs';
import { originOfCopy } from '../src/engine/mirror.ts';
import { Store } from '../src/engine/store/store.ts';
import type { DeskConfig } from '../src/model/desk.ts';
import type { TicketDepth } from '../src/model/sync.ts';
import type { Ticket } from '../src/model/ticket.ts';
import { type BigTicket, bigTickets } from './bigStore.ts';

const page = 500;

/** The desk whose copy it is: nothing answers at its address, so all comes from the copy. */
export const farDesk: DeskConfig = {
  id: 'bench-far',
  name: 'Far desk',
  system: 'teamsupport',
  address: 'http://127.0.0.1:9',
  organizationId: '1',
  technicianId: 'p3',
};

/** A big copy of a desk, and the same texts in a plain full-text index. */
export interface BigMirror {
  /** The engine's folder. */
  readonly folder: string;
  /** A database with a table `plain(text)`. */
  readonly plain: string;
  readonly tickets: readonly Ticket[];
}

/** Makes a copy with so many tickets through the product's own store. It is made once for each form of the store. */
export async function bigMirror(count: number, say: (line: string) => void): Promise<BigMirror> {
  const folder = join(out, 'bench', `mirror-${count}`);
  const made = join(folder, 'made');
  const plain = join(folder, 'plain.db');
  const form = formOfStore();
  const isFresh = existsSync(made) && readFileSync(made, 'utf8') === form;
  if (!isFresh) rmSync(folder, { recursive: true, force: true });
  const engine = join(folder, 'engine');
  const tickets: Ticket[] = [];
  if (isFresh) {
    for (const { ticket } of bigTickets(count)) tickets.push(ticket);
  } else {
    say(`making a copy of ${count} tickets with their conversations`);
    const { store } = Store.open(engine, farDesk.id, originOfCopy(farDesk));
    const index = plainIndex(plain);
    try {
      for (const some of pagesOf(bigTickets(count))) {
        await store.keepPage({ tickets: some.map(({ ticket }) => ticket) }, {});
        store.keepDepths(some.map(({ depth }) => depth));
        index.add(some);
        tickets.push(...some.map(({ ticket }) => ticket));
      }
    } finally {
      index.close();
      store.close();
    }
    writeFileSync(made, form);
  }
  return { folder: engine, plain, tickets };
}

/** What the files depend on. */
function formOfStore(): string {
  const hash = createHash('sha256');
  const files = ['src/engine/{store,search}/*.ts', 'bench/big*.ts'].flatMap(each => globSync(each, { cwd: inRoot() }));
  for (const file of files.sort()) hash.update(readFileSync(inRoot(file)));
  return hash.digest('hex');
}

function* pagesOf(tickets: Iterable<BigTicket>): Generator<BigTicket[]> {
  let some: BigTicket[] = [];
  for (const each of tickets) {
    some.push(each);
    if (some.length < page) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

function plainIndex(file: string) {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE VIRTUAL TABLE plain USING fts5(text)');
  const insert = db.prepare('INSERT INTO plain(text) VALUES (?)');
  return {
    add: (some: readonly BigTicket[]) => {
      db.exec('BEGIN');
      for (const { ticket, depth } of some) insert.run(textOf(ticket, depth));
      db.exec('COMMIT');
    },
    close: () => db.close(),
  };
}

function textOf(ticket: Ticket, depth: TicketDepth): string {
  const { number, subject, customer, contact, group, assignee, product, description, otherFields = [] } = ticket;
  return [
    ...[number, subject, customer?.name, contact?.name, group?.name, assignee?.name, product, description?.body],
    ...otherFields.map(({ value }) => value),
    ...depth.history.map(({ body }) => body.body),
  ].join('\n');
}
