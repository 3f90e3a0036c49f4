import * as vscode from 'vscode';
import type { AwaySpan } from '../../model/timer.ts';
import { askChoice, type FlowPlace } from '../input.ts';
import { awayWords, lengthWords } from './timeWords.ts';

/** Asks whether a time in which nobody was there was work. */
export function askAway(place: FlowPlace, away: AwaySpan): Promise<boolean> {
  const { t } = vscode.l10n;
  return askChoice(place, {
    placeholder: awayWords(away),
    items: [
      {
        label: t('Take Out {0}', lengthWords(away.to - away.from)),
        description: t('nobody used VS Code meanwhile'),
        iconPath: new vscode.ThemeIcon('remove'),
        value: false,
      },
      { label: t('Count as Work'), iconPath: new vscode.ThemeIcon('check'), value: true },
    ],
  });
}
