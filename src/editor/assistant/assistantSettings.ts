import * as vscode from 'vscode';
import { settings } from '../ids.ts';
import type { Allowed } from './ticketText.ts';

/** What of tickets a model may have: what is not said outright it may not. */
export function allowedByUser(): Allowed {
  const section = vscode.workspace.getConfiguration(settings.section);
  const isOn = (name: string) => section.get<unknown>(name) === true;
  return {
    internalNotes: isOn(settings.assistantInternalNotes),
    customerData: isOn(settings.assistantCustomerData),
  };
}
