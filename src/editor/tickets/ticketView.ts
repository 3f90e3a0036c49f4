import * as vscode from 'vscode';
import type { Desks } from '../desks/desks.ts';
import { views } from '../ids.ts';
import type { SyncStates } from '../mirror/syncStates.ts';
import { isFirstReading, syncWords } from '../mirror/syncWords.ts';
import type { Node } from './nodes.ts';
import type { TicketTree } from './ticketTree.ts';

/** Milliseconds after which a number of minutes is another one. */
const minute = 60_000;

/**
 * The view of the tree. With one desk its title says how current the lists are, where that matters; with several each
 * desk's row does. A bar runs while a desk is read a first time.
 */
export class TicketView implements vscode.Disposable {
  readonly view: vscode.TreeView<Node>;
  readonly #desks: Desks;
  readonly #sync: SyncStates;
  readonly #tree: TicketTree;
  readonly #disposables: vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;
  #reading: (() => void) | undefined;

  constructor(view: vscode.TreeView<Node>, tree: TicketTree, desks: Desks, sync: SyncStates) {
    this.view = view;
    this.#tree = tree;
    this.#desks = desks;
    this.#sync = sync;
    this.#disposables = [
      tree.attach(this.view),
      sync.onDidChange(() => this.#say()),
      desks.onDidOpen(() => this.#say()),
      desks.onDidChange(() => this.#say()),
      this.view.onDidChangeVisibility(() => this.#say()),
      vscode.window.onDidChangeWindowState(() => this.#say()),
    ];
    this.#say();
  }

  /** Leads the eye to the tickets of the user on a desk. */
  async showMine(deskId: string): Promise<void> {
    await vscode.commands.executeCommand(`${views.tickets}.focus`);
    const roots = await this.#tree.getChildren();
    const desk = roots.find(row => row.kind === 'desk' && row.deskId === deskId);
    const lists = desk ? await this.#tree.getChildren(desk) : roots;
    const mine = lists.find(row => row.key === `${deskId}/mine`);
    if (mine) await this.view.reveal(mine, { select: true, focus: true, expand: true });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#reading?.();
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #say(): void {
    const ready = this.#desks.known.filter(desk => desk.state === 'ready');
    const states = ready.map(desk => this.#sync.of(desk.config.id));
    const [only] = this.#desks.known.length === 1 ? ready : [];
    const words = (only && syncWords(this.#sync.of(only.config.id), only.config.name, new Date())) ?? '';
    if ((this.view.description ?? '') !== words) this.view.description = words;
    this.#showReading(states.some(isFirstReading));
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // What is said of time goes on only while somebody looks, and where there is a time that can grow old.
    const looked = this.view.visible && vscode.window.state.focused;
    if (!looked || !states.some(state => state?.syncedAt !== undefined)) return;
    this.#timer = setTimeout(() => {
      this.#tree.sayAge();
      this.#say();
    }, minute);
  }

  #showReading(reading: boolean): void {
    if (reading === (this.#reading !== undefined)) return;
    if (!reading) {
      this.#reading?.();
      this.#reading = undefined;
      return;
    }
    const done = new Promise<void>(resolve => {
      this.#reading = resolve;
    });
    void vscode.window.withProgress({ location: { viewId: views.tickets } }, () => done);
  }
}
