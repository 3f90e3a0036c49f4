import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import fc from 'fast-check';
import * as v from 'valibot';
import { failureOfGuest } from '../../src/editor/guests/guestFailure.ts';
import { conversation, isTooMuch, page, ticket } from '../../src/editor/guests/guestShapes.ts';
import { GuestDesk } from '../../src/engine/guests/guestDesk.ts';
import type { Capabilities } from '../../src/model/desk.ts';
import { type AskGuest, extensionOf, isGuest } from '../../src/model/guest.ts';

const waits = { cancelled: false, late: false };
const small = { id: '1', number: '1', subject: 's', state: 'open', status: 'Open', urgency: 'normal' };

describe('guests', () => {
  it('are told from own systems by their names', () => {
    assert.deepEqual(['readydesk', 'acme.desk', 'acme.desk/two'].map(isGuest), [false, true, true]);
    assert.deepEqual(['acme.desk', 'acme.desk/two'].map(extensionOf), ['acme.desk', 'acme.desk']);
  });

  it('fail with the reason that they give, and with none that is not theirs to give', () => {
    const said = Object.assign(new Error('No such status.'), { reason: 'refused', status: 422 });
    assert.deepEqual(failureOfGuest(said, waits), { reason: 'refused', detail: 'No such status.', status: 422 });
    const odd = Object.assign(new Error('hm'), { reason: 'signedOut', kept: true });
    assert.deepEqual(failureOfGuest(odd, waits), { reason: 'unreadable', detail: 'hm' });
    assert.deepEqual(failureOfGuest('just a text', waits), { reason: 'unreadable', detail: 'just a text' });
    assert.ok((failureOfGuest(new Error('x'.repeat(5_000)), waits).detail?.length ?? 0) < 400);
    assert.deepEqual(failureOfGuest(said, { ...waits, cancelled: true }), { reason: 'cancelled' });
    assert.equal(failureOfGuest(said, { ...waits, late: true }).reason, 'unreachable');
  });

  it('fail somehow, whatever they throw', () => {
    const loop = new Error('round and round');
    loop.cause = loop;
    const evil = {
      get reason() {
        throw new Error('hm');
      },
    };
    for (const thrown of [Object.create(null), loop, evil, undefined, Symbol('x')]) {
      assert.equal(failureOfGuest(thrown, waits).reason, 'unreadable');
    }
    const odd = { reason: 'notFound', message: 404, status: '404', notSent: 'no', retryAfterSeconds: 'soon' };
    assert.deepEqual(failureOfGuest(odd, waits), { reason: 'notFound' });
    // A date that was taken for seconds must not silence a desk for years.
    const long = Object.assign(new Error(''), { reason: 'quotaSpent', retryAfterSeconds: 1_800_000_000 });
    assert.deepEqual(failureOfGuest(long, waits), { reason: 'quotaSpent', retryAfterSeconds: 86_400 });
  });

  it('fail as fetch fails that their own signal ended', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      const asked = fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(20) });
      const thrown = await asked.catch((why: unknown) => why);
      assert.deepEqual([failureOfGuest(thrown, waits).reason, thrown instanceof Error], ['unreachable', true]);
    } finally {
      server.close();
    }
  });

  it('fail as fetch fails, and what was never connected was not sent', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const refused = await fetch(`http://127.0.0.1:${port}/`).catch((thrown: unknown) => thrown);
    const { reason, code, notSent } = failureOfGuest(refused, waits);
    assert.deepEqual([reason, code, notSent], ['unreachable', 'ECONNREFUSED', true]);
    const cut = new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
    assert.deepEqual(failureOfGuest(cut, waits), { reason: 'unreachable', detail: 'reset', code: 'ECONNRESET' });
  });

  it('tell dates as anybody writes them, and leave out what has no value', () => {
    const told = { ...small, openedAt: '2026-07-09T10:00:00+02:00', group: undefined, customer: null, more: () => 1 };
    assert.deepEqual(v.parse(ticket, told), { ...small, openedAt: '2026-07-09T08:00:00.000Z', otherFields: [] });
    const { changedAt } = v.parse(ticket, { ...small, changedAt: new Date(0) });
    assert.equal(changedAt, '1970-01-01T00:00:00.000Z');
    for (const openedAt of ['9.7.2026', 'yesterday', '', 20260709, new Date(Number.NaN)]) {
      assert.ok(!v.safeParse(ticket, { ...small, openedAt }).success, String(openedAt));
    }
  });

  it('have subjects on one line, and numbers that are some', () => {
    assert.equal(v.parse(ticket, { ...small, subject: ' Two\r\n  lines ' }).subject, 'Two lines');
    assert.ok(!v.safeParse(ticket, { ...small, minutesLogged: Number.POSITIVE_INFINITY }).success);
  });

  it('may hang on their answers what they like: it is not looked at', () => {
    const database: Record<string, unknown> = { tickets: [] };
    const row = {
      ...small,
      database,
      get broken() {
        throw new Error('never read');
      },
    };
    database.tickets = Array.from({ length: 50 }, () => row);
    const answer = { tickets: database.tickets, cursor: '1', complete: true, database };
    assert.equal(v.parse(page, answer).tickets.length, 50);
  });

  it('say where an answer is not as it must be, at the first such place', () => {
    const answer = { tickets: [small, { ...small, number: 7 }, { ...small, id: '' }], cursor: '1', complete: true };
    const { issues = [] } = v.safeParse(page, answer, { abortEarly: true });
    assert.deepEqual(
      issues.map(issue => v.getDotPath(issue)),
      ['tickets.1.number'],
    );
  });

  it('cannot burden the engine with what all desks have room for', () => {
    const body = (length: number) => ({ kind: 'text', body: 'x'.repeat(length) });
    const entry = { id: '1', role: 'customer', visibility: 'public', body: body(1_000_000) };
    const talk = (entries: number) => v.parse(conversation, { history: Array.from({ length: entries }, () => entry) });
    assert.deepEqual([isTooMuch(talk(10)), isTooMuch(talk(20))], [false, true]);
    const tickets = (length: number) => ({ tickets: Array.from({ length }, () => small), cursor: '1', complete: true });
    assert.deepEqual(
      [10_000, 200_000].map(length => isTooMuch(tickets(length))),
      [false, true],
    );
  });

  it('may answer anything: it is taken, or said to be wrong, and travels to a thread either way', () => {
    fc.assert(
      fc.property(fc.anything({ withDate: true, withMap: true, withSet: true, withBigInt: true }), anything => {
        const parsed = v.safeParse(page, { tickets: [anything], cursor: '1', complete: true, more: anything });
        structuredClone(parsed.success ? parsed.output : parsed.issues[0].message);
      }),
    );
  });
});

