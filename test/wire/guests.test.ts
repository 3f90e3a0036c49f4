import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConnectedDesk, Connector } from '../../api/deskside.d.ts';
import { GuestHost } from '../../src/editor/guests/guestHost.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { GuestCalls } from '../../src/engine/guests/guestCalls.ts';
import { workerEngine } from '../../src/engine/workerEngine.ts';
import type { DeskConfig } from '../../src/model/desk.ts';
import type { DeskFailure, Result } from '../../src/model/errors.ts';
import type { GuestSystem } from '../../src/model/guest.ts';
import { tinyConnector } from '../consumer/src/tinyConnector.ts';
import { TinyDesk } from '../consumer/src/tinyDesk.ts';
import { until } from './syncedDesk.ts';

const worker = fileURLToPath(new URL('../../src/engine/worker.ts', import.meta.url));
const all = { terms: [] };
const newest = { by: 'changed', descending: true } as const;
const subjects = [
  'Printer prints blank pages',
  'Login fails',
  'Invoice is wrong',
  'Export is slow',
  'Search finds nothing',
];

function value<T>(result: Result<T>): T {
  if (!result.ok) assert.fail(`${result.failure.reason}: ${result.failure.detail}`);
  return result.value;
}

function failure(result: Result<unknown>): DeskFailure {
  assert.ok(!result.ok, 'it did not fail');
  return result.failure;
}

