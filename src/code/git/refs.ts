import { runGit } from './runGit.ts';

/** What a name stands for. */
export interface Start {
  readonly commit: string;
  /** Where it is a branch: its whole name. */
  readonly ref?: string;
}

/**
 * What a branch starts from, or commits are counted from: a branch here, one of a remote (`origin/main`, or `main` where
 * only a remote has it), a tag, or a commit's hash. Nothing else that git would understand.
 */
export async function resolveStart(root: string, name: string, signal?: AbortSignal): Promise<Start | undefined> {
  if (/^[\da-f]{7,64}$/i.test(name)) {
    const commit = await commitOf(root, name, signal);
    if (commit !== undefined) return { commit };
  }
  if (!(await isBranchName(root, name, signal))) return undefined;
  for (const ref of [`refs/heads/${name}`, `refs/remotes/${name}`, `refs/remotes/origin/${name}`]) {
    const commit = await commitOf(root, ref, signal);
    if (commit !== undefined) return { commit, ref };
  }
  const tagged = await commitOf(root, `refs/tags/${name}`, signal);
  if (tagged !== undefined) return { commit: tagged };
  const { out } = await runGit(
    root,
    ['for-each-ref', '--count=1', '--format=%(refname)', '--', `refs/remotes/*/${name}`],
    {
      signal,
    },
  );
  const ref = out.trim();
  const commit = ref === '' ? undefined : await commitOf(root, ref, signal);
  return commit === undefined ? undefined : { commit, ref };
}

/** The commit that a hash or the whole name of a ref stands for. */
export async function commitOf(root: string, ref: string, signal?: AbortSignal): Promise<string | undefined> {
  const { ended, out } = await runGit(root, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], { signal });
  return ended === 'ok' ? out.trim() : undefined;
}

/** Whether git takes it as the name of a branch, and as nothing else. */
export async function isBranchName(root: string, name: string, signal?: AbortSignal): Promise<boolean> {
  if (name.startsWith('-') || name === 'HEAD' || /[\0\n]/.test(name)) return false;
  return (await runGit(root, ['check-ref-format', `refs/heads/${name}`], { signal })).ended === 'ok';
}
