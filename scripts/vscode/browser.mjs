// A Chromium to show the server build in: the one on this machine, or Debian's.
import { existsSync, mkdirSync } from 'node:fs';
import * as path from 'node:path';
import { chromium } from 'playwright-core';
import { run } from '../processes.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** @returns {string | undefined} */
function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return [...names.flatMap(name => folders.map(folder => path.join(folder, name))), ...elsewhere].find(existsSync);
}

/**
 * Gives back the browser's program, and installs it first where that is possible.
 * @param {(line: string) => void} say
 * @returns {Promise<string>}
 */
export async function installChromium(say) {
  const found = findChromium();
  if (found) return found;
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(
      'This needs Chromium or Chrome, and found none. Install one (Debian, Ubuntu: `apt-get install chromium`), ' +
        'or set CHROMIUM to its program.',
    );
  }
  say('Installing Chromium (apt-get install)…');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  const packages = ['chromium', 'fonts-dejavu-core', 'fonts-noto-color-emoji'];
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
  const installed = findChromium();
  if (!installed) throw new Error('apt-get installed Chromium, but no such program is on the PATH.');
  return installed;
}

/**
 * Opens a browser without a window, whose profile, and thus VS Code's secrets and layout, lies in `dir`.
 * @param {object} options
 * @param {string} options.program from `installChromium`
 * @param {string} options.dir
 * @param {{ width: number, height: number }} [options.viewport]
 * @param {string} [options.locale] the machine's when not given
 * @param {string} [options.timezoneId] the machine's when not given
 * @param {string} [options.language] of VS Code, as it names languages; English when not given
 */
export async function openBrowser({ program, dir, viewport = { width: 1280, height: 800 }, language, ...where }) {
  const home = path.join(dir, 'home');
  mkdirSync(home, { recursive: true });
  const context = await chromium.launchPersistentContext(path.join(dir, 'browser'), {
    executablePath: program,
    headless: true,
    viewport,
    ...where,
    permissions: ['clipboard-read', 'clipboard-write'],
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
    args: [
      // Chromium refuses its sandbox to root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  // VS Code takes its language from here. Its own words stay English: their translations come in language packs.
  if (language !== undefined) {
    await context.addInitScript(name => {
      Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => name, set: () => {} });
    }, language);
  }
  return context;
}
