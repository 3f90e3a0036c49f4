import { secretMask, withoutSecretShapes } from '../model/secretShapes.ts';

const DETAIL_LIMIT = 300;
/** Of a whole page that a server sends, more cannot end up in a detail. */
const LOOKED_AT = 20_000;

/** Below this length a value is no secret, and masking it would destroy the text around it. */
const SHORTEST_SECRET = 3;

/**
 * `text` without secrets: each of `secrets` in plain, percent-encoded, form-encoded and base64 form, and whatever has
 * the shape of one (`key=…`, `pass=…`, an `Authorization` value, user and password in an address).
 */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SECRET) continue;
    const { encoded, base64 } = formsOf(secret);
    clean = clean.replace(encoded, secretMask);
    for (const form of base64) clean = clean.replaceAll(form, secretMask);
  }
  return withoutSecretShapes(clean);
}

/** `text` on one line, redacted and cut to what an error's detail may hold. */
export function detail(text: string, secrets: readonly string[]): string {
  const line = redact(text.replace(/\s+/g, ' ').slice(0, LOOKED_AT), secrets).trim();
  return line.length > DETAIL_LIMIT ? `${line.slice(0, DETAIL_LIMIT - 1)}…` : line;
}

/** Names of variables whose values are secret wherever they stand. */
const SECRET_NAME = /key|pass|pwd|token|secret|auth|session|signature/i;
/** Names of variables whose values are words of Deskside's own. */
const OWN_WORDS = /^(?:action|order|order_direction)$/i;
/** Ids, dates, and what is on or off; a word may be one that somebody wrote, such as a name. */
const HARMLESS_VALUE = /^(?:[\d.,:*/TZ-]{0,40}|true|false|[yn]|\[null\])$/i;
/** Names of variables whose numbers are somebody's. */
const OWN_NUMBER = /phone|fax|mobile|cell|zip|post/i;

/**
 * An address for the log: all names of its query, but only values of a harmless shape. What people wrote is `…`, a
 * secret is `***`.
 */
export function loggedAddress(url: URL, secrets: readonly string[]): string {
  const query = [...url.searchParams].map(([name, value]) => {
    const harmless = OWN_WORDS.test(name) || (HARMLESS_VALUE.test(value) && !OWN_NUMBER.test(name));
    return `${name}=${SECRET_NAME.test(name) ? secretMask : harmless ? value : '…'}`;
  });
  return redact(`${url.origin}${url.pathname}${query.length > 0 ? `?${query.join('&')}` : ''}`, secrets);
}

/** How a secret may be written. */
interface Forms {
  readonly encoded: RegExp;
  readonly base64: readonly string[];
}

/** Of the last secrets: each request has its line in the log. */
const formsKnown = new Map<string, Forms>();
const mostKnown = 16;

function formsOf(secret: string): Forms {
  const known = formsKnown.get(secret);
  if (known) return known;
  const forms = { encoded: encodedForms(secret), base64: base64Forms(secret) };
  if (formsKnown.size >= mostKnown) formsKnown.clear();
  formsKnown.set(secret, forms);
  return forms;
}

/** The secret with any of its characters percent-encoded once or twice, and blanks as `+`. */
function encodedForms(secret: string): RegExp {
  const characters = Array.from(secret, character => {
    const bytes = [...Buffer.from(character)].map(byte => `%(?:25)?${byte.toString(16).padStart(2, '0')}`).join('');
    const literal = character.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return `(?:${literal}|${bytes}${character === ' ' ? '|\\+' : ''})`;
  });
  return new RegExp(characters.join(''), 'gi');
}

/** Inside a longer text the base64 form depends on how many bytes come before; the ends mix with their neighbours. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const forms = new Set<string>();
  for (const before of [0, 1, 2]) {
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const inner = whole.slice(before === 0 ? 0 : before + 1, (before + bytes.length) % 3 === 0 ? undefined : -1);
    if (inner.length >= 4) forms.add(inner).add(inner.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return [...forms].sort((a, b) => b.length - a.length);
}
