import type { Frame, FrameTarget, ResolvedFrame } from '../../model/frame.ts';
import type { FileList } from './fileList.ts';
import { isForeign, isForeignUnlessHere, javaClass, plainPath } from './foreign.ts';

/** Names that many folders have: such a file is meant only when its folder fits, too. */
const common =
  /^(?:index|main|mod|lib|app|server|client|utils?|helpers?|types?|models?|views?|urls|settings|config|constants|common|base|core|test|tests|setup|conftest|__init__|__main__|manage|admin|routes?|router|page|layout|route|middleware|program|startup|module|package|errors?|exceptions?|api|handlers?|service|store|build|run|cli|worker|readme|makefile|dockerfile|cargo|pom|tsconfig|doc|user|cache|session|request|response|logging|client|connection|query|thread)$/i;
/** Folders that hold what is made of sources. */
const made = new Set(
  'dist build out lib .next .nuxt .output target bin es esm cjs umd output compiled js public'.split(' '),
);
const sources: Readonly<Record<string, readonly string[]>> = {
  js: ['ts', 'tsx', 'jsx', 'vue', 'svelte', 'coffee', 'mjs'],
  mjs: ['mts', 'ts', 'tsx'],
  cjs: ['cts', 'ts'],
  jsx: ['tsx'],
};
/** Packages under this folder may be the workspace's own, installed. */
const installed = /(?:^|\/)(?:site-packages|dist-packages)\/(.+)$/;

/** The frames with the files of the workspace that they may mean, likeliest first; only files of the list. */
export function resolveFrames(frames: readonly Frame[], files: FileList): ResolvedFrame[] {
  return frames.map(frame => resolveFrame(frame, files));
}

function resolveFrame(frame: Frame, files: FileList): ResolvedFrame {
  if (isForeignUnlessHere(frame)) {
    const parts = partsOf(frame.path);
    const { depth, targets } = files.endingLike(parts);
    return depth > 1 && depth >= parts.length
      ? { ...frame, targets, foreign: false }
      : { ...frame, targets: [], foreign: true };
  }
  if (!isForeign(frame)) return { ...frame, targets: targetsOf(frame, files), foreign: false };
  const own = installed.exec(plainPath(frame.path))?.[1];
  if (own?.includes('/')) {
    const parts = own.split('/');
    const found = files.endingLike(parts);
    if (found.depth >= parts.length) return { ...frame, targets: found.targets, foreign: false };
  }
  return { ...frame, targets: vendored(frame, files), foreign: true };
}

/** What is kept in the workspace though it is somebody else's, found by the folder that says so. */
function vendored(frame: Frame, files: FileList): readonly FrameTarget[] {
  const parts = partsOf(frame.path);
  const from = parts.findLastIndex(part => part === 'node_modules' || part === 'vendor' || part === 'bower_components');
  if (from < 0 || from === parts.length - 1) return [];
  const wanted = parts.slice(from);
  const found = files.endingLike(wanted);
  return found.depth >= wanted.length ? found.targets : [];
}

function targetsOf(frame: Frame, files: FileList): readonly FrameTarget[] {
  const parts = partsOf(frame.path);
  if (parts.length === 0) return [];
  if (frame.language === 'java' && frame.call !== undefined) return javaTargets(frame.call, parts, files);
  let weak: readonly FrameTarget[] = [];
  for (const path of spellings(parts)) {
    const { depth, targets } = files.endingLike(path);
    if (depth === 0) continue;
    if (depth >= Math.min(2, path.length)) return targets;
    // The name alone fits: a file at the workspace's root, or one of a name that says enough.
    const atRoot = targets.filter(target => !/[\\/]/.test(target.shown));
    if (atRoot.length > 0) return atRoot;
    if (weak.length === 0 && targets.length === 1 && !common.test((path.at(-1) ?? '').replace(/\..*$/, '')))
      weak = targets;
  }
  return weak;
}

/** A path as it is, then as the source would be called that it was made of. */
function* spellings(parts: readonly string[]): Generator<readonly string[]> {
  yield parts;
  const moved = movedBack(parts);
  yield* moved;
  const name = parts.at(-1) ?? '';
  const dot = name.lastIndexOf('.');
  for (const ending of sources[name.slice(dot + 1).toLowerCase()] ?? []) {
    const source = `${name.slice(0, dot)}.${ending}`;
    for (const path of [...moved, parts]) yield [...path.slice(0, -1), source];
  }
}

function movedBack(parts: readonly string[]): (readonly string[])[] {
  const at = parts.findLastIndex((part, place) => place < parts.length - 1 && made.has(part.toLowerCase()));
  if (at < 0) return [];
  const after = parts.slice(at + 1);
  return [[...parts.slice(0, at), 'src', ...after], ...(at > 0 ? [[...parts.slice(0, at), ...after]] : [])];
}

/** By the package that the class is in; Kotlin and Scala may leave out the folders that all packages share. */
function javaTargets(call: string, parts: readonly string[], files: FileList): readonly FrameTarget[] {
  const name = parts.at(-1) ?? '';
  const packages = javaClass(call).split('.').slice(0, -1);
  const abbreviated = packages.length > 0 && packages.every(part => part.length <= 2);
  if (packages.length === 0 || abbreviated) {
    const { targets } = files.endingLike([name]);
    return abbreviated ? targets.filter(target => fitsInitials(target.shown, packages)) : targets;
  }
  const { depth, targets } = files.endingLike([...packages, name]);
  if (depth > 1) return targets;
  if (/\.java$/i.test(name)) return [];
  return targets.length === 1 ? targets : [];
}

/** `c.a.s.Cart` is what log programs make of `com.acme.shop.Cart`. */
function fitsInitials(shown: string, packages: readonly string[]): boolean {
  const folders = shown.split(/[\\/]/).slice(-1 - packages.length, -1);
  return folders.every((folder, at) => folder.startsWith(packages[packages.length - folders.length + at] ?? ''));
}

/** Parts of a written path that say where a file is. */
function partsOf(written: string): string[] {
  const parts: string[] = [];
  for (const part of plainPath(written).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.' && part !== '...' && part !== '~') parts.push(part);
  }
  if (/^webpack(?:-internal)?:/i.test(written) && /^\(.*\)$/.test(parts[0] ?? '')) parts.shift();
  return parts.slice(-24);
}
