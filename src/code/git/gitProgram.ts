import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

let preferred: readonly string[] = [];
let found: { readonly key: string; readonly program: Promise<string | undefined> } | undefined;

/** Programs that are taken for git where they are there, the first first; absolute paths alone count. */
export function preferGit(programs: readonly string[]): void {
  preferred = programs.filter(program => isAbsolute(program));
}

/**
 * Absolute path of git: the preferred one, else by the PATH. Looked up once. Where a program is started by its name alone,
 * Windows takes one that lies in the current folder, which is somebody's repository.
 */
export function gitProgram(): Promise<string | undefined> {
  const path = process.env.PATH ?? process.env.Path ?? '';
  const key = [...preferred, path].join('\0');
  if (found?.key !== key) found = { key, program: search([...preferred, ...programsOf(path)]) };
  return found.program;
}

function programsOf(path: string): string[] {
  const name = process.platform === 'win32' ? 'git.exe' : 'git';
  const folders = path.split(delimiter).filter(folder => isAbsolute(folder));
  return folders.map(folder => join(folder, name));
}

async function search(programs: readonly string[]): Promise<string | undefined> {
  for (const program of programs) if (await isProgram(program)) return program;
  return undefined;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
