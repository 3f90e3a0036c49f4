// One process at a time: a lock file that holds its owner's process id.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Does `task` while holding `file`; waits while another living process holds it.
 * @template T
 * @param {string} file
 * @param {string} waiting what to say while waiting
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
export async function withLock(file, waiting, task) {
  let said = false;
  while (!take(file)) {
    if (!said) process.stderr.write(`${waiting}\n`);
    said = true;
    await pause(300);
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await task();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** @param {string} file */
function take(file) {
  // Once more when the owner was gone and its lock has been removed.
  for (let tries = 0; tries < 2; tries++) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return true;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      if (!ownerIsGone(file)) return false;
      rmSync(file, { force: true });
    }
  }
  return false;
}

/** @param {string} file */
function ownerIsGone(file) {
  try {
    const owner = Number(readFileSync(file, 'utf8'));
    // Empty for an instant, between its making and its writing.
    if (owner === 0) return false;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
