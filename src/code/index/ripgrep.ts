import { spawn } from 'node:child_process';
import { relative, sep } from 'node:path';
import { leftOut, mostBytes, mostOutput, mostTime } from './limits.ts';
import { isIn } from './sources.ts';

const fixed = [
  ...['--no-config', '--no-messages', '--hidden', '--color=never', `--max-filesize=${mostBytes}`, '--null'],
  ...[...leftOut].map(name => `--glob=!${name}`),
];

/** How ripgrep ended: what it wrote, and whether that is all that there is. */
export interface RipgrepAnswer {
  readonly out: string;
  /** `failed`: it could not be started, or said that something is wrong. */
  readonly ended: 'ok' | 'cut' | 'failed';
}

/**
 * Runs ripgrep in a folder, without its own configuration. It is ended with the signal.
 * @param others folders that are left out where they are below it
 * @throws the signal's reason when that aborts
 */
export async function ripgrep(
  program: string,
  folder: string,
  args: readonly string[],
  others: readonly string[],
  signal?: AbortSignal,
): Promise<RipgrepAnswer> {
  signal?.throwIfAborted();
  const child = start(program, folder, [...fixed, ...others.flatMap(other => without(other, folder)), ...args]);
  if (!child) return { out: '', ended: 'failed' };
  const pieces: Buffer[] = [];
  let room = mostOutput;
  const end = () => child.kill('SIGKILL');
  const timer = setTimeout(() => {
    room = -1;
    end();
  }, mostTime);
  signal?.addEventListener('abort', end, { once: true });
  child.stdout.on('data', (piece: Buffer) => {
    if (room > 0) pieces.push(piece.subarray(0, room));
    room -= piece.length;
    if (room < 0) end();
  });
  const code = await new Promise<number>(resolve => {
    child.once('error', () => resolve(-1));
    child.once('close', ended => resolve(ended ?? -1));
  });
  clearTimeout(timer);
  signal?.removeEventListener('abort', end);
  signal?.throwIfAborted();
  const out = Buffer.concat(pieces).toString('utf8');
  if (room < 0) return { out, ended: 'cut' };
  // 1: nothing found. 2: some files could not be read, which it would say of a broken link, too.
  return { out, ended: code === 0 || code === 1 || (code === 2 && out !== '') ? 'ok' : 'failed' };
}

/** Undefined where it cannot even be tried: the folder is none any more. */
function start(program: string, cwd: string, args: readonly string[]) {
  try {
    return spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true });
  } catch {
    return undefined;
  }
}

function without(other: string, folder: string): readonly string[] {
  if (other === folder || !isIn(other, folder)) return [];
  const path = relative(folder, other).split(sep).join('/');
  return [`--glob=!/${path.replace(/[*?[\]{}]/g, '[$&]')}`];
}
