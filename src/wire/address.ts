import { DeskError } from '../model/errors.ts';

/**
 * An address as a user types it. Without a scheme it is https, for this machine http; query, fragment, user and
 * password are dropped.
 * @throws DeskError `badInput` when it is none.
 */
export function parseAddress(text: string): URL {
  const trimmed = text.trim();
  const bare = !/^[a-z][a-z\d+.-]*:\/\//i.test(trimmed);
  let url: URL;
  try {
    url = new URL(bare ? `https://${trimmed}` : trimmed);
  } catch {
    throw new DeskError({ reason: 'badInput', detail: 'The address is not a web address.' });
  }
  if (bare && isLoopback(url.hostname)) url = new URL(`http://${trimmed}`);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new DeskError({ reason: 'badInput', detail: 'The address must begin with https:// or http://.' });
  }
  if (!url.hostname || (bare && /[\s@]/.test(trimmed))) {
    throw new DeskError({ reason: 'badInput', detail: 'The address is not a web address.' });
  }
  url.search = '';
  url.hash = '';
  url.username = '';
  url.password = '';
  return url;
}

/** Whether a URL's host name is this machine. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  return host === 'localhost' || host === '[::1]' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/**
 * Refuses to send a secret in the clear over a network.
 * @throws DeskError `plainHttp`
 */
export function requireEncryption(url: URL, allowPlainHttp: boolean | undefined): void {
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && !allowPlainHttp) {
    throw new DeskError({ reason: 'plainHttp', host: url.host });
  }
}
