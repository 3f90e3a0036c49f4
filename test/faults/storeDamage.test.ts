import assert from 'node:assert/strict';
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { isDamage } from '../../src/engine/damage.ts';
import { storeFile } from '../../src/engine/store/files.ts';
import { linksIn } from '../../src/engine/store/links.ts';
import { Store } from '../../src/engine/store/store.ts';
import type { CodeLink } from '../../src/model/codeLink.ts';
import { aNote, anEntry, assertSound, aTicket, someDetails, temporaryFolder } from '../unit/storeFolder.ts';

const pageSize = 4096;

/** The file of a closed store with 400 tickets and two writes that were not sent. */
async function aStoreFile(): Promise<{ readonly folder: string; readonly file: string }> {
  const folder = temporaryFolder();
  const { store } = Store.open(folder, 'desk', 'origin');
  const tickets = Array.from({ length: 400 }, (_, index) =>
    aTicket(String(index), { subject: `w${index} `.repeat(20) }),
  );
  await store.keepPage({ tickets }, { cursor: 'c' });
  for (const ticket of tickets.slice(0, 50))
    store.keepDetails(someDetails(ticket, { history: [anEntry('said '.repeat(100))] }), '2026-01-01T00:00:00Z');
  store.outbox.put(aNote('1', 'first'));
  store.outbox.put(aNote('2', 'second'));
  store.close();
  return { folder, file: storeFile(folder, 'desk') };
}

function overwrite(file: string, from: number, bytes: Uint8Array): void {
  const open = openSync(file, 'r+');
  writeSync(open, bytes, 0, bytes.length, from);
  closeSync(open);
}

/** Opens a store that must have been set aside, and looks whether it is a good new one. */
async function reopened(folder: string, suspected = false): Promise<{ unsent: unknown[]; keptAs: string }> {
  const { store, keptAs } = Store.open(folder, 'desk', 'origin', suspected);
  try {
    assert.ok(keptAs, 'it was set aside');
    assert.match(basename(keptAs), /^[0-9a-f]{32}\.db\.damaged-[0-9TZ-]+$/);
    assert.ok(readdirSync(folder).includes(basename(keptAs)));
    assert.deepEqual(assertSound(store), []);
    assert.equal(store.meta('cursor'), undefined);
    await store.keepPage({ tickets: [aTicket('1')] }, { cursor: 'new' });
    const unsent = store.outbox.all().map(({ write }) => write);
    return { unsent, keptAs };
  } finally {
    store.close();
  }
}

const aLink = (id: string): CodeLink => ({
  id,
  path: 'src/a.ts',
  startLine: 3,
  endLine: 4,
  fingerprint: { lines: ['aaaaaaaa', 'bbbbbbbb'], before: [], after: [], count: 2 },
  snippet: 'if (x) {\n  panic();',
  at: '2026-03-05T00:00:00.000Z',
});

const both = [aNote('1', 'first'), aNote('2', 'second')];

