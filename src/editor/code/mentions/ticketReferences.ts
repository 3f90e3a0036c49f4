import * as vscode from 'vscode';
import type { CodeParts } from '../codeParts.ts';
import { rangeOf } from '../documentMentions.ts';
import { shownIn, signalOf } from './mentionPlaces.ts';

/** Which ticket is sought. */
interface Sought {
  readonly deskId: string;
  readonly number: string;
}

/** Where a ticket is mentioned, and whether that is all. */
export interface TicketPlaces {
  readonly locations: readonly vscode.Location[];
  readonly partial: boolean;
}

/** The places that mention a ticket: by VS Code's own commands at a mention, and for any ticket. */
export class TicketReferences implements vscode.ReferenceProvider, vscode.Disposable {
  readonly #parts: Pick<CodeParts, 'code' | 'mentions' | 'tickets' | 'desks'>;
  readonly #registered: vscode.Disposable;

  constructor(parts: Pick<CodeParts, 'code' | 'mentions' | 'tickets' | 'desks'>) {
    this.#parts = parts;
    this.#registered = vscode.languages.registerReferenceProvider(shownIn, this);
  }

  dispose(): void {
    this.#registered.dispose();
  }

  async provideReferences(
    document: vscode.TextDocument,
    position: vscode.Position,
    _context: vscode.ReferenceContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.Location[]> {
    const { mentions, tickets, desks } = this.#parts;
    const mention = mentions.at(document, position);
    if (!mention) return [];
    const { number } = mention;
    const known = (await tickets.of([mention])).get(mention) ?? [];
    // A number that is kept nowhere may be of any desk.
    const among = known.length > 0 ? known : (await desks.ready()).map(({ config }) => ({ deskId: config.id }));
    const deskIds = mention.deskId === undefined ? among.map(({ deskId }) => deskId) : [mention.deskId];
    const signal = signalOf(token);
    const found = await Promise.all(deskIds.map(deskId => this.find({ deskId, number }, signal)));
    const unique = new Map(found.flatMap(({ locations }) => locations).map(each => [keyOf(each), each]));
    return [...unique.values()];
  }

  /** Where a ticket is mentioned: in the workspace's files, and in open documents as they are now. */
  async find(ticket: Sought, signal?: AbortSignal): Promise<TicketPlaces> {
    const { code, mentions } = this.#parts;
    const { places, partial } = await code.mentions(ticket, signal);
    // What is not saved is in no file, and files that are not on this machine are known as far as they are open.
    const unsaved = vscode.workspace.textDocuments.filter(
      ({ isDirty, isUntitled, uri }) => isUntitled || uri.scheme === 'vscode-vfs' || (isDirty && uri.scheme === 'file'),
    );
    const changed = new Set(unsaved.map(({ uri }) => uri.fsPath));
    const saved = places.flatMap(({ file, line, column, length }) =>
      changed.has(file)
        ? []
        : [new vscode.Location(vscode.Uri.file(file), new vscode.Range(line, column, line, column + length))],
    );
    const here = unsaved.flatMap(document =>
      mentions
        .in(document)
        .filter(({ number, deskId }) => number === ticket.number && (deskId ?? ticket.deskId) === ticket.deskId)
        .map(mention => new vscode.Location(document.uri, rangeOf(document, mention))),
    );
    return { locations: [...here, ...saved], partial };
  }
}

function keyOf({ uri, range }: vscode.Location): string {
  return `${uri.toString()}#${range.start.line}:${range.start.character}`;
}
