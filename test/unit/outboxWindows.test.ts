import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { DeskEngine } from '../../src/engine/deskEngine.ts';
import { Store } from '../../src/engine/store/store.ts';
import { MoodyDesk, OutboxWindow, textOf } from './outboxDesk.ts';
import { aNote, anEntry, aTicket, someDetails, temporaryFolder } from './storeFolder.ts';

describe('outbox: several windows', () => {
  let desk: MoodyDesk;
  let folder: string;
  let one: OutboxWindow;
  let two: OutboxWindow;

  beforeEach(async () => {
    desk = new MoodyDesk();
    folder = temporaryFolder();
    one = new OutboxWindow(folder, desk);
    two = new OutboxWindow(folder, desk);
    await Promise.all([one.outbox.start(), two.outbox.start()]);
  });
  afterEach(() => Promise.all([one.close(), two.close()]));

  it('sends each write once, whoever does, and in order; each hears how it ended', async () => {
    desk.moods = ['takes', 'takes without an answer', 'loses it without an answer', 'takes', 'takes', 'takes'];
    const texts = Array.from({ length: 24 }, (_, index) => `n${index}`);
    const ids: number[] = [];
    for (const [index, text] of texts.entries()) {
      const window = index % 2 === 0 ? one : two;
      ids.push((await window.outbox.put(aNote(`${index % 3}`, text))).id);
    }
    for (const id of ids) await Promise.all([one.is(id, 'sent'), two.is(id, 'sent')]);
    for (const ticket of ['0', '1', '2']) {
      const there = desk.has.filter(text => text.startsWith(`${ticket}:`));
      const put = texts.filter((_, index) => `${index % 3}` === ticket).map(text => `${ticket}: ${text}`);
      assert.deepEqual(there, put);
    }
    for (const window of [one, two]) {
      for (const id of ids) {
        const ends = window.states(id).filter(state => state === 'sent' || state === 'discarded');
        assert.deepEqual(ends, ['sent'], 'it is told once');
      }
    }
  });

  it('tells what the other one made, and what it discarded', async () => {
    const held = await one.outbox.put(aNote('1', 'a'), 60_000);
    await two.is(held.id, 'held');
    await two.outbox.choose(held.id, { kind: 'discard' });
    await one.is(held.id, 'discarded');
    const sent = await one.outbox.put(aNote('1', 'b'));
    assert.deepEqual((await two.is(sent.id, 'sent')).made, { id: '0' });
    assert.deepEqual(desk.has, ['1: b']);
  });

  it('goes on with what a window left when it closed while something was on its way', async () => {
    await two.close();
    desk.moods = ['waits', 'takes'];
    const { id } = await one.outbox.put(aNote('1', 'a'));
    await one.is(id, 'sending');
    two = new OutboxWindow(folder, desk);
    await two.outbox.start();
    assert.equal((await two.outbox.entries())[0]?.state, 'sending');
    await one.outbox.stop();
    await two.is(id, 'sent');
    assert.deepEqual(desk.has, ['1: a']);
    assert.equal(desk.asked.length, 2, 'it may have arrived');
  });
});

describe('outbox: an end without warning', () => {
  it('looks for what was on its way, by what was there before, and counts each end', async () => {
    const desk = new MoodyDesk();
    const folder = temporaryFolder();
    const gone = Store.open(folder, 'desk', 'origin').store;
    await gone.keepPage({ tickets: [aTicket('1')] }, { cursor: 'c' });
    gone.keepDetails(someDetails(aTicket('1'), { history: [anEntry('before')] }), '2026-01-01T00:00:00Z');
    const { id } = gone.outbox.put(aNote('1', 'a'));
    // A process that is no more: no pid is as high.
    const claim = { holder: `${hostname()}:gone`, pid: 2 ** 30, until: Date.now() + 60_000 };
    const [claimed] = gone.outbox.claim(claim, Date.now(), new Set());
    assert.equal(claimed?.state, 'sending');
    gone.close();
    desk.has.push(textOf(aNote('1', 'a')));
    const window = new OutboxWindow(folder, desk);
    await window.outbox.start();
    await window.is(id, 'sent');
    assert.deepEqual(desk.has, ['1: a']);
    const [asked] = desk.asked;
    assert.equal(asked?.sentAt, claimed?.sent);
    assert.ok(asked?.others.has(anEntry('before').id ?? ''));
    await window.close();
  });

  it('leaves another window’s alone as long as it lives', async () => {
    const desk = new MoodyDesk();
    const folder = temporaryFolder();
    const other = Store.open(folder, 'desk', 'origin').store;
    const { id } = other.outbox.put(aNote('1', 'a'));
    const claim = { holder: `${hostname()}:parent`, pid: process.ppid, until: Date.now() + 60_000 };
    other.outbox.claim(claim, Date.now(), new Set());
    const window = new OutboxWindow(folder, desk);
    await window.outbox.start();
    const behind = await window.outbox.write(aNote('2', 'b'));
    assert.ok(behind.ok);
    assert.deepEqual(window.states(id), ['sending']);
    const patient = window.outbox.write(aNote('1', 'c'), AbortSignal.timeout(100));
    const answer = await patient;
    assert.deepEqual(!answer.ok && [answer.failure.reason, answer.failure.kept], ['cancelled', true]);
    assert.deepEqual(desk.has, ['2: b']);
    await window.close();
    other.close();
  });

  it('puts down once what is asked for twice with one key, also when it has been sent', async () => {
    const desk = new MoodyDesk();
    const window = new OutboxWindow(temporaryFolder(), desk);
    await window.outbox.start();
    const first = await window.outbox.write(aNote('1', 'a'), undefined, 'k');
    const again = await window.outbox.write(aNote('1', 'a'), undefined, 'k');
    assert.deepEqual(
      [first, again],
      [
        { ok: true, value: { id: '0' } },
        { ok: true, value: { id: '0' } },
      ],
    );
    const held = await window.outbox.put(aNote('1', 'b'), 60_000, 'l');
    assert.equal((await window.outbox.put(aNote('1', 'b'), 60_000, 'l')).id, held.id);
    assert.equal((await window.outbox.entries()).length, 1);
    assert.deepEqual(desk.has, ['1: a']);
    await window.close();
  });

  it('is no reason to hold an engine that has no such desk', async () => {
    const engine = new DeskEngine([], temporaryFolder());
    const put = await engine.put('none', aNote('1', 'a'));
    assert.equal(!put.ok && put.failure.reason, 'signedOut');
    assert.deepEqual(await engine.outbox(), []);
    const chosen = await engine.choose('none', 1, { kind: 'send' });
    assert.equal(!chosen.ok && chosen.failure.reason, 'signedOut');
    await engine.dispose();
  });
});
