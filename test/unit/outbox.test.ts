import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { DeskFailure } from '../../src/model/errors.ts';
import type { OutboxEntry, Write } from '../../src/model/outbox.ts';
import { fast, type Mood, MoodyDesk, OutboxWindow, textOf } from './outboxDesk.ts';
import { aNote, temporaryFolder } from './storeFolder.ts';

const timeOut: Mood = 'loses it without an answer';
const lost: Mood = 'takes without an answer';
const cut: DeskFailure = { reason: 'unreachable', notSent: true };

const everyKind: Write[] = [
  { kind: 'createTicket', draft: { subject: 'New one', description: '' } },
  aNote('1', 'Hello'),
  { kind: 'logTime', ticketId: '1', time: { minutes: 7, startedAt: '2026-01-01T00:00:00Z', notes: '' } },
  { kind: 'updateTicket', ticketId: '1', changes: { Name: 'Other' } },
  { kind: 'linkCustomer', ticketId: '1', customerId: '5' },
  { kind: 'unlinkCustomer', ticketId: '1', customerId: '5' },
  { kind: 'attach', ticketId: '1', file: { name: 'a.txt', contentType: 'text/plain', content: 'YQ==' } },
];

describe('outbox', () => {
  let desk: MoodyDesk;
  let folder: string;
  let window: OutboxWindow;

  beforeEach(async () => {
    desk = new MoodyDesk();
    folder = temporaryFolder();
    window = new OutboxWindow(folder, desk);
    await window.outbox.start();
  });
  afterEach(() => window.close());

  const put = async (write: Write, hold?: number): Promise<OutboxEntry> => window.outbox.put(write, hold);

  for (const write of everyKind) {
    it(`${write.kind}: is sent once, also when the answer is lost before or after it arrived`, async () => {
      const rounds: Mood[][] = [['takes'], [timeOut, 'takes'], [lost, 'takes'], [timeOut, timeOut, lost]];
      for (const [round, moods] of rounds.entries()) {
        desk.moods = [...moods];
        const before = desk.has.length;
        const each = 'ticketId' in write ? { ...write, ticketId: `${round}` } : write;
        const { id } = await put(each);
        const sent = await window.is(id, 'sent');
        assert.deepEqual(desk.has.slice(before), [textOf(each)], JSON.stringify(moods));
        if (write.kind === 'createTicket' || write.kind === 'addNote') assert.equal(sent.made?.id, `${before}`);
      }
      assert.deepEqual(await window.outbox.entries(), []);
    });
  }

  it('tells each standing, and never sends again without two looks at the desk', async () => {
    desk.moods = [timeOut, 'takes'];
    const { id } = await put(aNote('1', 'a'));
    await window.is(id, 'sent');
    assert.deepEqual(window.states(id), [
      'waiting',
      'sending',
      'checking',
      'checking',
      'checking',
      'checking',
      'waiting',
      'sending',
      'sent',
    ]);
    assert.equal(desk.asked.length, 2);
    assert.deepEqual(window.ended, ['1: a']);
    const [first, second] = desk.asked;
    assert.equal(first?.sentAt, second?.sentAt);
  });

  it('keeps what was refused until the user has chosen, and it stands in nobody’s way', async () => {
    desk.moods = [{ reason: 'refused', detail: 'no' }, 'takes'];
    const { id } = await put(aNote('1', 'a'));
    const failed = await window.is(id, 'failed');
    assert.deepEqual(failed.failure, { reason: 'refused', detail: 'no' });
    const next = await put(aNote('1', 'b'));
    await window.is(next.id, 'sent');
    assert.deepEqual(
      (await window.outbox.entries()).map(each => each.id),
      [id],
    );
    await window.outbox.choose(id, { kind: 'edit', write: aNote('1', 'c') });
    await window.is(id, 'sent');
    assert.deepEqual(desk.has, ['1: b', '1: c']);
    await assert.rejects(window.outbox.choose(id, { kind: 'send' }), {
      failure: { reason: 'notFound', detail: 'this write is not in the outbox any more' },
    });
  });

  it('keeps the order within a ticket, and lets other tickets pass', async () => {
    desk.moods = ['waits', 'takes'];
    const first = await put(aNote('1', 'a'));
    const second = await put(aNote('1', 'b'));
    const other = await put(aNote('2', 'c'));
    await window.is(other.id, 'sent');
    assert.deepEqual(window.states(second.id), ['waiting']);
    desk.release[0]?.();
    await window.is(second.id, 'sent');
    assert.deepEqual(desk.has, ['2: c', '1: a', '1: b']);
    assert.ok(window.told.findIndex(each => each.id === first.id && each.state === 'sent') >= 0);
  });

  it('sends many that wait, each once and in its ticket’s order, and knows what became of each', async () => {
    desk.moods = [{ reason: 'unauthorized' }];
    const writes = Array.from({ length: 120 }, (_, at) => aNote(String(at % 40), `note ${at}`));
    const ids: number[] = [];
    for (const write of writes) ids.push((await put(write)).id);
    while ((await window.outbox.entries()).some(({ state }) => state === 'sending')) {
      await new Promise(resolve => setImmediate(resolve));
    }
    desk.moods = ['takes'];
    await window.outbox.choose(ids.at(-1) ?? 0, { kind: 'send' });
    for (const id of ids) await window.is(id, 'sent');
    const wanted = writes.map(textOf);
    assert.deepEqual([...desk.has].sort(), [...wanted].sort());
    for (let ticket = 0; ticket < 40; ticket++) {
      const of = (texts: readonly string[]) => texts.filter(text => text.startsWith(`${ticket}: `));
      assert.deepEqual(of(desk.has), of(wanted));
    }
    assert.deepEqual(desk.asked, []);
    assert.deepEqual(await window.outbox.entries(), []);
    for (const [at, id] of ids.entries()) {
      assert.equal(window.states(id).filter(state => state === 'sent').length, 1);
      assert.deepEqual(window.store.outbox.outcome(id), { made: { id: `${desk.has.indexOf(wanted[at] ?? '')}` } });
    }
    assert.deepEqual([...window.ended].sort(), [...wanted].sort());
  });

  it('puts down what was confirmed together before it closes', async () => {
    desk.moods = ['takes', 'takes', 'waits'];
    const ids: number[] = [];
    for (let at = 0; at < 6; at++) ids.push((await put(aNote(`${at}`, `note ${at}`))).id);
    while (desk.has.length < 2 || desk.sending < 3) await new Promise(resolve => setImmediate(resolve));
    await window.outbox.stop();
    for (const id of ids.slice(0, 2)) assert.ok(window.store.outbox.outcome(id), `${id}`);
  });

  it('waits while the desk is out of reach, asks with one write alone, and goes on with all', async () => {
    desk.moods = [cut];
    const ids: number[] = [];
    for (const ticket of ['1', '2', '3', '4', '5']) ids.push((await put(aNote(ticket, 'x'))).id);
    const from = window.told.length;
    await window.until(ids[0] ?? 0, entry => entry.state === 'waiting' && entry.failure !== undefined);
    await window.is(ids[0] ?? 0, 'sending', from);
    desk.most = 0;
    desk.moods = ['takes'];
    for (const id of ids) await window.is(id, 'sent');
    assert.deepEqual([...desk.has].sort(), ['1: x', '2: x', '3: x', '4: x', '5: x']);
    assert.deepEqual(desk.asked, [], 'what never left is not looked for');
  });

  it('waits for the user when the key is refused, until they do something or the desk is opened again', async () => {
    desk.moods = [{ reason: 'unauthorized', status: 401 }, 'takes'];
    const { id } = await put(aNote('1', 'a'));
    const waiting = await window.until(id, entry => entry.failure !== undefined);
    assert.deepEqual([waiting.state, waiting.dueAt], ['waiting', undefined]);
    await window.close();
    window = new OutboxWindow(folder, desk);
    await window.outbox.start();
    await window.is(id, 'sent');
    assert.deepEqual(desk.has, ['1: a']);
  });

  it('waits as long as the desk says', async () => {
    desk.moods = [{ reason: 'quotaSpent', retryAfterSeconds: 3_600 }, 'takes'];
    const { id } = await put(aNote('1', 'a'));
    const waiting = await window.until(id, entry => entry.failure !== undefined);
    assert.ok(Date.parse(waiting.dueAt ?? '') > Date.now() + 3_500_000);
    const second = await put(aNote('2', 'b'));
    const third = await window.outbox.write(aNote('3', 'c'));
    assert.deepEqual([third.ok, !third.ok && third.failure.kept], [false, true]);
    assert.deepEqual(desk.has, []);
    await window.outbox.choose(second.id, { kind: 'send' });
    await window.is(second.id, 'sent');
  });

  it('holds a write as long as it can be taken back', async () => {
    const held = await put(aNote('1', 'a'), 10_000);
    assert.equal(held.state, 'held');
    const next = await put(aNote('1', 'b'));
    assert.equal((await window.outbox.choose(held.id, { kind: 'discard' })).state, 'discarded');
    await window.is(next.id, 'sent');
    const brief = await put(aNote('1', 'c'), 20);
    await window.is(brief.id, 'sent');
    const now = await put(aNote('1', 'd'), 60_000);
    await window.outbox.choose(now.id, { kind: 'send' });
    await window.is(now.id, 'sent');
    assert.deepEqual(desk.has, ['1: b', '1: c', '1: d']);
  });

  it('asks the user what nobody can tell, and does as they say', async () => {
    desk.arrival = { arrived: 'unclear', detail: 'two alike' };
    desk.moods = [timeOut, 'takes', timeOut, 'takes'];
    const there = await put(aNote('1', 'a'));
    assert.equal((await window.is(there.id, 'unclear')).failure?.detail, 'two alike');
    const behind = await put(aNote('1', 'b'));
    assert.equal((await window.outbox.choose(there.id, { kind: 'arrived', arrived: true })).state, 'sent');
    await window.is(behind.id, 'sent');
    assert.deepEqual(desk.has, ['1: b']);
    const not = await put(aNote('1', 'c'));
    await window.is(not.id, 'unclear');
    await assert.rejects(window.outbox.choose(not.id, { kind: 'send' }), { name: 'DeskError' });
    await window.outbox.choose(not.id, { kind: 'arrived', arrived: false });
    await window.is(not.id, 'sent');
    assert.deepEqual(desk.has, ['1: b', '1: c']);
  });

  it('asks again when the question fails, and sends nothing meanwhile', async () => {
    desk.moods = [lost, 'takes'];
    desk.questions = { reason: 'serverError', status: 500 };
    const { id } = await put(aNote('1', 'a'));
    await window.until(id, entry => entry.state === 'checking' && entry.failure?.reason === 'serverError');
    desk.questions = undefined;
    await window.is(id, 'sent');
    assert.deepEqual(desk.has, ['1: a']);
  });

  it('gives up sending what the desk loses each time, and leaves it to the user', async () => {
    desk.moods = [{ reason: 'serverError', status: 500 }];
    const { id } = await put(aNote('1', 'a'));
    const failed = await window.is(id, 'failed');
    assert.equal(failed.failure?.reason, 'serverError');
    assert.equal(window.states(id).filter(state => state === 'sending').length, 5);
    assert.equal(desk.asked.length, 10);
  });

  it('goes on with what became due while it asked what is due', async () => {
    const { now } = Date;
    let ahead = 0;
    // As on a machine that is so busy that each look at the store takes more than half a pause.
    const slow = new OutboxWindow(temporaryFolder(), desk, fast, () => {
      ahead += fast.look * 0.6;
    });
    Date.now = () => now() + ahead;
    try {
      desk.moods = [timeOut, 'takes'];
      const { id } = await slow.outbox.put(aNote('1', 'a'));
      await slow.is(id, 'sent');
    } finally {
      Date.now = now;
      await slow.close();
    }
    assert.deepEqual(desk.has, ['1: a']);
  });

  it('takes nothing for a write that another one made', async () => {
    const first = await put(aNote('1', 'same'));
    await window.is(first.id, 'sent');
    desk.moods = [timeOut, 'takes'];
    const second = await put(aNote('1', 'same'));
    await window.is(second.id, 'sent');
    assert.deepEqual(desk.has, ['1: same', '1: same']);
    const alike = { kind: 'createTicket', draft: { subject: 'Alike', description: '' } } as const;
    desk.moods = [timeOut, 'takes'];
    const one = await put(alike);
    const two = await put(alike);
    await window.is(one.id, 'sent');
    await window.is(two.id, 'sent');
    assert.deepEqual(desk.has.slice(2), ['Alike', 'Alike']);
  });

  it('waits for what is confirmed or refused, and says of the rest that it is kept', async () => {
    assert.deepEqual(await window.outbox.write(aNote('1', 'a')), { ok: true, value: { id: '0' } });
    desk.moods = [{ reason: 'refused' }];
    assert.deepEqual(await window.outbox.write(aNote('1', 'b')), { ok: false, failure: { reason: 'refused' } });
    assert.deepEqual(await window.outbox.entries(), []);
    desk.moods = [lost];
    assert.deepEqual(await window.outbox.write(aNote('1', 'c')), { ok: true, value: { id: '1' } });
    desk.moods = [timeOut, cut];
    assert.deepEqual(await window.outbox.write(aNote('1', 'd')), {
      ok: false,
      failure: { reason: 'unreachable', uncertain: true, kept: true },
    });
    const behind = await window.outbox.write(aNote('1', 'e'));
    assert.equal(!behind.ok && behind.failure.kept, true);
    desk.moods = ['takes'];
    const other = await window.outbox.write(aNote('2', 'f'));
    assert.ok(other.ok);
    const [d, e] = (await window.outbox.entries()).map(({ id }) => id);
    if (d) await window.is(d, 'sent');
    if (e) await window.is(e, 'sent');
    assert.deepEqual([...desk.has].sort(), ['1: a', '1: c', '1: d', '1: e', '2: f']);
  });

  it('goes on when the one who waits does not', async () => {
    desk.moods = ['waits', 'takes'];
    const abort = new AbortController();
    const waiting = window.outbox.write(aNote('1', 'a'), abort.signal);
    while (desk.release.length === 0) await new Promise(resolve => setImmediate(resolve));
    abort.abort();
    const given = await waiting;
    assert.deepEqual(given, { ok: false, failure: { reason: 'cancelled', uncertain: true, kept: true } });
    desk.release[0]?.();
    const [entry] = await window.outbox.entries();
    await window.is(entry?.id ?? 0, 'sent');
    assert.deepEqual(desk.has, ['1: a']);
  });
});
