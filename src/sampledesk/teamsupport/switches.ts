/** An answer that comes in place of the right one, `count` times. */
export interface Failure {
  /** 202 carries a write out and says nothing; others leave it undone. 403 is the page of a spent quota. */
  readonly status: number;
  readonly count: number;
  /** Seconds in a `Retry-After` header. */
  readonly retryAfter?: number | undefined;
}

/** How TeamSupport's side behaves where accounts differ or the sources are silent; read anew for each request. */
export interface TeamSupportSwitches {
  /** Requests allowed in 24 hours; any number when absent. */
  quota: number | undefined;
  /** A JSON page without entities: the members of paging in place of the list (reference 1.15), or an empty list beside them. */
  emptyPage: 'object' | 'list';
  /** Entities in a page at most, whatever `pageSize` says; no limit when absent. */
  pageSizeLimit: number | undefined;
  /** Whether the account writes 3/4/2026 for the fourth of March or the third of April. */
  dateOrder: 'mdy' | 'dmy';
  /** IANA zone of the account's dates; filters stay in UTC. */
  timeZone: string;
  /** How often HTML is escaped inside its value (reference 1.12). */
  htmlEscapes: 0 | 1 | 2;
  /** HTML in XML answers stands in CDATA, with one escape less. */
  cdata: boolean;
  /** The next answers; counted down as they are given. */
  failNext: Failure | undefined;
}

/** As the reference has it. */
export const usualSwitches: TeamSupportSwitches = {
  quota: undefined,
  emptyPage: 'object',
  pageSizeLimit: undefined,
  dateOrder: 'mdy',
  timeZone: 'UTC',
  htmlEscapes: 1,
  cdata: false,
  failNext: undefined,
};
