import type { CodeLink, LinkedPlace } from '../../model/codeLink.ts';
import { isSoundLink } from '../../model/linkData.ts';
import { commitOf } from '../git/refs.ts';
import { renamedTo } from '../git/renames.ts';
import type { NamedRepository } from '../git/repositories.ts';
import { type Finding, type FoundLines, findLines, isTelling } from './findLines.ts';
import { snippetOf } from './fingerprint.ts';
import { changedSince, pastOf, sinceThen, stoodIn } from './history.ts';
import { type LinkPlaces, PlaceReader, pathBelow, type ReadFile } from './places.ts';
import { isSameRepository, remoteOf } from './remotes.ts';

/** How much of what was around, of 8, tells code from a copy of it. */
const enoughAround = 4;

/** What the links of one question share: what was read, and which repositories have which commits. */
interface Shared {
  readonly where: LinkPlaces;
  readonly reader: PlaceReader;
  hasCommit(root: string, commit: string): Promise<boolean>;
  changed(root: string, commit: string): Promise<readonly string[]>;
}

/** Where code was found. */
interface Place {
  readonly file: ReadFile;
  readonly lines: FoundLines;
  readonly by: 'text' | 'history' | 'surroundings';
  /** It is in the file that the link names. */
  readonly own: boolean;
}

/** Where the code of each link is now, in their order: by its text, then by the history of git, then in other files. */
export async function locateLinks(
  links: readonly CodeLink[],
  where: LinkPlaces,
  signal?: AbortSignal,
): Promise<readonly LinkedPlace[]> {
  const shared: Shared = {
    where,
    reader: new PlaceReader(where),
    hasCommit: eachOnce((root, commit) => commitOf(root, commit, signal).then(found => found !== undefined)),
    changed: eachOnce((root, commit) => changedSince(root, commit, signal)),
  };
  const places: LinkedPlace[] = [];
  for (const link of links) {
    signal?.throwIfAborted();
    places.push(isSoundLink(link) ? await new Search(link, shared, signal).place() : { state: 'gone' });
  }
  return places;
}

/** A question about a commit of a repository that is asked once. */
function eachOnce<T>(ask: (root: string, commit: string) => Promise<T>): (root: string, commit: string) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (root, commit) => {
    const key = `${commit} ${root}`;
    const answer = answers.get(key) ?? ask(root, commit);
    answers.set(key, answer);
    return answer;
  };
}

/** One link that is looked for. */
class Search {
  readonly #link: CodeLink;
  readonly #where: LinkPlaces;
  readonly #reader: PlaceReader;
  readonly #shared: Shared;
  readonly #signal: AbortSignal | undefined;

  constructor(link: CodeLink, shared: Shared, signal: AbortSignal | undefined) {
    this.#link = link;
    this.#where = shared.where;
    this.#reader = shared.reader;
    this.#shared = shared;
    this.#signal = signal;
  }

  /** Of several work trees, the one where it is most as it was. */
  async place(): Promise<LinkedPlace> {
    const roots = await this.#roots();
    if (!roots) return { state: 'elsewhere' };
    const order: readonly LinkedPlace['state'][] = ['same', 'moved', 'changed', 'gone'];
    let best: LinkedPlace = { state: 'gone' };
    for (const root of roots) {
      const place = await this.#inRoot(root);
      if (!place) continue;
      const shown = await this.#shown(place, root);
      if (order.indexOf(shown.state) < order.indexOf(best.state)) best = shown;
      if (best.state === 'same') break;
    }
    return best;
  }

  async #shown({ file, lines, by, own }: Place, root: string): Promise<LinkedPlace> {
    const { startLine, endLine, changed } = lines;
    const stayed = own && startLine === this.#link.startLine && endLine === this.#link.endLine;
    return {
      state: changed ? 'changed' : stayed ? 'same' : 'moved',
      ...(await this.#reader.named(file.file, root)),
      startLine,
      endLine,
      by,
      snippet: snippetOf(file.lines, lines),
    };
  }

