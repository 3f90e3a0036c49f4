import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { CommandFailed } from '../commandRunner.ts';
import { readDeskSettings } from '../desks/deskSettings.ts';
import { askChoice, type ChoiceItem } from '../input.ts';
import { withProgress } from '../progress.ts';
import { shownText } from '../shownText.ts';

/** What clearing needs of the rest. */
export interface ClearParts {
  readonly engine: Engine;
  /** Where the copies of desks are kept. */
  readonly copies: string;
}

/**
 * Deletes what is kept of a desk on this machine, or of all, after the user has agreed.
 * @param deskId the desk; asked for without one
 * @throws Abandoned when the user gives up, CommandFailed when it could not be deleted
 */
export async function clearLocalData({ engine, copies }: ClearParts, deskId?: string): Promise<void> {
  const { t } = vscode.l10n;
  const { desks } = readDeskSettings();
  const everything = { id: undefined, name: t('All desks') };
  const given = desks.find(each => each.id === deskId);
  const desk = given ?? (await askDesk([...desks, everything]));
  // Which files are those of one desk, only the engine knows.
  const bytes = desk.id === undefined ? await spaceOf(copies) : 0;
  const name = shownText(desk.name);
  const clear = t('Clear');
  const question =
    desk.id === undefined ? t('Clear the local data of all desks?') : t('Clear the local data of {0}?', name);
  const detail = [
    bytes > 0
      ? t('Tickets and conversations kept on this machine are deleted: {0}.', size(bytes))
      : t('Tickets and conversations kept on this machine are deleted.'),
    desk.id === undefined ? t('Those of desks that were removed are deleted, too.') : undefined,
    desk.id === undefined
      ? t('Nothing changes on the desks; those that are connected are read again. Settings, sign-in and drafts stay.')
      : t('Nothing changes on the desk; it is read again. Settings, sign-in and drafts stay.'),
  ];
  const options = { modal: true, detail: detail.filter(Boolean).join('\n\n') };
  if ((await vscode.window.showWarningMessage(question, options, clear)) !== clear) return;
  const cleared = await withProgress(t('Clearing local data…'), () => engine.clear(desk.id));
  if (!cleared.ok) throw new CommandFailed(cleared.failure, desk.name, desk.id);
  vscode.window.setStatusBarMessage(
    desk.id === undefined ? t('Local data of all desks cleared') : t('Local data of {0} cleared', name),
    5_000,
  );

  function askDesk(all: readonly Choosable[]): Promise<Choosable> {
    const items = all.map(
      (each): ChoiceItem<Choosable> => ({
        label: each.name,
        iconPath: new vscode.ThemeIcon(each.id === undefined ? 'trash' : 'comment-discussion'),
        value: each,
      }),
    );
    const place = { title: t('Clear Local Data'), canGoBack: false };
    return askChoice<Choosable>(place, { placeholder: t('Which desk?'), items });
  }
}

/** A desk, or with no id all that ever were here. */
interface Choosable {
  readonly id: string | undefined;
  readonly name: string;
}

/** Bytes of the files in which desks are kept; 0 where that cannot be told. */
async function spaceOf(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    names.map(async name => (await stat(join(folder, name)).catch(() => undefined))?.size),
  );
  return sizes.reduce((sum: number, each) => sum + (each ?? 0), 0);
}

function size(bytes: number): string {
  const megabytes = bytes / 1_000_000;
  return `${megabytes.toLocaleString(vscode.env.language, { maximumFractionDigits: megabytes < 10 ? 1 : 0 })} MB`;
}
