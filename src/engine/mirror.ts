import { basename } from 'node:path';
import { originOf } from '../model/address.ts';
import type { DeskConfig, HelpDesk } from '../model/desk.ts';
import { asResult, DeskError, type Result } from '../model/errors.ts';
import { said } from '../model/said.ts';
import { isDamage } from './damage.ts';
import type { EngineChange, MirrorSettings, SyncState } from './engine.ts';
import { Queries } from './search/queries.ts';
import { type Opened, Store } from './store/store.ts';
import { DeskSync } from './sync/deskSync.ts';

/** So often within some milliseconds a copy is made anew: a disk that damages each must not make the desk be read all day. */
const mostReopened = 5;
const reopenedWithin = 10 * 60_000;

/** What the mirror of a desk is made of. */
export interface MirrorParts {
  readonly config: DeskConfig;
  readonly helpDesk: HelpDesk;
  readonly folder: string;
  readonly settings: MirrorSettings;
  readonly focused: boolean;
  readonly tell: (change: EngineChange) => void;
  /** How often the desk was asked for anything so far. */
  readonly requests: () => number;
  /** Told when another window may have changed something that is kept. */
  readonly heard: () => void;
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
  /** The copy is being emptied or made anew. */
  #renewing: Promise<void> | undefined;
  /** There is no copy: a new one could not be made. */
  #broken = false;
  /** Milliseconds since 1970: when it was made anew. */
  #reopened: number[] = [];
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
    for (;;) {
      await this.#renewing;
      const sync = this.#sync;
      await sync.first(signal);
      // A copy that was begun anew meanwhile is read a first time again.
      if (this.#closed || (sync === this.#sync && !this.#renewing)) return;
    }
  }

  /** Asks the desk what changed, now. */
  async syncNow(signal?: AbortSignal): Promise<Result<SyncState>> {
    // Makes a copy where there is none.
    const ready = await asResult(() => this.use(() => undefined));
    if (!ready.ok) return ready;
    const sync = this.#sync;
    const done = await sync.now(signal);
    await this.#renewing?.catch(() => undefined);
    // The copy turned out to be damaged meanwhile, or was cleared.
    return sync === this.#sync || this.#closed ? done : this.#sync.now(signal);
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
    await this.#renewing;
    const copy = this.#copy;
    // A new one could not be made the last time: the disk was full, say.
    if (this.#broken) await this.#rebuild(copy.store);
    try {
      return await work(this.#copy);
    } catch (thrown) {
      if (!isDamage(thrown) || this.#closed) throw thrown;
      await this.#rebuild(copy.store);
      return work(this.#copy);
    }
  }

  /** Forgets all tickets, and reads the desk anew. */
  async clear(): Promise<void> {
    await this.#renewing;
    await this.#renew(() => {
      try {
        this.#copy.store.clear();
      } catch (thrown) {
        if (!isDamage(thrown)) throw thrown;
        this.#reopen();
      }
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#renewing?.catch(() => undefined);
    await this.#sync.stop();
    this.#copy.store.close();
  }

  /** Sets a damaged copy aside and begins another one; only once for all who found the damage. */
  async #rebuild(damaged: Store): Promise<void> {
    if (this.#renewing) return this.#renewing;
    if (this.#copy.store === damaged && !this.#closed) await this.#renew(() => this.#reopen());
  }

  /** Changes the copy while nothing else uses it. */
  #renew(change: () => void): Promise<void> {
    const renewing = this.#sync
      .stop()
      .then(change)
      .finally(() => {
        this.#renewing = undefined;
        if (!this.#closed) this.#begin();
      });
    this.#renewing = renewing;
    return renewing;
  }

  #reopen(): void {
    this.#copy.store.close();
    this.#broken = true;
    const now = Date.now();
    this.#reopened = this.#reopened.filter(at => Math.abs(now - at) < reopenedWithin);
    if (this.#reopened.length >= mostReopened) {
      throw new DeskError({ reason: 'localCopy', detail: said`the local copy was damaged again and again` });
    }
    this.#reopened.push(now);
    const opened = this.#open(true);
    this.#broken = false;
    this.#copy = this.#copyOf(opened.store);
    this.#say(opened);
  }

  #begin(): void {
    if (this.#broken) return;
    this.#sync = this.#syncOf(this.#copy.store);
    this.#sync.start();
    this.#parts.tell({ kind: 'lists', deskId: this.#parts.config.id });
  }

  #open(suspected = false): Opened {
    const { config, folder } = this.#parts;
    return Store.open(folder, config.id, originOfCopy(config), suspected);
  }

  #copyOf(store: Store): Copy {
    store.onForeignChange(this.#parts.heard);
    return { store, queries: new Queries(store, this.#parts.config) };
  }

  #syncOf(store: Store): DeskSync {
    const { config, helpDesk, tell, requests } = this.#parts;
    const onDamage = () => void this.#rebuild(store).catch(() => undefined);
    const sync = new DeskSync({ config, helpDesk, store, tell, onDamage, requests }, this.#settings);
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
