import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { connectors } from '../../src/engine/connectors.ts';
import { DeskEngine } from '../../src/engine/deskEngine.ts';
import type { Engine, EngineChange } from '../../src/engine/engine.ts';
import type { Result } from '../../src/model/errors.ts';
import type { Notice } from '../../src/model/notice.ts';
import { newestFirst } from '../../src/model/search.ts';
import { TestEngine } from './engineFolder.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';
import { Backdoor, configOf, everything, systems, until } from './syncedDesk.ts';

function value<T>(result: Result<T>): T {
  if (!result.ok) assert.fail(`${result.failure.reason}: ${result.failure.detail}`);
  return result.value;
}

/** Two engines in one thread may find each other within a transaction, which those of two windows wait for. */
async function done<T>(ask: () => Promise<Result<T>>): Promise<T> {
  for (let tries = 0; ; tries++) {
    const result = await ask();
    if (result.ok || tries === 10 || !result.failure.detail?.includes('locked')) return value(result);
    await pause(20);
  }
}

/** What an engine tells. */
function told(engine: Engine): EngineChange[] {
  const changes: EngineChange[] = [];
  engine.onChange(change => changes.push(change));
  return changes;
}

const noticesIn = (changes: readonly EngineChange[]): Notice[] =>
  changes.flatMap(change => (change.kind === 'notices' ? change.notices : []));

for (const system of systems) {
  describe(`engine: what wants the user, in two windows (${system})`, function () {
    this.timeout(60_000);
    let sample: SampleDesk;
    let behind: Backdoor;
    let here: TestEngine;
    let there: DeskEngine;
    let id: string;

    beforeEach(async () => {
      sample = await startSampleDesk(['--tickets', '60']);
      behind = new Backdoor(sample);
      here = new TestEngine(undefined, { look: 50, first: 200, most: 500 });
      there = new DeskEngine(connectors, here.folder);
      const { config, secret } = configOf(sample, system);
      id = config.id;
      for (const engine of [here, there]) {
        await engine.mirror(everything);
        await done(() => engine.open(config, secret));
      }
      await done(() => here.sync(id));
    });
    afterEach(async () => {
      await there.dispose();
      await here.dispose();
      behind.close();
      await sample.stop();
    });

    const unread = async (engine: Engine) => (await done(() => engine.attention(id))).unread;
    const reasons = async (engine: Engine, ticketId: string) => {
      const { tickets } = await done(() => engine.needsMe(id, 1000));
      return tickets.find(each => each.ticket.id === ticketId)?.reasons.map(({ kind }) => kind);
    };
    /** Whether a customer waits in it, as far as the copy knows. */
    const waitsFor = async (ticketId: string) =>
      (await reasons(here, ticketId))?.some(kind => kind === 'customerWaits' || kind === 'unanswered') ?? false;
    /** An open ticket of nobody. */
    const nobodys = () => {
      const [first = ''] = behind.ids(
        system,
        system === 'readydesk' ? "assigned_to IS NULL AND status <> 'CLOSED'" : 'user_id IS NULL AND is_closed = 0',
      );
      assert.ok(first);
      return first;
    };

    it('is told in one of them, and marked in both until it is opened in one', async () => {
      const ticketId = nobodys();
      const [a, b] = [told(here), told(there)];
      behind.give(system, ticketId);
      await done(() => here.sync(id));
      await done(() => there.sync(id));
      await until('both marks', async () => (await unread(here)).length > 0 && (await unread(there)).length > 0);
      await until('the notice', () => noticesIn([...a, ...b]).length > 0);
      assert.deepEqual(
        noticesIn([...a, ...b]).map(notice => [notice.ticketId, notice.reason]),
        [[ticketId, 'assigned']],
      );
      await until('that the other one hears', () => b.some(({ kind }) => kind === 'attention'));
      assert.ok((await reasons(there, ticketId))?.includes('given'));
      a.length = 0;
      await done(() => there.seeTicket(id, ticketId));
      await until('that this one hears', () => a.some(({ kind }) => kind === 'attention'));
      assert.deepEqual(await unread(here), []);
      assert.ok(!(await reasons(here, ticketId))?.includes('given'));
    });

    it('is told to one window alone where it was put off', async () => {
      const notice: Notice = { ticketId: nobodys(), number: '1', subject: 'S', reason: 'changed' };
      await done(() => here.putOffNotices(id, [notice]));
      assert.ok((await done(() => there.attention(id))).laterSince);
      const taken = await Promise.all([here, there].map(async engine => await done(() => engine.takeNotices(id))));
      assert.deepEqual(taken.flat(), [notice]);
    });

    it('is neither told nor listed where it is muted, in both', async () => {
      const ticketId = nobodys();
      await done(() => there.muteTickets(id, [ticketId], true));
      const a = told(here);
      behind.give(system, ticketId);
      await done(() => here.sync(id));
      assert.deepEqual(noticesIn(a), []);
      assert.deepEqual([await reasons(here, ticketId), await unread(there)], [undefined, []]);
      await done(() => here.muteTickets(id, [ticketId], false));
      assert.ok(await reasons(there, ticketId));
    });

    it('is a customer who waits, until they get an answer', async () => {
      const sam = (await done(() => here.technicians(id))).find(({ name }) => name === 'Sam Rivera');
      assert.ok(sam?.id);
      // Somebody else's ticket whose customer spoke last, and which is no longer new to the user.
      const open = { terms: [{ kind: 'is', is: 'open', not: false }] } as const;
      let ticketId = '';
      for (const { id: each } of (await here.list(id, open, newestFirst, 100)).tickets) {
        const { history } = (await done(() => here.details(id, each))).details;
        const said = history.filter(({ visibility, role }) => visibility !== 'internal' && role !== 'system');
        if (said.at(-1)?.role === 'customer') ticketId = each;
        if (ticketId) break;
      }
      assert.ok(ticketId, 'no customer spoke last');
      behind.give(system, ticketId);
      await done(() => here.sync(id));
      await until('a customer who waits', async () => (await waitsFor(ticketId)) === true);
      const a = told(here);
      await done(() =>
        here.addNote(id, ticketId, { text: 'It is mended now.', visibility: 'public', authorId: sam.id }),
      );
      await until('no reason to answer', async () => (await waitsFor(ticketId)) === false);
      await until('that views hear of it', () =>
        a.some(
          change =>
            (change.kind === 'ticket' && change.ticketId === ticketId) ||
            (change.kind === 'tickets' && change.ticketIds.includes(ticketId)),
        ),
      );
    });
  });
}
