import * as vscode from 'vscode';
import { settings } from '../ids.ts';
import type { Allowed } from './ticketText.ts';

/** Whether the user wants anything of it. */
export function assistantIsOn(): boolean {
  return vscode.workspace.getConfiguration(settings.section).get<unknown>(settings.assistantEnabled) !== false;
}

/** What of tickets a model may have: what is not said outright it may not. */
export function allowedByUser(): Allowed {
  const section = vscode.workspace.getConfiguration(settings.section);
  const isOn = (name: string) => section.get<unknown>(name) === true;
  return {
    internalNotes: isOn(settings.assistantInternalNotes),
    customerData: isOn(settings.assistantCustomerData),
  };
}
