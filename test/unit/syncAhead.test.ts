import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, it } from 'mocha';
import { oneAhead } from '../../src/engine/sync/ahead.ts';

interface Source {
  readonly values: AsyncIterable<number>;
  /** Values that were asked for. */
  asked(): number;
  closed(): boolean;
}

/** 1, 2, 3 … up to `count`; fails where it is told to. */
function source(count: number, failsAt = 0, signal?: AbortSignal): Source {
  let asked = 0;
  let closed = false;
  async function* values() {
    try {
      while (asked < count) {
        asked++;
        await turn();
        if (signal?.aborted) throw new Error('ended');
        if (asked === failsAt) throw new Error('no more');
        yield asked;
      }
    } finally {
      closed = true;
    }
  }
  return { values: values(), asked: () => asked, closed: () => closed };
}

describe('sync: pages one ahead', () => {
  it('asks for the next one while the last one is worked on, and for no other', async () => {
    const { values, asked, closed } = source(4);
    const seen: number[] = [];
    for await (const value of oneAhead(values, () => false)) {
      seen.push(value);
      for (let i = 0; i < 5; i++) await turn();
      assert.equal(asked(), Math.min(4, value + 1));
    }
    assert.deepEqual(seen, [1, 2, 3, 4]);
    assert.ok(closed());
  });

  it('asks for nothing after the last', async () => {
    const { values, asked, closed } = source(9);
    const seen: number[] = [];
    for await (const value of oneAhead(values, value => value === 2)) seen.push(value);
    assert.deepEqual([seen, asked(), closed()], [[1, 2], 2, true]);
  });

  it('throws what fails ahead only when its turn comes', async () => {
    const { values } = source(4, 3);
    const seen: number[] = [];
    await assert.rejects(async () => {
      for await (const value of oneAhead(values, () => false)) {
        seen.push(value);
        for (let i = 0; i < 5; i++) await turn();
      }
    }, /no more/);
    assert.deepEqual(seen, [1, 2]);
  });

  it('leaves nothing behind when it is left early', async () => {
    const end = new AbortController();
    const { values, closed } = source(9, 0, end.signal);
    for await (const value of oneAhead(values, () => false)) {
      if (value < 3) continue;
      end.abort();
      break;
    }
    assert.ok(closed());
  });
});
