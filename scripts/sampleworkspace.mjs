// The sample workspace: code that the sample desk's tickets are about, as a git repository with a short past.
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { inRoot } from './places.mjs';
import { run } from './processes.mjs';

const origin = 'https://git.quillbay.example/software/quillbay.git';

/**
 * The commits, oldest first, each with the folders and files that it adds. What none of them names comes with the last.
 * @type {[message: string, paths: string[]][]}
 */
const history = [
  ['Say what is in here', ['README.md']],
  ['Gateway: routes, tokens and rate limits', ['gateway']],
  ['Reports: sales figures from order exports', ['reports']],
  ['Checkout: carts, prices and tax', ['checkout/package.json', 'checkout/src/cart', 'checkout/src/pricing']],
  ['Checkout: payments and orders', []],
];

/**
 * Makes the workspace in `folder`, unless it is there. A half-made one never bears the name.
 * @param {string} folder
 * @returns {Promise<string>} the folder
 */
export async function makeWorkspace(folder) {
  if (existsSync(folder)) return folder;
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const source = inRoot('scripts', 'workspace');
  await git(part, 0, ['init', '--quiet', '--initial-branch=main']);
  let day = 0;
  for (const [message, paths] of history) {
    const last = message === history.at(-1)?.[0];
    for (const each of last ? readdirSync(source) : paths) {
      cpSync(path.join(source, each), path.join(part, each), { recursive: true });
    }
    await git(part, day, ['add', '--all']);
    await git(part, day, ['commit', '--quiet', '--message', message]);
    day += 3;
  }
  await git(part, day, ['remote', 'add', 'origin', origin]);
  renameSync(part, folder);
  return folder;
}

/**
 * @param {string} cwd
 * @param {number} day counted from the first commit
 * @param {string[]} args
 */
async function git(cwd, day, args) {
  const date = new Date(Date.UTC(2026, 0, 12 + day, 9, 30)).toISOString();
  const settings = ['-c', 'core.hooksPath=/dev/null', '-c', 'commit.gpgSign=false', '-c', 'core.autocrlf=false'];
  await run('git', [...settings, ...args], {
    cwd,
    env: {
      ...process.env,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'Sam Rivera',
      GIT_AUTHOR_EMAIL: 'srivera@quillbay.example',
      GIT_COMMITTER_NAME: 'Sam Rivera',
      GIT_COMMITTER_EMAIL: 'srivera@quillbay.example',
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
    },
  });
}
