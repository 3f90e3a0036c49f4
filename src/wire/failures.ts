import type { DeskFailure, FailureReason } from '../model/errors.ts';
import { said } from '../model/said.ts';
import { ProxyError } from './proxy.ts';

const CERTIFICATE = said`certificate problem`;

const NETWORK_WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: said`the host name is not known`,
  EAI_AGAIN: said`the host name could not be looked up`,
  ECONNREFUSED: said`the connection was refused`,
  ECONNRESET: said`the connection was cut`,
  EPIPE: said`the connection was cut`,
  UND_ERR_SOCKET: said`the connection was closed before an answer came`,
  EHOSTUNREACH: said`there is no way to the host`,
  ENETUNREACH: said`there is no network`,
  ENETDOWN: said`there is no network`,
  ETIMEDOUT: said`the connection timed out`,
  UND_ERR_CONNECT_TIMEOUT: said`the connection timed out`,
  UND_ERR_HEADERS_TIMEOUT: said`the host did not answer in time`,
  UND_ERR_BODY_TIMEOUT: said`the answer stopped half-way`,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: said`the answer was cut short`,
  UND_ERR_PRX_TLS: said`the proxy could not be reached securely`,
  ERR_SSL_WRONG_VERSION_NUMBER: said`the host does not speak https on this port`,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: said`the host does not speak https on this port`,
  EPROTO: said`no secure connection could be agreed on`,
  CERT_HAS_EXPIRED: said`${CERTIFICATE}: it has expired`,
  CERT_NOT_YET_VALID: said`${CERTIFICATE}: it is not valid yet`,
  CERT_REVOKED: said`${CERTIFICATE}: it was revoked`,
  DEPTH_ZERO_SELF_SIGNED_CERT: said`${CERTIFICATE}: it is self-signed`,
  SELF_SIGNED_CERT_IN_CHAIN: said`${CERTIFICATE}: its authority is not trusted on this machine`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: said`${CERTIFICATE}: its authority is not trusted on this machine`,
  UNABLE_TO_GET_ISSUER_CERT: said`${CERTIFICATE}: its authority is not trusted on this machine`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: said`${CERTIFICATE}: its authority is not trusted on this machine`,
  ERR_TLS_CERT_ALTNAME_INVALID: said`${CERTIFICATE}: it was made for another host name`,
};

/** The code of a network error, also where it stands on its cause: for the log, since users have `networkWords`. */
export function networkCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
  return (code && code in NETWORK_WORDS ? code : networkCode(thrown.cause)) ?? code;
}

/** Errors of making a connection: no byte of the request has left. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What may be gone a moment later. A name that is not known and a certificate that is not trusted will not be. */
const TRANSIENT = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'ETIMEDOUT',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);

/** Statuses by which a server, or something before it, says that it cannot answer just now. */
const TRANSIENT_STATUS = new Set([429, 502, 503, 504]);

/** Whether an answer's status says that asking again soon may help. */
export function isTransientStatus(status: number): boolean {
  return TRANSIENT_STATUS.has(status);
}

/** Whether asking again soon may help. */
export function isTransient(thrown: unknown): boolean {
  if (thrown instanceof ProxyError && thrown.status !== undefined) return isTransientStatus(thrown.status);
  return TRANSIENT.has(networkCode(thrown) ?? '');
}

/** Whether a request certainly never left, so that it can be sent again without a second thought. */
export function neverSent(thrown: unknown): boolean {
  const code = networkCode(thrown) ?? '';
  // A certificate is looked at before anything is sent; a proxy that makes no tunnel has got nothing to pass on.
  return (
    thrown instanceof ProxyError || NEVER_CONNECTED.has(code) || (NETWORK_WORDS[code] ?? '').startsWith(CERTIFICATE)
  );
}

/** What a network error means, in words; not yet redacted. */
export function networkWords(thrown: unknown): string {
  if (thrown instanceof ProxyError) {
    return thrown.cause === undefined ? thrown.message : `${thrown.message}: ${networkWords(thrown.cause)}`;
  }
  const code = networkCode(thrown);
  const words = code === undefined ? undefined : NETWORK_WORDS[code];
  if (words) return words;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  // "connect EADDRNOTAVAIL 127.0.0.1:443 - Local (0.0.0.0:0)" tells nobody more.
  return code && (!message || message.includes(code)) ? said`the connection failed` : message;
}

/** The words with the code behind them, for a report on the network; not yet redacted. */
export function networkReport(thrown: unknown): string {
  const code = networkCode(thrown);
  return code ? `${networkWords(thrown)} (${code})` : networkWords(thrown);
}

/** The reason that an HTTP status stands for where a system gives it no other meaning; absent for success. */
export function reasonOfStatus(status: number): FailureReason | undefined {
  if (status >= 200 && status < 300) return undefined;
  // The last two are in no standard: IIS and some gateways answer so to a sign-in that is over or not known.
  if (status === 401 || status === 403 || status === 440 || status === 498) return 'unauthorized';
  if (status === 404 || status === 410) return 'notFound';
  if (status === 405 || status === 501) return 'unsupported';
  if (status === 429) return 'quotaSpent';
  if (status >= 500) return 'serverError';
  if (status >= 400) return 'refused';
  return 'notAHelpDesk';
}

/** What to say of an answer that fails and says nothing: not every server, and none over HTTP/2, has words beside a status. */
export function wordlessAnswer({
  status,
  statusText,
}: {
  readonly status: number;
  readonly statusText: string;
}): string {
  return statusText || said`status ${status}`;
}

/** Seconds that a server can ask to be left alone: no quota is longer than a day, and no word of it locks a desk for ever. */
const LONGEST_RETRY_AFTER = 86_400;

/** Seconds in a `Retry-After` header, which holds seconds or a date; a day at most. */
export function retryAfter(value: string | undefined, now: number): Pick<DeskFailure, 'retryAfterSeconds'> {
  if (!value) return {};
  const seconds = /^\d+$/.test(value.trim()) ? Number(value) : Math.ceil((Date.parse(value) - now) / 1000);
  return seconds >= 0 ? { retryAfterSeconds: Math.min(seconds, LONGEST_RETRY_AFTER) } : {};
}
