import { readFileSync } from 'node:fs';

/**
 * Texts by language. In `codeSamples.txt` stand `yes1` and the like in comments, strings and prose, `no1` and the like in
 * code; a text is read rightly when just the first are found.
 */
export const samples: readonly (readonly [language: string, text: string])[] = readFileSync(
  new URL('codeSamples.txt', import.meta.url),
  'utf8',
)
  .split(/^@@@ /m)
  .slice(1)
  .map(part => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]);
