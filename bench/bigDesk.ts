import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { out } from '../scripts/places.mjs';
import { type SampleDesk, startSampleDesk } from '../test/wire/sampleDesk.ts';

/**
 * A sample desk with so many tickets on each side. Its data is made once for each number, and changed by no figure:
 * they only read.
 */
export async function bigDesk(tickets: number): Promise<SampleDesk> {
  const folder = join(out, 'bench');
  mkdirSync(folder, { recursive: true });
  return startSampleDesk(['--data', join(folder, `desk-${tickets}`), '--tickets', String(tickets)]);
}

/** Whether `bigDesk` has its data already; else it takes a while. */
export function isMade(tickets: number): boolean {
  return existsSync(join(out, 'bench', `desk-${tickets}`, 'sampledesk.db'));
}
