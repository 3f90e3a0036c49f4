import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { branchNumbers } from '../../model/branchNumbers.ts';
import { newestFirst } from '../../model/search.ts';
import type { TimedTicket } from '../../model/timer.ts';
import type { Desks } from '../desks/desks.ts';
import { type GitRepository, gitApi } from './git.ts';

/** Tickets with the same number that are looked at. */
const most = 5;

/** Which ticket the branches of the open repositories are about, and when another one is checked out. */
export class Branches implements vscode.Disposable {
  readonly #engine: Engine;
  readonly #desks: Desks;
  readonly #log: vscode.LogOutputChannel;
  readonly #checkedOut = new vscode.EventEmitter<TimedTicket>();
  /** A branch of an open ticket was checked out. */
  readonly onDidCheckOut = this.#checkedOut.event;
  readonly #disposables: vscode.Disposable[] = [this.#checkedOut];
  /** By the root of the repository: the branch, and its ticket. */
  readonly #known = new Map<string, { readonly branch: string; ticket?: TimedTicket }>();
  #watching: Promise<void> | undefined;

  constructor(engine: Engine, desks: Desks, log: vscode.LogOutputChannel) {
    this.#engine = engine;
    this.#desks = desks;
    this.#log = log;
  }

  /** The ticket of a checked-out branch, the first where there are several repositories. */
  get ticket(): TimedTicket | undefined {
    return [...this.#known.values()].find(({ ticket }) => ticket)?.ticket;
  }

  /** Begins to watch; the git extension is not asked for anything before. */
  watch(): Promise<void> {
    this.#watching ??= this.#begin();
    return this.#watching;
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  async #begin(): Promise<void> {
    const api = await gitApi().catch(() => undefined);
    if (!api) return;
    const follow = (repository: GitRepository) => {
      this.#look(repository);
      this.#disposables.push(repository.state.onDidChange(() => this.#look(repository)));
    };
    for (const repository of api.repositories) follow(repository);
    this.#disposables.push(api.onDidOpenRepository(follow));
  }

  #look(repository: GitRepository): void {
    const root = repository.rootUri.toString();
    const branch = repository.state.HEAD?.name;
    const before = this.#known.get(root);
    // For a moment of a check-out there is none.
    if (branch === undefined || before?.branch === branch) return;
    const entry: { readonly branch: string; ticket?: TimedTicket } = { branch };
    this.#known.set(root, entry);
    this.#find(branch)
      .then(ticket => {
        if (!ticket || this.#known.get(root) !== entry) return;
        entry.ticket = ticket;
        // The branch with which the window opened was not checked out now.
        if (before) this.#checkedOut.fire(ticket);
      })
      .catch(thrown => this.#log.warn(`The ticket of a branch could not be looked up: ${String(thrown)}`));
  }

  /** The one open ticket that is kept on this machine and has a number of the branch; of several, the user's own. */
  async #find(branch: string): Promise<TimedTicket | undefined> {
    const desks = await this.#desks.ready();
    for (const number of branchNumbers(branch)) {
      const found: { readonly ticket: TimedTicket; readonly mine: boolean }[] = [];
      for (const { config } of desks) {
        const terms = [
          { kind: 'number', number, not: false },
          { kind: 'is', is: 'open', not: false },
        ] as const;
        const { tickets } = await this.#engine.list(config.id, { terms }, newestFirst, most);
        for (const each of tickets.filter(one => one.number === number)) {
          const mine = config.technicianId !== undefined && each.assignee?.id === config.technicianId;
          found.push({ ticket: { deskId: config.id, ticketId: each.id, number, subject: each.subject }, mine });
        }
      }
      const own = found.filter(({ mine }) => mine);
      const [only] = found.length === 1 ? found : own;
      if (only && (found.length === 1 || own.length === 1)) return only.ticket;
    }
    return undefined;
  }
}
