import { readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { FollowedLine } from '../../model/repository.ts';
import { mapLine, movedLine, readHunks } from './lineMap.ts';
import { commitOf, isBranchName } from './refs.ts';
import { isCommit, isInCommit, renamedFrom, renamedTo } from './renames.ts';
import { runGit } from './runGit.ts';
import { nearestFolder, type WorkTree, withoutFilters, workTreeOf } from './workTree.ts';

const fileLimit = 5 * 1024 * 1024;
/** Commits that are looked through for one that was written before a time. */
const lookedBack = 5000;

/** A line of a file, as a text of `at` (ISO 8601, a commit's hash, or a tag) names it. 1-based. */
export interface NamedPlace {
  /** Absolute; what it is called now, or was called then. */
  readonly file: string;
  readonly line: number;
  readonly at: string;
}

/**
 * Where a named line is now, edits that are not committed included. The file's state then is compared with the file now:
 * that works over any number of commits, and for commits that a rebase replaced, as long as this clone still has them.
 * Undefined where no history tells.
 */
export async function follow(place: NamedPlace, signal?: AbortSignal): Promise<FollowedLine | undefined> {
  if (!Number.isSafeInteger(place.line) || place.line < 1) return undefined;
  const folder = await nearestFolder(place.file);
  const tree = await workTreeOf(folder, signal);
  if (!tree) return undefined;
  const path = pathIn(tree, folder, place.file);
  for await (const commit of statesAt(tree.root, place.at, signal)) {
    const names = await namesOf(tree.root, path, commit, signal);
    if (!names) continue;
    return await lineNow(tree, commit, { ...names, line: place.line }, signal);
  }
  return undefined;
}

/** From the root, with `/`. */
function pathIn(tree: WorkTree, folder: string, file: string): string {
  return tree.prefix + relative(folder, file).split(sep).join('/');
}

/** What the file was called in the commit, and is called now. */
async function namesOf(root: string, path: string, commit: string, signal?: AbortSignal) {
  const there = await stat(join(root, path)).then(
    found => found.isFile(),
    () => false,
  );
  if (there) {
    const before = await renamedFrom(root, path, commit, signal);
    return before === undefined ? undefined : { before, now: path };
  }
  if (!(await isInCommit(root, commit, path, signal))) return undefined;
  const now = await renamedTo(root, path, commit, signal);
  return now === undefined ? undefined : { before: path, now };
}

/**
 * Commits whose state a text of `at` may speak of, the likeliest first: the one that is named; else the last that HEAD's
 * own line of commits had at that time; else, since a rebase makes commits anew, the last that was written before it.
 */
async function* statesAt(root: string, at: string, signal?: AbortSignal): AsyncGenerator<string> {
  const named = await namedCommit(root, at, signal);
  if (named !== undefined) return yield named;
  // `1.2.3` is a date, too, where dates are read generously.
  const time = /^\d{4}-\d\d-\d\d(?:$|T)/.test(at) ? Math.floor(Date.parse(at) / 1000) : Number.NaN;
  if (Number.isNaN(time)) return;
  const line = ['--first-parent', 'HEAD', '--'];
  const kept = (await runGit(root, ['rev-list', '-n1', `--min-age=${time}`, ...line], { signal })).out.trim();
  if (isCommit(kept)) yield kept;
  const format = ['--format=%H %at', '--no-show-signature', `-n${lookedBack}`];
  const { out } = await runGit(root, ['log', ...format, ...line], { signal });
  const written = out.split('\n').find(row => row !== '' && Number(row.split(' ')[1]) <= time);
  const commit = written?.split(' ')[0] ?? '';
  if (commit !== kept && isCommit(commit)) yield commit;
}

async function namedCommit(root: string, at: string, signal?: AbortSignal): Promise<string | undefined> {
  if (isCommit(at)) return await commitOf(root, at, signal);
  // Each ISO 8601 time has its day so; a version may look like anything else.
  if (/^\d{4}-\d\d-\d\d(?:$|T)/.test(at) || at.length > 200) return undefined;
  if (!(await isBranchName(root, at, signal))) return undefined;
  return (await commitOf(root, `refs/tags/${at}`, signal)) ?? (await commitOf(root, `refs/tags/v${at}`, signal));
}

async function lineNow(
  tree: WorkTree,
  commit: string,
  { before, now, line }: { before: string; now: string; line: number },
  signal?: AbortSignal,
): Promise<FollowedLine | undefined> {
  const { root } = tree;
  const old = await runGit(root, ['cat-file', 'blob', `${commit}:${before}`], { signal, limit: fileLimit });
  if (old.ended !== 'ok') return undefined;
  const lines = linesOf(old.out);
  if (line > lines.length) return undefined;
  const settings = await withoutFilters(root, signal);
  const how = [
    '--no-ext-diff',
    '--no-textconv',
    '--text',
    '-U0',
    '--inter-hunk-context=0',
    '--diff-algorithm=histogram',
    '-w',
  ];
  const args = ['diff', '--no-color', '--no-prefix', ...how, `${commit}:${before}`, '--', now];
  const diff = await runGit(root, args, { signal, settings });
  if (diff.ended !== 'ok') return undefined;
  const mapped = mapLine(readHunks(diff.out), line);
  const file = join(tree.named, now);
  if (!mapped.gone)
    return { file, line: mapped.line, state: mapped.line === line && now === before ? 'same' : 'moved' };
  const moved = movedLine(lines, await linesNow(join(root, now)), line);
  return moved === undefined ? { file, line: mapped.line, state: 'gone' } : { file, line: moved, state: 'moved' };
}

async function linesNow(file: string): Promise<readonly string[]> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() && found.size <= fileLimit ? linesOf(await readFile(file, 'utf8')) : [];
}

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
