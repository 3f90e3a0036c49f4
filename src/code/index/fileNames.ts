import { join, relative, resolve, sep } from 'node:path';
import { runGit } from '../git/runGit.ts';
import { FileList } from '../traces/fileList.ts';
import type { Tools } from '../workerProtocol.ts';
import { ChangedPaths } from './changedPaths.ts';
import { searched, sortChanges } from './changes.ts';
import { mostFiles, mostOutput, mostTime } from './limits.ts';
import { ripgrep } from './ripgrep.ts';
import { SharedWork } from './sharedWork.ts';
import { searchesAtOnce, someAtOnce } from './someAtOnce.ts';
import { isIn, isInOne, type Source, sourceOf, sourcesOf } from './sources.ts';
import { walk } from './walk.ts';

interface Found {
  readonly sources: readonly Source[];
  readonly names: Set<string>;
  readonly list: FileList;
}

/** The files of the workspace by name, without what is ignored. */
export class FileNames {
  readonly #tools: Tools;
  #folders: readonly string[] = [];
  #found: Found | undefined;
  readonly #changed = new ChangedPaths();
  readonly #work = new SharedWork();

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  open(folders: readonly string[]): void {
    this.#folders = folders.map(folder => resolve(folder));
    this.#found = undefined;
    this.#changed.clear();
  }

  changed(paths: readonly string[]): void {
    this.#changed.add(paths, this.#folders);
  }

  /** @throws the signal's reason when that aborts */
  async list(signal?: AbortSignal): Promise<FileList> {
    // What changes all the time is not waited for for ever.
    for (let round = 0; round < 4; round++) {
      const found = this.#found;
      if (found && (!this.#changed.any || round === 3)) return found.list;
      await this.#work.join(until => this.#look(until), signal);
    }
    return this.#found?.list ?? new FileList();
  }

  dispose(): void {
    this.#work.end();
  }

  async #look(signal: AbortSignal): Promise<void> {
    const found = this.#found;
    await (found && !this.#changed.everything ? this.#update(found, signal) : this.#search(signal));
  }

  async #search(signal: AbortSignal): Promise<void> {
    const folders = this.#folders;
    const changes = this.#changed.all();
    const sources = await sourcesOf(folders, signal);
    const found: Found = { sources, names: new Set(), list: new FileList() };
    const lists = await someAtOnce(sources, searchesAtOnce, source => this.#filesOf(source, sources, signal));
    for (const files of lists) {
      for (const file of files) this.#add(file, found);
    }
    signal.throwIfAborted();
    if (folders !== this.#folders) return;
    this.#found = found;
    this.#changed.done(changes);
  }

  async #update(found: Found, signal: AbortSignal): Promise<void> {
    const changes = this.#changed.all();
    const { files, folders, gone, anew } = await sortChanges([...changes.paths.keys()], signal);
    if (anew) return await this.#search(signal);
    const added = [
      ...(await searched(
        files.filter(file => !found.names.has(file)),
        found.sources,
        signal,
      )),
    ];
    for (const folder of await searched(folders, found.sources, signal)) {
      const source = sourceOf(folder, found.sources);
      if (source) added.push(...(await this.#filesOf({ ...source, folder }, found.sources, signal)));
    }
    signal.throwIfAborted();
    const emptied = new Set([...gone, ...folders]);
    for (const name of emptied.size > 0 ? found.names : []) if (isInOne(name, emptied)) this.#remove(name, found);
    for (const file of added) this.#add(file, found);
    this.#changed.done(changes);
  }

  #add(file: string, { names, list }: Found): void {
    if (names.has(file) || names.size >= mostFiles) return;
    // The innermost folder, as the editor says it.
    const folders = this.#folders.filter(folder => isIn(file, folder) && file !== folder);
    const [folder] = folders.toSorted((a, b) => b.length - a.length);
    if (folder === undefined) return;
    names.add(file);
    list.add({ file, shown: relative(folder, file).split(sep).join('/') });
  }

  #remove(file: string, { names, list }: Found): void {
    names.delete(file);
    list.remove(file);
  }

  async #filesOf(source: Source, sources: readonly Source[], signal: AbortSignal): Promise<readonly string[]> {
    const others = new Set(sources.map(each => each.folder).filter(folder => folder !== source.folder));
    const { folder } = source;
    const listed =
      (source.git && (await byGit(folder, signal))) || (await this.#byRipgrep(folder, [...others], signal));
    if (listed) {
      const files = listed.split('\0').filter(path => path !== '' && !path.endsWith('/'));
      return files.map(path => join(folder, path)).filter(file => !others.has(file));
    }
    const files: string[] = [];
    await walk(
      folder,
      file => files.push(file),
      signal,
      path => others.has(path),
    );
    return files;
  }

  async #byRipgrep(folder: string, others: readonly string[], signal: AbortSignal): Promise<string | undefined> {
    if (this.#tools.ripgrep === undefined) return undefined;
    const { out, ended } = await ripgrep(this.#tools.ripgrep, folder, ['--files', '--', '.'], others, signal);
    return ended === 'failed' ? undefined : out;
  }
}

async function byGit(folder: string, signal: AbortSignal): Promise<string | undefined> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const answer = await runGit(folder, args, { signal, limit: mostOutput, milliseconds: mostTime });
  return answer.ended === 'failed' || answer.ended === 'noGit' ? undefined : answer.out;
}
