import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import type { Mention } from '../../model/mention.ts';
import type { TicketSummary } from '../../model/ticket.ts';
import type { ShownCode } from '../code/connectCode.ts';
import { addressInFront, fileAt } from '../code/thisFile/fileInFront.ts';
import { linksTo, placed } from '../code/thisFile/fileLinks.ts';
import { homePathOf } from '../code/thisFile/homePath.ts';
import { ToolProblem } from './toolProblem.ts';

/** A ticket that a file has to do with, and where. */
export interface TicketOfFile {
  readonly deskId: string;
  readonly ticket: TicketSummary;
  readonly about: string;
}

/** Lines that are named of one ticket. */
const mostLines = 20;

/**
 * The tickets of a file of the workspace that are kept on this machine; of the file in front when none is named.
 * @throws ToolProblem when there is no such file, or it is outside of the folders that are open
 */
export async function ticketsOfFile(
  { parts }: Pick<ShownCode, 'parts'>,
  named: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly name: string; readonly tickets: readonly TicketOfFile[] }> {
  const uri = named ? await workspaceFile(named) : addressInFront(undefined);
  if (!uri) throw new ToolProblem('No file is in front. Name one in "file".');
  const front = await fileAt(uri);
  const { engine, desks, code, mentions, tickets } = parts;
  const found = front.documents.flatMap(document =>
    mentions.in(document).map(mention => ({ mention, line: document.positionAt(mention.start).line + 1 })),
  );
  const known = await tickets.of(found.map(({ mention }) => mention));
  const rows = new Map<string, { deskId: string; ticket: TicketSummary; mentioned: number[]; linked: string[] }>();
  const row = (deskId: string, ticket: TicketSummary) => {
    const key = `${deskId}/${ticket.id}`;
    const kept = rows.get(key) ?? { deskId, ticket, mentioned: [], linked: [] };
    rows.set(key, kept);
    return kept;
  };
  for (const { mention, line } of found)
    for (const { deskId, glance } of known.get(mention) ?? []) row(deskId, glance.ticket).mentioned.push(line);

  const file = front.file?.fsPath;
  const folders = (vscode.workspace.workspaceFolders ?? []).map(each => each.uri.fsPath);
  const home = file === undefined ? undefined : await homePathOf(file, folders);
  if (file !== undefined && home) {
    const former = await code.formerPaths(file, signal);
    const links = await placed(code, file, home, await linksTo(engine, desks, [home.path, ...former]), signal);
    const meant = links.map(({ deskId, number }): Mention => ({ start: 0, end: 0, how: 'prefix', deskId, number }));
    const ofLinks = await tickets.of(meant);
    for (const [at, { place }] of links.entries()) {
      const [ticket] = (meant[at] && ofLinks.get(meant[at])) ?? [];
      const lines = 'startLine' in place ? `${place.startLine}-${place.endLine}` : 'code that is gone';
      if (ticket) row(ticket.deskId, ticket.glance.ticket).linked.push(lines);
    }
  }
  return {
    name: vscode.workspace.asRelativePath(front.file ?? uri),
    tickets: [...rows.values()].map(({ deskId, ticket, mentioned, linked }) => {
      const words = (name: string, lines: readonly (number | string)[]) =>
        lines.length > 0 ? [`${name}: ${[...new Set(lines)].slice(0, mostLines).join(', ')}`] : [];
      const about = [...words('mentioned in lines', mentioned), ...words('linked to lines', linked)].join('; ');
      return { deskId, ticket, about };
    }),
  };
}

/** A file by its path in the workspace. A model says which: it gets to see none that lies elsewhere. */
async function workspaceFile(path: string): Promise<vscode.Uri> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const candidates = isAbsolute(path)
    ? // Without `..`, by which a path within a folder leads out of it.
      [vscode.Uri.joinPath(vscode.Uri.file(path))]
    : folders.flatMap(({ uri, name }) => {
        const inside = path.replaceAll('\\', '/');
        // With several folders VS Code puts the folder's name before the path.
        const short = inside.startsWith(`${name}/`) ? [inside.slice(name.length + 1)] : [];
        return [inside, ...short].map(each => vscode.Uri.joinPath(uri, each));
      });
  for (const uri of candidates) {
    if (!vscode.workspace.getWorkspaceFolder(uri)) continue;
    const there = await vscode.workspace.fs.stat(uri).then(
      ({ type }) => (type & vscode.FileType.File) !== 0,
      () => false,
    );
    if (there) return uri;
  }
  throw new ToolProblem('There is no such file in the folders that are open.');
}
