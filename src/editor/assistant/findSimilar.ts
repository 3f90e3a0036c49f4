import * as vscode from 'vscode';
import type { TicketRef } from '../../model/ticket.ts';
import { CommandFailed } from '../commandRunner.ts';
import { readyDesk } from '../desks/manageDesks.ts';
import { askChoice } from '../input.ts';
import { withProgress } from '../progress.ts';
import { shownText } from '../shownText.ts';
import { type FoundTicket, ticketItem } from '../tickets/askTicket.ts';
import type { AssistantParts } from './assistantParts.ts';
import { rankSimilar, type SimilarTicket, tellingWords } from './similarWords.ts';
import { readable } from './ticketText.ts';

/** Tickets that are looked at for a word, and shown. */
const hitsOfWord = 60;
const mostShown = 25;

/** Tickets that have words in common with one, from this machine's copy of its desk; no model is asked. */
export async function similarTickets(
  { engine, desks }: Pick<AssistantParts, 'engine' | 'desks'>,
  { deskId, ticketId }: Pick<TicketRef, 'deskId' | 'ticketId'>,
  signal: AbortSignal,
): Promise<readonly SimilarTicket[]> {
  const answer = await engine.details(deskId, ticketId, {}, signal);
  if (!answer.ok) throw new CommandFailed(answer.failure, desks.nameOf(deskId), deskId);
  const { ticket } = answer.value.details;
  const names = [ticket.customer, ticket.contact, ticket.assignee].map(each => each?.name ?? '').join(' ');
  const words = tellingWords(ticket.subject, ticket.description ? readable(ticket.description) : '', names);
  const hits = [];
  // One after the other: each is a moment, and what the user does meanwhile comes between.
  for (const word of words) {
    const term = { kind: 'text', text: word.word, phrase: true, not: false } as const;
    const found = await engine.search(deskId, { terms: [term] }, hitsOfWord, {}, signal);
    hits.push({ word, tickets: found.hits.map(hit => hit.ticket) });
  }
  return rankSimilar(hits, ticket, mostShown);
}

/** Shows tickets like one, and opens the one that is chosen. */
export async function showSimilar(parts: AssistantParts, ref: FoundTicket): Promise<void> {
  const { t } = vscode.l10n;
  const desk = await readyDesk(parts.desks, ref.deskId);
  const number = shownText(ref.number);
  const found = await withProgress(t('Looking for tickets like #{0}…', number), signal =>
    similarTickets(parts, ref, signal),
  );
  if (found.length === 0) {
    await vscode.window.showInformationMessage(
      t('No ticket on this machine has enough words in common with #{0}.', number),
    );
    return;
  }
  const chosen = await askChoice<FoundTicket>(
    { title: t('Tickets Like #{0}', number), canGoBack: false },
    {
      placeholder: t('The most alike first'),
      items: found.map(({ ticket, words }) => ({
        ...ticketItem(ticket, desk, false),
        detail: t('In common: {0}', words.join(', ')),
      })),
    },
  );
  (await parts.panels()).open(chosen);
}
