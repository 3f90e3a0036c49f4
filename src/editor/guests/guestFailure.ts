import * as v from 'valibot';
import type { ConnectorFailure } from '../../../api/deskside.d.ts';
import { DeskError, type DeskFailure } from '../../model/errors.ts';
import { said } from '../../model/said.ts';

const longestDetail = 300;
/** So many causes stand behind an error at most; some go round in circles. */
const deepestCause = 8;

const reasons = [
  'unauthorized',
  'notFound',
  'unreachable',
  'refused',
  'unsupported',
  'serverError',
  'unreadable',
  'notAHelpDesk',
  'wrongServer',
  'quotaSpent',
  'badInput',
  'plainHttp',
  'cancelled',
] as const satisfies readonly ConnectorFailure['reason'][];

/** The longest that a desk is let alone at its connector's word, in seconds: a day. */
const longestPause = 86_400;

/** The reason is what counts: what else is not as it must be is as if it was not said. */
const told = v.object({
  reason: v.picklist(reasons),
  message: v.fallback(v.string(), ''),
  status: v.fallback(v.optional(v.pipe(v.number(), v.integer())), undefined),
  notSent: v.fallback(v.optional(v.boolean()), undefined),
  retryAfterSeconds: v.fallback(
    v.optional(
      v.pipe(
        v.number(),
        v.minValue(0),
        v.transform(seconds => Math.min(seconds, longestPause)),
      ),
    ),
    undefined,
  ),
});

/** Network errors of making a connection: nothing has left. */
const neverConnected = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** What of a guest is no answer of the shape that it must have. */
export class BadAnswer extends Error {}

/** Why a guest was not waited for. */
interface Ended {
  readonly cancelled: boolean;
  readonly late: boolean;
}

/** The failure behind what a guest threw, be it what it will, or why it was not waited for. */
export function failureOfGuest(thrown: unknown, ended: Ended): DeskFailure {
  try {
    return read(thrown, ended);
  } catch {
    return { reason: 'unreadable' };
  }
}

function read(thrown: unknown, ended: Ended): DeskFailure {
  if (ended.cancelled) return { reason: 'cancelled' };
  if (ended.late) return { reason: 'unreachable', detail: said`its connector did not answer in time` };
  if (thrown instanceof DeskError) return thrown.failure;
  if (thrown instanceof BadAnswer) return { reason: 'unreadable', detail: cut(thrown.message) };
  const parsed = v.safeParse(told, typeof thrown === 'object' ? thrown : undefined);
  if (parsed.success) {
    const { reason, message, status, notSent, retryAfterSeconds } = parsed.output;
    return {
      reason,
      ...(message ? { detail: cut(message) } : {}),
      ...(status === undefined ? {} : { status }),
      ...(notSent ? { notSent } : {}),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    };
  }
  const network = networkError(thrown);
  if (network) {
    const notSent = neverConnected.includes(network.code) ? { notSent: true } : {};
    return { reason: 'unreachable', detail: cut(network.message), code: network.code, ...notSent };
  }
  return { reason: 'unreadable', detail: cut(thrown instanceof Error ? thrown.message : String(thrown)) };
}

/** What `fetch` throws says why on its cause. A signal of the guest's own that ran out is named, and has no such code. */
function networkError(thrown: unknown, depth = 0): { readonly code: string; readonly message: string } | undefined {
  if (!(thrown instanceof Error) || depth > deepestCause) return undefined;
  const { name, message } = thrown;
  if (name === 'TimeoutError' || name === 'AbortError') return { code: name, message };
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
  if (code && /^(?:E[A-Z]+(?:_AGAIN)?|UND_ERR_\w+|[A-Z_]*CERT[A-Z_]*|UNABLE_TO_\w+|ERR_SSL_\w+)$/.test(code)) {
    return { code, message: message || code };
  }
  return networkError(thrown.cause, depth + 1);
}

function cut(text: string): string {
  return text.length > longestDetail ? `${text.slice(0, longestDetail)}…` : text;
}
