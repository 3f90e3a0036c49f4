import { lstat, readdir } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import type { GitProblem } from '../../model/repository.ts';
import { said } from '../../model/said.ts';
import type { BranchStart, GitResult } from '../code.ts';
import { gitProgram } from './gitProgram.ts';
import { saidByGit } from './gitText.ts';
import { commitOf, isBranchName, resolveStart, type Start } from './refs.ts';
import { type GitAnswer, runGit } from './runGit.ts';
import { workTreeOf } from './workTree.ts';

/** Large files may have to be fetched for a checkout. */
const longest = 3_600_000;

/** What is done with which branch, settled before anything is changed. */
interface Plan {
  readonly root: string;
  readonly branch: string;
  /** `make`: at this commit, following this branch of a remote where it is taken from one. `take`: it is there. */
  readonly how: { readonly make: string; readonly follows?: string } | 'take' | 'unborn';
}

/**
 * Checks out a branch that is there, takes one from a remote, or makes one; in the work tree of `root`, or in a new one.
 * Where it is checked out already, that work tree is the answer. Uncommitted changes come along; git refuses where it
 * would overwrite any, ignored files and a merge or rebase under way too, and so does this for commits of a detached HEAD
 * that no branch holds. The signal counts until files begin to change in an existing work tree: stopped half way it would
 * be left a mixture of both branches.
 */
export async function startBranch(start: BranchStart, signal?: AbortSignal): Promise<GitResult<string>> {
  const { branch, worktree } = start;
  if ((await gitProgram()) === undefined) return failure('noGit', '');
  const tree = await workTreeOf(start.root, signal);
  if (tree?.prefix !== '') return failure('noRepository', start.root);
  // As the caller names it.
  const root = tree.named;
  if (!(await isBranchName(root, branch, signal))) return failure('refused', said`'${branch}' is no name for a branch`);
  if (worktree !== undefined && !isAbsolute(worktree))
    return failure('refused', said`'${worktree}' is no absolute path`);

  const plan = await planOf(root, start, signal);
  if (!('how' in plan)) return plan;
  if (plan.how === 'take') {
    const holder = await holderOf(root, branch, signal);
    if (holder !== undefined) return { ok: true, value: holder };
  }
  return worktree === undefined ? await switchTo(plan, signal) : await addWorktree(plan, resolve(worktree), signal);
}

async function planOf(root: string, start: BranchStart, signal?: AbortSignal): Promise<Plan | GitResult<never>> {
  const { branch, from, remote } = start;
  const here = (await commitOf(root, `refs/heads/${branch}`, signal)) !== undefined;
  if (from !== undefined) {
    if (here) return failure('exists', said`The branch '${branch}' is there already`);
    const base = await resolveStart(root, from, signal);
    if (base) return { root, branch, how: { make: base.commit } };
    // Before the first commit there is nothing to start from: the branch that has none yet is renamed.
    if ((await commitOf(root, 'HEAD', signal)) === undefined) return { root, branch, how: 'unborn' };
    return failure('refused', said`There is no '${from}' to start from`);
  }
  if (here) return { root, branch, how: 'take' };
  const taken =
    remote === undefined ? await onlyRemoteOf(root, branch, signal) : await remoteBranch(root, remote, branch);
  if (!taken) return failure('refused', said`There is no branch '${branch}'`);
  return { root, branch, how: { make: taken.commit, ...(taken.ref !== undefined && { follows: taken.ref }) } };
}

async function remoteBranch(root: string, remote: string, branch: string): Promise<Start | undefined> {
  const ref = `refs/remotes/${remote}/${branch}`;
  const commit = (await isBranchName(root, `${remote}/${branch}`)) ? await commitOf(root, ref) : undefined;
  return commit === undefined ? undefined : { commit, ref };
}

async function onlyRemoteOf(root: string, branch: string, signal?: AbortSignal): Promise<Start | undefined> {
  const { out } = await runGit(root, ['remote'], { signal });
  const found: Start[] = [];
  for (const remote of out.split('\n').filter(name => name !== '')) {
    const there = await remoteBranch(root, remote, branch);
    if (there) found.push(there);
  }
  return found.length === 1 ? found[0] : undefined;
}

