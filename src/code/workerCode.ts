import type { Arguments } from '../thread/protocol.ts';
import { ThreadEnded, type WorkerSettings, WorkerThread } from '../thread/workerThread.ts';
import type { Code } from './code.ts';
import { type Asked, methods } from './methods.ts';
import type { Tools, WorkerData } from './workerProtocol.ts';

/** The worker, and what it may use. */
export interface WorkerCodeOptions extends WorkerSettings {
  readonly tools: Tools;
}

const usualPatience = 15_000;
const usualHeap = 384;
/** After so many unexpected ends within `crashSpan` milliseconds no thread is started until some time has passed. */
const crashLimit = 4;
const crashSpan = 5 * 60_000;

/**
 * The workspace's code, looked at in a worker thread. It starts with the first question; one that ended unexpectedly is
 * started again by the next question, and told the folders and rules again. Questions that can have no answer reject.
 */
export function workerCode(options: WorkerCodeOptions): Code {
  const client = new CodeClient(options);
  const each = Object.keys(methods) as Asked[];
  const asking = Object.fromEntries(
    each.map(method => [method, (...args: Arguments) => client.ask(method, args)]),
  ) as unknown as Pick<Code, Asked>;
  return { ...asking, dispose: () => client.dispose() };
}

class CodeClient {
  readonly #options: WorkerCodeOptions;
  /** What a new thread is told before anything else. */
  #opened: Parameters<Code['open']> | undefined;
  #thread: WorkerThread<object> | undefined;
  #crashes: number[] = [];
  #disposed = false;

  constructor(options: WorkerCodeOptions) {
    this.#options = options;
  }

  async ask(method: Asked, args: Arguments): Promise<unknown> {
    const signal = args.find(each => each instanceof AbortSignal);
    signal?.throwIfAborted();
    if (method === 'open') this.#opened = args as Parameters<Code['open']>;
    if (methods[method] === 'state') {
      // A thread that ends meanwhile takes with it what it was told; the next one is told anew, and reads all anew.
      if (this.#thread) await this.#once(this.#thread, method, args, signal).catch(ignoreEnd);
      return undefined;
    }
    try {
      return await this.#once(this.#running(), method, args, signal);
    } catch (thrown) {
      // The question itself may be what the worker cannot bear: once more, and no oftener.
      const again = thrown instanceof ThreadEnded && methods[method] === 'read' && !this.#disposed;
      if (!again || signal?.aborted) throw thrown;
      return this.#once(this.#running(), method, args, signal);
    }
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    await this.#thread?.close();
  }

  async #once(
    thread: WorkerThread<object>,
    method: Asked,
    args: Arguments,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    const answer = await thread.ask(method, args);
    if (answer.ok) return answer.value;
    signal?.throwIfAborted();
    throw new Error(answer.failure.detail ?? answer.failure.reason);
  }

  /** @throws ThreadEnded when there is none, and is to be none */
  #running(): WorkerThread<object> {
    if (this.#disposed) throw new ThreadEnded('it is disposed');
    if (this.#thread) return this.#thread;
    const now = Date.now();
    this.#crashes = this.#crashes.filter(at => now - at < crashSpan);
    if (this.#crashes.length >= crashLimit) throw new ThreadEnded('it ended unexpectedly several times');
    const { file, tools, log, patience = usualPatience, heap = usualHeap } = this.#options;
    const data: WorkerData = { tools };
    const thread = new WorkerThread({ name: 'deskside-code', file, data, host: {}, onLine: log, patience, heap });
    this.#thread = thread;
    void thread.ended.then(why => this.#ended(thread, why));
    if (this.#opened) void thread.ask('open', this.#opened).catch(() => undefined);
    return thread;
  }

  #ended(thread: WorkerThread<object>, why: string): void {
    if (this.#thread !== thread) return;
    this.#thread = undefined;
    if (this.#disposed) return;
    this.#crashes.push(Date.now());
    this.#options.log(`What looks at the code ended unexpectedly (${why}), and is started again when it is needed.`);
  }
}

function ignoreEnd(thrown: unknown): void {
  if (!(thrown instanceof ThreadEnded)) throw thrown;
}
