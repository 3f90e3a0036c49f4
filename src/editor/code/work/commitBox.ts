import * as vscode from 'vscode';
import { type MessageWords, withoutTicket, withTicket } from '../../../model/commitMessage.ts';
import type { TimedTicket } from '../../../model/timer.ts';
import type { Desks } from '../../desks/desks.ts';
import { settings } from '../../ids.ts';
import { webPage } from '../../tickets/links.ts';
import type { Branches } from '../../time/branches.ts';
import { type GitRepository, gitApi } from '../../time/git.ts';
import type { DocumentMentions } from '../documentMentions.ts';
import { commitSettings } from './workSettings.ts';

/** Milliseconds between looks whether git has emptied the box after a commit, and how many there are. */
const pause = 100;
const looks = 50;

/**
 * Names the ticket of the branch in the box of the commit message while nobody has written anything there, and again after
 * each commit. What stands there is never overwritten; whoever takes the ticket out has it back after the next commit only.
 */
export class CommitBox implements vscode.Disposable {
  readonly #branches: Branches;
  readonly #desks: Desks;
  readonly #mentions: DocumentMentions;
  readonly #disposables: vscode.Disposable[] = [];
  /** By root: what was filled in last. */
  readonly #filled = new Map<string, string>();
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  #repositories: readonly GitRepository[] = [];
  #disposed = false;

  constructor(branches: Branches, desks: Desks, mentions: DocumentMentions, log: vscode.LogOutputChannel) {
    this.#branches = branches;
    this.#desks = desks;
    this.#mentions = mentions;
    this.#begin().catch(thrown => log.warn(`Commit messages cannot be filled in: ${String(thrown)}`));
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

  async #begin(): Promise<void> {
    const api = await gitApi().catch(() => undefined);
    if (!api || this.#disposed) return;
    const follow = (repository: GitRepository) => {
      this.#repositories = [...this.#repositories, repository];
      this.#disposables.push(repository.onDidCommit(() => this.#committed(repository)));
      this.#fill(repository);
    };
    for (const repository of api.repositories) follow(repository);
    this.#disposables.push(
      api.onDidOpenRepository(follow),
      api.onDidCloseRepository(closed => {
        this.#repositories = this.#repositories.filter(each => each !== closed && !isOne(each, closed));
        this.#filled.delete(closed.rootUri.fsPath);
      }),
      this.#branches.onDidChange(() => this.#fillAll()),
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration(`${settings.section}.commit`)) this.#fillAll();
      }),
    );
  }

  #fillAll(): void {
    for (const repository of this.#repositories) this.#fill(repository);
  }

  /** Fills in, or takes back what was filled in and nobody touched. */
  #fill(repository: GitRepository, afterCommit = false): void {
    const root = repository.rootUri.fsPath;
    const before = this.#filled.get(root) ?? '';
    const wanted = this.#wanted(root);
    if (wanted === before && !afterCommit) return;
    const { value } = repository.inputBox;
    this.#filled.set(root, wanted);
    if ((value === '' || value === before) && value !== wanted) repository.inputBox.value = wanted;
  }

  /** Git empties the box some time after it tells of the commit. */
  #committed(repository: GitRepository, left = looks): void {
    const root = repository.rootUri.fsPath;
    clearTimeout(this.#waiting.get(root));
    this.#waiting.delete(root);
    if (this.#disposed || left === 0) return;
    if (repository.inputBox.value === '') this.#fill(repository, true);
    else {
      const timer = setTimeout(() => this.#committed(repository, left - 1), pause);
      this.#waiting.set(root, timer);
    }
  }

  #wanted(root: string): string {
    const { template, place, fillsIn } = commitSettings();
    const ticket = this.#branches.all.find(each => each.root === root)?.ticket;
    return ticket && fillsIn ? withTicket('', this.#words(ticket), template, place) : '';
  }

  #words(ticket: TimedTicket): MessageWords {
    const { deskId, number, subject } = ticket;
    const prefix = this.#mentions.rules.desks.find(each => each.deskId === deskId)?.prefixes[0];
    return { number, prefix, subject, desk: this.#desks.nameOf(deskId), url: webPage(this.#desks, ticket) };
  }
}

function isOne(a: GitRepository, b: GitRepository): boolean {
  return a.rootUri.toString() === b.rootUri.toString();
}
