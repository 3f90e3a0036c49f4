import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { type GitAnswer, runGit } from '../git/runGit.ts';
import type { Tools } from '../workerProtocol.ts';
import { type CandidatePatterns, CandidateSet, type Candidates, candidateReader } from './candidates.ts';
import { textOf } from './files.ts';
import { mostBytes, mostOutput, mostTime } from './limits.ts';
import { ripgrep } from './ripgrep.ts';
import type { Source } from './sources.ts';
import { walk } from './walk.ts';

/** What a folder holds. */
export interface Scanned {
  readonly files: Map<string, Candidates>;
  /** There is more than was found. */
  readonly partial: boolean;
}

/** A file with so many matches may be too large to be looked into. */
const suspect = 2_000;

type Sets = Map<string, CandidateSet>;

/** What of the patterns is searched for, and what is made of what a search finds in a file. */
interface Search {
  readonly pattern: string;
  /** Each match is wanted, not only the names of the files. */
  readonly matches: boolean;
}

/**
 * Searches a folder for candidates: with git, which knows what is ignored and is the fastest; without a repository with
 * ripgrep, else file by file.
 * @param others folders in it that are searched for themselves
 * @param begun what `beginScan` began
 */
export async function scan(
  source: Source,
  patterns: CandidatePatterns,
  tools: Tools,
  others: readonly string[],
  signal?: AbortSignal,
  begun: readonly Promise<Output | undefined>[] = [],
): Promise<Scanned> {
  const sets: Sets = new Map();
  let partial = false;
  for (const [at, search] of searchesOf(patterns).entries()) {
    let found =
      (source.git && (await (begun[at] ?? byGit(source.folder, search, signal)))) ||
      (await byRipgrep(source, search, tools, others, signal));
    if (!found) return await byReading(source, patterns, others, signal);
    const large = new Set<string>();
    gather(source.folder, found.out, search, sets, large);
    // What is too large to be looked into took the room of the rest.
    for (let round = 0, known = 0; found.cut && known < large.size && round < 4; round++) {
      known = large.size;
      found = (await byGit(source.folder, search, signal, large)) ?? { out: '', partial: true };
      gather(source.folder, found.out, search, sets, large);
    }
    partial ||= found.partial;
  }
  return { files: candidatesOf(sets), partial };
}

/** Begins what `scan` does with git, before it is known whether the folder is a repository's. */
export function beginScan(
  folder: string,
  patterns: CandidatePatterns,
  signal?: AbortSignal,
): readonly Promise<Output | undefined>[] {
  return searchesOf(patterns).map(search => {
    const found = byGit(folder, search, signal);
    // Nobody may wait for it.
    found.catch(() => undefined);
    return found;
  });
}

function searchesOf({ numbered, others }: CandidatePatterns): readonly Search[] {
  return [
    ...(numbered === undefined ? [] : [{ pattern: numbered, matches: true }]),
    ...(others === undefined ? [] : [{ pattern: others, matches: false }]),
  ];
}

/** What a search wrote. */
export interface Output {
  readonly out: string;
  readonly partial: boolean;
  /** It wrote more than is taken of git. */
  readonly cut?: boolean;
}

/** What a person's or a repository's settings would change in the answer. */
const settings = [
  ['grep.fullName', 'false'],
  ['grep.column', 'false'],
  ['grep.lineNumber', 'false'],
  ['submodule.recurse', 'false'],
] as const;

async function byGit(
  folder: string,
  { pattern, matches }: Search,
  signal: AbortSignal | undefined,
  without: ReadonlySet<string> = new Set(),
): Promise<Output | undefined> {
  // Leaving out needs signs that mean more than they say.
  const paths = ['.', ...[...without].map(path => `:(exclude,literal)${path}`)];
  const grep = (kind: '-P' | '-E'): Promise<GitAnswer> =>
    runGit(
      folder,
      [
        'grep',
        '--untracked',
        '-I',
        '-z',
        '-i',
        '--no-color',
        matches ? '-o' : '-l',
        kind,
        '-e',
        pattern,
        '--',
        ...paths,
      ],
      { signal, limit: mostOutput, milliseconds: mostTime, settings, absolutePaths: without.size > 0 },
    );
  let answer = await grep('-P');
  // Git may have been built without these expressions, which are the faster ones.
  if (answer.ended === 'failed' && answer.code !== 1) answer = await grep('-E');
  if (answer.ended === 'noGit' || (answer.ended === 'failed' && answer.code !== 1)) return undefined;
  return { out: answer.out, partial: answer.ended === 'cut' || answer.ended === 'late', cut: answer.ended === 'cut' };
}

async function byRipgrep(
  { folder }: Source,
  { pattern, matches }: Search,
  tools: Tools,
  others: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Output | undefined> {
  if (tools.ripgrep === undefined) return undefined;
  const kind = matches
    ? ['--only-matching', '--no-line-number', '--no-heading', '--with-filename']
    : ['--files-with-matches'];
  const args = ['-i', ...kind, '-e', pattern, '--', '.'];
  const { out, ended } = await ripgrep(tools.ripgrep, folder, args, others, signal);
  return ended === 'failed' ? undefined : { out, partial: ended === 'cut' };
}

/**
 * `path NUL match LF` for each match, else `path NUL`.
 * @param large takes in the files, as they are written, that are too large to be looked into
 */
function gather(folder: string, out: string, { matches }: Search, sets: Sets, large: Set<string>): void {
  let last = '';
  let set: CandidateSet | undefined;
  let count = 0;
  for (let at = 0; at < out.length; ) {
    const behindPath = out.indexOf('\0', at);
    if (behindPath < 0) return;
    const path = out.slice(at, behindPath);
    if (path !== last || !set) {
      const file = join(folder, path);
      set = sets.get(file) ?? new CandidateSet();
      sets.set(file, set);
      last = path;
      count = 0;
    }
    at = behindPath + 1;
    if (!matches) {
      set.addOther();
      continue;
    }
    const end = out.indexOf('\n', at);
    if (end < 0) return;
    if (++count === suspect && isLarge(join(folder, path))) {
      sets.delete(join(folder, path));
      large.add(flat(path));
      at = behind(out, `${path}\0`, end + 1);
      set = undefined;
      continue;
    }
    set.add(out.slice(at, end));
    at = end + 1;
  }
}

/** Behind all the matches of a file. */
function behind(out: string, path: string, from: number): number {
  for (let at = from; ; ) {
    const end = out.startsWith(path, at) ? out.indexOf('\n', at) : -1;
    if (end < 0) return out.startsWith(path, at) ? out.length : at;
    at = end + 1;
  }
}

function isLarge(file: string): boolean {
  return (lstatSync(file, { throwIfNoEntry: false })?.size ?? 0) > mostBytes;
}

async function byReading(
  { folder }: Source,
  patterns: CandidatePatterns,
  others: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Scanned> {
  const read = candidateReader(patterns);
  const names: string[] = [];
  const inOthers = new Set(others);
  const all = await walk(
    folder,
    file => names.push(file),
    signal,
    path => inOthers.has(path),
  );
  const files = new Map<string, Candidates>();
  for (const name of names) {
    const text = await textOf(name, signal);
    const found = text === undefined ? undefined : read(text);
    if (found) files.set(name, found);
  }
  return { files, partial: !all };
}

function candidatesOf(sets: Sets): Map<string, Candidates> {
  const files = new Map<string, Candidates>();
  for (const [file, set] of sets) {
    const candidates = set.get();
    if (candidates) files.set(flat(file), candidates);
  }
  return files;
}

/** A text of its own: a part of another one keeps all of that in memory. */
function flat(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
