/** The languages whose stack traces are read. `other`: a file and line that no trace says more of. */
export type TraceLanguage =
  | 'javascript'
  | 'python'
  | 'java'
  | 'csharp'
  | 'go'
  | 'rust'
  | 'php'
  | 'ruby'
  | 'cpp'
  | 'other';

/** A place in code that a text names. Offsets are UTF-16 units and hold what a reader would click. */
export interface Frame {
  readonly start: number;
  readonly end: number;
  /** As it is written, without the line: `/app/dist/server.js`, `Parser.java`, `src/lib.rs`. */
  readonly path: string;
  /** 1-based; absent when only the file is named. */
  readonly line?: number;
  /** 1-based. */
  readonly column?: number;
  /** What ran there, as the trace says it: `com.acme.parser.Parser.read`. */
  readonly call?: string;
  readonly language: TraceLanguage;
  /** Frames of one trace have the same number, in the order in which they stand. */
  readonly trace: number;
}

/** A file of the workspace that a frame may mean. */
export interface FrameTarget {
  /** Absolute. */
  readonly file: string;
  /** From the folder of the workspace that holds it, with `/`. */
  readonly shown: string;
}

/** A frame with the files of the workspace that it may mean. */
export interface ResolvedFrame extends Frame {
  /** Likeliest first; empty: none of the workspace. */
  readonly targets: readonly FrameTarget[];
  /** It is in somebody else's code (`node_modules`, a standard library). */
  readonly foreign: boolean;
}
