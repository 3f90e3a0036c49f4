import * as v from 'valibot';
import * as vscode from 'vscode';
import { type MessageWords, withoutTicket, withTicket } from '../../../model/commitMessage.ts';
import type { TimedTicket } from '../../../model/timer.ts';
import type { Desks } from '../../desks/desks.ts';
import { settings } from '../../ids.ts';
import { webPage } from '../../tickets/links.ts';
import type { Branches } from '../../time/branches.ts';
import { followRepositories, type GitRepository } from '../../time/git.ts';
import type { DocumentMentions } from '../documentMentions.ts';
import { tellBareCommit } from './bareCommit.ts';
import { commitTemplate, gitMessage } from './gitMessage.ts';
import { commitSettings } from './workSettings.ts';

/** Milliseconds between looks whether git has emptied the box after a commit, and how many there are. */
const pause = 100;
const looks = 50;

const filledKey = 'deskside.work.filledIn';
/** Repositories whose boxes are remembered. */
const most = 50;

/**
 * Names the ticket of the branch in the box of the commit message while nobody has written anything there, and again after
 * each commit. What stands there is never overwritten; whoever takes the ticket out has it back after the next commit only.
 * While git has a message of its own, as in a merge, that stands there instead.
 */
export class CommitBox implements vscode.Disposable {
  readonly #branches: Branches;
  readonly #desks: Desks;
  readonly #mentions: DocumentMentions;
  readonly #memory: vscode.Memento;
  readonly #log: vscode.LogOutputChannel;
  readonly #disposables: vscode.Disposable[];
  /** By root: what was filled in last. VS Code keeps what is in the box beyond the session, so this is kept too. */
  readonly #filled: Map<string, string>;
  /** By root: the message that git has. */
  readonly #said = new Map<string, string>();
  /** By root: what git has every message begin with. */
  readonly #templates = new Map<string, string>();
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  /** Commits of which it was said that they have no message of their own. */
  readonly #told = new Set<string>();
  readonly #repositories = new Set<GitRepository>();
  #disposed = false;

