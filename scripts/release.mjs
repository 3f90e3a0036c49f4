// node scripts/release.mjs TAG: prints what the changelog says of the version that a tag such as v1.2.3 names. Fails when
// the manifest has another version, or the changelog says nothing of it.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inRoot } from './places.mjs';

/**
 * @param {string} tag
 * @param {string} version the manifest's
 * @param {string} changelog
 * @returns {string} Markdown
 */
export function releaseNotes(tag, version, changelog) {
  if (tag !== `v${version}`) throw new Error(`The tag is ${tag}, but the manifest has version ${version}.`);
  const sections = changelog.split(/^## /m).slice(1);
  // A date may follow the version.
  const section = sections.find(each => each.split(/\s/, 1)[0] === version);
  const notes = section?.slice(section.indexOf('\n')).trim();
  if (!notes) throw new Error(`CHANGELOG.md says nothing of version ${version}.`);
  return `${notes}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
    process.stdout.write(releaseNotes(process.argv[2] ?? '', version, readFileSync(inRoot('CHANGELOG.md'), 'utf8')));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
