import { posix } from 'node:path';
import { type GitSettings, runGit } from './runGit.ts';
import { withoutFilters } from './workTree.ts';

/** Files that are compared; others are looked at by name alone. */
const compared = 24;
/** Of the lines of both files those that must be the same, as git counts renames. */
const alike = 0.5;

/** What became of a file of HEAD that is no more on the disk: the new file most like it, which git was not told of. */
export async function unstagedTo(root: string, path: string, signal?: AbortSignal): Promise<string | undefined> {
  const fresh = await listed(root, ['--others', '--exclude-standard'], signal);
  return await mostAlike(root, nearNames(path, fresh), file => [path, file], signal);
}

/** What a file that git was not told of was called in HEAD. */
export async function unstagedFrom(root: string, path: string, signal?: AbortSignal): Promise<string | undefined> {
  const tracked = await runGit(root, ['ls-files', '--error-unmatch', '-z', '--', path], { signal });
  if (tracked.ended === 'ok') return undefined;
  const lost = await listed(root, ['--deleted'], signal);
  return await mostAlike(root, nearNames(path, lost), file => [file, path], signal);
}

async function listed(root: string, which: readonly string[], signal?: AbortSignal): Promise<readonly string[]> {
  const { out } = await runGit(root, ['ls-files', '-z', ...which], { signal });
  return out.split('\0').filter(file => file !== '');
}

/** Those of the same name first, then of the same kind. */
function nearNames(path: string, files: readonly string[]): readonly string[] {
  const same = files.filter(file => posix.basename(file) === posix.basename(path));
  const kind = files.filter(file => !same.includes(file) && posix.extname(file) === posix.extname(path));
  return [...same.slice(0, compared), ...kind.slice(0, compared)].slice(0, compared);
}

async function mostAlike(
  root: string,
  files: readonly string[],
  pair: (file: string) => readonly [before: string, now: string],
  signal?: AbortSignal,
): Promise<string | undefined> {
  if (files.length === 0) return undefined;
  const settings = await withoutFilters(root, signal);
  let best: { readonly file: string; readonly share: number } | undefined;
  for (const file of files) {
    const share = await likeness(root, pair(file), settings, signal);
    if (share >= alike && share > (best?.share ?? 0)) best = { file, share };
  }
  return best?.file;
}

/** Share of the longer file's lines that both have, from 0 to 1. */
async function likeness(
  root: string,
  [before, now]: readonly [string, string],
  settings: GitSettings | 'unknown',
  signal?: AbortSignal,
): Promise<number> {
  const old = await runGit(root, ['cat-file', 'blob', `HEAD:${before}`], { signal, limit: 1024 * 1024 });
  if (old.ended !== 'ok' || old.out === '') return 0;
  const lines = old.out.split('\n').length - (old.out.endsWith('\n') ? 1 : 0);
  const args = [
    'diff',
    '--no-ext-diff',
    '--no-textconv',
    '--ignore-cr-at-eol',
    '--numstat',
    `HEAD:${before}`,
    '--',
    now,
  ];
  const { ended, out } = await runGit(root, args, { signal, settings });
  // Nothing is said of files that are the same, and no numbers of binary ones.
  if (ended !== 'ok') return 0;
  if (out === '') return 1;
  const [, added, removed] = /^(\d+)\t(\d+)\t/.exec(out) ?? [];
  if (added === undefined || removed === undefined) return 0;
  const kept = lines - Number(removed);
  return kept / Math.max(lines, kept + Number(added));
}
