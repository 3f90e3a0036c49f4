import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, it } from 'mocha';
import { AskedOfDesk } from '../../src/engine/askedOfDesk.ts';

describe('engine: what is asked of a desk as somebody types', () => {
  it('is one question at a time, leaves out what nobody waits for any more, and is not asked twice', async () => {
    const typed = new AskedOfDesk();
    const asked: string[] = [];
    const answers: (() => void)[] = [];
    const ask = (text: string, signal?: AbortSignal) =>
      typed.once(
        text,
        () => {
          asked.push(text);
          return new Promise<string>(resolve => answers.push(() => resolve(`answer to ${text}`)));
        },
        signal,
      );
    const gone = new AbortController();
    const [first, second, third] = [ask('p'), ask('pr', gone.signal), ask('pri')];
    await turn();
    assert.deepEqual(asked, ['p']);
    gone.abort();
    await assert.rejects(second);
    answers.shift()?.();
    assert.equal(await first, 'answer to p');
    await turn();
    assert.deepEqual(asked, ['p', 'pri']);
    answers.shift()?.();
    await third;
    assert.equal(await ask('p'), 'answer to p');
    assert.equal(asked.length, 2);
    typed.forget();
    const again = ask('p');
    await turn();
    assert.deepEqual(asked, ['p', 'pri', 'p']);
    answers.shift()?.();
    await again;
  });

  it('is asked again when it failed', async () => {
    const typed = new AskedOfDesk();
    await assert.rejects(
      typed.once('x', () => Promise.reject(new Error('no')), undefined),
      /no/,
    );
    assert.equal(await typed.once('x', async () => 1, undefined), 1);
  });
});
