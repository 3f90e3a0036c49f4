import type { Result } from '../model/errors.ts';
import type { GuestCall } from '../model/guest.ts';
import type { RequestEntry, RequestUsage } from '../model/network.ts';
import type { EngineChange } from './engine.ts';

/** What a worker is started with. Secrets come by message only. */
export interface WorkerData {
  /** Where everything is kept; made when it does not exist. */
  readonly folder: string;
  /** BCP 47 tag of the language by whose rules names are put in order. */
  readonly language?: string | undefined;
}

/** What the main thread lets the worker call. */
export interface HostApi {
  change(change: EngineChange): void;
  /** In the order in which they ended, each with its desk. */
  requests(ended: readonly (readonly [deskId: string, entry: RequestEntry])[]): void;
  usage(deskId: string, usage: RequestUsage): void;
  /** A question to a desk whose connector is in another extension. */
  askGuest(id: number, call: GuestCall): Promise<Result<unknown>>;
  /** The signal of this question aborted. */
  endGuestCall(id: number): void;
}
