import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { Notice } from '../../model/notice.ts';
import { commands, settings } from '../ids.ts';
import { readNoticeWay } from '../mirror/mirrorSettings.ts';
import type { Marks } from './marks.ts';
import { noticeText } from './noticeText.ts';

/** What notices need of the rest. */
export interface NoticeParts {
  readonly engine: Engine;
  readonly marks: Marks;
  readonly log: vscode.LogOutputChannel;
  showMine(deskId: string): Promise<void>;
}

/** Tells of the user's tickets that changed, in the way that the settings say: not, with marks, or with a message too. */
export class Notices implements vscode.Disposable {
  readonly #parts: NoticeParts;
  readonly #listening: vscode.Disposable;

  constructor(parts: NoticeParts) {
    this.#parts = parts;
    this.#listening = vscode.Disposable.from(
      {
        dispose: parts.engine.onChange(change => {
          if (change.kind === 'notices') this.#tell(change.deskId, change.notices);
        }),
      },
      vscode.workspace.onDidChangeConfiguration(event => {
        if (!event.affectsConfiguration(`${settings.section}.${settings.notices}`)) return;
        if (readNoticeWay() === 'off') this.#watch(parts.marks.clear());
      }),
    );
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #tell(deskId: string, notices: readonly Notice[]): void {
    const way = readNoticeWay();
    if (way === 'off' || notices.length === 0) return;
    const marked = notices.map(({ ticketId, reason }) => ({ deskId, ticketId, mark: reason }));
    this.#watch(this.#parts.marks.unread(marked));
    if (way === 'toast') this.#watch(this.#toast(deskId, notices));
  }

  /** One message, however many tickets it is about. Closing it does nothing else. */
  async #toast(deskId: string, notices: readonly Notice[]): Promise<void> {
    const { t } = vscode.l10n;
    const show = t('Show');
    const mute = t('Mute');
    const pressed = await vscode.window.showInformationMessage(noticeText(notices), show, mute);
    if (pressed === mute) {
      const section = vscode.workspace.getConfiguration(settings.section);
      await section.update(settings.notices, 'badge', vscode.ConfigurationTarget.Global);
      vscode.window.setStatusBarMessage(t('Deskside marks changed tickets without a message from now on'), 5_000);
    }
    if (pressed !== show) return;
    const [first] = notices;
    if (!first) return;
    const one = notices.every(({ ticketId }) => ticketId === first.ticketId);
    if (!one) await this.#parts.showMine(deskId);
    else {
      const { ticketId, number, subject } = first;
      await vscode.commands.executeCommand(commands.openTicket, { deskId, ticketId, number, subject });
    }
  }

  #watch(work: Promise<void>): void {
    work.catch(thrown => this.#parts.log.error(String(thrown)));
  }
}
