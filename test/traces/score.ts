import { readdirSync, readFileSync } from 'node:fs';
import { FileList } from '../../src/code/traces/fileList.ts';
import { findFrames } from '../../src/code/traces/findFrames.ts';
import { resolveFrames } from '../../src/code/traces/resolveFrames.ts';
import type { ResolvedFrame } from '../../src/model/frame.ts';

const folder = new URL('.', import.meta.url);

/** A frame as a text of the corpus should have it. */
interface Expected {
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  readonly foreign?: boolean;
  /** The file of the workspace that it means. */
  readonly file?: string;
}

/** A text of the corpus. Its name begins with its language. */
export interface CorpusText {
  readonly name: string;
  readonly language: string;
  readonly text: string;
  readonly files: FileList;
  readonly expected: readonly Expected[];
}

/** How many were found of what is there, and how many of what was found are there. */
export interface Score {
  readonly expected: number;
  readonly found: number;
  readonly right: number;
  readonly precision: number;
  readonly recall: number;
}

/** The corpus, scored. */
export interface Scores {
  readonly texts: number;
  /** By language and `all`; `places` are path, line and column, `files` those and the file that is meant. */
  readonly languages: Readonly<
    Record<string, { readonly texts: number; readonly places: Score; readonly files: Score }>
  >;
  /** What is missing or too much, a line each. */
  readonly wrong: readonly string[];
}

/** All texts of the corpus, by name. */
export function corpus(): CorpusText[] {
  const lists: Record<string, string[]> = read('workspaces.json');
  return readdirSync(folder)
    .filter(file => file.endsWith('.txt'))
    .sort()
    .map(file => {
      const name = file.slice(0, -'.txt'.length);
      const { workspaces, frames }: { workspaces: string[]; frames: Expected[] } = read(`${name}.json`);
      const files = new FileList();
      for (const workspace of workspaces) {
        for (const shown of lists[workspace] ?? []) files.add({ file: `/home/jo/code/${workspace}/${shown}`, shown });
      }
      const text = readFileSync(new URL(file, folder), 'utf8');
      return { name, language: name.split('-')[0] ?? '', text, files, expected: frames };
    });
}

/** Reads all texts and compares. */
export function score(texts: readonly CorpusText[] = corpus()): Scores {
  const wrong: string[] = [];
  const counted = new Map<string, { texts: number; places: Count; files: Count }>();
  for (const { name, language, text, files, expected } of texts) {
    const found = resolveFrames(findFrames(text), files);
    const places = compare(expected.map(placeOf), found.map(placeOf));
    const meant = compare(expected.map(expectedFile), found.map(foundFile));
    for (const each of meant.missing) wrong.push(`${name}: missing ${each}`);
    for (const each of meant.extra) wrong.push(`${name}: too much ${each}`);
    for (const group of [language, 'all']) {
      const sum = counted.get(group) ?? { texts: 0, places: noCount(), files: noCount() };
      sum.texts++;
      add(sum.places, places);
      add(sum.files, meant);
      counted.set(group, sum);
    }
  }
  const languages = Object.fromEntries(
    [...counted]
      .sort(([one], [two]) => Number(one === 'all') - Number(two === 'all') || one.localeCompare(two))
      .map(([name, sum]) => [name, { texts: sum.texts, places: scored(sum.places), files: scored(sum.files) }]),
  );
  return { texts: texts.length, languages, wrong };
}

interface Count {
  expected: number;
  found: number;
  right: number;
}

function noCount(): Count {
  return { expected: 0, found: 0, right: 0 };
}

function add(sum: Count, more: Count): void {
  sum.expected += more.expected;
  sum.found += more.found;
  sum.right += more.right;
}

/** Without any, nothing is missed and nothing is wrong. */
function scored({ expected, found, right }: Count): Score {
  return { expected, found, right, precision: found ? right / found : 1, recall: expected ? right / expected : 1 };
}

/** Both in order: what is right is their longest common part. */
function compare(
  expected: readonly string[],
  found: readonly string[],
): Count & { missing: string[]; extra: string[] } {
  const common = Array.from({ length: expected.length + 1 }, () => new Array<number>(found.length + 1).fill(0));
  const of = (row: number, column: number) => common[row]?.[column] ?? 0;
  for (let row = expected.length - 1; row >= 0; row--) {
    const line = common[row] ?? [];
    for (let column = found.length - 1; column >= 0; column--) {
      line[column] =
        expected[row] === found[column]
          ? of(row + 1, column + 1) + 1
          : Math.max(of(row + 1, column), of(row, column + 1));
    }
  }
  const missing: string[] = [];
  const extra: string[] = [];
  let row = 0;
  let column = 0;
  while (row < expected.length || column < found.length) {
    if (row < expected.length && column < found.length && expected[row] === found[column]) {
      row++;
      column++;
    } else if (column === found.length || (row < expected.length && of(row + 1, column) >= of(row, column + 1)))
      missing.push(expected[row++] ?? '');
    else extra.push(found[column++] ?? '');
  }
  return { expected: expected.length, found: found.length, right: of(0, 0), missing, extra };
}

function placeOf({ path, line, column }: { path: string; line?: number; column?: number }): string {
  return [path, line, column].filter(part => part !== undefined).join(':');
}

function expectedFile(frame: Expected): string {
  return `${placeOf(frame)} → ${frame.file ?? 'none'}${frame.foreign ? ', foreign' : ''}`;
}

function foundFile(frame: ResolvedFrame): string {
  return `${placeOf(frame)} → ${frame.targets[0]?.shown ?? 'none'}${frame.foreign ? ', foreign' : ''}`;
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
}
