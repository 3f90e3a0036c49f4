import { basename, dirname } from 'node:path';
import { readRenames, uncommittedFrom } from './renames.ts';
import { type GitAsk, runGit } from './runGit.ts';
import { nearestFolder, workTreeOf } from './workTree.ts';

/** Names of one file that are answered. */
const most = 30;
/** Files whose names are remembered. */
const mostRemembered = 200;
/** Of a long history as much is looked through as takes so long. */
const usualTime = 10_000;

/** What was found for a file as long as HEAD is the same, whole or not. */
const remembered = new Map<string, { readonly head: string; readonly names: readonly string[] }>();

/**
 * Paths that a file had before, from the root of its work tree, the latest first; a rename that is not committed counts.
 * None where there is no history.
 */
export async function formerPaths(
  file: string,
  signal?: AbortSignal,
  milliseconds = usualTime,
): Promise<readonly string[]> {
  const folder = await nearestFolder(file);
  if (folder !== dirname(file)) return [];
  const tree = await workTreeOf(folder, signal);
  if (!tree) return [];
  const path = `${tree.prefix}${basename(file)}`;
  const head = await runGit(tree.root, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], { signal });
  if (head.ended !== 'ok') return [];
  const committed = (await uncommittedFrom(tree.root, path, signal)) ?? path;
  const names = await committedNames(tree.root, committed, head.out.trim(), { signal, milliseconds });
  return [...new Set([committed, ...names])].filter(name => name !== path);
}

async function committedNames(root: string, path: string, head: string, ask: GitAsk): Promise<readonly string[]> {
  const key = `${root}\0${path}`;
  const known = remembered.get(key);
  if (known?.head === head) return known.names;
  const how = ['--follow', '--diff-filter=R', '--name-status', '-M', '-z', '--format=', '--no-show-signature'];
  const { ended, out } = await runGit(root, ['log', ...how, `--max-count=${most}`, head, '--', path], ask);
  const names = readRenames(out).map(({ from }) => from);
  if (ended !== 'ok' && ended !== 'late') return names;
  remembered.delete(key);
  remembered.set(key, { head, names });
  for (const oldest of remembered.keys()) {
    if (remembered.size <= mostRemembered) break;
    remembered.delete(oldest);
  }
  return names;
}
