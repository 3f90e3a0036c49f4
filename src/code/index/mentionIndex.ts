import { resolve } from 'node:path';
import type { MentionRules } from '../../model/mention.ts';
import type { MentionPlace, MentionPlaces } from '../code.ts';
import type { Tools } from '../workerProtocol.ts';
import { type CandidatePatterns, type Candidates, candidatePatterns, candidateReader } from './candidates.ts';
import { ChangedPaths } from './changedPaths.ts';
import { searched, sortChanges } from './changes.ts';
import { textOf } from './files.ts';
import { type NumberedPlace, placesIn } from './placesIn.ts';
import { beginScan, scan } from './scan.ts';
import { SharedWork } from './sharedWork.ts';
import { searchesAtOnce, someAtOnce } from './someAtOnce.ts';
import { isInOne, type Source, sourceOf, sourcesOf } from './sources.ts';

/** Places that an answer has at most. */
const mostPlaces = 2_000;
/** Places of files that were read, which are remembered. */
const mostRemembered = 50_000;
/** Files that are read at once. */
const atOnce = 16;

type Begun = ReturnType<typeof beginScan>;

/** What was found, and what of it changed since. */
interface Found {
  readonly sources: readonly Source[];
  readonly files: Map<string, Candidates>;
  partial: boolean;
}

/**
 * Where tickets are mentioned. Searching tells which files may mention which numbers, and costs little more than the search;
 * a file is read, and what is a mention in it told from what is none, when one of its numbers is asked for.
 */
export class MentionIndex {
  readonly #tools: Tools;
  #folders: readonly string[] = [];
  #rules: MentionRules = { desks: [], bare: true, places: 'comments' };
  #patterns: CandidatePatterns = candidatePatterns(this.#rules);
  #found: Found | undefined;
  readonly #changed = new ChangedPaths();
  readonly #work = new SharedWork();
  /** Places of files that were read, longest unused first. */
  readonly #read = new Map<string, readonly NumberedPlace[]>();
  #remembered = 0;

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  open(folders: readonly string[], rules: MentionRules): void {
    this.#folders = folders.map(folder => resolve(folder));
    this.#rules = rules;
    this.#patterns = candidatePatterns(rules);
    this.#found = undefined;
    this.#changed.clear();
    this.#forget();
  }

  changed(paths: readonly string[]): void {
    this.#changed.add(paths, this.#folders);
  }

