import { config } from '@vscode/l10n';
/**
 * Reads the page's seed from its data block and makes its words known to `t()`; to be called before anything is drawn.
 * @throws Error when the page has no seed.
 */
export function readSeed<S extends { readonly words?: Readonly<Record<string, string>> }>(page: Document): S {
  const block = page.getElementById('deskside-seed');
  if (!block?.textContent) throw new Error('The page has no seed.');
  const seed = JSON.parse(block.textContent) as S;
  config({ contents: { ...seed.words } });
  return seed;
}
