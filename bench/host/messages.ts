/** Milliseconds of the main thread. */
export interface Activated {
  /** Reading, compiling and evaluating the extension's files. */
  readonly load: number;
  /** The call of its `activate`, without what that leaves for later. */
  readonly activate: number;
  /** Bytes of the extension's own files that were loaded until then. */
  readonly bytes: number;
}

/** What happened in the extension host over some time. */
export interface Watched {
  /** Of the main thread's event loop, in milliseconds. */
  readonly delay: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Resident bytes of the process, in the order of time. */
  readonly memory: readonly number[];
}

/** What the probe can be told to do. */
export type Asked =
  /** Answers `Activated` by name of the extension, of those that were activated so far. */
  | { readonly do: 'activations' }
  /** Answers the milliseconds of Deskside's code on the main thread, when the span for it is over. */
  | { readonly do: 'profile' }
  | { readonly do: 'watch' }
  /** Answers `Watched`. */
  | { readonly do: 'stopWatching' }
  /** Connects sides of a sample desk that runs already. */
  | { readonly do: 'connect'; readonly line: string; readonly desks: readonly Readonly<Record<string, unknown>>[] }
  /** Opens Deskside's side bar. */
  | { readonly do: 'show' };