  /** Where its repository is open; undefined: nowhere. A fork has the commit under another name. */
  async #roots(): Promise<readonly string[] | undefined> {
    const { repository, commit } = this.#link;
    const { repositories, folders, hosts } = this.#where;
    const isNamed = ({ remotes }: NamedRepository, name: string) =>
      remotes.some(({ url }) => isSameRepository(remoteOf(url, hosts)?.repository ?? '', name));
    const named = repository === undefined ? [] : repositories.filter(each => isNamed(each, repository));
    if (named.length > 0) return named.map(({ root }) => root);
    if (repository === undefined && commit === undefined) {
      const others = folders.filter(folder => repositories.every(({ root }) => root !== folder));
      return [...repositories.map(({ root }) => root), ...others];
    }
    const having: string[] = [];
    for (const { root } of repositories) if (commit && (await this.#shared.hasCommit(root, commit))) having.push(root);
    return having.length > 0 ? having : undefined;
  }

  async #inRoot(root: string): Promise<Place | undefined> {
    const link = this.#link;
    const file = await this.#reader.read(root, link.path, this.#signal);
    const finding: Finding = file ? findLines(file, link) : { kind: 'none' };
    if (file && finding.kind === 'found' && finding.place.around >= enoughAround)
      return { file, lines: finding.place, by: finding.place.by, own: true };
    if (link.commit && this.#where.repositories.some(each => each.root === root)) {
      if (await this.#shared.hasCommit(root, link.commit))
        return await this.#withHistory({ path: root, commit: link.commit }, file, finding);
    }
    if (file && finding.kind === 'found') return { file, lines: finding.place, by: finding.place.by, own: true };
    if (file && finding.kind === 'several')
      return finding.here && { file, lines: finding.here, by: 'surroundings', own: true };
    return await this.#elsewhere({ path: root }, file);
  }

  async #withHistory(
    root: { readonly path: string; readonly commit: string },
    own: ReadFile | undefined,
    finding: Finding,
  ): Promise<Place | undefined> {
    const link = this.#link;
    const { path, commit } = root;
    const past = await pastOf(path, commit, link.path, link, this.#signal);
    const now = own ? link.path : await renamedTo(path, link.path, commit, this.#signal);
    const file = own ?? (now === undefined ? undefined : await this.#reader.read(path, now, this.#signal));
    const text = own || !file ? finding : findLines(file, link);
    if (file && text.kind === 'found' && (text.place.around >= enoughAround || !past || past.times === 1))
      return { file, lines: text.place, by: text.place.by, own: own !== undefined };
    if (file && past && now !== undefined) {
      const names = { commit, before: link.path, now };
      const lines = await sinceThen(path, names, { past, text: file, wanted: link }, this.#signal);
      if (lines) return { file, lines: { ...lines, by: 'text' }, by: 'history', own: own !== undefined };
    }
    if (file && !past && text.kind === 'several' && text.here)
      return { file, lines: text.here, by: 'surroundings', own: own !== undefined };
    return await this.#elsewhere(root, file);
  }

  /**
   * Files of the same name, and files that changed since: the code may have gone there. Only the one that has it counts,
   * and none that had it before.
   */
  async #elsewhere(
    root: { readonly path: string; readonly commit?: string },
    tried: ReadFile | undefined,
  ): Promise<Place | undefined> {
    const link = this.#link;
    const name = link.path.slice(link.path.lastIndexOf('/') + 1);
    const real = (await this.#reader.real(root.path)) ?? root.path;
    const alike: string[] = [];
    for (const file of await this.#where.filesNamed(name, this.#signal)) {
      const path = pathBelow(real, (await this.#reader.real(file)) ?? file);
      if (path) alike.push(path);
    }
    const changed = root.commit && isTelling(link) ? await this.#shared.changed(root.path, root.commit) : [];
    const found = new Map<string, Place>();
    for (const path of new Set([...alike, ...changed])) {
      this.#signal?.throwIfAborted();
      const file = await this.#reader.read(root.path, path, this.#signal);
      if (!file || file.file === tried?.file || found.has(file.file)) continue;
      const finding = findLines(file, link);
      if (finding.kind !== 'found') continue;
      // Under another name nothing but the very code is it; under its own it may have changed, if the file is no more.
      const { place } = finding;
      if (place.changed && (tried || !alike.includes(path) || place.by !== 'text')) continue;
      if (root.commit && (await stoodIn(root.path, root.commit, path, link, this.#signal))) continue;
      found.set(file.file, { file, lines: place, by: place.by, own: false });
    }
    const places = [...found.values()];
    const exact = places.filter(({ lines }) => !lines.changed);
    const [only, other] = exact.length > 0 ? exact : places;
    return other ? undefined : only;
  }
}
