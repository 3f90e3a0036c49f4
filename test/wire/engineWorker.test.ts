import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Engine, EngineChange } from '../../src/engine/engine.ts';
import { workerEngine } from '../../src/engine/workerEngine.ts';
import type { DeskConfig } from '../../src/model/desk.ts';
import type { Result } from '../../src/model/errors.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

const file = fileURLToPath(new URL('./unrulyWorker.ts', import.meta.url));
const open = { terms: [{ kind: 'is', is: 'open', not: false }] } as const;
const newest = { by: 'changed', descending: true } as const;

function value<T>(result: Result<T>): T {
  if (!result.ok) assert.fail(`${result.failure.reason}: ${result.failure.detail}`);
  return result.value;
}

describe('the engine in its worker thread', function () {
  this.timeout(60_000);
  let sample: SampleDesk;
  let config: DeskConfig;
  let folder: string;
  let engine: Engine;
  let log: string[];
  let changes: EngineChange[];

  before(async () => {
    sample = await startSampleDesk(['--tickets', '60']);
    const { url, organizationId } = sample.teamsupport;
    config = { id: 'ts', name: 'TS', system: 'teamsupport', address: url, organizationId };
  });
  after(() => sample.stop());

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deskside-worker-'));
    log = [];
    changes = [];
    engine = start();
    await engine.mirror({ tickets: 'all', days: 90, notices: false });
    value(await engine.open(config, sample.teamsupport.token));
  });
  afterEach(async () => {
    await engine.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  function start(options: { readonly patience?: number; readonly heap?: number } = {}): Engine {
    const started = workerEngine({ file, folder, log: line => log.push(line), ...options });
    started.onChange(change => changes.push(change));
    return started;
  }

  async function restartedBy(cause: Promise<unknown>): Promise<void> {
    const before = changes.filter(change => change.kind === 'restarted').length;
    await cause;
    // What is asked now waits for the next thread.
    assert.equal((await engine.list('ts', open, newest, 5)).failure, undefined);
    const after = changes.filter(change => change.kind === 'restarted').length;
    assert.ok(after > before, 'nobody was told');
  }

  it('tells of the last requests before it ends', async () => {
    value(await engine.open({ ...config, name: 'busy to the end' }, sample.teamsupport.token));
    const methods: string[] = [];
    engine.onRequest((_, { method }) => methods.push(method));
    await engine.dispose();
    assert.deepEqual(methods.slice(-2), ['LAST', 'VERY LAST']);
  });

  it('answers as it does in the thread itself, with all that it tells', async () => {
    const requests: string[] = [];
    engine.onRequest((deskId, entry) => requests.push(`${deskId} ${entry.method}`));
    const { tickets, total } = await engine.list('ts', open, newest, 5);
    assert.equal(tickets.length, 5);
    assert.ok((total ?? 0) > 5);
    const [first] = tickets;
    assert.ok(first);
    // Requests are told together, but before what was asked with them is answered.
    requests.length = 0;
    assert.equal(value(await engine.details('ts', first.id, { fresh: true })).details.ticket.number, first.number);
    assert.ok(requests.filter(each => each === 'ts GET').length > 1);
    assert.ok(value(await engine.resources('ts')).length > 5);
    assert.ok(requests.includes('ts GET'));
    assert.ok(changes.some(change => change.kind === 'sync'));
    assert.deepEqual(await engine.find('ts', '99999999').then(found => !found.ok && found.failure.reason), 'notFound');
    assert.equal((await engine.list('nobody', open, newest, 5)).failure?.reason, 'signedOut');
    assert.equal(log.join('\n'), '');
  });

  it('gives up what its caller gives up, before and after it began', async () => {
    await sample.control.set({ latency: 5_000 });
    try {
      const abort = new AbortController();
      const asked = engine.customers('ts', 'some name', 10, abort.signal);
      const before = await engine.customers('ts', 'another name', 10, AbortSignal.abort());
      assert.equal(!before.ok && before.failure.reason, 'cancelled');
      abort.abort();
      const after = await asked;
      assert.equal(!after.ok && after.failure.reason, 'cancelled');
    } finally {
      await sample.control.usual();
    }
  });

  for (const how of ['exit', 'throw', 'reject']) {
    it(`is started again after ${how}, knows what it knew, and says what was under way`, async () => {
      const { tickets } = await engine.list('ts', open, newest, 5);
      const [first] = tickets;
      assert.ok(first);
      await restartedBy(
        (async () => {
          const note = await engine.addNote('ts', first.id, { text: how, visibility: 'internal' });
          if (how === 'exit' || !note.ok) {
            assert.ok(!note.ok);
            assert.deepEqual([note.failure.reason, note.failure.uncertain], ['stopped', true]);
          }
        })(),
      );
      const again = await engine.list('ts', open, newest, 5);
      assert.deepEqual(again.tickets.map(each => each.id).sort(), tickets.map(each => each.id).sort());
      assert.match(log.join('\n'), /ended unexpectedly/);
      assert.ok(!log.join('\n').includes(sample.teamsupport.token));
    });
  }

  it('asks a read again that an end cut short', async () => {
    const { tickets } = await engine.list('ts', open, newest, 5);
    const [first] = tickets;
    assert.ok(first);
    await sample.control.set({ latency: 300 });
    try {
      const read = engine.customers('ts', 'a', 10);
      await restartedBy(engine.addNote('ts', first.id, { text: 'exit', visibility: 'internal' }));
      assert.ok((await read).ok);
    } finally {
      await sample.control.usual();
    }
  });

  it('survives a worker that takes too much memory', async () => {
    await engine.dispose();
    engine = start({ heap: 64 });
    value(await engine.open(config, sample.teamsupport.token));
    const { tickets } = await engine.list('ts', open, newest, 5);
    const [first] = tickets;
    assert.ok(first);
    await restartedBy(engine.addNote('ts', first.id, { text: 'memory', visibility: 'internal' }));
    assert.match(log.join('\n'), /memory/);
  });

  it('ends a worker that hangs', async () => {
    await engine.dispose();
    engine = start({ patience: 2_000 });
    value(await engine.open(config, sample.teamsupport.token));
    const { tickets } = await engine.list('ts', open, newest, 5);
    const [first] = tickets;
    assert.ok(first);
    await restartedBy(engine.addNote('ts', first.id, { text: 'hang', visibility: 'internal' }));
    assert.match(log.join('\n'), /did not answer/);
  });

  it('is not started again without end, but with the next question', async () => {
    const asked = await engine.customers('ts', 'exit', 10);
    assert.equal(!asked.ok && asked.failure.reason, 'stopped');
    const more = await engine.customers('ts', 'exit', 10);
    assert.equal(!more.ok && more.failure.reason, 'stopped');
    assert.match(log.at(-1) ?? '', /when it is needed/);
    // That somebody looks at the window is no question, nor is how the engine is to be.
    await engine.attend(false);
    await engine.attend(true);
    await engine.mirror({ tickets: 'all', days: 90, notices: false });
    const lines = log.length;
    const third = await engine.customers('ts', 'exit', 10);
    assert.equal(!third.ok && third.failure.reason, 'stopped');
    assert.equal(log.length, lines + 1, 'it was started more than once');
    assert.equal((await engine.list('ts', open, newest, 5)).failure, undefined);
  });

  it('ended at any moment of reads and writes, loses nothing and sends nothing twice', async () => {
    const [first] = (await engine.list('ts', open, newest, 5)).tickets;
    assert.ok(first);
    const outcomes = new Map<string, 'taken' | 'uncertain'>();
    for (let round = 0; round < 12; round++) {
      const text = `note ${round} of a worker that ends`;
      const ending = engine.customers('ts', `exit after ${Math.floor(Math.random() * 60)}`, 5);
      const [note] = await Promise.all([
        engine.addNote('ts', first.id, { text, visibility: 'internal' }),
        engine.details('ts', first.id, { fresh: true }),
        engine.sync('ts'),
        ending,
      ]);
      if (note.ok) outcomes.set(text, 'taken');
      else if (note.failure.uncertain) outcomes.set(text, 'uncertain');
    }
    const { details } = value(await engine.details('ts', first.id, { fresh: true }));
    for (const [text, outcome] of outcomes) {
      const times = details.history.filter(entry => entry.body.body.includes(text)).length;
      assert.ok(outcome === 'taken' ? times === 1 : times <= 1, `${text}: ${outcome}, there ${times} times`);
    }
    assert.ok(outcomes.size > 0);
    value(await engine.sync('ts'));
    const { total } = await engine.list('ts', { terms: [] }, newest, 1);
    assert.equal(total, (await sample.control.state()).holds.teamsupport.counts.tickets);
  });

  it('prints nothing secret', async () => {
    await engine.customers('ts', 'print', 10);
    await engine.dispose();
    assert.equal(log.length, 1);
    assert.match(log[0] ?? '', /is printed/);
    assert.ok(!log.join('\n').includes(sample.teamsupport.token));
  });
});
