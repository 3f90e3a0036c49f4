import { isHash } from '../../model/linkData.ts';
import type { GitHosts, RemoteKind } from '../../model/repository.ts';

/** A repository as one of its remotes names it. No credentials are in it. */
export interface Remote {
  /** The same for each form of its address: `github.com/acme/shop`. */
  readonly repository: string;
  /** Absent: it cannot be told from the address. */
  readonly kind?: RemoteKind;
  /** Web page of the repository, without a slash at the end. */
  readonly web: string;
}

/** Lines of a file, 1-based and inclusive. */
export interface Lines {
  readonly startLine: number;
  readonly endLine: number;
}

interface Address {
  /** Scheme of its web pages. */
  readonly scheme: 'https' | 'http';
  readonly host: string;
  /** `:8443` of web pages; of others nothing. */
  readonly port: string;
  readonly ssh: boolean;
  readonly sshPort?: string;
  /** Decoded, at least two. */
  readonly parts: readonly string[];
}

const mostCharacters = 1_000;
/** Hosts that take git by SSH on the port of web pages. */
const otherHosts: Readonly<Record<string, string>> = {
  'ssh.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
  'altssh.bitbucket.org': 'bitbucket.org',
  'www.github.com': 'github.com',
};
const hostName = /^[a-z\d](?:[a-z\d._-]{0,250}[a-z\d])?$|^\[[\da-f:.]{2,45}\]$/i;
/** Forgejo and Gitea under names that do not say so. */
const giteaHosts = new Set(['codeberg.org', 'code.forgejo.org', 'disroot.org', 'git.disroot.org', 'notabug.org']);

/**
 * The repository that a remote's address names; undefined for paths of this machine and what is no address. `kinds` has
 * the programs of hosts that cannot be told by their names.
 */
export function remoteOf(url: string, kinds: GitHosts = {}): Remote | undefined {
  const address = addressOf(url.trim());
  if (!address) return undefined;
  const { host, parts } = address;
  const azure = azureOf(address);
  if (azure) return azure;
  const told = Object.hasOwn(kinds, host) ? kinds[host] : undefined;
  const kind = told ?? kindOf(address);
  if (kind === 'bitbucketServer') return serverOf(address);
  const fits = parts.length === 2 || (kind !== 'github' && kind !== 'bitbucket');
  const web = `${origin(address)}/${encoded(parts)}`;
  const repository = `${host}${address.port}/${parts.join('/')}`;
  return fits && kind ? { repository, kind, web } : { repository, web };
}

/** Web page of lines at a commit; undefined where the program is not known. */
export function permalinkTo(remote: Remote, commit: string, path: string, lines: Lines): string | undefined {
  if (!isHash(commit)) return undefined;
  const { web, kind } = remote;
  const { startLine: start, endLine: end } = lines;
  const file = encoded(path.split('/'));
  const several = end > start;
  // These pages show Markdown as it reads, which has no lines.
  const rendered = /\.(?:md|markdown|mdx|adoc|asciidoc|rst|org|textile|ipynb|csv|svg)$/i.test(path);
  switch (kind) {
    case 'github':
      return `${web}/blob/${commit}/${file}${rendered ? '?plain=1' : ''}#L${start}${several ? `-L${end}` : ''}`;
    case 'gitlab':
      return `${web}/-/blob/${commit}/${file}${rendered ? '?plain=1' : ''}#L${start}${several ? `-${end}` : ''}`;
    case 'bitbucket':
      return `${web}/src/${commit}/${file}#lines-${start}${several ? `:${end}` : ''}`;
    case 'bitbucketServer':
      return `${web}/browse/${file}?at=${commit}#${start}${several ? `-${end}` : ''}`;
    case 'azure': {
      const span = `line=${start}&lineEnd=${end + 1}&lineStartColumn=1&lineEndColumn=1&lineStyle=plain&_a=contents`;
      return `${web}?path=${encodeURIComponent(`/${path}`)}&version=GC${commit}&${span}`;
    }
    case 'gitea':
      return `${web}/src/commit/${commit}/${file}${rendered ? '?display=source' : ''}#L${start}${several ? `-L${end}` : ''}`;
    default:
      return undefined;
  }
}

/** Web page of a commit; undefined where the program is not known. */
export function commitPage(remote: Remote, commit: string): string | undefined {
  if (!isHash(commit) || !remote.kind) return undefined;
  const folder = { gitlab: '-/commit', bitbucket: 'commits', bitbucketServer: 'commits' } as const;
  return `${remote.web}/${remote.kind in folder ? folder[remote.kind as keyof typeof folder] : 'commit'}/${commit}`;
}

