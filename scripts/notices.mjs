// The notices of what others wrote and the package holds: which packages are in the bundles, esbuild says; their versions
// and licences, the lock file; the words, each package itself.
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { inRoot } from './places.mjs';

/**
 * @typedef {object} Part a package of which something is in the bundles
 * @property {string} name
 * @property {string} version
 * @property {string} license as SPDX writes it
 * @property {string} text
 */

/** Licences under which something may be in the package: none asks for more than to be named. */
const accepted = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'CC-BY-4.0',
  // Either may be chosen.
  '(MPL-2.0 OR Apache-2.0)',
]);

/** Copied by esbuild.mjs as they are, so in no bundle. */
const copied = ['node_modules/@vscode/codicons'];

/** Words of packages that come without them, from their repositories. */
const ownTexts = /** @type {Record<string, string>} */ ({
  saxes: 'saxes.txt',
  '@vscode/l10n': 'vscode-l10n.txt',
});

/** Built into a package that does not say so. */
const within = /** @type {Record<string, { name: string, license: string, file: string }>} */ ({
  undici: { name: 'llhttp', license: 'MIT', file: 'llhttp.txt' },
});

/**
 * Where the packages lie of which a byte is in a bundle, as the lock file writes it.
 * @param {import('esbuild').Metafile[]} metafiles
 * @returns {string[]}
 */
export function packagesIn(metafiles) {
  const places = new Set();
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
        // The last folder of its kind: a package may have packages of its own.
        const place = /^(?:.*:)?(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
        if (place && bytesInOutput > 0) places.add(place);
      }
    }
  }
  return [...places].sort();
}

/**
 * @param {string[]} places from `packagesIn`
 * @param {{ packages: Record<string, { version?: string, license?: string }> }} lock
 * @param {(name: string, place: string) => string | undefined} textOf the words of a package's licence
 * @returns {Part[]} sorted by name
 */
export function partsOf(places, lock, textOf) {
  return places
    .map(place => {
      const { version, license } = lock.packages[place] ?? {};
      const name = place.replace(/^.*node_modules\//, '');
      if (!version || !license) throw new Error(`${place} is in a bundle, but not in the lock file with its licence.`);
      if (!accepted.has(license)) throw new Error(`${name} is in a bundle under ${license}: see scripts/notices.mjs.`);
      const text = textOf(name, place)?.replaceAll('\r\n', '\n').trim();
      if (!text) throw new Error(`${name} is in a bundle, and its licence cannot be found: see scripts/notices.mjs.`);
      return { name, version, license, text };
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
}

/**
 * The page that goes into the package.
 * @param {Part[]} parts
 */
export function noticesPage(parts) {
  const line = '-'.repeat(80);
  const sections = parts.map(
    ({ name, version, license, text }) => `${line}\n${name} ${version} (${license})\n${line}\n\n${text}\n`,
  );
  return `Third-party notices\n\nDeskside holds parts of the following software, each under its own licence.\n\n${sections.join('\n')}`;
}

/**
 * The notices of what was bundled from this checkout.
 * @param {import('esbuild').Metafile[]} metafiles
 */
export function noticesOf(metafiles) {
  const lock = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  return noticesPage(partsOf([...new Set([...packagesIn(metafiles), ...copied])].sort(), lock, licenceText));
}

/**
 * @param {string} name
 * @param {string} place
 */
function licenceText(name, place) {
  const own = ownTexts[name];
  const folder = inRoot(place);
  const files = own
    ? [inRoot('scripts', 'licences', own)]
    : readdirSync(folder)
        .filter(file => /^(licen[sc]e|notice)/i.test(file))
        .sort()
        .map(file => path.join(folder, file));
  const inner = within[name];
  return [
    ...files.map(file => readFileSync(file, 'utf8').trim()),
    ...(inner
      ? [
          `It holds ${inner.name} (${inner.license}):`,
          readFileSync(inRoot('scripts', 'licences', inner.file), 'utf8').trim(),
        ]
      : []),
  ].join('\n\n');
}
