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
      'content-security-policy': contentPolicy("'none'"),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      ...headers,
    },
    body: `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${style}</style></head>\n<body>\n${body}\n</body></html>\n`,
  };
}

/** What a page may do: nothing but show, and send its forms to `forms`. */
export function contentPolicy(forms: "'none'" | "'self'"): string {
  return `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action ${forms}; frame-ancestors 'none'`;
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
  ':root{color-scheme:light dark;--line:light-dark(#d0d4da,#3b4048);--dim:light-dark(#5b6470,#9aa4b2);--back:light-dark(#f5f6f8,#1e2126);--page:light-dark(#fff,#15171a);--strong:light-dark(#0b5cad,#7ab7ff);--bad:light-dark(#b3261e,#ff8a80)}body{font:15px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;background:var(--page)}body:has(.control){max-width:76rem}h1{font-size:1.4rem}h2{font-size:1.05rem;margin:2rem 0 .5rem}a{color:var(--strong)}dt,small,.dim{color:var(--dim)}dd{margin:0 0 .4rem}article{border-top:1px solid var(--line);padding:.6rem 0}pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:0}table{border-collapse:collapse;width:100%;font-size:.9rem}th{text-align:left;font-weight:600;color:var(--dim)}th,td{padding:.2rem .8rem .2rem 0;border-bottom:1px solid var(--line);vertical-align:top}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td.w{overflow-wrap:anywhere}td.t{white-space:nowrap}.bad{color:var(--bad)}.side{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:0 2.5rem}fieldset{border:1px solid var(--line);background:var(--back);border-radius:.4rem;padding:.8rem 1rem;margin:0 0 1rem}legend{font-weight:600;padding:0 .3rem}.fields{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:.6rem 1.4rem}label{display:flex;justify-content:space-between;gap:.8rem;align-items:center}label input:not([type=checkbox]),label select{width:8.5rem}input,select,button{font:inherit;padding:.15rem .4rem;box-sizing:border-box}button{padding:.3rem .9rem;margin:.8rem .5rem 0 0;cursor:pointer}.row{display:flex;gap:.5rem;flex-wrap:wrap;align-items:end}';
const styleHash = createHash('sha256').update(style).digest('base64');
