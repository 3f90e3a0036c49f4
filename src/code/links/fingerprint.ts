import { FINGERPRINT_LINES, type Fingerprint } from '../../model/codeLink.ts';
import { CONTEXT_LINES } from '../../model/linkData.ts';
import type { Lines } from './remotes.ts';

/** What a snippet shows at most. */
const snippetLines = 6;
const snippetCharacters = 400;
/** Blank lines and others that are looked over for what stands around. */
const contextReach = 12;

/** The lines of a text, without their ends; what ends with a line break has no empty line behind it. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines;
}

/** A hash of each line without its white space; 0 of those that have nothing else. */
export function hashesOf(lines: readonly string[]): Uint32Array {
  return Uint32Array.from(lines, hashOf);
}

function hashOf(line: string): number {
  let hash = 0x811c9dc5;
  let blank = true;
  for (let at = 0; at < line.length; at++) {
    const unit = line.charCodeAt(at);
    if (unit === 32 || (unit >= 9 && unit <= 13) || unit === 0xa0 || unit === 0xfeff) continue;
    blank = false;
    hash = Math.imul(hash ^ unit, 0x01000193);
  }
  return blank ? 0 : hash >>> 0 || 1;
}

/** What lines of a text look like. Nothing that they say can be read from it. */
export function fingerprintOf(lines: readonly string[], { startLine, endLine }: Lines): Fingerprint {
  const around = lines.slice(Math.max(0, startLine - 1 - contextReach), endLine + contextReach);
  const first = Math.min(startLine - 1, contextReach);
  const hashes = hashesOf(around);
  const count = endLine - startLine + 1;
  return {
    lines: Array.from(hashes.subarray(first, first + Math.min(count, FINGERPRINT_LINES)), written),
    before: Array.from(hashes.subarray(0, first).toReversed()).filter(Boolean).slice(0, CONTEXT_LINES).map(written),
    after: Array.from(hashes.subarray(first + count))
      .filter(Boolean)
      .slice(0, CONTEXT_LINES)
      .map(written),
    count,
  };
}

/** The first of these lines, as they may be shown and sent. */
export function snippetOf(lines: readonly string[], { startLine, endLine }: Lines): string {
  const first = lines.slice(startLine - 1, Math.min(endLine, startLine - 1 + snippetLines));
  const text = first
    .map(line =>
      line
        .slice(0, snippetCharacters)
        .replace(/[^\P{C}\t]|[\u2028\u2029]/gu, ' ')
        .trimEnd(),
    )
    .join('\n');
  // A half of a character that is two is none.
  return text
    .slice(0, snippetCharacters)
    .replace(/\p{Cs}/gu, '')
    .trimEnd();
}

/** A hash as a fingerprint has it. */
export function written(hash: number): string {
  return hash.toString(16).padStart(8, '0');
}
