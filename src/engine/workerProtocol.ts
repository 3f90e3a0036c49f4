import type { Result } from '../model/errors.ts';
import type { RequestEntry, RequestUsage } from '../model/network.ts';
import type { EngineChange } from './engine.ts';
import type { Arguments, Asked } from './methods.ts';

/** What a worker is started with. Secrets come by message only. */
export interface WorkerData {
  /** Where everything is kept; made when it does not exist. */
  readonly folder: string;
}

/** What the worker lets the main thread call. */
export interface WorkerApi {
  /**
   * Asks the engine; what it throws comes back as a failure.
   * @param signalAt which argument is an `AbortSignal`, which cannot travel; -1: none
   */
  call(id: number, method: Asked, args: Arguments, signalAt: number): Promise<Result<unknown>>;
  /** The signal of this call aborted. */
  cancel(id: number): void;
  /** Answers as soon as the worker does anything at all. */
  ping(): Promise<void>;
  /** Closes the engine; the worker ends by itself when this is answered. */
  dispose(): Promise<void>;
}

/** What the main thread lets the worker call. */
export interface HostApi {
  change(change: EngineChange): void;
  /** In the order in which they ended, each with its desk. */
  requests(ended: readonly (readonly [deskId: string, entry: RequestEntry])[]): void;
  usage(deskId: string, usage: RequestUsage): void;
}
