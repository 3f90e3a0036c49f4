import { lstat, readdir, realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Repository } from '../../model/repository.ts';
import { withoutCredentials } from './gitText.ts';
import { runGit } from './runGit.ts';
import { type WorkTree, withoutFilters, workTreeOf } from './workTree.ts';

/** Folders below a folder of the workspace that are looked into for repositories, and how many at most. */
const scanDepth = 2;
const scanLimit = 2000;
/** Where nobody's own repository lies. */
const skipped = new Set(['node_modules', 'bower_components', 'vendor', 'target', 'dist', 'out', 'build']);
const submoduleLimit = 500;

/** What a repository is known by elsewhere. */
export type NamedRepository = Pick<Repository, 'root' | 'remotes'>;

/** The repositories that hold the folders or lie in them, submodules included, by path; none without git. */
export async function repositories(folders: readonly string[], signal?: AbortSignal): Promise<readonly Repository[]> {
  const { trees, submodules } = await workTrees(folders, signal);
  const found: Repository[] = [];
  for (const tree of trees) {
    const submodule = submodules.has(tree.root) || (await isSubmodule(tree, signal));
    found.push(await describe(tree, submodule, signal));
  }
  return found;
}

/** The same by name alone: the state of all their files costs time. */
export async function repositoryNames(
  folders: readonly string[],
  signal?: AbortSignal,
): Promise<readonly NamedRepository[]> {
  const { trees } = await workTrees(folders, signal);
  const found: NamedRepository[] = [];
  for (const { root } of trees) found.push({ root, remotes: await remotesOf(root, signal) });
  return found;
}

async function workTrees(folders: readonly string[], signal?: AbortSignal) {
  const trees = new Map<string, WorkTree>();
  const submodules = new Set<string>();
  const add = async (folder: string): Promise<void> => {
    const tree = await workTreeOf(folder, signal);
    if (!tree || trees.has(tree.root)) return;
    trees.set(tree.root, tree);
    for (const path of await submodulePaths(tree.root, signal)) {
      submodules.add(path);
      if (trees.size < submoduleLimit && (await isThere(join(path, '.git')))) await add(path);
    }
  };
  for (const folder of folders) {
    await add(folder);
    for (const nested of await nestedRepositories(folder, signal)) await add(nested);
  }
  return { trees: [...trees.values()].sort((a, b) => (a.root < b.root ? -1 : 1)), submodules };
}

async function describe(tree: WorkTree, submodule: boolean, signal?: AbortSignal): Promise<Repository> {
  const [state, remotes] = [await stateOf(tree.root, signal), await remotesOf(tree.root, signal)];
  const mainBranch = await mainBranchOf(tree.root, remotes[0]?.name, signal);
  return {
    root: await asNamed(tree),
    ...(state.branch !== undefined && { branch: state.branch }),
    ...(state.commit !== undefined && { commit: state.commit }),
    remotes,
    ...(mainBranch !== undefined && { mainBranch }),
    submodule,
    linkedWorktree: tree.gitDir !== tree.commonDir,
    dirty: state.dirty,
  };
}

/** The root as the workspace's folder names it, by a symbolic link, say: VS Code has it so. */
async function asNamed({ root, named }: WorkTree): Promise<string> {
  const [same, real] = await Promise.all([named, root].map(path => realpath(path).catch(() => '')));
  return same !== '' && same === real ? named : root;
}

/** Branch, commit, and whether something is changed or new; work in submodules is their own. */
async function stateOf(root: string, signal?: AbortSignal): Promise<Pick<Repository, 'branch' | 'commit' | 'dirty'>> {
  const args = ['--porcelain=v2', '--branch', '-z', '--untracked-files=normal', '--ignore-submodules=dirty'];
  const settings = await withoutFilters(root, signal);
  const { out } = await runGit(root, ['status', '--no-renames', ...args], { signal, settings, limit: 1024 * 1024 });
  const lines = out.split('\0');
  const header = (name: string) =>
    lines.find(line => line.startsWith(`# branch.${name} `))?.slice(`# branch.${name} `.length);
  const [commit, branch] = [header('oid'), header('head')];
  return {
    ...(commit && commit !== '(initial)' && { commit }),
    // Before the first commit there is a name, but no branch yet.
    ...(branch && branch !== '(detached)' && commit !== '(initial)' && { branch }),
    dirty: lines.some(line => line !== '' && !line.startsWith('#')),
  };
}

