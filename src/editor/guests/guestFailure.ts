import * as v from 'valibot';
import type { ConnectorFailure } from '../../../api/deskside.d.ts';
import { DeskError, type DeskFailure } from '../../model/errors.ts';
import { said } from '../../model/said.ts';

const longestDetail = 300;

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

const told = v.object({
  reason: v.picklist(reasons),
  message: v.optional(v.string(), ''),
  status: v.optional(v.pipe(v.number(), v.integer())),
  notSent: v.optional(v.boolean()),
  retryAfterSeconds: v.optional(v.pipe(v.number(), v.minValue(0))),
});

/** Network errors of making a connection: nothing has left. */
const neverConnected = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** What of a guest is no answer of the shape that it must have. */
export class BadAnswer extends Error {}

/** The failure behind what a guest threw, or why it was not waited for. */
export function failureOfGuest(
  thrown: unknown,
  ended: { readonly cancelled: boolean; readonly late: boolean },
): DeskFailure {
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

/** What `fetch` throws says why on its cause. */
function networkError(thrown: unknown): { readonly code: string; readonly message: string } | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
  if (code && /^(?:E[A-Z]+(?:_AGAIN)?|UND_ERR_\w+|[A-Z_]*CERT[A-Z_]*|UNABLE_TO_\w+)$/.test(code)) {
    return { code, message: thrown.message || code };
  }
  return networkError(thrown.cause);
}

function cut(text: string): string {
  return text.length > longestDetail ? `${text.slice(0, longestDetail)}…` : text;
}
