import type { Result } from '../model/errors.ts';

/** Arguments of a method as it was asked. */
export type Arguments = readonly unknown[];

/** What a worker lets the main thread call. */
export interface WorkerApi {
  /**
   * Asks one of the worker's methods; what it throws comes back as a failure.
   * @param signalAt which argument is an `AbortSignal`, which cannot travel; -1: none
   */
  call(id: number, method: string, args: Arguments, signalAt: number): Promise<Result<unknown>>;
  /** The signal of this call aborted. */
  cancel(id: number): void;
  /** Answers as soon as the worker does anything at all. */
  ping(): Promise<void>;
  /** Closes what is open; the worker ends by itself when this is answered. */
  dispose(): Promise<void>;
}
