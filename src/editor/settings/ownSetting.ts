import * as vscode from 'vscode';
import { settings } from '../ids.ts';
import { movedSettings } from './movedSettings.ts';

/**
 * What the user has set, else the value of who has set nothing; what a workspace says about it does not count. A setting
 * that still stands under its former name counts, too.
 * @param key without `deskside.`
 */
export function ownSetting(key: string): unknown {
  const section = vscode.workspace.getConfiguration(settings.section);
  const found = section.inspect<unknown>(key);
  if (found?.globalValue !== undefined) return found.globalValue;
  for (const { from, to, isOld } of movedSettings) {
    const old = to === key ? section.inspect<unknown>(from)?.globalValue : undefined;
    if (isOld(old)) return old;
  }
  return found?.defaultValue;
}
