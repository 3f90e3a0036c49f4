import { realpath } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { isInnerPath } from '../../model/linkData.ts';
import type { GitHosts } from '../../model/repository.ts';
import type { FileText } from '../code.ts';
import type { NamedRepository } from '../git/repositories.ts';
import { textOf } from '../index/files.ts';
import type { Searched } from './findLines.ts';
import { hashesOf, linesOf } from './fingerprint.ts';

/** Where linked code may be: what is open. */
export interface LinkPlaces {
  /** The folders of the workspace, absolute. */
  readonly folders: readonly string[];
  readonly repositories: readonly NamedRepository[];
  /** Programs of git hosts that cannot be told by their names. */
  readonly hosts?: GitHosts;
  /** Files as the editor has them. */
  readonly unsaved?: readonly FileText[];
  /** Absolute paths of the files of the workspace with this name. */
  filesNamed(name: string, signal?: AbortSignal): Promise<readonly string[]>;
}

/** A file that was read. */
export interface ReadFile extends Searched {
  /** Absolute, without symbolic links. */
  readonly file: string;
  /** It is as the editor has it, and may be another one on disk. */
  readonly unsaved: boolean;
}

/** Files that are kept for the next link. */
const mostKept = 50;

/** Reads files of the workspace; those that were read last are kept. */
export class PlaceReader {
  readonly #folders: readonly string[];
  readonly #real = new Map<string, Promise<string | undefined>>();
  readonly #read = new Map<string, Promise<ReadFile | undefined>>();

  readonly #unsaved: readonly FileText[];

  constructor({ folders, unsaved = [] }: Pick<LinkPlaces, 'folders' | 'unsaved'>) {
    this.#folders = folders;
    this.#unsaved = unsaved;
  }

  /** A file below a folder, by its path from there; undefined where there is none, or it leads out of the folder. */
  async read(root: string, path: string, signal?: AbortSignal): Promise<ReadFile | undefined> {
    if (!isInnerPath(path)) return undefined;
    const file = await this.real(join(root, ...path.split('/')));
    const inside = file !== undefined && pathBelow((await this.real(root)) ?? root, file);
    return inside && isInnerPath(inside) ? await this.#readFile(file, signal) : undefined;
  }

  /** How the editor names a file, and what is shown of it. */
  async named(file: string, root: string): Promise<{ file: string; shown: string }> {
    let best: { file: string; shown: string } | undefined;
    for (const folder of this.#folders) {
      const shown = pathBelow((await this.real(folder)) ?? folder, file);
      if (shown && (!best || shown.length < best.shown.length))
        best = { file: join(folder, ...shown.split('/')), shown };
    }
    return best ?? { file, shown: pathBelow((await this.real(root)) ?? root, file) ?? basename(file) };
  }

  real(path: string): Promise<string | undefined> {
    const known = this.#real.get(path) ?? realpath(path).catch(() => undefined);
    this.#real.set(path, known);
    return known;
  }

  #readFile(file: string, signal?: AbortSignal): Promise<ReadFile | undefined> {
    const known = this.#read.get(file) ?? this.#linesOf(file, signal);
    this.#read.delete(file);
    this.#read.set(file, known);
    for (const oldest of this.#read.keys()) {
      if (this.#read.size <= mostKept) break;
      this.#read.delete(oldest);
    }
    return known;
  }

  async #linesOf(file: string, signal?: AbortSignal): Promise<ReadFile | undefined> {
    const edited = (await this.#texts()).get(file);
    const text = edited ?? (await textOf(file, signal));
    return text === undefined ? undefined : { file, unsaved: edited !== undefined, ...searchedOf(text) };
  }

  async #texts(): Promise<ReadonlyMap<string, string>> {
    const named = this.#unsaved.map(async ({ file, text }) => [(await this.real(file)) ?? file, text] as const);
    return new Map(await Promise.all(named));
  }
}

/** A text to be looked through. */
export function searchedOf(text: string): Searched {
  const lines = linesOf(text);
  return { lines, hashes: hashesOf(lines) };
}

/** The way from a folder to a file in it, with `/`; undefined where the file is not in it. */
export function pathBelow(folder: string, file: string): string | undefined {
  const way = relative(folder, file);
  if (way === '' || way === '..' || way.startsWith(`..${sep}`) || join(folder, way) !== file) return undefined;
  return way.split(sep).join('/');
}
