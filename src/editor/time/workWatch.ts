import * as vscode from 'vscode';
import type { TimedTicket } from '../../model/timer.ts';
import { settings } from '../ids.ts';
import { shownText } from '../shownText.ts';
import type { Branches } from './branches.ts';
import type { IdleWatch } from './idle.ts';
import { isSame, type Timers } from './timers.ts';
import { readTimeSettings } from './timeSettings.ts';
import { lengthWords, ticketWords } from './timeWords.ts';

const minute = 60_000;
/** Work of this length, in milliseconds, is worth a timer. */
const worthTimer = 10 * minute;
/** Signs of work further apart than this, in milliseconds, do not hang together. */
const longestGap = 3 * minute;

/** What a work watch needs. */
export interface WorkParts {
  readonly timers: Timers;
  readonly branches: Branches;
  readonly idle: IdleWatch;
  readonly log: vscode.LogOutputChannel;
  /** What the user calls a desk. */
  nameOf(deskId: string): string;
  /** The ticket whose panel is in front. */
  inFront(): TimedTicket | undefined;
  /** Says that one timer was stopped for another. */
  tellStarted(stopped: Awaited<ReturnType<Timers['start']>>): void;
}

/** Starts the timer with the branch of a ticket, and reminds of tickets that are worked on with no timer: as settings say. */
export class WorkWatch implements vscode.Disposable {
  readonly #parts: WorkParts;
  readonly #disposables: vscode.Disposable[];
  /** Work without a timer: on what, since when, until when. */
  #work: { readonly ticket: TimedTicket; readonly since: number; last: number } | undefined;
  readonly #reminded = new Set<string>();

  constructor(parts: WorkParts) {
    this.#parts = parts;
    this.#disposables = [
      parts.branches.onDidCheckOut(tickets => this.#run(() => this.#checkedOut(tickets))),
      parts.idle.onDidSeeUser(() => this.#run(() => this.worked(Date.now()))),
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration(`${settings.section}.timer`)) this.#run(() => this.#watchBranches());
      }),
    ];
    this.#run(() => this.#watchBranches());
  }

  /** The user did something at a moment, in milliseconds since 1970. */
  async worked(now: number): Promise<void> {
    if (!readTimeSettings().reminder) return;
    const { timers, branches, inFront } = this.#parts;
    const ticket = inFront() ?? branches.ticket;
    if (!ticket || timers.state.current) {
      this.#work = undefined;
      return;
    }
    const work = this.#work;
    if (!work || !isSame(work.ticket, ticket) || now - work.last > longestGap) {
      this.#work = { ticket, since: now, last: now };
      return;
    }
    work.last = now;
    const key = `${ticket.deskId}/${ticket.ticketId}`;
    if (now - work.since < worthTimer || this.#reminded.has(key)) return;
    this.#reminded.add(key);
    await this.#remind(ticket, work.since, now);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  async #watchBranches(): Promise<void> {
    const { startWithBranch, reminder } = readTimeSettings();
    if (startWithBranch || reminder) await this.#parts.branches.watch();
  }

  async #checkedOut(tickets: readonly TimedTicket[]): Promise<void> {
    if (!readTimeSettings().startWithBranch) return;
    const ticket = tickets.length > 1 ? await this.#choose(tickets) : tickets[0];
    if (!ticket) return;
    const { current } = this.#parts.timers.state;
    if (current && isSame(current.ticket, ticket)) return;
    this.#parts.tellStarted(await this.#parts.timers.start(ticket));
  }

  /** A number that several desks have. */
  async #choose(tickets: readonly TimedTicket[]): Promise<TimedTicket | undefined> {
    const [first] = tickets;
    if (!first) return undefined;
    const names = tickets.map(({ deskId }) => shownText(this.#parts.nameOf(deskId)));
    const words = vscode.l10n.t(
      'A branch of {0} was checked out. On which desk does the timer run?',
      ticketWords(first),
    );
    const chosen = await vscode.window.showInformationMessage(words, ...names);
    return chosen === undefined ? undefined : tickets[names.indexOf(chosen)];
  }

  async #remind(ticket: TimedTicket, since: number, now: number): Promise<void> {
    const { t } = vscode.l10n;
    const earlier = t('Start {0} Ago', lengthWords(now - since));
    const start = t('Start Now');
    const words = t('You work on {0}, and no timer runs.', ticketWords(ticket));
    const chosen = await vscode.window.showInformationMessage(words, earlier, start);
    if (chosen === undefined) return;
    this.#parts.tellStarted(await this.#parts.timers.start(ticket, chosen === earlier ? since : Date.now()));
  }

  #run(work: () => Promise<void>): void {
    work().catch(thrown => this.#parts.log.warn(`Timer: ${String(thrown)}`));
  }
}
