import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { branchNumbers } from '../../model/branchNumbers.ts';
import { newestFirst } from '../../model/search.ts';
import type { TimedTicket } from '../../model/timer.ts';
import type { Desks } from '../desks/desks.ts';
import { type GitRepository, gitApi } from './git.ts';

/** Tickets with the same number that are looked at. */
const most = 5;

/** A branch with the tickets that have its number, as soon as they are looked up: one, or one on each of several desks. */
interface Branch {
  readonly branch: string;
  tickets: readonly TimedTicket[];
  looking?: Promise<void>;
}

/** Which ticket the branches of the open repositories are about, and when another one is checked out. */
export class Branches implements vscode.Disposable {
  readonly #engine: Engine;
  readonly #desks: Desks;
  readonly #log: vscode.LogOutputChannel;
  readonly #checkedOut = new vscode.EventEmitter<readonly TimedTicket[]>();
  /** A branch was checked out that is of an open ticket; of one on each of several desks, when nobody knows which. */
  readonly onDidCheckOut = this.#checkedOut.event;
  readonly #disposables: vscode.Disposable[] = [this.#checkedOut];
  /** By the root of the repository: the branch, and its ticket. */
  readonly #known = new Map<string, Branch>();
  #watching: Promise<void> | undefined;

  constructor(engine: Engine, desks: Desks, log: vscode.LogOutputChannel) {
    this.#engine = engine;
    this.#desks = desks;
    this.#log = log;
  }

  /** The ticket of a checked-out branch, the first where there are several repositories. */
  get ticket(): TimedTicket | undefined {
    return [...this.#known.values()].find(({ tickets }) => tickets.length === 1)?.tickets[0];
  }

  /** The tickets that the branches which are checked out now may be about; begins to watch when nobody did. */
  async lookedUp(): Promise<readonly TimedTicket[]> {
    await this.watch();
    const branches = [...this.#known.values()];
    await Promise.all(branches.map(({ looking }) => looking));
    return branches.flatMap(({ tickets }) => tickets);
  }

  /** Whether the branch of a repository is known. */
  get isWatching(): boolean {
    return this.#known.size > 0;
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
    const entry: Branch = { branch, tickets: [] };
    this.#known.set(root, entry);
    entry.looking = this.#find(branch)
      .then(tickets => {
        if (tickets.length === 0 || this.#known.get(root) !== entry) return;
        entry.tickets = tickets;
        // The branch with which the window opened was not checked out now.
        if (before) this.#checkedOut.fire(tickets);
      })
      .catch(thrown => this.#log.warn(`The ticket of a branch could not be looked up: ${String(thrown)}`));
  }

  /** The open tickets that are kept on this machine and have a number of the branch; of several, the user's own. */
  async #find(branch: string): Promise<readonly TimedTicket[]> {
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
      const meant = own.length === 1 ? own : found;
      if (meant.length > 0) return meant.map(({ ticket }) => ticket);
    }
    return [];
  }
}
