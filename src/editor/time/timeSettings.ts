import * as v from 'valibot';
import { settings } from '../ids.ts';
import { ownSetting } from '../settings/ownSetting.ts';

const wholeMinutes = (least: number, usual: number) =>
  v.fallback(v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(24 * 60)), usual);
const flag = v.fallback(v.boolean(), false);

/** The user's settings about timers. Times are in minutes. */
export interface TimeSettings {
  readonly rounding: number;
  readonly minimum: number;
  /** 0: idle time is not noticed. */
  readonly idle: number;
  readonly startWithBranch: boolean;
  readonly reminder: boolean;
}

/** Settings of the user alone: what a workspace says about them does not count. */
export function readTimeSettings(): TimeSettings {
  return {
    rounding: v.parse(wholeMinutes(1, 1), ownSetting(settings.timerRounding)),
    minimum: v.parse(wholeMinutes(1, 1), ownSetting(settings.timerMinimum)),
    idle: v.parse(wholeMinutes(0, 10), ownSetting(settings.timerIdle)),
    startWithBranch: v.parse(flag, ownSetting(settings.timerStartWithBranch)),
    reminder: v.parse(flag, ownSetting(settings.timerReminder)),
  };
}
