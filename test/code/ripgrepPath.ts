import { globSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { arch, platform } from 'node:process';

/** The ripgrep of a VS Code that the tests installed; undefined before they did. */
export function ripgrepPath(): string | undefined {
  const bin = 'node_modules/code-server/lib/vscode/node_modules/@vscode/ripgrep*/bin';
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return globSync(
    [`${bin}/${platform}-${arch}/rg`, `${bin}/rg`].map(path => `deskside-vscode/*/${path}`),
    { cwd: cache },
  )
    .map(path => join(cache, path))
    .at(0);
}
