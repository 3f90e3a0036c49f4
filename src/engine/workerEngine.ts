import { randomUUID } from 'node:crypto';
import type { DeskConfig } from '../model/desk.ts';
import { DeskError, type DeskFailure } from '../model/errors.ts';
import type { GuestAnswers, GuestSystem } from '../model/guest.ts';
import type { NetworkSettings, RequestEntry, RequestUsage } from '../model/network.ts';
import { ThreadEnded, type WorkerSettings, WorkerThread } from '../thread/workerThread.ts';
import { redact } from '../wire/redact.ts';
import type { Engine, EngineChange, MirrorSettings } from './engine.ts';
import { GuestCalls } from './guests/guestCalls.ts';
import { type Arguments, type Asked, forwarding, methods, repeatable } from './methods.ts';
import type { HostApi } from './workerProtocol.ts';

/** The worker, and what it may use. */
export interface WorkerOptions extends WorkerSettings {
  /** Where everything is kept. */
  readonly folder: string;
  /** BCP 47 tag of the language by whose rules names are put in order; this machine's when not given. */
  readonly language?: string;
  /** Who answers for desks whose connectors are in other extensions. */
  readonly guests?: GuestAnswers;
}

const usualPatience = 15_000;
const usualHeap = 256;
/** So many unexpected ends within `crashSpan` milliseconds are the end, until somebody asks again. */
const crashLimit = 3;
const crashSpan = 10 * 60_000;
/** Milliseconds before the first restart and the next one. */
const pauses = [0, 1_000];

/** The engine in a worker thread. One that ends unexpectedly is started again and told again what it knew. */
export function workerEngine(options: WorkerOptions): Engine {
  const client = new WorkerClient(options);
  return {
    ...forwarding((method, args) => client.ask(method, args)),
    onChange: listener => client.listen(client.changes, listener),
    onRequest: listener => client.listen(client.requests, listener),
    onUsage: listener => client.listen(client.usages, listener),
    dispose: () => client.dispose(),
  };
}

type RequestListener = (deskId: string, entry: RequestEntry) => void;
type UsageListener = (deskId: string, usage: RequestUsage) => void;

class WorkerClient {
  readonly changes = new Set<(change: EngineChange) => void>();
  readonly requests = new Set<RequestListener>();
  readonly usages = new Set<UsageListener>();
  readonly #options: WorkerOptions;
  /** What a new thread is told before anything else: the newest arguments of each. */
  readonly #state = new Map<'configure' | 'guests' | 'mirror' | 'attend', Arguments>();
  readonly #opened = new Map<string, { readonly config: DeskConfig; readonly secret: string; usage?: RequestUsage }>();
  #crashes: number[] = [];
  #thread: WorkerThread<HostApi> | undefined;
  /** The pause before a restart. */
  #pause: Promise<void> | undefined;
  #endPause: (() => void) | undefined;
  #disposed = false;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  listen<T>(listeners: Set<T>, listener: T): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  async ask(method: Asked, given: Arguments): Promise<unknown> {
    const id = randomUUID();
    for (let attempt = 1; ; attempt++) {
      const args = repeatable(method, given, { id, again: attempt > 1 });
      // Saying how the engine is to be starts none: a window that is looked at is no reason to try again what ended.
      const thread = await this.#running(attempt === 1 && methods[method] !== 'state');
      if (attempt === 1) this.#note(method, args);
      if (!thread) return failed(method, { reason: 'stopped' });
      try {
        const answer = await thread.ask(method, args);
        return answer.ok ? answer.value : failed(method, answer.failure);
      } catch (thrown) {
        if (!(thrown instanceof ThreadEnded)) throw thrown;
        // The question itself may be what the engine cannot bear: once more, and no oftener.
        const again = attempt === 1 && methods[method] !== 'write' && !this.#disposed;
        if (!again) return failed(method, { reason: 'stopped', detail: this.#clean(thrown.message) });
      }
    }
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    this.changes.clear();
    this.#endPause?.();
    // What the desks were asked is told a last time while they close.
    await this.#thread?.close();
    this.requests.clear();
    this.usages.clear();
    this.#opened.clear();
    this.#state.clear();
  }

  /** Keeps what another thread would have to be told. */
  #note(method: Asked, args: Arguments): void {
    if (method === 'configure') this.#state.set(method, args as [NetworkSettings]);
    else if (method === 'guests') this.#state.set(method, args as [readonly GuestSystem[]]);
    else if (method === 'mirror') this.#state.set(method, args as [MirrorSettings]);
    else if (method === 'attend') this.#state.set(method, args as [boolean]);
    else if (method === 'close') this.#opened.delete(String(args[0]));
    else if (method === 'open') {
      const [config, secret, usage] = args as Parameters<Engine['open']>;
      this.#opened.set(config.id, { config, secret, ...(usage ? { usage } : {}) });
    }
  }

