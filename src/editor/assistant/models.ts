import * as vscode from 'vscode';
import { Abandoned } from '../commandRunner.ts';
import { askChoice } from '../input.ts';
import { shownText } from '../shownText.ts';
import { longestTicket } from './ticketText.ts';

/** Where it is remembered which model is asked. */
const memoryKey = 'assistant.model';
/** Characters that an answer has at most. */
const longestAnswer = 60_000;
/** Tokens that are left for what is asked and answered, and characters of a token, at least. */
const keptTokens = 3_000;
export const charactersOfToken = 2;
/** Answers of tools that a model has room for. */
const answersOfTools = 3;
/** Characters of a ticket that a small model gets all the same. */
const shortestTicket = 4_000;

/**
 * The editor's model that commands ask: the only one there is, else the one that the user chose. Asks no model.
 * @param anew ask the user again
 * @throws Abandoned when there is none, which is said, or the user gives up
 */
export async function chooseModel(memory: vscode.Memento, anew = false): Promise<vscode.LanguageModelChat> {
  const { t } = vscode.l10n;
  const models = await vscode.lm.selectChatModels();
  const [first, ...others] = models;
  if (!first) {
    const find = t('Find Extensions');
    const words = t('This editor has no language model. Its chat or another extension can bring one.');
    if ((await vscode.window.showInformationMessage(words, find)) === find)
      await vscode.commands.executeCommand('workbench.extensions.search', '@category:"ai"');
    throw new Abandoned();
  }
  const before = memory.get<unknown>(memoryKey);
  const known = models.find(each => nameOf(each) === before);
  if (known && !anew) return known;
  // In the place of the chosen one no other gets tickets unasked.
  if (others.length === 0 && !anew && before === undefined) return first;
  const chosen = await askChoice<vscode.LanguageModelChat>(
    { title: t('Choose Assistant Model'), canGoBack: false },
    {
      placeholder: t('Which model gets the tickets that you have summarised or answered?'),
      items: models.map(value => ({ label: value.name, description: value.vendor, value })),
      ...(known ? { activeValue: known } : {}),
    },
  );
  await memory.update(memoryKey, nameOf(chosen));
  return chosen;
}

/** Characters of a ticket that a model has room for. */
export function roomOf({ maxInputTokens }: vscode.LanguageModelChat): number {
  const room = (maxInputTokens - keptTokens) * charactersOfToken;
  return Math.max(shortestTicket, Math.min(longestTicket, room));
}

/** Tokens that one of several answers of tools may have. */
export function toolBudget({ maxInputTokens }: vscode.LanguageModelChat): number {
  return Math.max(0, Math.floor((maxInputTokens - keptTokens) / answersOfTools));
}

/**
 * Asks a model, and waits for all of its answer. Only what the user called for asks one.
 * @throws Abandoned when it does not answer, which is said
 */
export async function askModel(
  model: vscode.LanguageModelChat,
  messages: vscode.LanguageModelChatMessage[],
  signal: AbortSignal,
): Promise<string> {
  const cancelling = new vscode.CancellationTokenSource();
  const cancel = () => cancelling.cancel();
  signal.addEventListener('abort', cancel);
  try {
    const justification = vscode.l10n.t('Deskside sends it the ticket that you chose.');
    const response = await model.sendRequest(messages, { justification }, cancelling.token);
    let text = '';
    for await (const piece of response.text) {
      text += piece;
      if (text.length > longestAnswer) break;
    }
    if (signal.aborted) throw new Abandoned();
    return text.trim();
  } catch (thrown) {
    if (signal.aborted || thrown instanceof Abandoned) throw new Abandoned();
    await vscode.window.showWarningMessage(modelProblem(thrown, model.name));
    throw new Abandoned();
  } finally {
    signal.removeEventListener('abort', cancel);
    cancelling.cancel();
    cancelling.dispose();
  }
}

/** Why a model did not answer. */
export function modelProblem(thrown: unknown, nameOfModel: string): string {
  const { t } = vscode.l10n;
  const name = shownText(nameOfModel);
  const code = thrown instanceof vscode.LanguageModelError ? thrown.code : undefined;
  if (code === vscode.LanguageModelError.NoPermissions.name)
    return t(
      'Deskside may not use {0}. The editor asks for that once; it can be changed with Manage Language Model Access.',
      name,
    );
  if (code === vscode.LanguageModelError.Blocked.name) return t('{0} takes no more requests for now.', name);
  if (code === vscode.LanguageModelError.NotFound.name) return t('{0} is no longer there.', name);
  const said = thrown instanceof Error ? shownText(thrown.message).slice(0, 300) : '';
  return said ? t('{0} did not answer: {1}', name, said) : t('{0} did not answer.', name);
}

function nameOf({ vendor, id }: vscode.LanguageModelChat): string {
  return `${vendor}/${id}`;
}
