import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Reply } from './http.ts';

/** Portions in a second of an answer that trickles. */
const beat = 10;

/** Sends an answer, at once or so many bytes in a second; the bytes of its body. @throws when the caller hangs up */
export async function send(outgoing: ServerResponse, reply: Reply, perSecond: number | undefined): Promise<number> {
  const { status, headers, body } = reply;
  const whole = typeof body === 'string' || body instanceof Uint8Array ? Buffer.from(body) : undefined;
  const length = whole && status !== 204 && status !== 304 ? { 'content-length': String(whole.length) } : {};
  outgoing.writeHead(status, { 'cache-control': 'no-store', ...length, ...headers });
  if (whole && perSecond === undefined) {
    outgoing.end(whole);
    return whole.length;
  }
  let bytes = 0;
  const counted = async function* () {
    for (const piece of whole ? [whole] : (body as Iterable<string>)) {
      const buffer = Buffer.from(piece);
      bytes += buffer.length;
      if (perSecond === undefined) yield buffer;
      else yield* trickle(buffer, perSecond);
    }
  };
  await pipeline(Readable.from(counted(), { objectMode: true }), outgoing);
  return bytes;
}

/** Sends an answer's head, half of its body, and cuts the connection. */
export async function sendHalf(outgoing: ServerResponse, { status, headers, body }: Reply): Promise<void> {
  const whole =
    typeof body === 'string' || body instanceof Uint8Array ? Buffer.from(body) : Buffer.from([...body].join(''));
  outgoing.writeHead(status, { 'cache-control': 'no-store', 'content-length': String(whole.length), ...headers });
  await new Promise<void>(resolve => {
    outgoing.write(whole.subarray(0, Math.ceil(whole.length / 2)), () => resolve());
    outgoing.once('close', resolve);
  });
  outgoing.destroy();
}

async function* trickle(buffer: Buffer, perSecond: number): AsyncIterable<Buffer> {
  const portion = Math.max(1, Math.floor(perSecond / beat));
  const wait = (portion / perSecond) * 1000;
  for (let at = 0; at < buffer.length; at += portion) {
    await pause(wait);
    yield buffer.subarray(at, at + portion);
  }
}
