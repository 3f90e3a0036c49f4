import * as vscode from 'vscode';
import type { DeskConfig } from '../../model/desk.ts';
import { mentionRules } from '../../model/mentionRules.ts';
import { readSearch } from '../../model/searchLanguage.ts';
import { readDeskSettings } from '../desks/deskSettings.ts';
import { settings } from '../ids.ts';
import { problemText } from '../search/searchWords.ts';
import { isViewFor, readViews, type ViewPlace } from '../search/views.ts';
import { shownText } from '../shownText.ts';
import { type Declared, declaredSettings } from './declared.ts';
import { schemaProblem } from './schemaCheck.ts';

/** Something in the settings that has no effect, or not the one that was meant. */
export interface SettingProblem {
  /** The setting's whole name. */
  readonly setting: string;
  /** Whose settings it is in. */
  readonly place: ViewPlace;
  readonly says: string;
}

const wholeName = (key: string) => `${settings.section}.${key}`;
/** Desks are the user's alone. */
export const desksSetting = { setting: wholeName(settings.desks), place: 'user' } as const;

/**
 * What in the settings cannot be used, beyond the desks that cannot be: values that are not what the manifest declares,
 * searches and patterns that cannot be read, names that nothing bears.
 * @param manifest the extension's own, in the user's language
 */
export function readSettingProblems(manifest: unknown): readonly SettingProblem[] {
  const { desks, warnings } = readDeskSettings();
  return [
    ...warnings.map(says => ({ ...desksSetting, says })),
    ...mentionProblems(desks),
    // Those of desks have their own check, with their own words.
    ...declaredSettings(manifest).flatMap(([setting, schema]) =>
      setting === desksSetting.setting ? [] : valueProblems(setting, schema),
    ),
    ...viewProblems(desks),
  ];
}

/** Of each place that counts: the user's settings, and those of workspaces where they may say something. */
function valueProblems(setting: string, schema: Declared): SettingProblem[] {
  const found = vscode.workspace.getConfiguration().inspect<unknown>(setting);
  const values: readonly (readonly [ViewPlace, unknown])[] = [
    ['user', found?.globalValue],
    ['workspace', schema.scope === 'window' ? found?.workspaceValue : undefined],
  ];
  return values.flatMap(([place, value]) => {
    const says = value === undefined ? undefined : schemaProblem(schema, value, setting, vscode.l10n.t);
    return says === undefined ? [] : [{ setting, place, says: shownText(says) }];
  });
}

function viewProblems(desks: readonly DeskConfig[]): SettingProblem[] {
  const { t } = vscode.l10n;
  const setting = wholeName(settings.views);
  return readViews().flatMap(view => {
    const { name, query, desk, place } = view;
    const problems = readSearch(query).problems.map(problemText);
    // Of a workspace's views some are for colleagues who have other desks.
    if (place === 'user' && desk !== undefined && !desks.some(each => isViewFor(view, each)))
      problems.push(t('No desk is called {0}.', shownText(desk)));
    return problems.map(problem => ({ setting, place, says: t('The view {0}: {1}', shownText(name), problem) }));
  });
}

function mentionProblems(desks: readonly DeskConfig[]): SettingProblem[] {
  const { t } = vscode.l10n;
  const why = {
    prefix: t('a prefix has up to 20 characters and begins with a letter'),
    tooMany: t('there are too many'),
    tooLong: t('it is too long'),
    syntax: t('it is no regular expression'),
    unsupported: t('it has something that is not supported, such as looking ahead'),
    noGroup: t('it has no group for the number'),
  };
  const { problems } = mentionRules(desks, { bare: true, places: 'comments' });
  return problems.map(({ deskId, text, problem }) => {
    const name = desks.find(({ id }) => id === deskId)?.name ?? deskId;
    const says = t('{0}: "{1}" in "mentions" is not used: {2}', shownText(name), shownText(text), why[problem]);
    return { ...desksSetting, says };
  });
}
