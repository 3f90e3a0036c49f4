import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { toDeskError } from '../../src/engine/store/failures.ts';
import { storeFile } from '../../src/engine/store/files.ts';
import { linksIn } from '../../src/engine/store/links.ts';
import { steps } from '../../src/engine/store/schema.ts';
import { Store } from '../../src/engine/store/store.ts';
import { hasUnreadTalks } from '../../src/engine/store/talkFacts.ts';
import { failureOf } from '../../src/model/errors.ts';
import {
  aNote,
  anEntry,
  assertSound,
  aTicket,
  foundIn,
  someDetails,
  temporaryFolder,
  withStore,
} from './storeFolder.ts';

/** What makes a file of each version that was released. */
const released = [1, 2].map(version =>
  [...Array(version).keys()]
    .map(before => readFileSync(new URL(`storeVersion${before + 1}.sql`, import.meta.url), 'utf8'))
    .join(''),
);
const at = '2026-03-05T00:00:00.000Z';

function failureOfOpening(folder: string): { readonly reason: string; readonly detail: string } {
  try {
    Store.open(folder, 'desk', 'origin').store.close();
  } catch (thrown) {
    const { reason, detail = '' } = failureOf(thrown);
    return { reason, detail };
  }
  throw new Error('it was opened');
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

describe('store: opening', () => {
  it('lets nobody but the owner in, also where others could before', async function () {
    if (process.platform === 'win32') this.skip();
    const folder = join(temporaryFolder(), 'a', 'b');
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    writeFileSync(storeFile(folder, 'desk'), '', { mode: 0o644 });
    chmodSync(storeFile(folder, 'desk'), 0o666);
    const { store } = Store.open(folder, 'desk', 'origin');
    await store.keepPage({ tickets: [aTicket('1')] }, {});
    const stop = store.onForeignChange(() => undefined);
    assert.equal(modeOf(folder), 0o700);
    const names = readdirSync(folder);
    assert.deepEqual(names.map(name => name.replace(/^\w+/, '')).sort(), ['', '.db', '.db-shm', '.db-wal']);
    for (const name of names) assert.equal(modeOf(join(folder, name)), name === 'signals' ? 0o700 : 0o600, name);
    for (const name of readdirSync(join(folder, 'signals')))
      assert.equal(modeOf(join(folder, 'signals', name)), 0o600, name);
    stop();
    store.close();
  });

  it('takes nothing of the desk’s id into the name of a file', () => {
    const folder = temporaryFolder();
    for (const id of ['../../escaped', '/etc/x', 'a\0b', '', 'CON', 'x'.repeat(5000)]) {
      const { store } = Store.open(folder, id, 'origin');
      store.close();
      assert.match(storeFile(folder, id).slice(folder.length), /^[/\\][0-9a-f]{32}\.db$/);
    }
    assert.equal(readdirSync(folder).filter(name => name.endsWith('.db')).length, 6);
  });

  it('keeps the stores of two desks apart', () => {
    const folder = temporaryFolder();
    const a = Store.open(folder, 'a', 'origin').store;
    const b = Store.open(folder, 'b', 'origin').store;
    a.keepDetails(someDetails(aTicket('1')), at);
    assert.equal(b.ticket('1'), undefined);
    a.close();
    b.close();
  });

  it('deletes what was kept of another account, and leaves nothing of it in the file', async () => {
    const folder = temporaryFolder();
    const { store } = Store.open(folder, 'desk', 'one');
    const ticket = aTicket('1', { subject: 'Veryconfidential', group: { name: 'Secretgroup' } });
    await store.keepPage({ tickets: [ticket] }, { cursor: 'c' });
    store.keepDetails(someDetails(ticket, { history: [anEntry('Veryconfidential')] }), at);
    store.remember('people', ['Secretperson'], at);
    store.outbox.put(aNote('1', 'Secretnote'));
    store.attention.tell([{ ticketId: '1', reason: 'assigned', about: '' }]);
    store.close();
    const same = Store.open(folder, 'desk', 'one').store;
    assert.equal(same.ticket('1')?.subject, 'Veryconfidential');
    same.close();
    const other = Store.open(folder, 'desk', 'two').store;
    assert.deepEqual(assertSound(other), []);
    assert.equal(other.meta('cursor'), undefined);
    assert.equal(other.recall('people'), undefined);
    assert.deepEqual(other.outbox.all(), []);
    assert.deepEqual(foundIn(other, 'talks', 'veryconfidential'), []);
    other.close();
    for (const name of readdirSync(folder).filter(each => each !== 'signals')) {
      const content = readFileSync(join(folder, name)).toString('latin1').toLowerCase();
      for (const word of ['veryconfidential', 'secretperson', 'secretnote', 'secretgroup'])
        assert.equal(content.includes(word), false, `${word} in ${name}`);
    }
  });

  for (const [before, sql] of released.entries())
    it(`opens a file of version ${before + 1} with what is in it`, () => {
      const folder = temporaryFolder();
      const database = new DatabaseSync(storeFile(folder, 'desk'));
      database.exec(sql);
      database.exec(`
        INSERT INTO meta VALUES('store.origin', 'origin'), ('cursor', 'c1');
        INSERT INTO names VALUES(1, 'status', '', 'new', 'New');
        INSERT INTO tickets VALUES(64, 1, '7', '97', 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL, 0, 0, 's');
        INSERT INTO outbox(at, kind, ticket, lane, json)
          VALUES('${at}', 'addNote', '7', 'of 7', '${JSON.stringify(aNote('7', 'unsent'))}');
      `);
      database.prepare('INSERT INTO bodies VALUES(1, ?)').run(JSON.stringify(aTicket('7')));
      database
        .prepare('INSERT INTO conversations VALUES(?, ?, 1, ?, ?)')
        .run('7', at, 'kept', JSON.stringify({ history: [anEntry('kept')], missing: [] }));
      database.prepare('INSERT INTO talks(rowid, text) VALUES(64, ?)').run('kept');
      database.prepare('INSERT INTO heads(rowid, subject, rest) VALUES(64, ?, ?)').run('Subject of 7', 'New');
      database.close();
      const { store, keptAs } = Store.open(folder, 'desk', 'origin');
      assert.equal(keptAs, undefined);
      assert.deepEqual(assertSound(store), ['7']);
      assert.equal(store.meta('cursor'), 'c1');
      assert.deepEqual(store.outbox.all(), [
        { id: 1, at, write: aNote('7', 'unsent'), state: 'waiting', others: [], looked: 0, tries: 0, version: 0 },
      ]);
      assert.equal(hasUnreadTalks(store.reader), true);
      store.keepDetails(someDetails(aTicket('7', { status: 'Other' })), at);
      assert.deepEqual(assertSound(store), ['7']);
      assert.deepEqual(foundIn(store, 'heads', 'new'), []);
      assert.equal(store.reader.prepare('PRAGMA user_version').get()?.user_version, steps.length);
      assert.equal(hasUnreadTalks(store.reader), false);
      store.keepLink('7', '97', {
        id: '0123456789ab',
        path: 'src/a.ts',
        startLine: 3,
        endLine: 4,
        fingerprint: { lines: ['aaaaaaaa', 'bbbbbbbb'], before: [], after: [], count: 2 },
        snippet: 'panic();',
        at,
      });
      assert.equal(linksIn(store.reader, { paths: ['src/a.ts'] }).length, 1);
      store.close();
    });

  it('makes of an empty file what those and all steps after them make', () => {
    const frozen = new DatabaseSync(':memory:');
    for (const step of [released.at(-1) ?? '', ...steps.slice(released.length)]) frozen.exec(step);
    const schema = (database: DatabaseSync) =>
      database
        .prepare('SELECT name, sql FROM sqlite_schema ORDER BY name')
        .all()
        .map(
          ({ name, sql }) =>
            `${name}: ${String(sql)
              .replace(/\s*--[^\n]*/g, '')
              .replace(/\s+/g, ' ')}`,
        );
    return withStore(store => assert.deepEqual(schema(store.reader), schema(frozen)));
  });

  it('refuses the file of a later version, and leaves it as it is', () => {
    const folder = temporaryFolder();
    Store.open(folder, 'desk', 'origin').store.close();
    const file = storeFile(folder, 'desk');
    const database = new DatabaseSync(file);
    database.exec(`PRAGMA user_version = ${steps.length + 1}`);
    database.close();
    assert.deepEqual(failureOfOpening(folder), {
      reason: 'localCopy',
      detail: `a later version of Deskside keeps the local copy (format ${steps.length + 1}, this one knows ${steps.length})`,
    });
    assert.deepEqual(readdirSync(folder), [file.slice(folder.length + 1)]);
  });

  it('says why nothing can be kept', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    assert.deepEqual(failureOfOpening(join(folder, 'file')), {
      reason: 'localCopy',
      detail: 'no local copy can be kept: EEXIST',
    });
    assert.match(failureOfOpening(join(folder, 'file', 'under')).detail, /^no local copy can be kept: ENOTDIR$/);
    mkdirSync(storeFile(folder, 'desk'));
    assert.match(failureOfOpening(folder).detail, /^the local copy could not be opened /);
  });

  it('says what is the matter with the disk, in words', () => {
    const file = join(temporaryFolder(), 'full.db');
    const full = new DatabaseSync(file);
    full.exec('CREATE TABLE t(x); PRAGMA max_page_count = 10');
    assert.match(
      saidOf(() => full.exec('INSERT INTO t VALUES(zeroblob(1000000))')),
      /the disk of the local copy is full/,
    );
    const readOnly = new DatabaseSync(file, { readOnly: true });
    assert.match(
      saidOf(() => readOnly.exec('INSERT INTO t VALUES(1)')),
      /may not be written to/,
    );
    full.exec('BEGIN EXCLUSIVE');
    assert.match(
      saidOf(() => readOnly.exec('SELECT * FROM t')),
      /in use by another window/,
    );
    readOnly.close();
    full.close();
  });

  it('says nothing of folders that are not its own', () => {
    assert.match(
      saidOf(() => new DatabaseSync(join(temporaryFolder(), 'no', 'x.db'))),
      /could not be opened/,
    );
  });
});

function saidOf(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    const { reason, detail = '' } = failureOf(toDeskError(thrown));
    assert.equal(reason, 'localCopy');
    return detail;
  }
  throw new Error('nothing was thrown');
}
