import type { GitHosts, RemoteKind } from '../../../model/repository.ts';

/** What a person calls the programs; of Bitbucket only the cloud has a host that is not one's own. */
const kinds: Readonly<Record<string, RemoteKind>> = {
  github: 'github',
  gitlab: 'gitlab',
  bitbucket: 'bitbucketServer',
  azure: 'azure',
  gitea: 'gitea',
};

/** The programs of git hosts as a setting tells them; what cannot be one is left out. */
export function gitHosts(setting: unknown): GitHosts {
  if (typeof setting !== 'object' || setting === null) return {};
  const known = Object.entries(setting).flatMap(([host, kind]): [string, RemoteKind][] => {
    const meant = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    return meant ? [[host.trim().toLowerCase(), meant]] : [];
  });
  return Object.fromEntries(known);
}
