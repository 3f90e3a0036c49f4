import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { type BranchMention, branchMentions } from '../../model/branchMentions.ts';
import { mentionRules } from '../../model/mentionRules.ts';
import { newestFirst } from '../../model/search.ts';
import type { TimedTicket } from '../../model/timer.ts';
import type { Desks, ReadyDesk } from '../desks/desks.ts';
import { followRepositories, type GitRepository } from './git.ts';

/** Tickets with the same number that are looked at. */
const most = 5;
/** Milliseconds that a repository may be without a branch: for a moment of a check-out there is none. */
const between = 1_000;
/** Milliseconds in which changes of tickets are gathered. */
const gathering = 1_000;

/** The branch that a repository has checked out, and what it is about. */
export interface BranchWork {
  /** Absolute path of the repository. */
  readonly root: string;
  readonly branch: string;
  readonly repository: GitRepository;
  readonly ticket?: TimedTicket;
  /** Tickets of several desks that it may mean, when nobody knows which. */
  readonly candidates: readonly TimedTicket[];
}

/** What is found for a branch, and whether a check-out of it says what is worked on. */
interface Found {
  readonly tickets: readonly TimedTicket[];
  readonly open: boolean;
}

interface Watched {
  readonly repository: GitRepository;
  branch?: string;
  found?: Found;
  /** Counts look-ups: an older one has nothing to say. */
  turn: number;
  leaving?: NodeJS.Timeout;
  looking?: Promise<void>;
}

/**
 * Which ticket the branches of the open repositories are about, and when another one is checked out. Tickets that are
 * kept on this machine alone are found; no desk is asked.
 */
export class Branches implements vscode.Disposable {
  readonly #engine: Engine;
  readonly #desks: Desks;
  readonly #log: vscode.LogOutputChannel;
  readonly #checkedOut = new vscode.EventEmitter<readonly TimedTicket[]>();
  readonly #changed = new vscode.EventEmitter<void>();
  /** A branch was checked out that is of an open ticket; of one on each of several desks, when nobody knows which. */
  readonly onDidCheckOut = this.#checkedOut.event;
  /** A branch, or its ticket, is another one than before, or the editor in front is in another repository. */
  readonly onDidChange = this.#changed.event;
  readonly #disposables: vscode.Disposable[] = [this.#checkedOut, this.#changed];
  /** By the root of the repository. */
  readonly #known = new Map<string, Watched>();
  #remembered: (root: string, branch: string) => TimedTicket | undefined = () => undefined;
  #watching: Promise<void> | undefined;
  #again: NodeJS.Timeout | undefined;

  constructor(engine: Engine, desks: Desks, log: vscode.LogOutputChannel) {
    this.#engine = engine;
    this.#desks = desks;
    this.#log = log;
  }

