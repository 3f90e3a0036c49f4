// npm run package: builds out/deskside.vsix, lists what is in it, and holds it to the rules of packagerules.mjs.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { problemsOfPackage } from './packagerules.mjs';
import { inRoot, out, root, vsix } from './places.mjs';
import { run } from './processes.mjs';
import { listZip } from './zip.mjs';

/**
 * Builds the package; throws when it breaks a rule, and then leaves none.
 * @returns {Promise<{ path: string, size: number }[]>} its files
 */
export async function makePackage() {
  mkdirSync(out, { recursive: true });
  rmSync(vsix, { force: true });
  const readme = path.join(out, 'readme.md');
  writeFileSync(readme, packagedReadme(readFileSync(inRoot('README.md'), 'utf8')));
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
    { cwd: root },
  );
  const zip = readFileSync(vsix);
  const files = listZip(zip);
  const problems = problemsOfPackage(files, zip.length);
  if (problems.length > 0) {
    rmSync(vsix);
    throw new Error(`The package is not fit to ship:\n${problems.map(problem => `  ${problem}`).join('\n')}`);
  }
  return files;
}

/**
 * The README without pictures and links that lie in the checkout: the package has none of them.
 * @param {string} readme
 */
export function packagedReadme(readme) {
  const elsewhere = /\((?!https?:|#)[^)\s]*\)/.source;
  return readme
    .replace(new RegExp(`^!\\[[^\\]]*\\]${elsewhere}\\n+`, 'gm'), '')
    .replace(new RegExp(`\\[([^\\]]+)\\]${elsewhere}`, 'g'), '$1');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    for (const { path: name, size } of await makePackage()) console.log(`${String(size).padStart(9)}  ${name}`);
    console.log(`${String(readFileSync(vsix).length).padStart(9)}  ${path.relative(root, vsix)}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
