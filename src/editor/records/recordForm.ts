import * as vscode from 'vscode';
import type { RecordInput, RecordValues } from '../../model/records.ts';
import { Abandoned } from '../commandRunner.ts';
import { askChoice, type ChoiceItem, type FlowPlace, runSteps, WentBack } from '../input.ts';
import { askInput, shownInput } from './askInput.ts';
import { aboutInput } from './kinds.ts';

/**
 * Asks for what a new record must have, one after the other, then for whatever else the user wants to give.
 * @param draft filled as the user goes, so that it can be offered again
 * @throws WentBack when Back leads out of it
 */
export async function fillForm(
  title: string,
  inputs: readonly RecordInput[],
  draft: Map<string, string>,
  createLabel: string,
): Promise<RecordValues> {
  const { t } = vscode.l10n;
  const ask = async (place: FlowPlace, input: RecordInput) => {
    const value = await askInput(place, input, draft.get(input.name));
    if (value === '') draft.delete(input.name);
    else draft.set(input.name, value);
  };
  const more = async (place: FlowPlace): Promise<void> => {
    for (let last: RecordInput | undefined; ; ) {
      const items: ChoiceItem<RecordInput | 'done'>[] = inputs.map(input => ({
        label: input.name,
        description: aboutInput(input, shownInput(input, draft.get(input.name))),
        value: input,
      }));
      const missing = inputs.filter(each => each.required && !draft.has(each.name));
      const done: ChoiceItem<'done'> = { label: createLabel, iconPath: new vscode.ThemeIcon('check'), value: 'done' };
      const chosen: RecordInput | 'done' = await askChoice<RecordInput | 'done'>(place, {
        placeholder: t('Enter sends it; or choose a further field'),
        items: [...(missing.length ? [] : [done]), ...items],
        ...(last ? { activeValue: last } : {}),
      });
      if (chosen === 'done') return;
      last = chosen;
      try {
        await ask({ title: place.title, canGoBack: true }, chosen);
      } catch (thrown) {
        if (!(thrown instanceof WentBack)) throw thrown;
      }
    }
  };
  const required = inputs.filter(each => each.required);
  await runSteps(title, [...required.map(input => ({ ask: (place: FlowPlace) => ask(place, input) })), { ask: more }], {
    within: true,
  });
  if (required.some(each => !draft.has(each.name))) throw new Abandoned();
  return Object.fromEntries(draft);
}
