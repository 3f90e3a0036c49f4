import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Subject, subjects } from './decoding.ts';
import { figure, type Measured, median } from './figures.ts';
import { ticketPages } from './pages.ts';

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
  const speed = (milliseconds: readonly number[]) => page.length / 1000 / median(milliseconds);
  return figure(name, 'MB/s', speed(times.ours), speed(times.bare), beside, { of: 'ratio', least });
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
