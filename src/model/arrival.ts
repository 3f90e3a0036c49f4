import type { Arrival } from './outbox.ts';
import { said } from './said.ts';

/** Whether something on a desk is what was written: surely, perhaps, or surely not. */
export type Fit = 'same' | 'maybe' | 'other';

/** Something on a desk that was held against a write. */
export interface Held {
  readonly id?: string | undefined;
  readonly number?: string | undefined;
  readonly fits: readonly Fit[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const QUARTER_MS = 15 * MINUTE_MS;
/** Clocks differ, and desks write whole minutes. */
const CLOCKS_MS = 5 * MINUTE_MS;
/** What is dated earlier than that before a write is none of it, in whatever zone the date is. */
const SURELY_BEFORE_MS = 26 * HOUR_MS;
/** The zone that is farthest ahead of UTC. */
const FARTHEST_AHEAD_MS = 14 * HOUR_MS;
/** Characters from which on a text in another is no accident. */
const TELLING_LENGTH = 10;

/** All fits taken together. */
export function fitOf(fits: readonly Fit[]): Fit {
  if (fits.includes('other')) return 'other';
  return fits.includes('maybe') ? 'maybe' : 'same';
}

/**
 * What follows from all that was found: one that is the same is it; none that even may be it means that it did not arrive;
 * everything else only a person can tell.
 */
export function arrivalOf(held: readonly Held[], what: string): Arrival {
  const same = held.filter(({ fits }) => fitOf(fits) === 'same');
  const [it, another] = same;
  if (it && !another) {
    return { arrived: 'yes', ...(it.id ? { id: it.id } : {}), ...(it.number ? { number: it.number } : {}) };
  }
  const may = another ? same : held.filter(({ fits }) => fitOf(fits) === 'maybe');
  if (may.length === 0) return { arrived: 'no' };
  const names = may.map(({ number, id }) => number ?? id).filter(name => name !== undefined);
  const which = names.length > 0 ? ` (${names.slice(0, 5).join(', ')})` : '';
  return {
    arrived: 'unclear',
    detail: another
      ? said`More than one ${what} with these contents is there${which}.`
      : said`There is a ${what} with the same or similar contents${which}, but not all of it tells that it is this one.`,
  };
}

/**
 * Texts as people read them. Desks change blanks, cut texts, add signatures and lose letters that their database cannot
 * hold: what is left of a text then may be it.
 */
export function textFit(wanted: string, there: string): Fit {
  const [mine, its] = [plain(wanted), plain(there)];
  if (mine === its) return 'same';
  if (mine === '' || its === '') return 'other';
  const [poor, itsPoor] = [ascii(mine), ascii(its)];
  if (poor === itsPoor) return 'maybe';
  const [short, long] = poor.length < itsPoor.length ? [poor, itsPoor] : [itsPoor, poor];
  return short.length >= TELLING_LENGTH && long.includes(short) ? 'maybe' : 'other';
}

/** `+` and escapes are alike with blanks: whether a value is encoded is not always known. */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/%[\da-f]{2}|[+\s\u00a0\u200b]+/gi, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

function ascii(text: string): string {
  return text.replace(/[^\x20-\x3e\x40-\x7e]+/g, '?').toLowerCase();
}

/** Desks may round what is logged; without notes nothing then tells it from other work. */
export function minutesFit(
  there: number,
  { minutes, notes }: { readonly minutes: number; readonly notes: string },
): Fit {
  if (there === minutes) return 'same';
  return notes.trim() === '' ? 'other' : 'maybe';
}

/**
 * Whether something of that date (ISO 8601) can have been made by what was sent then.
 * @param zoneKnown whether it is known in which zone the desk writes; if not, the date was read as UTC, and only the
 *   minutes past a quarter of an hour tell something
 */
export function timeFit(at: string | undefined, sentAt: string, zoneKnown: boolean): Fit {
  const since = Date.parse(at ?? '') - Date.parse(sentAt);
  if (Number.isNaN(since)) return 'maybe';
  if (since < -SURELY_BEFORE_MS) return 'other';
  if (zoneKnown) return since >= -CLOCKS_MS ? 'same' : 'maybe';
  if (since > FARTHEST_AHEAD_MS) return 'same';
  const past = since - Math.round(since / QUARTER_MS) * QUARTER_MS;
  return Math.abs(past) <= 3 * MINUTE_MS ? 'same' : 'maybe';
}

/**
 * Under whose name a desk files what is written through its API. Until something that was written tells, only the author
 * who was asked for is surely the same, and nobody is surely another.
 */
export class Authors {
  readonly #shown = new Map<string, string>();

  /** Something that was written for `asked` shows `shown` as its author. */
  learn(asked: string | undefined, shown: string | undefined): void {
    this.#shown.set(keyOf(asked), keyOf(shown));
  }

  fit(asked: string | undefined, shown: string | undefined): Fit {
    const its = keyOf(shown);
    const usual = this.#shown.get(keyOf(asked));
    if (usual === undefined) return its === keyOf(asked) ? 'same' : 'maybe';
    if (its === usual) return 'same';
    return its === '' ? 'maybe' : 'other';
  }
}

function keyOf(id: string | undefined): string {
  return id?.trim().toLowerCase() ?? '';
}
