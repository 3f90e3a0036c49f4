// A language that nobody speaks: every text is English with accents, a third longer and between brackets. What is shown
// in it and has none of that was not translated; a bracket that is not seen was cut.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { getL10nPseudoLocalized } from '@vscode/l10n-dev';
import { languages } from './translations.mjs';

/** VS Code's name for it. */
export const pseudo = 'qps-ploc';

/**
 * @param {Record<string, string>} words by their keys
 * @returns {Record<string, string>}
 */
export function pseudoWords(words) {
  return Object.fromEntries(
    Object.entries(words).map(([key, text]) => {
      // Code and settings stay what they are.
      const codes = text.match(/`[^`]*`/g) ?? [];
      const plain = codes.reduce((rest, code, at) => rest.replace(code, `{9${at}}`), text);
      const { text: strange = '' } = getL10nPseudoLocalized({ text: plain });
      const whole = codes.reduce((rest, code, at) => rest.replace(`{9${at}}`, () => code), String(strange));
      return [key, bracketed(whole, text)];
    }),
  );
}

/**
 * Links of welcome texts stand alone in their lines; an ellipsis stays at the end.
 * @param {string} text
 * @param {string} english
 */
function bracketed(text, english) {
  if (text.includes('\n') || text.includes('](')) return text;
  return english.endsWith('…') ? `⟦${text.replace(/…$/, '')}⟧…` : `⟦${text}⟧`;
}

/**
 * Gives Deskside, as it is installed in a folder of extensions, this language too.
 * @param {string} extensions
 */
export function writePseudo(extensions) {
  const name = readdirSync(extensions).find(each => each.startsWith('deskside.deskside-'));
  if (name === undefined) throw new Error(`Deskside is not in ${extensions}.`);
  const folder = path.join(extensions, name);
  const read = (/** @type {string} */ file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  const write = (/** @type {string} */ file, /** @type {object} */ words) =>
    writeFileSync(path.join(folder, file), JSON.stringify(words));
  write(`package.nls.${pseudo}.json`, pseudoWords(read('package.nls.json')));
  // The keys of a language that has all texts are all texts.
  const keys = Object.keys(languages).flatMap(each => Object.keys(read(`l10n/bundle.l10n.${each}.json`)));
  const english = Object.fromEntries(keys.map(key => [key, key.replace(/\/said$/, '')]));
  write(`l10n/bundle.l10n.${pseudo}.json`, pseudoWords(english));
}
