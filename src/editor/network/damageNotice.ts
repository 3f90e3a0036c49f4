import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { shownText } from '../shownText.ts';

/** Says when the copy of a desk was damaged: where it was put, and that the tickets are read again. */
export function noticeDamage(
  engine: Engine,
  log: vscode.LogOutputChannel,
  folder: string,
  nameOf: (deskId: string) => string,
): vscode.Disposable {
  const say = async (deskId: string, keptAs: string): Promise<void> => {
    const name = shownText(nameOf(deskId));
    const file = join(folder, keptAs);
    log.error(`${name}: the tickets kept on this machine were damaged. The file is kept as ${file}.`);
    const words = vscode.l10n.t(
      'The tickets of {0} kept on this machine were damaged. They are read from the desk again; the damaged file is kept as {1}.',
      name,
      keptAs,
    );
    const show = vscode.l10n.t('Show Log');
    if ((await vscode.window.showWarningMessage(words, show)) === show) log.show();
  };
  return new vscode.Disposable(
    engine.onChange(change => {
      if (change.kind === 'damaged') void say(change.deskId, change.keptAs);
    }),
  );
}
