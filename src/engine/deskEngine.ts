import { originOf } from '../model/address.ts';
import type { Article, ArticleSummary, CustomerCard } from '../model/customer.ts';
import type { Capabilities, ConnectorFactory, DeskCheck, DeskConfig, HelpDesk, SystemInfo } from '../model/desk.ts';
import type { Customer, Group, PickLists, Technician } from '../model/directory.ts';
import { asResult, failureOf, type Result } from '../model/errors.ts';
import type { Examination } from '../model/examination.ts';
import type { NewTicketField, TicketField } from '../model/fields.ts';
import type { AskGuest, GuestSystem } from '../model/guest.ts';
import type { NetworkSettings, RequestEntry, RequestUsage } from '../model/network.ts';
import type { TicketQuery } from '../model/query.ts';
import type { NameField, Search, Sort } from '../model/search.ts';
import type { TicketSummary } from '../model/ticket.ts';
import { searchDesk } from './deskSearch.ts';
import type {
  DetailsAnswer,
  Engine,
  EngineChange,
  MirrorSettings,
  SearchAnswer,
  SyncState,
  TicketGroup,
  TicketList,
} from './engine.ts';
import { guestConnector } from './guests/guestConnector.ts';
import type { OpenDesk } from './openDesk.ts';
import { OpenDesks } from './openDesks.ts';
import type { Pauses } from './outbox/pauses.ts';
import { removeStores } from './removeStores.ts';
import { WriteCalls } from './writeCalls.ts';

/** The engine in the caller's own thread: desks that are open, each with its copy in a folder. */
export class DeskEngine extends WriteCalls implements Engine {
  /** Its own systems, and those of guests. */
  readonly #factories: Map<string, ConnectorFactory>;
  readonly #own: readonly ConnectorFactory[];
  readonly #askGuest: AskGuest | undefined;
  protected readonly storeFolder: string;
  readonly #desks: OpenDesks;

  /** `folder` is where copies of desks are kept; made when it does not exist. */
  constructor(
    connectors: readonly ConnectorFactory[],
    folder: string,
    options: { readonly pauses?: Pauses; readonly askGuest?: AskGuest } = {},
  ) {
    super();
    this.#own = connectors;
    this.#askGuest = options.askGuest;
    this.#factories = new Map();
    this.#name([]);
    this.storeFolder = folder;
    this.#desks = new OpenDesks(this.#factories, folder, options.pauses);
  }

