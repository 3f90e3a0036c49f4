import * as vscode from 'vscode';
import type { Mention } from '../../../model/mention.ts';
import { commands } from '../../ids.ts';
import type { CodeParts } from '../codeParts.ts';
import { rangeOf } from '../documentMentions.ts';
import type { KnownTicket } from '../knownTickets.ts';
import { commandAddress, refOf, shownIn } from './mentionPlaces.ts';

/**
 * Links from mentions to tickets. `#1234` and `ticket 1234` are links where such a ticket is kept; what names its desk is
 * always one, and asks it when it is clicked.
 */
export class MentionLinks implements vscode.DocumentLinkProvider, vscode.Disposable {
  readonly #parts: CodeParts;
  readonly #disposables: vscode.Disposable[];
  /** What each shown document was answered last. */
  readonly #answered = new WeakMap<vscode.TextDocument, string>();
  #registered: vscode.Disposable;
  #disposed = false;

  constructor(parts: CodeParts) {
    this.#parts = parts;
    this.#registered = vscode.languages.registerDocumentLinkProvider(shownIn, this);
    const renew = () => {
      this.#renew().catch(thrown => parts.log.warn(`Links to tickets could not be looked at: ${String(thrown)}`));
    };
    this.#disposables = [parts.tickets.onDidChange(renew), parts.mentions.onDidChangeRules(renew)];
  }

  dispose(): void {
    this.#disposed = true;
    vscode.Disposable.from(this.#registered, ...this.#disposables).dispose();
  }

  async provideDocumentLinks(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentLink[]> {
    const { version } = document;
    const targets = await this.#targets(document);
    if (token.isCancellationRequested || document.version !== version) return [];
    this.#answered.set(document, keyOf(targets));
    return targets.map(([mention, address, count]) => {
      const link = new vscode.DocumentLink(rangeOf(document, mention), vscode.Uri.parse(address));
      link.tooltip = count === 1 ? vscode.l10n.t('Open Ticket') : vscode.l10n.t('Look Up Ticket');
      return link;
    });
  }

  async #targets(document: vscode.TextDocument) {
    const mentions = this.#parts.mentions.in(document);
    const known = await this.#parts.tickets.of(mentions);
    return mentions.flatMap(mention => {
      const tickets = known.get(mention) ?? [];
      const address = addressOf(mention, tickets);
      return address === undefined ? [] : [[mention, address, tickets.length] as const];
    });
  }

  /** VS Code asks for links when a text changes; that a ticket came or went it learns from a provider that is new. */
  async #renew(): Promise<void> {
    const shown = vscode.window.visibleTextEditors.map(({ document }) => document);
    for (const document of shown) {
      const before = this.#answered.get(document);
      if (before === undefined || before === keyOf(await this.#targets(document))) continue;
      if (this.#disposed) return;
      this.#registered.dispose();
      this.#registered = vscode.languages.registerDocumentLinkProvider(shownIn, this);
      return;
    }
  }
}

function addressOf(mention: Mention, tickets: readonly KnownTicket[]): string | undefined {
  const { number, deskId, how } = mention;
  const [only, ...others] = tickets;
  if (only && others.length === 0) return commandAddress(commands.openTicket, refOf(only));
  if (!only && (how === 'hash' || how === 'word')) return undefined;
  return commandAddress(commands.lookUpMention, { number, ...(deskId === undefined ? {} : { deskId }) });
}

function keyOf(targets: readonly (readonly [Mention, string, number])[]): string {
  return targets.map(([{ start }, address]) => `${start} ${address}`).join('\n');
}
