import { AsyncLocalStorage } from 'node:async_hooks';
import { channel } from 'node:diagnostics_channel';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import type { Context, RootHookObject } from 'mocha';
import { DeskEngine } from '../../src/engine/deskEngine.ts';
import { RecordCalls } from '../../src/engine/recordCalls.ts';
import { DeskSync } from '../../src/engine/sync/deskSync.ts';
import { ReadyDeskClient } from '../../src/readydesk/client.ts';
import { TeamSupportClient } from '../../src/teamsupport/client.ts';
import { nameOfRequest } from './references.ts';

/** One request that a test made: what it asked, which methods it came from, and which test it was. */
export interface RecordedRequest {
  readonly name: string;
  /** The client's method; empty where records are asked for by kind. */
  readonly client: string;
  /** The `Engine` method that it came from; empty when the test did not go through the engine. */
  readonly engine: string;
  readonly file: string;
  readonly test: string;
}

interface Path {
  readonly client: string;
  readonly engine: string;
}

const path = new AsyncLocalStorage<Path>();
const seen = new Map<string, RecordedRequest>();
let running = { file: '', test: '' };

/** Notes every request on its way out, from the code as it is: only the outermost method of each kind is kept. */
function watchRequests(): void {
  channel('undici:request:create').subscribe(message => {
    const { request } = message as { request: { method: string; origin: string | URL; path: string } };
    const from = path.getStore();
    const asked = URL.canParse(request.path, String(request.origin))
      ? nameOfRequest(request.method, new URL(request.path, String(request.origin)))
      : undefined;
    if (!from || !asked || !running.test) return;
    const entry = { name: asked.name, client: from.client, engine: from.engine, ...running };
    seen.set(JSON.stringify(entry), entry);
  });
}

// biome-ignore lint/complexity/noBannedTypes: a prototype's methods are of any signature
type AnyMethod = Function;

/** Replaces each method of `holder` by one that says where it is before it runs. */
function name(holder: object, step: (now: Path | undefined, method: string) => Path): void {
  for (const [key, { value, writable }] of Object.entries(Object.getOwnPropertyDescriptors(holder))) {
    if (typeof value !== 'function' || key === 'constructor' || !writable) continue;
    const original: AnyMethod = value;
    Object.defineProperty(holder, key, {
      configurable: true,
      writable: true,
      value(this: unknown, ...args: unknown[]) {
        return path.run(step(path.getStore(), key), () => original.apply(this, args));
      },
    });
  }
}

/** Mocha hooks that record, and write what they recorded to `file` after the last test. */
export function recordTo(file: string): RootHookObject {
  for (const client of [ReadyDeskClient, TeamSupportClient]) {
    name(client.prototype, (now, method) => ({ client: now?.client || method, engine: now?.engine ?? '' }));
  }
  const fromEngine: Parameters<typeof name>[1] = (now, method) => ({ client: '', engine: now?.engine || method });
  // Its questions about records are those of the class that it extends.
  for (const part of [DeskEngine.prototype, RecordCalls.prototype]) name(part, fromEngine);
  // A desk is read in its own time: whichever question was under way just then did not cause it.
  name(DeskSync.prototype, () => ({ client: '', engine: 'sync' }));
  watchRequests();
  return {
    beforeEach(this: Context) {
      const test = this.currentTest;
      running = { file: relative(process.cwd(), test?.file ?? ''), test: test?.fullTitle() ?? '' };
    },
    afterEach() {
      running = { file: '', test: '' };
    },
    afterAll() {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify([...seen.values()], undefined, 1));
    },
  };
}
