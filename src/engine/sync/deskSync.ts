import type { DeskConfig, HelpDesk } from '../../model/desk.ts';
import type { Result } from '../../model/errors.ts';
import type { EngineChange, MirrorSettings, SyncState } from '../engine.ts';
import type { Store } from '../store/store.ts';

/** What a sync works with. */
export interface SyncParts {
  readonly config: DeskConfig;
  readonly helpDesk: HelpDesk;
  readonly store: Store;
  /** Told of every change that views may want to draw. */
  readonly tell: (change: EngineChange) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Keeps the store of one desk equal to the desk: when to ask, for what, and that one window at a time does. */
export class DeskSync {
  constructor(_parts: SyncParts, _settings: MirrorSettings) {
    // Written with the class.
  }

  get state(): SyncState {
    throw new Error('not written yet');
  }

  /** Begins to sync by itself. */
  start(): void {
    throw new Error('not written yet');
  }

  configure(_settings: MirrorSettings): void {
    throw new Error('not written yet');
  }

  attend(_focused: boolean): void {
    throw new Error('not written yet');
  }

  /** A pass now; shared by all who ask while it runs. */
  now(_signal?: AbortSignal): Promise<Result<SyncState>> {
    throw new Error('not written yet');
  }

  /** Ends when there is something to show: a first page, or the first failure. At once when there already was. */
  first(_signal?: AbortSignal): Promise<void> {
    throw new Error('not written yet');
  }

  /** The user wrote to this ticket: its next change is no news to them. */
  wrote(_ticketId: string): void {
    throw new Error('not written yet');
  }

  /** Ends what is under way. */
  stop(): Promise<void> {
    throw new Error('not written yet');
  }
}
