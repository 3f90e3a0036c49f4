// npm run l10n [-- --json FILE] [-- --take LANGUAGE FILE]: brings the translations up to date: texts that are no more go
// out of them, and what is missing or wrong is listed, with where it stands in the code. With --json FILE what is missing
// is written there too, by language, each English text with nothing beside it; --take FILE puts such a file, filled in,
// into the translations. docs/translating.md tells translators more.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bundleOf, readSources, readWords } from './l10n/sources.mjs';
import { filesOf, languages, missingOf, readTranslations, wrongOf } from './l10n/translations.mjs';
import { inRoot } from './places.mjs';

const { json, take } = parseArgs({ options: { json: { type: 'string' }, take: { type: 'string' } } }).values;
const { texts } = readSources();
const english = { bundle: await bundleOf(texts), manifest: readWords('package.nls.json') };
/** @type {Record<string, { bundle?: Record<string, string>, manifest?: Record<string, string> }>} */
const taken = take === undefined ? {} : JSON.parse(readFileSync(take, 'utf8'));
/** @type {Record<string, Record<string, Record<string, string>>>} */
const missing = {};

for (const [language, name] of Object.entries(languages)) {
  const translated = readTranslations(language);
  const files = filesOf(language);
  for (const part of /** @type {const} */ (['bundle', 'manifest'])) {
    const filled = Object.entries(taken[language]?.[part] ?? {}).filter(([, words]) => words !== '');
    const words = { ...translated[part], ...Object.fromEntries(filled) };
    // In the order of the English texts, so that two who add some at a time seldom meet.
    const kept = Object.fromEntries(
      Object.keys(english[part]).flatMap(key => (Object.hasOwn(words, key) ? [[key, words[key] ?? '']] : [])),
    );
    writeFileSync(inRoot(files[part]), `${JSON.stringify(kept, null, 2)}\n`);
    const [lost, open] = [Object.keys(words).length - Object.keys(kept).length, missingOf(english[part], kept)];
    missing[language] = { ...missing[language], [part]: Object.fromEntries(open.map(key => [key, ''])) };
    console.log(
      `${name}, ${files[part]}: ${Object.keys(kept).length} texts, ${open.length} missing, ${lost} taken out`,
    );
    for (const why of wrongOf(english[part], kept)) console.log(`  ${why}`);
    for (const key of open) console.log(`  missing: ${JSON.stringify(english[part][key])}${whereIs(key)}`);
  }
}
if (json !== undefined) writeFileSync(json, `${JSON.stringify(missing, null, 2)}\n`);

/** @param {string} key */
function whereIs(key) {
  const at = texts.find(({ argument }) => argument === JSON.stringify(key))?.where;
  return at ? `  (${at})` : '';
}