/** The work tree that has the branch checked out, where it is still on the disk. */
async function holderOf(root: string, branch: string, signal?: AbortSignal): Promise<string | undefined> {
  const args = ['for-each-ref', '--format=%(worktreepath)', '--', `refs/heads/${branch}`];
  const path = (await runGit(root, args, { signal })).out.split('\n')[0] ?? '';
  return path !== '' && (await isThere(join(path, '.git'))) ? resolve(path) : undefined;
}

async function switchTo({ root, branch, how }: Plan, signal?: AbortSignal): Promise<GitResult<string>> {
  const lost = await unheldCommits(root, signal);
  const kept = typeof how === 'object' && lost > 0 && how.make === (await commitOf(root, 'HEAD', signal));
  if (lost > 0 && !kept)
    return failure(
      'refused',
      said`HEAD is detached, and ${lost} of its commits are on no branch; make a branch of them first`,
    );
  const careful = ['--no-guess', '--no-overwrite-ignore', '--no-recurse-submodules', '--no-progress'];
  const what =
    how === 'take'
      ? ['--', branch]
      : how === 'unborn'
        ? ['--create', branch]
        : ['--no-track', '--create', branch, how.make];
  signal?.throwIfAborted();
  const done = await runGit(root, ['switch', ...careful, ...what], { writes: true, milliseconds: longest });
  if (done.ended !== 'ok') return refusal(done);
  if (typeof how === 'object' && how.follows !== undefined) await follow(root, branch, how.follows);
  return { ok: true, value: root };
}

async function addWorktree(
  { root, branch, how }: Plan,
  path: string,
  signal?: AbortSignal,
): Promise<GitResult<string>> {
  if (how === 'unborn') return failure('refused', said`There is no commit yet to make a work tree of`);
  if (!(await isFree(path))) return failure('exists', path);
  const what = how === 'take' ? ['--', path, branch] : ['--no-track', '-b', branch, '--', path, how.make];
  const ask = { signal, writes: true, milliseconds: longest };
  try {
    const done = await runGit(root, ['worktree', 'add', ...what], ask);
    if (done.ended !== 'ok') {
      await removeEmpty(root, branch, how);
      return refusal(done);
    }
  } catch (error) {
    await removeEmpty(root, branch, how);
    throw error;
  }
  if (typeof how === 'object' && how.follows !== undefined) await follow(root, branch, how.follows);
  return { ok: true, value: path };
}

/** Git makes the branch before the work tree: one of a work tree that failed goes, as long as it is where it began. */
async function removeEmpty(root: string, branch: string, how: Exclude<Plan['how'], 'unborn'>): Promise<void> {
  if (how === 'take' || (await holderOf(root, branch)) !== undefined) return;
  await runGit(root, ['update-ref', '-d', `refs/heads/${branch}`, how.make], { writes: true });
}

/** What `git branch --set-upstream-to` would set, also where the name of a remote could be taken for something else. */
async function follow(root: string, branch: string, ref: string): Promise<void> {
  await runGit(root, ['branch', `--set-upstream-to=${ref}`, branch], { writes: true });
}

/** Commits that only a detached HEAD holds. */
async function unheldCommits(root: string, signal?: AbortSignal): Promise<number> {
  if ((await runGit(root, ['symbolic-ref', '--quiet', 'HEAD'], { signal })).ended === 'ok') return 0;
  const args = ['rev-list', '--count', 'HEAD', '--not', '--branches', '--tags', '--remotes', '--'];
  const { ended, out } = await runGit(root, args, { signal });
  return ended === 'ok' ? Number(out.trim()) : 0;
}

/** Nothing is there, or an empty folder. */
async function isFree(path: string): Promise<boolean> {
  if (!(await isThere(path))) return true;
  return await readdir(path).then(
    entries => entries.length === 0,
    () => false,
  );
}

function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function refusal({ ended, err }: GitAnswer): GitResult<never> {
  if (ended === 'noGit') return failure('noGit', '');
  const dirty = /would be (?:overwritten|removed|lost) by|would lose untracked files|untracked working tree file/i.test(
    err,
  );
  return failure(dirty ? 'dirty' : 'refused', saidByGit(err) || ended);
}

function failure(problem: GitProblem, detail: string): GitResult<never> {
  return { ok: false, problem, detail };
}
