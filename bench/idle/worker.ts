// The engine's worker with a clock that can be put forward: timers of half a minute and more do not ring by themselves
// but when they are told to, and the clock stands then where they say. Shorter ones ring as always, and are counted.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { BroadcastChannel } from 'node:worker_threads';
import { channelName, type IdleAsked, type IdleTold, longTimer, workerVariable } from './messages.ts';

interface Waiting {
  readonly at: number;
  readonly delay: number;
  readonly ring: () => void;
}

const RealDate = Date;
let ahead = 0;
const now = () => RealDate.now() + ahead;

globalThis.Date = class extends RealDate {
  constructor(...given: unknown[]) {
    super(...((given.length === 0 ? [now()] : given) as [number]));
  }
  static override now(): number {
    return now();
  }
} as DateConstructor;

const waiting = new Map<object, Waiting>();
/** Delays of short timers that have not rung. */
const short = new Map<object, number>();
let rung = 0;
const realSet = globalThis.setTimeout;
const realClear = globalThis.clearTimeout;

globalThis.setTimeout = ((call: (...args: unknown[]) => void, delay = 0, ...args: unknown[]) => {
  if (delay >= longTimer) {
    const timer = new LongTimer();
    waiting.set(timer, { at: now() + delay, delay, ring: () => call(...args) });
    return timer;
  }
  const timer = realSet(() => {
    short.delete(timer);
    rung++;
    call(...args);
  }, delay);
  short.set(timer, delay);
  return timer;
}) as typeof setTimeout;

globalThis.clearTimeout = ((timer: object | undefined) => {
  if (timer === undefined || timer === null) return;
  short.delete(timer);
  if (!waiting.delete(timer)) realClear(timer as NodeJS.Timeout);
}) as typeof clearTimeout;

class LongTimer {
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return false;
  }
  [Symbol.dispose](): void {
    waiting.delete(this);
  }
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function tell(asked: IdleAsked): IdleTold {
  if (asked.do === 'advance') {
    const [next] = [...waiting].sort(([, a], [, b]) => a.at - b.at);
    if (next) {
      const [timer, { at, ring }] = next;
      waiting.delete(timer);
      ahead += Math.max(0, at - now());
      ring();
    }
  }
  let bytes = 0;
  if (asked.do === 'memory') {
    for (let time = 0; time < 3; time++) collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    bytes = heapUsed + external;
  }
  const long = [...waiting.values()].map(({ delay }) => delay);
  return { id: asked.id, now: now(), long, short: [...short.values()], rung, bytes };
}

const line = new BroadcastChannel(channelName);
line.onmessage = (message: unknown) => {
  const { data } = message as { data: IdleAsked | IdleTold };
  if ('do' in data) line.postMessage(tell(data));
};
// It must not keep the worker that is to end.
(line as unknown as { unref(): void }).unref();

await import(process.env[workerVariable] ?? '');
