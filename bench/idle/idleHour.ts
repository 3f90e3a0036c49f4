import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { BroadcastChannel } from 'node:worker_threads';
import type { Engine } from '../../src/engine/engine.ts';
import { type SampleDesk, startSampleDesk } from '../../test/wire/sampleDesk.ts';
import { deskOf, labels, type System } from '../desks.ts';
import { figure, type Measured } from '../figures.ts';
import { syncWhole, ticketsOn } from '../firstSync.ts';
import { underBench } from '../underBench.ts';
import { touchTicket } from './changes.ts';
import { channelName, type IdleAsked, type IdleTold, longTimer, workerVariable } from './messages.ts';

const hour = 3_600_000;
/** Milliseconds without a request after which the engine has done what it woke for. */
const quiet = 150;
/** Syncs before memory is looked at a first time, at most as many as are counted then. */
const longestWarmUp = 20;

/** How an idle engine is measured. */
export interface IdleOptions {
  readonly tickets: number;
  readonly syncs: number;
  /** Milliseconds after which a connection that nobody uses is closed, with what watches it. */
  readonly settling: number;
  /** The worker's file. */
  readonly worker: string;
}

/** What an engine does in an hour in which nothing happens on its desk, and what 200 syncs leave behind. */
export async function idleHour(options: IdleOptions): Promise<Measured[]> {
  const figures: Measured[] = [];
  process.env[workerVariable] = pathToFileURL(options.worker).href;
  for (const system of ['teamsupport', 'readydesk'] as const) figures.push(...(await ofSystem(system, options)));
  return figures;
}

async function ofSystem(system: System, { tickets, syncs, settling }: IdleOptions): Promise<Measured[]> {
  const desk = await startSampleDesk(['--tickets', String(tickets)]);
  const { engine, dispose } = await underBench(fileURLToPath(new URL('worker.ts', import.meta.url)));
  const worker = new Line();
  try {
    const requests = { sent: 0, at: performance.now() };
    engine.onRequest(() => {
      requests.sent++;
      requests.at = performance.now();
    });
    const settled = async () => {
      while (performance.now() - requests.at < quiet) await pause(quiet / 3);
    };
    await syncWhole(engine, desk, system, await ticketsOn(desk, system));
    await calm(worker, requests, settled);
    const memory = await memoryOver(syncs, engine, desk, system, worker);
    await calm(worker, requests, settled);

    const { now: began } = await worker.ask('look');
    const deskId = deskOf(desk, system).config.id;
    const before = requests.sent;
    let looks = 0;
    let least = Number.POSITIVE_INFINITY;
    let timers = 0;
    let last = await syncedAt(engine, deskId);
    for (let told = await worker.ask('look'); told.now - began < hour; told = await worker.ask('look')) {
      if (told.long.length === 0) throw new Error('nothing would wake the engine any more');
      timers = Math.max(timers, told.long.length);
      least = Math.min(least, ...told.long);
      requests.at = performance.now();
      await worker.ask('advance');
      await settled();
      const at = await syncedAt(engine, deskId);
      if (at !== last) looks++;
      last = at;
    }
    await pause(settling);
    const idle = await worker.ask('look');
    await pause(settling / 4);
    const later = await worker.ask('look');
    least = Math.min(least, ...later.short);
    const name = labels[system];
    const sent = requests.sent - before;
    return [
      figure(`An idle hour, ${name}: requests`, 'requests', sent, looks, 'times it looked at the desk', {
        of: 'ratio',
        most: system === 'teamsupport' ? 1 : 2,
      }),
      figure(`An idle hour, ${name}: shortest timer`, 's', least / 1000, longTimer / 1000, 'the limit', {
        of: 'value',
        least: longTimer / 1000,
      }),
      figure(`An idle hour, ${name}: timers that wait`, 'timers', timers + later.short.length, 1, 'one for each desk'),
      figure(
        `An idle hour, ${name}: short timers that ring while nothing is asked`,
        'timers',
        later.rung - idle.rung,
        1,
        'one',
        { of: 'value', most: 0 },
      ),
      figure(`${syncs} syncs, ${name}: growth of memory`, 'MB', memory.growth, memory.first, 'memory before them', {
        of: 'value',
        most: 1,
      }),
    ];
  } finally {
    worker.close();
    await dispose();
    await desk.stop();
  }
}

/** Puts the clock forward until nothing is left to read: a look then asks for little, twice in a row the same. */
async function calm(worker: Line, requests: { sent: number; at: number }, settled: () => Promise<void>): Promise<void> {
  const sent: number[] = [];
  for (let look = 0; look < 300; look++) {
    const before = requests.sent;
    requests.at = performance.now();
    await worker.ask('advance');
    await settled();
    sent.push(requests.sent - before);
    const [a, b, c] = sent.slice(-3);
    if (sent.length > 3 && a === b && b === c && (c ?? 3) <= 2) return;
  }
  throw new Error(`the engine does not come to rest: ${sent.slice(-10).join(', ')} requests a look`);
}

/** Megabytes that the worker's objects take after some syncs, and how much more after many. */
async function memoryOver(
  syncs: number,
  engine: Engine,
  desk: SampleDesk,
  system: System,
  worker: Line,
): Promise<{ first: number; growth: number }> {
  const { config } = deskOf(desk, system);
  const megabytes = async () => (await worker.ask('memory')).bytes / 1e6;
  const warmUp = Math.min(longestWarmUp, syncs);
  let first = 0;
  for (let sync = 0; sync < warmUp + syncs; sync++) {
    if (sync === warmUp) first = await megabytes();
    // Every other one finds something.
    if (sync % 2 === 0) await touchTicket(desk, system, sync);
    const synced = await engine.sync(config.id);
    if (!synced.ok) throw new Error(`sync ${sync} failed: ${JSON.stringify(synced.failure)}`);
  }
  return { first, growth: (await megabytes()) - first };
}

async function syncedAt(engine: Engine, deskId: string): Promise<string | undefined> {
  const state = await engine.syncState(deskId);
  return state.ok ? state.value.syncedAt : undefined;
}

/** The line to the worker under the bench. */
class Line {
  readonly #channel = new BroadcastChannel(channelName);
  readonly #waiting = new Map<number, (told: IdleTold) => void>();
  #last = 0;

  constructor() {
    this.#channel.onmessage = (message: unknown) => {
      const { data } = message as { data: IdleTold | IdleAsked };
      if ('do' in data) return;
      this.#waiting.get(data.id)?.(data);
      this.#waiting.delete(data.id);
    };
  }

  ask(what: IdleAsked['do']): Promise<IdleTold> {
    const id = ++this.#last;
    return new Promise(resolve => {
      this.#waiting.set(id, resolve);
      this.#channel.postMessage({ id, do: what } satisfies IdleAsked);
    });
  }

  close(): void {
    this.#channel.close();
  }
}