  /** The branches that are checked out, that of the editor in front first. */
  get all(): readonly BranchWork[] {
    const all = [...this.#known.values()].flatMap(({ repository, branch, found }): BranchWork[] => {
      if (branch === undefined) return [];
      const { tickets = [] } = found ?? {};
      const [ticket] = tickets;
      const root = repository.rootUri.fsPath;
      return [
        tickets.length === 1 && ticket
          ? { root, branch, repository, ticket, candidates: [] }
          : { root, branch, repository, candidates: tickets },
      ];
    });
    const front = vscode.window.activeTextEditor?.document.uri;
    const inFront = front?.scheme === 'file' ? front.fsPath : undefined;
    const depth = ({ root }: BranchWork) => (inFront !== undefined && isIn(root, inFront) ? root.length : 0);
    return all.toSorted((a, b) => depth(b) - depth(a));
  }

  /** The branch that the user works on: one of a ticket, that of the editor in front before others. */
  get active(): BranchWork | undefined {
    return this.all.find(({ ticket }) => ticket) ?? this.all.find(({ candidates }) => candidates.length > 0);
  }

  /** The ticket of the branch that is worked on. */
  get ticket(): TimedTicket | undefined {
    return this.active?.ticket;
  }

  /** The tickets that the branches which are checked out now may be about; begins to watch when nobody did. */
  async lookedUp(): Promise<readonly TimedTicket[]> {
    await this.watch();
    await Promise.all([...this.#known.values()].map(({ looking }) => looking));
    return this.all.flatMap(({ ticket, candidates }) => (ticket ? [ticket] : candidates));
  }

  /** Whether the branch of a repository is known. */
  get isWatching(): boolean {
    return [...this.#known.values()].some(({ branch }) => branch !== undefined);
  }

  /** Who knows for sure which ticket a branch is for, whatever its name says. */
  remember(remembered: (root: string, branch: string) => TimedTicket | undefined): void {
    this.#remembered = remembered;
    this.lookAgain();
  }

  /** What is known of branches may be otherwise now. */
  lookAgain(): void {
    for (const watched of this.#known.values()) this.#findFor(watched, false);
  }

  /** Begins to watch; the git extension is not asked for anything before. */
  watch(): Promise<void> {
    this.#watching ??= this.#begin();
    return this.#watching;
  }

  dispose(): void {
    clearTimeout(this.#again);
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #begin(): Promise<void> {
    const repositories = followRepositories(repository => this.#follow(repository));
    const stop = this.#engine.onChange(change => {
      if (change.kind === 'lists' || change.kind === 'tickets') this.#lookAgainSoon();
    });
    this.#disposables.push(
      repositories,
      { dispose: stop },
      this.#desks.onDidChange(() => this.lookAgain()),
      vscode.window.onDidChangeActiveTextEditor(() => {
        if (this.#known.size > 1) this.#changed.fire();
      }),
    );
    return repositories.ready;
  }

  #follow(repository: GitRepository): vscode.Disposable {
    const root = repository.rootUri.toString();
    const watched: Watched = { repository, turn: 0 };
    this.#known.set(root, watched);
    const listening = repository.state.onDidChange(() => this.#look(repository));
    this.#look(repository);
    return new vscode.Disposable(() => {
      listening.dispose();
      clearTimeout(watched.leaving);
      this.#known.delete(root);
      this.#changed.fire();
    });
  }

  #look(repository: GitRepository): void {
    const watched = this.#known.get(repository.rootUri.toString());
    if (!watched) return;
    const branch = repository.state.HEAD?.name;
    if (branch === undefined) {
      if (watched.branch !== undefined) watched.leaving ??= setTimeout(() => this.#leave(watched), between);
      return;
    }
    clearTimeout(watched.leaving);
    delete watched.leaving;
    if (watched.branch === branch) return;
    // The branch with which the window opened was not checked out now.
    const before = watched.branch !== undefined;
    watched.branch = branch;
    delete watched.found;
    this.#changed.fire();
    this.#findFor(watched, before);
  }

  /** No branch is checked out. */
  #leave(watched: Watched): void {
    delete watched.leaving;
    delete watched.branch;
    delete watched.found;
    watched.turn++;
    this.#changed.fire();
  }

  #lookAgainSoon(): void {
    this.#again ??= setTimeout(() => {
      this.#again = undefined;
      for (const watched of this.#known.values())
        if (watched.found?.tickets.length === 0) this.#findFor(watched, false);
    }, gathering);
  }

  #findFor(watched: Watched, checkedOut: boolean): void {
    const { branch, repository } = watched;
    if (branch === undefined) return;
    const turn = ++watched.turn;
    watched.looking = this.#find(repository.rootUri.fsPath, branch)
      .then(found => {
        if (watched.turn !== turn || !this.#known.has(repository.rootUri.toString())) return;
        const before = JSON.stringify(watched.found?.tickets ?? []);
        watched.found = found;
        if (JSON.stringify(found.tickets) !== before) this.#changed.fire();
        if (checkedOut && found.open && found.tickets.length > 0) this.#checkedOut.fire(found.tickets);
      })
      .catch(thrown => this.#log.warn(`The ticket of a branch could not be looked up: ${String(thrown)}`));
  }

  /**
   * The tickets that a branch may be for, as they are kept on this machine; of several with its number, the user's own.
   * One that is closed counts where the branch names its desk.
   */
  async #find(root: string, branch: string): Promise<Found> {
    const desks = await this.#desks.ready();
    const remembered = this.#remembered(root, branch);
    if (remembered && desks.some(({ config }) => config.id === remembered.deskId))
      return { tickets: [remembered], open: true };
    const configs = desks.map(({ config }) => config);
    const { rules } = mentionRules(configs, { bare: true, places: 'comments' });
    for (const mention of branchMentions(branch, rules)) {
      const found = (await Promise.all(desks.map(desk => this.#ofNumber(desk, mention)))).flat();
      const open = found.filter(each => each.isOpen);
      const possible = open.length > 0 ? open : found.filter(() => mention.deskId !== undefined);
      const own = possible.filter(({ mine }) => mine);
      const meant = own.length === 1 ? own : possible;
      if (meant.length > 0) return { tickets: meant.map(({ ticket }) => ticket), open: open.length > 0 };
    }
    return { tickets: [], open: false };
  }

  async #ofNumber(
    { config }: ReadyDesk,
    { number, deskId }: BranchMention,
  ): Promise<{ readonly ticket: TimedTicket; readonly mine: boolean; readonly isOpen: boolean }[]> {
    if (deskId !== undefined && deskId !== config.id) return [];
    const terms = [{ kind: 'number', number, not: false }] as const;
    const { tickets } = await this.#engine.list(config.id, { terms }, newestFirst, most);
    return tickets
      .filter(each => each.number === number)
      .map(each => ({
        ticket: { deskId: config.id, ticketId: each.id, number, subject: each.subject },
        mine: config.technicianId !== undefined && each.assignee?.id === config.technicianId,
        isOpen: each.state !== 'closed',
      }));
  }
}

function isIn(folder: string, file: string): boolean {
  const way = relative(folder, file);
  return way !== '..' && !way.startsWith(`..${sep}`) && way !== file;
}
