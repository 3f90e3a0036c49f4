import { DeskError } from '../model/errors.ts';
import type { NetworkSettings } from '../model/network.ts';
import { said } from '../model/said.ts';
import { orAborted } from './abort.ts';
import { Connections } from './agent.ts';
import { networkCode, networkWords } from './failures.ts';
import { detail } from './redact.ts';

/** Bytes read of an image at most. */
const sizeLimit = 5 * 1024 * 1024;
/** Milliseconds for all of an image. */
const wholeTimeout = 60_000;
/** Milliseconds until the image begins to come. */
const headersTimeout = 15_000;
const allowed = new Set(['image/png', 'image/gif', 'image/jpeg', 'image/webp']);

/**
 * Fetches an image that a ticket's text refers to, without any credentials, and gives it as a `data:` address.
 * Redirects are not followed: where they lead was not what the user agreed to.
 * @param own the desk's own origin: the only one that plain http may go to
 * @throws DeskError `badInput` for an address that is not https (or the desk's own), `refused` for anything that
 *   is not an image of a known kind and moderate size, `unreachable` and `cancelled` as named.
 */
export async function fetchImage(
  address: string,
  own: string,
  network: NetworkSettings,
  signal?: AbortSignal,
): Promise<string> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && url.origin === own))) {
    throw new DeskError({ reason: 'badInput', detail: said`not an https address` });
  }
  url.username = '';
  url.password = '';
  const connections = new Connections(url, network, headersTimeout);
  try {
    const late = AbortSignal.timeout(wholeTimeout);
    const ends = signal ? AbortSignal.any([signal, late]) : late;
    const dispatcher = await orAborted(connections.dispatcher(), ends);
    const asked = dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      signal: ends,
    });
    const answer = await orAborted(asked, ends);
    const type =
      String(answer.headers['content-type'] ?? '')
        .split(';')[0]
        ?.trim()
        .toLowerCase() ?? '';
    if (answer.statusCode !== 200 || !allowed.has(type)) {
      // Destroyed before its end, a body tells so by an error event, which nobody else is there to hear.
      answer.body.on('error', () => undefined).destroy();
      const detail =
        answer.statusCode === 200 ? said`not an image (${type || said`no type`})` : `status ${answer.statusCode}`;
      throw new DeskError({ reason: 'refused', status: answer.statusCode, host: url.host, detail });
    }
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > sizeLimit) throw new DeskError({ reason: 'refused', host: url.host, detail: said`larger than 5 MB` });
      chunks.push(chunk);
    }
    return `data:${type};base64,${Buffer.concat(chunks).toString('base64')}`;
  } catch (thrown) {
    if (thrown instanceof DeskError) throw thrown;
    if (signal?.aborted) throw new DeskError({ reason: 'cancelled' });
    const words = detail(networkWords(thrown), connections.route.secrets);
    const code = networkCode(thrown);
    throw new DeskError({ reason: 'unreachable', host: url.host, detail: words, ...(code ? { code } : {}) });
  } finally {
    await connections.close();
  }
}
