/** Files of more bytes are not looked into. */
export const mostBytes = 2 ** 20;

/** Characters that a search of a folder may answer; the rest is left out. */
export const mostOutput = 64 * 2 ** 20;

/** Milliseconds that a search of a folder may take. */
export const mostTime = 120_000;

/** Files of a folder that are known by name. */
export const mostFiles = 500_000;

/** Folders that hold no code of the workspace's own, where no `.gitignore` says so. */
export const leftOut: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  'CVS',
  '.jj',
  'node_modules',
  '__pycache__',
]);