  /**
   * @throws the signal's reason when that aborts
   */
  async mentions(
    ticket: { readonly deskId: string; readonly number: string },
    signal?: AbortSignal,
  ): Promise<MentionPlaces> {
    const found = await this.#upToDate(signal);
    const number = ticket.number.replace(/^0+(?=.)/, '');
    const value = Number(number);
    const files = [...found.files]
      .filter(([, each]) => each.others || each.numbers.includes(value))
      .map(([file]) => file);
    files.sort();
    const places: MentionPlace[] = [];
    for (let at = 0; at < files.length; at += atOnce) {
      const some = await Promise.all(files.slice(at, at + atOnce).map(file => this.#placesOf(file, found, signal)));
      for (const each of some.flat()) {
        if (each.number !== number || (each.deskId !== undefined && each.deskId !== ticket.deskId)) continue;
        if (places.length === mostPlaces) return { places, partial: true };
        places.push(each.place);
      }
    }
    return { places, partial: found.partial };
  }

  dispose(): void {
    this.#work.end();
    this.#forget();
  }

  async #upToDate(signal: AbortSignal | undefined): Promise<Found> {
    // What changes all the time is not waited for for ever.
    for (let round = 0; round < 4; round++) {
      const found = this.#found;
      if (found && (!this.#changed.any || round === 3)) return found;
      await this.#work.join(until => this.#look(until), signal);
    }
    return this.#found ?? { sources: [], files: new Map(), partial: true };
  }

  async #look(signal: AbortSignal): Promise<void> {
    const found = this.#found;
    await (found && !this.#changed.everything ? this.#update(found, signal) : this.#search(signal));
  }

  async #search(signal: AbortSignal): Promise<void> {
    const patterns = this.#patterns;
    const changes = this.#changed.all();
    const first = this.#folders.slice(0, searchesAtOnce);
    const begun = new Map(first.map(folder => [folder, beginScan(folder, patterns, signal)]));
    const sources = await sourcesOf(this.#folders, signal);
    const scans = await someAtOnce(sources, searchesAtOnce, source =>
      this.#scan(source, patterns, sources, signal, begun.get(source.folder)),
    );
    signal.throwIfAborted();
    // Other folders or rules meanwhile.
    if (patterns !== this.#patterns) return;
    // The first one holds nearly all.
    const [{ files } = { files: new Map<string, Candidates>() }, ...further] = scans;
    for (const each of further) for (const [file, candidates] of each.files) files.set(file, candidates);
    this.#found = { sources, files, partial: scans.some(each => each.partial) };
    this.#changed.done(changes);
    this.#forget();
  }

  #scan(source: Source, patterns: CandidatePatterns, sources: readonly Source[], signal: AbortSignal, begun?: Begun) {
    const others = sources.map(each => each.folder).filter(folder => folder !== source.folder);
    return scan(source, patterns, this.#tools, others, signal, begun);
  }

  async #update(found: Found, signal: AbortSignal): Promise<void> {
    const changes = this.#changed.all();
    const { files, folders, gone, anew } = await sortChanges([...changes.paths.keys()], signal);
    if (anew) return await this.#search(signal);
    const now = new Map<string, Candidates | undefined>();
    const read = candidateReader(this.#patterns);
    const unknown: string[] = [];
    for (const file of files) {
      const text = await textOf(file, signal);
      const candidates = text === undefined ? undefined : read(text);
      now.set(file, candidates);
      if (candidates && !found.files.has(file)) unknown.push(file);
    }
    if (unknown.length > 0) {
      const kept = new Set(await searched(unknown, found.sources, signal));
      for (const file of unknown) if (!kept.has(file)) now.delete(file);
    }
    const emptied = new Set([...gone, ...folders]);
    for (const folder of await searched(folders, found.sources, signal)) {
      const source = sourceOf(folder, found.sources);
      if (!source) continue;
      const scanned = await this.#scan({ ...source, folder }, this.#patterns, found.sources, signal);
      for (const [file, candidates] of scanned.files) now.set(file, candidates);
      found.partial ||= scanned.partial;
    }
    signal.throwIfAborted();
    if (this.#found !== found) return;
    for (const file of emptied.size > 0 ? found.files.keys() : []) {
      if (isInOne(file, emptied)) this.#put(found, file, undefined);
    }
    for (const [file, candidates] of now) this.#put(found, file, candidates);
    this.#changed.done(changes);
  }

  #put(found: Found, file: string, candidates: Candidates | undefined): void {
    this.#unremember(file);
    if (candidates) found.files.set(file, candidates);
    else found.files.delete(file);
  }

  async #placesOf(file: string, found: Found, signal: AbortSignal | undefined): Promise<readonly NumberedPlace[]> {
    const known = this.#read.get(file);
    if (known) {
      this.#read.delete(file);
      this.#read.set(file, known);
      return known;
    }
    const rules = this.#rules;
    const before = found.files.get(file);
    const text = await textOf(file, signal);
    signal?.throwIfAborted();
    const places = text === undefined ? [] : placesIn(file, text, rules);
    // It may have been looked at anew meanwhile, and what was read here be older.
    const same = this.#found === found && rules === this.#rules && found.files.get(file) === before;
    if (same && !this.#changed.has(file)) this.#remember(file, places, found);
    return places;
  }

  #remember(file: string, places: readonly NumberedPlace[], found: Found): void {
    this.#unremember(file);
    const numbers = [...new Set(places.map(place => Number(place.number)))];
    // What was only likely is known now.
    if (!numbers.some(Number.isNaN)) found.files.set(file, { numbers, others: false });
    if (places.length > mostRemembered) return;
    this.#read.set(file, places);
    this.#remembered += places.length;
    for (const oldest of this.#read.keys()) {
      if (this.#remembered <= mostRemembered) return;
      this.#unremember(oldest);
    }
  }

  #unremember(file: string): void {
    this.#remembered -= this.#read.get(file)?.length ?? 0;
    this.#read.delete(file);
  }

  #forget(): void {
    this.#read.clear();
    this.#remembered = 0;
  }
}
