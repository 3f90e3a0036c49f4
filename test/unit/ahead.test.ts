import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Ahead } from '../../src/wire/ahead.ts';
import type { HttpAnswer } from '../../src/wire/http.ts';

const answer: HttpAnswer = { status: 200, statusText: '', contentType: '', body: new Uint8Array() };
const address = (name: string): URL => new URL(`http://desk.test/${name}`);
const never = () => new Promise<HttpAnswer>(() => {});
const fails = (message: string) => () => Promise.reject(new Error(message));
type Answers = Readonly<Record<string, () => Promise<HttpAnswer>>>;

/** A desk that answers as `answers` says, a good answer where it says nothing. */
class Sending {
  readonly asked: string[] = [];
  readonly signals = new Map<string, AbortSignal | undefined>();
  readonly #answers: Answers;

  constructor(answers: Answers = {}) {
    this.#answers = answers;
  }

  send = (url: URL, signal: AbortSignal | undefined): Promise<HttpAnswer> => {
    const name = url.pathname.slice(1);
    this.asked.push(name);
    this.signals.set(name, signal);
    return this.#answers[name]?.() ?? Promise.resolve(answer);
  };
}

describe('an answer that is asked for ahead', () => {
  it('is on its way before the one before it is read, and asked for once', async () => {
    const { asked, send } = new Sending();
    const ahead = new Ahead(undefined);
    await ahead.get(address('a'), () => address('b'), send);
    assert.deepEqual(asked, ['a', 'b']);
    await ahead.get(address('b'), () => undefined, send);
    assert.deepEqual(asked, ['a', 'b']);
    await ahead.get(address('b'), () => undefined, send);
    assert.deepEqual(asked, ['a', 'b', 'b']);
  });

  it('is let go when another one is wanted, and at the end', async () => {
    const { signals, send } = new Sending({ b: never, d: never });
    const ahead = new Ahead(undefined);
    await ahead.get(address('a'), () => address('b'), send);
    assert.equal(signals.get('b')?.aborted, false);
    await ahead.get(address('c'), () => address('d'), send);
    assert.deepEqual([signals.get('b')?.aborted, signals.get('d')?.aborted], [true, false]);
    ahead.stop();
    assert.equal(signals.get('d')?.aborted, true);
  });

  it('is not asked for after a bad answer', async () => {
    const { asked, send } = new Sending({ a: async () => ({ ...answer, status: 500 }) });
    assert.equal((await new Ahead(undefined).get(address('a'), () => address('b'), send)).status, 500);
    assert.deepEqual(asked, ['a']);
  });

  it('ends with the signal of who asked', async () => {
    const end = new AbortController();
    const { signals, send } = new Sending({ b: never });
    await new Ahead(end.signal).get(address('a'), () => address('b'), send);
    end.abort();
    assert.equal(signals.get('b')?.aborted, true);
  });

  it('fails for who takes it, and nobody else', async () => {
    const { send } = new Sending({ b: fails('broken'), d: fails('unheard') });
    const ahead = new Ahead(undefined);
    await ahead.get(address('a'), () => address('b'), send);
    await assert.rejects(
      ahead.get(address('b'), () => undefined, send),
      /broken/,
    );
    await ahead.get(address('c'), () => address('d'), send);
    ahead.stop();
  });
});
