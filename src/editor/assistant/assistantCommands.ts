import * as vscode from 'vscode';
import type { NoteVisibility } from '../../model/desk.ts';
import { noteLimit } from '../../webview/messages.ts';
import { Abandoned, CommandFailed } from '../commandRunner.ts';
import type { ReadyDesk } from '../desks/desks.ts';
import { readyDesk } from '../desks/manageDesks.ts';
import { schemes, settings } from '../ids.ts';
import { askText } from '../input.ts';
import { asMarkdown } from '../markdownText.ts';
import { withProgress } from '../progress.ts';
import { shownText } from '../shownText.ts';
import type { FoundTicket } from '../tickets/askTicket.ts';
import type { AssistantParts } from './assistantParts.ts';
import { allowedByUser, assistantIsOn } from './assistantSettings.ts';
import { fenced } from './fence.ts';
import { harmlessMarkdown } from './harmlessMarkdown.ts';
import { askModel, chooseModel, roomOf } from './models.ts';
import { newestDetails } from './newestDetails.ts';
import { replyPrompt, summaryPrompt } from './prompts.ts';
import { type TextForModel, ticketText } from './ticketText.ts';

const { User } = vscode.LanguageModelChatMessage;

/** Has the editor's model summarise a ticket, and shows that as a document. */
export async function summariseTicket(parts: AssistantParts, ref: FoundTicket): Promise<void> {
  const { t } = vscode.l10n;
  const desk = await allowedDesk(parts, ref);
  const model = await chooseModel(parts.memory);
  const number = shownText(ref.number);
  const summary = await withProgress(t('{0} summarises #{1}…', shownText(model.name), number), async signal => {
    const { text, mask } = await textOf(parts, desk, ref, roomOf(model), signal);
    return mask.reveal(await askModel(model, [User(summaryPrompt(vscode.env.language)), User(fenced(text))], signal));
  });
  if (!summary) throw empty(model.name);
  const subject = ref.subject ? ` ${ref.subject}` : '';
  const origin = t('Written by {0} from the ticket. It may be wrong.', asMarkdown(model.name));
  const page = [`# ${asMarkdown(`#${ref.number}${subject}`)}`, `*${origin}*`, harmlessMarkdown(summary)].join('\n\n');
  await parts.documents.show(schemes.summary, t('Summary of ticket {0}', ref.number), page, { preview: true });
}

/** Has the editor's model draft a reply, and puts it into the ticket's note box. Nothing is sent. */
export async function draftReply(parts: AssistantParts, ref: FoundTicket): Promise<void> {
  const { t } = vscode.l10n;
  const desk = await allowedDesk(parts, ref);
  const visibility = replyVisibility(desk);
  if (!visibility) {
    await vscode.window.showInformationMessage(t('{0} takes no replies.', shownText(desk.config.name)));
    return;
  }
  const model = await chooseModel(parts.memory);
  const wish = await askText(
    { title: t('Draft Reply on #{0}', ref.number), canGoBack: false },
    {
      prompt: t('What should the reply say?'),
      placeholder: t('For example: fixed in 2.4, ask for the log (optional)'),
    },
  );
  const number = shownText(ref.number);
  const reply = await withProgress(t('{0} drafts a reply on #{1}…', shownText(model.name), number), async signal => {
    const { text, mask } = await textOf(parts, desk, ref, roomOf(model), signal);
    const asked = replyPrompt(desk.config.technicianName, wish.trim());
    return mask.reveal(await askModel(model, [User(asked), User(fenced(text))], signal));
  });
  if (!reply) throw empty(model.name);
  (await parts.panels()).takeNote(ref, reply.slice(0, noteLimit), visibility);
}

/** The desk of a ticket, unless the assistant is switched off: then that is said. */
async function allowedDesk({ desks }: AssistantParts, ref: FoundTicket): Promise<ReadyDesk> {
  if (assistantIsOn()) return readyDesk(desks, ref.deskId);
  const { t } = vscode.l10n;
  const open = t('Open Settings');
  const words = t('The assistant is switched off in the settings. No model is asked.');
  if ((await vscode.window.showInformationMessage(words, open)) === open)
    await vscode.commands.executeCommand(
      'workbench.action.openSettings',
      `${settings.section}.${settings.assistantEnabled}`,
    );
  throw new Abandoned();
}

async function textOf(
  { engine }: AssistantParts,
  { config, capabilities }: ReadyDesk,
  { ticketId }: FoundTicket,
  longest: number,
  signal: AbortSignal,
): Promise<TextForModel> {
  const answer = await newestDetails(engine, { deskId: config.id, ticketId }, signal);
  if (!answer.ok) throw new CommandFailed(answer.failure, config.name, config.id);
  const plain = capabilities.noteVisibilities.includes('plain');
  return ticketText(answer.value.details, { name: config.name, plain }, allowedByUser(), longest);
}

function replyVisibility({ capabilities }: ReadyDesk): NoteVisibility | undefined {
  return (['public', 'plain'] as const).find(each => capabilities.noteVisibilities.includes(each));
}

function empty(model: string): Abandoned {
  void vscode.window.showWarningMessage(vscode.l10n.t('{0} answered nothing.', shownText(model)));
  return new Abandoned();
}
