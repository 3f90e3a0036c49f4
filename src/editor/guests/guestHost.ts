import { randomUUID } from 'node:crypto';
import type { ConnectedDesk, Connector } from '../../../api/deskside.d.ts';
import type { DeskConfig } from '../../model/desk.ts';
import { DeskError, type Result } from '../../model/errors.ts';
import type { AskGuest, GuestCall } from '../../model/guest.ts';
import { said } from '../../model/said.ts';
import { withoutSecret } from '../desks/withoutSecret.ts';
import { guestAnswers } from './guestAnswers.ts';
import { BadAnswer, failureOfGuest } from './guestFailure.ts';

/** Milliseconds that a guest may take for an answer. */
const longest = 120_000;

/** What every desk has. */
const needed = ['check', 'changes', 'ticket', 'ticketByNumber', 'conversation'] as const;

/** A run through pages. */
interface Run {
  readonly pages: AsyncIterator<unknown>;
  readonly abort: AbortController;
}

interface OpenGuest {
  readonly system: string;
  readonly config: DeskConfig;
  readonly secret: string;
  readonly desk: ConnectedDesk;
  readonly runs: Map<string, Run>;
}

type Answer = (open: OpenGuest, args: readonly unknown[], end: AbortSignal) => Promise<unknown>;

/** Answers the engine's questions by the connectors of other extensions. What they answer is checked here. */
export class GuestHost {
  readonly #connectorOf: (system: string) => Connector | undefined;
  readonly #longest: number;
  readonly #open = new Map<string, OpenGuest>();

  /** @param patience milliseconds that a guest may take for an answer */
  constructor(connectorOf: (system: string) => Connector | undefined, patience = longest) {
    this.#connectorOf = connectorOf;
    this.#longest = patience;
  }

  /** How many desks are open. */
  get size(): number {
    return this.#open.size;
  }

  readonly ask: AskGuest = async (call, signal): Promise<Result<unknown>> => {
    const secret = this.#open.get(call.desk)?.secret ?? (call.method === 'open' ? String(call.args[1]) : '');
    const late = AbortSignal.timeout(this.#longest);
    const end = signal ? AbortSignal.any([signal, late]) : late;
    try {
      return { ok: true, value: await this.#answer(call, end) };
    } catch (thrown) {
      const failure = failureOfGuest(thrown, { cancelled: signal?.aborted ?? false, late: late.aborted });
      return { ok: false, failure: withoutSecret(failure, secret) };
    }
  };

  /** Closes the desks of a system, or all. */
  closeAll(system?: string): void {
    for (const [id, open] of this.#open) if (system === undefined || open.system === system) this.#close(id);
  }

  async #answer({ desk, method, args }: GuestCall, signal: AbortSignal): Promise<unknown> {
    if (method === 'open') return this.#openDesk(desk, args as [DeskConfig, string]);
    if (method === 'close') return this.#close(desk);
    const open = this.#open.get(desk);
    // Nobody was asked, so nothing was sent.
    if (!open) throw new DeskError({ reason: 'noConnector', notSent: true });
    if (method === 'changes') return this.#begin(open, args);
    if (method === 'page') return unlessAborted(this.#page(open, String(args[0]), signal), signal);
    if (method === 'endPages') return this.#end(open, String(args[0]));
    // The arguments are those that the engine has for this very method.
    const answer = guestAnswers[method] as unknown as Answer;
    // Called in a turn of its own, so that what it throws is an answer too.
    return unlessAborted(
      Promise.resolve().then(() => answer(open, args, signal)),
      signal,
    );
  }

  #openDesk(id: string, [config, secret]: [DeskConfig, string]): void {
    const { system, name, address, technicianId } = config;
    const connector = this.#connectorOf(system);
    if (!connector) throw new DeskError({ reason: 'noConnector' });
    const me = technicianId === undefined ? {} : { technicianId };
    const desk = connector.open({ id: config.id, name, address, secret, ...me });
    for (const name of needed) {
      if (typeof desk?.[name] !== 'function') throw new BadAnswer(said`what its connector opened has no ${name}()`);
    }
    this.#open.set(id, { system, config, secret, desk, runs: new Map() });
  }

  #close(id: string): void {
    const open = this.#open.get(id);
    if (!open) return;
    this.#open.delete(id);
    for (const run of open.runs.keys()) this.#end(open, run);
    leave(() => open.desk.close?.());
  }

  #begin({ desk, runs }: OpenGuest, [cursor, scope]: readonly unknown[]): string {
    const abort = new AbortController();
    const changes = desk.changes(
      cursor as string | undefined,
      scope as Parameters<typeof desk.changes>[1],
      abort.signal,
    );
    const id = randomUUID();
    runs.set(id, { pages: changes[Symbol.asyncIterator](), abort });
    return id;
  }

  async #page(open: OpenGuest, id: string, signal: AbortSignal): Promise<unknown> {
    const run = open.runs.get(id);
    if (!run) throw new Error('there is no such run');
    const stop = () => run.abort.abort();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const next = await run.pages.next();
      if (!next.done) return guestAnswers.page(next.value);
      open.runs.delete(id);
      return null;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  #end({ runs }: OpenGuest, id: string): void {
    const run = runs.get(id);
    runs.delete(id);
    if (!run) return;
    run.abort.abort();
    leave(() => run.pages.return?.());
  }
}

/** How a guest closes what it has is its own affair. */
function leave(work: () => unknown): void {
  void Promise.resolve()
    .then(work)
    .catch(() => undefined);
}

/** A guest that does not heed its signal keeps nobody waiting. */
function unlessAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new DeskError({ reason: 'cancelled' }));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
