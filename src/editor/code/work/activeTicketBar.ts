import * as vscode from 'vscode';
import type { Desks } from '../../desks/desks.ts';
import { commands } from '../../ids.ts';
import { shownText } from '../../shownText.ts';
import type { Branches } from '../../time/branches.ts';
import { ticketWords, titleWords } from '../../time/timeWords.ts';
import type { PushWatch } from './pushWatch.ts';

/** The ticket that the branch is for, in the status bar; a press opens it. Beside it, after a push, the way to finish. */
export class ActiveTicketBar implements vscode.Disposable {
  readonly item: vscode.StatusBarItem;
  readonly finish: vscode.StatusBarItem;
  readonly #branches: Branches;
  readonly #pushes: PushWatch;
  readonly #desks: Desks;
  readonly #disposables: vscode.Disposable[];

  constructor(branches: Branches, pushes: PushWatch, desks: Desks) {
    const { t } = vscode.l10n;
    this.#branches = branches;
    this.#pushes = pushes;
    this.#desks = desks;
    const left = vscode.StatusBarAlignment.Left;
    this.item = vscode.window.createStatusBarItem('deskside.activeTicket', left, 9);
    this.item.name = t('Deskside: Ticket of the Branch');
    this.item.command = commands.openActiveTicket;
    this.finish = vscode.window.createStatusBarItem('deskside.finishWork', left, 8);
    this.finish.name = t('Deskside: Finish Work');
    this.#disposables = [
      this.item,
      this.finish,
      branches.onDidChange(() => this.#draw()),
      pushes.onDidChange(() => this.#draw()),
      desks.onDidChange(() => this.#draw()),
    ];
    this.#draw();
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #draw(): void {
    const { t } = vscode.l10n;
    const work = this.#branches.active;
    const [first] = work?.candidates ?? [];
    const ticket = work?.ticket ?? first;
    if (!work || !ticket) {
      this.item.hide();
      this.finish.hide();
      return;
    }
    const branch = t('Branch {0}', shownText(work.branch));
    const which = work.ticket
      ? titleWords(ticket)
      : t('{0} is a number of several desks: press to say which is meant', ticketWords(ticket));
    const desk = work.ticket && this.#desks.known.length > 1 ? shownText(this.#desks.nameOf(ticket.deskId)) : '';
    this.item.text = `$(tag) ${ticketWords(ticket)}${work.ticket ? '' : '?'}`;
    this.item.tooltip = [which, [branch, desk].filter(Boolean).join(' · ')].join('\n');
    this.item.accessibilityInformation = { label: t('Ticket of the branch: {0}', which) };
    this.item.show();
    const pushed = this.#pushes.offered;
    if (!work.ticket || pushed?.root !== work.root || pushed.branch !== work.branch) {
      this.finish.hide();
      return;
    }
    this.finish.text = `$(check) ${t('Finish Work…')}`;
    this.finish.tooltip = t('{0} was pushed. Sum up and finish the work on {1}?', branch, ticketWords(ticket));
    this.finish.accessibilityInformation = { label: t('Finish the work on {0}', ticketWords(ticket)), role: 'button' };
    this.finish.command = { command: commands.finishWork, title: t('Finish Work…'), arguments: [ticket] };
    this.finish.show();
  }
}
