import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { Notice } from '../../model/notice.ts';
import type { Desks } from '../desks/desks.ts';
import { commands, settings } from '../ids.ts';
import { readNoticeWay } from '../mirror/mirrorSettings.ts';
import { type DeskNotice, LaterNotices } from './laterNotices.ts';
import type { MarkedTicket, Marks } from './marks.ts';
import { noticeText } from './noticeText.ts';

/** What notices need of the rest. */
export interface NoticeParts {
  readonly engine: Engine;
  readonly desks: Desks;
  readonly marks: Marks;
  readonly log: vscode.LogOutputChannel;
  /** The ticket in front, if there is one. */
  front(): MarkedTicket | undefined;
  showMine(deskId: string): Promise<void>;
}

/**
 * Tells of the user's tickets that changed, in the way that the settings say: not, with marks, or with a message too, at once
 * or later. Marks are made by the engine.
 */
export class Notices implements vscode.Disposable {
  readonly #parts: NoticeParts;
  readonly #later: LaterNotices;
  readonly #listening: vscode.Disposable;

  constructor(parts: NoticeParts) {
    this.#parts = parts;
    this.#later = new LaterNotices(parts, notices => this.#watch(this.#toast(notices)));
    this.#listening = vscode.Disposable.from(
      this.#later,
      {
        dispose: parts.engine.onChange(change => {
          if (change.kind === 'notices') this.#tell(change.deskId, change.notices);
        }),
      },
      vscode.workspace.onDidChangeConfiguration(event => {
        if (!event.affectsConfiguration(`${settings.section}.${settings.notices}`)) return;
        if (readNoticeWay() === 'off') this.#watch(parts.marks.clear());
      }),
      parts.marks.onDidChange(() => this.#seeFront()),
      vscode.window.onDidChangeWindowState(() => this.#seeFront()),
    );
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #tell(deskId: string, notices: readonly Notice[]): void {
    if (readNoticeWay() !== 'toast' || notices.length === 0) return;
    this.#watch(
      this.#later.isLater ? this.#later.add(deskId, notices) : this.#toast(notices.map(notice => ({ deskId, notice }))),
    );
  }

  /** The ticket that the user looks at: what it shows need not be told, nor marked. */
  #lookedAt(): MarkedTicket | undefined {
    const { focused, active } = vscode.window.state;
    return focused && active ? this.#parts.front() : undefined;
  }

  #seeFront(): void {
    const front = this.#lookedAt();
    if (front && this.#parts.marks.of(front)) this.#watch(this.#parts.marks.seen(front));
  }

  /** One message, however many tickets it is about. Closing it does nothing else. */
  async #toast(all: readonly DeskNotice[]): Promise<void> {
    const { t } = vscode.l10n;
    const front = this.#lookedAt();
    const notices = all.filter(each => front?.deskId !== each.deskId || front.ticketId !== each.notice.ticketId);
    if (notices.length === 0) return;
    const show = t('Show');
    const mute = t('No More Messages');
    const pressed = await vscode.window.showInformationMessage(noticeText(notices), show, mute);
    if (pressed === mute) {
      const section = vscode.workspace.getConfiguration(settings.section);
      await section.update(settings.notices, 'badge', vscode.ConfigurationTarget.Global);
      vscode.window.setStatusBarMessage(t('Deskside marks changed tickets without a message from now on'), 5_000);
    }
    if (pressed !== show) return;
    const [first] = notices;
    if (!first) return;
    const { deskId, notice } = first;
    const { ticketId, number, subject } = notice;
    const one = notices.every(each => each.deskId === deskId && each.notice.ticketId === ticketId);
    if (one) await vscode.commands.executeCommand(commands.openTicket, { deskId, ticketId, number, subject });
    else await this.#parts.showMine(deskId);
  }

  #watch(work: Promise<void>): void {
    work.catch(thrown => this.#parts.log.error(String(thrown)));
  }
}
