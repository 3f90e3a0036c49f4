import { isUnencrypted, withScheme } from '../model/address.ts';
import { DeskError } from '../model/errors.ts';
import { said } from '../model/said.ts';

/**
 * An address as a user types it. Without a scheme it is https, for this machine http; query, fragment, user and
 * password are dropped.
 * @throws DeskError `badInput` when it is none.
 */
export function parseAddress(text: string): URL {
  const trimmed = text.trim();
  const whole = withScheme(trimmed);
  let url: URL;
  try {
    url = new URL(whole);
  } catch {
    throw new DeskError({ reason: 'badInput', detail: said`The address is not a web address.` });
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new DeskError({ reason: 'badInput', detail: said`The address must begin with https:// or http://.` });
  }
  if (!url.hostname || (whole !== trimmed && /[\s@]/.test(trimmed))) {
    throw new DeskError({ reason: 'badInput', detail: said`The address is not a web address.` });
  }
  url.search = '';
  url.hash = '';
  url.username = '';
  url.password = '';
  return url;
}

/**
 * Refuses to send a secret in the clear over a network.
 * @throws DeskError `plainHttp`
 */
export function requireEncryption(url: URL, allowPlainHttp: boolean | undefined): void {
  if (isUnencrypted(url) && !allowPlainHttp) {
    throw new DeskError({ reason: 'plainHttp', host: url.host });
  }
}
