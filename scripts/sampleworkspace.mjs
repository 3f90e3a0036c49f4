// The sample workspace: code that the sample desk's tickets are about, as a git repository with a short past.
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { inRoot } from './places.mjs';
import { run } from './processes.mjs';

const origin = 'https://git.example.com/acme/orders.git';

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
  // Folder by folder, tests last: each commit stands for a piece of work.
  const entries = readdirSync(source, { withFileTypes: true });
  const files = entries.filter(entry => entry.isFile()).map(entry => entry.name);
  const folders = entries.filter(entry => entry.isDirectory()).map(entry => entry.name);
  folders.sort((a, b) => Number(/test/.test(a)) - Number(/test/.test(b)) || a.localeCompare(b));
  /** @type {[string, string[]][]} */
  const commits = [
    ['Begin the project', files],
    ...folders.map(name => /** @type {[string, string[]]} */ ([`Add ${name}`, [name]])),
  ];
  let day = 0;
  for (const [message, names] of commits) {
    for (const name of names) cpSync(path.join(source, name), path.join(part, name), { recursive: true });
    await git(part, day, ['add', '--all']);
    await git(part, day, ['commit', '--quiet', '--allow-empty', '--message', message]);
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
      GIT_AUTHOR_NAME: 'Ana Lee',
      GIT_AUTHOR_EMAIL: 'ana.lee@acme.example',
      GIT_COMMITTER_NAME: 'Ana Lee',
      GIT_COMMITTER_EMAIL: 'ana.lee@acme.example',
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
    },
  });
}