  /** The thread, after the pause that there may be; none when it was given up and `begin` does not say to try again. */
  async #running(begin: boolean): Promise<WorkerThread<HostApi> | undefined> {
    while (this.#pause) await this.#pause;
    if (this.#disposed) return undefined;
    if (!this.#thread && begin) this.#start();
    return this.#thread;
  }

  #start(): void {
    const { file, folder, language, patience = usualPatience, heap = usualHeap } = this.#options;
    const guests = new GuestCalls(this.#options.guests);
    const thread = new WorkerThread<HostApi>({
      name: 'deskside',
      file,
      data: { folder, language },
      patience,
      heap,
      host: {
        change: change => this.#tell(change),
        requests: ended => {
          for (const [deskId, entry] of ended) for (const listener of this.requests) listener(deskId, entry);
        },
        usage: (deskId, usage) => {
          const opened = this.#opened.get(deskId);
          if (opened) opened.usage = usage;
          for (const listener of this.usages) listener(deskId, usage);
        },
        askGuest: (id, call) => guests.ask(id, call),
        endGuestCall: id => guests.end(id),
      },
      onLine: line => this.#options.log(this.#clean(line)),
    });
    this.#thread = thread;
    void thread.ended.then(why => {
      guests.endAll();
      this.#ended(thread, why);
    });
    // Whoever asked for one of these hears of it from their own call.
    const say = (method: Asked, args: Arguments) => void thread.ask(method, args).catch(() => undefined);
    for (const [method, args] of this.#state) say(method, args);
    for (const { config, secret, usage } of this.#opened.values()) say('open', [config, secret, usage]);
  }

  #ended(thread: WorkerThread<HostApi>, why: string): void {
    if (this.#thread !== thread) return;
    this.#thread = undefined;
    if (this.#disposed) return;
    const now = Date.now();
    this.#crashes = [...this.#crashes.filter(at => now - at < crashSpan), now];
    const detail = this.#clean(why);
    if (this.#crashes.length >= crashLimit) {
      this.#options.log(`The engine ended unexpectedly (${detail}), and is started again when it is needed.`);
      return;
    }
    this.#options.log(`The engine ended unexpectedly (${detail}), and is started again.`);
    const pause = pauses[this.#crashes.length - 1] ?? 0;
    this.#pause = new Promise<void>(resolve => {
      const timer = setTimeout(resolve, pause);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    }).then(() => {
      this.#pause = undefined;
      this.#endPause = undefined;
      if (this.#disposed) return;
      this.#start();
      this.#tell({ kind: 'restarted', detail });
    });
  }

  #tell(change: EngineChange): void {
    for (const listener of this.changes) listener(change);
  }

  #clean(text: string): string {
    const secrets = [...this.#opened.values()].map(each => each.secret);
    const [network] = (this.#state.get('configure') ?? []) as [NetworkSettings?];
    return redact(text, network?.proxyAuthorization ? [...secrets, network.proxyAuthorization] : secrets);
  }
}

/** The failure in the shape that the method tells it. */
function failed(method: Asked, failure: DeskFailure): unknown {
  switch (methods[method]) {
    case 'list':
      return { tickets: [], more: false, failure };
    case 'search':
      return { hits: [], partial: true, failure };
    case 'write':
    case 'kept':
      return { ok: false, failure: { ...failure, uncertain: true } };
    case 'read':
      return { ok: false, failure };
    default:
      // The next thread is told how it is to be before anything else.
      if (methods[method] === 'state' && failure.reason === 'stopped') return undefined;
      throw new DeskError(failure);
  }
}
