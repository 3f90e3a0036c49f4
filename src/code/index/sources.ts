import { lstatSync } from 'node:fs';
import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { type WorkTree, workTreeOf } from '../git/workTree.ts';
import { leftOut } from './limits.ts';

/** A folder that is searched in one go: with git, or without. */
export interface Source {
  /** Absolute. */
  readonly folder: string;
  readonly git: boolean;
}

/** Submodules in submodules so deep are searched. */
const mostDepth = 5;

/**
 * What folders of the workspace consist of: themselves, and the repositories in them, which git leaves out when it
 * searches the one around them: submodules, and folders one level below with a repository of their own.
 */
export async function sourcesOf(folders: readonly string[], signal?: AbortSignal): Promise<readonly Source[]> {
  const found = new Map<string, Source>();
  for (const folder of folders) {
    const path = resolve(folder);
    if (!found.has(path)) await add(path, await workTreeOf(path, signal), 0, found, signal);
  }
  return [...found.values()];
}

async function add(
  folder: string,
  tree: WorkTree | undefined,
  depth: number,
  found: Map<string, Source>,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  found.set(folder, { folder, git: tree !== undefined });
  const inside = new Set(await repositoriesBelow(folder));
  if (tree) for (const path of await submodulesOf(tree.named)) if (isIn(path, folder)) inside.add(path);
  for (const each of inside) {
    if (depth === mostDepth || found.has(each) || !(await isOwnFolder(each, folder))) continue;
    const own = await workTreeOf(each, signal);
    if (own) await add(each, own, depth + 1, found, signal);
  }
}

/** Folders that `.gitmodules` names and that are checked out, or may be. */
async function submodulesOf(root: string): Promise<readonly string[]> {
  const text = await readFile(join(root, '.gitmodules'), 'utf8').catch(() => '');
  if (text.length > 2 ** 20) return [];
  return text.split('\n').flatMap(line => {
    const [key = '', ...value] = line.split('=');
    if (key.trim() !== 'path') return [];
    const path = resolve(
      root,
      value
        .join('=')
        .trim()
        .replace(/^"(.*)"$/, '$1'),
    );
    return path !== root && isIn(path, root) ? [path] : [];
  });
}

async function repositoriesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter(entry => entry.isDirectory() && !leftOut.has(entry.name));
  return folders.map(({ name }) => join(folder, name)).filter(path => isThere(join(path, '.git')));
}

/** It lies where it says, and is not a link to somewhere else. */
async function isOwnFolder(path: string, folder: string): Promise<boolean> {
  try {
    return isThere(join(path, '.git')) && isIn(await realpath(path), await realpath(folder));
  } catch {
    return false;
  }
}

/** At once: asking for many one by one takes longer than this takes for all. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** Whether a path is a folder, or lies below it. Both are absolute. */
export function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}

/** The source that a path belongs to: the innermost one. */
export function sourceOf(path: string, sources: readonly Source[]): Source | undefined {
  let found: Source | undefined;
  for (const source of sources) {
    if (isIn(path, source.folder) && source.folder.length > (found?.folder.length ?? -1)) found = source;
  }
  return found;
}

/** Whether a path is one of these, or lies below one. */
export function isInOne(path: string, paths: ReadonlySet<string>): boolean {
  for (let at = path, last = ''; at !== last; last = at, at = dirname(at)) if (paths.has(at)) return true;
  return false;
}
