import { type FailureReason, failureOf } from '../model/errors.ts';
import type { DataRecord } from '../wire/records.ts';

/**
 * Records of a page at the end of a list whose newest come last: small enough for any limit that a desk may have. Of these
 * one is taken that leaves room on the page, so that a page that is not full says that there is no other.
 */
const TAIL_SIZES = [50, 49, 47, 43] as const;
/** A tail that is longer than this is read in another way. */
const MOST_TAIL_PAGES = 40;

/** Which way numbers run; `none` when neither way throughout. One number alone runs down. */
export function directionOf(numbers: readonly (number | undefined)[]): 'down' | 'up' | 'none' {
  let down = true;
  let up = numbers.length > 1;
  for (let at = 0; at < numbers.length; at++) {
    const [number, before] = [numbers[at], numbers[at - 1]];
    if (number === undefined) return 'none';
    if (before === undefined) continue;
    down &&= number < before;
    up &&= number > before;
  }
  return down ? 'down' : up ? 'up' : 'none';
}

/** A number that can be an id. */
export function wholeOf(text: string | undefined): number | undefined {
  const clean = text?.trim() ?? '';
  return /^\d{1,15}$/.test(clean) ? Number(clean) : undefined;
}

/** What a desk may answer that does not have what was asked for; anything else befalls every question. */
const LACKS: ReadonlySet<FailureReason> = new Set(['refused', 'unsupported', 'notFound', 'unreadable', 'badInput']);

/** Whether the desk has no such thing, rather than being out of reach. `failing`: it may also break down over it. */
export function isLack(thrown: unknown, failing = false): boolean {
  const { reason } = failureOf(thrown);
  return LACKS.has(reason) || (failing && (reason === 'serverError' || reason === 'notAHelpDesk'));
}

/** A list with the highest ids first, or as the desk has it when it does not take `order` (1.8). */
export async function orderedFirst(
  ask: (ordered: boolean) => Promise<DataRecord[]>,
): Promise<{ readonly records: DataRecord[]; readonly ordered: boolean }> {
  try {
    return { records: await ask(true), ordered: true };
  } catch (thrown) {
    if (!isLack(thrown, true)) throw thrown;
  }
  return { records: await ask(false), ordered: false };
}

/** The end of a list whose newest come last. */
export interface Tail {
  readonly records: DataRecord[];
  /** Number of records of the whole list. */
  readonly count: number;
}

/**
 * Reads a list's end: the page on which it was before, and those after it.
 * @param known number of records when it was read last; absent: the desk is asked
 * @param isKnown whether a record was there then; without it what comes is not checked
 * @returns nothing when the desk does not count, or its pages do not hold what they should
 */
export async function readTail(
  asking: {
    readonly page: (asked: { readonly count: number; readonly page: number }) => Promise<DataRecord[]>;
    readonly count: () => Promise<number | undefined>;
  },
  known: number | undefined,
  isKnown: ((record: DataRecord) => boolean) | undefined,
): Promise<Tail | undefined> {
  if (known !== undefined && known > 0) {
    const size = TAIL_SIZES.find(each => known % each > 0) ?? TAIL_SIZES[0];
    const tail = await fromPage(asking.page, size, Math.ceil(known / size));
    if (tail && (isKnown === undefined || tail.records.some(isKnown))) return tail;
  }
  const count = await asking.count().catch(thrown => {
    if (isLack(thrown, true)) return undefined;
    throw thrown;
  });
  if (count === undefined) return undefined;
  // From where it ended before, or a page earlier: others may have gone meanwhile.
  const [size] = TAIL_SIZES;
  const before = known === undefined ? count : Math.min(known, count) - size;
  const tail = await fromPage(asking.page, size, Math.max(1, Math.ceil(before / size)));
  if (!tail || (count > 0 && tail.records.length === 0)) return undefined;
  return isKnown === undefined || tail.records.some(isKnown) ? tail : undefined;
}

async function fromPage(
  ask: (asked: { readonly count: number; readonly page: number }) => Promise<DataRecord[]>,
  size: number,
  first: number,
): Promise<Tail | undefined> {
  const records: DataRecord[] = [];
  for (let page = first; page < first + MOST_TAIL_PAGES; page++) {
    const some = await ask({ count: size, page });
    if (some.length > size) return undefined;
    for (const record of some) records.push(record);
    if (some.length < size) return { records, count: (first - 1) * size + records.length };
  }
  return undefined;
}
