import { access } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Code } from '../../code/code.ts';
import type { CodeParts } from './codeParts.ts';
import { DocumentMentions } from './documentMentions.ts';
import { connectFrames, type ShownFrames } from './frames/connectFrames.ts';
import { KnownTickets } from './knownTickets.ts';
import { connectLinks, type ShownLinks } from './links/connectLinks.ts';
import { connectMentions, type ShownMentions } from './mentions/connectMentions.ts';
import type { FileNode } from './thisFile/fileNodes.ts';
import { ThisFile } from './thisFile/thisFile.ts';
import { connectWork, type ShownWork } from './work/connectWork.ts';
import { WorkspaceCode } from './workspaceCode.ts';

/** What of the links between tickets and code others use. */
export interface ShownCode {
  readonly parts: CodeParts;
  readonly mentions: ShownMentions;
  readonly frames: ShownFrames;
  readonly links: ShownLinks;
  readonly work: ShownWork;
  readonly thisFile: ThisFile;
}

/** Programs that the code's worker may run. */
export interface CodeTools {
  readonly ripgrep?: string;
}

/**
 * Makes all that links tickets and code, and registers it. This file and all that only it imports is a bundle of its own.
 * @param startCode starts the worker with its first question
 * @param fileView the view of the tickets of the file in front
 */
export async function connectCode(
  given: Omit<CodeParts, 'code' | 'mentions' | 'tickets'>,
  startCode: (tools: CodeTools) => Promise<Code>,
  fileView: vscode.TreeView<FileNode>,
): Promise<ShownCode> {
  const { engine, desks, log, keep } = given;
  const ripgrep = await shippedRipgrep();
  const code = await startCode(ripgrep === undefined ? {} : { ripgrep });
  keep({ dispose: () => void code.dispose() });
  const mentions = keep(new DocumentMentions(desks, log));
  const tickets = keep(new KnownTickets(engine, desks));
  keep(new WorkspaceCode(code, mentions, log));
  const parts: CodeParts = { ...given, code, mentions, tickets };
  const links = connectLinks(parts);
  return {
    parts,
    mentions: connectMentions(parts, links.files),
    frames: connectFrames(parts),
    links,
    thisFile: keep(new ThisFile(parts, fileView)),
    work: connectWork(parts, await given.time()),
  };
}

/** The ripgrep that VS Code itself searches with; where it lies is not promised. */
async function shippedRipgrep(): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const { arch, platform } = process;
  for (const folder of [join('ripgrep', 'bin'), join('ripgrep-universal', 'bin', `${platform}-${arch}`)]) {
    const file = join(vscode.env.appRoot, 'node_modules', '@vscode', folder, name);
    const there = await access(file).then(
      () => true,
      () => false,
    );
    if (there) return file;
  }
  return undefined;
}