  async systems(): Promise<readonly SystemInfo[]> {
    return [...this.#factories.values()].map(factory => factory.info);
  }

  async configure(network: NetworkSettings): Promise<void> {
    this.#desks.configure(network);
  }

  async guests(systems: readonly GuestSystem[]): Promise<void> {
    const ask = this.#askGuest;
    if (ask) this.#name(systems.map(system => guestConnector(system, ask)));
  }

  open(config: DeskConfig, secret: string, usage?: RequestUsage): Promise<Result<Capabilities>> {
    return asResult(() => this.#desks.open(config, secret, usage));
  }

  close(deskId: string): Promise<void> {
    return this.#desks.close(deskId);
  }

  check(config: DeskConfig, secret: string, signal?: AbortSignal): Promise<Result<DeskCheck>> {
    return asResult(async () => {
      // Its few requests are not remembered: they would take the place of what an open desk has counted.
      const { network, onRequest } = this.#desks.surroundings(config.id);
      const surroundings = { network, ...(onRequest ? { onRequest } : {}) };
      const helpDesk = this.#desks.factory(config).open(config, secret, surroundings);
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
      const { examineNetwork } = await import('../wire/networkFacts.ts');
      const network = await examineNetwork(config.address, this.#desks.network, signal);
      // An open desk counts its requests, and two must not count for the same quota.
      const open = await this.desk(config.id).catch(() => undefined);
      const same = open && JSON.stringify(open.config) === JSON.stringify(config) ? open.helpDesk : undefined;
      try {
        const surroundings = this.#desks.surroundings(config.id, usage);
        const helpDesk = same ?? this.#desks.factory(config).open(config, secret, surroundings);
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

  async mirror(settings: MirrorSettings): Promise<void> {
    this.#desks.mirror(settings);
  }

  async attend(focused: boolean): Promise<void> {
    this.#desks.attend(focused);
  }

  async list(deskId: string, search: Search, sort: Sort, limit: number, signal?: AbortSignal): Promise<TicketList> {
    try {
      const { mirror } = await this.#filled(deskId, signal);
      const { tickets, total } = await mirror.use(({ queries }) => queries.list(search, sort, limit));
      const { syncedAt, failure } = mirror.state;
      return {
        tickets,
        total,
        more: total > tickets.length,
        ...(syncedAt === undefined ? {} : { fetchedAt: syncedAt }),
        ...(failure ? { failure } : {}),
      };
    } catch (thrown) {
      return { tickets: [], more: false, failure: failureOf(thrown) };
    }
  }

  counts(deskId: string, searches: readonly Search[], signal?: AbortSignal): Promise<Result<readonly number[]>> {
    return asResult(async () => {
      const { mirror } = await this.#filled(deskId, signal);
      return mirror.use(({ queries }) => searches.map(search => queries.count(search)));
    });
  }

  groupsIn(
    deskId: string,
    search: Search,
    field: NameField,
    signal?: AbortSignal,
  ): Promise<Result<readonly TicketGroup[]>> {
    return asResult(async () => {
      const { mirror } = await this.#filled(deskId, signal);
      return mirror.use(({ queries }) => queries.groups(search, field));
    });
  }

  async search(
    deskId: string,
    search: Search,
    limit: number,
    options: { readonly thorough?: boolean } = {},
    signal?: AbortSignal,
  ): Promise<SearchAnswer> {
    try {
      const desk = await this.desk(deskId);
      return await searchDesk(desk, this.#desks.settings, search, limit, options.thorough ?? false, signal);
    } catch (thrown) {
      return { hits: [], partial: true, failure: failureOf(thrown) };
    }
  }

  async namesOf(deskId: string, field: NameField, text: string, limit: number): Promise<readonly string[]> {
    const { mirror } = await this.desk(deskId);
    return mirror.use(({ queries }) => queries.names(field, text, limit));
  }

  async furtherFields(deskId: string): Promise<readonly string[]> {
    const { mirror } = await this.desk(deskId);
    return mirror.use(({ queries }) => queries.furtherFields());
  }

  async sync(deskId: string, signal?: AbortSignal): Promise<Result<SyncState>> {
    const desk = await asResult(() => this.desk(deskId));
    return desk.ok ? desk.value.mirror.syncNow(signal) : desk;
  }

  syncState(deskId: string): Promise<Result<SyncState>> {
    return asResult(async () => (await this.desk(deskId)).mirror.state);
  }

  clear(deskId?: string, options: { readonly unsent?: boolean } = {}): Promise<Result<void>> {
    return asResult(async () => {
      if (deskId !== undefined && options.unsent) await this.close(deskId);
      const open = this.#desks.all.filter(desk => deskId === undefined || desk.config.id === deskId);
      await Promise.all(open.map(desk => desk.clear()));
      const ids = this.#desks.all.map(desk => desk.config.id);
      await removeStores(this.storeFolder, deskId, { open: ids, unsent: options.unsent ?? false });
    });
  }

  async tickets(deskId: string, query: TicketQuery, limit: number, signal?: AbortSignal): Promise<TicketList> {
    try {
      return await (await this.desk(deskId)).lists.list(query, limit, signal);
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
    return asResult(async () => (await this.desk(deskId)).reader.details(ticketId, options.fresh ?? false, signal));
  }

  find(deskId: string, number: string, signal?: AbortSignal): Promise<Result<TicketSummary>> {
    return asResult(async () => {
      const { mirror, helpDesk, typed } = await this.desk(deskId);
      const kept = await mirror.use(({ store }) => store.ticketByNumber(number));
      return kept ?? (await typed.once(`number ${number}`, () => helpDesk.findTicket(number, signal), signal));
    });
  }

  groups(deskId: string, signal?: AbortSignal): Promise<Result<readonly Group[]>> {
    return asResult(async () => (await this.desk(deskId)).directory.groups(signal));
  }

  technicians(deskId: string, signal?: AbortSignal): Promise<Result<readonly Technician[]>> {
    return asResult(async () => (await this.desk(deskId)).directory.technicians(signal));
  }

  customers(deskId: string, text: string, limit: number, signal?: AbortSignal): Promise<Result<readonly Customer[]>> {
    return this.#ask(deskId, helpDesk => helpDesk.customers(text, limit, signal));
  }

  pickLists(deskId: string, signal?: AbortSignal): Promise<Result<PickLists>> {
    return asResult(async () => (await this.desk(deskId)).directory.pickLists(signal));
  }

  customerCard(deskId: string, customerId: string, limit: number, signal?: AbortSignal): Promise<Result<CustomerCard>> {
    return this.#ask(deskId, helpDesk => helpDesk.customerCard(customerId, limit, signal));
  }

  articles(
    deskId: string,
    text: string,
    limit: number,
    signal?: AbortSignal,
  ): Promise<Result<readonly ArticleSummary[]>> {
    return this.#ask(deskId, helpDesk => helpDesk.articles(text, limit, signal));
  }

  article(deskId: string, id: string, signal?: AbortSignal): Promise<Result<Article>> {
    return this.#ask(deskId, helpDesk => helpDesk.article(id, signal));
  }

  ticketFields(deskId: string, ticketId: string, signal?: AbortSignal): Promise<Result<readonly TicketField[]>> {
    return this.#ask(deskId, helpDesk => helpDesk.ticketFields(ticketId, signal));
  }

  newTicketFields(deskId: string, signal?: AbortSignal): Promise<Result<readonly NewTicketField[]>> {
    return asResult(async () => (await this.desk(deskId)).directory.newTicketFields(signal));
  }

  image(deskId: string, address: string, signal?: AbortSignal): Promise<Result<string>> {
    return asResult(async () => {
      const { config } = await this.desk(deskId);
      const { fetchImage } = await import('../wire/image.ts');
      return fetchImage(address, originOf(config.address), this.#desks.network, signal);
    });
  }

  async forget(deskId: string): Promise<void> {
    (await this.desk(deskId).catch(() => undefined))?.forget();
  }

  onChange(listener: (change: EngineChange) => void): () => void {
    this.#desks.listeners.add(listener);
    return () => this.#desks.listeners.delete(listener);
  }

  onRequest(listener: (deskId: string, entry: RequestEntry) => void): () => void {
    this.#desks.requestListeners.add(listener);
    return () => this.#desks.requestListeners.delete(listener);
  }

  onUsage(listener: (deskId: string, usage: RequestUsage) => void): () => void {
    this.#desks.usageListeners.add(listener);
    return () => this.#desks.usageListeners.delete(listener);
  }

  async dispose(): Promise<void> {
    this.#desks.listeners.clear();
    // Desks that close tell a last time how often they were asked.
    await this.#desks.closeAll();
    this.#desks.requestListeners.clear();
    this.#desks.usageListeners.clear();
  }

  protected desk(deskId: string): Promise<OpenDesk> {
    return this.#desks.get(deskId);
  }

  protected tellTicket(deskId: string, ticketId: string): void {
    for (const listener of this.#desks.listeners) listener({ kind: 'ticket', deskId, ticketId });
  }

  protected get openDesks(): readonly OpenDesk[] {
    return this.#desks.all;
  }

  /** A guest takes the name of no system of its own. */
  #name(guests: readonly ConnectorFactory[]): void {
    this.#factories.clear();
    for (const factory of [...this.#own, ...guests]) {
      if (!this.#factories.has(factory.info.system)) this.#factories.set(factory.info.system, factory);
    }
  }

  /** A desk that has been read a first time, as far as it could be. */
  async #filled(deskId: string, signal?: AbortSignal): Promise<OpenDesk> {
    const desk = await this.desk(deskId);
    await desk.mirror.first(signal);
    return desk;
  }

  #ask<T>(deskId: string, ask: (helpDesk: HelpDesk) => Promise<T>): Promise<Result<T>> {
    return asResult(async () => ask((await this.desk(deskId)).helpDesk));
  }
}