/** Remotes by name, `origin` first, then by name; those that are reached by a program of their own are left out. */
export async function remotesOf(root: string, signal?: AbortSignal): Promise<Repository['remotes']> {
  const { out } = await runGit(root, ['remote', '-v'], { signal });
  const remotes = new Map<string, string>();
  for (const line of out.split('\n')) {
    const tab = line.indexOf('\t');
    const end = line.indexOf(' (fetch)', tab);
    if (tab < 1 || end < 0) continue;
    const [name, url] = [line.slice(0, tab), line.slice(tab + 1, end)];
    if (url !== '' && !url.includes('::') && !remotes.has(name)) remotes.set(name, withoutCredentials(url));
  }
  const rank = (name: string) => (name === 'origin' ? 0 : 1);
  return [...remotes]
    .map(([name, url]) => ({ name, url }))
    .sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
}

/** The remote's default branch, else the first of the usual names that is there. */
async function mainBranchOf(root: string, remote = 'origin', signal?: AbortSignal): Promise<string | undefined> {
  const usual = ['main', 'master', 'trunk', 'develop'];
  const at = `refs/remotes/${remote}/`;
  const names = usual.flatMap(name => [`refs/heads/${name}`, at + name]);
  const args = ['for-each-ref', '--format=%(refname) %(symref)', '--', `${at}HEAD`, ...names];
  const { out } = await runGit(root, args, { signal });
  const refs = out.split('\n').map(line => line.split(' '));
  const head = refs.find(([name]) => name === `${at}HEAD`)?.[1];
  if (head?.startsWith(at)) return head.slice(at.length);
  return usual.find(name => refs.some(([ref]) => ref === `refs/heads/${name}` || ref === at + name));
}

/** Absolute paths of what `.gitmodules` names; it came with the repository, so none that leads out of it. */
async function submodulePaths(root: string, signal?: AbortSignal): Promise<readonly string[]> {
  if (!(await isThere(join(root, '.gitmodules')))) return [];
  const args = ['config', '-z', '--no-includes', '--file', '.gitmodules', '--get-regexp', '^submodule\\..*\\.path$'];
  const { out } = await runGit(root, args, { signal, limit: 1024 * 1024 });
  const paths: string[] = [];
  for (const entry of out.split('\0').slice(0, submoduleLimit)) {
    const path = entry.slice(entry.indexOf('\n') + 1);
    const real = path && (await realpath(resolve(root, path)).catch(() => ''));
    if (real && isBelow(root, real)) paths.push(real);
  }
  return paths;
}

async function isSubmodule(tree: WorkTree, signal?: AbortSignal): Promise<boolean> {
  const above = dirname(tree.root);
  const outer = above === tree.root ? undefined : await workTreeOf(above, signal);
  return outer !== undefined && (await submodulePaths(outer.root, signal)).includes(tree.root);
}

/** Folders near a folder of the workspace that have a repository of their own. */
async function nestedRepositories(folder: string, signal?: AbortSignal): Promise<readonly string[]> {
  const found: string[] = [];
  let level = [folder];
  let looked = 0;
  for (let depth = 0; depth <= scanDepth && level.length > 0; depth++) {
    const next: string[] = [];
    for (const at of level) {
      signal?.throwIfAborted();
      if (++looked > scanLimit) return found;
      const entries = await readdir(at, { withFileTypes: true }).catch(() => []);
      if (depth > 0 && entries.some(entry => entry.name === '.git')) found.push(at);
      for (const entry of entries) {
        if (entry.isDirectory() && !entry.name.startsWith('.') && !skipped.has(entry.name))
          next.push(join(at, entry.name));
      }
    }
    level = next;
  }
  return found;
}

function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && resolve(root, way) === path;
}

function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
