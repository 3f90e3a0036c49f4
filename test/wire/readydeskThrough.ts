import type { HelpDesk } from '../../src/model/desk.ts';
import { readydesk } from '../../src/readydesk/connector.ts';
import { type LocalServer, startLocalServer } from './localServer.ts';
import type { SampleDesk } from './sampleDesk.ts';

/** In which ways a desk between differs from the sample desk. */
export interface Ways {
  /** Changes the query; a text is the answer instead. */
  readonly ask?: (query: URLSearchParams, action: string) => string | undefined;
  /** Changes what the sample desk answers (XML). */
  readonly answer?: (xml: string, action: string, query: URLSearchParams) => string;
}

/** The sample desk behind one that has ways of its own. */
export interface Through {
  readonly server: LocalServer;
  /** A connector; each is a process of its own as far as memory goes. */
  open(): HelpDesk;
  /** Actions that were asked since the last call. */
  actions(): string[];
  stop(): Promise<void>;
}

export const refusal = (words: string): string => `<?xml version="1.0"?><response><error>${words}</error></response>`;

export async function startThrough(sample: SampleDesk, ways: Ways): Promise<Through> {
  const { url: target, key } = sample.readydesk;
  const server = await startLocalServer((_request, response, url) => {
    const query = new URLSearchParams(url.search);
    const action = query.get('action') ?? '';
    const say = (body: string): void => {
      response.setHeader('content-type', 'text/xml');
      response.end(body);
    };
    const instead = ways.ask?.(query, action);
    if (typeof instead === 'string') return say(instead);
    fetch(`${target}?${query}`)
      .then(answer => answer.text())
      .then(xml => say(ways.answer?.(xml, action, query) ?? xml))
      .catch(() => response.destroy());
  });
  const opened: HelpDesk[] = [];
  let told = 0;
  return {
    server,
    open: () => {
      const address = `${server.url}/API/default.aspx`;
      const desk = readydesk.open({ id: 'r', name: 'R', system: 'readydesk', address }, key);
      opened.push(desk);
      return desk;
    },
    actions: () => {
      const asked = server.asked.slice(told).map(each => /action=(\w+)/.exec(each)?.[1] ?? '');
      told = server.asked.length;
      return asked;
    },
    stop: async () => {
      for (const desk of opened) await desk.close();
      await server.stop();
    },
  };
}
