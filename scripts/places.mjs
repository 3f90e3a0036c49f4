// Where things lie: the checkout, what is built into it, and the cache outside it.
import { homedir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
/** Everything that running and testing leaves behind; ignored by git. */
export const out = path.join(root, 'out');
/** The package that `npm run package` makes. */
export const vsix = path.join(out, 'deskside.vsix');
/** Big downloads, shared by all checkouts on this machine. `DESKSIDE_CACHE` puts them elsewhere. */
export const cache =
  process.env.DESKSIDE_CACHE ??
  path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'deskside-vscode');

/** @param {string[]} parts */
export const inRoot = (...parts) => path.join(root, ...parts);
