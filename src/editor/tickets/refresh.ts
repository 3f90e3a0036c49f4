import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { Desks } from '../desks/desks.ts';
import { logLine } from '../failures.ts';
import { views } from '../ids.ts';
import { withProgress } from '../progress.ts';

/** Milliseconds that a desk may take to be read before there is a message with a way to end it. */
const patience = 4_000;

/** Asks all desks anew what changed, opening those that could not be opened. What goes wrong is said in the desks' rows. */
export class Refresh {
  readonly #engine: Engine;
  readonly #desks: Desks;
  readonly #log: vscode.LogOutputChannel;
  readonly #redraw: () => void;
  #running: Promise<void> | undefined;

  constructor(engine: Engine, desks: Desks, log: vscode.LogOutputChannel, redraw: () => void) {
    this.#engine = engine;
    this.#desks = desks;
    this.#log = log;
    this.#redraw = redraw;
  }

  /** One at a time: who asks while it runs waits for the same. */
  run(): Promise<void> {
    this.#running ??= this.#all().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #all(): Promise<void> {
    const ready: string[] = [];
    for (const desk of this.#desks.known) {
      if (desk.state === 'failed') this.#desks.reopen(desk.config.id);
      else ready.push(desk.config.id);
    }
    for (const id of ready) await this.#engine.forget(id);
    const read = withProgress(
      vscode.l10n.t('Reading tickets…'),
      async signal => {
        await Promise.all(ready.map(id => this.#read(id, signal)));
      },
      patience,
    );
    await vscode.window.withProgress({ location: { viewId: views.tickets } }, () => read);
    // Whoever asks for it wants the order of now.
    this.#redraw();
  }

  async #read(deskId: string, signal: AbortSignal): Promise<void> {
    const answer = await this.#engine.sync(deskId, signal);
    if (answer.ok || answer.failure.reason === 'cancelled') return;
    this.#log.warn(`${this.#desks.get(deskId)?.config.name ?? deskId}: ${logLine(answer.failure)}`);
  }
}
