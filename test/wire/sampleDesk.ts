import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What the sample desk says when it is ready. */
export interface ReadyLine {
  readonly readydesk: { readonly url: string; readonly key: string };
  readonly teamsupport: { readonly url: string; readonly organizationId: string; readonly token: string };
}

/** A running sample desk. */
export interface SampleDesk extends ReadyLine {
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
  return {
    ...(JSON.parse(first) as ReadyLine),
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
