import { type ChildProcess, spawn } from 'node:child_process';
import { said } from '../../model/said.ts';
import { gitProgram } from './gitProgram.ts';

export type GitSettings = readonly (readonly [key: string, value: string])[];

/** How git is asked. */
export interface GitAsk {
  readonly signal?: AbortSignal | undefined;
  /** Bytes of output after which git is ended; 16 MiB unless told. */
  readonly limit?: number;
  /** Time after which git is ended; half a minute unless told. */
  readonly milliseconds?: number;
  readonly input?: string;
  /** Settings that stand above those of the repository; where they are `unknown`, git is not run. */
  readonly settings?: GitSettings | 'unknown';
  /**
   * It changes the repository: git is ended so that it can clean up, and may fetch what a partial clone lacks, since
   * files could not be checked out without.
   */
  readonly writes?: boolean;
  /** It is one of the few commands that do not know that paths are meant as they are written; absolute ones are. */
  readonly absolutePaths?: boolean;
}

/** What git answered. */
export interface GitAnswer {
  /** `cut`: there was more than the limit, `out` is the start of it. `late`: it took too long. */
  readonly ended: 'ok' | 'failed' | 'cut' | 'late' | 'noGit';
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * What a hostile repository could have run: hooks, a watcher of files, pagers, signatures' checkers; and what would change
 * the form of the output. Bare repositories that lie in a work tree as files are none.
 */
const fixed = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['core.pager', 'cat'],
  ['core.quotePath', 'false'],
  ['core.untrackedCache', 'keep'],
  ['color.ui', 'false'],
  ['diff.renameLimit', '3000'],
  ['gc.auto', '0'],
  ['i18n.logOutputEncoding', 'UTF-8'],
  ['log.showSignature', 'false'],
  ['maintenance.auto', 'false'],
  ['safe.bareRepository', 'explicit'],
].flatMap(([key, value]) => ['-c', `${key}=${value}`]);

/** Whether processes can be ended by group. */
const groups = process.platform !== 'win32';

/** What of git's own variables counts here: where its settings are and who the user is; none that name a repository. */
const kept = new Set([
  'GIT_CEILING_DIRECTORIES',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_CONFIG_SYSTEM',
  'GIT_DISCOVERY_ACROSS_FILESYSTEM',
  'GIT_EXEC_PATH',
  'GIT_AUTHOR_EMAIL',
  'GIT_AUTHOR_NAME',
  'GIT_COMMITTER_EMAIL',
  'GIT_COMMITTER_NAME',
]);

/**
 * Runs git in a folder, without a shell, hooks, prompts, pagers or editors, and without the network unless it writes. It
 * ends with the signal, which then rejects; any other end is an answer.
 */
export async function runGit(cwd: string, args: readonly string[], ask: GitAsk = {}): Promise<GitAnswer> {
  ask.signal?.throwIfAborted();
  const program = await gitProgram();
  if (!program) return { ended: 'noGit', code: -1, out: '', err: '' };
  ask.signal?.throwIfAborted();
  if (ask.settings === 'unknown')
    return { ended: 'failed', code: -1, out: '', err: said`The settings of the repository cannot be read` };
  if ([cwd, ...args].some(word => word.includes('\0')))
    return { ended: 'failed', code: -1, out: '', err: said`A name has a character in it that no name has` };
  let child: ChildProcess;
  try {
    child = spawn(program, ['--no-pager', ...fixed, ...args], {
      cwd,
      env: environment(ask),
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
      // A group of its own: what git starts, filters and itself, ends with it.
      detached: groups,
    });
  } catch (error) {
    // The folder is a file, or the arguments are more than the system takes.
    return { ended: 'failed', code: -1, out: '', err: error instanceof Error ? error.message : '' };
  }
  return await answerOf(child, ask);
}

function answerOf(child: ChildProcess, ask: GitAsk): Promise<GitAnswer> {
  const { signal, limit = 16 * 1024 * 1024, milliseconds = 30_000, input = '', writes = false } = ask;
  const { stdin, stdout, stderr } = child;
  return new Promise((resolve, reject) => {
    const out = gather(limit);
    const err = gather(64 * 1024);
    let early: 'cut' | 'late' | undefined;
    const end = () => endAll(child, writes ? 'SIGTERM' : 'SIGKILL');
    const timer = setTimeout(() => {
      early = 'late';
      end();
    }, milliseconds);
    const settle = (code: number | null) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      if (signal?.aborted) return reject(signal.reason);
      const ended = early ?? (code === 0 ? 'ok' : 'failed');
      resolve({ ended, code: code ?? -1, out: out.text(), err: err.text() });
    };
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted) end();

    stdout?.on('data', (piece: Buffer) => {
      if (out.add(piece) || early) return;
      early = 'cut';
      end();
    });
    stderr?.on('data', (piece: Buffer) => void err.add(piece));
    // Git may end before it read all.
    stdin?.on('error', () => undefined);
    stdin?.end(input);
    // The folder is not there, or the program cannot be run.
    child.on('error', error => {
      err.add(Buffer.from(error.message));
      settle(-1);
    });
    child.on('close', settle);
    // What git started may hold its pipes open.
    child.on('exit', code => {
      if (early || signal?.aborted) settle(code);
    });
  });
}

function endAll(child: ChildProcess, signal: NodeJS.Signals): void {
  if (!groups || child.pid === undefined) {
    child.kill(signal);
    return;
  }
  // Once it was waited for, its number may be another's.
  if (child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}

function gather(limit: number): { add(piece: Buffer): boolean; text(): string } {
  const pieces: Buffer[] = [];
  let room = limit;
  return {
    add: piece => {
      if (room > 0) pieces.push(piece.subarray(0, room));
      room -= piece.length;
      return room >= 0;
    },
    text: () => Buffer.concat(pieces).toString('utf8'),
  };
}

function environment(ask: GitAsk): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.toUpperCase().startsWith('GIT_') || kept.has(name));
  const settings = ask.settings === 'unknown' ? [] : (ask.settings ?? []);
  return {
    ...Object.fromEntries(own),
    GIT_ASKPASS: '',
    GIT_EDITOR: ':',
    GIT_SEQUENCE_EDITOR: ':',
    ...(ask.absolutePaths ? {} : { GIT_LITERAL_PATHSPECS: '1' }),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_PAGER: 'cat',
    GIT_TERMINAL_PROMPT: '0',
    LANGUAGE: '',
    LC_ALL: 'C',
    ...(ask.writes
      ? { GIT_ALLOW_PROTOCOL: 'https:ssh' }
      : { GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1', GIT_NO_REPLACE_OBJECTS: '1' }),
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], at) => [
        [`GIT_CONFIG_KEY_${at}`, key],
        [`GIT_CONFIG_VALUE_${at}`, value],
      ]),
    ),
  };
}
