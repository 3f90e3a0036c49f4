import type { DeskFailure } from '../model/errors.ts';
import type { QuotaState, RequestUsage } from '../model/network.ts';
import { said } from '../model/said.ts';

/** The only figure that is known of any account (1.16); an assumption for all others. */
const USUAL_DAILY_REQUESTS = 25_000;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Buckets that can hold requests of the last 24 hours: the oldest one only in part. */
const HOURS = 25;
/** From this part of the limit on requests are slowed down. */
const SLOW_FROM = 0.9;
/** Between two requests when the limit is reached. */
const LONGEST_PAUSE_MS = 3_000;
/** After a spent quota without a word on when to come again. */
const TRIAL_AFTER_MS = 15 * MINUTE_MS;
/** However far off the desk, or what was remembered, says that asking makes sense again. */
const LONGEST_REFUSAL_MS = 24 * HOUR_MS;
/** Usage is told after so many requests, so that little is lost when a session ends badly. */
const TOLD_EVERY = 20;

export interface QuotaOptions {
  /** Requests a day as the settings say. */
  readonly limit?: number | undefined;
  /** Of earlier sessions. */
  readonly usage?: RequestUsage | undefined;
  readonly onUsage?: ((usage: RequestUsage) => void) | undefined;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** What a request gets that wants to be sent: to wait so many milliseconds first, or to be refused. */
export type Leave = { readonly waitMs: number; readonly trial: boolean } | { readonly refused: DeskFailure };

/**
 * The daily quota of one desk (1.16): counts requests by the hour, slows them down when the limit comes near, and once the
 * desk says that the quota is spent lets nothing through but one trial at a time, when that makes sense again.
 */
export class Quota {
  readonly #limit: number;
  readonly #limitFrom: QuotaState['limitFrom'];
  readonly #now: () => number;
  readonly #onUsage: ((usage: RequestUsage) => void) | undefined;
  readonly #hours = new Map<string, number>();
  #spentSince: number | undefined;
  #tryAgainAt = 0;
  #trial = false;
  /** When the last request was let go. */
  #last = Number.NEGATIVE_INFINITY;
  #untold = 0;

  constructor({ limit, usage, onUsage, now = Date.now }: QuotaOptions) {
    const set = limit !== undefined && Number.isFinite(limit) && limit >= 1;
    this.#limit = set ? Math.floor(limit) : USUAL_DAILY_REQUESTS;
    this.#limitFrom = set ? 'settings' : 'usual';
    this.#now = now;
    this.#onUsage = onUsage;
    for (const [hour, count] of Object.entries(usage?.hours ?? {})) {
      if (Number.isFinite(startOf(hour)) && count > 0) this.#hours.set(hour, count);
    }
    const since = Date.parse(usage?.spentSince ?? '');
    if (Number.isNaN(since)) return;
    this.#spentSince = since;
    const again = Date.parse(usage?.tryAgainAt ?? '');
    const latest = now() + LONGEST_REFUSAL_MS;
    this.#tryAgainAt = Math.min(Number.isNaN(again) ? since + TRIAL_AFTER_MS : again, latest);
  }

  /** To be asked before each request; a trial must be ended by `answered`, `spent` or `unanswered`. */
  leave(): Leave {
    const now = this.#now();
    if (this.#spentSince !== undefined) {
      if (this.#trial || now < this.#tryAgainAt) return { refused: this.refusal() };
      this.#trial = true;
      return { waitMs: 0, trial: true };
    }
    const at = Math.max(now, this.#last + this.#pause());
    this.#last = at;
    return { waitMs: at - now, trial: false };
  }

  /** A request is sent. */
  count(): void {
    const hour = hourOf(this.#now());
    this.#hours.set(hour, (this.#hours.get(hour) ?? 0) + 1);
    if (++this.#untold >= TOLD_EVERY) this.tell();
  }

  /** A request that was counted never left this machine. */
  discount(): void {
    const hour = hourOf(this.#now());
    const count = this.#hours.get(hour) ?? 0;
    if (count > 0) this.#hours.set(hour, count - 1);
  }

  /** The desk did what was asked, or at least looked at it. */
  answered(): void {
    this.#trial = false;
    if (this.#spentSince === undefined) return;
    this.#spentSince = undefined;
    this.tell();
  }

  /** The trial came to nothing that tells about the quota. */
  unanswered(trial: boolean): void {
    if (trial) this.#trial = false;
  }

  /** The desk says that the quota is spent. */
  spent(retryAfterSeconds?: number): void {
    const now = this.#now();
    this.#trial = false;
    this.#spentSince ??= now;
    this.#tryAgainAt =
      retryAfterSeconds === undefined
        ? Math.min(now + TRIAL_AFTER_MS, this.#nextRelief(now))
        : now + Math.min(Math.max(1, retryAfterSeconds) * 1000, LONGEST_REFUSAL_MS);
    this.tell();
  }

  /** Why nothing is sent now. */
  refusal(): DeskFailure {
    const seconds = Math.max(1, Math.ceil((this.#tryAgainAt - this.#now()) / 1000));
    return {
      reason: 'quotaSpent',
      detail: said`The desk says that its requests for the day are used up; nothing is asked until it can work again.`,
      notSent: true,
      retryAfterSeconds: seconds,
    };
  }

  get isSpent(): boolean {
    return this.#spentSince !== undefined;
  }

  get state(): QuotaState {
    return { used: this.#used(), limit: this.#limit, limitFrom: this.#limitFrom, ...this.#spentDates() };
  }

  /** What to remember for the next session. */
  get usage(): RequestUsage {
    this.#forgetOld();
    return { hours: Object.fromEntries(this.#hours), ...this.#spentDates() };
  }

  /** Tells now what should be remembered. */
  tell(): void {
    this.#untold = 0;
    this.#onUsage?.(this.usage);
  }

  /** Tells what has not been told, at the end. */
  close(): void {
    if (this.#untold > 0) this.tell();
  }

  #used(): number {
    this.#forgetOld();
    let used = 0;
    for (const count of this.#hours.values()) used += count;
    return used;
  }

  /** Grows with the square of the way from where slowing begins to the limit. */
  #pause(): number {
    const way = (this.#used() / this.#limit - SLOW_FROM) / (1 - SLOW_FROM);
    return way <= 0 ? 0 : Math.round(Math.min(1, way) ** 2 * LONGEST_PAUSE_MS);
  }

  /** When the oldest counted hour is more than 24 hours old as a whole: requests of it are free again. */
  #nextRelief(now: number): number {
    const reliefs = [...this.#hours.keys()].map(hour => startOf(hour) + HOURS * HOUR_MS).filter(at => at > now);
    return Math.min(Number.POSITIVE_INFINITY, ...reliefs);
  }

  #forgetOld(): void {
    const oldest = startOf(hourOf(this.#now())) - (HOURS - 1) * HOUR_MS;
    for (const [hour, count] of this.#hours) if (startOf(hour) < oldest || count <= 0) this.#hours.delete(hour);
  }

  #spentDates(): Pick<RequestUsage, 'spentSince' | 'tryAgainAt'> {
    if (this.#spentSince === undefined) return {};
    return {
      spentSince: new Date(this.#spentSince).toISOString(),
      tryAgainAt: new Date(this.#tryAgainAt).toISOString(),
    };
  }
}

/** `2026-11-22T01` */
function hourOf(at: number): string {
  return new Date(at).toISOString().slice(0, 13);
}

function startOf(hour: string): number {
  return Date.parse(`${hour}:00:00.000Z`);
}