/** Whether two names of repositories are of the same one: hosts take any case. */
export function isSameRepository(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function addressOf(url: string): Address | undefined {
  if (url === '' || url.length > mostCharacters || /[\p{Cc}\p{Cf}\s\\]/u.test(url.replaceAll(' ', '')))
    return undefined;
  const whole = /^(?:git\+)?(https?|ssh|git)(?:\+ssh)?:\/\/([^/]*)\/(.*)$/i.exec(url);
  if (whole) {
    const [, scheme = '', authority = '', path = ''] = whole;
    const place = authority.slice(authority.lastIndexOf('@') + 1);
    const [, host = '', port] = /^(.*?)(?::(\d{1,5}))?$/.exec(place) ?? [];
    const web = /^https?$/i.test(scheme);
    const parts = partsOf(web ? (path.split(/[?#]/)[0] ?? '') : path);
    const usual = scheme.toLowerCase() === 'http' ? '80' : '443';
    return (
      parts &&
      checked({
        scheme: scheme.toLowerCase() === 'http' ? 'http' : 'https',
        host,
        port: web && port && port !== usual ? `:${port}` : '',
        ssh: !web,
        ...(!web && port ? { sshPort: port } : {}),
        parts,
      })
    );
  }
  if (url.includes('://')) return undefined;
  // user@host:path. One letter before the colon is a drive, a slash before it a path of this machine.
  const [, host = '', path = ''] = /^(?:[^/@:]*@)?([^/@:]{2,}|\[[^\]/@]*\]):(.*)$/.exec(url) ?? [];
  const parts = partsOf(path);
  return parts && checked({ scheme: 'https', host, port: '', ssh: true, parts });
}

function checked(address: Address): Address | undefined {
  const named = address.host.toLowerCase().replace(/\.$/, '');
  // Who has several accounts calls a host `github.com-work` in the settings of SSH: no name of a network ends so.
  const host = address.ssh ? named.replace(/(\.(?!xn-)[a-z]{2,24})-[a-z\d_-]+$/, '$1') : named;
  if (!hostName.test(host) || host.includes('..')) return undefined;
  return { ...address, host: (Object.hasOwn(otherHosts, host) && otherHosts[host]) || host };
}

function partsOf(path: string): string[] | undefined {
  const plain = path.replace(/^\/+/, '').replace(/\/+$/, '');
  const parts = plain.split('/').map(decodedOrSame);
  const last = parts.at(-1) ?? '';
  if (/.\.git$/i.test(last)) parts[parts.length - 1] = last.slice(0, -4);
  const isFine = (part: string) =>
    part !== '' && !/^\.{1,2}$/.test(part) && !/^:|[\p{Cc}\p{Cf}\p{Cs}/\\@?#]/u.test(part);
  return parts.length > 1 && parts.every(isFine) ? parts : undefined;
}

function decodedOrSame(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function encoded(parts: readonly string[]): string {
  return parts.map(part => encodeURIComponent(part).replace(/^%7E/, '~')).join('/');
}

function origin({ scheme, host, port }: Address): string {
  return `${scheme}://${host}${port}`;
}

function kindOf({ host, ssh, sshPort, parts }: Address): RemoteKind | undefined {
  const labels = host.split(/[.-]/);
  if (host === 'github.com' || labels.includes('github') || host.endsWith('.ghe.com')) return 'github';
  if (labels.includes('gitlab')) return 'gitlab';
  if (host === 'bitbucket.org') return 'bitbucket';
  if (labels.includes('bitbucket') || labels.includes('stash') || (ssh && sshPort === '7999')) return 'bitbucketServer';
  if (!ssh && parts.at(-3) === 'scm') return 'bitbucketServer';
  if (giteaHosts.has(host) || labels.some(label => /^(?:gitea|forgejo|codeberg)$/.test(label))) return 'gitea';
  return undefined;
}

/** `/scm/KEY/repo` and `/projects/KEY/repos/repo` by https, `/KEY/repo` by SSH; `~name` is a person's own. */
function serverOf(address: Address): Remote {
  const { host, parts } = address;
  const web = origin(address);
  const [key = '', name = ''] = parts.slice(-2);
  const before = parts.slice(0, -2);
  if (before.at(-1) === 'scm' && !address.ssh) before.pop();
  const repository = [`${host}${address.port}`, ...before, key, name].join('/');
  const folder = key.startsWith('~') ? ['users', key.slice(1)] : ['projects', key];
  return { repository, kind: 'bitbucketServer', web: `${web}/${encoded([...before, ...folder, 'repos', name])}` };
}

/**
 * `dev.azure.com/org/project/_git/repo`, `ssh.dev.azure.com:v3/org/project/repo`, `org.visualstudio.com/project/_git/repo`
 * and its SSH; on other hosts what has `_git` in its path (Azure DevOps Server). Where the project is not said, it is
 * called as the repository.
 */
function azureOf(address: Address): Remote | undefined {
  const { host, parts } = address;
  const service = (organisation: string, project: string, name: string): Remote => ({
    repository: `dev.azure.com/${organisation}/${project}/${name}`,
    kind: 'azure',
    web: `https://dev.azure.com/${encoded([organisation, project, '_git', name])}`,
  });
  if (/^(?:vs-)?ssh\.(?:dev\.azure|visualstudio)\.com$/.test(host) && /^v\d$/.test(parts[0] ?? '')) {
    const [, organisation, project, name] = parts;
    return parts.length === 4 && organisation && project && name ? service(organisation, project, name) : undefined;
  }
  const mark = parts.findIndex(part => part === '_git' || part === '_ssh');
  const name = parts[mark + 1];
  if (mark < 0 || mark !== parts.length - 2 || !name) return undefined;
  const [organisation] = /\.visualstudio\.com$/.test(host) ? host.split('.') : parts;
  if (host === 'dev.azure.com' && organisation && mark >= 1 && mark <= 2)
    return service(organisation, mark === 2 ? (parts[1] ?? name) : name, name);
  if (host.endsWith('.visualstudio.com') && organisation) {
    const project = parts.slice(0, mark).filter(part => part !== 'DefaultCollection');
    return project.length <= 1 ? service(organisation, project[0] ?? name, name) : undefined;
  }
  const before = parts.slice(0, mark);
  return {
    repository: [`${host}${address.port}`, ...before, name].join('/'),
    kind: 'azure',
    web: `${origin(address)}/${encoded([...before, '_git', name])}`,
  };
}
