import type { DeskConfig, HelpDesk } from '../../model/desk.ts';
import { DeskError, type DeskFailure, failureOf, type Result } from '../../model/errors.ts';
import { isDamage } from '../damage.ts';
import type { EngineChange, MirrorSettings, SyncState } from '../engine.ts';
import { isMe, type Me } from '../me.ts';
import { unlessAborted } from '../shared.ts';
import type { Store } from '../store/store.ts';
import { Background, want } from './background.ts';
import { leastPause, nextLook, pauseUntil, type Rhythm } from './interval.ts';
import { Lease } from './lease.ts';
import { NoticeBoard } from './noticeBoard.ts';
import { syncPass } from './pass.ts';
import { LeaseLost, type PageKept, type Reading } from './reading.ts';
import { scopeOf, writeScope } from './scope.ts';
import { Tellings } from './tellings.ts';

/** What a sync works with. */
export interface SyncParts {
  readonly config: DeskConfig;
  readonly helpDesk: HelpDesk;
  readonly store: Store;
  /** Told of every change that views may want to draw. */
  readonly tell: (change: EngineChange) => void;
  /** Told what the store threw when its file is damaged; nothing is kept any more then. */
  readonly onDamage?: (thrown: unknown) => void;
  /** How often the desk was asked for anything so far; without it questions are counted. */
  readonly requests?: () => number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Calls after some milliseconds, unless the returned function was called before. */
  readonly timer?: (call: () => void, milliseconds: number) => () => void;
}

/** Keeps the store of one desk equal to the desk: when to ask, for what, and that one window at a time does. */
export class DeskSync {
  readonly #store: Store;
  readonly #me: Me;
  readonly #reading: Reading;
  readonly #lease: Lease;
  readonly #background: Background;
  readonly #notices: NoticeBoard;
  readonly #tellings: Tellings;
  readonly #now: () => number;
  readonly #timer: NonNullable<SyncParts['timer']>;
  readonly #onDamage: (thrown: unknown) => void;
  #settings: MirrorSettings;
  #started = false;
  #stopped = false;
  #deaf: () => void = () => undefined;
  #stopTimer: () => void = () => undefined;

  /** The pass under way, with what ends it. */
  #pass: { readonly done: Promise<void>; readonly end: AbortController } | undefined;
  /** Since when somebody waits for a pass. */
  #asked: number | undefined;
  /** Wakes a pass that waits for another window. */
  #news: () => void = () => undefined;
  #state: Omit<SyncState, 'failure'> = { phase: 'idle', tickets: 0 };
  #failure: DeskFailure | undefined;
  #failures = 0;
  #triedAt: number | undefined;
  #calm = 0;
  /** When the pass under way began to ask the desk. */
  #began: number | undefined;
  #unfocusedSince: number | undefined;

  #showing: () => void = () => undefined;
  readonly #somethingToShow: Promise<void>;

