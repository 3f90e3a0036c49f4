import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { storeFile } from '../../src/engine/store/files.ts';
import { Store } from '../../src/engine/store/store.ts';
import { factsOf } from '../../src/engine/store/talkFacts.ts';
import type { HistoryEntry } from '../../src/model/ticket.ts';
import { anEntry, assertSound, aTicket, someDetails, temporaryFolder, withStore } from './storeFolder.ts';

const at = '2026-03-05T00:00:00.000Z';
const seconds = (iso: string) => Date.parse(iso) / 1000;

function said(
  time: string,
  role: HistoryEntry['role'],
  visibility: HistoryEntry['visibility'] = 'public',
): HistoryEntry {
  return { ...anEntry(`${time} ${role}`), at: `2026-03-01T${time}:00Z`, role, visibility };
}

const question = said('10:00', 'customer');
const answer = said('11:30', 'technician');
const answered = seconds('2026-03-01T11:30:00Z');

function factsIn(store: Store): unknown[] {
  return store.reader
    .prepare('SELECT ticket, answered, spoke, "by", read FROM talk_facts ORDER BY ticket')
    .all()
    .map(row => Object.values(row));
}

describe('store: who spoke when', () => {
  it('counts neither internal notes nor the system, and guesses nobody', () => {
    assert.deepEqual(factsOf([]), { answered: null, spoke: null, by: null });
    assert.deepEqual(factsOf([question, said('10:30', 'technician', 'internal'), said('10:40', 'system'), answer]), {
      answered,
      spoke: answered,
      by: 'technician',
    });
    const again = said('12:00', 'customer', 'unknown');
    assert.deepEqual(factsOf([again, answer, question]), {
      answered,
      spoke: seconds('2026-03-01T12:00:00Z'),
      by: 'customer',
    });
    assert.equal(factsOf([answer, said('13:00', 'unknown')]).by, null);
    const { at: _, ...undated } = answer;
    assert.deepEqual(factsOf([undated, { ...answer, at: 'yesterday' }]), { answered: null, spoke: null, by: null });
  });

  it('goes with the conversation, and with the ticket', () =>
    withStore(async store => {
      await store.keepPage({ tickets: [aTicket('1'), aTicket('2'), aTicket('3')] }, {});
      store.keepDepths([{ ticketId: '1', history: [question] }]);
      store.keepDetails(someDetails(aTicket('2'), { history: [question, answer] }), at);
      store.keepDetails(someDetails(aTicket('3'), { missing: ['history'] }), at);
      const asked = seconds('2026-03-01T10:00:00Z');
      assert.deepEqual(factsIn(store), [
        ['1', null, asked, 'customer', 1],
        ['2', answered, answered, 'technician', 1],
      ]);
      store.keepDepths([{ ticketId: '1', history: [question, answer] }]);
      store.keepDetails(someDetails(aTicket('2'), { missing: ['history'] }), at);
      assert.deepEqual(factsIn(store), [
        ['1', answered, answered, 'technician', 1],
        ['2', answered, answered, 'technician', 1],
      ]);
      store.remove(['1']);
      assert.equal(factsIn(store).length, 1);
      assertSound(store);
      store.clear();
      assert.deepEqual(factsIn(store), []);
    }));

  it('is made behind a pass for conversations of an earlier version', async () => {
    const folder = temporaryFolder();
    const database = new DatabaseSync(storeFile(folder, 'desk'));
    database.exec(readFileSync(new URL('storeVersion1.sql', import.meta.url), 'utf8'));
    database.exec("INSERT INTO meta VALUES('store.origin', 'origin')");
    const count = 120;
    database.exec('BEGIN');
    for (let id = 1; id <= count; id++) {
      const { ticket, ...parts } = someDetails(aTicket(`${id}`), { history: [question, answer] });
      database.prepare('INSERT INTO bodies VALUES(?, ?)').run(id, JSON.stringify(ticket));
      database
        .prepare(
          `INSERT INTO tickets VALUES(?1, ?1, ?2, ?3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, NULL, NULL, 0, 0, 's')`,
        )
        .run(id, ticket.id, ticket.number);
      database.prepare('INSERT INTO heads(rowid, subject, rest) VALUES(?, ?, ?)').run(id, ticket.subject, 'New');
      database.prepare('INSERT INTO talks(rowid, text) VALUES(?, ?)').run(id, 'said');
      database
        .prepare('INSERT INTO conversations VALUES(?, ?, 1, ?, ?)')
        .run(ticket.id, at, 'said', JSON.stringify(parts));
    }
    database.exec('COMMIT');
    database.close();
    const { store } = Store.open(folder, 'desk', 'origin');
    try {
      assert.equal(store.hasUnindexed(), false);
      assert.equal(store.hasUnfinished(), true);
      store.keepDepths([{ ticketId: '7', history: [question] }]);
      assert.equal(await store.indexSome(), true);
      while (await store.indexSome());
      assert.equal(store.hasUnfinished(), false);
      const facts = factsIn(store) as unknown[][];
      assert.equal(facts.length, count);
      for (const [ticket, ...told] of facts)
        assert.deepEqual(
          told.slice(0, 1).concat(told.slice(2)),
          ticket === '7' ? [null, 'customer', 1] : [answered, 'technician', 1],
        );
      assertSound(store);
    } finally {
      store.close();
    }
  });
});
