import * as vscode from 'vscode';
import { type DeskFailure, failureOf } from '../model/errors.ts';
import { describeFailure, logLine, type Remedy, remedyLabel, showExtension } from './failures.ts';

/** Thrown to end a command because the user gave up; nothing is shown. */
export class Abandoned extends Error {}

/** Thrown to end a command with a failure of a desk; it is shown with its remedies. */
export class CommandFailed extends Error {
  readonly failure: DeskFailure;
  readonly deskName: string;
  readonly deskId: string | undefined;

  constructor(failure: DeskFailure, deskName: string, deskId?: string) {
    super(failure.reason);
    this.failure = failure;
    this.deskName = deskName;
    this.deskId = deskId;
  }
}

/** What remedies do; handed in so that this file knows no feature. */
export interface RemedyActions {
  reconnect(deskId: string): Thenable<unknown>;
  checkConnection(deskId: string): Thenable<unknown>;
  showOutbox(): Thenable<unknown>;
  showLog(): void;
  reportProblem(): Thenable<unknown>;
}

/**
 * Runs commands so that each ends well: giving up is silent, a desk's failure becomes a sentence with at most two
 * buttons, anything else is a defect that is logged and said.
 */
export class CommandRunner {
  readonly #log: vscode.LogOutputChannel;
  readonly #actions: RemedyActions;

  constructor(log: vscode.LogOutputChannel, actions: RemedyActions) {
    this.#log = log;
    this.#actions = actions;
  }

  /** Runs a command, or something that is none but shall end as well as one. `name` is for the log. */
  async run(name: string, work: () => unknown): Promise<unknown> {
    try {
      return await work();
    } catch (thrown) {
      return this.#end(name, thrown, () => this.run(name, work));
    }
  }

  async #end(id: string, thrown: unknown, again: () => Promise<unknown>): Promise<void> {
    if (thrown instanceof Abandoned || thrown instanceof vscode.CancellationError) return;
    if (thrown instanceof CommandFailed) {
      if (thrown.failure.reason === 'cancelled') return;
      this.#log.warn(`${id}: ${thrown.deskName}: ${logLine(thrown.failure)}`);
      const problem = describeFailure(thrown.failure, thrown.deskName);
      const remedies = problem.remedies.filter(
        remedy => !['reconnect', 'checkConnection'].includes(remedy) || thrown.deskId !== undefined,
      );
      const labels = remedies.slice(0, 2).map(remedyLabel);
      // What is kept goes on by itself: nothing is lost.
      const label = thrown.failure.kept
        ? await vscode.window.showWarningMessage(problem.message, ...labels)
        : await vscode.window.showErrorMessage(problem.message, ...labels);
      const chosen = remedies.find(remedy => remedyLabel(remedy) === label);
      if (chosen) await this.#do(chosen, thrown, again);
      return;
    }
    this.#log.error(`${id}: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : failureOf(thrown).detail}`);
    const showLog = remedyLabel('showLog');
    const message = vscode.l10n.t('Deskside could not finish this because of an error of its own.');
    const report = vscode.l10n.t('Report a Problem…');
    const pressed = await vscode.window.showErrorMessage(message, report, showLog);
    if (pressed === showLog) this.#actions.showLog();
    if (pressed === report) await this.#actions.reportProblem();
  }

  async #do(remedy: Remedy, { failure, deskId }: CommandFailed, again: () => Promise<unknown>): Promise<void> {
    if (remedy === 'showLog') this.#actions.showLog();
    else if (remedy === 'showOutbox') await this.#actions.showOutbox();
    else if (remedy === 'showExtension') await showExtension(failure);
    else if (remedy === 'reconnect' && deskId !== undefined) await this.#actions.reconnect(deskId);
    else if (remedy === 'checkConnection' && deskId !== undefined) await this.#actions.checkConnection(deskId);
    else if (remedy === 'retry') await again();
  }
}
