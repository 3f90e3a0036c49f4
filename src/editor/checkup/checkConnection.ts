import { release } from 'node:os';
import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { DeskConfig } from '../../model/desk.ts';
import type { Examination } from '../../model/examination.ts';
import { CommandFailed } from '../commandRunner.ts';
import type { Desks } from '../desks/desks.ts';
import { chooseDesk } from '../desks/manageDesks.ts';
import { describeFailure } from '../failures.ts';
import { schemes } from '../ids.ts';
import type { ReadOnlyDocuments } from '../readOnlyDocuments.ts';
import { shownText } from '../shownText.ts';
import { checkupText } from './checkupText.ts';

/** What a check-up needs of the rest. */
export interface CheckParts {
  readonly engine: Engine;
  readonly desks: Desks;
  readonly documents: ReadOnlyDocuments;
  readonly extensionVersion: string;
}

/** Checks a desk from the name of its host to each action of its API, and shows what came as a document. */
export async function checkConnection(parts: CheckParts, deskId?: string): Promise<void> {
  const { t } = vscode.l10n;
  const desk = await chooseDesk(parts.desks, t('Check Connection'), deskId);
  const { id, name } = desk.config;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: t('Checking the connection to {0}…', shownText(name)),
    cancellable: true,
  };
  const examined = await vscode.window.withProgress(options, async (_progress, token) => {
    const abort = new AbortController();
    const listening = token.onCancellationRequested(() => abort.abort());
    try {
      return await parts.desks.examine(id, abort.signal);
    } finally {
      listening.dispose();
    }
  });
  if (!examined.ok) throw new CommandFailed(examined.failure, name, id);
  const text = await checkupDocument(parts, desk.config, examined.value);
  const at = new Date(examined.value.at);
  const stamp = at.toISOString().slice(0, 16).replace('T', ' ').replace(':', '.');
  await parts.documents.show(schemes.check, `${t('Check-up of {0}', name)} ${stamp}`, text, { preview: true });
}

/** A check-up as Markdown, with the versions of what it was made with. */
export async function checkupDocument(
  { engine, extensionVersion }: Pick<CheckParts, 'engine' | 'extensionVersion'>,
  { name, system, sample = false }: DeskConfig,
  examination: Examination,
): Promise<string> {
  const info = (await engine.systems()).find(each => each.system === system);
  const systemLabel = info?.label ?? system;
  return checkupText(
    examination,
    {
      deskName: name,
      systemLabel,
      sample,
      versions: versionsOf(extensionVersion),
    },
    {
      t: vscode.l10n.t,
      locale: vscode.env.language,
      now: new Date(),
      describe: failure => describeFailure(failure, name),
    },
  );
}

/** What Deskside and what runs it are. */
export function versionsOf(extensionVersion: string): readonly (readonly [name: string, version: string])[] {
  return [
    ['Deskside', extensionVersion],
    [vscode.env.appName || 'VS Code', vscode.version],
    ['Node.js', process.versions.node],
    [vscode.l10n.t('Operating system'), `${process.platform} ${release()} (${process.arch})`],
  ];
}
