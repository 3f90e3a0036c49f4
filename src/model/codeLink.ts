/** Lines that a fingerprint has at most; of longer code it has the first ones. */
export const FINGERPRINT_LINES = 40;

/** What code looked like when it was linked: enough to find it again, too little to be it. */
export interface Fingerprint {
  /** Hashes of the lines without white space, in order, at most `FINGERPRINT_LINES`. */
  readonly lines: readonly string[];
  /** The same of up to three lines before and after, nearest first. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Lines of the range, also where `lines` was cut. */
  readonly count: number;
}

/** Code that belongs to a ticket, as it was when it was linked. Lines are 1-based and inclusive. */
export interface CodeLink {
  /** Made once; the same in the note and in the local store. */
  readonly id: string;
  /** From the root of the repository, else of the workspace's folder; with `/`. */
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly fingerprint: Fingerprint;
  /** The commit that the file was at, where there is a repository and the lines are as committed. */
  readonly commit?: string;
  /** The repository by its remote, without credentials: `github.com/acme/shop`. */
  readonly repository?: string;
  /** Web page of these lines at that commit. */
  readonly permalink?: string;
  /** The first lines, for reading. */
  readonly snippet: string;
  /** ISO 8601. */
  readonly at: string;
  readonly by?: string;
}

/** Where linked code is now. */
export type LinkedPlace =
  | {
      readonly state: 'same' | 'moved' | 'changed';
      /** Absolute. */
      readonly file: string;
      readonly shown: string;
      readonly startLine: number;
      readonly endLine: number;
      /** What tells that it is this code: the text itself, the history of git, or what is around it. */
      readonly by: 'text' | 'history' | 'surroundings';
      /** As it stands now. */
      readonly snippet: string;
    }
  /** `gone`: the file or the code is no more. `elsewhere`: its repository is not open here. */
  | { readonly state: 'gone' | 'elsewhere' };

/** A link with the ticket that the code belongs to. */
export interface TicketLink {
  readonly ticketId: string;
  readonly number: string;
  /** Absent: the ticket is not kept on this machine. */
  readonly subject?: string;
  readonly link: CodeLink;
  /** `note`: the desk has it, for everybody. `own`: it was made on this machine, and is here alone as far as is known. */
  readonly origin: 'note' | 'own';
}

/** Which links are asked for: those of a ticket, or to files by their paths as links have them. */
export type LinksWanted = { readonly ticketId: string } | { readonly paths: readonly string[] };
