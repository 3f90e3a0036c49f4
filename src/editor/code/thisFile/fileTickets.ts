import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Mention } from '../../../model/mention.ts';
import { rangeOf } from '../documentMentions.ts';
import type { KnownTicket } from '../knownTickets.ts';
import type { FileInFront } from './fileInFront.ts';
import type { FileLink } from './fileLinks.ts';
import type { FileNode, FileTicketNode, PlaceNode, StrangeTicketNode } from './fileNodes.ts';

/** Places of one ticket that are listed. */
export const mostPlaces = 100;
/** UTF-16 units of a line that are shown. */
const longestLine = 200;

/** A mention with the document that it is in, and the tickets kept here that it may mean. */
export interface FileMention {
  readonly mention: Mention;
  readonly document: vscode.TextDocument;
  /** The cell of a notebook, from 1. */
  readonly cell?: number;
  readonly tickets: readonly KnownTicket[];
}

/**
 * The tickets of a file, in the order in which it comes to them, with their places. A number that means no kept ticket
 * counts only where the text says of which desk it is: what looks like a number of a ticket is often none.
 */
export function fileTickets(
  front: FileInFront,
  mentions: readonly FileMention[],
  links: readonly FileLink[],
  kept: (deskId: string, number: string) => KnownTicket | undefined,
): readonly (FileTicketNode | StrangeTicketNode)[] {
  const found = new Map<string, Gathered>();
  const at = (deskId: string, number: string, known: KnownTicket | undefined): Gathered => {
    const key = `${deskId}/${number}`;
    const gathered = found.get(key) ?? { deskId, number, known, places: [], mentions: 0, links: 0 };
    found.set(key, gathered);
    return gathered;
  };
  for (const { mention, document, cell, tickets } of mentions) {
    const { deskId, number } = mention;
    const meant =
      tickets.length > 0
        ? tickets.map(each => at(each.deskId, number, each))
        : deskId === undefined
          ? []
          : [at(deskId, number, undefined)];
    for (const gathered of meant) {
      gathered.mentions++;
      if (gathered.mentions > mostPlaces) continue;
      gathered.places.push(mentionPlace(gathered, mention, document, cell));
    }
  }
  for (const link of links) {
    const gathered = at(link.deskId, link.number, kept(link.deskId, link.number));
    gathered.ticketId = link.ticketId;
    if (link.subject !== undefined) gathered.subject = link.subject;
    gathered.links++;
    gathered.places.push(linkPlace(gathered, link, front));
  }
  const all = [...found.values()];
  const times = new Map<string, number>();
  for (const { number } of all) times.set(number, (times.get(number) ?? 0) + 1);
  const nodes = all.map(each => nodeOf(each, (times.get(each.number) ?? 0) > 1));
  return nodes.sort((a, b) => firstLine(a) - firstLine(b));
}

/** What is found of one ticket, while it is gathered. */
interface Gathered {
  readonly deskId: string;
  readonly number: string;
  readonly known: KnownTicket | undefined;
  readonly places: PlaceNode[];
  mentions: number;
  links: number;
  ticketId?: string;
  subject?: string;
}

function nodeOf(gathered: Gathered, shared: boolean): FileTicketNode | StrangeTicketNode {
  const { deskId, number, known, mentions, links, ticketId, subject } = gathered;
  const key = `${deskId}/${number}`;
  const places = gathered.places.toSorted((a, b) => order(a) - order(b) || a.line - b.line);
  if (known) return { kind: 'ticket', key, shared, deskId, ticket: known.glance.ticket, places, mentions, links };
  return {
    ...{ kind: 'strange', key, shared, deskId, number, places, mentions, links },
    ...(ticketId === undefined ? {} : { ticketId }),
    ...(subject === undefined ? {} : { subject }),
  };
}

/** The places of a ticket, and that there are more. */
export function placesOf(node: FileTicketNode | StrangeTicketNode): FileNode[] {
  const count = node.mentions + node.links - node.places.length;
  return count > 0 ? [...node.places, { kind: 'more', key: `${node.key}/more`, count }] : [...node.places];
}

/** Code that is in this file comes before what is gone, or elsewhere. */
function order({ cell = 0, link }: PlaceNode): number {
  return link?.movedTo !== undefined || link?.state === 'gone' ? Number.MAX_SAFE_INTEGER : cell;
}

function firstLine({ places: [first] }: FileTicketNode | StrangeTicketNode): number {
  if (!first) return Number.MAX_SAFE_INTEGER;
  return Math.min(order(first) * 1_000_000 + first.line, Number.MAX_SAFE_INTEGER);
}

function mentionPlace(
  { deskId, number, mentions }: Gathered,
  mention: Mention,
  document: vscode.TextDocument,
  cell: number | undefined,
): PlaceNode {
  const { start, end } = rangeOf(document, mention);
  const { text } = document.lineAt(start.line);
  const lastColumn = end.line === start.line ? end.character : text.length;
  // Of a long line what is around the mention.
  const from = lastColumn > longestLine ? Math.max(0, start.character - 40) : 0;
  return {
    ...{ kind: 'place', key: `${deskId}/${number}/m${mentions}`, deskId, address: document.uri.toString() },
    ...{ line: start.line, lastLine: end.line, columns: [start.character, end.character] },
    ...(cell === undefined ? {} : { cell }),
    text: text.slice(from, from + longestLine),
  };
}

function linkPlace({ deskId, number }: Gathered, found: FileLink, front: FileInFront): PlaceNode {
  const { link, ticketId, origin, place } = found;
  const uri = 'file' in place ? vscode.Uri.file(place.file) : (front.file ?? front.uri);
  const [first, last, snippet] =
    'file' in place ? [place.startLine, place.endLine, place.snippet] : [link.startLine, link.endLine, link.snippet];
  const isElsewhere = 'file' in place && place.file !== front.file?.fsPath;
  return {
    ...{
      kind: 'place',
      key: `${deskId}/${number}/l${link.id}`,
      deskId,
      address: uri.toString(),
      ticketId,
      linkId: link.id,
    },
    ...{ line: first - 1, lastLine: last - 1 },
    text: (snippet.split('\n').find(line => line.trim() !== '') ?? '').slice(0, longestLine),
    link: {
      origin,
      state: place.state,
      from: [link.startLine, link.endLine],
      ...(isElsewhere ? { movedTo: basename(place.file) } : {}),
    },
  };
}
