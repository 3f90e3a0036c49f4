// Child processes: run one to its end, or keep one and stop it with everything it started.
import { spawn } from 'node:child_process';

const windows = process.platform === 'win32';

/** @type {NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * @typedef {object} Running
 * @property {import('node:child_process').ChildProcess} child
 * @property {Promise<unknown>} ended
 * @property {() => Promise<void>} stop ends the whole group: politely, and when that takes too long by force
 */

/**
 * Still running children of `start`: stopped when this process ends, whatever the reason.
 * @type {Set<Running>}
 */
const running = new Set();
process.once('exit', () => {
  for (const { child } of running) signalGroup(child, 'SIGKILL');
});

let ending = false;
/** Whether a person or a parent process has asked this one to end. */
export const isEnding = () => ending;

/** Ends everything in order when asked to. A second signal changes nothing. */
function endWithChildren(/** @type {NodeJS.Signals} */ signal) {
  if (ending) return;
  ending = true;
  void Promise.all([...running].map(each => each.stop())).then(() =>
    process.exit(process.exitCode ?? (signal === 'SIGINT' ? 130 : 143)),
  );
}

/**
 * Runs a command to its end and gives back what it printed. Throws, with the end of its output, when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean }} [options] `show`: print its output as it comes
 * @returns {Promise<string>}
 */
export async function run(command, args, { cwd, env, show = false } = {}) {
  const { child, ended } = start(command, args, { ...(cwd ? { cwd } : {}), ...(env ? { env } : {}) });
  const drained = new Promise(resolve => child.once('close', resolve));
  let output = '';
  for (const [stream, to] of /** @type {const} */ ([
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ])) {
    stream?.on('data', chunk => {
      output += chunk;
      if (show) to.write(chunk);
    });
  }
  const failure = await ended;
  if (!(failure instanceof Error)) await drained;
  if (child.exitCode === 0) return output;
  const tail = show ? '' : `\n${output.trimEnd().split('\n').slice(-25).join('\n')}`;
  const ending = failure instanceof Error ? failure.message : (child.signalCode ?? child.exitCode);
  throw new Error(`${command} ${args.join(' ')} ended with ${ending}${tail}`);
}

/**
 * Starts a command in a process group of its own, which does not outlive this process.
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {import('node:child_process').StdioOptions} [options.stdio]
 * @param {number} [options.patience] milliseconds it may take to end when asked
 * @returns {Running}
 */
export function start(command, args, { cwd, env, stdio = ['ignore', 'pipe', 'pipe'], patience = 5000 } = {}) {
  if (running.size === 0) for (const signal of signals) process.on(signal, endWithChildren);
  const child = spawn(command, args, { cwd, env, stdio, detached: !windows, shell: windows });
  const ended = new Promise(resolve => {
    child.once('error', resolve);
    // Not 'close': something that escaped the group may hold the pipes.
    child.once('exit', resolve);
  });
  const stop = async () => {
    signalGroup(child, 'SIGTERM');
    const force = setTimeout(() => signalGroup(child, 'SIGKILL'), patience);
    await ended;
    clearTimeout(force);
    // What its leader left behind.
    signalGroup(child, 'SIGKILL');
  };
  const started = { child, ended, stop };
  running.add(started);
  void ended.then(() => {
    running.delete(started);
    // With nothing to look after, a signal does what it always does.
    if (running.size === 0 && !ending) for (const signal of signals) process.off(signal, endWithChildren);
  });
  return started;
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (windows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

/**
 * The environment without what an editor or npm that started this process left in it, and which would change what a
 * new editor does.
 * @param {NodeJS.ProcessEnv} [more]
 * @returns {NodeJS.ProcessEnv}
 */
export function cleanEnvironment(more = {}) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|npm_)/.test(name) && name !== 'NODE_OPTIONS' && name !== 'DESKSIDE_SAMPLE_DESK',
  );
  return { ...Object.fromEntries(kept), ...more };
}
