import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Ahead } from '../../src/wire/ahead.ts';
import type { HttpAnswer } from '../../src/wire/http.ts';

const answer: HttpAnswer = { status: 200, statusText: '', contentType: '', body: new Uint8Array() };

/** Asks for `address` and answers the signal that its request has. */
async function asked(ahead: Ahead, address: string, answers: Promise<HttpAnswer>): Promise<AbortSignal> {
  let seen: AbortSignal | undefined;
  await ahead.ask(address, signal => {
    seen = signal;
    return answers;
  });
  assert.ok(seen);
  return seen;
}

describe('an answer that is asked for ahead', () => {
  it('is for whoever wants that address, once', async () => {
    const ahead = new Ahead(undefined);
    const signal = await asked(ahead, 'a', Promise.resolve(answer));
    assert.equal(await ahead.take('a'), answer);
    assert.equal(ahead.take('a'), undefined);
    ahead.stop();
    assert.ok(!signal.aborted);
  });

  it('is let go when another one is wanted or asked for, and at the end', async () => {
    const pending = new Promise<HttpAnswer>(() => {});
    const ahead = new Ahead(undefined);
    const [first, second] = [await asked(ahead, 'a', pending), await asked(ahead, 'b', pending)];
    assert.deepEqual([first.aborted, second.aborted], [true, false]);
    assert.equal(ahead.take('a'), undefined);
    assert.ok(second.aborted);
    const third = await asked(ahead, 'c', pending);
    ahead.stop();
    assert.ok(third.aborted);
  });

  it('ends with the signal of who asked', async () => {
    const end = new AbortController();
    const signal = await asked(new Ahead(end.signal), 'a', new Promise(() => {}));
    end.abort();
    assert.ok(signal.aborted);
  });

  it('fails for who takes it, and nobody else', async () => {
    const ahead = new Ahead(undefined);
    await asked(ahead, 'a', Promise.reject(new Error('broken')));
    await assert.rejects(ahead.take('a') ?? Promise.resolve(), /broken/);
    await asked(ahead, 'b', Promise.reject(new Error('unheard')));
    ahead.stop();
  });
});
