import type { FailureReason } from '../model/errors.ts';
import { said } from '../model/said.ts';

const MAX_REDIRECTS = 3;
const LOGIN_PAGE = /(?:log-?in|sign-?in|log-?on|sso|saml|oauth|adfs|authorize)/i;

/** Why a redirect is not followed. */
export interface Halt {
  readonly reason: FailureReason;
  readonly words: string;
}

/**
 * Where a request goes on to, or why it does not. It stays within the desk's origin, so that a credential never goes
 * elsewhere; what has a body is not sent again.
 * @param hop how many redirects were followed already
 */
export function redirected(
  from: URL,
  location: string,
  { method, writes }: { readonly method: string; readonly writes: boolean },
  hop: number,
  own: URL,
): URL | Halt {
  if (!URL.canParse(location, from.href)) {
    return { reason: 'notAHelpDesk', words: said`The address redirects to something that is not an address.` };
  }
  const to = new URL(location, from);
  // Only origin and path: a redirect repeats the query, and with it the key.
  const place = to.origin === from.origin ? to.pathname : `${to.origin}${to.pathname}`;
  if (LOGIN_PAGE.test(to.hostname) || LOGIN_PAGE.test(to.pathname)) {
    return { reason: 'notAHelpDesk', words: said`The address redirects to a login page (${place}).` };
  }
  if (to.origin !== own.origin) {
    const reason = sameSite(to.hostname, from.hostname) ? 'wrongServer' : 'notAHelpDesk';
    return { reason, words: said`The address redirects to ${place}.` };
  }
  if (method !== 'GET') return { reason: 'notAHelpDesk', words: said`What was sent is redirected to ${place}.` };
  // A write may be sent on to another spelling of the address, but never to where it may have been done already.
  const again = writes && (hop > 0 || to.href === from.href);
  if (again || hop >= MAX_REDIRECTS) return { reason: 'notAHelpDesk', words: said`The address redirects in a circle.` };
  return to;
}

function sameSite(a: string, b: string): boolean {
  const site = (host: string): string => host.toLowerCase().split('.').slice(-2).join('.');
  return a.toLowerCase() === b.toLowerCase() || (!/^[\d.]+$/.test(a) && site(a) === site(b));
}
