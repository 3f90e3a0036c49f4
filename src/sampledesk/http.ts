import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A request, read whole. */
export interface Request {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

/** An answer; an iterable body is sent piece by piece, so that a long list is never held whole. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | Iterable<string>;
}

/** A page for people. It shows what customers wrote, so nothing in it may run or load. */
export function page(status: number, title: string, body: string, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      ...headers,
    },
    body: `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${style}</style></head>\n<body>\n${body}\n</body></html>\n`,
  };
}

/** Plain text. */
export function text(status: number, words: string, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body: `${words}\n` };
}

/** Compares secrets without telling by its duration how much was right. */
export function sameSecret(given: string, expected: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** Text made harmless for HTML and XML. */
export function escapeHtml(value: string): string {
  return value.replace(/[&<>"]/g, found => entities[found] ?? found);
}

/** What XML 1.0 cannot hold is left out. */
export function xmlText(value: string): string {
  return escapeHtml(xmlLawful(value));
}

/** The text without characters that XML 1.0 cannot hold. */
export function xmlLawful(value: string): string {
  return value.replace(unlawful, '');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
const unlawful = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const style =
  'body{font:15px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.4rem}dt{color:#666}dd{margin:0 0 .4rem}article{border-top:1px solid #ccc;padding:.6rem 0}pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:0}small{color:#666}';
const styleHash = createHash('sha256').update(style).digest('base64');
