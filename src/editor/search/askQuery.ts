import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { readSearch } from '../../model/searchLanguage.ts';
import { Abandoned } from '../commandRunner.ts';
import type { ReadyDesk } from '../desks/desks.ts';
import { type FlowPlace, WentBack } from '../input.ts';
import { problemText } from './searchWords.ts';

/**
 * Asks for a search as text. While it is typed, the box says what is wrong with it, or how many tickets it finds.
 * @throws Abandoned when the user gives up, WentBack when Back was pressed.
 */
export async function askQuery(
  engine: Engine,
  desks: readonly ReadyDesk[],
  place: FlowPlace,
  value: string,
): Promise<string> {
  const { t } = vscode.l10n;
  const box = vscode.window.createInputBox();
  let running = new AbortController();
  box.title = place.title;
  box.step = place.step;
  box.totalSteps = place.totalSteps;
  box.ignoreFocusOut = true;
  box.prompt = t('The search that the view lists');
  box.placeholder = 'is:open group:"Level 2" customer:acme';
  box.value = value;
  if (place.canGoBack) box.buttons = [vscode.QuickInputButtons.Back];

  const count = async (text: string) => {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    if (!text.trim()) {
      box.validationMessage = undefined;
      return;
    }
    const { search, problems } = readSearch(text);
    const [problem] = problems;
    if (problem) {
      box.validationMessage = { message: problemText(problem), severity: vscode.InputBoxValidationSeverity.Warning };
      return;
    }
    const counts = await Promise.all(desks.map(({ config }) => engine.counts(config.id, [search], signal)));
    if (signal.aborted) return;
    const found = counts.reduce((sum, each) => sum + (each.ok ? (each.value[0] ?? 0) : 0), 0);
    box.validationMessage = { message: foundText(found), severity: vscode.InputBoxValidationSeverity.Info };
  };

  return new Promise<string>((resolve, reject) => {
    const look = (text: string) => void count(text).catch(reject);
    box.onDidChangeValue(look);
    box.onDidTriggerButton(() => reject(new WentBack()));
    box.onDidHide(() => reject(new Abandoned()));
    box.onDidAccept(() => {
      if (box.value.trim()) resolve(box.value.trim());
      else box.validationMessage = t('A view needs a search, for example is:open.');
    });
    box.show();
    look(value);
  }).finally(() => {
    running.abort();
    box.dispose();
  });
}

function foundText(count: number): string {
  const { t } = vscode.l10n;
  if (count === 0) return t('No ticket on this machine is like this now');
  if (count === 1) return t('1 ticket on this machine');
  return t('{0} tickets on this machine', count.toLocaleString(vscode.env.language));
}
