import { Worker } from 'node:worker_threads';
import { type BirpcReturn, createBirpc } from 'birpc';
import type { Result } from '../model/errors.ts';
import type { Arguments, WorkerApi } from './protocol.ts';

/** How a client has its worker run. */
export interface WorkerSettings {
  /** The worker's file: its bundle in `dist`, or its source. */
  readonly file: string;
  /** Told of what the worker writes to its console, and of its unexpected end. No line holds a secret. */
  readonly log: (line: string) => void;
  /** Milliseconds of silence after which a thread that was asked something is asked whether it lives. */
  readonly patience?: number;
  /** The most that the worker's objects may take, in megabytes. */
  readonly heap?: number;
}

/** What a thread is made of. */
export interface ThreadOptions<Host extends object> {
  readonly name: string;
  /** The worker's file. */
  readonly file: string;
  /** What it is started with; secrets go by message only. */
  readonly data: object;
  /** What it may call here. */
  readonly host: Host;
  /** Told of each line that the worker writes to its console. */
  readonly onLine: (line: string) => void;
  /** After how many milliseconds of silence with questions open it is asked whether it lives, and as long after is ended. */
  readonly patience: number;
  /** The most that its objects may take, in megabytes. */
  readonly heap: number;
}

/** How long a thread may take to close what is open, in milliseconds. */
const closingTime = 1_000;

/** The thread ended before it answered. */
export class ThreadEnded extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'ThreadEnded';
  }
}

/** One worker thread that answers questions, from its start to its end. */
export class WorkerThread<Host extends object> {
  /** Fulfilled when it is no more, with the reason. */
  readonly ended: Promise<string>;
  readonly #worker: Worker;
  readonly #rpc: BirpcReturn<WorkerApi, Host>;
  readonly #patience: number;
  #lastId = 0;
  #pending = 0;
  #watch: NodeJS.Timeout | undefined;
  #heard = true;
  #why: string | undefined;

  constructor({ name, file, data, host, onLine, patience, heap }: ThreadOptions<Host>) {
    this.#patience = patience;
    this.#worker = new Worker(file, {
      name,
      workerData: data,
      stdout: true,
      stderr: true,
      // node:sqlite is experimental in Node 22, and says so each time.
      execArgv: ['--disable-warning=ExperimentalWarning'],
      resourceLimits: { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: 48 },
    });
    this.#rpc = createBirpc<WorkerApi, Host>(host, {
      post: message => this.#worker.postMessage(message),
      // Answers nothing: a promise would be waited for, and a cancel would overtake its call.
      on: listener => {
        this.#worker.on('message', message => {
          this.#heard = true;
          listener(message);
        });
      },
      eventNames: ['cancel'],
      timeout: -1,
    });
    for (const stream of [this.#worker.stdout, this.#worker.stderr]) readLines(stream, onLine);
    this.#worker.on('error', thrown => {
      this.#why ??= thrown instanceof Error ? thrown.message : String(thrown);
    });
    this.ended = new Promise(resolve => {
      this.#worker.once('exit', code => {
        const why = this.#why ?? `exit code ${code}`;
        clearTimeout(this.#watch);
        this.#watch = undefined;
        this.#rpc.$close(new ThreadEnded(why));
        resolve(why);
      });
    });
  }

  /**
   * Asks the worker. An `AbortSignal` among the arguments ends the call there.
   * @throws ThreadEnded when there will be no answer
   */
  async ask(method: string, args: Arguments): Promise<Result<unknown>> {
    const id = ++this.#lastId;
    const signalAt = args.findIndex(each => each instanceof AbortSignal);
    const signal = args[signalAt] instanceof AbortSignal ? args[signalAt] : undefined;
    const sent = args.map((each, at) => (at === signalAt ? undefined : each));
    const cancel = () => void this.#rpc.cancel(id).catch(() => undefined);
    this.#begin();
    try {
      const answer = this.#rpc.call(id, method, sent, signalAt);
      if (signal?.aborted) cancel();
      else signal?.addEventListener('abort', cancel, { once: true });
      return await answer;
    } catch (thrown) {
      throw await this.#reason(thrown);
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#end();
    }
  }

  /** Ends the thread: in good order when it can, else without. */
  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>(resolve => {
      timer = setTimeout(resolve, closingTime);
    });
    const closed = this.#rpc.dispose().then(
      () => this.ended.then(() => undefined),
      () => undefined,
    );
    await Promise.race([closed, late]);
    clearTimeout(timer);
    await this.#worker.terminate();
    await this.ended;
  }

  /** A call on a closed connection, or one that the end of the thread left open; anything else is what it is. */
  async #reason(thrown: unknown): Promise<unknown> {
    if (!this.#rpc.$closed) return thrown;
    return thrown instanceof ThreadEnded ? thrown : new ThreadEnded(await this.ended);
  }

  #begin(): void {
    this.#pending++;
    this.#watch ??= setTimeout(() => this.#look(true), this.#patience);
  }

  #end(): void {
    this.#pending--;
    if (this.#pending > 0) return;
    clearTimeout(this.#watch);
    this.#watch = undefined;
  }

  /** Silence may be a desk that takes its time. Only a thread that does not even answer a ping hangs. */
  #look(first: boolean): void {
    if (!first && !this.#heard) {
      this.#why = 'it did not answer any more';
      void this.#worker.terminate();
      return;
    }
    this.#heard = false;
    this.#rpc.ping().catch(() => undefined);
    this.#watch = setTimeout(() => this.#look(false), this.#patience);
  }
}

function readLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim()) onLine(line);
  });
  stream.on('end', () => {
    if (rest.trim()) onLine(rest);
  });
}
