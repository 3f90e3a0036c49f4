/**
 * Why a desk could not do what was asked. Floors 1 to 4 speak in these reasons; only the editor turns them into sentences.
 *
 * - `unauthorized`: the key or token was refused.
 * - `wrongServer`: the address is another server of the same vendor (TeamSupport answers 401 there too).
 * - `quotaSpent`: the daily request quota is used up (TeamSupport's 403 page).
 * - `notFound`: the desk answered, but has no such record.
 * - `unreachable`: no answer: no network, DNS, TLS, refused, reset or timed out.
 * - `notAHelpDesk`: something answered that is not this system's API (a login page, another web site).
 * - `unreadable`: the answer is of the right kind but cannot be read.
 * - `refused`: the desk understood and said no; `detail` carries its words.
 * - `unsupported`: the system has no such action.
 * - `plainHttp`: the address is unencrypted http to a host other than this machine.
 * - `serverError`: the desk failed (status 5xx).
 * - `badInput`: what was asked is malformed; nothing was sent.
 * - `signedOut`: the desk's token is not on this machine.
 * - `noConnector`: the extension that connects this desk's system is not there; `detail` is its id.
 * - `cancelled`: the caller gave up.
 * - `localCopy`: what is kept of the desk on this machine could not be read or written; the desk has no part in it.
 * - `stopped`: the part of Deskside that asks desks ended unexpectedly meanwhile.
 */
export type FailureReason =
  | 'unauthorized'
  | 'wrongServer'
  | 'quotaSpent'
  | 'notFound'
  | 'unreachable'
  | 'notAHelpDesk'
  | 'unreadable'
  | 'refused'
  | 'unsupported'
  | 'plainHttp'
  | 'serverError'
  | 'badInput'
  | 'signedOut'
  | 'noConnector'
  | 'cancelled'
  | 'localCopy'
  | 'stopped';

/** A failure as plain data: it goes to the ticket panel's page and into the log as it is, and never holds a secret. */
export interface DeskFailure {
  readonly reason: FailureReason;
  /** Technical detail for the log and for "what it said": already redacted, at most a few hundred characters. */
  readonly detail?: string;
  /** Of the network's error, such as `ECONNREFUSED`: for the log alone. */
  readonly code?: string;
  /** HTTP status, when there was one. */
  readonly status?: number;
  /** Host and port that were asked, never the whole address. */
  readonly host?: string;
  /** The connection was never made, so nothing of the request left. */
  readonly notSent?: boolean;
  /** It was a write, and the desk may have taken it all the same. */
  readonly uncertain?: boolean;
  /** It was a write: it is kept in the outbox and goes on by itself, or when the user says so. */
  readonly kept?: boolean;
  /** Seconds after which asking again makes sense, when the desk said so. */
  readonly retryAfterSeconds?: number;
}

/** What connectors and the wire throw. */
export class DeskError extends Error {
  readonly failure: DeskFailure;

  constructor(failure: DeskFailure, cause?: unknown) {
    super(
      `${failure.reason}${failure.detail ? `: ${failure.detail}` : ''}`,
      cause === undefined ? undefined : { cause },
    );
    this.name = 'DeskError';
    this.failure = failure;
  }
}

/** A value, or the failure that stands in its place. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: DeskFailure };

/** The failure behind anything thrown; what is not a `DeskError` is reported as unreadable with its message. */
export function failureOf(thrown: unknown): DeskFailure {
  if (thrown instanceof DeskError) return thrown.failure;
  if (thrown instanceof Error && thrown.name === 'AbortError') return { reason: 'cancelled' };
  return { reason: 'unreadable', detail: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** Runs `work` and turns what it throws into a failure. */
export async function asResult<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, failure: failureOf(thrown) };
  }
}
