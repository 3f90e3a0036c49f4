import { branchNumbers } from '../../model/branchNumbers.ts';
import type { TicketBranch } from '../../model/repository.ts';
import { remotesOf } from './repositories.ts';
import { runGit } from './runGit.ts';

const shown = 50;

/** Branches of a repository whose names hold the number, the likeliest first; remotes are not asked. */
export async function branchesOf(root: string, number: string, signal?: AbortSignal): Promise<readonly TicketBranch[]> {
  const wanted = number.replace(/^0+(?=\d)/, '');
  const remotes = (await remotesOf(root, signal)).map(remote => remote.name);
  const names = await runGit(root, ['for-each-ref', '--format=%(refname)', '--', 'refs/heads', 'refs/remotes'], {
    signal,
  });
  const local = new Set<string>();
  const matches: { ref: string; name: string; remote?: string; place: number }[] = [];
  for (const ref of names.out.split('\n')) {
    const branch = branchOfRef(ref, remotes);
    if (!branch) continue;
    if (branch.remote === undefined) local.add(branch.name);
    const place = placeOf(wanted, branch.name);
    if (place !== undefined) matches.push({ ref, ...branch, place });
  }
  const kept = matches.filter(({ name, remote }) => remote === undefined || !local.has(name));
  kept.sort((a, b) => a.place - b.place || Number(a.remote !== undefined) - Number(b.remote !== undefined));
  const about = await aboutRefs(
    root,
    kept.slice(0, 4 * shown).map(({ ref }) => ref),
    signal,
  );
  const rows = kept.flatMap(({ ref, ...row }) => {
    const known = about.get(ref);
    return known ? [{ ...row, ...known, here: row.remote === undefined ? 0 : 1 }] : [];
  });
  rows.sort((a, b) => a.place - b.place || a.here - b.here || compare(b.at, a.at) || compare(a.remote, b.remote));
  return rows.slice(0, shown).map(({ name, remote, worktree, at }) => ({
    name,
    ...(remote !== undefined && { remote }),
    ...(worktree !== '' && { worktree }),
    ...(at !== '' && { at }),
  }));
}

/** Which of the name's numbers it is; last one that is known to be wanted and would else be too short for a number. */
function placeOf(wanted: string, name: string): number | undefined {
  const place = branchNumbers(name).indexOf(wanted);
  if (place >= 0) return place;
  const begins = name
    .split('/')
    .some(part => part.startsWith(wanted) && !/^[\p{L}\p{N}.]/u.test(part.slice(wanted.length)));
  return wanted !== '' && begins ? Number.MAX_SAFE_INTEGER : undefined;
}

/** A remote's name may have slashes too: the longest that fits. */
function branchOfRef(ref: string, remotes: readonly string[]): { name: string; remote?: string } | undefined {
  if (ref.startsWith('refs/heads/')) return { name: ref.slice('refs/heads/'.length) };
  if (!ref.startsWith('refs/remotes/')) return undefined;
  const rest = ref.slice('refs/remotes/'.length);
  const fitting = remotes.filter(remote => rest.startsWith(`${remote}/`)).sort((a, b) => b.length - a.length);
  const remote = fitting[0] ?? rest.split('/', 1)[0] ?? '';
  const name = rest.slice(remote.length + 1);
  return name === '' || name === 'HEAD' ? undefined : { name, remote };
}

async function aboutRefs(root: string, refs: readonly string[], signal?: AbortSignal) {
  const about = new Map<string, { worktree: string; at: string }>();
  if (refs.length === 0) return about;
  const format = '--format=%(refname)%09%(committerdate:iso-strict)%09%(worktreepath)';
  const { out } = await runGit(root, ['for-each-ref', format, '--', ...refs], { signal });
  for (const line of out.split('\n')) {
    const [ref = '', at = '', worktree = ''] = line.split('\t');
    if (ref !== '') about.set(ref, { worktree, at: at && new Date(at).toISOString() });
  }
  return about;
}

function compare(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
