import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';

/** Where a file is at home: the folder that links count its path from, and that path with `/`. */
export interface HomePath {
  /** Absolute, without symbolic links. */
  readonly root: string;
  readonly path: string;
}

/**
 * A file's path as links have it: from the innermost repository that it is in, else from the innermost folder of the
 * workspace. Looks at folders alone; no git is run.
 */
export async function homePathOf(file: string, folders: readonly string[]): Promise<HomePath | undefined> {
  const folder = await realpath(dirname(file)).catch(() => undefined);
  if (folder === undefined) return undefined;
  const real = join(folder, basename(file));
  for (let root = folder; ; root = dirname(root)) {
    if (await isThere(join(root, '.git'))) return { root, path: below(root, real) };
    if (dirname(root) === root) break;
  }
  const roots = await Promise.all(folders.map(each => realpath(each).catch(() => each)));
  const [root] = roots.filter(each => isIn(each, real)).sort((a, b) => b.length - a.length);
  return root === undefined ? undefined : { root, path: below(root, real) };
}

/** Whether a file is in a folder, both absolute. */
export function isIn(folder: string, file: string): boolean {
  const way = relative(folder, file);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && join(folder, way) === file;
}

function below(folder: string, file: string): string {
  return relative(folder, file).split(sep).join('/');
}

function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
