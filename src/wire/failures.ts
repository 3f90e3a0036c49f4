import type { DeskFailure, FailureReason } from '../model/errors.ts';

const NETWORK_WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no network',
  ENETDOWN: 'there is no network',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  UND_ERR_HEADERS_TIMEOUT: 'the host did not answer in time',
  UND_ERR_BODY_TIMEOUT: 'the answer stopped half-way',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer was cut short',
  UND_ERR_PRX_TLS: 'the proxy could not be reached securely',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the host does not speak https on this port',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'the host does not speak https on this port',
  EPROTO: 'no secure connection could be agreed on',
  CERT_HAS_EXPIRED: 'certificate problem: it has expired',
  CERT_NOT_YET_VALID: 'certificate problem: it is not valid yet',
  CERT_REVOKED: 'certificate problem: it was revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate problem: it is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate problem: its authority is not trusted on this machine',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate problem: its authority is not trusted on this machine',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate problem: its authority is not trusted on this machine',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate problem: its authority is not trusted on this machine',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate problem: it was made for another host name',
};

/** Codes of a connection that broke before anything was answered. */
const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** The code of a network error, also where it stands on its cause. */
function networkCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
  return (code && code in NETWORK_WORDS ? code : networkCode(thrown.cause)) ?? code;
}

/** Whether a kept-alive connection may just have been closed by the other side: asking once more makes sense. */
export function isBrokenConnection(thrown: unknown): boolean {
  return BROKEN.has(networkCode(thrown) ?? '');
}

/** Errors of making a connection: no byte of the request has left. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Whether a request certainly never left, so that it can be sent again without a second thought. */
export function neverSent(thrown: unknown): boolean {
  return NEVER_CONNECTED.has(networkCode(thrown) ?? '');
}

/** What a network error means, in words with its code; not yet redacted. */
export function networkWords(thrown: unknown): string {
  const code = networkCode(thrown);
  const words = code === undefined ? undefined : NETWORK_WORDS[code];
  if (words) return `${words} (${code})`;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return code ? `${message} (${code})` : message;
}

/** The reason that an HTTP status stands for where a system gives it no other meaning; absent for success. */
export function reasonOfStatus(status: number): FailureReason | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 404 || status === 410) return 'notFound';
  if (status === 405 || status === 501) return 'unsupported';
  if (status === 429) return 'quotaSpent';
  if (status >= 500) return 'serverError';
  if (status >= 400) return 'refused';
  return 'notAHelpDesk';
}

/** Seconds in a `Retry-After` header, which holds seconds or a date. */
export function retryAfter(value: string | undefined, now: number): Pick<DeskFailure, 'retryAfterSeconds'> {
  if (!value) return {};
  const seconds = /^\d+$/.test(value.trim()) ? Number(value) : Math.ceil((Date.parse(value) - now) / 1000);
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfterSeconds: seconds } : {};
}
