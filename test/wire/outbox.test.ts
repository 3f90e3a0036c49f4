import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { after, afterEach, before, describe, it } from 'mocha';
import { connectors } from '../../src/engine/connectors.ts';
import type { EngineChange } from '../../src/engine/engine.ts';
import { storeFile } from '../../src/engine/store/files.ts';
import type { DeskConfig } from '../../src/model/desk.ts';
import type { Result } from '../../src/model/errors.ts';
import type { OutboxEntry, Write } from '../../src/model/outbox.ts';
import { newestFirst } from '../../src/model/search.ts';
import { TestEngine } from './engineFolder.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

function value<T>(result: Result<T>): T {
  if (!result.ok) assert.fail(`${result.failure.reason}: ${result.failure.detail}`);
  return result.value;
}

describe('engine: the outbox of a desk', function () {
  this.timeout(60_000);
  let sample: SampleDesk;
  let configs: { readonly config: DeskConfig; readonly secret: string; readonly note: 'plain' | 'internal' }[];

  before(async () => {
    sample = await startSampleDesk(['--tickets', '60']);
    const { readydesk, teamsupport } = sample;
    const { url, organizationId, token } = teamsupport;
    configs = [
      {
        config: { id: 'rd', name: 'RD', system: 'readydesk', address: readydesk.url },
        secret: readydesk.key,
        note: 'plain',
      },
      {
        config: { id: 'ts', name: 'TS', system: 'teamsupport', address: url, organizationId },
        secret: token,
        note: 'internal',
      },
    ];
  });
  after(() => sample.stop());
  afterEach(() => sample.control.usual());

  /** An engine with one desk, that waits long between tries: what goes on does so because something woke it. */
  async function opened(which: number, first = 60_000) {
    const found = configs[which];
    assert.ok(found);
    const { config, secret, note } = found;
    const engine = new TestEngine(connectors, { look: 100, first, most: 60_000 });
    const told: OutboxEntry[] = [];
    const heard = new Set<() => void>();
    engine.onChange((change: EngineChange) => {
      if (change.kind !== 'outbox') return;
      told.push(...change.entries);
      for (const hear of [...heard]) hear();
    });
    await engine.mirror({ tickets: 'all', days: 90, notices: false });
    value(await engine.open(config, secret));
    value(await engine.sync(config.id));
    const [ticket] = (await engine.list(config.id, { terms: [] }, newestFirst, 1)).tickets;
    assert.ok(ticket);
    const until = async (id: number, wanted: (entry: OutboxEntry) => boolean): Promise<OutboxEntry> => {
      for (;;) {
        const entry = told.find(each => each.id === id && wanted(each));
        if (entry) return entry;
        await new Promise<void>(resolve => {
          const hear = () => {
            heard.delete(hear);
            resolve();
          };
          heard.add(hear);
        });
      }
    };
    const noteOf = (text: string): Write => ({
      kind: 'addNote',
      ticketId: ticket.id,
      note: { text, visibility: note },
    });
    const times = async (text: string) => {
      const { details } = value(await engine.details(config.id, ticket.id, { fresh: true }));
      return details.history.filter(entry => entry.body.body.includes(text)).length;
    };
    return { engine, desk: config.id, config, secret, ticket, until, noteOf, times };
  }

  for (const which of [0, 1]) {
    const system = ['readydesk', 'teamsupport'][which];

    it(`${system}: sends what was written offline as soon as a sync gets through, once`, async () => {
      const { engine, desk, until, noteOf, times } = await opened(which);
      await sample.control.set({ offline: true });
      const { id } = value(await engine.put(desk, noteOf('written offline')));
      await until(id, entry => entry.failure !== undefined);
      assert.equal((await engine.outbox()).length, 1);
      value(await engine.clear(desk));
      assert.equal((await engine.outbox(desk)).length, 1, 'what was not sent is not cleared');
      await sample.control.usual();
      value(await engine.sync(desk));
      await until(id, entry => entry.state === 'sent');
      assert.equal(await times('written offline'), 1);
      assert.deepEqual(await engine.outbox(), []);
      await engine.dispose();
    });

    it(`${system}: what was sent is in the ticket at once, also while other writes stand in the outbox`, async () => {
      const { engine, desk, ticket, until, noteOf } = await opened(which);
      const [, other] = (await engine.list(desk, { terms: [] }, newestFirst, 2)).tickets;
      assert.ok(other && other.id !== ticket.id);
      value(await engine.details(desk, ticket.id));
      const read = new Promise<void>(resolve => {
        engine.onChange(change => {
          if (change.kind === 'ticket' && change.ticketId === ticket.id) resolve();
        });
      });
      const hold = 600_000;
      const held = value(await engine.put(desk, { ...noteOf('held long'), ticketId: other.id } as Write, { hold }));
      const { id } = value(await engine.put(desk, noteOf('sent beside it')));
      await until(id, entry => entry.state === 'sent');
      const { details } = value(await engine.details(desk, ticket.id));
      assert.ok(details.history.some(entry => entry.body.body.includes('sent beside it')));
      // Nobody needs to look at it for that.
      await read;
      value(await engine.choose(desk, held.id, { kind: 'discard' }));
      await engine.dispose();
    });

    it(`${system}: sends after it is opened again what a window left, held or not`, async () => {
      const { engine, desk, config, secret, until, noteOf, times } = await opened(which);
      const held = value(await engine.put(desk, noteOf('held over an end'), { hold: 300 }));
      assert.equal(held.state, 'held');
      await engine.close(desk);
      value(await engine.open(config, secret));
      await until(held.id, entry => entry.state === 'sent');
      assert.equal(await times('held over an end'), 1);
      await engine.dispose();
    });

    it(`${system}: finds a change that somebody else made to the same field, and sets what the user chose`, async () => {
      const { engine, desk, ticket, until } = await opened(which);
      const fields = value(await engine.ticketFields(desk, ticket.id));
      const subject = fields.find(({ role }) => role === 'subject');
      assert.ok(subject?.value);
      const changeTo = (to: string, base: string): Write => ({
        kind: 'updateTicket',
        ticketId: ticket.id,
        changes: { [subject.name]: to },
        base: { [subject.name]: base },
      });
      const first = value(await engine.put(desk, changeTo('Changed once', subject.value)));
      await until(first.id, entry => entry.state === 'sent');
      const second = value(await engine.put(desk, changeTo('Changed twice', subject.value)));
      const { conflicts } = await until(second.id, entry => entry.state === 'conflict');
      assert.equal(conflicts?.[0]?.theirs, 'Changed once');
      value(await engine.choose(desk, second.id, { kind: 'keepMine', fields: [subject.name] }));
      await until(second.id, entry => entry.state === 'sent');
      const { details } = value(await engine.details(desk, ticket.id, { fresh: true }));
      assert.equal(details.ticket.subject, 'Changed twice');
      await engine.dispose();
    });

    it(`${system}: sends at once what cannot be put down, and not again when a thread ended meanwhile`, async () => {
      const { engine, desk, ticket, noteOf, times } = await opened(which);
      const database = new DatabaseSync(storeFile(engine.folder, desk));
      database.exec("CREATE TRIGGER full BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'full'); END");
      database.close();
      const write = noteOf('put down nowhere');
      assert.ok(write.kind === 'addNote');
      const key = { id: 'one', again: false };
      value(await engine.addNote(desk, ticket.id, write.note, undefined, key));
      for (const once of [
        await engine.addNote(desk, ticket.id, write.note, undefined, { ...key, again: true }),
        await engine.put(desk, write, {}, { ...key, again: true }),
      ]) {
        assert.equal(once.ok || once.failure.uncertain, true);
        assert.ok(!once.ok);
      }
      assert.equal(await times('put down nowhere'), 1);
      await engine.dispose();
    });
  }
});
