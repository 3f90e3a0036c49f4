import type { Notice } from '../../model/notice.ts';
import type { EngineChange, SyncState } from '../engine.ts';
import type { Kept } from '../store/store.ts';

/** Of more tickets than this it is told that anything may have changed. */
const mostNamed = 200;
/** While much is read, lists are told of at most so often. */
const listsEvery = 1_000;
/** While the desk is read, its state is told at most so often. */
const stateEvery = 250;

/** Tells views what changed: at once, but not so often that they do nothing but draw. */
export class Tellings {
  readonly #deskId: string;
  readonly #tell: (change: EngineChange) => void;
  readonly #now: () => number;
  #listsAt = Number.NEGATIVE_INFINITY;
  #untold = false;
  #stateAt = Number.NEGATIVE_INFINITY;
  #state = '';
  #phase = '';

  constructor(deskId: string, tell: (change: EngineChange) => void, now: () => number) {
    this.#deskId = deskId;
    this.#tell = tell;
    this.#now = now;
  }

  /** Tells what keeping did. While `much` is read, lists are told of now and then. */
  kept(kept: Kept, much: boolean): void {
    const ids = [
      ...kept.changed.map(change => change.now.id),
      ...kept.removed,
      ...(kept.talked ?? []).map(({ id }) => id),
    ];
    if (ids.length === 0) return;
    if (!much && ids.length <= mostNamed) {
      this.#tell({ kind: 'tickets', deskId: this.#deskId, ticketIds: ids });
      return;
    }
    this.#untold = true;
    if (this.#now() - this.#listsAt >= listsEvery) this.flush();
  }

  /** Tells what another window changed; nothing named: anything. */
  foreign(ids: readonly string[] | undefined): void {
    if (ids && ids.length <= mostNamed) {
      this.#tell({ kind: 'tickets', deskId: this.#deskId, ticketIds: ids });
      return;
    }
    this.#untold = true;
    if (this.#now() - this.#listsAt >= listsEvery) this.flush();
  }

  /** Tells that anything may have changed. */
  lists(): void {
    this.#untold = true;
    this.flush();
  }

  /** Tells what was not told yet. */
  flush(): void {
    if (!this.#untold) return;
    this.#untold = false;
    this.#listsAt = this.#now();
    this.#tell({ kind: 'lists', deskId: this.#deskId });
  }

  notices(notices: readonly Notice[]): void {
    this.#tell({ kind: 'notices', deskId: this.#deskId, notices });
  }

  /** Tells how the copy stands, unless that was told. */
  state(phase: SyncState['phase'], state: () => SyncState): void {
    const now = this.#now();
    if (phase === this.#phase && phase === 'reading' && now - this.#stateAt < stateEvery) return;
    const told = state();
    const text = JSON.stringify(told);
    if (text === this.#state) return;
    this.#state = text;
    this.#phase = phase;
    this.#stateAt = now;
    this.#tell({ kind: 'sync', deskId: this.#deskId, state: told });
  }
}
