import * as vscode from 'vscode';
import { newestFirst } from '../../model/search.ts';
import { readSearch } from '../../model/searchLanguage.ts';
import { type DeskHit, mergeHits } from '../search/mergeHits.ts';
import type { AssistantParts } from './assistantParts.ts';
import { allowedByUser } from './assistantSettings.ts';
import { fenced } from './fence.ts';
import { ticketsOfFile } from './fileTicketsOf.ts';
import { desksNamed, findTicket, type TicketOnDesk } from './findTicket.ts';
import { newestDetails } from './newestDetails.ts';
import { listText, ticketText } from './ticketText.ts';
import { failureOfTool } from './toolFailure.ts';
import { readInput, toolInputs } from './toolInputs.ts';
import { ToolProblem } from './toolProblem.ts';

/** Tickets that a search answers when nothing is said, and at most. */
const usual = 20;
const most = 50;

/** What a tool that reads answers a model. */
export type ReadTool = (
  parts: AssistantParts,
  input: unknown,
  signal: AbortSignal,
  /** Characters that a model has room for. */
  longest: number,
) => Promise<string>;

/** Tickets of a search in Deskside's own language. */
export const searchTickets: ReadTool = async (parts, input, signal, longest) => {
  const wanted = readInput(toolInputs.search, input);
  const { problems } = readSearch(wanted.query);
  // Models know customers by other words.
  const quoted = (name: string) => `"${name.replaceAll('"', ' ')}"`;
  const { search } = readSearch(parts.hidden.reveal(wanted.query, undefined, quoted).replaceAll('""', '"'));
  const limit = Math.min(wanted.limit ?? usual, most);
  const desks = await desksNamed(parts, wanted.desk);
  const remarks = problems.map(({ text, kind }) => `"${text}" is not understood and was left out (${kind}).`);
  const lists = await Promise.all(
    desks.map(async desk => {
      const { id: deskId } = desk.config;
      if (search.terms.length === 0) {
        const { tickets, failure } = await parts.engine.list(deskId, search, search.sort ?? newestFirst, limit, signal);
        if (failure) remarks.push(failureOfTool(failure, desk).message);
        return tickets.map((ticket): DeskHit => ({ deskId, hit: { ticket, marks: [] } }));
      }
      const quick = await parts.engine.search(deskId, search, limit, {}, signal);
      const enough = !quick.partial || quick.hits.length >= limit || signal.aborted;
      const { hits, failure } = enough
        ? quick
        : await parts.engine.search(deskId, search, limit, { thorough: true }, signal);
      if (failure) remarks.push(failureOfTool(failure, desk).message);
      return hits.map((hit): DeskHit => ({ deskId, hit }));
    }),
  );
  const hits = mergeHits(lists, search).slice(0, limit);
  // What was hit in a conversation is not told: it may be an internal note.
  const rows = hits.map(({ deskId, hit }) => ({ ticket: hit.ticket, desk: parts.desks.nameOf(deskId) }));
  const count = `${rows.length} ${rows.length === 1 ? 'ticket' : 'tickets'} found${rows.length === limit ? ', there may be more' : ''}.`;
  const all = [count, ...remarks].join(' ');
  return rows.length > 0 ? `${all}\n${fenced(listText(rows, allowedByUser(), longest, parts.hidden))}` : all;
};

/** One ticket with its conversation. */
export const readTicket: ReadTool = async (parts, input, signal, longest) => {
  const found = await findTicket(parts, readInput(toolInputs.read, input), signal);
  return ticketForModel(parts, found, signal, longest);
};

/** A ticket between fences, as the user's settings let a model have it. */
export async function ticketForModel(
  { engine, hidden, masks }: AssistantParts,
  { desk, ticket }: TicketOnDesk,
  signal: AbortSignal,
  longest: number,
): Promise<string> {
  const { id: deskId, name } = desk.config;
  const answer = await newestDetails(engine, { deskId, ticketId: ticket.id }, signal);
  if (!answer.ok) throw failureOfTool(answer.failure, desk);
  const plain = desk.capabilities.noteVisibilities.includes('plain');
  const { text, mask } = ticketText(answer.value.details, { name, plain }, allowedByUser(), longest, hidden);
  masks.keep(deskId, ticket.id, mask);
  const age = answer.value.failure ? ` It is as of ${answer.value.fetchedAt}: the desk cannot be asked now.` : '';
  return `Ticket #${ticket.number} of ${JSON.stringify(name)}.${age}\n${fenced(text)}`;
}

/** The tickets that a file mentions, or that its code is linked to. */
export const ticketsForFile: ReadTool = async (parts, input, signal, longest) => {
  const { file } = readInput(toolInputs.file, input);
  await desksNamed(parts);
  const { name, tickets } = await ticketsOfFile(await parts.code(), file, signal);
  if (tickets.length === 0) return `No ticket is mentioned in ${name}, and none is linked to its code.`;
  const rows = tickets.map(({ deskId, ticket, about }) => ({ ticket, desk: parts.desks.nameOf(deskId), about }));
  return `${rows.length} tickets of ${name}.\n${fenced(listText(rows, allowedByUser(), longest, parts.hidden))}`;
};

/** Lines for a model in place of an answer. */
export function problemText(thrown: unknown, log: vscode.LogOutputChannel): string {
  if (thrown instanceof ToolProblem) return `Not done: ${thrown.message}`;
  if (thrown instanceof vscode.CancellationError) throw thrown;
  log.error(`Language-model tool: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
  return 'Not done, because of an error of Deskside itself. Do not try again.';
}