describe("a guest's desk", () => {
  it('asks once for all parts of a conversation, and who waits for them does not hear what others called off', async () => {
    const asked: (AbortSignal | undefined)[] = [];
    const answers: (() => void)[] = [];
    const ask: AskGuest = ({ method }, signal) => {
      if (method === 'open') return Promise.resolve({ ok: true, value: undefined });
      asked.push(signal);
      return new Promise(resolve => {
        signal?.addEventListener('abort', () => resolve({ ok: false, failure: { reason: 'cancelled' } }));
        answers.push(() => resolve({ ok: true, value: { history: [], attachments: [], timeEntries: [] } }));
      });
    };
    const config = { id: 'a', name: 'A', system: 'acme.desk', address: 'https://a.example' };
    const capabilities = { noteVisibilities: [] } as unknown as Capabilities;
    const desk = new GuestDesk({ config, secret: 's', capabilities, label: 'A', desk: '1', ask, onRequest: undefined });
    const behind = new AbortController();
    const reading = desk.depths(['1'], behind.signal)[Symbol.asyncIterator]().next();
    while (asked.length === 0) await new Promise(resolve => setImmediate(resolve));
    const { signal } = new AbortController();
    const shown = Promise.all([
      desk.history('1', signal),
      desk.attachments('1', signal),
      desk.timeEntries('1', signal),
    ]);
    while (asked.length < 2) await new Promise(resolve => setImmediate(resolve));
    behind.abort();
    await assert.rejects(reading, /cancelled/);
    answers.at(-1)?.();
    assert.deepEqual(await shown, [[], [], []]);
    assert.equal(asked.length, 2);
  });
});

describe('what other extensions are promised', function () {
  this.timeout(30_000);
  const require = createRequire(import.meta.url);
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  const check = (file: string, ...more: string[]) => {
    const options = ['--noEmit', '--ignoreConfig', '--strict', '--skipLibCheck', 'false', '--module', 'preserve'];
    const types = ['--target', 'es2023', '--types', 'vscode,node', '--typeRoots', 'node_modules/@types'];
    execFileSync(process.execPath, [tsc, ...options, ...types, ...more, file], { stdio: 'pipe', encoding: 'utf8' });
  };

  it('stands by itself: one file, and the types of VS Code', () => {
    check('api/deskside.d.ts');
  });

  it('is told by examples that are right, one after the other', async () => {
    const page = await readFile('docs/api.md', 'utf8');
    const examples = [...page.matchAll(/^( *)```ts\n([\s\S]*?)^\1```/gm)].map(([, , code]) => code ?? '');
    assert.equal(examples.length, 3);
    const named = `declare const context: vscode.ExtensionContext;
      declare const connector: import('./deskside').Connector;`;
    const folder = await mkdtemp(join(tmpdir(), 'deskside-api-'));
    try {
      await copyFile('api/deskside.d.ts', join(folder, 'deskside.d.ts'));
      await symlink(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
      const file = join(folder, 'example.ts');
      const wrong = '// @ts-expect-error: types are looked at\nawait api.search(7);';
      await writeFile(file, [...examples, named, wrong].join('\n'));
      check(file);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
