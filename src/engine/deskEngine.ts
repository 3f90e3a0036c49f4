import { originOf } from '../model/address.ts';
import type {
  Capabilities,
  ConnectorFactory,
  Created,
  DeskCheck,
  DeskConfig,
  NoteDraft,
  SystemInfo,
  TicketDraft,
  TimeDraft,
} from '../model/desk.ts';
import type { Customer, Group, PickLists, Technician } from '../model/directory.ts';
import { asResult, DeskError, type DeskFailure, failureOf, type Result } from '../model/errors.ts';
import type { TicketQuery } from '../model/query.ts';
import type { TicketSummary } from '../model/ticket.ts';
import { fetchImage } from '../wire/image.ts';
import type { DetailsAnswer, Engine, EngineChange, TicketList } from './engine.ts';
import { OpenDesk } from './openDesk.ts';

/** The engine in the caller's own thread: asks the connectors and remembers their answers in memory. */
export class DeskEngine implements Engine {
  readonly #factories: ReadonlyMap<string, ConnectorFactory>;
  readonly #desks = new Map<string, OpenDesk>();
  readonly #listeners = new Set<(change: EngineChange) => void>();

  constructor(connectors: readonly ConnectorFactory[]) {
    this.#factories = new Map(connectors.map(factory => [factory.info.system, factory]));
  }

  async systems(): Promise<readonly SystemInfo[]> {
    return [...this.#factories.values()].map(factory => factory.info);
  }

  open(config: DeskConfig, secret: string): Promise<Result<Capabilities>> {
    return asResult(async () => {
      const helpDesk = this.#factory(config).open(config, secret);
      const before = this.#desks.get(config.id);
      // At once, so that of two openings at the same time each is either in use or closed.
      this.#desks.set(config.id, new OpenDesk(config, helpDesk));
      await before?.close();
      this.#tell({ kind: 'lists', deskId: config.id });
      return helpDesk.capabilities;
    });
  }

  async close(deskId: string): Promise<void> {
    const desk = this.#desks.get(deskId);
    this.#desks.delete(deskId);
    await desk?.close();
  }

  check(config: DeskConfig, secret: string, signal?: AbortSignal): Promise<Result<DeskCheck>> {
    return asResult(async () => {
      const helpDesk = this.#factory(config).open(config, secret);
      try {
        return await helpDesk.check(signal);
      } finally {
        await helpDesk.close();
      }
    });
  }

  async tickets(
    deskId: string,
    query: TicketQuery,
    limit: number,
    options: { readonly fresh?: boolean } = {},
    signal?: AbortSignal,
  ): Promise<TicketList> {
    try {
      return await this.#desk(deskId).lists.list(query, limit, options.fresh ?? false, signal);
    } catch (thrown) {
      return { tickets: [], more: false, failure: failureOf(thrown) };
    }
  }

  details(
    deskId: string,
    ticketId: string,
    options: { readonly fresh?: boolean } = {},
    signal?: AbortSignal,
  ): Promise<Result<DetailsAnswer>> {
    return asResult(async () => this.#desk(deskId).details(ticketId, options.fresh ?? false, signal));
  }

  find(deskId: string, number: string, signal?: AbortSignal): Promise<Result<TicketSummary>> {
    return asResult(async () => this.#desk(deskId).helpDesk.findTicket(number, signal));
  }

  groups(deskId: string, signal?: AbortSignal): Promise<Result<readonly Group[]>> {
    return asResult(async () => this.#desk(deskId).groups(signal));
  }

  technicians(deskId: string, signal?: AbortSignal): Promise<Result<readonly Technician[]>> {
    return asResult(async () => this.#desk(deskId).technicians(signal));
  }

  customers(deskId: string, text: string, limit: number, signal?: AbortSignal): Promise<Result<readonly Customer[]>> {
    return asResult(async () => this.#desk(deskId).helpDesk.customers(text, limit, signal));
  }

  pickLists(deskId: string, signal?: AbortSignal): Promise<Result<PickLists>> {
    return asResult(async () => this.#desk(deskId).pickLists(signal));
  }

  createTicket(deskId: string, draft: TicketDraft, signal?: AbortSignal): Promise<Result<Created>> {
    return this.#write(deskId, undefined, desk => desk.helpDesk.createTicket(draft, signal));
  }

  addNote(deskId: string, ticketId: string, note: NoteDraft, signal?: AbortSignal): Promise<Result<Created>> {
    return this.#write(deskId, ticketId, desk => desk.helpDesk.addNote(ticketId, note, signal));
  }

  logTime(deskId: string, ticketId: string, time: TimeDraft, signal?: AbortSignal): Promise<Result<Created>> {
    return this.#write(deskId, ticketId, desk => desk.helpDesk.logTime(ticketId, time, signal));
  }

  image(deskId: string, address: string, signal?: AbortSignal): Promise<Result<string>> {
    return asResult(async () => fetchImage(address, originOf(this.#desk(deskId).config.address), signal));
  }

  async forget(deskId: string): Promise<void> {
    const desk = this.#desks.get(deskId);
    desk?.forget();
    desk?.forgetDirectory();
  }

  onChange(listener: (change: EngineChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async dispose(): Promise<void> {
    this.#listeners.clear();
    await Promise.all([...this.#desks.keys()].map(deskId => this.close(deskId)));
  }

  /** Writes, and makes what the write may have changed be asked again, also when its outcome is unknown. */
  async #write<T>(
    deskId: string,
    ticketId: string | undefined,
    work: (desk: OpenDesk) => Promise<T>,
  ): Promise<Result<T>> {
    const written = await asResult(async () => {
      const desk = this.#desk(deskId);
      try {
        return await work(desk);
      } finally {
        desk.forget(ticketId);
        this.#tell({ kind: 'lists', deskId });
        if (ticketId !== undefined) this.#tell({ kind: 'ticket', deskId, ticketId });
      }
    });
    if (written.ok || !mayHaveArrived(written.failure)) return written;
    return { ok: false, failure: { ...written.failure, uncertain: true } };
  }

  #factory(config: DeskConfig): ConnectorFactory {
    const factory = this.#factories.get(config.system);
    if (!factory) throw new DeskError({ reason: 'badInput', detail: `no connector for "${config.system}"` });
    return factory;
  }

  #desk(deskId: string): OpenDesk {
    const desk = this.#desks.get(deskId);
    if (!desk) throw new DeskError({ reason: 'signedOut' });
    return desk;
  }

  #tell(change: EngineChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}

/** Neither system says whether it took a write whose answer was lost or cannot be read. */
function mayHaveArrived({ reason, notSent }: DeskFailure): boolean {
  return !notSent && ['unreachable', 'cancelled', 'unreadable', 'serverError'].includes(reason);
}
