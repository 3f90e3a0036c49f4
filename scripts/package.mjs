// npm run package [-- --base ADDRESS [--pictures ADDRESS] [--checks ADDRESS]]: builds out/deskside.vsix, lists what is in it, and holds it to the rules of
// packagerules.mjs. One checkout always gives the same bytes, in any folder, time zone and language and under any umask.
// ADDRESS is where the checkout's files can be read, such as https://git.example/deskside/blob/v1.0.0, and its pictures
// be seen where that is elsewhere: the README's links and pictures then lead there, and are left out without it. The checks
// of the checkout are at an address with a picture of how they ended, badge.svg: the README shows that first.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { problemsOfPackage } from './packagerules.mjs';
import { inRoot, out, root, vsix } from './places.mjs';
import { run } from './processes.mjs';
import { evenPermissions, listZip } from './zip.mjs';

/**
 * @typedef {object} Site
 * @property {string} base where the checkout's files can be read
 * @property {string} [pictures] where its pictures can be seen; the same when not given
 * @property {string} [checks] where its checks can be seen
 */

/** When every file in the package was changed last, as it says: 2000-01-01, in seconds. */
const anyTime = '946684800';

/**
 * Builds the package; throws when it breaks a rule, and then leaves none.
 * @param {Site} [site]
 * @returns {Promise<{ path: string, size: number }[]>} its files
 */
export async function makePackage(site) {
  mkdirSync(out, { recursive: true });
  rmSync(vsix, { force: true });
  const readme = path.join(out, 'readme.md');
  writeFileSync(readme, packagedReadme(readFileSync(inRoot('README.md'), 'utf8'), site));
  await run(
    process.execPath,
    [
      inRoot('node_modules/@vscode/vsce/vsce'),
      'package',
      // Everything is bundled.
      '--no-dependencies',
      '--allow-missing-repository',
      '--no-rewrite-relative-links',
      ...['--readme-path', path.relative(root, readme).replaceAll(path.sep, '/')],
      ...['--out', vsix],
    ],
    {
      cwd: root,
      // With a time, vsce also sorts the files; by the rules of a language, and zip files have local times.
      env: { ...process.env, SOURCE_DATE_EPOCH: anyTime, TZ: 'UTC', LC_ALL: 'C', LANG: 'C' },
    },
  );
  const zip = readFileSync(vsix);
  evenPermissions(zip);
  writeFileSync(vsix, zip);
  const files = listZip(zip);
  const problems = problemsOfPackage(files, zip.length);
  if (problems.length > 0) {
    rmSync(vsix);
    throw new Error(`The package is not fit to ship:\n${problems.map(problem => `  ${problem}`).join('\n')}`);
  }
  return files;
}

/**
 * The README for readers who have no checkout: pictures and links into it lead to a site, or are left out.
 * @param {string} readme
 * @param {Site} [site]
 */
export function packagedReadme(readme, site) {
  const elsewhere = /\((?!https?:|#)([^)\s]*)\)/.source;
  if (site) {
    const { base, pictures = base, checks } = site;
    const badge = checks ? `[![Checks](${checks}/badge.svg)](${checks})\n\n` : '';
    const shown = readme.replace(/^# .*\n+/, title => title + badge);
    return shown.replace(new RegExp(`(!?)(\\[[^\\]]*\\])${elsewhere}`, 'g'), (_, picture, words, target) => {
      return `${picture}${words}(${(picture ? pictures : base).replace(/\/*$/, '/')}${target})`;
    });
  }
  return readme
    .replace(new RegExp(`^!\\[[^\\]]*\\]${elsewhere}\\n+`, 'gm'), '')
    .replace(new RegExp(`\\[([^\\]]+)\\]${elsewhere}`, 'g'), '$1');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    const address = /** @type {const} */ ({ type: 'string' });
    const { base, pictures, checks } = parseArgs({
      options: { base: address, pictures: address, checks: address },
    }).values;
    for (const each of [base, pictures, checks]) {
      if (each !== undefined && !/^https:\/\/[^\s()]+$/.test(each)) throw new Error(`Not an https address: ${each}`);
    }
    if ((pictures || checks) && !base) throw new Error('--pictures and --checks need --base.');
    const site = base ? { base, ...(pictures ? { pictures } : {}), ...(checks ? { checks } : {}) } : undefined;
    for (const { path: name, size } of await makePackage(site)) console.log(`${String(size).padStart(9)}  ${name}`);
    const zip = readFileSync(vsix);
    console.log(`${String(zip.length).padStart(9)}  ${path.relative(root, vsix)}`);
    console.log(`SHA-256  ${createHash('sha256').update(zip).digest('hex')}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
