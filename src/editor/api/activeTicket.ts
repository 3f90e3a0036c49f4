import * as vscode from 'vscode';
import type { ActiveTicket } from '../../../api/deskside.d.ts';
import { isPaused, type TimedTicket } from '../../model/timer.ts';
import type { ShownTime } from '../time/connectTime.ts';

/** What tells which ticket the user works on. */
export interface ActiveSources {
  time(): Promise<ShownTime>;
  /** The ticket whose panel is in front, and when that is another one, or none. */
  inFront(): TimedTicket | undefined;
  readonly onDidShow: vscode.Event<unknown>;
}

/** The ticket the user works on: that of the panel in front, else of the running timer, else of the branch. */
export class ActiveTickets implements vscode.Disposable {
  readonly #sources: ActiveSources;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<ActiveTicket | undefined>();
  readonly #disposables: vscode.Disposable[] = [this.#changed];
  #watching: Promise<ShownTime> | undefined;
  #told: string | undefined;

  constructor(sources: ActiveSources, log: vscode.LogOutputChannel) {
    this.#sources = sources;
    this.#log = log;
  }

  /** Another ticket, or none, is worked on. Who listens has branches and timers watched. */
  readonly onDidChange: vscode.Event<ActiveTicket | undefined> = (listener, self, disposables) => {
    this.#watch().catch(thrown => this.#log.error(String(thrown)));
    return this.#changed.event(listener, self, disposables);
  };

  /** That of now; looks up the branch first when nobody did. */
  async now(): Promise<ActiveTicket | undefined> {
    const time = await this.#watch();
    const known = this.#known(time);
    if (known && known.from !== 'branch') return known;
    await time.branches.lookedUp();
    return this.#known(time);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #watch(): Promise<ShownTime> {
    this.#watching ??= this.#begin();
    return this.#watching;
  }

  async #begin(): Promise<ShownTime> {
    const time = await this.#sources.time();
    this.#told = JSON.stringify(this.#known(time));
    const look = () => {
      const known = this.#known(time);
      const told = JSON.stringify(known);
      if (told === this.#told) return;
      this.#told = told;
      this.#changed.fire(known);
    };
    this.#disposables.push(
      this.#sources.onDidShow(look),
      time.timers.onDidChange(look),
      time.branches.onDidChange(look),
    );
    time.branches.watch().then(look, thrown => this.#log.error(String(thrown)));
    return time;
  }

  #known({ timers, branches }: ShownTime): ActiveTicket | undefined {
    const front = this.#sources.inFront();
    if (front) return activeOf(front, 'panel');
    const { current } = timers.state;
    if (current && !isPaused(current)) return activeOf(current.ticket, 'timer');
    return branches.ticket && activeOf(branches.ticket, 'branch');
  }
}

function activeOf({ deskId, ticketId, number, subject }: TimedTicket, from: ActiveTicket['from']): ActiveTicket {
  return Object.freeze({ deskId, ticketId, number, ...(subject === undefined ? {} : { subject }), from });
}