  constructor(
    branches: Branches,
    desks: Desks,
    mentions: DocumentMentions,
    memory: vscode.Memento,
    log: vscode.LogOutputChannel,
  ) {
    this.#branches = branches;
    this.#desks = desks;
    this.#mentions = mentions;
    this.#memory = memory;
    this.#log = log;
    const kept = v.safeParse(v.array(v.tuple([v.string(), v.string()])), memory.get<unknown>(filledKey));
    this.#filled = new Map(kept.success ? kept.output : []);
    this.#disposables = [
      followRepositories(repository => this.#follow(repository)),
      branches.onDidChange(() => this.#fillAll()),
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration(`${settings.section}.commit`)) this.#fillAll();
      }),
    ];
  }

  dispose(): void {
    this.#disposed = true;
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  /**
   * Names the ticket in what is written, where the settings say.
   * @returns false when it is named already
   */
  insert(repository: GitRepository, ticket: TimedTicket): boolean {
    const { template, place } = commitSettings();
    const { value } = repository.inputBox;
    const named = withTicket(value, this.#words(ticket), template, place);
    if (named === value) return false;
    repository.inputBox.value = named;
    return true;
  }

  /** A message's first line without the ticket that it names. */
  without(subject: string, ticket: TimedTicket): string {
    return withoutTicket(subject, this.#words(ticket), commitSettings().template, 'prefix').trim();
  }

  #follow(repository: GitRepository): vscode.Disposable {
    // What is known of the branch only then says whether what stands there is right.
    this.#run(async () => {
      await this.#branches.lookedUp();
      this.#repositories.add(repository);
      await this.#look(repository);
    });
    const listening = [
      repository.onDidCommit(() => this.#committed(repository)),
      repository.state.onDidChange(() => this.#run(() => this.#look(repository))),
    ];
    return new vscode.Disposable(() => {
      vscode.Disposable.from(...listening).dispose();
      this.#repositories.delete(repository);
    });
  }

  #fillAll(): void {
    // It may be another one by now.
    this.#templates.clear();
    for (const repository of this.#repositories) this.#run(() => this.#look(repository));
  }

  /** Fills in, or takes back what was filled in and nobody touched. */
  #fill(repository: GitRepository, afterCommit = false): void {
    const root = repository.rootUri.fsPath;
    const before = this.#filled.get(root) ?? '';
    const wanted = this.#wanted(root);
    if (this.#disposed || (wanted === before && !afterCommit)) return;
    const { value } = repository.inputBox;
    if (wanted !== before) this.#keep(root, wanted);
    const isUntouched = value === before || this.#isEmpty(repository);
    if (isUntouched && value !== wanted) repository.inputBox.value = wanted;
  }

  #keep(root: string, wanted: string): void {
    this.#filled.delete(root);
    if (wanted !== '') this.#filled.set(root, wanted);
    this.#run(async () => this.#memory.update(filledKey, [...this.#filled].slice(-most)));
  }

  /** Looks what git has for a message, then fills in. */
  async #look(repository: GitRepository): Promise<void> {
    const root = repository.rootUri.fsPath;
    if (this.#filled.get(root) !== undefined || this.#prefilled(root)) {
      if (!this.#templates.has(root)) this.#templates.set(root, await commitTemplate(repository));
      const said = await gitMessage(root);
      if (said === undefined) this.#said.delete(root);
      else this.#said.set(root, said);
    }
    if (this.#repositories.has(repository)) this.#fill(repository);
  }

  /** Git empties the box some time after it tells of the commit. */
  #committed(repository: GitRepository): void {
    const filled = this.#prefilled(repository.rootUri.fsPath);
    if (filled) this.#run(() => this.#tellBare(repository, filled));
    this.#refill(repository, looks);
  }

  async #tellBare(repository: GitRepository, filled: string): Promise<void> {
    const { hash } = await repository.getCommit('HEAD');
    if (this.#told.has(hash)) return;
    this.#told.add(hash);
    await tellBareCommit(repository, filled, /\{subject\}/i.test(commitSettings().template));
  }

  #refill(repository: GitRepository, left: number): void {
    const root = repository.rootUri.fsPath;
    clearTimeout(this.#waiting.get(root));
    this.#waiting.delete(root);
    if (this.#disposed || left === 0) return;
    if (this.#isEmpty(repository)) this.#fill(repository, true);
    else {
      const timer = setTimeout(() => this.#refill(repository, left - 1), pause);
      this.#waiting.set(root, timer);
    }
  }

  #wanted(root: string): string {
    const named = this.#prefilled(root);
    return named ? (this.#said.get(root) ?? named) : (this.#templates.get(root) ?? '');
  }

  /** Nobody has written anything there. */
  #isEmpty({ inputBox: { value }, rootUri }: GitRepository): boolean {
    return value === '' || value === this.#templates.get(rootUri.fsPath);
  }

  /** What names the ticket of the branch in an empty box. */
  #prefilled(root: string): string {
    const { template, place, fillsIn } = commitSettings();
    const ticket = this.#branches.all.find(each => each.root === root)?.ticket;
    const message = this.#templates.get(root) ?? '';
    return ticket && fillsIn ? withTicket(message, this.#words(ticket), template, place) : '';
  }

  #run(does: () => Promise<unknown>): void {
    does().catch(thrown => this.#log.warn(`A commit message could not be filled in: ${String(thrown)}`));
  }

  #words(ticket: TimedTicket): MessageWords {
    const { deskId, number, subject } = ticket;
    const prefix = this.#mentions.rules.desks.find(each => each.deskId === deskId)?.prefixes[0];
    return { number, prefix, subject, desk: this.#desks.nameOf(deskId), url: webPage(this.#desks, ticket) };
  }
}
