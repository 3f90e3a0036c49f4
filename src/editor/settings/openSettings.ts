import * as vscode from 'vscode';
import type { SettingProblem } from './settingProblems.ts';

/** Opens the settings file that a problem is in, at its setting. VS Code itself underlines there what it knows of. */
export async function openSettingsAt({ setting, place }: Omit<SettingProblem, 'says'>): Promise<void> {
  const command = place === 'user' ? 'workbench.action.openSettingsJson' : 'workbench.action.openWorkspaceSettingsFile';
  await vscode.commands.executeCommand(command, { revealSetting: { key: setting, edit: false } });
}
