/** Programs that the worker may run, beside git. */
export interface Tools {
  /** Absolute path of ripgrep; absent: there is none. */
  readonly ripgrep?: string;
}

/** What a worker is started with. */
export interface WorkerData {
  readonly tools: Tools;
}
