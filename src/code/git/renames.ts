import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { runGit } from './runGit.ts';
import { unstagedFrom, unstagedTo } from './unstaged.ts';
import { withoutFilters } from './workTree.ts';

/** Renames in a row that are followed. */
const steps = 30;

/**
 * What a file of an older commit is called now; its own path where it is still there, undefined where it is gone or the
 * commit is not known. Paths are from the root, with `/`. Commits are looked through one by one first, since small steps
 * tell a rename better than all of them at once; renames that are not committed count, staged or not.
 */
export async function renamedTo(
  root: string,
  path: string,
  since: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  if (!isCommit(since) || !isInside(path)) return undefined;
  if (await isFile(join(root, path))) return path;
  let current = path;
  let from = since;
  for (let step = 0; step < steps; step++) {
    const next = await renamingAfter(root, current, from, signal);
    if (!next) break;
    [current, from] = [next.path, next.commit];
    if (await isFile(join(root, current))) return current;
  }
  const kept = await isInCommit(root, 'HEAD', current, signal);
  const inWork = kept ? await uncommittedTo(root, current, signal) : undefined;
  if (inWork !== undefined && (await isFile(join(root, inWork)))) return inWork;
  const atOnce = (await renamesTo(root, [since], signal)).find(rename => rename.from === path);
  return atOnce && (await isFile(join(root, atOnce.to))) ? atOnce.to : undefined;
}

async function uncommittedTo(root: string, path: string, signal?: AbortSignal): Promise<string | undefined> {
  const staged = (await renamesTo(root, ['HEAD'], signal)).find(rename => rename.from === path);
  return staged?.to ?? (await unstagedTo(root, path, signal));
}

/** What a file that is not committed under its name was called in HEAD. */
export async function uncommittedFrom(root: string, path: string, signal?: AbortSignal): Promise<string | undefined> {
  if (await isInCommit(root, 'HEAD', path, signal)) return undefined;
  const staged = (await renamesTo(root, ['HEAD'], signal)).find(rename => rename.to === path);
  return staged?.from ?? (await unstagedFrom(root, path, signal));
}

/** What a file of now was called in an older commit; undefined where it was not there. */
export async function renamedFrom(
  root: string,
  path: string,
  commit: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  if (!isCommit(commit) || !isInside(path)) return undefined;
  if (await isInCommit(root, commit, path, signal)) return path;
  const committed = (await uncommittedFrom(root, path, signal)) ?? path;
  if (await isInCommit(root, commit, committed, signal)) return committed;
  const args = ['log', '--follow', '--name-status', '-M', '-z', '--format=', '--no-show-signature', `${commit}..HEAD`];
  const { out } = await runGit(root, [...args, '--', committed], { signal });
  // Newest first: the last that is told is the oldest name.
  const oldest = readRenames(out).at(-1)?.from;
  if (oldest !== undefined && (await isInCommit(root, commit, oldest, signal))) return oldest;
  return (await renamesTo(root, [commit], signal)).find(rename => rename.to === path)?.from;
}

/** The first commit after `from` that took the path away, and what it made of it. */
async function renamingAfter(root: string, path: string, from: string, signal?: AbortSignal) {
  const range = [`${from}..HEAD`, '--', path];
  const args = ['log', '--no-renames', '--diff-filter=D', '--format=%H', '--reverse', '--no-show-signature'];
  for (const merges of [[], ['--first-parent', '--diff-merges=first-parent']]) {
    const { out } = await runGit(root, [...args, ...merges, ...range], { signal });
    for (const commit of out.split('\n').slice(0, steps)) {
      if (!isCommit(commit)) continue;
      const found = (await renamesTo(root, [`${commit}^`, commit], signal)).find(rename => rename.from === path);
      if (found) return { path: found.to, commit };
    }
  }
  return undefined;
}

export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** Renames between two commits, or between one and the files as they are. */
async function renamesTo(root: string, commits: readonly string[], signal?: AbortSignal): Promise<readonly Rename[]> {
  const settings = commits.length > 1 ? [] : await withoutFilters(root, signal);
  const args = ['diff', '--no-ext-diff', '--no-textconv', '--ignore-submodules=all', '--diff-filter=R', '-M'];
  const { out } = await runGit(root, [...args, '--name-status', '-z', ...commits, '--'], { signal, settings });
  return readRenames(out);
}

/** Renames of a list of states and names that NULs end: `R087`, old, new; others have one name. */
export function readRenames(out: string): readonly Rename[] {
  const parts = out.split('\0');
  const renames: Rename[] = [];
  for (let at = 0; at + 1 < parts.length; ) {
    const state = (parts[at] ?? '').trimStart();
    const two = state.startsWith('R') || state.startsWith('C');
    if (state.startsWith('R')) renames.push({ from: parts[at + 1] ?? '', to: parts[at + 2] ?? '' });
    at += state === '' ? 1 : two ? 3 : 2;
  }
  return renames;
}

/** Whether the commit has a file of that path. */
export async function isInCommit(root: string, commit: string, path: string, signal?: AbortSignal): Promise<boolean> {
  const { ended, out } = await runGit(root, ['cat-file', '-t', `${commit}:${path}`], { signal });
  return ended === 'ok' && out.trim() === 'blob';
}

/** A whole or shortened hash: nothing else that git would understand. */
export function isCommit(commit: string): boolean {
  return /^[\da-f]{7,64}$/i.test(commit);
}

/** A path from the root that does not lead out of it, nor into git's own files. */
function isInside(path: string): boolean {
  const parts = path.split('/');
  return (
    !/[\0\n\\:]/.test(path) &&
    parts.every(part => part !== '' && part !== '.' && part !== '..' && !/^\.git$/i.test(part))
  );
}

function isFile(path: string): Promise<boolean> {
  return lstat(path).then(
    found => found.isFile(),
    () => false,
  );
}
