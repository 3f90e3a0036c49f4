import { originOf } from '../model/address.ts';
import type { Article, ArticleSummary, CustomerCard } from '../model/customer.ts';
import type {
  Capabilities,
  ConnectorFactory,
  Created,
  DeskCheck,
  DeskConfig,
  NoteDraft,
  Surroundings,
  SystemInfo,
  TicketDraft,
  TimeDraft,
} from '../model/desk.ts';
import type { Customer, Group, PickLists, Technician } from '../model/directory.ts';
import { asResult, DeskError, type DeskFailure, failureOf, type Result } from '../model/errors.ts';
import type { Examination } from '../model/examination.ts';
import type { FieldChanges, TicketField } from '../model/fields.ts';
import { defaultNetwork, type NetworkSettings, type RequestEntry, type RequestUsage } from '../model/network.ts';
import type { TicketQuery } from '../model/query.ts';
import type {
  DeskRecord,
  DeskRecords,
  RecordFile,
  RecordKind,
  RecordPage,
  RecordResource,
  RecordValues,
} from '../model/records.ts';
import type { TicketSummary } from '../model/ticket.ts';
import { fetchImage } from '../wire/image.ts';
import { examineNetwork } from '../wire/networkFacts.ts';
import type {
  DetailsAnswer,
  Engine,
  EngineChange,
  SearchAnswer,
  SyncState,
  TicketGroup,
  TicketList,
} from './engine.ts';
import { OpenDesk } from './openDesk.ts';

/** The engine in the caller's own thread: asks the connectors and remembers their answers in memory. */
export class DeskEngine implements Engine {
  readonly #factories: ReadonlyMap<string, ConnectorFactory>;
  readonly #desks = new Map<string, OpenDesk>();
  readonly #listeners = new Set<(change: EngineChange) => void>();
  readonly #requestListeners = new Set<(deskId: string, entry: RequestEntry) => void>();
  readonly #usageListeners = new Set<(deskId: string, usage: RequestUsage) => void>();
  #network = defaultNetwork;

  constructor(connectors: readonly ConnectorFactory[]) {
    this.#factories = new Map(connectors.map(factory => [factory.info.system, factory]));
  }

