import { type Hunk, mapLine, readHunks } from '../git/lineMap.ts';
import { renamedFrom } from '../git/renames.ts';
import { runGit } from '../git/runGit.ts';
import { withoutFilters } from '../git/workTree.ts';
import { textOf } from '../index/files.ts';
import { editsBetween } from './editedLines.ts';
import { exactPlaces, type FoundLines, findLines, likeEnough, type Wanted } from './findLines.ts';
import { hashesOf, linesOf } from './fingerprint.ts';
import { likeness } from './likeness.ts';
import { type ReadFile, searchedOf } from './places.ts';

const mostBytes = 4 * 2 ** 20;
/** Changed files that are looked through for code that left its own. */
const mostChanged = 400;

/** What a commit says of linked code. */
export interface Past {
  /** Where it was in the file then. */
  readonly startLine: number;
  readonly endLine: number;
  /** How often it was there. */
  readonly times: number;
}

/** The text of a file in a commit. */
export async function textAt(
  root: string,
  commit: string,
  path: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const { ended, out } = await runGit(root, ['cat-file', 'blob', `${commit}:${path}`], { signal, limit: mostBytes });
  if (ended !== 'ok' || out.includes('\0')) return undefined;
  return out.startsWith('\uFEFF') ? out.slice(1) : out;
}

/** Where lines were in a commit; undefined where it is not known, or they were not in it. */
export async function pastOf(
  root: string,
  commit: string,
  path: string,
  wanted: Wanted,
  signal?: AbortSignal,
): Promise<Past | undefined> {
  const text = await textAt(root, commit, path, signal);
  if (text === undefined) return undefined;
  const old = searchedOf(text);
  const finding = findLines(old, wanted);
  const place = finding.kind === 'found' ? finding.place : finding.kind === 'several' ? finding.here : undefined;
  if (!place || place.changed) return undefined;
  return { startLine: place.startLine, endLine: place.endLine, times: exactPlaces(old, wanted.fingerprint).length };
}

/** What became of lines of a commit, by the difference between then and the file as it is. */
export async function sinceThen(
  root: string,
  { commit, before, now }: { readonly commit: string; readonly before: string; readonly now: string },
  { past, text, wanted }: { readonly past: Past; readonly text: ReadFile; readonly wanted: Wanted },
  signal?: AbortSignal,
): Promise<Omit<FoundLines, 'by'> | undefined> {
  const settings = await withoutFilters(root, signal);
  const how = ['--no-ext-diff', '--no-textconv', '--text', '-U0', '--inter-hunk-context=0'];
  const args = ['diff', '--no-color', '--no-prefix', ...how, '--diff-algorithm=histogram', '-w'];
  const diff = await runGit(root, [...args, `${commit}:${before}`, '--', now], { signal, settings });
  if (diff.ended !== 'ok') return undefined;
  // Git compares with the disk.
  const saved = text.unsaved ? await textOf(text.file, signal) : undefined;
  const edits = saved === undefined ? [] : editsBetween(hashesOf(linesOf(saved)), text.hashes);
  const steps = [readHunks(diff.out), edits];
  const count = past.endLine - past.startLine + 1;
  const mapped = Array.from({ length: count }, (_, at) => lineNow(steps, past.startLine + at));
  const kept = mapped.filter(({ line, gone }) => !gone && (text.hashes[line - 1] ?? 0) !== 0);
  const [first, last] = [mapped[0], mapped.at(-1)];
  if (!first || !last) return undefined;
  const startLine = first.deleted ? kept[0]?.line : first.line;
  const endLine = last.deleted ? kept.at(-1)?.line : last.line;
  if (startLine === undefined || endLine === undefined || endLine < startLine) return undefined;
  const telling = Math.min(wanted.fingerprint.lines.filter(line => line !== '00000000').length, count);
  const shown = text.lines.slice(startLine - 1, Math.min(endLine, startLine + 11)).join('\n');
  if (kept.length * 2 < telling && likeness(wanted.snippet, shown) < likeEnough) return undefined;
  if (kept.length === 0 && likeness(wanted.snippet, shown) < likeEnough) return undefined;
  const changed = mapped.some(({ gone }) => gone) || endLine - startLine !== past.endLine - past.startLine;
  return { startLine, endLine, changed, around: 0, nextTo: 0 };
}

/** Where a line is after changes. One that was replaced stands for what replaced it; one that was deleted for nothing. */
function lineNow(steps: readonly (readonly Hunk[])[], from: number) {
  let [line, gone, deleted] = [from, false, false];
  for (const hunks of steps) {
    const at = line;
    deleted ||= hunks.some(hunk => hunk.newCount === 0 && at >= hunk.oldStart && at < hunk.oldStart + hunk.oldCount);
    const mapped = mapLine(hunks, at);
    line = mapped.line;
    gone ||= mapped.gone;
  }
  return { line, gone, deleted };
}

/** Files that are new or changed since a commit, from the root; those that git does not know yet first. */
export async function changedSince(root: string, commit: string, signal?: AbortSignal): Promise<readonly string[]> {
  const settings = await withoutFilters(root, signal);
  const how = ['--name-only', '-z', '--no-renames', '--diff-filter=AM', '--no-ext-diff', '--ignore-submodules=all'];
  const [fresh, changed] = [
    await runGit(root, ['ls-files', '-z', '--others', '--exclude-standard'], { signal }),
    await runGit(root, ['diff', ...how, commit, '--'], { signal, settings }),
  ];
  const paths = `${fresh.out.split('\0').slice(0, mostChanged).join('\0')}\0${changed.out}`.split('\0');
  return paths.filter(path => path !== '').slice(0, mostChanged);
}

/** Whether lines stood in a file of a commit, whatever that was called then. */
export async function stoodIn(
  root: string,
  commit: string,
  path: string,
  wanted: Wanted,
  signal?: AbortSignal,
): Promise<boolean> {
  const then = await renamedFrom(root, path, commit, signal);
  const text = then === undefined ? undefined : await textAt(root, commit, then, signal);
  return text !== undefined && exactPlaces(searchedOf(text), wanted.fingerprint).length > 0;
}
