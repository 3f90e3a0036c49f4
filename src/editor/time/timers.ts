import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import {
  type AwaySpan,
  isPaused,
  keepAway,
  noTimer,
  noteAway,
  pauseTimer,
  resumeTimer,
  type StoppedTimer,
  startTimer,
  type TimedTicket,
  type Timer,
  type TimerState,
  takeOut,
} from '../../model/timer.ts';
import { TimerFile } from './timerFile.ts';

const minute = 60_000;

/** The user's timers, one and the same in all windows. */
export class Timers implements vscode.Disposable {
  readonly #file: TimerFile;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #ticked = new vscode.EventEmitter<void>();
  /** Timers were started, stopped, paused and so on, in this window or another one. */
  readonly onDidChange = this.#changed.event;
  /** Another minute has passed on the timer that counts. */
  readonly onDidTick = this.#ticked.event;
  #state: TimerState = noTimer;
  #tick: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(folder: string, log: vscode.LogOutputChannel) {
    this.#file = new TimerFile(folder);
    this.#log = log;
  }

  get state(): TimerState {
    return this.#state;
  }

  /** Reads what there is and hears of other windows from then on. */
  async load(): Promise<void> {
    await this.#file.listen(() => void this.#reread());
    this.#keep(await this.#file.read());
  }

  /**
   * Starts a timer, from a moment in milliseconds since 1970. One that was there for another ticket is stopped; that is
   * answered. One for the same ticket goes on.
   */
  async start(ticket: TimedTicket, from = Date.now()): Promise<StoppedTimer | undefined> {
    let stopped: StoppedTimer | undefined;
    await this.#seenNow();
    await this.#change(state => {
      stopped = undefined;
      const { current } = state;
      if (current && isSame(current.ticket, ticket)) return { ...state, current: resumeTimer(current, Date.now()) };
      // What is told to have begun a while ago takes nothing from the timer before it.
      const begin = Math.max(from, lastMoment(current) ?? from);
      stopped = current && pauseTimer(current, Date.now());
      return {
        current: startTimer(randomUUID(), ticket, current && !isPaused(current) ? Date.now() : begin),
        stopped: stopped ? [...state.stopped, stopped] : state.stopped,
      };
    });
    return stopped;
  }

  async pause(): Promise<void> {
    await this.#onCurrent(timer => pauseTimer(timer, Date.now()));
  }

  async resume(): Promise<void> {
    await this.#seenNow();
    await this.#onCurrent(timer => resumeTimer(timer, Date.now()));
  }

  /** Stops the timer; its time waits to be logged. */
  async stop(): Promise<StoppedTimer | undefined> {
    let done: StoppedTimer | undefined;
    await this.#change(state => {
      done = state.current && pauseTimer(state.current, Date.now());
      return done ? { stopped: [...state.stopped, done] } : state;
    });
    return done;
  }

  /** Forgets a timer and its time. */
  async discard(id: string): Promise<void> {
    await this.#change(({ current, stopped }) => ({
      ...(current && current.id !== id ? { current } : {}),
      stopped: stopped.filter(each => each.id !== id),
    }));
  }

  /** The time of a stopped timer is on its way to the desk, or did not get there. Answers whether it still waits for that. */
  async sending(id: string, sent: boolean): Promise<boolean> {
    const { stopped } = await this.#change(state => ({
      ...state,
      stopped: state.stopped.map(each => (each.id === id ? { ...each, sent } : each)),
    }));
    return stopped.some(each => each.id === id);
  }

  /** A time away is no work, or it is; nothing happens when that was said before. Answers the timer. */
  async settleAway(id: string, away: AwaySpan, isWork: boolean): Promise<Timer | undefined> {
    const settle = <T extends Timer>(timer: T): T => {
      if (timer.id !== id || !timer.away.some(({ from, to }) => from === away.from && to === away.to)) return timer;
      return { ...timer, ...(isWork ? keepAway(timer, away) : takeOut(timer, away)) };
    };
    const { current, stopped } = await this.#change(state => ({
      ...(state.current ? { current: settle(state.current) } : {}),
      stopped: state.stopped.map(settle),
    }));
    return [...(current ? [current] : []), ...stopped].find(each => each.id === id);
  }

  /** When the user was last seen in any window, in milliseconds since 1970. */
  lastSeen(): number | undefined {
    return this.#file.lastSeen();
  }

  /**
   * The user is here now. When nobody saw them for `idle` milliseconds while a timer counted, that is noted, once in all
   * windows, and answered.
   */
  async sawUser(idle: number): Promise<{ readonly timer: Timer; readonly away: AwaySpan } | undefined> {
    const now = Date.now();
    const last = this.#file.lastSeen();
    const { current } = this.#state;
    if (!current || last === undefined || idle <= 0 || now - last < idle || isPaused(current)) {
      await this.#file.seen(now);
      return undefined;
    }
    let noted: AwaySpan | undefined;
    const after = await this.#change(state => {
      noted = undefined;
      // Another window was first.
      if (this.#file.lastSeen() !== last || !state.current) return state;
      const timer = noteAway(state.current, { from: Math.round(last), to: now });
      noted = timer.away.at(-1);
      if (timer === state.current || !noted || noted.to - noted.from < idle) {
        noted = undefined;
        return state;
      }
      return { ...state, current: timer };
    });
    await this.#file.seen(now);
    return noted && after.current ? { timer: after.current, away: noted } : undefined;
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#tick);
    this.#file.close();
    this.#changed.dispose();
    this.#ticked.dispose();
  }

  async #onCurrent(make: (timer: Timer) => Timer): Promise<void> {
    await this.#change(state => {
      const timer = state.current && make(state.current);
      return timer === state.current || !timer ? state : { ...state, current: timer };
    });
  }

  async #seenNow(): Promise<void> {
    await this.#file.seen(Date.now());
  }

  async #change(make: (state: TimerState) => TimerState): Promise<TimerState> {
    const state = await this.#file.change(make);
    this.#keep(state);
    return state;
  }

  async #reread(): Promise<void> {
    try {
      this.#keep(await this.#file.read());
    } catch (thrown) {
      this.#log.warn(`Timers could not be read: ${String(thrown)}`);
    }
  }

  #keep(state: TimerState): void {
    if (this.#disposed || JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#tickSoon();
    this.#changed.fire();
  }

  /** Goes on only while a timer counts. */
  #tickSoon(): void {
    clearTimeout(this.#tick);
    const { current } = this.#state;
    if (!current || isPaused(current)) return;
    this.#tick = setTimeout(() => {
      this.#ticked.fire();
      this.#tickSoon();
    }, minute);
  }
}

/** Whether two are the same ticket. */
export function isSame(a: Omit<TimedTicket, 'number'>, b: Omit<TimedTicket, 'number'>): boolean {
  return a.deskId === b.deskId && a.ticketId === b.ticketId;
}

function lastMoment(timer: Timer | undefined): number | undefined {
  return timer?.spans.at(-1)?.to;
}
