import { isIP } from 'node:net';
import type { DeskConfig } from '../../model/desk.ts';
import { withoutSecretShapes } from '../../model/secretShapes.ts';

/** What tells who and where the user is. */
export interface Private {
  readonly desks: readonly DeskConfig[];
  /** Folders of the workspace, as paths. */
  readonly folders: readonly string[];
  readonly home: string;
  /** Names of the user and the machine, as the operating system has them. */
  readonly user: string;
  readonly machine: string;
}

/** Shorter names stand in too many words. */
const shortest = 3;
const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i;

/**
 * Makes a function that takes out of texts what tells who and where the user is: names, hosts, addresses, paths, and what
 * has the shape of a secret. One thing is called the same wherever it stands, so that lines can be put together.
 */
export function maskOf({ desks, folders, home, user, machine }: Private): (text: string) => string {
  const hosts = new Map<string, string>();
  const hostMask = (host: string): string => {
    const key = host.toLowerCase();
    if (loopback.test(key)) return host;
    const known = hosts.get(key) ?? `host${hosts.size + 1}`;
    hosts.set(key, known);
    return known;
  };
  const known = desks.flatMap(({ address, ticketUrl = '' }) =>
    [address, ticketUrl].flatMap(each => {
      const host = URL.parse(each)?.hostname ?? '';
      return host === '' || loopback.test(host) ? [] : [host];
    }),
  );
  for (const host of known) hostMask(host);
  const domains = known.flatMap(host => parentsOf(host).map((parent): Named => [parent, 'domain']));
  const named: readonly Named[] = [
    ...desks.map(({ name }, index): Named => [name, `Desk ${index + 1}`]),
    ...desks.flatMap(({ technicianName = '', organizationId = '', id }): Named[] => [
      [technicianName, '(me)'],
      [organizationId, '(organization)'],
      [id, '(desk id)'],
    ]),
    ...folders.map((folder, index): Named => [folder, `(folder ${index + 1})`]),
    [home, '~'],
    [machine, '(machine)'],
    [user, '(user)'],
    ...known.map((host): Named => [host, hostMask(host)]),
    ...domains,
  ];
  const replacements = named
    .filter(([name]) => name.trim().length >= shortest && !loopback.test(name))
    .toSorted(([one], [other]) => other.length - one.length)
    .map(([name, mask]): readonly [RegExp, string] => [anywhere(name.trim()), mask]);
  return text => {
    const clean = withoutSecretShapes(text)
      .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '(e-mail)')
      // A host that no setting names, such as where an answer sent one to.
      .replace(/(\bhttps?:\/\/(?:\*+@)?)([^\s/?#:"'<>()`\\|]+)/gi, (_, scheme, host) => `${scheme}${hostMask(host)}`);
    return replacements
      .reduce((rest, [name, mask]) => rest.replace(name, mask), clean)
      .replace(/(?<![\w.:])[\da-f.:]{3,45}(?![\w.:])/gi, each => (isIP(each) && !loopback.test(each) ? '(IP)' : each));
  };
}

type Named = readonly [name: string, mask: string];

/** `acme.example` of `help.acme.example`. */
function parentsOf(host: string): string[] {
  const labels = host.split('.');
  return isIP(host) ? [] : labels.slice(1, -1).map((_, index) => labels.slice(index + 1).join('.'));
}

/** Finds a name where it is no part of a longer word, also as Markdown has it, and paths with either slash. */
function anywhere(name: string): RegExp {
  const letters = Array.from(name, letter => {
    if (/[\\/]/.test(letter)) return String.raw`[\\/]+`;
    const plain = letter.replace(/[.*+?^${}()|[\]]/g, String.raw`\$&`);
    return /[\p{L}\p{N}\s]/u.test(letter) ? plain : String.raw`\\?${plain}`;
  });
  const word = /[\p{L}\p{N}]/u;
  const before = word.test(name[0] ?? '') ? String.raw`(?<![\p{L}\p{N}])` : '';
  const after = word.test(name.at(-1) ?? '') ? String.raw`(?![\p{L}\p{N}])` : '';
  return new RegExp(`${before}${letters.join('')}${after}`, 'giu');
}
