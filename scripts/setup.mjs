// node scripts/setup.mjs [SCRIPT [ARGUMENTS…]]
// Makes a fresh checkout ready, then runs scripts/SCRIPT.mjs on the Node version that VS Code itself runs.
// Needs nothing but Node 20 and npm. Speaks on stderr only: stdout belongs to the script.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';
import { run } from './processes.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const modules = path.join(root, 'node_modules');
const marker = path.join(modules, '.deskside-setup');
const bin = path.join(modules, '.bin');

const [script, ...args] = process.argv.slice(2);
try {
  await installDependencies();
  if (script !== undefined) process.exitCode = await runScript(projectNode(), script, args);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

async function installDependencies() {
  const wanted = ['package.json', 'package-lock.json']
    .reduce((hash, file) => hash.update(lockedPart(file)), createHash('sha256'))
    .digest('hex');
  const upToDate = () => existsSync(marker) && readFileSync(marker, 'utf8') === wanted;
  if (upToDate()) return;
  mkdirSync(modules, { recursive: true });
  await withLock(path.join(root, 'node_modules', '.deskside-lock'), 'Waiting for another set-up to end…', async () => {
    if (upToDate()) return;
    process.stderr.write('Installing dependencies (npm install)…\n');
    // Not `npm ci`: it refuses a lock file that leaves out optional packages of other platforms. This one follows the
    // lock file too, and leaves it as it is.
    const quiet = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
    await run('npm', ['install', ...quiet], { cwd: root });
    writeFileSync(marker, wanted);
  });
}

/**
 * Of the manifest only what decides on dependencies: a new command or setting is no reason to install again.
 * @param {string} file
 */
function lockedPart(file) {
  const text = readFileSync(path.join(root, file), 'utf8');
  if (file !== 'package.json') return text;
  const { dependencies, devDependencies, optionalDependencies, overrides } = JSON.parse(text);
  return JSON.stringify([dependencies, devDependencies, optionalDependencies, overrides]);
}

/** The Node that runs TypeScript as it is: npm's own copy where there is one for this platform, else this very one. */
function projectNode() {
  const installed = path.join(bin, 'node');
  if (existsSync(installed)) return installed;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18)) return process.execPath;
  throw new Error(`Deskside's scripts need Node 24 on this platform (this is ${process.versions.node}).`);
}

/**
 * @param {string} node
 * @param {string} name
 * @param {string[]} given
 * @returns {Promise<number>} its exit code
 */
function runScript(node, name, given) {
  const child = spawn(node, [path.join(root, 'scripts', `${name}.mjs`), ...given], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` },
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  // npm that is told to end tells only the shell between it and this process.
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 500);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearInterval(watch);
      resolve(code ?? 128 + (signal === 'SIGINT' ? 2 : 15));
    });
  });
}
