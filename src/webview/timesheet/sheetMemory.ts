import { type Day, dayOf, startOf } from '../../model/timesheet.ts';
import type { Whose } from '../timesheetMessages.ts';

/** What the page remembers while its tab is hidden and over a reload of the window. */
export interface SheetPlace {
  readonly kind: 'week' | 'month';
  /** A day of the week or month that is shown. */
  readonly day: Day;
  readonly whose: Whose;
  /** The figures of the chart are unfolded. */
  readonly figures: boolean;
}

/** The two functions of VS Code's webview API that hold a page's state. */
export interface StateKeeper {
  getState(): unknown;
  setState(state: unknown): void;
}

/** What an earlier page left, read tolerantly; else this week. */
export function placeFrom(saved: unknown, today: Day): SheetPlace {
  const old = (typeof saved === 'object' && saved !== null ? saved : {}) as Partial<Record<keyof SheetPlace, unknown>>;
  const day = typeof old.day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(old.day) ? old.day : today;
  return {
    kind: old.kind === 'month' ? 'month' : 'week',
    day: dayOf(startOf(day)) === day ? day : today,
    whose: old.whose === 'all' ? 'all' : 'mine',
    figures: old.figures === true,
  };
}

/** The place one week or month before or after. */
export function moved(place: SheetPlace, by: 1 | -1): SheetPlace {
  const date = startOf(place.day);
  const day =
    place.kind === 'week' ? startOf(place.day, 7 * by) : new Date(date.getFullYear(), date.getMonth() + by, 1);
  return { ...place, day: dayOf(day) };
}
