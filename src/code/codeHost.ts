import { lstat } from 'node:fs/promises';
import type { Frame, FrameTarget, ResolvedFrame } from '../model/frame.ts';
import type { GitHosts } from '../model/repository.ts';
import type { Code, TextFrames } from './code.ts';
import { branchesOf } from './git/branches.ts';
import { commits } from './git/commits.ts';
import { follow } from './git/follow.ts';
import { formerPaths } from './git/formerPaths.ts';
import { preferGit } from './git/gitProgram.ts';
import { repositories, repositoryNames } from './git/repositories.ts';
import { startBranch } from './git/startBranch.ts';
import { FileNames } from './index/fileNames.ts';
import { MentionIndex } from './index/mentionIndex.ts';
import { locateLinks } from './links/locate.ts';
import { makeLink } from './links/makeLink.ts';
import { commitPage, remoteOf } from './links/remotes.ts';
import { findFrames } from './traces/findFrames.ts';
import { resolveFrames } from './traces/resolveFrames.ts';
import type { Tools } from './workerProtocol.ts';

/** Files of one name that are looked through for linked code. */
const sameNames = 200;

/** The workspace's code, looked at in the caller's own thread. */
export function codeHost(tools: Tools): Code {
  const index = new MentionIndex(tools);
  const names = new FileNames(tools);
  let folders: readonly string[] = [];
  let hosts: GitHosts = {};
  const end = new AbortController();
  const orEnd = (signal: AbortSignal | undefined) => (signal ? AbortSignal.any([signal, end.signal]) : end.signal);

  const places = async (signal: AbortSignal | undefined) => ({
    folders,
    hosts,
    repositories: await repositoryNames(folders, signal),
    filesNamed: async (name: string, until?: AbortSignal) =>
      (await names.list(until)).endingLike([name], sameNames).targets.map(target => target.file),
  });

  return {
    async open(given, rules, kinds = {}, git = []) {
      preferGit(git);
      // Rules alone change often while they are written: the names of the files stay.
      if (given.join('\0') !== folders.join('\0')) names.open(given);
      folders = given;
      hosts = kinds;
      index.open(given, rules);
    },
    async changed(files) {
      index.changed(files);
      names.changed(files);
    },
    mentions: (ticket, signal) => index.mentions(ticket, signal),
    async frames(texts, signal) {
      const found = texts.map(({ id, text }) => ({ id, frames: findFrames(text) }));
      if (found.every(({ frames }) => frames.length === 0)) return found.map(each => ({ ...each, frames: [] }));
      return await resolved(found, names, signal);
    },
    follow: (place, signal) => follow(place, orEnd(signal)),
    async link(lines, signal) {
      const until = orEnd(signal);
      return makeLink(lines, await places(until), until);
    },
    async locate(links, signal, unsaved = []) {
      const until = orEnd(signal);
      return locateLinks(links, { ...(await places(until)), unsaved }, until);
    },
    formerPaths: (file, signal) => formerPaths(file, orEnd(signal)),
    repositories: signal => repositories(folders, orEnd(signal)),
    branchesOf: (root, number, signal) => branchesOf(root, number, orEnd(signal)),
    startBranch: (start, signal) => startBranch(start, orEnd(signal)),
    commits: (root, span, signal) => commits(root, span, (url, hash) => pageOfCommit(url, hash, hosts), orEnd(signal)),
    async dispose() {
      end.abort();
      index.dispose();
      names.dispose();
    },
  };
}

function pageOfCommit(url: string, hash: string, hosts: GitHosts): string | undefined {
  const remote = remoteOf(url, hosts);
  return remote && commitPage(remote, hash);
}

/** Files that git knows may have been deleted since: only what is there is a target. */
async function resolved(
  texts: readonly { readonly id: string; readonly frames: readonly Frame[] }[],
  names: FileNames,
  signal: AbortSignal | undefined,
): Promise<readonly TextFrames[]> {
  const list = await names.list(signal);
  const known = new Map<string, Promise<boolean>>();
  const isThere = ({ file }: FrameTarget) => {
    const there =
      known.get(file) ??
      lstat(file).then(
        found => found.isFile(),
        () => false,
      );
    known.set(file, there);
    return there;
  };
  const present = async (frame: ResolvedFrame): Promise<ResolvedFrame> => {
    const there = await Promise.all(frame.targets.map(isThere));
    return there.every(Boolean) ? frame : { ...frame, targets: frame.targets.filter((_, at) => there[at]) };
  };
  const answer: TextFrames[] = [];
  for (const { id, frames } of texts) {
    signal?.throwIfAborted();
    answer.push({ id, frames: await Promise.all(resolveFrames(frames, list).map(present)) });
  }
  return answer;
}
