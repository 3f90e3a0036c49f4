import assert from 'node:assert/strict';
import { closeSync, globSync, openSync, readdirSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { EngineChange } from '../../src/engine/engine.ts';
import type { DeskConfig } from '../../src/model/desk.ts';
import type { Result } from '../../src/model/errors.ts';
import { newestFirst } from '../../src/model/search.ts';
import { TestEngine } from './engineFolder.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';
import { Backdoor } from './syncedDesk.ts';

const all = { terms: [] } as const;

function value<T>(result: Result<T>): T {
  if (!result.ok) assert.fail(`${result.failure.reason}: ${result.failure.detail}`);
  return result.value;
}

/** Spoils all of a store but its first page, in a way that other connections read it again. */
function damage(file: string): void {
  const database = new DatabaseSync(file);
  database.exec("INSERT INTO meta(key, value) VALUES('of a test', ''); PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
  const spoiled = Buffer.alloc(statSync(file).size - 4096, 0x5a);
  const open = openSync(file, 'r+');
  writeSync(open, spoiled, 0, spoiled.length, 4096);
  closeSync(open);
}

describe('engine: the copy of a desk', function () {
  this.timeout(60_000);
  let sample: SampleDesk;
  let config: DeskConfig;
  let secret: string;
  let engine: TestEngine;
  let changes: EngineChange[];

  before(async () => {
    sample = await startSampleDesk(['--tickets', '60']);
    const { url, organizationId, token } = sample.teamsupport;
    config = { id: 'ts', name: 'TS', system: 'teamsupport', address: url, organizationId };
    secret = token;
  });
  after(() => sample.stop());
  beforeEach(async () => {
    engine = new TestEngine();
    changes = [];
    engine.onChange(change => changes.push(change));
    await engine.mirror({ tickets: 'all', days: 90, notices: false });
    value(await engine.open(config, secret));
  });
  afterEach(async () => {
    await sample.control.usual();
    await engine.dispose();
  });

  /** Ends when such a change was told since `from` changes were. */
  async function heard(wanted: (change: EngineChange) => boolean, from = 0): Promise<EngineChange> {
    for (;;) {
      const found = changes.slice(from).find(wanted);
      if (found) return found;
      await new Promise<void>(resolve => {
        const stop = engine.onChange(() => {
          stop();
          resolve();
        });
      });
    }
  }

  async function newest(): Promise<string> {
    const [first] = (await engine.list('ts', all, newestFirst, 1)).tickets;
    assert.ok(first);
    return first.id;
  }

  it('is there before the desk answers, and also without it', async () => {
    const { syncedAt } = value(await engine.sync('ts'));
    const known = await engine.list('ts', all, newestFirst, 500);
    const id = await newest();
    value(await engine.details('ts', id));
    await engine.close('ts');
    await sample.control.set({ offline: true });
    value(await engine.open(config, secret));
    const again = await engine.list('ts', all, newestFirst, 500);
    assert.deepEqual(again.tickets, known.tickets);
    assert.equal(again.fetchedAt, syncedAt);
    const { details } = value(await engine.details('ts', id));
    assert.equal(details.ticket.id, id);
    assert.ok(details.history.length > 0);
    const failed = await engine.sync('ts');
    assert.equal(!failed.ok && failed.failure.reason, 'unreachable');
    assert.equal((await engine.list('ts', all, newestFirst, 1)).failure?.reason, 'unreachable');
  });

  it('answers with what it has while the desk is asked for more, and tells when that came or could not', async () => {
    value(await engine.sync('ts'));
    const id = await newest();
    value(await engine.details('ts', id));
    const desk = { ...config, id: 'colleague' };
    value(await engine.open(desk, secret));
    value(await engine.updateTicket('colleague', id, { Name: 'Changed by somebody else' }));
    await sample.control.set({ latency: 200 });
    value(await engine.sync('ts'));
    const before = changes.length;
    const old = value(await engine.details('ts', id));
    assert.equal(old.refreshing, true);
    assert.equal(old.details.ticket.subject, 'Changed by somebody else', 'what the list told is shown at once');
    const told = (change: EngineChange) => change.kind === 'ticket' && change.deskId === 'ts' && change.ticketId === id;
    await heard(told, before);
    const fresh = value(await engine.details('ts', id));
    assert.equal(fresh.refreshing, undefined);
    assert.ok(fresh.fetchedAt > old.fetchedAt);

    await sample.control.usual();
    value(await engine.updateTicket('colleague', id, { Name: 'Changed once more' }));
    value(await engine.sync('ts'));
    await sample.control.set({ offline: true });
    const since = changes.length;
    assert.equal(value(await engine.details('ts', id)).refreshing, true);
    await heard(told, since);
    const stale = value(await engine.details('ts', id));
    assert.deepEqual([stale.refreshing, stale.failure?.reason], [undefined, 'unreachable']);
    assert.equal(stale.details.ticket.subject, 'Changed once more');
  });

  for (const later of [false, true]) {
    it(`is set aside when it is damaged, which is met ${later ? 'while it is open' : 'at the start'}, and made anew`, async () => {
      const { tickets } = value(await engine.sync('ts'));
      const [file] = globSync(join(engine.folder, '*.db'));
      assert.ok(file);
      if (!later) await engine.close('ts');
      damage(file);
      const since = changes.length;
      if (!later) value(await engine.open(config, secret));
      const list = await engine.list('ts', all, newestFirst, 500);
      assert.equal(list.failure, undefined);
      const damaged = await heard(change => change.kind === 'damaged', since);
      assert.ok(damaged.kind === 'damaged' && readdirSync(engine.folder).includes(damaged.keptAs));
      assert.equal(value(await engine.sync('ts')).tickets, tickets);
      assert.equal((await engine.list('ts', all, newestFirst, 500)).total, tickets);
      assert.equal(changes.filter(change => change.kind === 'damaged').length, 1, 'it is said once');
    });
  }

  it('is deleted when told to, of all desks that ever were, and read anew of those that are open', async () => {
    value(await engine.sync('ts'));
    value(await engine.open({ ...config, id: 'gone' }, secret));
    value(await engine.sync('gone'));
    await engine.close('gone');
    assert.equal(globSync(join(engine.folder, '*.db')).length, 2);
    const since = changes.length;
    value(await engine.clear());
    assert.equal(globSync(join(engine.folder, '*.db')).length, 1);
    await heard(change => change.kind === 'lists' && change.deskId === 'ts', since);
    const { total } = await engine.list('ts', all, newestFirst, 1);
    assert.ok((total ?? 0) > 0);
    await engine.close('ts');
    value(await engine.clear('ts'));
    assert.deepEqual(globSync(join(engine.folder, '*.db*')), []);
    assert.deepEqual(globSync(join(engine.folder, 'signals', '*')), []);
  });

  it('is deleted of one desk alone when told so', async () => {
    for (const id of ['one', 'two']) {
      value(await engine.open({ ...config, id }, secret));
      value(await engine.sync(id));
      await engine.close(id);
    }
    value(await engine.clear('one'));
    assert.equal(globSync(join(engine.folder, '*.db')).length, 2);
    await sample.control.set({ offline: true });
    value(await engine.open({ ...config, id: 'two' }, secret));
    assert.ok((await engine.list('two', all, newestFirst, 1)).tickets.length > 0);
  });

  for (const which of ['one', undefined]) {
    it(`keeps what was not sent of a desk that is closed, unless the desk goes: ${which ?? 'all'}`, async () => {
      value(await engine.open({ ...config, id: 'one' }, secret));
      value(await engine.sync('one'));
      const [ticket] = (await engine.list('one', all, newestFirst, 1)).tickets;
      await sample.control.set({ offline: true });
      const note = { text: 'not sent', visibility: 'internal' } as const;
      value(await engine.put('one', { kind: 'addNote', ticketId: ticket?.id ?? '', note }));
      await engine.close('one');
      value(await engine.clear(which));
      value(await engine.open({ ...config, id: 'one' }, secret));
      assert.equal((await engine.outbox('one')).length, 1);
      assert.equal((await engine.list('one', all, newestFirst, 1)).tickets.length, 0);
      value(await engine.clear('one', { unsent: true }));
      // That of the other desk.
      assert.equal(globSync(join(engine.folder, '*.db')).length, 1);
    });
  }

  it('loses a ticket at once that is not there when it is looked at', async () => {
    value(await engine.sync('ts'));
    const id = await newest();
    const behind = new Backdoor(sample);
    behind.delete('teamsupport', id);
    behind.close();
    const since = changes.length;
    const gone = await engine.details('ts', id, { fresh: true });
    assert.equal(!gone.ok && gone.failure.reason, 'notFound');
    assert.notEqual(await newest(), id);
    await heard(change => change.kind === 'tickets' && change.ticketIds.includes(id), since);
  });

  it('is another one for another address or account of the same desk', async () => {
    value(await engine.sync('ts'));
    await sample.control.set({ offline: true });
    value(await engine.open({ ...config, organizationId: '999999' }, secret));
    const { tickets, failure } = await engine.list('ts', all, newestFirst, 10);
    assert.deepEqual(tickets, []);
    assert.equal(failure?.reason, 'unreachable');
  });

  it('puts writes down until the desk has taken them, and nothing of a failed one is lost', async () => {
    value(await engine.sync('ts'));
    const id = await newest();
    value(await engine.addNote('ts', id, { text: 'Taken', visibility: 'internal' }));
    await sample.control.set({ latency: 500 });
    const abort = new AbortController();
    const sending = engine.addNote('ts', id, { text: 'Given up on the way', visibility: 'internal' }, abort.signal);
    abort.abort();
    const sent = await sending;
    assert.deepEqual(!sent.ok && [sent.failure.reason, sent.failure.kept], ['cancelled', true]);
    await engine.close('ts');
    await sample.control.usual();
    const { Store } = await import('../../src/engine/store/store.ts');
    const { originOfCopy } = await import('../../src/engine/mirror.ts');
    const { store } = Store.open(engine.folder, 'ts', originOfCopy(config));
    try {
      assert.deepEqual(
        store.outbox.all().map(({ write, state }) => ({ write, state })),
        [
          {
            write: {
              kind: 'addNote',
              ticketId: id,
              note: { text: 'Given up on the way', visibility: 'internal' },
            },
            state: 'checking',
          },
        ],
      );
    } finally {
      store.close();
    }
  });
});
