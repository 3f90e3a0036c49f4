import { lstat, readFile, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type GitSettings, runGit } from './runGit.ts';

/** A work tree of a repository, seen from a folder in it. */
export interface WorkTree {
  /** Absolute, as git says it. */
  readonly root: string;
  /** The same by the way in which the folder was named. */
  readonly named: string;
  /** From the root to the folder, with `/` at the end where it is not empty. */
  readonly prefix: string;
  readonly gitDir: string;
  /** What all work trees of the repository share. */
  readonly commonDir: string;
}

/**
 * The work tree that a folder is in. One is taken only when its `.git` is what git uses: a repository that was handed over
 * as files can name any folder of the machine as its work tree.
 */
export async function workTreeOf(folder: string, signal?: AbortSignal): Promise<WorkTree | undefined> {
  const args = ['--show-toplevel', '--show-cdup', '--show-prefix', '--absolute-git-dir', '--git-common-dir'];
  const { ended, out } = await runGit(folder, ['rev-parse', ...args], { signal });
  const [top, up = '', prefix = '', gitDir, commonDir] = out.split('\n');
  if (ended !== 'ok' || !top || !gitDir || !commonDir) return undefined;
  const root = resolve(top);
  const own = await ownGitDir(root);
  if (own === undefined || own !== (await real(gitDir))) return undefined;
  return {
    root,
    named: resolve(folder, up),
    prefix,
    gitDir: own,
    commonDir: (await real(resolve(folder, commonDir))) ?? own,
  };
}

/** The nearest folder of a path that is there: files that are named may be no more. */
export async function nearestFolder(path: string): Promise<string> {
  const above = dirname(path);
  if (above === path) return path;
  const there = await lstat(above).then(
    found => found.isDirectory() || found.isSymbolicLink(),
    () => false,
  );
  return there ? above : nearestFolder(above);
}

/**
 * Settings that turn off what the repository's own configuration would run when files are compared: filters, which may be
 * anything. Those of the user's own configuration stay. `unknown`: there may be some that are not known.
 */
export async function withoutFilters(root: string, signal?: AbortSignal): Promise<GitSettings | 'unknown'> {
  const args = ['config', '--show-scope', '--name-only', '-z', '--get-regexp', '^filter\\.'];
  const { ended, code, out } = await runGit(root, args, { signal, limit: 1024 * 1024 });
  // 1: there are none.
  if (ended !== 'ok' && !(ended === 'failed' && code === 1)) return 'unknown';
  const parts = out.split('\0');
  const settings = new Map<string, string>();
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const key = parts[at + 1] ?? '';
    if (parts[at] !== 'local' && parts[at] !== 'worktree') continue;
    if (/\.(?:clean|smudge|process)$/.test(key)) settings.set(key, '');
    else if (key.endsWith('.required')) settings.set(key, 'false');
  }
  return [...settings];
}

async function ownGitDir(root: string): Promise<string | undefined> {
  const entry = join(root, '.git');
  try {
    const found = await lstat(entry);
    if (found.isFile()) {
      if (found.size > 64 * 1024) return undefined;
      const named = /^gitdir: (.+)/.exec(await readFile(entry, 'utf8'))?.[1]?.trimEnd();
      return named ? await real(resolve(root, named)) : undefined;
    }
    return await real(entry);
  } catch {
    return undefined;
  }
}

function real(path: string): Promise<string | undefined> {
  return realpath(path).catch(() => undefined);
}
