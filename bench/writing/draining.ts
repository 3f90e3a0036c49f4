import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from '../../src/engine/engine.ts';
import type { Result } from '../../src/model/errors.ts';
import type { Write } from '../../src/model/outbox.ts';
import { newestFirst } from '../../src/model/search.ts';
import { type SampleDesk, startSampleDesk } from '../../test/wire/sampleDesk.ts';
import { deskOf, labels, type System } from '../desks.ts';
import { figure, type Measured, median } from '../figures.ts';
import { syncWhole, ticketsOn } from '../firstSync.ts';
import { recordRequests, type Sent } from '../recording.ts';
import { downloadAll } from '../replay.ts';
import { underBench } from '../underBench.ts';
import { type Mix, mixes, writesOf } from './writes.ts';

/** How the outbox is measured. */
export interface DrainingOptions {
  /** Writes that wait. */
  readonly writes: number;
  readonly rounds: number;
  /** The worker's file. */
  readonly worker: string;
  readonly say: (line: string) => void;
}

const tickets = 60;
const warmUp = 2;

/**
 * How fast writes go that were put down while the desk took none, beside a bare loop that sends the very same
 * writes one after the other, to the same desk in the same run, taking turns.
 */
export async function draining(options: DrainingOptions): Promise<Measured[]> {
  const figures: Measured[] = [];
  for (const system of ['teamsupport', 'readydesk'] as const)
    for (const mix of mixes) figures.push(await drainingOf(system, mix, options));
  return figures;
}

/** One of them. */
export async function drainingOf(
  system: System,
  mix: Mix,
  { writes: count, rounds, worker, say }: DrainingOptions,
): Promise<Measured> {
  const desk = await startSampleDesk(['--tickets', String(tickets)]);
  try {
    const all = await recorded(desk, system, mix, count, worker);
    const made = all.filter(isWrite).length;
    if (made !== count) throw new Error(`${made} of ${all.length} requests are writes, not ${count}`);
    // Some writes need a look at their ticket before; what is read after them is no part of it.
    const bare = mix === 'notes' ? all.filter(isWrite) : all.slice(0, all.findLastIndex(isWrite) + 1);
    say(`${labels[system]}, ${mix}: ${count} writes take ${bare.length} requests`);
    const origin = new URL(desk[system].url).origin;
    const times = { drain: [] as number[], bare: [] as number[] };
    const { engine, dispose } = await underBench(worker);
    try {
      await desk.control.reset();
      const waiting = await readyToWrite(engine, desk, system, mix, count);
      // The first rounds do not count: what is hot is compiled then, on both sides.
      for (let round = 0; round < warmUp + rounds; round++) {
        await desk.control.reset();
        const drain = await timeOfDrain(engine, desk, system, waiting);
        // What is read again behind the writes must not fall on the yardstick.
        done(await engine.sync(deskOf(desk, system).config.id));
        await desk.control.reset();
        const { milliseconds } = await downloadAll(origin, bare);
        if (round < warmUp) continue;
        times.drain.push(drain);
        times.bare.push(milliseconds);
      }
    } finally {
      await dispose();
    }
    const speed = (milliseconds: readonly number[]) => (count * 1000) / median(milliseconds);
    const name = `${count} queued writes, ${labels[system]}, ${mix}`;
    const looks = mix === 'notes' ? '' : ` and the ${bare.length - count} looks before some of them`;
    const beside = `undici sending the same writes${looks} one after the other`;
    return figure(name, 'writes/s', speed(times.drain), speed(times.bare), beside, { of: 'ratio', least: 0.8 });
  } finally {
    await desk.stop();
  }
}

/** All that the product sends for these writes while the desk is there, written down by a server in between. */
async function recorded(
  desk: SampleDesk,
  system: System,
  mix: Mix,
  count: number,
  worker: string,
): Promise<readonly Sent[]> {
  const recording = await recordRequests(desk[system].url);
  const { engine, dispose } = await underBench(worker);
  try {
    const writes = await readyToWrite(engine, desk, system, mix, count, recording.origin);
    const before = recording.sent.length;
    const sent = untilSent(engine, count);
    for (const write of writes) done(await engine.put(deskOf(desk, system).config.id, write));
    await sent;
    return recording.sent.slice(before);
  } finally {
    await dispose();
    await recording.stop();
  }
}

/** Milliseconds from when the user wants them sent, which the desk takes again, until it has confirmed all. */
async function timeOfDrain(
  engine: Engine,
  desk: SampleDesk,
  system: System,
  writes: readonly Write[],
): Promise<number> {
  const { config } = deskOf(desk, system);
  const before = await rowsOn(desk, system);
  await desk.control.set({ writeFault: 'unauthorized', faultyWrites: 1_000_000 });
  for (const write of writes) done(await engine.put(config.id, write));
  let waiting = await engine.outbox(config.id);
  // What was put down last is still being tried: its failure would come after the user's wish.
  while (waiting.some(({ state }) => state === 'sending')) {
    await pause(20);
    waiting = await engine.outbox(config.id);
  }
  const last = waiting.at(-1);
  if (waiting.length !== writes.length || !last) throw new Error(`${waiting.length} writes of ${writes.length} wait`);
  const sent = untilSent(engine, writes.length);
  await desk.control.usual();
  const began = performance.now();
  done(await engine.choose(config.id, last.id, { kind: 'send' }));
  await sent;
  const took = performance.now() - began;
  const made = (await rowsOn(desk, system)) - before;
  const wanted = writes.filter(({ kind }) => kind !== 'updateTicket').length;
  if (made !== wanted) throw new Error(`${made} entries came to be, not ${wanted}`);
  return took;
}

async function readyToWrite(
  engine: Engine,
  desk: SampleDesk,
  system: System,
  mix: Mix,
  count: number,
  origin?: string,
): Promise<readonly Write[]> {
  await syncWhole(engine, desk, system, await ticketsOn(desk, system), origin);
  const { config } = deskOf(desk, system);
  const { tickets: known } = await engine.list(config.id, { terms: [] }, newestFirst, tickets);
  return writesOf(system, mix, known, count);
}

/** Until so many writes were confirmed. @throws Error when one is not */
function untilSent(engine: Engine, count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = count;
    const stop = engine.onChange(change => {
      if (change.kind !== 'outbox') return;
      for (const { state, failure } of change.entries) {
        if (state === 'sent') left--;
        else if (!['waiting', 'sending'].includes(state)) {
          stop();
          reject(new Error(`a write is ${state}: ${JSON.stringify(failure)}`));
        }
      }
      if (left > 0) return;
      stop();
      resolve();
    });
  });
}

/** Rows of what writes make. */
async function rowsOn(desk: SampleDesk, system: System): Promise<number> {
  const { counts } = (await desk.control.state()).holds[system];
  const tables = system === 'readydesk' ? ['history', 'line_items'] : ['actions'];
  return tables.reduce((sum, table) => sum + (counts[table] ?? 0), 0);
}

/** Whether a request changes something: by its method, or by the action that it names. */
function isWrite({ method, path, body }: Sent): boolean {
  const action = new URLSearchParams(`${new URL(path, 'http://desk').search.slice(1)}&${Buffer.from(body)}`).get(
    'action',
  );
  return action === null ? method !== 'GET' : !/^(?:get|count)_/.test(action);
}

function done<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.failure));
}
