import * as vscode from 'vscode';
import { settings } from '../ids.ts';
import { movedSettings } from './movedSettings.ts';

/**
 * Gives settings of the user that have another name now that name, and says so once. What stands under the new name
 * already stays. Until this is done both names count, so that it need not be done in every window at once.
 */
export async function moveSettings(log: Pick<vscode.LogOutputChannel, 'info'>): Promise<void> {
  const { t } = vscode.l10n;
  const target = vscode.ConfigurationTarget.Global;
  const moved: string[] = [];
  for (const { from, to, isOld } of movedSettings) {
    const section = vscode.workspace.getConfiguration(settings.section);
    const old = section.inspect<unknown>(from)?.globalValue;
    if (!isOld(old)) continue;
    if (section.inspect<unknown>(to)?.globalValue === undefined) await section.update(to, old, target);
    await vscode.workspace.getConfiguration(settings.section).update(from, undefined, target);
    const names = [from, to].map(name => `${settings.section}.${name}`);
    log.info(`The setting ${names.join(' is now ')}.`);
    moved.push(t('{0} is now {1}', ...names));
  }
  if (moved.length === 0) return;
  const open = t('Open Settings');
  const says = t('Settings of Deskside have new names, and were moved: {0}.', moved.join('; '));
  if ((await vscode.window.showInformationMessage(says, open)) !== open) return;
  await vscode.commands.executeCommand('workbench.action.openSettings', '@ext:deskside.deskside');
}
