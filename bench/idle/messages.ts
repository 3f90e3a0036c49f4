/** Where the bench and the worker under it talk. */
export const channelName = 'deskside-bench-idle';
/** The variable that names the real worker's file. */
export const workerVariable = 'DESKSIDE_BENCH_WORKER';
/** No timer is to be shorter than this, in milliseconds. */
export const longTimer = 30_000;

export interface IdleAsked {
  readonly id: number;
  /** `advance`: rings the next long timer, and tells how things stand after that. `memory`: after collecting garbage. */
  readonly do: 'look' | 'advance' | 'memory';
}

/** How the worker stands. */
export interface IdleTold {
  readonly id: number;
  /** Its clock, in milliseconds since 1970. */
  readonly now: number;
  /** Delays of long timers that wait, and of short ones, in milliseconds. */
  readonly long: readonly number[];
  readonly short: readonly number[];
  /** Short timers that rang so far. */
  readonly rung: number;
  /** Only with `memory`: what the thread's objects take. */
  readonly bytes: number;
}
