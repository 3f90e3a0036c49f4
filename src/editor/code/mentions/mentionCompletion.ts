import * as vscode from 'vscode';
import type { Engine } from '../../../engine/engine.ts';
import { newestFirst } from '../../../model/search.ts';
import { readSearch } from '../../../model/searchLanguage.ts';
import type { ReadyDesk } from '../../desks/desks.ts';
import { settings } from '../../ids.ts';
import { type DeskHit, mergeHits } from '../../search/mergeHits.ts';
import { openTickets, ownTickets } from '../../search/typed.ts';
import { shownText } from '../../shownText.ts';
import { ticketCard } from '../../tickets/rows.ts';
import type { CodeParts } from '../codeParts.ts';
import { shownIn, signalOf } from './mentionPlaces.ts';
import { leadEnds, type TypedMention, typedMention } from './mentionTyped.ts';

/** Tickets that are offered. */
const most = 30;
/** Characters of a subject; behind it stands what tells tickets of two desks apart. */
const longestSubject = 32;

interface TicketItem extends vscode.CompletionItem {
  readonly hit?: DeskHit;
}

/** Offers tickets behind `#` and prefixes while words or digits are typed; they come from this machine alone. */
export class MentionCompletion implements vscode.CompletionItemProvider<TicketItem>, vscode.Disposable {
  readonly #parts: Pick<CodeParts, 'engine' | 'desks' | 'mentions'>;
  readonly #listening: vscode.Disposable;
  #ends = '';
  #registered: vscode.Disposable | undefined;

  constructor(parts: Pick<CodeParts, 'engine' | 'desks' | 'mentions'>) {
    this.#parts = parts;
    this.#register();
    this.#listening = parts.mentions.onDidChangeRules(() => this.#register());
  }

  dispose(): void {
    this.#listening.dispose();
    this.#registered?.dispose();
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
    { triggerKind }: vscode.CompletionContext,
  ): Promise<vscode.CompletionList<TicketItem> | undefined> {
    const section = vscode.workspace.getConfiguration(settings.section, document);
    if (section.get<boolean>(settings.mentionsCompletion) === false) return undefined;
    // A list that is open goes on.
    const asked = triggerKind !== vscode.CompletionTriggerKind.TriggerCharacter;
    const typed = typedMention(document, position, this.#parts.mentions.rules, asked);
    if (!typed) return undefined;
    const desks = (await this.#parts.desks.ready()).filter(
      ({ config }) => typed.deskId === undefined || config.id === typed.deskId,
    );
    const hits = await find(this.#parts.engine, desks, typed, signalOf(token));
    if (token.isCancellationRequested) return undefined;
    const range = new vscode.Range(document.positionAt(typed.start), position);
    const names = new Map(desks.map(({ config }) => [config.id, config.name]));
    const items = hits
      .filter(({ hit }) => typed.fits(hit.ticket.number))
      .map((hit, index) => item(hit, index, typed, range, desks.length > 1 ? names.get(hit.deskId) : undefined));
    return new vscode.CompletionList(items, true);
  }

  resolveCompletionItem(item: TicketItem): TicketItem {
    const { hit } = item;
    if (hit) item.documentation = ticketCard(hit.hit.ticket, this.#parts.desks.nameOf(hit.deskId), true);
    return item;
  }

  /** What asks for suggestions belongs to a registration: it is made anew where prefixes are others. */
  #register(): void {
    const ends = leadEnds(this.#parts.mentions.rules);
    if (ends.join('') === this.#ends) return;
    this.#ends = ends.join('');
    this.#registered?.dispose();
    this.#registered = undefined;
    if (ends.length > 0) this.#registered = vscode.languages.registerCompletionItemProvider(shownIn, this, ...ends);
  }
}

/** The tickets that what is typed may mean, the best first; with nothing typed one's own. */
async function find(
  engine: Engine,
  desks: readonly ReadyDesk[],
  { words }: TypedMention,
  signal: AbortSignal,
): Promise<readonly DeskHit[]> {
  const { search } = readSearch(words.replaceAll(/[_-]+/g, ' '));
  const lists = await Promise.all(
    desks.map(async ({ config: { id: deskId, technicianId } }) => {
      if (search.terms.length > 0) {
        const { hits } = await engine.search(deskId, search, most, {}, signal);
        return hits.map(hit => ({ deskId, hit }));
      }
      const wanted = technicianId === undefined ? openTickets : ownTickets;
      const { tickets } = await engine.list(deskId, wanted, newestFirst, most, signal);
      return tickets.map(ticket => ({ deskId, hit: { ticket, marks: [] } }));
    }),
  );
  const merged = mergeHits(lists, search).slice(0, most);
  // Whose number begins with the digits is meant before others that hold them somewhere.
  const digits = /^\d+$/.test(words) ? words : undefined;
  const rank = ({ hit: { ticket } }: DeskHit) =>
    digits === undefined ? 0 : ticket.number === digits ? 0 : ticket.number.startsWith(digits) ? 1 : 2;
  return merged.toSorted((one, other) => rank(one) - rank(other));
}

function item(
  hit: DeskHit,
  index: number,
  { lead, words }: TypedMention,
  range: vscode.Range,
  deskName: string | undefined,
): TicketItem {
  const { number, subject, status } = hit.hit.ticket;
  const short = subject.length > longestSubject ? `${subject.slice(0, longestSubject - 1)}…` : subject;
  const label = {
    label: shownText(`${lead}${number} ${short}`),
    // There is little room: the card beside the list has the rest.
    description: shownText(deskName ?? status),
  };
  return Object.assign(new vscode.CompletionItem(label, vscode.CompletionItemKind.Reference), {
    hit,
    range,
    insertText: `${lead}${number}`,
    // VS Code filters by what stands in the range; the search has done that.
    filterText: lead + words,
    sortText: String(index).padStart(4, '0'),
  });
}
