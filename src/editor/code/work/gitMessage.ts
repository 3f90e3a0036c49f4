import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { GitRepository } from '../../time/git.ts';

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
    const message = await messageIn(join(folder, name));
    if (message !== '') return message;
  }
  return undefined;
}

/** What the user's own git has every message begin with; VS Code shows it in an empty box. */
export async function commitTemplate(repository: GitRepository): Promise<string> {
  const own = await repository.getConfig('commit.template').catch(() => '');
  const named = (own || (await repository.getGlobalConfig('commit.template').catch(() => ''))).trim();
  if (named === '') return '';
  return messageIn(
    named.startsWith('~/') ? join(homedir(), named.slice(2)) : resolve(repository.rootUri.fsPath, named),
  );
}

async function messageIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text
    .slice(0, longest)
    .replaceAll(/^\s*#.*$\n?/gm, '')
    .trim();
}
