import { setTimeout as pause } from 'node:timers/promises';
import { Store } from '../../src/engine/store/store.ts';
import type { HistoryEntry, Ticket } from '../../src/model/ticket.ts';

/**
 * A process that keeps pages in a store until it is killed: node storeWriter.ts FOLDER NAME. Each page moves, changes,
 * adds and deletes tickets of its own, with conversations between; its cursor is the page's number.
 */
const [folder = '', name = ''] = process.argv.slice(2);
const { store } = Store.open(folder, 'desk', 'origin');
const start = Number(store.meta(`cursor ${name}`) ?? -1) + 1;
process.stdout.write(`ready ${start}\n`);

const entry = (page: number): HistoryEntry => ({
  id: String(page),
  role: 'customer',
  visibility: 'public',
  body: { kind: 'text', body: `conversation ${page}` },
});

for (let page = start; ; page++) {
  const tickets = Array.from({ length: 300 }, (_, index): Ticket => {
    // Two thirds were on the page before too.
    const number = page * 100 + index;
    return {
      id: `${name}${number}`,
      number: String(number),
      subject: `page ${page} of ${name}`,
      state: 'open',
      status: `Status ${page % 5}`,
      urgency: 'normal',
      customer: { id: `c${index % 40}`, name: `Customer ${index % 40}` },
      changedAt: new Date(Date.UTC(2026, 0, 1) + page * 60_000 + (index % 3) * 60_000).toISOString(),
      otherFields: [{ name: 'Page', value: `p${page}` }],
    };
  });
  const gone = Array.from({ length: 50 }, (_, index) => `${name}${(page - 3) * 100 + index}`);
  await store.keepPage({ tickets, gone }, { [`cursor ${name}`]: String(page) }, page);
  const talked = tickets.slice(0, 20).map(({ id }) => ({ ticketId: id, history: [entry(page)] }));
  store.keepDepths(talked);
  const note = { text: String(page), visibility: 'internal' } as const;
  const { id } = store.outbox.put({ kind: 'addNote', ticketId: `${name}${page}`, note });
  store.outbox.confirm(id, { id: `made ${page}` });
  process.stdout.write(`${page}\n`);
  // SQLite's locks know no queue: who never waits for a page, as a sync does, leaves others none.
  await pause(5);
}
