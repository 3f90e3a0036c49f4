import { randomInt } from 'node:crypto';
import * as vscode from 'vscode';
import type { AssistantTool } from '../ids.ts';
import { assistantTools, schemes } from '../ids.ts';
import type { FoundTicket } from '../tickets/askTicket.ts';
import { draftReply, summariseTicket } from './assistantCommands.ts';
import { type AssistantParts, LastMasks } from './assistantParts.ts';
import { answerChat } from './chat.ts';
import { showSimilar } from './findSimilar.ts';
import { HiddenNames } from './hiddenNames.ts';
import { charactersOfToken, chooseModel } from './models.ts';
import { planTicket } from './planTicket.ts';
import { problemText, type ReadTool, readTicket, searchTickets, ticketsForFile } from './readTools.ts';
import { longestTicket } from './ticketText.ts';
import { withSignal } from './toolFailure.ts';
import { WritePlans } from './writePlans.ts';
import { type PlanTool, planNote, planTime } from './writeTools.ts';

/** What of the assistant others use. */
export interface ShownAssistant {
  /** What VS Code shows before a tool runs: of those that write, what is sent, for the user to allow. */
  prepare(tool: AssistantTool, input: unknown, token: vscode.CancellationToken): Promise<vscode.PreparedToolInvocation>;
  invoke(
    tool: AssistantTool,
    options: vscode.LanguageModelToolInvocationOptions<unknown>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult>;
  chat(
    request: vscode.ChatRequest,
    context: vscode.ChatContext,
    stream: vscode.ChatResponseStream,
    token: vscode.CancellationToken,
  ): Promise<vscode.ChatResult>;
  summarise(ticket: FoundTicket): Promise<void>;
  draftReply(ticket: FoundTicket): Promise<void>;
  showSimilar(ticket: FoundTicket): Promise<void>;
  chooseModel(): Promise<void>;
}

/** Characters that a tool answers at least, whatever it is told of tokens. */
const shortestAnswer = 2_000;

/** Makes the assistant. This file and all that only it imports is a bundle of its own. */
export function connectAssistant(given: Omit<AssistantParts, 'hidden' | 'masks'>): ShownAssistant {
  const parts: AssistantParts = { ...given, hidden: new HiddenNames(randomInt(1_000, 9_000)), masks: new LastMasks() };
  const plans = new WritePlans((title, text) => parts.documents.show(schemes.result, title, text));
  const reads: Partial<Record<AssistantTool, ReadTool>> = {
    [assistantTools.search]: searchTickets,
    [assistantTools.read]: readTicket,
    [assistantTools.file]: ticketsForFile,
  };
  const writes: Partial<Record<AssistantTool, PlanTool>> = {
    [assistantTools.create]: planTicket,
    [assistantTools.note]: planNote,
    [assistantTools.time]: planTime,
  };
  const run = (tool: AssistantTool, input: unknown, signal: AbortSignal, longest: number): Promise<string> => {
    const plan = writes[tool];
    if (plan) return plans.take(tool, input, () => plan(parts, input, signal), signal);
    const read = reads[tool];
    if (!read) throw new Error(`There is no tool ${tool}`);
    return read(parts, input, signal, longest);
  };
  return {
    prepare: (tool, input, token) =>
      withSignal(token, async signal => {
        const plan = writes[tool];
        return plan ? plans.prepare(tool, input, () => plan(parts, input, signal)) : {};
      }),
    invoke: (tool, { input, tokenizationOptions }, token) =>
      withSignal(token, async signal => {
        const budget = tokenizationOptions?.tokenBudget;
        const room = budget === undefined ? longestTicket : Math.min(longestTicket, budget * charactersOfToken);
        const text = await run(tool, input, signal, Math.max(shortestAnswer, room)).catch(thrown =>
          problemText(thrown, parts.log),
        );
        if (token.isCancellationRequested) throw new vscode.CancellationError();
        return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
      }),
    chat: (request, context, stream, token) => answerChat(parts, request, context, stream, token),
    summarise: ticket => summariseTicket(parts, ticket),
    draftReply: ticket => draftReply(parts, ticket),
    showSimilar: ticket => showSimilar(parts, ticket),
    chooseModel: async () => {
      await chooseModel(parts.memory, true);
    },
  };
}
