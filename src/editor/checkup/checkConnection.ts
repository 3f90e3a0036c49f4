import { release } from 'node:os';
import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { Examination } from '../../model/examination.ts';
import { CommandFailed } from '../commandRunner.ts';
import type { Desk, Desks } from '../desks/desks.ts';
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
  const { id, name, sample } = desk.config;
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
  const info = (await parts.engine.systems()).find(each => each.system === desk.config.system);
  const text = textOf(examined.value, desk, info?.label ?? desk.config.system, parts.extensionVersion, Boolean(sample));
  const at = new Date(examined.value.at);
  const stamp = at.toISOString().slice(0, 16).replace('T', ' ').replace(':', '.');
  await parts.documents.show(schemes.check, `${t('Check-up of {0}', name)} ${stamp}`, text, { preview: true });
}

function textOf(
  examination: Examination,
  desk: Desk,
  systemLabel: string,
  extensionVersion: string,
  sample: boolean,
): string {
  const { name } = desk.config;
  return checkupText(
    examination,
    {
      deskName: name,
      systemLabel,
      sample,
      versions: [
        ['Deskside', extensionVersion],
        [vscode.env.appName || 'VS Code', vscode.version],
        ['Node.js', process.versions.node],
        [vscode.l10n.t('Operating system'), `${process.platform} ${release()} (${process.arch})`],
      ],
    },
    {
      t: vscode.l10n.t,
      locale: vscode.env.language,
      now: new Date(),
      describe: failure => describeFailure(failure, name),
    },
  );
}
