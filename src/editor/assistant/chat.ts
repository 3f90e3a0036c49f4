import * as vscode from 'vscode';
import { CommandFailed } from '../commandRunner.ts';
import { describeFailure } from '../failures.ts';
import { assistantTools, commands, schemes } from '../ids.ts';
import { asMarkdown } from '../markdownText.ts';
import { shownText } from '../shownText.ts';
import type { AssistantParts } from './assistantParts.ts';
import { chatCommands } from './chatCommands.ts';
import { seenText } from './fence.ts';
import { similarTickets } from './findSimilar.ts';
import { findTicket, type TicketOnDesk } from './findTicket.ts';
import { HarmlessStream } from './harmlessMarkdown.ts';
import { meantTicket } from './meantTicket.ts';
import { modelProblem, roomOf, toolBudget } from './models.ts';
import { chatPrompt, replyPrompt, summaryPrompt } from './prompts.ts';
import { ticketForModel } from './readTools.ts';
import { withSignal } from './toolFailure.ts';
import { ToolProblem } from './toolProblem.ts';

/** Times that tools are called before an answer, and turns of the conversation that are told again. */
const mostRounds = 8;
const turnsTold = 10;
/** Characters of a file that was attached to a question. */
const longestFile = 20_000;
/** Tickets that are listed as similar. */
const similarShown = 5;

const { User, Assistant } = vscode.LanguageModelChatMessage;
type Message = vscode.LanguageModelChatMessage;

/** Answers what the user asks `@deskside`, with the model that they chose in the chat. */
export async function answerChat(
  parts: AssistantParts,
  request: vscode.ChatRequest,
  context: vscode.ChatContext,
  stream: vscode.ChatResponseStream,
  token: vscode.CancellationToken,
): Promise<vscode.ChatResult> {
  try {
    const said = await withSignal(token, signal => answer(parts, request, context, stream, token, signal));
    return { metadata: { said } };
  } catch (thrown) {
    if (token.isCancellationRequested) return {};
    if (thrown instanceof ToolProblem) return { errorDetails: { message: thrown.message } };
    if (thrown instanceof CommandFailed)
      return { errorDetails: { message: describeFailure(thrown.failure, thrown.deskName).message } };
    return { errorDetails: { message: modelProblem(thrown, request.model.name) } };
  }
}

/** @returns what was answered, as a model may be told it again: without what it was not to know */
async function answer(
  parts: AssistantParts,
  request: vscode.ChatRequest,
  context: vscode.ChatContext,
  stream: vscode.ChatResponseStream,
  token: vscode.CancellationToken,
  signal: AbortSignal,
): Promise<string> {
  const { command, prompt, model } = request;
  if (command === chatCommands.similar)
    return listSimilar(parts, await ticketMeant(parts, prompt, signal), stream, signal);
  if (command === chatCommands.summarise || command === chatCommands.reply) {
    const meant = await ticketMeant(parts, prompt, signal);
    const { desk, ticket, wish } = meant;
    const asked =
      command === chatCommands.reply
        ? replyPrompt(desk.config.technicianName, wish)
        : [summaryPrompt(vscode.env.language), wish].filter(Boolean).join('\n');
    const text = await ticketForModel(parts, meant, signal, roomOf(model));
    const reveal = (said: string) => parts.masks.reveal(desk.config.id, ticket.id, said);
    const said = await say(await model.sendRequest([User(asked), User(text)], {}, token), stream, reveal);
    stream.button(openButton(meant));
    return said.text;
  }
  const asked = command === chatCommands.search ? `Search for tickets and list what fits: ${prompt}` : prompt;
  const messages = [
    User(chatPrompt(vscode.env.language)),
    ...told(context),
    ...(await attached(request)),
    User(asked || 'What needs me?'),
  ];
  return converse(parts, request, messages, stream, token);
}

/** Lets the model call tools until it has its answer. Those that write ask the user, as VS Code does. */
async function converse(
  { hidden }: AssistantParts,
  { model, toolInvocationToken }: vscode.ChatRequest,
  messages: Message[],
  stream: vscode.ChatResponseStream,
  token: vscode.CancellationToken,
): Promise<string> {
  const own = new Set<string>(Object.values(assistantTools));
  const tools = vscode.lm.tools
    .filter(({ name }) => own.has(name))
    .map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
  // All that tools answer has to find room together.
  const tokenizationOptions = {
    tokenBudget: toolBudget(model),
    countTokens: (text: string) => model.countTokens(text),
  };
  for (let round = 0; round < mostRounds; round++) {
    // The last time it has to answer with what it has.
    const offered = round < mostRounds - 1 ? { tools } : {};
    const { calls, text } = await say(await model.sendRequest(messages, offered, token), stream, said =>
      hidden.reveal(said),
    );
    if (calls.length === 0) return text;
    messages.push(Assistant([...(text ? [new vscode.LanguageModelTextPart(text)] : []), ...calls]));
    for (const call of calls) {
      const result = own.has(call.name)
        ? await invoke(call, { toolInvocationToken, tokenizationOptions }, token)
        : [new vscode.LanguageModelTextPart('There is no such tool.')];
      messages.push(User([new vscode.LanguageModelToolResultPart(call.callId, result)]));
    }
  }
  return '';
}

