import { parseAddress } from '../wire/address.ts';

/** What the overview calls the installation directory (1.1). */
const USUAL_DIRECTORY = '/readydesk';

/**
 * The endpoints that an address can mean, likeliest first: the two spellings of 1.1, for a host alone also below the
 * usual installation directory.
 * @throws DeskError `badInput`
 */
export function endpoints(text: string): [URL, ...URL[]] {
  const url = parseAddress(text);
  const path = url.pathname.replace(/\/+$/, '');
  const spelled = /^(.*)\/api(\/default\.aspx)?$/i.exec(path);
  const at = (pathname: string): URL => Object.assign(new URL(url), { pathname });
  if (spelled) {
    const folder = path.slice(0, path.length - (spelled[2]?.length ?? 0));
    const both: [URL, URL] = [at(`${folder}/`), at(`${folder}${spelled[2] ?? '/default.aspx'}`)];
    return spelled[2] ? [both[1], both[0]] : both;
  }
  const base = path.replace(/\/[^/]*\.aspx$/i, '');
  const found: [URL, ...URL[]] = [at(`${base}/API/`), at(`${base}/API/default.aspx`)];
  if (base === '') found.push(at(`${USUAL_DIRECTORY}/API/`), at(`${USUAL_DIRECTORY}/API/default.aspx`));
  return found;
}
