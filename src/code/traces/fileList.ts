import type { FrameTarget } from '../../model/frame.ts';

/** Files of one name are sorted into their folders where there are more than this. */
const few = 24;
const built =
  /(?:^|[\\/])(?:dist|build|out|target|bin|obj|\.next|\.nuxt|\.output|coverage|node_modules|vendor|generated|__pycache__)[\\/]/i;

/** The files of the workspace by their names: what a path of another machine may mean is found by the path's end. */
export class FileList {
  readonly #byName = new Map<string, Group>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Takes a file in; the same file must not be given twice. */
  add(target: FrameTarget): void {
    const name = nameOf(target.file);
    const group = this.#byName.get(name);
    if (group) group.add(target);
    else this.#byName.set(name, new Group(target));
    this.#size++;
  }

  /** Takes a file out, by its absolute path. */
  remove(file: string): void {
    const name = nameOf(file);
    const group = this.#byName.get(name);
    if (!group?.remove(file)) return;
    this.#size--;
    if (group.size === 0) this.#byName.delete(name);
  }

  clear(): void {
    this.#byName.clear();
    this.#size = 0;
  }

  /**
   * The files whose paths end as these parts do, of those with the longest such end: the way there whatever its case, and
   * how many of the parts fit. Sources stand before what is built of them, short paths before long ones.
   * @param parts of a path, its name last
   */
  endingLike(
    parts: readonly string[],
    most = 12,
  ): { readonly depth: number; readonly targets: readonly FrameTarget[] } {
    const name = parts.at(-1);
    const group = name === undefined ? undefined : this.#byName.get(name.toLowerCase());
    if (!group) return { depth: 0, targets: [] };
    const { depth, files } = group.ending(parts);
    // Of very many the first are enough: nobody chooses among more.
    const exact = files.length > 1 ? byCase(files.slice(0, 100), parts.slice(-depth)) : files;
    return { depth, targets: exact.slice(0, most) };
  }
}

/** Files whose paths have the same last parts. */
class Group {
  readonly #files: FrameTarget[];
  readonly #depth: number;
  #sorted = true;
  #folders: Map<string, Group> | undefined;

  constructor(first: FrameTarget, depth = 1) {
    this.#files = [first];
    this.#depth = depth;
  }

  get size(): number {
    return this.#files.length;
  }

  add(target: FrameTarget): void {
    this.#files.push(target);
    this.#sorted = false;
    this.#folders = undefined;
  }

  remove(file: string): boolean {
    const at = this.#files.findIndex(target => target.file === file);
    if (at < 0) return false;
    this.#files.splice(at, 1);
    this.#folders = undefined;
    return true;
  }

  ending(parts: readonly string[]): { depth: number; files: readonly FrameTarget[] } {
    const folder = parts.at(-1 - this.#depth)?.toLowerCase();
    if (folder !== undefined && this.#files.length > few) {
      const deeper = this.#inFolders().get(folder);
      if (deeper) return deeper.ending(parts);
    } else if (folder !== undefined) {
      const found = longestEnd(this.#files, parts);
      if (found.depth > this.#depth) return { depth: found.depth, files: ranked([...found.files]) };
    }
    if (!this.#sorted) ranked(this.#files);
    this.#sorted = true;
    return { depth: this.#depth, files: this.#files };
  }

  #inFolders(): Map<string, Group> {
    if (this.#folders) return this.#folders;
    const folders = new Map<string, Group>();
    for (const target of this.#files) {
      const folder = partFromEnd(target.file, this.#depth).toLowerCase();
      const group = folders.get(folder);
      if (group) group.add(target);
      else folders.set(folder, new Group(target, this.#depth + 1));
    }
    this.#folders = folders;
    return folders;
  }
}

function longestEnd(files: readonly FrameTarget[], parts: readonly string[]): { depth: number; files: FrameTarget[] } {
  const wanted = parts.map(part => part.toLowerCase());
  let depth = 0;
  let best: FrameTarget[] = [];
  for (const target of files) {
    const common = commonEnd(target.file.toLowerCase(), wanted);
    if (common > depth) {
      depth = common;
      best = [];
    }
    if (common === depth) best.push(target);
  }
  return { depth, files: best };
}

/** How many of the last parts a path ends with. */
function commonEnd(path: string, parts: readonly string[]): number {
  let end = path.length;
  let common = 0;
  while (common < parts.length && end > 0) {
    const part = parts[parts.length - 1 - common] ?? '';
    const start = end - part.length;
    if (start < 0 || !path.startsWith(part, start) || (start > 0 && !isSlash(path, start - 1))) break;
    common++;
    end = start - 1;
  }
  return common;
}

function partFromEnd(path: string, at: number): string {
  let end = path.length;
  for (let left = at; left > 0; left--) end = slashBefore(path, end);
  return end <= 0 ? '' : path.slice(slashBefore(path, end) + 1, end);
}

function slashBefore(path: string, end: number): number {
  for (let at = end - 1; at >= 0; at--) if (isSlash(path, at)) return at;
  return -1;
}

function isSlash(path: string, at: number): boolean {
  const code = path.charCodeAt(at);
  return code === 47 || code === 92;
}

function nameOf(path: string): string {
  return path.slice(slashBefore(path, path.length) + 1).toLowerCase();
}

function ranked(files: FrameTarget[]): FrameTarget[] {
  if (files.length < 2) return files;
  const kept = new Map(files.map(target => [target, built.test(target.shown) ? 1 : 0]));
  return files.sort(
    (one, two) =>
      (kept.get(one) ?? 0) - (kept.get(two) ?? 0) ||
      one.shown.length - two.shown.length ||
      (one.shown < two.shown ? -1 : one.shown > two.shown ? 1 : 0),
  );
}

/** Those first that are written the same, capitals and all. */
function byCase(files: readonly FrameTarget[], parts: readonly string[]): readonly FrameTarget[] {
  const same = files.filter(target => commonEnd(target.file, parts) === parts.length);
  if (same.length === 0 || same.length === files.length) return files;
  const first = new Set(same);
  return [...same, ...files.filter(target => !first.has(target))];
}