describe('a connector of another extension', function () {
  this.timeout(30_000);
  const connector = tinyConnector('deskside-test.consumer');
  let desk: TinyDesk;
  let config: DeskConfig;
  let folder: string;
  let engine: Engine;
  let host: GuestHost;
  /** What of the open desk is otherwise than its connector makes it. */
  let instead: Partial<Record<keyof ConnectedDesk, unknown>>;
  /** What opening answers, of what its connector makes. */
  let opens: (made: ConnectedDesk) => unknown;
  /** With which secrets desks were opened. */
  let secrets: string[];

  beforeEach(async () => {
    desk = new TinyDesk(subjects);
    const address = await desk.start();
    config = { id: 'tiny', name: 'Tiny', system: connector.system, address, technicianId: 'sam' };
    instead = {};
    opens = made => made;
    secrets = [];
    const watched: Connector = {
      ...connector,
      open: access => {
        secrets.push(access.secret);
        const made = connector.open(access);
        const shown = new Proxy(made, {
          get: (target, name) => {
            const own = Reflect.get(target, name, target);
            const other = Reflect.get(instead, name);
            return other ?? (typeof own === 'function' ? own.bind(target) : own);
          },
        });
        return opens(shown) as ConnectedDesk;
      },
    };
    host = new GuestHost(system => (system === connector.system ? watched : undefined), 2_000);
    folder = await mkdtemp(join(tmpdir(), 'deskside-guests-'));
    const answers = { ask: host.ask, closeAll: () => host.closeAll() };
    engine = workerEngine({ file: worker, folder, guests: answers, log: () => {} });
    await engine.guests([system]);
    await engine.mirror({ tickets: 'all', days: 90, notices: false });
  });
  afterEach(async () => {
    await engine.dispose();
    await desk.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const open = async () => {
    value(await engine.open(config, desk.key));
    value(await engine.sync('tiny'));
  };

  /** Why a ticket is not newer than it is. */
  const refusal = async (ticketId: string): Promise<DeskFailure> => {
    const answer = await engine.details('tiny', ticketId, { fresh: true });
    const why = answer.ok ? answer.value.failure : answer.failure;
    assert.ok(why, 'it did not fail');
    return why;
  };

  it('is one of the systems, beside the own ones', async () => {
    const systems = (await engine.systems()).map(each => each.system);
    assert.deepEqual(systems, ['readydesk', 'teamsupport', 'deskside-test.consumer/tiny']);
    await engine.guests([]);
    assert.equal((await engine.systems()).length, 2);
    assert.equal(failure(await engine.open(config, desk.key)).reason, 'badInput');
  });

  it('cannot take the place of a system of Deskside', async () => {
    await engine.guests([{ ...system, info: { ...system.info, system: 'readydesk', label: 'Not ReadyDesk' } }]);
    assert.ok((await engine.systems()).some(each => each.system === 'readydesk' && each.label === 'ReadyDesk'));
  });

  it('proves credentials, and is closed again', async () => {
    const { address, technicians } = value(await engine.check(config, desk.key));
    assert.deepEqual([address, technicians.map(each => each.id)], [config.address, ['ana', 'sam']]);
    const refused = failure(await engine.check(config, 'wrong-key-987654321'));
    assert.deepEqual([refused.reason, refused.status, refused.detail], ['unauthorized', 401, 'Who are you?']);
    assert.equal(host.size, 0);
    assert.equal(
      failure(await engine.check({ ...config, address: 'http://tiny.example.com' }, 'k')).reason,
      'plainHttp',
    );
  });

  it('fills a copy page by page, which is listed and searched like any', async () => {
    await open();
    const { tickets, total } = await engine.list('tiny', all, newest, 10);
    assert.deepEqual([tickets.length, total], [5, 5]);
    for (const after of [0, 3]) assert.ok(desk.asked.includes(`GET /tickets?after=${after}&limit=3`));
    const invoice = [{ kind: 'text', text: 'invoice', phrase: false, not: false }] as const;
    const look = () => engine.search('tiny', { terms: invoice }, 5, { thorough: true });
    let found = await look();
    // Words are put into the copy behind the lists.
    while (found.partial) found = await look();
    assert.deepEqual(
      found.hits.map(({ ticket }) => ticket.number),
      ['3'],
    );
    desk.add('Something new', 'Just now.');
    value(await engine.sync('tiny'));
    assert.equal((await engine.list('tiny', all, newest, 10)).total, 6);
    assert.ok(
      desk.asked.some(each => each.includes('after=5')),
      'only what changed is asked for',
    );
    assert.ok(desk.asked.every(each => !each.includes('without the key')));
  });

  it('shows a ticket with its conversation, and takes what is written', async () => {
    desk.note('t2', { text: 'It says 500.', internal: false });
    await open();
    const { id } = value(await engine.find('tiny', '2'));
    const note = value(await engine.addNote('tiny', id, { text: 'Looking.', visibility: 'internal', authorId: 'sam' }));
    value(await engine.logTime('tiny', id, { minutes: 25, startedAt: new Date().toISOString(), notes: 'Read logs' }));
    value(await engine.updateTicket('tiny', id, { status: 'done' }));
    const { details } = value(await engine.details('tiny', id, { fresh: true }));
    assert.deepEqual(
      details.history.map(({ body, role, visibility }) => [body.body, role, visibility]),
      [
        ['It says 500.', 'customer', 'public'],
        ['Looking.', 'technician', 'internal'],
        ['Read logs', 'customer', 'internal'],
      ],
    );
    assert.deepEqual([details.totalMinutes, details.ticket.state, details.missing], [25, 'closed', []]);
    assert.equal(details.history[1]?.id, note.id);
    const made = value(await engine.createTicket('tiny', { subject: 'Made here', description: 'By Deskside' }));
    assert.deepEqual([made.id, made.number, desk.tickets.get('t6')?.text], ['t6', '6', 'By Deskside']);
    assert.deepEqual(
      value(await engine.newTicketFields('tiny')).map(each => each.name),
      ['subject', 'description'],
    );
    assert.equal(failure(await engine.updateTicket('tiny', id, { status: 'lost' })).reason, 'refused');
    assert.equal(failure(await engine.articles('tiny', '', 5)).reason, 'unsupported');
  });

  it('that has no search says that there may be more', async () => {
    await engine.mirror({ tickets: 'open', days: 90, notices: false });
    await open();
    const look = (text: string) =>
      engine.search('tiny', { terms: [{ kind: 'text', text, phrase: false, not: false }] }, 5, { thorough: true });
    instead.search = async () => [];
    let found = await look('printer');
    // Words are put into the copy behind the lists.
    while (found.partial) found = await look('printer');
    delete instead.search;
    found = await look('blank');
    assert.deepEqual([found.hits.length, found.partial, found.failure], [1, true, undefined]);
  });

  it('is asked sparingly: each question counts for a request, and is told as one', async () => {
    const told: string[] = [];
    engine.onRequest((deskId, { method, address, failure: why }) => {
      told.push([deskId, method, address === config.address, why?.reason].filter(Boolean).join(' '));
    });
    await open();
    await engine.list('tiny', all, newest, 10);
    const talks = () => desk.asked.filter(each => each.endsWith('/notes')).length;
    await until('all conversations', () => talks() >= subjects.length);
    value(await engine.details('tiny', 't1', { fresh: true }));
    assert.ok(told.includes('tiny page true'));
    assert.equal(told.filter(each => each === 'tiny conversation true').length, talks());
    assert.equal(failure(await engine.find('tiny', '999')).reason, 'notFound');
    assert.equal(told.at(-1), 'tiny ticketByNumber true notFound');
  });

  it('is examined: its network, and whether it takes the credentials', async () => {
    const good = value(await engine.examine(config, desk.key));
    assert.deepEqual(
      [good.desk?.credentials, good.desk?.flavour, good.desk?.dates],
      ['accepted', 'Tiny Desk', undefined],
    );
    const bad = value(await engine.examine(config, 'wrong-key-987654321'));
    assert.deepEqual([bad.desk?.credentials, bad.desk?.actions[0]?.failure?.reason], ['refused', 'unauthorized']);
    assert.ok(!JSON.stringify([good, bad]).includes('key-'));
  });

  it('is asked whether a note arrived that nobody answered, and it is not made twice', async () => {
    await open();
    desk.mood = 'loses';
    const sent = engine.addNote('tiny', 't1', { text: 'Once.', visibility: 'public' });
    await until('the note', () => (desk.notes.get('t1')?.length ?? 0) > 0);
    desk.mood = 'well';
    await sent;
    await until('the answer', async () => (await engine.outbox('tiny')).length === 0);
    assert.equal(desk.notes.get('t1')?.length, 1);
  });

  it('says where an answer is not as it must be', async () => {
    await open();
    const id = 't1';
    instead.ticket = async () => ({ id, number: 7, subject: 'x', state: 'open', status: '', urgency: 'normal' });
    const bad = await refusal(id);
    assert.equal(bad.reason, 'unreadable');
    assert.match(bad.detail ?? '', /not a ticket, at number/);
    instead.ticket = () => {
      throw new Error(`no way in with ${desk.key}`);
    };
    const thrown = await refusal(id);
    assert.deepEqual([thrown.reason, thrown.detail], ['unreadable', 'no way in with ***']);
    const loop: Record<string, unknown> = {};
    loop.again = loop;
    instead.ticket = async () => loop;
    assert.equal((await refusal(id)).reason, 'unreadable');
    instead.changes = () => 'nothing of the kind';
    assert.equal(failure(await engine.sync('tiny')).reason, 'unreadable');
  });

  it('must open a desk that has what every desk has', async () => {
    opens = async (made: ConnectedDesk) => made;
    const promised = failure(await engine.check(config, desk.key));
    assert.deepEqual([promised.reason, promised.detail], ['unreadable', 'what its connector opened has no check()']);
    opens = () => undefined;
    value(await engine.open(config, desk.key));
    assert.equal(failure(await engine.sync('tiny')).reason, 'unreadable');
    const sent = failure(await engine.addNote('tiny', 't1', { text: 'Later.', visibility: 'public' }));
    assert.deepEqual([sent.kept, sent.uncertain], [true, undefined]);
    assert.equal(host.size, 0);
  });

  it('that goes on giving the same page is not asked for ever', async () => {
    let asked = 0;
    instead.changes = async function* () {
      for (;;) {
        asked++;
        const ticket = await connector.open({ ...config, secret: desk.key }).ticket('t1', new AbortController().signal);
        yield { tickets: [ticket], cursor: String(asked), complete: false };
      }
    };
    value(await engine.open(config, desk.key));
    const why = failure(await engine.sync('tiny'));
    assert.deepEqual([why.reason, why.detail], ['unreadable', 'its connector gives the same page again and again']);
    assert.ok(asked < 10, String(asked));
  });

  it('leaves the thread that all desks share alone with what is too long for it', async () => {
    const told: string[] = [];
    engine.onChange(({ kind }) => told.push(kind));
    await open();
    const body = { kind: 'text', body: 'x'.repeat(300_000_000) };
    const entry = { id: '1', role: 'customer', visibility: 'public', body };
    instead.conversation = async () => ({ history: [entry] });
    const { details } = value(await engine.details('tiny', 't1', { fresh: true }));
    assert.ok(details.missing.includes('history'));
    assert.ok(!told.includes('restarted'));
  });

  it('may say things twice, and have dates from the beginning of time', async () => {
    const entry = { id: '1', role: 'customer', visibility: 'public', body: { kind: 'text', body: 'Hello' } };
    const time = { id: '1', minutes: 5 };
    instead.conversation = async () => ({ history: [entry, entry], time: [time, time], attachments: [{ name: 'a' }] });
    const never = '0001-01-01T00:00:00';
    const ticket = (id: string) => {
      const shown = { subject: 's', state: 'open', status: 'Open', urgency: 'normal' };
      return { ...shown, id, number: '1', openedAt: never, changedAt: never, closedAt: never };
    };
    instead.ticket = async (id: string) => ticket(id);
    instead.changes = async function* () {
      yield { tickets: [ticket('a'), ticket('a'), ticket('b')], gone: ['z', 'z'], cursor: '', complete: true };
    };
    await open();
    assert.equal((await engine.list('tiny', all, newest, 10)).total, 2);
    const { details } = value(await engine.details('tiny', 'a', { fresh: true }));
    assert.deepEqual([details.history.length, details.totalMinutes, details.missing], [2, 10, []]);
    value(await engine.sync('tiny'));
  });

  it('that was taken away has sent nothing, however its pages are left', async () => {
    let left = 0;
    instead.changes = () => ({
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => {}),
        return: () => {
          left++;
          throw new Error('not now');
        },
      }),
    });
    const calls = new GuestCalls({ ask: host.ask, closeAll: () => host.closeAll() });
    for (const one of ['one', 'two']) {
      await calls.ask(1, { desk: one, method: 'open', args: [config, desk.key] });
      await calls.ask(2, { desk: one, method: 'changes', args: [undefined, { kind: 'all' }] });
    }
    host.closeAll();
    await until('both pages to be left', () => left === 2);
    delete instead.changes;
    await open();
    host.closeAll();
    assert.equal(host.size, 0);
    const sent = failure(await engine.addNote('tiny', 't1', { text: 'Later.', visibility: 'public' }));
    assert.deepEqual([sent.reason, sent.kept, sent.uncertain], ['noConnector', true, undefined]);
    assert.equal(sent.detail, 'deskside-test.consumer');
    const [waiting] = await engine.outbox('tiny');
    assert.equal(waiting?.state, 'waiting');
  });

  it('keeps nobody waiting, whatever it does with its signal', async () => {
    await open();
    let heard: AbortSignal | undefined;
    instead.customers = (_text: string, _limit: number, signal: AbortSignal) => {
      heard = signal;
      return new Promise(() => {});
    };
    const abort = new AbortController();
    const asked = engine.customers('tiny', '', 5, abort.signal);
    while (!heard) await new Promise(resolve => setTimeout(resolve, 5));
    abort.abort();
    assert.equal(failure(await asked).reason, 'cancelled');
    assert.ok(heard.aborted);
    assert.match(failure(await engine.customers('tiny', '', 5)).detail ?? '', /did not answer in time/);
  });

  it('that cannot be reached has sent nothing', async () => {
    await open();
    const { asked } = desk;
    await desk.stop();
    const count = asked.length;
    const kept = failure(await engine.addNote('tiny', 't1', { text: 'Later.', visibility: 'public' }));
    assert.deepEqual([kept.reason, kept.kept], ['unreachable', true]);
    assert.equal(asked.length, count);
    assert.equal((await engine.list('tiny', all, newest, 10)).total, 5);
    // `afterEach` stops it.
    desk = new TinyDesk([]);
    await desk.start();
  });

  it('is opened with the secret of the desk alone, and closed with it', async () => {
    await open();
    assert.deepEqual([host.size, secrets], [1, [desk.key]]);
    const stranger = { ...config, id: 'other', system: 'somebody.else/tiny' };
    assert.equal(failure(await engine.open(stranger, 'another secret')).reason, 'badInput');
    await engine.close('tiny');
    assert.equal(host.size, 0);
    assert.deepEqual(secrets, [desk.key]);
  });

  it('is told when the engine that asked it ended unexpectedly', async () => {
    const calls = new GuestCalls({ ask: host.ask, closeAll: () => host.closeAll() });
    await calls.ask(1, { desk: 'one', method: 'open', args: [config, desk.key] });
    assert.equal(host.size, 1);
    desk.mood = 'hangs';
    const asked = calls.ask(2, { desk: 'one', method: 'check', args: [] });
    calls.endAll();
    assert.equal(failure(await asked).reason, 'cancelled');
    assert.equal(host.size, 0);
    assert.equal(failure(await calls.ask(3, { desk: 'one', method: 'check', args: [] })).reason, 'noConnector');
  });

  it('whose pages end early, or never began, leaves nothing open', async () => {
    let ended = 0;
    instead.changes = async function* () {
      try {
        yield { tickets: [], cursor: '1', complete: false };
        yield { tickets: [{}], cursor: '2', complete: true };
      } finally {
        ended++;
      }
    };
    value(await engine.open(config, desk.key));
    assert.match(failure(await engine.sync('tiny')).detail ?? '', /not a page of changes, at tickets\.0\.id/);
    while (ended === 0) await new Promise(resolve => setTimeout(resolve, 5));
  });
});

const system: GuestSystem = {
  info: {
    system: 'deskside-test.consumer/tiny',
    label: 'Tiny Desk',
    addressExample: 'https://tiny.example.com',
    asksOrganizationId: false,
    secretKind: 'key',
    secretPath: 'Settings > Keys',
    extension: 'deskside-test.consumer',
  },
  capabilities: {
    noteVisibilities: ['public', 'internal'],
    logTime: true,
    timeVisibility: false,
    changeTime: false,
    customerRequired: false,
    editFields: true,
    filterFields: false,
    attach: false,
    linkCustomers: false,
    articles: false,
    ticketAssets: false,
    ticketSchedules: false,
    cardParts: [],
    depthsAtOnce: 1,
  },
};
