import * as vscode from 'vscode';
import type { TicketRef } from '../../../model/ticket.ts';
import { commands, settings } from '../../ids.ts';
import { shownText } from '../../shownText.ts';
import type { CodeParts } from '../codeParts.ts';
import { rangeOf } from '../documentMentions.ts';
import type { LinkedFiles } from '../links/linkedFiles.ts';
import type { LineSpan } from '../links/shiftLines.ts';
import { refOf, shownIn } from './mentionPlaces.ts';

/** Tickets that are named above one function; more are counted. */
const mostNamed = 3;
/** Characters of a subject above a function. */
const longestSubject = 50;

/** What functions are, beside which a ticket is shown. */
const kinds = new Set([
  vscode.SymbolKind.Function,
  vscode.SymbolKind.Method,
  vscode.SymbolKind.Constructor,
  vscode.SymbolKind.Class,
  vscode.SymbolKind.Interface,
  vscode.SymbolKind.Struct,
]);

/** A ticket that belongs to some lines. */
interface Placed {
  readonly line: number;
  readonly ref: TicketRef;
  readonly words: string;
}

/** The tickets that a function names, above it. Of those that lines in it are linked to, the link tells. */
export class MentionLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #parts: CodeParts;
  readonly #links: Pick<LinkedFiles, 'in'>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #disposables: vscode.Disposable[];

  constructor(parts: CodeParts, links: Pick<LinkedFiles, 'in' | 'onDidChange'>) {
    this.#parts = parts;
    this.#links = links;
    const changed = () => this.#changed.fire();
    this.#disposables = [
      this.#changed,
      vscode.languages.registerCodeLensProvider(shownIn, this),
      parts.mentions.onDidChangeRules(changed),
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration(`${settings.section}.${settings.mentionsCodeLens}`)) changed();
      }),
      parts.tickets.onDidChange(() => {
        if (isOn()) changed();
      }),
      links.onDidChange(() => {
        if (isOn()) changed();
      }),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<vscode.CodeLens[]> {
    if (!isOn(document)) return [];
    const placed = await this.#placedIn(document);
    if (placed.length === 0 || token.isCancellationRequested) return [];
    const [functions, links] = await Promise.all([functionsOf(document), this.#links.in(document)]);
    if (token.isCancellationRequested) return [];
    const above = new Map<vscode.Range, Map<string, Placed>>();
    for (const each of placed) {
      const range = functionOf(each.line, functions, document);
      const told = links.some(
        ({ deskId, found, lines }) =>
          deskId === each.ref.deskId && found.ticketId === each.ref.ticketId && meet(lines, each.line, range),
      );
      if (!range || told) continue;
      const here = above.get(range) ?? new Map<string, Placed>();
      above.set(range, here.set(`${each.ref.deskId}/${each.ref.ticketId}`, each));
    }
    return [...above].flatMap(([range, tickets]) => lenses(range, [...tickets.values()]));
  }

  async #placedIn(document: vscode.TextDocument): Promise<Placed[]> {
    const mentions = this.#parts.mentions.in(document);
    const known = await this.#parts.tickets.of(mentions);
    return mentions.flatMap(mention => {
      const [only, ...others] = known.get(mention) ?? [];
      if (!only || others.length > 0) return [];
      const { number, status, subject } = only.glance.ticket;
      const short = subject.length > longestSubject ? `${subject.slice(0, longestSubject - 1)}…` : subject;
      const words = shownText(`#${number} ${short} · ${status}`);
      return [{ line: rangeOf(document, mention).start.line, ref: refOf(only), words }];
    });
  }
}

function isOn(document?: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration(settings.section, document).get<boolean>(settings.mentionsCodeLens) === true;
}

function lenses(range: vscode.Range, tickets: readonly Placed[]): vscode.CodeLens[] {
  const at = new vscode.Range(range.start, range.start);
  const named = tickets.slice(0, mostNamed).map(({ ref, words }) => {
    return new vscode.CodeLens(at, { title: words, command: commands.openTicket, arguments: [ref] });
  });
  const more = tickets.length - named.length;
  const { t } = vscode.l10n;
  if (more > 0) {
    const title = more === 1 ? t('1 more ticket') : t('{0} more tickets', more);
    named.push(new vscode.CodeLens(at, { title, command: '' }));
  }
  return named;
}

/** Whether linked lines have something of a function, or of the comment above it, where its ticket is named. */
function meet({ first, last }: LineSpan, named: number, range: vscode.Range | undefined): boolean {
  return range !== undefined && first <= range.end.line && Math.min(named, range.start.line) <= last;
}

/** The functions and classes of a document, as the language's own extension tells them. */
async function functionsOf({ uri }: vscode.TextDocument): Promise<vscode.Range[]> {
  const symbols = await vscode.commands.executeCommand<
    readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined
  >('vscode.executeDocumentSymbolProvider', uri);
  const found: vscode.Range[] = [];
  const add = (each: vscode.DocumentSymbol | vscode.SymbolInformation) => {
    if (kinds.has(each.kind)) found.push('range' in each ? each.range : each.location.range);
    if ('children' in each) each.children.forEach(add);
  };
  symbols?.forEach(add);
  return found.sort((one, other) => one.start.compareTo(other.start));
}

/** The innermost function around a line, or the one that the comment of this line stands above. */
function functionOf(
  line: number,
  functions: readonly vscode.Range[],
  document: vscode.TextDocument,
): vscode.Range | undefined {
  const next = functions.find(({ start }) => start.line > line);
  if (next && isCommentUpTo(document, line, next.start.line)) return next;
  return functions.findLast(({ start, end }) => start.line <= line && line <= end.line);
}

/** Whether from a line up to another one there is nothing but comment, decorators and attributes. */
function isCommentUpTo(document: vscode.TextDocument, from: number, to: number): boolean {
  if (to - from > 60) return false;
  for (let line = from; line < to; line++) {
    const text = document.lineAt(line).text.trim();
    if (!/^(?:\/\/|\/\*|\*|#|--|;|%|'|"""|@|\[|<!--)/.test(text)) return false;
  }
  return true;
}
