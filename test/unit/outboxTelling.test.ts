import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { Standings } from '../../src/engine/outbox/standings.ts';
import type { Unsent } from '../../src/engine/store/outbox.ts';
import { Signal } from '../../src/engine/store/signal.ts';
import { aNote, temporaryFolder } from './storeFolder.ts';

const row = (id: number, over: Partial<Unsent> = {}): Unsent => ({
  ...{ id, at: '2026-11-22T10:00:00.000Z', write: aNote(`t${id}`, 'Text'), state: 'sending', version: 1 },
  ...{ others: [], looked: 0, tries: 0 },
  ...over,
});

describe('how writes stand', () => {
  it('is told at once, and together while many go, each as it stands then and an end once', async () => {
    const told: string[][] = [];
    let hear = () => {};
    const standings = new Standings('desk', entries => {
      told.push(entries.map(({ id, state }) => `${id} ${state}`));
      hear();
    });
    standings.note(row(1));
    assert.deepEqual(told, [['1 sending']]);
    standings.note(row(2), true);
    standings.note(row(3), true);
    standings.end(row(2), 'sent', { id: 'made' }, undefined, true);
    assert.equal(told.length, 1);
    // What is told at once brings with it what was left.
    standings.end(row(1), 'sent');
    assert.deepEqual(told[1], ['3 sending', '2 sent', '1 sent']);
    // Nobody else says anything: it is told all the same.
    const later = new Promise<void>(resolve => {
      hear = resolve;
    });
    standings.end(row(3), 'sent', undefined, undefined, true);
    await later;
    assert.deepEqual(told[2], ['3 sent']);
  });

  it('is told at once to who waits for it', async () => {
    const standings = new Standings('desk', () => {});
    const waited = standings.waiters.wait(1);
    standings.end(row(1), 'sent', { id: 'made' }, undefined, true);
    assert.deepEqual(await waited, { ok: true, value: { id: 'made' } });
    standings.flush();
  });
});

describe('store: signals', () => {
  it('that follow each other closely are heard, the last one too', async () => {
    const file = join(temporaryFolder(), 'desk.db');
    const [mine, other] = [new Signal(file), new Signal(file)];
    let heard = 0;
    let wake = () => {};
    other.listen(() => {
      heard++;
      wake();
    });
    const next = async () => {
      for (const before = heard; heard === before; ) await new Promise<void>(resolve => (wake = resolve));
    };
    try {
      const first = next();
      mine.give();
      await first;
      // What comes of the first one late must not be taken for the second.
      for (let quiet = false; !quiet; ) {
        const before = heard;
        await new Promise(resolve => setImmediate(resolve));
        quiet = heard === before;
      }
      const second = next();
      mine.give();
      await second;
    } finally {
      mine.close();
      other.close();
    }
  });
});
