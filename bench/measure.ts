import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Subject, subjects } from './decoding.ts';
import { ticketPages } from './pages.ts';

/** One figure, beside the same of a bare parser (`yardstick`) that was measured in the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'MB/s';
  readonly yardstick: number;
  /** `value` by `yardstick`. */
  readonly ratio: number;
}

/** A figure with what it stands beside, for reading. */
export interface Measured extends Figure {
  readonly beside: string;
  /** What the ratio is to be at least. */
  readonly least: number;
}

/**
 * Measures all subjects on pages of `tickets` tickets. Ours and the bare parser take turns, because other work of the
 * machine then falls on both; the medians of all rounds are compared. Garbage is collected before each, so that neither
 * pays for what the other has left.
 * @param warmUp milliseconds before it counts: the engine compiles what is hot in its own time
 */
export async function measure(tickets: number, rounds: number, warmUp: number): Promise<Measured[]> {
  const pages = await ticketPages(tickets);
  return subjects.map(subject => measureOne(subject, pages[subject.form], tickets, rounds, warmUp));
}

function measureOne(subject: Subject, page: Uint8Array, tickets: number, rounds: number, warmUp: number): Measured {
  const { ours, bare, name, least, yardstick: beside } = subject;
  const read = ours(page).length;
  if (read !== tickets) throw new Error(`${name}: ${read} tickets were read of ${tickets}`);
  for (const began = performance.now(); performance.now() - began < warmUp; ) {
    bare(page);
    ours(page);
  }
  const times = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    times.bare.push(milliseconds(() => bare(page)));
    times.ours.push(milliseconds(() => ours(page)));
  }
  const value = page.length / 1000 / median(times.ours);
  const yardstick = page.length / 1000 / median(times.bare);
  return {
    name,
    value: round(value),
    unit: 'MB/s',
    yardstick: round(yardstick),
    ratio: round(value / yardstick),
    beside,
    least,
  };
}

let kept: unknown;

function milliseconds(work: () => unknown): number {
  kept = undefined;
  collectGarbage({ type: 'minor' });
  const began = performance.now();
  // Kept, so that nothing of the work can be left out.
  kept = work();
  return kept === undefined ? Number.NaN : performance.now() - began;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as (options: { type: 'minor' }) => void;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
