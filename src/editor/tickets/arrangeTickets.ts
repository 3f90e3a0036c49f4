import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { type NameField, nameFields, type Sort, type SortField, sortFields } from '../../model/search.ts';
import { settings } from '../ids.ts';
import { askChoice, type ChoiceItem, runSteps } from '../input.ts';
import { type KeptView, keepView, readViews, viewKey } from '../search/views.ts';
import { type Arrangement, directions, fieldIcons, fieldName, readArrangement, writeSort } from './arrangement.ts';
import type { ListNode, Node } from './nodes.ts';

/** Asks by which fields lists are grouped: those of a saved view when called on one, else all others. */
export async function groupTickets(argument: unknown): Promise<void> {
  const { t } = vscode.l10n;
  const list = listOf(argument);
  const view = viewOf(list);
  const now = view?.groupBy ?? readArrangement().groupBy;
  let first: NameField | null = now[0] ?? null;
  let second: NameField | null = now[1] ?? null;
  const none = (label: string): ChoiceItem<NameField | null> => ({
    label,
    iconPath: new vscode.ThemeIcon('list-flat'),
    value: null,
  });
  await runSteps(titleOf(t('Group Tickets'), view), [
    {
      ask: async place => {
        first = await askChoice<NameField | null>(place, {
          placeholder: t('Group tickets by'),
          items: [none(t('No grouping')), ...nameFields.map(nameItem)].map(item => marked(item, now[0] ?? null)),
          activeValue: first,
        });
      },
    },
    {
      skip: () => first === null,
      ask: async place => {
        const rest = nameFields.filter(field => field !== first);
        const current = now[1] === first ? null : (now[1] ?? null);
        second = await askChoice<NameField | null>(place, {
          placeholder: t('And each of these by'),
          items: [none(t('No second level')), ...rest.map(nameItem)].map(item => marked(item, current)),
          activeValue: second === first ? null : second,
        });
      },
    },
  ]);
  const groupBy = first === null ? [] : [first, second].filter(field => field !== null);
  if (view) await keepView({ ...withoutPlace(view), groupBy }, view.place, view);
  else await keepSetting(settings.groupBy, groupBy);
}

/** Asks for the order of tickets: that of a saved view when called on one, else of all other lists. */
export async function sortTickets(argument: unknown): Promise<void> {
  const { t } = vscode.l10n;
  const list = listOf(argument);
  const view = viewOf(list);
  const now: Sort = view && list ? list.sort : readArrangement().sort;
  let by: SortField = now.by;
  let descending = now.descending;
  await runSteps(titleOf(t('Sort Tickets'), view), [
    {
      ask: async place => {
        by = await askChoice<SortField>(place, {
          placeholder: t('Sort tickets by'),
          items: sortFields.map(field => marked(sortItem(field), now.by)),
          activeValue: by,
        });
      },
    },
    {
      ask: async place => {
        const ways = directions(by).map(way => ({ label: way.label, value: way.descending }));
        const current = by === now.by ? now.descending : undefined;
        descending = await askChoice<boolean>(place, {
          placeholder: fieldName(by),
          items: ways.map(item => marked(item, current)),
          ...(current === undefined ? {} : { activeValue: current }),
        });
      },
    },
  ]);
  const sortBy = writeSort({ by, descending });
  if (view) await keepView({ ...withoutPlace(view), sortBy }, view.place, view);
  else await keepSetting(settings.sortBy, sortBy);
}

function listOf(argument: unknown): ListNode | undefined {
  const node = typeof argument === 'object' && argument !== null && 'kind' in argument ? (argument as Node) : undefined;
  return node?.kind === 'list' ? node : undefined;
}

/** The view as it is now: the row may be older. */
function viewOf(list: ListNode | undefined): KeptView | undefined {
  const { view } = list ?? {};
  return view && readViews().find(each => each.place === view.place && viewKey(each.name) === viewKey(view.name));
}

function withoutPlace({ place: _place, ...view }: KeptView): Omit<KeptView, 'place'> {
  return view;
}

function titleOf(title: string, view: KeptView | undefined): string {
  return view ? `${title} · ${view.name}` : title;
}

function nameItem(field: NameField): ChoiceItem<NameField | null> {
  return { label: fieldName(field), iconPath: new vscode.ThemeIcon(fieldIcons[field]), value: field };
}

function sortItem(field: SortField): ChoiceItem<SortField> {
  const plain = field === 'number' ? 'symbol-number' : field === 'subject' ? 'symbol-string' : 'calendar';
  const icon = field in fieldIcons ? fieldIcons[field as NameField] : plain;
  return { label: fieldName(field), iconPath: new vscode.ThemeIcon(icon), value: field };
}

function marked<T>(item: ChoiceItem<T>, current: T | undefined): ChoiceItem<T> {
  return current !== undefined && item.value === current ? { ...item, description: vscode.l10n.t('current') } : item;
}

/**
 * Where the workspace has a say already, its word is changed; else it is the user's own, and none when it is what holds
 * anyway.
 */
async function keepSetting(key: string, value: Arrangement['groupBy'] | string): Promise<void> {
  const section = vscode.workspace.getConfiguration(settings.section);
  const { Global, Workspace } = vscode.ConfigurationTarget;
  const now = section.inspect(key);
  if (now?.workspaceValue !== undefined) await section.update(key, value, Workspace);
  else await section.update(key, isDeepStrictEqual(value, now?.defaultValue) ? undefined : value, Global);
}
