import type { Capabilities, ConnectorFactory, DeskConfig, Surroundings } from '../model/desk.ts';
import { DeskError } from '../model/errors.ts';
import { defaultNetwork, type NetworkSettings, type RequestEntry, type RequestUsage } from '../model/network.ts';
import { said } from '../model/said.ts';
import type { EngineChange, MirrorSettings } from './engine.ts';
import { OpenDesk } from './openDesk.ts';
import { type Pauses, usualPauses } from './outbox/pauses.ts';

/** All desks that are open, and who listens to them. */
export class OpenDesks {
  readonly listeners = new Set<(change: EngineChange) => void>();
  readonly requestListeners = new Set<(deskId: string, entry: RequestEntry) => void>();
  readonly usageListeners = new Set<(deskId: string, usage: RequestUsage) => void>();
  readonly #factories: ReadonlyMap<string, ConnectorFactory>;
  readonly #folder: string;
  readonly #pauses: Pauses;
  readonly #desks = new Map<string, OpenDesk>();
  /** Openings and closings of each desk, one after the other. */
  readonly #turns = new Map<string, Promise<unknown>>();
  #network = defaultNetwork;
  #settings: MirrorSettings = { tickets: 'recent', days: 90, notices: true };
  #focused = true;

  constructor(factories: ReadonlyMap<string, ConnectorFactory>, folder: string, pauses = usualPauses) {
    this.#factories = factories;
    this.#folder = folder;
    this.#pauses = pauses;
  }

  get all(): readonly OpenDesk[] {
    return [...this.#desks.values()];
  }

  get network(): NetworkSettings {
    return this.#network;
  }

  get settings(): MirrorSettings {
    return this.#settings;
  }

  configure(network: NetworkSettings): void {
    this.#network = network;
  }

  mirror(settings: MirrorSettings): void {
    this.#settings = settings;
    for (const desk of this.all) desk.mirror.configure(settings);
  }

  attend(focused: boolean): void {
    this.#focused = focused;
    for (const desk of this.all) desk.mirror.attend(focused);
  }

  /** A desk that is open, after it was if it is being opened. @throws DeskError `signedOut` when it is not known */
  async get(deskId: string): Promise<OpenDesk> {
    await this.#turns.get(deskId)?.catch(() => undefined);
    const desk = this.#desks.get(deskId);
    if (!desk) throw new DeskError({ reason: 'signedOut' });
    return desk;
  }

  /** @throws DeskError */
  open(config: DeskConfig, secret: string, usage?: RequestUsage): Promise<Capabilities> {
    return this.#inTurn(config.id, async () => {
      let requests = 0;
      const around = this.surroundings(config.id, usage);
      const onRequest = (entry: RequestEntry) => {
        requests++;
        around.onRequest?.(entry);
      };
      const helpDesk = this.factory(config).open(config, secret, { ...around, onRequest });
      // One after the other: two would read the desk for the same copy.
      await this.#close(config.id);
      try {
        const desk = new OpenDesk({
          config,
          helpDesk,
          folder: this.#folder,
          settings: this.#settings,
          focused: this.#focused,
          tell: change => this.tell(change),
          requests: () => requests,
          pauses: this.#pauses,
        });
        this.#desks.set(config.id, desk);
        desk.start();
      } catch (thrown) {
        await helpDesk.close();
        throw thrown;
      }
      this.tell({ kind: 'lists', deskId: config.id });
      return helpDesk.capabilities;
    });
  }

  close(deskId: string): Promise<void> {
    return this.#inTurn(deskId, () => this.#close(deskId));
  }

  async closeAll(): Promise<void> {
    const ids = new Set([...this.#desks.keys(), ...this.#turns.keys()]);
    await Promise.all([...ids].map(deskId => this.close(deskId)));
  }

  /** @throws DeskError `badInput` for a system that is none */
  factory(config: DeskConfig): ConnectorFactory {
    const factory = this.#factories.get(config.system);
    if (!factory) throw new DeskError({ reason: 'badInput', detail: said`no connector for "${config.system}"` });
    return factory;
  }

  surroundings(deskId: string, usage?: RequestUsage): Surroundings {
    return {
      network: this.#network,
      ...(usage ? { usage } : {}),
      onRequest: entry => {
        for (const listener of this.requestListeners) listener(deskId, entry);
      },
      onUsage: now => {
        for (const listener of this.usageListeners) listener(deskId, now);
      },
    };
  }

  tell(change: EngineChange): void {
    for (const listener of this.listeners) listener(change);
  }

  async #close(deskId: string): Promise<void> {
    const desk = this.#desks.get(deskId);
    this.#desks.delete(deskId);
    await desk?.close();
  }

  #inTurn<T>(deskId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(deskId) ?? Promise.resolve();
    const turn = before.catch(() => undefined).then(work);
    this.#turns.set(deskId, turn);
    const over = () => {
      if (this.#turns.get(deskId) === turn) this.#turns.delete(deskId);
    };
    turn.then(over, over);
    return turn;
  }
}