describe('store: damage', function () {
  this.timeout(60_000);

  it('sets a file aside that is no database', async () => {
    const { folder, file } = await aStoreFile();
    writeFileSync(file, 'this is no database at all, '.repeat(1000));
    assert.deepEqual((await reopened(folder)).unsent, []);
  });

  it('begins anew with an empty file', async () => {
    const { folder, file } = await aStoreFile();
    truncateSync(file, 0);
    const { store, keptAs } = Store.open(folder, 'desk', 'origin');
    assert.equal(keptAs, undefined);
    assert.deepEqual(assertSound(store), []);
    store.close();
  });

  it('takes what was not sent from a file that was cut off', async () => {
    const { folder, file } = await aStoreFile();
    truncateSync(file, statSync(file).size - 10 * pageSize);
    assert.deepEqual((await reopened(folder)).unsent, both);
  });

  it('takes links that were made here from it, unless it is of another desk or account', async () => {
    for (const origin of ['origin', 'another']) {
      const { folder, file } = await aStoreFile();
      const before = Store.open(folder, 'desk', 'origin').store;
      for (const id of ['one', 'two']) before.keepLink('7', '1234', aLink(id));
      before.close();
      truncateSync(file, statSync(file).size - 10 * pageSize);
      const { store, keptAs } = Store.open(folder, 'desk', origin);
      try {
        assert.ok(keptAs);
        const found = linksIn(store.reader, { ticketId: '7' }).map(({ link, number }) => [number, link]);
        const both = ['one', 'two'].map(id => ['1234', aLink(id)]);
        assert.deepEqual(found, origin === 'origin' ? both : []);
      } finally {
        store.close();
      }
    }
  });

  it('takes what the user wants to hear of tickets from it', async () => {
    const { folder, file } = await aStoreFile();
    const before = Store.open(folder, 'desk', 'origin').store;
    const notice = { ticketId: '9', number: '99', subject: 'S', reason: 'changed' } as const;
    before.attention.mute(['7', '8'], true);
    before.attention.mark([notice], Date.now());
    before.attention.putOff([notice], Date.now());
    const state = before.attention.state();
    before.close();
    truncateSync(file, statSync(file).size - 10 * pageSize);
    const { store, keptAs } = Store.open(folder, 'desk', 'origin');
    try {
      assert.ok(keptAs);
      assert.deepEqual([state.muted, store.attention.state()], [['7', '8'], state]);
      assert.deepEqual(store.attention.takeLater(), [notice]);
    } finally {
      store.close();
    }
  });

  it('takes what was not sent also where the links cannot be read', async () => {
    const { folder, file } = await aStoreFile();
    const database = new DatabaseSync(file);
    const page = database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'own_links'").get()?.rootpage;
    database.close();
    overwrite(file, (Number(page) - 1) * pageSize, new Uint8Array(pageSize).fill(0x5a));
    assert.deepEqual((await reopened(folder)).unsent, both);
  });

  it('takes what was being sent as something that may have arrived, also when nobody is known to send it', async () => {
    for (const forgotten of [false, true]) {
      const { folder, file } = await aStoreFile();
      const before = Store.open(folder, 'desk', 'origin').store;
      const claim = { holder: 'gone', pid: process.pid, until: Date.now() + 60_000 };
      const [sending] = before.outbox.claim(claim, Date.now(), new Set());
      assert.equal(sending?.state, 'sending');
      before.close();
      if (forgotten) {
        const database = new DatabaseSync(file);
        database.exec('UPDATE outbox SET holder = NULL, pid = NULL, until = NULL, sent = NULL');
        database.close();
      }
      truncateSync(file, statSync(file).size - 10 * pageSize);
      const { store } = Store.open(folder, 'desk', 'origin');
      try {
        const [row, other] = store.outbox.all();
        assert.deepEqual([row?.id, row?.state, other?.state], [sending.id, 'checking', 'waiting']);
        assert.equal(row?.sent, forgotten ? sending.at : sending.sent);
        // Whoever was at it settles it; where nobody is, the next takes it up, and looks first.
        const next = store.outbox.claim({ ...claim, holder: 'next' }, Date.now(), new Set());
        assert.equal(next[0]?.state, forgotten ? 'checking' : 'sending');
        assert.equal(next[0]?.id, forgotten ? row?.id : other?.id);
      } finally {
        store.close();
      }
    }
  });

  it('keeps what was not sent under its id, by which who sends it settles it', async () => {
    const { folder, file } = await aStoreFile();
    const before = Store.open(folder, 'desk', 'origin').store;
    before.outbox.confirm(before.outbox.all()[0]?.id ?? 0, { id: 'x' });
    const [left] = before.outbox.all();
    before.close();
    truncateSync(file, statSync(file).size - 10 * pageSize);
    const { store } = Store.open(folder, 'desk', 'origin');
    try {
      assert.equal(store.outbox.all()[0]?.id, left?.id);
      assert.ok(store.outbox.put(aNote('1', 'third')).id > (left?.id ?? 0));
      store.outbox.confirm(left?.id ?? 0, undefined);
      assert.equal(store.outbox.all().length, 1);
    } finally {
      store.close();
    }
  });

  it('takes what was not sent from a file with zeroed pages, found when it is suspected', async () => {
    const { folder, file } = await aStoreFile();
    const pages = statSync(file).size / pageSize;
    overwrite(file, (pages - 30) * pageSize, new Uint8Array(20 * pageSize));
    assert.deepEqual((await reopened(folder, true)).unsent, both);
  });

  it('knows damage when it is met later', async () => {
    const { folder, file } = await aStoreFile();
    const first = Store.open(folder, 'desk', 'origin').store;
    const root = Number(
      first.reader.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'names'").get()?.rootpage,
    );
    first.close();
    overwrite(file, (root - 1) * pageSize, new Uint8Array(pageSize));
    const { store, keptAs } = Store.open(folder, 'desk', 'origin');
    assert.equal(keptAs, undefined);
    await assert.rejects(store.keepPage({ tickets: [aTicket('new', { status: 'Neverseen' })] }, {}), isDamage);
    store.close();
    assert.deepEqual((await reopened(folder, true)).unsent, both);
  });

  it('knows kept text that was overwritten', async () => {
    const { folder, file } = await aStoreFile();
    const content = readFileSync(file);
    const at = content.indexOf('"subject":"w77 ');
    overwrite(file, at, Buffer.alloc(40, 'x'));
    const { store } = Store.open(folder, 'desk', 'origin');
    assert.throws(() => store.ticket('77'), isDamage);
    store.close();
    assert.deepEqual((await reopened(folder, true)).unsent, both);
  });

  it('does not mind garbage in the log beside a file', async () => {
    const { folder, file } = await aStoreFile();
    writeFileSync(`${file}-wal`, Buffer.alloc(100_000, 0x5a));
    const { store, keptAs } = Store.open(folder, 'desk', 'origin', true);
    assert.equal(keptAs, undefined);
    assert.equal(assertSound(store).length, 400);
    store.close();
  });

  it('leaves a good file where it is when it was suspected', async () => {
    const { folder } = await aStoreFile();
    const { store, keptAs } = Store.open(folder, 'desk', 'origin', true);
    assert.equal(keptAs, undefined);
    assert.equal(assertSound(store).length, 400);
    store.close();
  });

  it('sets a database aside that is another program’s', async () => {
    const { folder, file } = await aStoreFile();
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(file);
    database.exec('DROP TABLE tickets');
    database.close();
    assert.deepEqual((await reopened(folder)).unsent, both);
  });

  it('begins anew where what it asks first is damaged', async () => {
    const { folder, file } = await aStoreFile();
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(file);
    const { rootpage } =
      database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_sequence'").get() ?? {};
    database.close();
    overwrite(file, (Number(rootpage) - 1) * pageSize, Buffer.alloc(64, 0xff));
    assert.deepEqual((await reopened(folder)).unsent, both);
  });

  it('begins anew where a table is not described as it was made', async () => {
    const { folder, file } = await aStoreFile();
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(file);
    if ('enableDefensive' in database && typeof database.enableDefensive === 'function')
      database.enableDefensive(false);
    database.exec(`PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET sql = replace(sql, 'deep INTEGER', 'düp INTEGER') WHERE name = 'tickets'`);
    database.close();
    assert.deepEqual((await reopened(folder)).unsent, both);
  });

  it('keeps the last two damaged files, and takes nothing from one of another account', async () => {
    const { folder, file } = await aStoreFile();
    const kept: string[] = [];
    for (let time = 0; time < 4; time++) {
      writeFileSync(file, `no database ${time}`.repeat(100));
      kept.push(basename((await reopened(folder)).keptAs));
    }
    const there = readdirSync(folder).filter(name => /damaged-[0-9TZ-]+$/.test(name));
    assert.deepEqual(there.sort(), kept.slice(-2).sort());

    const other = await aStoreFile();
    truncateSync(other.file, statSync(other.file).size - pageSize);
    const { store, keptAs } = Store.open(other.folder, 'desk', 'another origin');
    assert.ok(keptAs);
    assert.deepEqual(store.outbox.all(), []);
    store.close();
  });

  it('never throws anything but failures and damage, whatever bytes are hit', async () => {
    const { folder, file } = await aStoreFile();
    const whole = readFileSync(file);
    for (let time = 0; time < 40; time++) {
      writeFileSync(file, whole);
      for (const end of ['-wal', '-shm']) writeFileSync(`${file}${end}`, '');
      for (let hit = 0; hit < 8; hit++) {
        const bytes = Buffer.from(Array.from({ length: 64 }, () => Math.floor(Math.random() * 256)));
        overwrite(file, Math.floor(Math.random() * (whole.length - 64)), bytes);
      }
      const { store } = Store.open(folder, 'desk', 'origin', time % 2 === 0);
      try {
        await store.keepPage({ tickets: Array.from({ length: 400 }, (_, index) => aTicket(`${index}`)) }, {});
        for (let index = 0; index < 400; index++) store.details(`${index}`);
        store.outbox.all();
      } catch (thrown) {
        assert.ok(isDamage(thrown), String(thrown));
        store.close();
        const again = Store.open(folder, 'desk', 'origin', true);
        assert.ok(again.keptAs, `met ${thrown}, but a look through all of it found nothing`);
        assertSound(again.store);
        again.store.close();
      }
      store.close();
      assert.ok(readdirSync(folder).filter(name => /damaged-[0-9TZ-]+$/.test(name)).length <= 2);
    }
  });

  it('is at home in a folder that others use too', async () => {
    const { folder, file } = await aStoreFile();
    writeFileSync(join(folder, 'README'), 'mine');
    writeFileSync(file, 'x'.repeat(5000));
    await reopened(folder);
    assert.equal(readFileSync(join(folder, 'README'), 'utf8'), 'mine');
  });
});
