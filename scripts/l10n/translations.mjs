// What is there of a language, what is wrong with it, and what is missing.
import { readWords } from './sources.mjs';

/** The languages that Deskside speaks beside English, by VS Code's names for them. */
export const languages = { de: 'German', es: 'Spanish' };

/** @typedef {Record<string, import('@vscode/l10n-dev').l10nJsonMessageFormat>} English texts by their keys */

/**
 * @param {string} language
 * @returns {{ bundle: string, manifest: string }} its files
 */
export const filesOf = language => ({
  bundle: `l10n/bundle.l10n.${language}.json`,
  manifest: `package.nls.${language}.json`,
});

/**
 * Keys that have no translation yet.
 * @param {English} english
 * @param {Record<string, string>} translated
 */
export const missingOf = (english, translated) => Object.keys(english).filter(key => !Object.hasOwn(translated, key));

/**
 * What is wrong with what is translated, line by line; what is missing is not wrong.
 * @param {English} english
 * @param {Record<string, string>} translated
 */
export function wrongOf(english, translated) {
  return Object.entries(translated).flatMap(([key, words]) => {
    const message = english[key];
    if (message === undefined) return [`is no text any more: ${key}`];
    return differences(typeof message === 'string' ? message : message.message, words).map(why => `${why}: ${key}`);
  });
}

/**
 * What must be the same in every language: what is put in, code, commands, settings, icons, addresses.
 */
const kept = /\{\d+\}|`[^`]*`|\]\([^)]*\)|\$\([\w~-]+\)|https?:\/\/\w[^\s),]*|<[\w:.]+>/g;

/**
 * @param {string} english
 * @param {string} words
 */
function differences(english, words) {
  const partsOf = (/** @type {string} */ text) => [...new Set(text.match(kept) ?? [])].sort();
  const [wanted, there] = [partsOf(english), partsOf(words)];
  const lost = wanted.filter(part => !there.includes(part));
  const added = there.filter(part => !wanted.includes(part));
  return [
    ...(words.trim() === '' ? ['is empty'] : []),
    ...(lost.length > 0 ? [`lacks ${lost.join(', ')}`] : []),
    ...(added.length > 0 ? [`has ${added.join(', ')}, which the English text has not`] : []),
    ...(english.split('\n').length === words.split('\n').length ? [] : ['has other lines']),
    ...(english.endsWith('…') === words.endsWith('…') ? [] : ['differs in the ellipsis at its end']),
    ...(/^\s*/.exec(english)?.[0] === /^\s*/.exec(words)?.[0] && /\s*$/.exec(english)?.[0] === /\s*$/.exec(words)?.[0]
      ? []
      : ['differs in blanks at its ends']),
  ];
}

/**
 * The two files of a language.
 * @param {string} language
 */
export function readTranslations(language) {
  const { bundle, manifest } = filesOf(language);
  return { bundle: readWords(bundle), manifest: readWords(manifest) };
}
