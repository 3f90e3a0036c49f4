// A desktop VS Code: the one on this machine, or one that is downloaded.
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { cache } from '../places.mjs';

const releases = 'https://update.code.visualstudio.com/api/releases/stable';

/** VS Code's command line on the PATH, if any. */
export function findDesktop() {
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .map(folder => path.join(folder, name))
    .find(existsSync);
}

/** Whether a window could be shown at all. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/**
 * Downloads the newest VS Code, once. Throws, with what to do instead, when it cannot be reached within five seconds.
 * @param {(line: string) => void} say
 * @returns {Promise<string>} its program
 */
export async function downloadDesktop(say) {
  if (!hasDisplay()) {
    throw new Error(
      'No display here, and a desktop VS Code needs one: use `xvfb-run -a npm run test:desktop`, or ' +
        '`npm test -- host` for the same suite in the server build of VS Code.',
    );
  }
  try {
    const answer = await fetch(releases, { signal: AbortSignal.timeout(5000) });
    if (!answer.ok) throw new Error(`it answered ${answer.status}`);
  } catch (error) {
    throw new Error(
      `VS Code cannot be downloaded from ${new URL(releases).host} ` +
        `(${error instanceof Error ? error.message : error}). ` +
        '`npm test -- host` runs the same suite in the server build of VS Code, which comes from npm.',
    );
  }
  say('Getting VS Code…');
  return downloadAndUnzipVSCode({ version: 'stable', cachePath: path.join(cache, 'desktop') });
}
