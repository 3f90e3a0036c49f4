import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type {
  ActiveTicket,
  DesksideApi,
  DesksideExports,
  Ticket,
  TicketRef,
  TicketsChange,
} from '../../api/deskside.d.ts';
import type { TestApi } from '../../src/extension.ts';
import type { DeskConfig } from '../../src/model/desk.ts';
import { readSearch } from '../../src/model/searchLanguage.ts';
import type { ConsumerExports } from '../consumer/src/extension.ts';
import { tinyConnector } from '../consumer/src/tinyConnector.ts';
import { TinyDesk } from '../consumer/src/tinyDesk.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';

const owner = 'deskside-test.consumer';
const tinySystem = `${owner}/tiny`;

async function reasonOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (thrown) {
    assert.ok(thrown instanceof Error);
    return 'reason' in thrown ? String(thrown.reason) : thrown.message;
  }
  throw new Error('it did not fail');
}

const refOf = ({ deskId, ticketId }: TicketRef): TicketRef => ({ deskId, ticketId });

describe('the API for other extensions', () => {
  let under: TestApi;
  let api: DesksideApi;

  before(async () => {
    under = await extensionUnderTest();
    const deskside = vscode.extensions.getExtension<DesksideExports>('deskside.deskside');
    assert.ok(deskside);
    api = await deskside.exports.getApi(1);
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const { config } of [...under.desks.known]) await under.desks.remove(config.id);
  });

  it('has versions', async () => {
    const { exports } = vscode.extensions.getExtension<DesksideExports>('deskside.deskside') ?? assert.fail();
    assert.equal(api.version, 1);
    assert.equal(await exports.getApi(1), api);
    assert.match(await reasonOf(exports.getApi(2 as 1)), /no API 2/);
  });

  it('is the same for all, and nobody can change it for others', () => {
    const { exports } = vscode.extensions.getExtension<DesksideExports>('deskside.deskside') ?? assert.fail();
    assert.ok(Object.isFrozen(api));
    assert.throws(() => Object.assign(api, { search: undefined }), TypeError);
    assert.throws(() => Object.assign(exports, { getApi: undefined }), TypeError);
  });

  describe('with the desks of the user', () => {
    const rd = 'test-readydesk';
    const ts = 'test-teamsupport';

    beforeEach(async () => {
      for (const { config, secret } of sampleDesks()) {
        const checked = await under.engine.check(config, secret);
        const me = checked.ok ? checked.value.technicians.find(each => each.active) : undefined;
        assert.ok(me);
        await under.desks.add({ ...config, technicianId: me.id, technicianName: me.name }, secret);
      }
      for (const { config } of sampleDesks()) assert.ok((await under.engine.sync(config.id)).ok);
    });

    it('tells them, without address or secret', async () => {
      const desks = await api.desks();
      assert.deepEqual(
        desks.map(({ id, system, failure, logsTime }) => [id, system, failure, logsTime]),
        [
          [rd, 'readydesk', undefined, true],
          [ts, 'teamsupport', undefined, true],
        ],
      );
      const told = JSON.stringify(desks);
      for (const { config, secret } of sampleDesks()) {
        assert.ok(!told.includes(secret) && !told.includes(config.address));
      }
    });

    it('finds tickets on all desks or one, and shows one', async () => {
      const both = await api.search('status:open', { limit: 5 });
      assert.deepEqual([...new Set(both.tickets.map(each => each.deskId))].sort(), [rd, ts]);
      assert.ok(both.tickets.length <= 10 && both.failed.length === 0);
      const { tickets } = await api.search('', { deskId: ts, limit: 3 });
      assert.deepEqual([tickets.length, tickets.every(each => each.deskId === ts)], [3, true]);
      const [first] = tickets;
      assert.ok(first);
      assert.deepEqual(await api.findTicket(ts, first.number).then(({ ticketId }) => ticketId), first.ticketId);
      const details = await api.getTicket(first);
      assert.deepEqual([details.ticket.number, details.missing], [first.number, []]);
      assert.ok(!('otherFields' in details.ticket));

      const heard: (ActiveTicket | undefined)[] = [];
      const listening = api.onDidChangeActiveTicket(active => heard.push(active));
      try {
        await api.openTicket({ deskId: first.deskId, ticketId: first.ticketId });
        await until('its panel', () => under.panels.active?.ticketId === first.ticketId);
        const active = await api.activeTicket();
        assert.deepEqual([active?.ticketId, active?.number, active?.from], [first.ticketId, first.number, 'panel']);
        await until('that it is told', () => heard.at(-1)?.ticketId === first.ticketId);
        await vscode.commands.executeCommand('workbench.action.closeAllEditors');
        await until('that none is told', () => heard.at(-1)?.ticketId !== first.ticketId);
        const { number, subject } = first;
        await under.time.timers.start({ deskId: first.deskId, ticketId: first.ticketId, number, subject });
        await until('that its timer is told', () => heard.at(-1)?.from === 'timer');
        assert.deepEqual(await api.activeTicket(), { ...refOf(first), number, subject, from: 'timer' });
      } finally {
        listening.dispose();
        const { current } = under.time.timers.state;
        if (current) await under.time.timers.discard(current.id);
      }
    });

    it('says why not', async () => {
      const nobody = { deskId: 'nobody', ticketId: '1' };
      const draft = { subject: 'x', description: 'y' };
      assert.equal(await reasonOf(api.getTicket(nobody)), 'notFound');
      assert.equal(await reasonOf(api.createTicket('nobody', draft)), 'notFound');
      assert.equal(await reasonOf(api.findTicket(ts, '99999999')), 'notFound');
      assert.equal(await reasonOf(api.createTicket(ts, { ...draft, subject: '  ' })), 'badInput');
      assert.equal(await reasonOf(api.logTime({ deskId: ts, ticketId: '1' }, { minutes: 0 })), 'badInput');
      assert.equal(await reasonOf(api.search('x', { limit: 1_000_000 })), 'badInput');
      assert.equal(await reasonOf(api.search('x', { signal: AbortSignal.abort() })), 'cancelled');
      const [, { config } = assert.fail()] = sampleDesks();
      for (const wrong of [
        api.search(undefined as unknown as string),
        api.search('x', { signal: {} as AbortSignal }),
        api.findTicket(ts, '1', {} as AbortSignal),
        api.findTicket(ts, 1 as unknown as string),
        api.getTicket(undefined as unknown as TicketRef),
        api.addNote({ deskId: rd, ticketId: '1' }, { text: 'x', visibility: 'secret' as 'plain' }),
        api.logTime({ deskId: ts, ticketId: '1' }, { minutes: 1e300 }),
        api.logTime({ deskId: ts, ticketId: '1' }, { minutes: 5, startedAt: 'yesterday' }),
      ]) {
        assert.equal(await reasonOf(wrong), 'badInput');
      }
      await under.desks.signOut(config.id);
      assert.equal(await reasonOf(api.findTicket(ts, '1')), 'signedOut');
      const { failed } = await api.search('');
      assert.deepEqual(failed, [{ deskId: ts, reason: 'signedOut' }]);
    });

    it('takes members without a value as absent, and writes nothing that was called off before', async () => {
      const options: object = { deskId: undefined, limit: 2, signal: undefined };
      assert.ok((await api.search('', options)).tickets.length > 0);
      const signal = AbortSignal.abort();
      const draft = { subject: 'Called off', description: 'Never made' };
      assert.equal(await reasonOf(api.createTicket(rd, draft, signal)), 'cancelled');
      const [first] = (await api.search('', { deskId: ts, limit: 1 })).tickets;
      assert.ok(first);
      assert.equal(await reasonOf(api.addNote(first, { text: 'No', visibility: 'internal' }, signal)), 'cancelled');
      assert.equal(await reasonOf(api.logTime(first, { minutes: 5 }, signal)), 'cancelled');
      assert.deepEqual(await under.engine.outbox(), []);
      const { history } = await api.getTicket(first, { fresh: true });
      assert.ok(history.every(({ body }) => body.body !== 'No'));
    });

    it('tells each listener once, whatever others do with what they are told', async () => {
      const heard: TicketsChange[] = [];
      const thrower = api.onDidChangeTickets(change => {
        (change.ticketIds as string[] | undefined)?.splice(0);
        throw new Error('a listener that throws');
      });
      const listening = api.onDidChangeTickets(change => heard.push(change));
      try {
        const desks = await api.desks();
        for (const { notes } of desks) (notes as string[]).splice(0);
        assert.ok((await api.desks()).every(({ notes }) => notes.length > 0));
        const [first] = (await api.search('status:open', { deskId: ts, limit: 1 })).tickets;
        assert.ok(first);
        await api.addNote(first, { text: 'Told of', visibility: 'internal' });
        await until('that it is told', () => heard.some(each => each.ticketIds?.includes(first.ticketId)));
        assert.ok(heard.every(each => each.ticketIds === undefined || each.ticketIds.length > 0));
      } finally {
        thrower.dispose();
        listening.dispose();
      }
    });

    it('does what docs/api.md says', async () => {
      const page = await readFile(vscode.Uri.joinPath(under.context.extensionUri, 'docs/api.md').fsPath, 'utf8');
      const [example = ''] = page.match(/(?<=```ts\n)const \{ tickets \}[\s\S]*?(?=```)/) ?? [];
      const queries: string[] = [];
      const told: DesksideApi = {
        ...api,
        search: (query, options) => {
          queries.push(query);
          return api.search('status:open', options);
        },
      };
      const run = new Function('api', `return (async () => { ${example} return tickets[0]; })();`);
      const first: Ticket = await run(told);
      assert.equal(queries.length, 1);
      assert.deepEqual(readSearch(queries[0] ?? '').problems, []);
      assert.equal(under.panels.active?.ticketId, first.ticketId);
      const { time } = await api.getTicket(first, { fresh: true });
      assert.ok(time.some(({ minutes, notes }) => minutes === 25 && notes?.includes('Looked at the log')));
    });

    it('writes in the name of the user, and tells what changed', async () => {
      const changes: TicketsChange[] = [];
      const listening = api.onDidChangeTickets(change => changes.push(change));
      try {
        const fields = await api.newTicketFields(ts);
        assert.ok(fields.some(({ role, choices }) => role === 'type' && choices?.length));
        const typeId = fields.find(({ role }) => role === 'type')?.choices?.[0]?.id ?? '';
        const made = await api.createTicket(ts, { subject: 'Made by an extension', description: 'All of it', typeId });
        const ref = { deskId: ts, ticketId: made.id };
        await api.addNote(ref, { text: 'Noted by an extension', visibility: 'internal' });
        await api.logTime(ref, { minutes: 25, notes: 'Worked by an extension' });
        const { ticket, history, time } = await api.getTicket(ref, { fresh: true });
        assert.deepEqual([ticket.number, ticket.subject], [made.number, 'Made by an extension']);
        const note = history.find(({ body }) => body.body.includes('Noted by an extension'));
        assert.equal(note?.visibility, 'internal');
        assert.equal(
          time.reduce((sum, { minutes }) => sum + minutes, 0),
          25,
        );
        await until('that it is told', () => changes.some(each => each.ticketIds?.includes(made.id)));
      } finally {
        listening.dispose();
      }
    });
  });

  describe('with the connector of another extension', () => {
    let desk: TinyDesk;
    let address: string;
    let person: Person;

    const consumer = async (): Promise<ConsumerExports> => {
      const extension = vscode.extensions.getExtension<ConsumerExports>(owner);
      assert.ok(extension, 'the consumer is not installed');
      return extension.activate();
    };
    const config = (): DeskConfig => ({ id: 'tiny', name: 'Tiny', system: tinySystem, address, technicianId: 'sam' });
    const state = async () => {
      const found = (await under.desks.load()).find(({ config: { id } }) => id === 'tiny');
      return found?.state === 'failed' ? found.failure.reason : found?.state;
    };

    beforeEach(async () => {
      desk = new TinyDesk(['Printer prints blank pages', 'Login fails', 'Invoice is wrong', 'Export is slow']);
      address = await desk.start();
      person = new Person();
    });
    afterEach(async () => {
      await person.leave();
      await desk.stop();
    });

    // The first of these: nobody has activated the consumer yet.
    it('opens a desk of the settings: its extension is activated for that', async () => {
      assert.equal(vscode.extensions.getExtension(owner)?.isActive, false);
      await under.desks.add(config(), desk.key);
      assert.equal(await state(), 'ready');
      assert.equal(vscode.extensions.getExtension(owner)?.isActive, true);
      assert.ok((await under.engine.sync('tiny')).ok);
      const { tickets } = await api.search('', { deskId: 'tiny' });
      assert.equal(tickets.length, 4);
      const [first] = tickets;
      assert.ok(first);
      assert.equal((await api.getTicket(first, { fresh: true })).failure, undefined);
      Object.assign(desk, { key: 'another' });
      const { ticket, failure } = await api.getTicket(first, { fresh: true });
      assert.deepEqual([ticket.subject, failure], [first.subject, 'unauthorized']);
    });

    it('connects, lists, opens and writes', async () => {
      const { api: theirs, heard } = await consumer();
      const title = 'Connect a Help Desk';
      const connecting = person.run('deskside.connect');
      const systems = await person.rows(title);
      const tiny = systems.find(({ label }) => label === 'Tiny Desk');
      assert.match(tiny?.description ?? '', new RegExp(`by the extension ${owner}`));
      await person.choose(title, 'Tiny Desk');
      await person.write(title, address);
      assert.match((await person.box(title)).prompt ?? '', new RegExp(`handed to the extension ${owner} alone`));
      await person.write(title, 'wrong-key-987654321');
      assert.match(await person.problem(title), /refused the sign-in/);
      await person.write(title, desk.key);
      await person.choose(title, 'Sam Rivera');
      await connecting;

      const connected = await until('the desk', async () =>
        (await theirs.desks()).find(each => each.system === tinySystem),
      );
      assert.deepEqual(
        [connected.name, connected.failure, connected.notes],
        ['Tiny Desk', undefined, ['public', 'internal']],
      );
      assert.ok((await under.engine.sync(connected.id)).ok);
      const { tickets } = await theirs.search('is:mine', { deskId: connected.id });
      assert.equal(tickets.length, 4);
      const login = tickets.find(({ subject }) => subject === 'Login fails');
      assert.ok(login);
      await theirs.openTicket(login);
      await until('its panel', () => under.panels.active?.ticketId === login.ticketId);

      await theirs.addNote(login, { text: 'Reset the password.', visibility: 'public' });
      await theirs.logTime(login, { minutes: 10 });
      const made = await theirs.createTicket(connected.id, { subject: 'Another', description: 'One more' });
      assert.deepEqual(
        desk.notes.get('t2')?.map(({ text, by, internal, minutes }) => [text, by, internal, minutes]),
        [
          ['Reset the password.', 'sam', false, undefined],
          ['', 'sam', true, 10],
        ],
      );
      assert.deepEqual([made.number, desk.tickets.get('t5')?.subject], ['5', 'Another']);
      const { history, time } = await theirs.getTicket(login, { fresh: true });
      assert.deepEqual([history.length, time[0]?.minutes], [2, 10]);
      assert.ok(heard.desks > 0);
      await until('that changes are told', () => heard.tickets.some(each => each.deskId === connected.id));
      assert.ok(desk.asked.filter(each => each.includes('without the key')).length <= 1);
    });

    it('that is taken away leaves its desks closed, with the reason, until it is back', async () => {
      const { register, unregister } = await consumer();
      await under.desks.add(config(), desk.key);
      assert.equal(await state(), 'ready');
      unregister();
      await until('that it is closed', async () => (await state()) === 'noConnector');
      const row = (await under.tree.getChildren()).find(each => each.kind === 'message');
      assert.deepEqual([row?.label, row?.description], ['Its extension is missing', 'Show Extension']);
      assert.equal(await reasonOf(api.findTicket('tiny', '1')), 'noConnector');
      person.press = undefined;
      await person.run('deskside.reconnect', 'tiny');
      assert.match(person.heard.join(' '), new RegExp(`connected by the extension ${owner}`));
      register();
      await until('that it is open', async () => (await state()) === 'ready');
    });

    it('gets no secret that was entered for another one, or for another address', async () => {
      await consumer();
      await under.desks.add(config(), desk.key);
      assert.equal(await state(), 'ready');
      const secrets: string[] = [];
      const thief = {
        ...tinyConnector(owner),
        system: `${owner}/thief`,
        open: (access: { secret: string }) => {
          secrets.push(access.secret);
          throw new Error('no');
        },
      };
      const registered = api.registerConnector(thief);
      try {
        const settings = vscode.workspace.getConfiguration('deskside');
        const set = (change: object) =>
          settings.update('desks', [{ ...config(), ...change }], vscode.ConfigurationTarget.Global);
        await set({ system: thief.system });
        await until('that it is signed out', async () => (await state()) === 'signedOut');
        await set({ address: 'http://127.0.0.1:9' });
        await until('that it is signed out', async () => (await state()) === 'signedOut');
        await set({ system: 'teamsupport', organizationId: '1' });
        await until('that it is signed out', async () => (await state()) === 'signedOut');
        assert.deepEqual(secrets, []);
      } finally {
        registered.dispose();
      }
    });

    it('must be whole, be named after its extension, and be the only one of its name', async () => {
      await consumer();
      const tiny = tinyConnector(owner);
      const refused = (change: object) => {
        try {
          api.registerConnector({ ...tiny, ...change }).dispose();
        } catch (thrown) {
          return thrown instanceof Error ? thrown.message : '';
        }
        return undefined;
      };
      assert.match(refused({}) ?? '', /registered already/);
      assert.match(refused({ system: 'teamsupport' }) ?? '', /at system/);
      assert.match(refused({ system: 'nobody.here/tiny' }) ?? '', /id of the extension/);
      assert.match(refused({ system: `${owner}/other`, can: {} }) ?? '', /at can\.notes/);
      assert.match(refused({ system: `${owner}/other`, open: undefined }) ?? '', /at open/);
      assert.equal(refused({ system: `${owner}/other` }), undefined);
    });
  });
});
