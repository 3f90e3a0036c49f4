import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { LoggedRequest } from '../../src/sampledesk/control/requestLog.ts';
import type { Holdings } from '../../src/sampledesk/control/state.ts';
import type { Switches } from '../../src/sampledesk/switches.ts';

/** What the sample desk says when it is ready. */
export interface ReadyLine {
  readonly readydesk: { readonly url: string; readonly key: string };
  readonly teamsupport: { readonly url: string; readonly organizationId: string; readonly token: string };
  readonly control: { readonly url: string; readonly token: string };
}

/** Switches by name; `null` puts one back to its usual value. */
export type SwitchChanges = { readonly [K in keyof Switches]?: Switches[K] | null };

/** What a test does with a desk that runs. */
export interface SampleControl {
  readonly url: string;
  readonly token: string;
  set(changes: SwitchChanges): Promise<void>;
  /** All switches as they were at the start. */
  usual(): Promise<void>;
  /** What it was asked since the start or the last `forget`, oldest first. */
  requests(): Promise<LoggedRequest[]>;
  forget(): Promise<void>;
  /** All tickets and records anew. */
  reset(): Promise<void>;
  /** All that `/control/state` tells. */
  state(): Promise<ControlState>;
}

export interface ControlState {
  readonly switches: Readonly<Record<string, unknown>>;
  readonly holds: Record<'readydesk' | 'teamsupport', Holdings>;
  readonly requests: readonly LoggedRequest[];
}

/** A running sample desk. */
export interface SampleDesk extends ReadyLine {
  readonly control: SampleControl;
  readonly dataDir: string;
  readonly pid: number;
  /** Ends it with `signal` (default SIGTERM), waits for its end and answers its exit code; a folder made here is removed. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

const entry = fileURLToPath(new URL('../../src/sampledesk/main.ts', import.meta.url));

/**
 * Starts a sample desk in its own process and waits until it serves. Without `--data` in `args` it gets a new folder
 * that goes away with `stop`. A few dozen tickets (`--tickets 40`) make a test start faster.
 */
export async function startSampleDesk(args: readonly string[] = []): Promise<SampleDesk> {
  const given = args.indexOf('--data');
  const named = given < 0 ? undefined : args[given + 1];
  const dataDir = named ?? (await mkdtemp(join(tmpdir(), 'deskside-sample-')));
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', entry, ...(named ? [] : ['--data', dataDir]), ...args],
    // The channel ends the desk even when the test run is killed.
    { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('the sample desk was started without pipes');
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  let complaint = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const first = await Promise.race([
    once(createInterface({ input: stdout }), 'line').then(([line]) => String(line)),
    ended.then(code => {
      throw new Error(`the sample desk ended with ${code} before it was ready: ${complaint}`);
    }),
  ]);
  const ready = JSON.parse(first) as ReadyLine;
  return {
    ...ready,
    control: controlOf(ready.control),
    dataDir,
    pid: child.pid ?? 0,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      const code = await ended;
      if (!named) await rm(dataDir, { recursive: true, force: true });
      return code;
    },
  };
}

function controlOf({ url, token }: ReadyLine['control']): SampleControl {
  const change = async (what: string, body: unknown = {}) => {
    const headers = { 'content-type': 'application/json', 'x-control-token': token };
    const answer = await fetch(`${url}/${what}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`the sample desk does not ${what}: ${await answer.text()}`);
    await answer.arrayBuffer();
  };
  const state = async () => (await (await fetch(`${url}/state`)).json()) as ControlState;
  return {
    url,
    token,
    set: changes => change('switches', changes),
    usual: () => change('usual'),
    requests: async () => [...(await state()).requests].reverse(),
    forget: () => change('forget'),
    reset: () => change('reset'),
    state,
  };
}