  constructor(parts: SyncParts, settings: MirrorSettings) {
    const { config, helpDesk, store, tell, now = Date.now, timer = quietTimer, onDamage = () => undefined } = parts;
    const { requests } = parts;
    const { technicianId, technicianName, dailyRequests } = config;
    this.#me = { technicianId, technicianName };
    this.#store = store;
    this.#settings = settings;
    this.#now = now;
    this.#timer = timer;
    this.#onDamage = onDamage;
    this.#lease = new Lease(store);
    this.#notices = new NoticeBoard(store, this.#me);
    this.#tellings = new Tellings(config.id, change => this.#stopped || tell(change), now);
    const renew = () => this.#lease.renew();
    this.#reading = {
      helpDesk,
      store,
      now,
      renew,
      requests,
      onKept: page => this.#kept(page),
      onIndexed: () => this.#tellings.lists(),
    };
    this.#background = new Background(this.#reading, { dailyRequests, me: this.#me });
    this.#somethingToShow = new Promise(resolve => {
      this.#showing = resolve;
    });
    this.#lookAtStore();
  }

  get state(): SyncState {
    this.#lookAtStore();
    return this.#failure ? { ...this.#state, failure: this.#failure } : this.#state;
  }

  /** Begins to sync by itself. */
  start(): void {
    if (this.#started || this.#stopped) return;
    this.#started = true;
    this.#deaf = this.#store.onForeignChange(ids => this.#heard(ids));
    this.#schedule();
  }

  configure(settings: MirrorSettings): void {
    const now = this.#now();
    const same = writeScope(scopeOf(settings, now)) === writeScope(scopeOf(this.#settings, now));
    this.#settings = settings;
    if (same || !this.#started || 'wait' in nextLook(this.#rhythm())) return;
    // What is under way reads for the former settings; the next pass knows what of it still serves.
    this.#pass?.end.abort();
    void this.#afterThis();
  }

  attend(focused: boolean): void {
    if (focused) this.#unfocusedSince = undefined;
    else this.#unfocusedSince ??= this.#now();
    if (focused) this.#wake();
  }

  /** A pass that begins now or later; shared by all who ask before it begins. */
  async now(signal?: AbortSignal): Promise<Result<SyncState>> {
    try {
      await unlessAborted(this.#lookSince(this.#now()), signal);
      if (this.#stopped) throw new DeskError({ reason: 'cancelled' });
      return this.#failure ? { ok: false, failure: this.#failure } : { ok: true, value: this.state };
    } catch (thrown) {
      return { ok: false, failure: failureOf(thrown) };
    }
  }

  /** Ends when there is something to show: a first page, or the first failure. At once when there already was. */
  first(signal?: AbortSignal): Promise<void> {
    return unlessAborted(this.#somethingToShow, signal);
  }

  /** The user wrote to this ticket: its next change is no news to them. */
  wrote(ticketId: string): void {
    this.#withStore(() => this.#notices.wrote(ticketId, this.#now()));
  }

  /** Ends what is under way; nothing is told and the store is not used any more then. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopTimer();
    this.#deaf();
    this.#pass?.end.abort();
    await Promise.all([this.#pass?.done, this.#background.stop()]);
    // A pass may have begun to read behind itself as it ended.
    await this.#background.stop();
    this.#guarded(() => this.#lease.release());
    this.#showing();
  }

  /** One that began before may have asked too early for what somebody wants to see. */
  async #lookSince(asked: number): Promise<void> {
    const early = this.#began !== undefined && this.#began < asked;
    this.#asked ??= asked;
    await this.#look();
    if (!early || this.#failure || this.#stopped) return;
    this.#asked ??= asked;
    await this.#look();
  }

  /** The pass under way, or a new one. Never rejects: what came of it is the state. */
  #look(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    if (!this.#pass) {
      const end = new AbortController();
      const done = this.#onePass(end.signal).finally(() => {
        this.#pass = undefined;
        this.#asked = undefined;
        this.#began = undefined;
        this.#schedule();
      });
      this.#pass = { done, end };
    }
    return this.#pass.done;
  }

  async #afterThis(): Promise<void> {
    await this.#pass?.done;
    await this.#look();
  }

  async #onePass(signal: AbortSignal): Promise<void> {
    this.#stopTimer();
    await this.#background.stop();
    let phase: SyncState['phase'] = 'idle';
    let news = false;
    try {
      if (!(await this.#mayRead(signal))) {
        phase = 'elsewhere';
        return;
      }
      this.#began = this.#now();
      this.#turn('reading');
      news = this.#state.syncedAt !== undefined;
      const { changed } = await syncPass(this.#reading, scopeOf(this.#settings, this.#now()), signal);
      this.#calm = changed ? 0 : this.#calm + 1;
      this.#failure = undefined;
      this.#failures = 0;
      this.#goOnBehind(signal, true);
    } catch (thrown) {
      if (thrown instanceof LeaseLost) phase = 'elsewhere';
      else {
        this.#failed(thrown);
        if (!isDamage(thrown)) this.#goOnBehind(signal, false);
      }
    } finally {
      // Also of a pass that broke off: nobody reads again what it kept.
      if (this.#began !== undefined) this.#withStore(() => this.#notify(news));
      this.#triedAt = this.#now();
      if (!this.#background.running) this.#withStore(() => this.#lease.release());
      this.#tellings.flush();
      this.#turn(phase);
    }
  }

  #goOnBehind(signal: AbortSignal, answers: boolean): void {
    if (signal.aborted || this.#stopped) return;
    this.#background.start(answers, thrown => this.#backgroundEnded(thrown));
  }

  /** Takes the lease. While another window has it, somebody who asked for a pass waits until that has read the desk. */
  async #mayRead(signal: AbortSignal): Promise<boolean> {
    let said = false;
    while (!this.#lease.take()) {
      const asked = this.#asked;
      if (asked === undefined) return false;
      if (signal.aborted) throw new DeskError({ reason: 'cancelled' });
      if (!said) want(this.#store, this.#now());
      said = true;
      this.#turn('elsewhere');
      await this.#nextNews(signal);
      if (signal.aborted) throw new DeskError({ reason: 'cancelled' });
      this.#lookAtStore();
      if (Date.parse(this.#state.syncedAt ?? '') >= asked) return false;
    }
    return true;
  }

  /** Until another window says something, or a while has passed. */
  async #nextNews(signal: AbortSignal): Promise<void> {
    await new Promise<void>(resolve => {
      const stopTimer = this.#timer(resolve, leastPause);
      this.#news = () => {
        stopTimer();
        resolve();
      };
      signal.addEventListener('abort', this.#news, { once: true });
    });
    signal.removeEventListener('abort', this.#news);
    this.#news = () => undefined;
  }

  #kept({ kept, left, newcomers, expected }: PageKept): void {
    const first = this.#state.syncedAt === undefined;
    const { expected: before, ...state } = this.#state;
    const ahead = first ? (expected ?? before) : undefined;
    this.#state = { ...state, ...(ahead === undefined ? {} : { expected: ahead }) };
    // The first time everything is new, and nothing is news.
    if (!first) this.#notices.see([...kept.changed, ...left], newcomers, this.#now());
    this.#showing();
    // Of others' tickets no view shows who said the last word.
    const talked = kept.talked?.filter(({ assignee }) => assignee && isMe(this.#me, assignee.id, assignee.name)) ?? [];
    this.#tellings.kept({ ...kept, talked }, first);
    this.#tellState();
  }

  #notify(news: boolean): void {
    const now = this.#now();
    const notices = this.#notices.take(now, this.#settings.noticeKinds);
    if (!news || !this.#settings.notices || notices.length === 0) return;
    this.#store.attention.mark(notices, now);
    this.#tellings.notices(notices);
  }

  #failed(thrown: unknown): void {
    const failure = failureOf(thrown);
    if (failure.reason === 'cancelled') return;
    this.#failure = failure;
    this.#failures++;
    this.#showing();
    if (isDamage(thrown)) this.#onDamage(thrown);
  }

  /** What is read behind the passes may fail: the next pass tells whether the desk can be read. */
  #backgroundEnded(thrown: unknown): void {
    if (isDamage(thrown)) this.#failed(thrown);
    else this.#withStore(() => this.#lease.release());
    this.#tellings.flush();
    this.#schedule();
  }

  /** Another window changed the store. */
  #heard(ids: readonly string[] | undefined): void {
    const before = this.#state.syncedAt;
    this.#lookAtStore();
    if (this.#stopped) return;
    if (ids === undefined || ids.length > 0) {
      this.#calm = 0;
      this.#tellings.foreign(ids);
    }
    if (this.#state.syncedAt !== before) {
      if (!this.#pass) this.#failure = undefined;
      this.#schedule();
    }
    this.#tellState();
    this.#news();
  }

  /** Sets the clock for the next look at the desk, or looks now when it is time. */
  #schedule(): void {
    this.#stopTimer();
    if (!this.#started || this.#stopped || this.#pass || this.#background.running) return;
    const next = nextLook(this.#rhythm());
    if ('wait' in next) {
      this.#turn(next.wait === 'unattended' ? 'waiting' : 'idle');
      return;
    }
    const now = this.#now();
    if (next.at <= now) void this.#look();
    else {
      if (this.#state.phase === 'waiting') this.#turn('idle');
      this.#stopTimer = this.#timer(() => this.#wake(), pauseUntil(next.at, now));
    }
  }

  /** Also looks whether other windows said something: where nothing tells of it, or on a network's disk, nobody else does. */
  #wake(): void {
    if (this.#started) this.#withStore(() => this.#store.hear());
    this.#schedule();
  }

  #rhythm(): Rhythm {
    this.#lookAtStore();
    const synced = Date.parse(this.#state.syncedAt ?? '');
    return {
      now: this.#now(),
      failures: this.#failures,
      calm: this.#calm,
      behind: this.#background.more,
      ...(this.#unfocusedSince === undefined ? {} : { unfocusedSince: this.#unfocusedSince }),
      ...(Number.isNaN(synced) ? {} : { syncedAt: synced }),
      ...(this.#triedAt === undefined ? {} : { triedAt: this.#triedAt }),
      ...(this.#failure === undefined ? {} : { failure: this.#failure }),
    };
  }

  #turn(phase: SyncState['phase']): void {
    const { expected: _, ...state } = this.#state;
    this.#state = { ...state, phase };
    this.#tellState();
  }

  #tellState(): void {
    if (!this.#stopped) this.#tellings.state(this.#state.phase, () => this.state);
  }

  /** How many tickets there are and when they were read, by whichever window. */
  #lookAtStore(): void {
    this.#withStore(() => {
      const cursor = this.#store.meta('cursor');
      const syncedAt = this.#store.meta('syncedAt');
      const tickets = Number(this.#store.reader.prepare('SELECT count(*) AS n FROM tickets').get()?.n ?? 0);
      const { syncedAt: _, ...state } = this.#state;
      this.#state = { ...state, tickets, ...(syncedAt === undefined ? {} : { syncedAt }) };
      if (cursor !== undefined || syncedAt !== undefined) this.#showing();
    });
  }

  #withStore(work: () => void): void {
    if (!this.#stopped) this.#guarded(work);
  }

  /** What goes wrong with the store here will go wrong in the next pass too, which tells it. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (thrown) {
      if (isDamage(thrown)) this.#onDamage(thrown);
    }
  }
}

function quietTimer(call: () => void, milliseconds: number): () => void {
  const timer = setTimeout(call, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
}
