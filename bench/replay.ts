import { XMLParser } from 'fast-xml-parser';
import { Agent, type Dispatcher, request } from 'undici';
import type { Sent } from './recording.ts';

/** What a bare loop did. */
export interface Replayed {
  readonly milliseconds: number;
  readonly bytes: number;
}

/** Sends the requests one after the other and downloads each answer; nothing else. */
export function downloadAll(origin: string, sent: readonly Sent[]): Promise<Replayed> {
  return replay(origin, sent, () => undefined);
}

/** Downloads each answer and runs fast-xml-parser over it, and keeps nothing. */
export function downloadAndParse(origin: string, sent: readonly Sent[]): Promise<Replayed> {
  const decoder = new TextDecoder();
  return replay(origin, sent, bytes => {
    const text = decoder.decode(bytes);
    if (!text.trimStart().startsWith('<')) throw new Error('an answer is no XML');
    new XMLParser().parse(text);
  });
}

async function replay(origin: string, sent: readonly Sent[], take: (bytes: Uint8Array) => void): Promise<Replayed> {
  const dispatcher = new Agent({ connections: 1 });
  try {
    let bytes = 0;
    const began = performance.now();
    for (const { method, path, headers, body } of sent) {
      const answer = await request(new URL(path, origin), {
        dispatcher,
        method: method as Dispatcher.HttpMethod,
        headers,
        ...(body.length > 0 ? { body } : {}),
      });
      if (answer.statusCode < 200 || answer.statusCode > 299) throw new Error(`the desk answered ${answer.statusCode}`);
      const page = new Uint8Array(await answer.body.arrayBuffer());
      bytes += page.length;
      take(page);
    }
    return { milliseconds: performance.now() - began, bytes };
  } finally {
    await dispatcher.close();
  }
}
