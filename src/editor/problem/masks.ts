import { isIP } from 'node:net';
import type { DeskConfig } from '../../model/desk.ts';
import { withoutSecretShapes } from '../../model/secretShapes.ts';

/** What tells who and where the user is. */
export interface Private {
  readonly desks: readonly DeskConfig[];
  /** Names that desks had before. */
  readonly formerNames: readonly string[];
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
/** Names that are nobody's: of what a desk runs on, and of users whom containers and systems bring along. */
const nobodys = /^(?:readydesk|teamsupport|deskside|root|node|vscode|codespace|user|admin)$/i;
/** Of a certificate's owner or issuer: what says which company, and where. */
const company = /\b((?:O|OU|L|ST|STREET|postalCode|serialNumber|emailAddress)\\?=).*?(?=, \w+\\?=| \||$)/gm;
/** With a certificate's fingerprint anybody finds out whose it is. */
const fingerprint = /\b(?:[\da-f]{2}:){19,}[\da-f]{2}\b/gi;

/**
 * Makes a function that takes out of texts what tells who and where the user is: names, hosts, addresses, paths, and what
 * has the shape of a secret. One thing is called the same wherever it stands, so that lines can be put together.
 */
export function maskOf(about: Private): (text: string) => string {
  const { desks, formerNames, folders, home, user, machine } = about;
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
    ...formerNames.map((name): Named => [name, '(a former desk)']),
    ...desks.flatMap(({ technicianName = '', technicianId = '', organizationId = '', id }): Named[] => [
      [technicianName, '(me)'],
      // As a number it says nothing, and would be looked for in every number.
      [/^\d+$/.test(technicianId) ? '' : technicianId, '(me)'],
      [organizationId, '(organization)'],
      [id, '(desk id)'],
    ]),
    ...folders.map((folder, index): Named => [folder, `(folder ${index + 1})`]),
    [home, '~'],
    [machine, '(machine)'],
    [user, '(user)'],
    ...domains,
  ];
  return text => {
    const clean = withoutSecretShapes(text)
      .replace(fingerprint, '(fingerprint)')
      .replace(company, '$1***')
      .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '(e-mail)')
      // A host that no setting names, such as where an answer sent one to.
      .replace(
        /(\bhttps?:\/\/(?:\*+@)?)(\[[^\]\s]*\]|[^\s/?#:"'<>()`\\|]+)/gi,
        (_, scheme, host) => `${scheme}${hostMask(host)}`,
      );
    // What is a host in an address is one wherever it stands; a name without a dot may be just a word.
    const met = [...hosts].filter(([host]) => host.includes('.') || known.includes(host));
    return [...named, ...met]
      .filter(([name]) => name.trim().length >= shortest && !loopback.test(name) && !nobodys.test(name.trim()))
      .toSorted(([one], [other]) => other.length - one.length)
      .reduce((rest, [name, mask]) => rest.replace(anywhere(name.trim()), mask), clean)
      .replace(/(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?!\w|\.\d)/g, each =>
        isIP(each) && !loopback.test(each) ? '(IP)' : each,
      )
      .replace(/(?<![\w:])[\da-f:]{3,45}(?!\w)/gi, each => (isIP(each) && !loopback.test(each) ? '(IP)' : each));
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
