import { BlockList, isIP } from 'node:net';

/**
 * Whether a list in the manner of the `NO_PROXY` variable names an address: `*`, hosts (with all hosts below them, with
 * or without a leading `.` or `*.`), IP addresses, ranges such as `10.0.0.0/8`, each but the last with or without a
 * port. Entries are separated by commas or blanks.
 */
export function isListed(target: URL, lists: readonly string[]): boolean {
  const host = bare(target.hostname);
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  return lists.flatMap(list => list.split(/[\s,]+/)).some(entry => entry !== '' && matches(entry, host, port));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const range = /^\[?([\da-f.:]+?)\]?\/(\d{1,3})$/i.exec(entry);
  if (range) return inRange(host, range[1] ?? '', Number(range[2]));
  const withPort = isIP(entry) ? null : /^(.*):(\d+)$/.exec(entry);
  if (withPort && withPort[2] !== port) return false;
  const name = bare((withPort?.[1] ?? entry).replace(/^\*?\./, ''));
  return name !== '' && (host === name || (!isIP(host) && host.endsWith(`.${name}`)));
}

function inRange(host: string, network: string, prefix: number): boolean {
  const family = isIP(network);
  if (family === 0 || isIP(host) !== family || prefix > (family === 4 ? 32 : 128)) return false;
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  const range = new BlockList();
  range.addSubnet(network, prefix, kind);
  return range.check(host, kind);
}

/** A host name in lower case, without the brackets of IPv6 and without the dot of the root. */
export function bare(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}
