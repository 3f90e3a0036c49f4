import { shownText } from '../shownText.ts';

const longest = 48;

/** The title of a ticket's tab, `#1042 Subject`, cut to what a tab can show without splitting a character. */
export function panelTitle(number: string, subject: string | undefined): string {
  const words = shownText(subject ?? '');
  const characters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(words)];
  const shown =
    characters.length > longest
      ? `${characters
          .slice(0, longest - 1)
          .map(one => one.segment)
          .join('')
          .trimEnd()}…`
      : words;
  return `#${shownText(number)} ${shown}`.trim();
}
