import * as vscode from 'vscode';
import type { TicketRef } from '../../../model/ticket.ts';
import { commands, settings } from '../../ids.ts';
import { shownText } from '../../shownText.ts';
import type { LinkedFiles, LinkInFile } from './linkedFiles.ts';

/** Characters of a subject above lines. */
const longestSubject = 50;

/** The tickets that lines are linked to, above them. */
export class LinkLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #files: LinkedFiles;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #disposables: vscode.Disposable[];

  constructor(files: LinkedFiles) {
    this.#files = files;
    this.#disposables = [
      this.#changed,
      files.onDidChange(() => {
        if (isOn()) this.#changed.fire();
      }),
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration(`${settings.section}.${settings.mentionsCodeLens}`)) this.#changed.fire();
      }),
      vscode.languages.registerCodeLensProvider({ scheme: 'file' }, this),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<vscode.CodeLens[]> {
    if (!isOn(document)) return [];
    const links = await this.#files.in(document);
    if (token.isCancellationRequested) return [];
    // A ticket that lines are linked to twice is shown once.
    const shown = new Map(links.map(each => [`${each.deskId}/${each.found.ticketId}/${each.lines.first}`, each]));
    return [...shown.values()].map(each => lens(each, document));
  }
}

function isOn(document?: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration(settings.section, document).get<boolean>(settings.mentionsCodeLens) === true;
}

function lens({ deskId, found, changed, lines }: LinkInFile, document: vscode.TextDocument): vscode.CodeLens {
  const { t } = vscode.l10n;
  const { ticketId, number, subject = '' } = found;
  const short = subject.length > longestSubject ? `${subject.slice(0, longestSubject - 1)}…` : subject;
  const ticket = shownText(`#${number} ${short}`);
  const ref: TicketRef = { deskId, ticketId, number };
  const title = changed ? t('{0} · changed since it was linked', ticket) : ticket;
  const line = Math.min(lines.first, document.lineCount - 1);
  return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), {
    title: `$(link) ${title}`,
    tooltip: t('These lines are linked to this ticket'),
    command: commands.openTicket,
    arguments: [ref],
  });
}
