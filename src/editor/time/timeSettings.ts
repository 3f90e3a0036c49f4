import * as v from 'valibot';
import * as vscode from 'vscode';
import { settings } from '../ids.ts';

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
    rounding: v.parse(wholeMinutes(1, 1), own(settings.timerRounding)),
    minimum: v.parse(wholeMinutes(1, 1), own(settings.timerMinimum)),
    idle: v.parse(wholeMinutes(0, 10), own(settings.timerIdle)),
    startWithBranch: v.parse(flag, own(settings.timerStartWithBranch)),
    reminder: v.parse(flag, own(settings.timerReminder)),
  };
}

function own(key: string): unknown {
  const found = vscode.workspace.getConfiguration(settings.section).inspect<unknown>(key);
  return found?.globalValue ?? found?.defaultValue;
}