async function invoke(
  { name, input }: vscode.LanguageModelToolCallPart,
  options: Omit<vscode.LanguageModelToolInvocationOptions<object>, 'input'>,
  token: vscode.CancellationToken,
): Promise<vscode.LanguageModelToolResult['content']> {
  try {
    return (await vscode.lm.invokeTool(name, { ...options, input }, token)).content;
  } catch (thrown) {
    if (token.isCancellationRequested) throw thrown;
    const declined =
      thrown instanceof vscode.CancellationError || (thrown instanceof Error && thrown.name === 'Canceled');
    const words = declined ? 'The user did not allow this. Do not try again.' : 'This failed. Do not try again.';
    return [new vscode.LanguageModelTextPart(words)];
  }
}

/** Shows what a model says as it comes; answers all of it, and the tools that it calls. */
async function say(
  response: vscode.LanguageModelChatResponse,
  stream: vscode.ChatResponseStream,
  reveal: (text: string) => string,
): Promise<{ readonly text: string; readonly calls: readonly vscode.LanguageModelToolCallPart[] }> {
  const harmless = new HarmlessStream(reveal);
  const calls: vscode.LanguageModelToolCallPart[] = [];
  let text = '';
  const show = (piece: string) => {
    if (piece) stream.markdown(piece);
  };
  for await (const part of response.stream) {
    if (part instanceof vscode.LanguageModelTextPart) {
      text += part.value;
      show(harmless.add(part.value));
    } else if (part instanceof vscode.LanguageModelToolCallPart) calls.push(part);
  }
  show(harmless.end());
  return { text, calls };
}

async function listSimilar(
  parts: AssistantParts,
  { desk, ticket }: TicketOnDesk,
  stream: vscode.ChatResponseStream,
  signal: AbortSignal,
): Promise<string> {
  const { t } = vscode.l10n;
  const found = await similarTickets(parts, { deskId: desk.config.id, ticketId: ticket.id }, signal);
  if (found.length === 0)
    stream.markdown(t('No ticket on this machine has enough words in common with #{0}.', asMarkdown(ticket.number)));
  const shown = found.slice(0, similarShown);
  for (const similar of shown) {
    const { number, subject } = similar.ticket;
    const common = t('In common: {0}', similar.words.join(', '));
    stream.markdown(`**${asMarkdown(`#${number}`)}** ${asMarkdown(subject)} · ${asMarkdown(common)}\n\n`);
    stream.button(openButton({ desk, ticket: similar.ticket }));
  }
  return shown.length > 0 ? `Similar: ${shown.map(each => `#${each.ticket.number}`).join(', ')}` : 'None is similar.';
}

/** The ticket that a question names by its number, else the one in front; and what else it says. */
async function ticketMeant(
  parts: AssistantParts,
  prompt: string,
  signal: AbortSignal,
): Promise<TicketOnDesk & { readonly wish: string }> {
  const desks = await parts.desks.ready();
  const { active } = await parts.panels();
  const names = desks.map(({ config }) => config.name);
  const { number, desk: at, rest: wish } = meantTicket(prompt, names, active !== undefined);
  const desk = at === undefined ? undefined : desks[at]?.config.id;
  const wanted = number === undefined ? undefined : { ticket: number, ...(desk === undefined ? {} : { desk }) };
  if (!wanted && !active) throw new ToolProblem(vscode.l10n.t('Name a ticket by its number, or open it first.'));
  const { number: ticket = '', deskId = '' } = active ?? {};
  return { ...(await findTicket(parts, wanted ?? { ticket, desk: deskId }, signal)), wish };
}

function openButton({ desk, ticket }: TicketOnDesk): vscode.Command {
  const { id: ticketId, number, subject } = ticket;
  return {
    command: commands.openTicket,
    title: vscode.l10n.t('Open #{0}', shownText(number)),
    arguments: [{ deskId: desk.config.id, ticketId, number, subject }],
  };
}

/** What was said before: of answers what the model itself said, where names of customers are still hidden. */
function told({ history }: vscode.ChatContext): Message[] {
  return history.slice(-turnsTold).map(turn => {
    if (turn instanceof vscode.ChatRequestTurn) return User(turn.prompt || '…');
    const said: unknown = turn.result.metadata?.said;
    return Assistant(typeof said === 'string' && said ? said : '…');
  });
}

/** Files and selections that the user attached to the question, or the editor did. */
async function attached({ references }: vscode.ChatRequest): Promise<Message[]> {
  const own = new Set<string>(Object.values(schemes));
  const texts = await Promise.all(
    references.map(async ({ value }) => {
      if (typeof value === 'string') return value;
      const uri = value instanceof vscode.Location ? value.uri : value instanceof vscode.Uri ? value : undefined;
      if (!uri) return undefined;
      // Texts of tickets, with all that is to be hidden: the tools tell what may be told of them.
      if (own.has(uri.scheme)) return 'A text that Deskside shows, and is not told like this: use the tools instead.';
      const range = value instanceof vscode.Location ? value.range : undefined;
      const text = await vscode.workspace.openTextDocument(uri).then(
        document => document.getText(range),
        () => undefined,
      );
      return text === undefined ? undefined : `${vscode.workspace.asRelativePath(uri)}:\n${text}`;
    }),
  );
  return texts.flatMap(text => (text ? [User(`The user attached:\n${seenText(text).slice(0, longestFile)}`)] : []));
}
