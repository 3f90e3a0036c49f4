import { randomBytes } from 'node:crypto';
import { type Request, sameSecret } from '../http.ts';

const cookieName = 'sampledesk_control';

/**
 * Who may change the desk: callers that know the token that was printed at the start, and pages of the desk itself in a
 * browser that was let in with it. Pages elsewhere are kept out by their origin, whatever they know.
 */
export class Guard {
  /** Printed once, at the start. */
  readonly token = randomBytes(24).toString('base64url');
  /** What the browser keeps: of no use without this desk's own origin. */
  readonly #session = randomBytes(24).toString('base64url');

  /** Why a change is refused; `undefined`: it may be made. */
  refusal(request: Request, token: string | undefined): string | undefined {
    const { origin, host } = request.headers;
    const from = request.headers['sec-fetch-site'];
    if (origin !== undefined && origin.toLowerCase() !== `http://${host}`.toLowerCase()) {
      return 'Changes are not taken from pages elsewhere.';
    }
    if (from !== undefined && from !== 'same-origin' && from !== 'none')
      return 'Changes are not taken from pages elsewhere.';
    const given = request.headers['x-control-token'] ?? token;
    if (typeof given === 'string' && given) {
      return sameSecret(given, this.token)
        ? undefined
        : 'The token is not the one that this desk printed at its start.';
    }
    return origin !== undefined && this.knows(request) ? undefined : 'The token is missing.';
  }

  /** The browser was let in before. */
  knows(request: Request): boolean {
    const found = (request.headers.cookie ?? '').split(/;\s*/).find(each => each.startsWith(`${cookieName}=`));
    return found !== undefined && sameSecret(found.slice(cookieName.length + 1), this.#session);
  }

  /** The header that lets a browser in. */
  get cookie(): string {
    return `${cookieName}=${this.#session}; HttpOnly; SameSite=Strict; Path=/control`;
  }
}
