import { basename } from 'node:path';
import { originOf } from '../model/address.ts';
import type { DeskConfig, HelpDesk } from '../model/desk.ts';
import { isDamage } from './damage.ts';
import type { EngineChange, MirrorSettings, SyncState } from './engine.ts';
import { Queries } from './search/queries.ts';

import { type Opened, Store } from './store/store.ts';
import { DeskSync } from './sync/deskSync.ts';

/** What the mirror of a desk is made of. */
export interface MirrorParts {
  readonly config: DeskConfig;
  readonly helpDesk: HelpDesk;
  readonly folder: string;
  readonly settings: MirrorSettings;
  readonly focused: boolean;
  readonly tell: (change: EngineChange) => void;
}

/** What is asked of the copy of a desk. */
export interface Copy {
  readonly store: Store;
  readonly queries: Queries;
}

/** The copy of one desk with what keeps it current and answers from it. A damaged one is set aside and made anew. */
export class Mirror {
  readonly #parts: MirrorParts;
  #settings: MirrorSettings;
  #focused: boolean;
  #copy: Copy;
  #sync: DeskSync;
  #rebuilding: Promise<void> | undefined;
  #closed = false;

  /** @throws DeskError when nothing can be kept in the folder, or what is kept is of a later version */
  constructor(parts: MirrorParts) {
    this.#parts = parts;
    this.#settings = parts.settings;
    this.#focused = parts.focused;
    const opened = this.#open();
    this.#copy = this.#copyOf(opened.store);
    this.#sync = this.#syncOf(opened.store);
    this.#say(opened);
  }

  get sync(): DeskSync {
    return this.#sync;
  }

  get state(): SyncState {
    return this.#sync.state;
  }

  /** Begins to keep the copy current. */
  start(): void {
    this.#sync.start();
  }

  /** Ends when there is something to answer from, or a first failure. */
  async first(signal?: AbortSignal): Promise<void> {
    await this.#rebuilding;
    await this.#sync.first(signal);
  }

  configure(settings: MirrorSettings): void {
    this.#settings = settings;
    this.#sync.configure(settings);
  }

  attend(focused: boolean): void {
    this.#focused = focused;
    this.#sync.attend(focused);
  }

  /** Does something with the copy; once more, with a new one, when it turns out to be damaged. */
  async use<T>(work: (copy: Copy) => T | Promise<T>): Promise<T> {
    await this.#rebuilding;
    const copy = this.#copy;
    try {
      return await work(copy);
    } catch (thrown) {
      if (!isDamage(thrown) || this.#closed) throw thrown;
      await this.rebuild(copy.store);
      return work(this.#copy);
    }
  }

  /** Sets a damaged copy aside and begins another one; only once for all who found the damage. */
  async rebuild(damaged: Store): Promise<void> {
    if (this.#rebuilding) return this.#rebuilding;
    if (this.#copy.store !== damaged || this.#closed) return;
    this.#rebuilding = this.#rebuild().finally(() => {
      this.#rebuilding = undefined;
    });
    return this.#rebuilding;
  }

  /** Forgets all tickets, and reads the desk anew. */
  async clear(): Promise<void> {
    await this.#rebuilding;
    await this.#sync.stop();
    await this.use(({ store }) => store.clear());
    this.#begin();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#rebuilding?.catch(() => undefined);
    await this.#sync.stop();
    this.#copy.store.close();
  }

  async #rebuild(): Promise<void> {
    await this.#sync.stop();
    this.#copy.store.close();
    const opened = this.#open(true);
    this.#copy = this.#copyOf(opened.store);
    this.#say(opened);
    this.#begin();
  }

  #begin(): void {
    this.#sync = this.#syncOf(this.#copy.store);
    this.#sync.start();
    this.#parts.tell({ kind: 'lists', deskId: this.#parts.config.id });
  }

  #open(suspected = false): Opened {
    const { config, folder } = this.#parts;
    return Store.open(folder, config.id, originOfCopy(config), suspected);
  }

  #copyOf(store: Store): Copy {
    return { store, queries: new Queries(store, this.#parts.config) };
  }

  #syncOf(store: Store): DeskSync {
    const { config, helpDesk, tell } = this.#parts;
    const onDamage = () => void this.rebuild(store).catch(() => undefined);
    const sync = new DeskSync({ config, helpDesk, store, tell, onDamage }, this.#settings);
    sync.attend(this.#focused);
    return sync;
  }

  #say({ keptAs }: Opened): void {
    if (keptAs === undefined) return;
    this.#parts.tell({ kind: 'damaged', deskId: this.#parts.config.id, keptAs: basename(keptAs) });
  }
}

/**
 * Whose tickets they are: what is kept of another server or account is none of this desk. The sample desk's port is
 * another one each time.
 */
export function originOfCopy({ system, address, organizationId = '', sample }: DeskConfig): string {
  const where = sample ? 'sample' : originOf(address).toLowerCase() + pathOf(address);
  return [system, where, organizationId].join(' ');
}

/** Without the slash at its end and a file's name: the ways to write one and the same address. */
function pathOf(address: string): string {
  if (!URL.canParse(address)) return '';
  return new URL(address).pathname.toLowerCase().replace(/\/(?:[^/]*\.[^/]*)?$/, '');
}
