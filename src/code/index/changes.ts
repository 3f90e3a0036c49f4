import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { runGit } from '../git/runGit.ts';
import { leftOut } from './limits.ts';
import { type Source, sourceOf } from './sources.ts';

/** What became of paths that were told to have changed. */
export interface Sorted {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  readonly gone: readonly string[];
  /** What is ignored, or which repositories there are, may have changed; or looking at all is less work. */
  readonly anew: boolean;
}

/** Files whose change is one of what is searched at all. */
const deciding = new Set(['.gitignore', '.gitmodules', '.ignore', '.rgignore']);

/** Each folder is searched for itself. */
const mostFolders = 12;

/** Looks at each path; links are none of the workspace's files. */
export async function sortChanges(paths: readonly string[], signal?: AbortSignal): Promise<Sorted> {
  const files: string[] = [];
  const folders: string[] = [];
  const gone: string[] = [];
  let anew = false;
  for (const path of paths) {
    signal?.throwIfAborted();
    if (deciding.has(basename(path))) anew = true;
    const found = await lstat(path).catch(() => undefined);
    if (found?.isFile()) files.push(path);
    else if (found?.isDirectory()) {
      folders.push(path);
      anew ||= (await lstat(join(path, '.git')).catch(() => undefined)) !== undefined;
    } else gone.push(path);
  }
  return { files, folders, gone, anew: anew || folders.length > mostFolders };
}

/** Those of the paths that are searched: not ignored, and in the folders for real rather than behind a link. */
export async function searched(
  files: readonly string[],
  sources: readonly Source[],
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const bySource = new Map<Source, string[]>();
  const kept: string[] = [];
  for (const file of files) {
    const source = sourceOf(file, sources);
    if (source?.folder === file) kept.push(file);
    if (!source || source.folder === file || !(await isBelow(file, source))) continue;
    bySource.set(source, [...(bySource.get(source) ?? []), file]);
  }
  for (const [source, own] of bySource) {
    const ignored = source.git ? await ignoredBy(source, own, signal) : undefined;
    kept.push(...own.filter(file => (ignored ? !ignored.has(file) : !isLeftOut(file, source))));
  }
  return kept;
}

/** Undefined when git cannot tell. */
async function ignoredBy(
  source: Source,
  files: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string> | undefined> {
  // Reading which files are tracked takes long where there are many, and matters only for those that rules name.
  const named = await checkIgnore(source, ['--no-index'], files, signal);
  return named && named.size > 0 ? await checkIgnore(source, [], [...named], signal) : named;
}

async function checkIgnore(
  { folder }: Source,
  options: readonly string[],
  files: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string> | undefined> {
  const args = ['check-ignore', '-z', ...options, '--stdin'];
  const answer = await runGit(folder, args, { signal, input: `${files.join('\0')}\0`, absolutePaths: true });
  // 1: none is.
  if (answer.ended !== 'ok' && answer.code !== 1) return undefined;
  return new Set(answer.out.split('\0').filter(path => path !== ''));
}

function isLeftOut(file: string, { folder }: Source): boolean {
  const parts = file.slice(folder.length).split(/[/\\]/);
  return parts.some(part => leftOut.has(part));
}

async function isBelow(file: string, { folder }: Source): Promise<boolean> {
  try {
    const [real, realFolder] = await Promise.all([realpath(dirname(file)), realpath(folder)]);
    return join(realFolder, dirname(file).slice(folder.length)) === real;
  } catch {
    return false;
  }
}
