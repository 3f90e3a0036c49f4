import type { WorkCommit } from '../../model/repository.ts';
import { resolveStart } from './refs.ts';
import { remotesOf } from './repositories.ts';
import { runGit } from './runGit.ts';

const listed = 200;

/** The web page of a commit at a remote's address, where its form is known. */
export type PageOfCommit = (remoteUrl: string, hash: string) => string | undefined;

/**
 * Commits of HEAD that `base` has not, newest first, at most 200; without a base that is there, those since `since`
 * (ISO 8601); with neither none. Merges are left out: they are nobody's work. Their time is when they were written, which
 * a rebase keeps.
 */
export async function commits(
  root: string,
  span: { readonly base?: string; readonly since?: string },
  pageOf: PageOfCommit,
  signal?: AbortSignal,
): Promise<readonly WorkCommit[]> {
  const base = span.base === undefined ? undefined : await resolveStart(root, span.base, signal);
  const since = span.since === undefined ? Number.NaN : Date.parse(span.since);
  if (base === undefined && Number.isNaN(since)) return [];
  const range = base === undefined ? [`--max-age=${Math.floor(since / 1000)}`, 'HEAD'] : ['HEAD', `^${base.commit}`];
  const format = '--format=%H%n%aI%n%ae%n%s%n%b';
  const args = ['log', '-z', '--no-merges', '--no-show-signature', `-n${listed}`, format, ...range, '--'];
  const { ended, out } = await runGit(root, args, { signal });
  if (ended !== 'ok' || out === '') return [];

  const email = await ownEmail(root, signal);
  const records = out.split('\0').filter(record => record !== '');
  const pages = await pagesOf(root, range, pageOf, signal);
  return records.map(record => {
    const [hash = '', at = '', author = '', subject = '', ...body] = record.split('\n');
    const permalink = pages(hash);
    return {
      hash,
      subject,
      body: body.join('\n').trim(),
      at: Number.isNaN(Date.parse(at)) ? at : new Date(at).toISOString(),
      mine: author !== '' && author.toLowerCase() === email,
      ...(permalink !== undefined && { permalink }),
    };
  });
}

/** The address that a commit made now would have. */
async function ownEmail(root: string, signal?: AbortSignal): Promise<string | undefined> {
  const { ended, out } = await runGit(root, ['var', 'GIT_AUTHOR_IDENT'], { signal });
  const [start, end] = [out.lastIndexOf('<'), out.lastIndexOf('>')];
  return ended === 'ok' && start >= 0 && end > start ? out.slice(start + 1, end).toLowerCase() : undefined;
}

/** Pages at the first remote that has the commit, as far as this clone knows, and whose address is understood. */
async function pagesOf(
  root: string,
  range: readonly string[],
  pageOf: PageOfCommit,
  signal?: AbortSignal,
): Promise<(hash: string) => string | undefined> {
  const known: { url: string; missing: ReadonlySet<string> }[] = [];
  const remotes = (await remotesOf(root, signal)).filter(({ url }) => pageOf(url, '0'.repeat(40)) !== undefined);
  for (const { name, url } of remotes.slice(0, 3)) {
    const args = ['rev-list', '--no-merges', ...range, '--not', `--remotes=${globLiteral(name)}`, '--'];
    const { ended, out } = await runGit(root, args, { signal });
    if (ended === 'ok') known.push({ url, missing: new Set(out.split('\n')) });
  }
  return hash => {
    const remote = known.find(({ missing }) => !missing.has(hash));
    return remote && pageOf(remote.url, hash);
  };
}

/** The name of a remote where git takes a pattern; what is below it is meant too. */
function globLiteral(name: string): string {
  return `${name.replaceAll(/[\\*?[]/g, '\\$&')}/*`;
}
