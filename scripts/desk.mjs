// The sample desk as a child process, for a trial or a test.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { inRoot } from './places.mjs';
import { start } from './processes.mjs';

/**
 * @typedef {object} SampleDesk
 * @property {string} line its addresses and keys, as the JSON line that it printed
 * @property {() => Promise<void>} stop
 */

/**
 * Starts the built sample desk and waits until it serves. Throws when it has not said so within 30 seconds.
 * @param {object} options
 * @param {string} options.data the folder that keeps its tickets
 * @param {number} [options.port] 0 takes a free one
 * @param {number} [options.tickets] how many to begin with
 * @returns {Promise<SampleDesk>}
 */
export async function startSampleDesk({ data, port = 0, tickets }) {
  const args = ['--port', String(port), '--data', data, ...(tickets ? ['--tickets', String(tickets)] : [])];
  const desk = start(process.execPath, [inRoot('dist', 'sampledesk.cjs'), ...args], {
    // With a channel to it, the desk ends when this process does, even by force.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let errors = '';
  desk.child.stderr?.on('data', chunk => {
    errors = (errors + chunk).slice(-5000);
  });
  const { stdout } = desk.child;
  if (!stdout) throw new Error('The sample desk has no output.');
  const lines = createInterface({ input: stdout });
  try {
    const first = once(lines, 'line', { signal: AbortSignal.timeout(30_000) });
    const ended = desk.ended.then(() => {
      throw new Error(`it ended at once. ${errors}`);
    });
    // When it ends later, nobody waits any more.
    ended.catch(() => {});
    const [line] = await Promise.race([first, ended]);
    JSON.parse(line);
    return { line, stop: desk.stop };
  } catch (error) {
    await desk.stop();
    throw new Error(`The sample desk did not start: ${error instanceof Error ? error.message : error}`);
  }
}
