import { parseAddress } from '../wire/address.ts';

/** Where an account without a server name is (1.1). */
export const DEFAULT_ADDRESS = 'https://app.teamsupport.com';

/**
 * The address up to and without `/api`, from a host alone, with `/api`, or from the address of any resource.
 * @throws DeskError `badInput`
 */
export function baseAddress(text: string): URL {
  const url = parseAddress(text.trim() || DEFAULT_ADDRESS);
  url.pathname = url.pathname.replace(/\/api(?:\/.*)?$/i, '').replace(/\/+$/, '');
  return url;
}

/** The address as it is kept in the settings. */
export function keptAddress(base: URL): string {
  return `${base.origin}${base.pathname.replace(/\/+$/, '')}`;
}
