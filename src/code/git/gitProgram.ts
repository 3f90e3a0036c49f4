import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

let found: { readonly path: string; readonly program: Promise<string | undefined> } | undefined;

/**
 * Absolute path of git by the PATH, looked up once. Where a program is started by its name alone, Windows takes one that
 * lies in the current folder, which is somebody's repository.
 */
export function gitProgram(): Promise<string | undefined> {
  const path = process.env.PATH ?? process.env.Path ?? '';
  if (found?.path !== path) found = { path, program: search(path) };
  return found.program;
}

async function search(path: string): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'git.exe' : 'git';
  for (const folder of path.split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const file = join(folder, name);
    const there = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (there) return file;
  }
  return undefined;
}
