import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { vsix } from '../../scripts/places.mjs';
import { makeWorkspace } from '../../scripts/sampleworkspace.mjs';
import { installChromium, openBrowser } from '../../scripts/vscode/browser.mjs';
import { installServer } from '../../scripts/vscode/install.mjs';
import { installExtension, startServer, workbenchUrl } from '../../scripts/vscode/server.mjs';
import { forgetTrial } from '../../scripts/vscode/trial.mjs';
import { packExtensions } from './extensions.ts';
import type { Asked } from './messages.ts';

/** A window of VS Code may take so long, in milliseconds. */
const limit = 120_000;

/** One VS Code with the packaged extension, an empty one and the probe. */
export interface Host {
  /** Where VS Code keeps what extensions keep. */
  readonly globalStorage: string;
  /** Opens the window anew, with a new extension host; the id of its process. */
  open(): Promise<number>;
  /** Has the probe do something. */
  ask<T = undefined>(asked: Asked): Promise<T>;
}

/** What a VS Code is started with. */
export interface HostOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** For the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
}

/** Starts a VS Code for as long as `work` takes. */
export async function withHost<T>(
  { settings = {}, env = {}, say }: HostOptions,
  work: (host: Host) => Promise<T>,
): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'deskside-bench-host-'));
  const line = await probeLine();
  try {
    const program = await installChromium(say);
    const entry = await installServer(say);
    const workspace = await makeWorkspace(join(dir, 'workspace'));
    for (const file of [...(await packExtensions(dir)), vsix]) await installExtension(entry, dir, file);
    const server = await startServer({ entry, dir, settings, env: { ...env, DESKSIDE_BENCH_PORT: String(line.port) } });
    try {
      const browser = await openBrowser({ program, dir });
      try {
        const page = browser.pages()[0] ?? (await browser.newPage());
        const url = workbenchUrl(server, workspace);
        return await work({
          globalStorage: join(dir, 'user-data', 'User', 'globalStorage', 'deskside.deskside'),
          open: async () => {
            const begun = line.begun();
            await page.goto('about:blank');
            await page.goto(url);
            return begun;
          },
          ask: line.ask,
        });
      } finally {
        await browser.close().catch(() => {});
      }
    } finally {
      await server.stop();
    }
  } finally {
    line.close();
    forgetTrial(dir);
  }
}

/** The bench's end of the line to the probe, which asks what to do and waits until there is something. */
async function probeLine() {
  let waiting: ServerResponse | undefined;
  let took: { resolve(value: unknown): void; reject(thrown: Error): void } | undefined;
  let began: ((pid: number) => void) | undefined;
  const server = createServer((incoming, outgoing) => {
    void text(incoming).then(body => {
      const told = JSON.parse(body) as { began?: number; answer?: unknown; problem?: string };
      waiting = outgoing;
      if (told.began !== undefined) began?.(told.began);
      else if (told.problem !== undefined) took?.reject(new Error(`the probe failed: ${told.problem}`));
      else took?.resolve(told.answer);
    });
  });
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const inTime = <T>(what: string, start: (resolve: (value: T) => void, reject: (thrown: Error) => void) => void) =>
    new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`waited in vain for ${what}`)), limit);
      start(
        value => {
          clearTimeout(timer);
          resolve(value);
        },
        thrown => {
          clearTimeout(timer);
          reject(thrown);
        },
      );
    });
  return {
    port: (server.address() as AddressInfo).port,
    begun: () =>
      inTime<number>('the extension host', resolve => {
        began = resolve;
      }),
    ask: <T>(asked: Asked) =>
      inTime<T>(`the probe to ${asked.do}`, (resolve, reject) => {
        took = { resolve: value => resolve(value as T), reject };
        waiting?.end(JSON.stringify(asked));
        waiting = undefined;
      }),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
