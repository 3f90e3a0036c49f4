import type { Engine } from '../src/engine/engine.ts';
import type { SampleDesk } from '../test/wire/sampleDesk.ts';
import { bigDesk } from './bigDesk.ts';
import { deskOf, labels, type System } from './desks.ts';
import { figure, type Measured, median } from './figures.ts';
import { recordRequests, type Sent } from './recording.ts';
import { downloadAll, downloadAndParse } from './replay.ts';
import { underBench } from './underBench.ts';

const systems: readonly System[] = ['teamsupport', 'readydesk'];

/** How the first sync is measured. */
export interface FirstSyncOptions {
  readonly tickets: number;
  readonly rounds: number;
  /** The worker's file. */
  readonly worker: string;
  readonly say: (line: string) => void;
}

/**
 * The first sync of a whole desk by the product (its worker, its client, its store), beside bare loops that send the
 * very requests that the sync sent, to the same server in the same run, taking turns.
 */
export async function firstSync({ tickets, rounds, worker, say }: FirstSyncOptions): Promise<Measured[]> {
  const desk = await bigDesk(tickets);
  try {
    const figures: Measured[] = [];
    for (const system of systems) figures.push(...(await ofSystem(desk, system)));
    return figures;
  } finally {
    await desk.stop();
  }

  async function ofSystem(desk: SampleDesk, system: System): Promise<Measured[]> {
    const { origin } = new URL(desk[system].url);
    const held = await ticketsOn(desk, system);
    const sent = await requestsOf(desk, system, held, worker);
    say(`${labels[system]}: a first sync of ${tickets} tickets takes ${sent.length} requests`);
    const times = { sync: [] as number[], bare: [] as number[], download: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      times.sync.push(await timeOfSync(desk, system, held, worker));
      times.bare.push((await downloadAndParse(origin, sent)).milliseconds);
      times.download.push((await downloadAll(origin, sent)).milliseconds);
    }
    const seconds = (values: readonly number[]) => median(values) / 1000;
    const name = `First sync of ${tickets} tickets, ${labels[system]}`;
    const value = seconds(times.sync);
    const bare = 'undici and fast-xml-parser over the same pages, no store';
    return [
      figure(`${name}, beside reading`, 's', value, seconds(times.bare), bare, { of: 'ratio', most: 0.35 }),
      figure(`${name}, beside downloading`, 's', value, seconds(times.download), 'undici alone, the same pages', {
        of: 'ratio',
        most: 1.5,
      }),
    ];
  }
}

/** What a first sync asks for, written down by a server in between; also warms up the desk. */
async function requestsOf(desk: SampleDesk, system: System, held: number, worker: string): Promise<readonly Sent[]> {
  const recording = await recordRequests(desk[system].url);
  try {
    await timeOfSync(desk, system, held, worker, recording.origin);
    return [...recording.sent];
  } finally {
    await recording.stop();
  }
}

/** Milliseconds from the start of the worker until all tickets are kept. */
async function timeOfSync(
  desk: SampleDesk,
  system: System,
  held: number,
  worker: string,
  origin?: string,
): Promise<number> {
  const began = performance.now();
  const { engine, dispose } = await underBench(worker);
  try {
    await syncWhole(engine, desk, system, held, origin);
    return performance.now() - began;
  } finally {
    await dispose();
  }
}

/** Opens a desk and waits until its first sync is over. @throws Error when not all of its tickets were kept */
export async function syncWhole(
  engine: Engine,
  desk: SampleDesk,
  system: System,
  tickets: number,
  origin?: string,
): Promise<void> {
  const { config, secret } = deskOf(desk, system, origin);
  const opened = await engine.open(config, secret);
  if (!opened.ok) throw new Error(`${config.name} could not be opened: ${JSON.stringify(opened.failure)}`);
  const synced = await engine.sync(config.id);
  if (!synced.ok) throw new Error(`${config.name} could not be read: ${JSON.stringify(synced.failure)}`);
  if (synced.value.tickets !== tickets) {
    throw new Error(`${synced.value.tickets} tickets of ${tickets} were kept: ${JSON.stringify(synced.value)}`);
  }
}

/** Tickets that one side of a sample desk has: some more than it was asked to make. */
export async function ticketsOn(desk: SampleDesk, system: System): Promise<number> {
  return (await desk.control.state()).holds[system].counts.tickets ?? 0;
}
