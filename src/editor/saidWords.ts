/** Texts by the English ones, as VS Code has them; nothing in English. */
type Bundle = Readonly<Record<string, string>>;

interface Known {
  readonly bundle: Bundle;
  /** Sentences with places, the most telling first. */
  readonly patterns: readonly { readonly match: RegExp; readonly words: string }[];
}

/** What tells the sentences of lower floors from all others (`scripts/l10n/sources.mjs`). */
const mark = '/said';
/** No sentence of ours is longer, whatever is put into it. */
const longest = 2000;

let known: Known | undefined;

/**
 * What a lower floor said (`said` in `src/model/said.ts`), in the user's language. Whatever it did not say so, such as a
 * desk's own words, is given back as it is.
 */
export function saidWords(words: string, bundle: Bundle | undefined): string {
  if (!bundle || words.length > longest) return words;
  const exact = Object.hasOwn(bundle, words + mark) ? bundle[words + mark] : undefined;
  if (exact !== undefined) return exact;
  if (known?.bundle !== bundle) known = { bundle, patterns: patternsOf(bundle) };
  for (const { match, words: translated } of known.patterns) {
    const found = match.exec(words);
    if (found) return translated.replace(/\{(\d)\}/g, (_, at) => saidWords(found.groups?.[`v${at}`] ?? '', bundle));
  }
  return words;
}

function patternsOf(bundle: Bundle): Known['patterns'] {
  return Object.entries(bundle)
    .filter(([key]) => key.endsWith(mark) && /\{\d\}/.test(key))
    .map(([key, words]) => ({ text: key.slice(0, -mark.length), words }))
    .sort((a, b) => lettersOf(b.text) - lettersOf(a.text))
    .map(({ text, words }) => ({ match: matching(text), words }));
}

function lettersOf(text: string): number {
  return text.replace(/\{\d\}/g, '').length;
}

function matching(text: string): RegExp {
  const pieces = text.split(/\{\d\}/).map(piece => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pieces.reduce((all, piece, at) => `${all}(?<v${at - 1}>.*?)${piece}`)}$`, 's');
}
