import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** The longest message that is filled in, in UTF-16 units. */
const longest = 20_000;

/** The message that git has made for the commit that comes next, of a merge, say; as VS Code shows it, without comments. */
export async function gitMessage(root: string): Promise<string | undefined> {
  const entry = join(root, '.git');
  // A file in work trees and submodules, which names the folder.
  const file = await readFile(entry, 'utf8').catch(() => '');
  const named = /^gitdir: (.+)/.exec(file)?.[1]?.trimEnd();
  const folder = named === undefined ? entry : resolve(root, named);
  for (const name of ['MERGE_MSG', 'SQUASH_MSG']) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '');
    const message = text
      .slice(0, longest)
      .replaceAll(/^\s*#.*$\n?/gm, '')
      .trim();
    if (message !== '') return message;
  }
  return undefined;
}
