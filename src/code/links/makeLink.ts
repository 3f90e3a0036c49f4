import { randomBytes } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { CodeLink } from '../../model/codeLink.ts';
import type { GitHosts } from '../../model/repository.ts';
import type { LinkedLines } from '../code.ts';
import { commitOf } from '../git/refs.ts';
import type { NamedRepository } from '../git/repositories.ts';
import { runGit } from '../git/runGit.ts';
import { findLines, type Wanted } from './findLines.ts';
import { fingerprintOf, linesOf, snippetOf } from './fingerprint.ts';
import { textAt } from './history.ts';
import { type LinkPlaces, pathBelow, searchedOf } from './places.ts';
import { type Lines, permalinkTo, remoteOf } from './remotes.ts';

/** A link to lines as the editor has them, with all that finds them again and shows them to others. */
export async function makeLink(
  { file, text, startLine, endLine }: LinkedLines,
  where: Pick<LinkPlaces, 'folders' | 'repositories' | 'hosts'>,
  signal?: AbortSignal,
): Promise<CodeLink> {
  const lines = linesOf(text);
  const first = Math.max(1, Math.min(startLine, lines.length));
  const span = { startLine: first, endLine: Math.max(first, Math.min(endLine, lines.length)) };
  const wanted = { ...span, fingerprint: fingerprintOf(lines, span), snippet: snippetOf(lines, span) };
  const { path, repository } = await homeOf(file, where);
  const origin = repository && (await originOf(repository, path, wanted, where.hosts, signal));
  return {
    id: randomBytes(8).toString('hex'),
    path,
    ...span,
    fingerprint: wanted.fingerprint,
    ...origin,
    snippet: wanted.snippet,
    at: new Date().toISOString(),
  };
}

/** The innermost repository, else the innermost folder that a file is in, and its path from there. */
async function homeOf(file: string, { folders, repositories }: Pick<LinkPlaces, 'folders' | 'repositories'>) {
  const folder = await realpath(dirname(file)).catch(() => dirname(file));
  const real = join(folder, basename(file));
  let best: { path: string; repository?: NamedRepository } | undefined;
  for (const repository of repositories) {
    const path = pathBelow(repository.root, real);
    if (path && (!best || path.length < best.path.length)) best = { path, repository };
  }
  if (best) return best;
  for (const each of folders) {
    const path = pathBelow(await realpath(each).catch(() => each), real) ?? pathBelow(each, file);
    if (path && (!best || path.length < best.path.length)) best = { path };
  }
  return best ?? { path: basename(file) };
}

/** Commit and web page of lines, as far as they are committed, and others can see the commit. */
async function originOf(
  { root, remotes }: NamedRepository,
  path: string,
  wanted: Wanted,
  hosts?: GitHosts,
  signal?: AbortSignal,
): Promise<Pick<CodeLink, 'commit' | 'repository' | 'permalink'>> {
  const named = remotes.flatMap(({ url }) => remoteOf(url, hosts) ?? [])[0]?.repository;
  const unseen = { ...(named ? { repository: named } : {}) };
  const head = await commitOf(root, 'HEAD', signal);
  if (head === undefined) return unseen;
  for (const { commit, remote } of await publicCommits(root, head, signal)) {
    const lines = await committed(root, commit, path, wanted, signal);
    const page = remoteOf(remotes.find(({ name }) => name === remote)?.url ?? '', hosts);
    if (!lines || !page) continue;
    const permalink = permalinkTo(page, commit, path, lines);
    return { commit, repository: page.repository, ...(permalink ? { permalink } : {}) };
  }
  return (await committed(root, head, path, wanted, signal)) ? { commit: head, ...unseen } : unseen;
}

/** Where the lines are in a commit, untouched. */
async function committed(
  root: string,
  commit: string,
  path: string,
  wanted: Wanted,
  signal?: AbortSignal,
): Promise<Lines | undefined> {
  const text = await textAt(root, commit, path, signal);
  const finding = text === undefined ? undefined : findLines(searchedOf(text), wanted);
  if (finding?.kind === 'found') return finding.place.changed ? undefined : finding.place;
  return finding?.kind === 'several' ? finding.here : undefined;
}

/** HEAD where a remote has it, else the newest commits before it that one has, as far as was last heard from it. */
async function publicCommits(root: string, head: string, signal?: AbortSignal) {
  const found: { commit: string; remote: string }[] = [];
  const ask = ['for-each-ref', '--count=50', '--format=%(refname)', `--contains=${head}`, 'refs/remotes'];
  const { out } = await runGit(root, ask, { signal });
  const holders = out.split('\n').filter(Boolean).map(remoteName);
  if (holders.length > 0) return [{ commit: head, remote: holders.includes('origin') ? 'origin' : (holders[0] ?? '') }];
  const upstream = await runGit(root, ['rev-parse', '--symbolic-full-name', '@{upstream}'], { signal });
  for (const ref of new Set([upstream.out.trim(), 'refs/remotes/origin/HEAD'])) {
    if (!ref.startsWith('refs/remotes/') || !(await commitOf(root, ref, signal))) continue;
    const base = (await runGit(root, ['merge-base', head, ref], { signal })).out.trim();
    if (base) found.push({ commit: base, remote: remoteName(ref) });
  }
  return found;
}

function remoteName(ref: string): string {
  return ref.split('/')[2] ?? '';
}