  async systems(): Promise<readonly SystemInfo[]> {
    return [...this.#factories.values()].map(factory => factory.info);
  }

  async configure(network: NetworkSettings): Promise<void> {
    this.#network = network;
  }

  open(config: DeskConfig, secret: string, usage?: RequestUsage): Promise<Result<Capabilities>> {
    return asResult(async () => {
      const helpDesk = this.#factory(config).open(config, secret, this.#surroundings(config.id, usage));
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
      // Its few requests are not remembered: they would take the place of what an open desk has counted.
      const { network, onRequest } = this.#surroundings(config.id);
      const helpDesk = this.#factory(config).open(config, secret, { network, ...(onRequest ? { onRequest } : {}) });
      try {
        return await helpDesk.check(signal);
      } finally {
        await helpDesk.close();
      }
    });
  }

  examine(
    config: DeskConfig,
    secret: string,
    usage?: RequestUsage,
    signal?: AbortSignal,
  ): Promise<Result<Examination>> {
    return asResult(async () => {
      const at = new Date().toISOString();
      const network = await examineNetwork(config.address, this.#network, signal);
      // An open desk counts its requests, and two must not count for the same quota.
      const open = this.#desks.get(config.id);
      const same = open && JSON.stringify(open.config) === JSON.stringify(config) ? open.helpDesk : undefined;
      try {
        const helpDesk = same ?? this.#factory(config).open(config, secret, this.#surroundings(config.id, usage));
        try {
          return { at, network, desk: await helpDesk.examine(signal) };
        } finally {
          if (!same) await helpDesk.close();
        }
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (failure.reason === 'cancelled') throw thrown;
        return { at, network, failure };
      }
    });
  }

  async mirror(): Promise<void> {
    throw new Error('not written yet');
  }

  async attend(): Promise<void> {
    throw new Error('not written yet');
  }

  list(): Promise<TicketList> {
    throw new Error('not written yet');
  }

  counts(): Promise<Result<readonly number[]>> {
    throw new Error('not written yet');
  }

  groupsIn(): Promise<Result<readonly TicketGroup[]>> {
    throw new Error('not written yet');
  }

  search(): Promise<SearchAnswer> {
    throw new Error('not written yet');
  }

  namesOf(): Promise<readonly string[]> {
    throw new Error('not written yet');
  }

  furtherFields(): Promise<readonly string[]> {
    throw new Error('not written yet');
  }

  sync(): Promise<Result<SyncState>> {
    throw new Error('not written yet');
  }

  syncState(): Promise<Result<SyncState>> {
    throw new Error('not written yet');
  }

  clear(): Promise<Result<void>> {
    throw new Error('not written yet');
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

  customerCard(deskId: string, customerId: string, limit: number, signal?: AbortSignal): Promise<Result<CustomerCard>> {
    return asResult(async () => this.#desk(deskId).helpDesk.customerCard(customerId, limit, signal));
  }

  articles(
    deskId: string,
    text: string,
    limit: number,
    signal?: AbortSignal,
  ): Promise<Result<readonly ArticleSummary[]>> {
    return asResult(async () => this.#desk(deskId).helpDesk.articles(text, limit, signal));
  }

  article(deskId: string, id: string, signal?: AbortSignal): Promise<Result<Article>> {
    return asResult(async () => this.#desk(deskId).helpDesk.article(id, signal));
  }

  ticketFields(deskId: string, ticketId: string, signal?: AbortSignal): Promise<Result<readonly TicketField[]>> {
    return asResult(async () => this.#desk(deskId).helpDesk.ticketFields(ticketId, signal));
  }

  resources(deskId: string): Promise<Result<readonly RecordResource[]>> {
    return asResult(async () => this.#records(deskId).resources);
  }

  records(
    deskId: string,
    kind: RecordKind,
    parents: readonly string[],
    filters: RecordValues,
    page: { readonly number: number; readonly size: number },
    signal?: AbortSignal,
  ): Promise<Result<RecordPage>> {
    return asResult(async () => this.#records(deskId).list(kind, parents, filters, page, signal));
  }

  record(deskId: string, kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<Result<DeskRecord>> {
    return asResult(async () => this.#records(deskId).get(kind, ids, signal));
  }

  recordFile(
    deskId: string,
    kind: RecordKind,
    ids: readonly string[],
    signal?: AbortSignal,
  ): Promise<Result<RecordFile>> {
    return asResult(async () => this.#records(deskId).download(kind, ids, signal));
  }

  createRecord(
    deskId: string,
    kind: RecordKind,
    parents: readonly string[],
    values: RecordValues,
    signal?: AbortSignal,
  ): Promise<Result<Created>> {
    return this.#writeRecord(deskId, records => records.create(kind, parents, values, signal));
  }

  uploadRecordFile(
    deskId: string,
    kind: RecordKind,
    parents: readonly string[],
    file: RecordFile,
    signal?: AbortSignal,
  ): Promise<Result<Created>> {
    return this.#writeRecord(deskId, records => records.upload(kind, parents, file, signal));
  }

  updateRecord(
    deskId: string,
    kind: RecordKind,
    ids: readonly string[],
    values: RecordValues,
    signal?: AbortSignal,
  ): Promise<Result<void>> {
    return this.#writeRecord(deskId, records => records.update(kind, ids, values, signal));
  }

  removeRecord(deskId: string, kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<Result<void>> {
    return this.#writeRecord(deskId, records => records.remove(kind, ids, signal));
  }

  linkRecord(deskId: string, kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<Result<void>> {
    return this.#writeRecord(deskId, records => records.link(kind, ids, signal));
  }

  unlinkRecord(deskId: string, kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<Result<void>> {
    return this.#writeRecord(deskId, records => records.unlink(kind, ids, signal));
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

  updateTicket(deskId: string, ticketId: string, changes: FieldChanges, signal?: AbortSignal): Promise<Result<void>> {
    return this.#write(deskId, ticketId, desk => desk.helpDesk.updateTicket(ticketId, changes, signal));
  }

  linkCustomer(deskId: string, ticketId: string, customerId: string, signal?: AbortSignal): Promise<Result<void>> {
    return this.#write(deskId, ticketId, desk => desk.helpDesk.linkCustomer(ticketId, customerId, signal));
  }

  unlinkCustomer(deskId: string, ticketId: string, customerId: string, signal?: AbortSignal): Promise<Result<void>> {
    return this.#write(deskId, ticketId, desk => desk.helpDesk.unlinkCustomer(ticketId, customerId, signal));
  }

  image(deskId: string, address: string, signal?: AbortSignal): Promise<Result<string>> {
    return asResult(async () =>
      fetchImage(address, originOf(this.#desk(deskId).config.address), this.#network, signal),
    );
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

  onRequest(listener: (deskId: string, entry: RequestEntry) => void): () => void {
    this.#requestListeners.add(listener);
    return () => this.#requestListeners.delete(listener);
  }

  onUsage(listener: (deskId: string, usage: RequestUsage) => void): () => void {
    this.#usageListeners.add(listener);
    return () => this.#usageListeners.delete(listener);
  }

  async dispose(): Promise<void> {
    this.#listeners.clear();
    // Desks that close tell a last time how often they were asked.
    await Promise.all([...this.#desks.keys()].map(deskId => this.close(deskId)));
    this.#requestListeners.clear();
    this.#usageListeners.clear();
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

  /** Any record may be what people, pick-lists, lists and tickets are made of: all of them are asked again. */
  #writeRecord<T>(deskId: string, work: (records: DeskRecords) => Promise<T>): Promise<Result<T>> {
    return this.#write(deskId, undefined, async desk => {
      try {
        return await work(desk.helpDesk.records);
      } finally {
        desk.forgetDirectory();
        for (const ticketId of desk.forgetTickets()) this.#tell({ kind: 'ticket', deskId, ticketId });
      }
    });
  }

  #records(deskId: string): DeskRecords {
    return this.#desk(deskId).helpDesk.records;
  }

  #surroundings(deskId: string, usage?: RequestUsage): Surroundings {
    return {
      network: this.#network,
      ...(usage ? { usage } : {}),
      onRequest: entry => {
        for (const listener of this.#requestListeners) listener(deskId, entry);
      },
      onUsage: now => {
        for (const listener of this.#usageListeners) listener(deskId, now);
      },
    };
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
