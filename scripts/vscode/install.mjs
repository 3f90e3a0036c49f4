// Installs VS Code's server build (code-server) into the cache, once for each pinned version.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import * as path from 'node:path';
import { withLock } from '../lock.mjs';
import { cache, inRoot } from '../places.mjs';
import { run } from '../processes.mjs';

const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
const pinned = ['package.json', 'package-lock.json', 'install.mjs'].map(file => inRoot('scripts', 'vscode', file));

/**
 * Gives back the script that starts the server, and installs it first when missing.
 * @param {(line: string) => void} say
 * @returns {Promise<string>}
 */
export async function installServer(say) {
  if (process.platform === 'win32') throw new Error('The server build of VS Code does not run on Windows.');
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${process.versions.modules}`);
  for (const file of pinned) hash.update(readFileSync(file));
  const key = hash.digest('hex').slice(0, 12);
  const home = path.join(cache, key);
  if (!existsSync(home)) {
    mkdirSync(cache, { recursive: true });
    await withLock(path.join(cache, `${key}.lock`), 'Waiting for another installation of VS Code to end…', async () => {
      if (existsSync(home)) return;
      say('Installing the server build of VS Code (about a minute, once)…');
      // Made aside and then renamed: what bears its name is whole.
      for (const left of readdirSync(cache)) {
        if (left.startsWith(`${key}.part`))
          rmSync(path.join(cache, left), { recursive: true, force: true, maxRetries: 5 });
      }
      const part = path.join(cache, `${key}.part${process.pid}`);
      await installInto(part, say);
      renameSync(part, home);
    });
  }
  return path.join(home, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
}

/**
 * Does what code-server's own postinstall does, without compiling the native modules that nothing here uses.
 * @param {string} folder
 * @param {(line: string) => void} say
 */
async function installInto(folder, say) {
  mkdirSync(folder);
  for (const file of ['package.json', 'package-lock.json']) {
    copyFileSync(inRoot('scripts', 'vscode', file), path.join(folder, file));
  }
  await run('npm', ['ci', ...quiet], { cwd: folder });
  const code = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  // Not `npm ci`, which refuses this shrinkwrap.
  await run('npm', ['install', '--omit=dev', ...quiet], { cwd: code });
  await run('npm', ['install', '--omit=dev', ...quiet], { cwd: path.join(code, 'extensions') });
  const platform = process.platform === 'darwin' ? 'darwin' : 'linux';
  link(`code-${platform}.sh`, path.join(code, 'bin', 'remote-cli', 'code-server'));
  link(`browser-${platform}.sh`, path.join(code, 'bin', 'helpers', 'browser.sh'));
  // Without this one native module VS Code writes no log files, and output channels stay empty.
  const nodeHome = path.dirname(path.dirname(process.execPath));
  try {
    await run('npm', ['rebuild', '--ignore-scripts=false', '--loglevel=error', '@vscode/spdlog'], {
      cwd: code,
      env: existsSync(path.join(nodeHome, 'include', 'node'))
        ? { ...process.env, npm_config_nodedir: nodeHome }
        : process.env,
    });
  } catch (error) {
    say(`VS Code's log module could not be compiled (a C++ compiler and Python are needed): no logs, and empty output
channels. ${error instanceof Error ? error.message : error}`);
  }
}

/**
 * @param {string} target
 * @param {string} place
 */
function link(target, place) {
  try {
    unlinkSync(place);
  } catch {
    // There was none.
  }
  symlinkSync(target, place);
}
