import type { DeskFailure } from '../../model/errors.ts';
import type { Translate } from '../translate.ts';

/** What the text of a check-up is made with. */
export interface CheckupWords {
  readonly t: Translate;
  /** BCP 47 tag for dates and numbers. */
  readonly locale: string;
  /** Now, for how long a certificate still holds. */
  readonly now: Date;
  /** A failure as a sentence and in a few words, and what was said of it, which may be the desk's own words. */
  describe(failure: DeskFailure): { readonly message: string; readonly headline: string; readonly said?: string };
}

/** What is said of the desk and of this machine beside what was found. */
export interface CheckupSubject {
  /** What the user calls the desk. */
  readonly deskName: string;
  /** The vendor's name of the system. */
  readonly systemLabel: string;
  /** Name and version of what took part, for example `Deskside` and `0.1.0`. */
  readonly versions: readonly (readonly [name: string, version: string])[];
  /** The desk is the sample desk: its credentials are made anew at each start. */
  readonly sample: boolean;
}

/** An ISO 8601 instant in the reader's language and zone; what is no date is given back as it is. */
export function dateTime(iso: string, locale: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : at.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
}

/** Whole days from now until an instant; negative when it has passed. */
export function daysUntil(iso: string, now: Date): number {
  return Math.floor((Date.parse(iso) - now.getTime()) / 86_400_000);
}

/** Why something failed, in few words. */
export function whyOf(failure: DeskFailure, words: CheckupWords): string {
  const { said, headline } = words.describe(failure);
  return said ?? headline;
}
