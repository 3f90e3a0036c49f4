import * as vscode from 'vscode';
import { assistantTools, chatParticipant, settings } from '../ids.ts';
import { assistantIsOn } from './assistantSettings.ts';
import type { ShownAssistant } from './connectAssistant.ts';

/**
 * Registers the tools for language models and the chat participant, as long as the user has not switched them off. What
 * answers is loaded by the first call; nothing here asks a model.
 */
export function registerAssistant(load: () => Promise<ShownAssistant>): vscode.Disposable {
  let registered: vscode.Disposable | undefined;
  const renew = () => {
    if (assistantIsOn() === (registered !== undefined)) return;
    registered?.dispose();
    registered = registered ? undefined : vscode.Disposable.from(...tools(load), participant(load));
  };
  renew();
  const watching = vscode.workspace.onDidChangeConfiguration(event => {
    if (event.affectsConfiguration(`${settings.section}.${settings.assistantEnabled}`)) renew();
  });
  return { dispose: () => vscode.Disposable.from(watching, ...(registered ? [registered] : [])).dispose() };
}

function tools(load: () => Promise<ShownAssistant>): vscode.Disposable[] {
  return Object.values(assistantTools).map(name =>
    vscode.lm.registerTool<unknown>(name, {
      prepareInvocation: async ({ input }, token) => (await load()).prepare(name, input, token),
      invoke: async (options, token) => (await load()).invoke(name, options, token),
    }),
  );
}

function participant(load: () => Promise<ShownAssistant>): vscode.Disposable {
  const made = vscode.chat.createChatParticipant(chatParticipant, async (request, context, stream, token) =>
    (await load()).chat(request, context, stream, token),
  );
  made.iconPath = new vscode.ThemeIcon('comment-discussion');
  return made;
}
