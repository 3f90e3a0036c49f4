import { type CodeLink, FINGERPRINT_LINES, type Fingerprint } from './codeLink.ts';

/** Lines before and after that a fingerprint has. */
export const CONTEXT_LINES = 3;
/** Number of the highest line that a link may name. */
const mostLines = 10_000_000;
const mostCharacters = { path: 1_000, repository: 300, permalink: 2_000, snippet: 1_000, by: 200 } as const;

/** Nothing that is invisible, or turns the order of what is read round. */
const invisible = /[\p{Cc}\p{Cs}\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;
const hash = /^[\da-f]{8}$/;
const encoder = new TextEncoder();

/**
 * Whether a path from outside may be looked up below a folder: segments with `/` between them, none of which leads up,
 * to a root, or into git's own folder.
 */
export function isInnerPath(path: string): boolean {
  if (path === '' || path.length > mostCharacters.path || invisible.test(path)) return false;
  if (path.includes('\\') || /^[a-z]:/i.test(path)) return false;
  return path.split('/').every(part => !/^(?:[. ]*|\.git[. ]*|git~\d+)$/i.test(part));
}

/** Whether everything in a link is of the kind and within the limits that a note can have. */
export function isSoundLink(link: CodeLink): boolean {
  const { id, path, startLine, endLine, fingerprint, commit, repository, permalink, snippet, at, by } = link;
  const isLine = (line: number) => Number.isInteger(line) && line >= 1 && line <= mostLines;
  return (
    /^[\da-z-]{1,64}$/i.test(id) &&
    isInnerPath(path) &&
    isLine(startLine) &&
    isLine(endLine) &&
    endLine >= startLine &&
    isSoundFingerprint(fingerprint, endLine - startLine + 1) &&
    (commit === undefined || isHash(commit)) &&
    (repository === undefined || (isShort(repository, 'repository') && !/[@?#]/.test(repository))) &&
    (permalink === undefined || isWebPage(permalink)) &&
    snippet.length <= mostCharacters.snippet &&
    !invisible.test(snippet.replace(/[\n\t]/g, '')) &&
    isMoment(at) &&
    (by === undefined || isShort(by, 'by'))
  );
}

function isSoundFingerprint({ lines, before, after, count }: Fingerprint, expected: number): boolean {
  return (
    count === expected &&
    lines.length === Math.min(count, FINGERPRINT_LINES) &&
    before.length <= CONTEXT_LINES &&
    after.length <= CONTEXT_LINES &&
    [...lines, ...before, ...after].every(line => hash.test(line))
  );
}

/** Whether this is the hash of a commit, written out. */
export function isHash(text: string): boolean {
  return /^(?:[\da-f]{40}|[\da-f]{64})$/.test(text);
}

function isShort(text: string, what: keyof typeof mostCharacters): boolean {
  return text.length > 0 && text.length <= mostCharacters[what] && !invisible.test(text);
}

function isWebPage(address: string): boolean {
  if (!isShort(address, 'permalink') || /\s/.test(address) || !URL.canParse(address)) return false;
  const { protocol, username, password } = new URL(address);
  return (protocol === 'https:' || protocol === 'http:') && !username && !password;
}

function isMoment(text: string): boolean {
  const time = Date.parse(text);
  return time >= 0 && new Date(time).toISOString() === text;
}

/** All of a sound link as bytes. */
export function linkBytes(link: CodeLink): Uint8Array {
  const { lines, before, after } = link.fingerprint;
  const bytes: number[] = [];
  const text = (value: string) => {
    const encoded = encoder.encode(value);
    putNumber(bytes, encoded.length);
    bytes.push(...encoded);
  };
  const hex = (value: string) => {
    for (let at = 0; at < value.length; at += 2) bytes.push(Number.parseInt(value.slice(at, at + 2), 16));
  };
  const hashes = (values: readonly string[]) => {
    putNumber(bytes, values.length);
    for (const value of values) hex(value);
  };
  text(link.id);
  text(link.path);
  putNumber(bytes, link.startLine);
  putNumber(bytes, link.endLine - link.startLine);
  putNumber(bytes, Date.parse(link.at));
  hashes(lines);
  hashes(before);
  hashes(after);
  putNumber(bytes, (link.commit?.length ?? 0) / 2);
  hex(link.commit ?? '');
  text(link.repository ?? '');
  text(link.permalink === undefined ? '' : shortened(link.permalink, link));
  text(link.snippet);
  text(link.by ?? '');
  return Uint8Array.from(bytes);
}

/** The link that these bytes are; undefined when they are none, or one that must not be trusted. */
export function linkOfBytes(bytes: Uint8Array): CodeLink | undefined {
  try {
    const link = readLink(new Reader(bytes));
    return isSoundLink(link) ? link : undefined;
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function readLink(reader: Reader): CodeLink {
  const id = reader.text();
  const path = reader.text();
  const startLine = reader.number();
  const further = reader.number();
  const time = reader.number();
  const [lines, before, after] = [reader.hashes(FINGERPRINT_LINES), reader.hashes(9), reader.hashes(9)];
  const commit = reader.hex(reader.number());
  const repository = reader.text();
  const permalink = lengthened(reader.text(), { path, commit, repository });
  const snippet = reader.text();
  const by = reader.text();
  return {
    id,
    path,
    startLine,
    endLine: startLine + further,
    fingerprint: { lines, before, after, count: further + 1 },
    ...(commit ? { commit } : {}),
    ...(repository ? { repository } : {}),
    ...(permalink ? { permalink } : {}),
    snippet,
    at: new Date(time).toISOString(),
    ...(by ? { by } : {}),
  };
}

type Named = { readonly path: string; readonly commit?: string; readonly repository?: string };

/** What a permalink repeats of its link, each with the control character that stands for it. */
function repeated({ path, commit, repository }: Named): (readonly [mark: string, text: string])[] {
  const marks: [string, string | undefined][] = [
    ['\u0001', commit],
    ['\u0002', repository],
    ['\u0003', path.split('/').map(encodeURIComponent).join('/')],
  ];
  return marks.flatMap(([mark, text]) => (text ? [[mark, text] as const] : []));
}

function shortened(permalink: string, link: Named): string {
  return repeated(link).reduce((short, [mark, text]) => short.replace(text, mark), permalink);
}

/** A mark comes a few times at most: what is hostile does not grow. */
function lengthened(short: string, link: Named): string {
  return repeated(link).reduce((long, [mark, text]) => {
    const parts = long.split(mark);
    if (parts.length > 4) throw new RangeError('Too many marks');
    return parts.join(text);
  }, short);
}

function putNumber(bytes: number[], value: number): void {
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
}

/** Reads what was put; throws `RangeError` or `TypeError` where that is not there. */
class Reader {
  readonly #bytes: Uint8Array;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  number(): number {
    let value = 0;
    for (let factor = 1; factor < 2 ** 49; factor *= 128) {
      const byte = this.#take(1)[0] ?? 0;
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
    throw new RangeError('Too large');
  }

  text(): string {
    return this.#decoder.decode(this.#take(this.number()));
  }

  hex(length: number): string {
    return Array.from(this.#take(length), byte => byte.toString(16).padStart(2, '0')).join('');
  }

  hashes(most: number): string[] {
    const count = this.number();
    if (count > most) throw new RangeError('Too many');
    return Array.from({ length: count }, () => this.hex(4));
  }

  #take(length: number): Uint8Array {
    if (length > this.#bytes.length - this.#at) throw new RangeError('Too short');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}
