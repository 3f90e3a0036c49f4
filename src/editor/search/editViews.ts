import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { type NameField, nameFields, newestFirst, type SavedView, type Sort, sortFields } from '../../model/search.ts';
import { sortOfText } from '../../model/searchFields.ts';
import { Abandoned } from '../commandRunner.ts';
import type { Desks, ReadyDesk } from '../desks/desks.ts';
import { readyDesks } from '../desks/manageDesks.ts';
import { askChoice, askText, type ChoiceItem, type FlowPlace, runSteps, WentBack } from '../input.ts';
import { shownText } from '../shownText.ts';
import { directions, fieldIcons, fieldName, sortText, writeSort } from '../tickets/arrangement.ts';
import { askQuery } from './askQuery.ts';
import { dropView, type KeptView, keepView, readViews, type ViewPlace, viewKey } from './views.ts';

/** What changing views needs of the rest. */
export interface ViewParts {
  readonly engine: Engine;
  readonly desks: Desks;
}

/** Seconds that a change is told in the status bar. */
const told = 4_000;

/**
 * Keeps a search as a view: asks for its name and whose it is, and for the search itself when `given` says none.
 * @param proposed stands in the box when the search is asked for
 */
export async function saveSearchAsView(parts: ViewParts, given: string | undefined, proposed: string): Promise<void> {
  const { t } = vscode.l10n;
  const desks = await readyDesks(parts.desks);
  let query = given ?? proposed;
  let name = '';
  let place: ViewPlace = 'user';
  await runSteps(t('Save Search as View'), [
    {
      skip: () => given !== undefined,
      ask: async at => {
        query = await askQuery(parts.engine, desks, at, query);
      },
    },
    {
      ask: async at => {
        name = await askName(at, name, undefined);
      },
    },
    {
      skip: () => !hasWorkspace(),
      ask: async at => {
        place = await askPlace(at, place);
      },
    },
  ]);
  const same = readViews().find(view => viewKey(view.name) === viewKey(name) && view.place === place);
  await keepView({ name, query }, place, same);
  vscode.window.setStatusBarMessage(t('View {0} saved', shownText(name)), told);
}

/** Changes a view, one property after the other, until the user has enough. Each change is kept at once. */
export async function editView(parts: ViewParts, view: KeptView | undefined): Promise<void> {
  const { t } = vscode.l10n;
  let now = view ?? (await chooseView(t('Edit View')));
  const desks = await readyDesks(parts.desks);
  const title = () => t('Edit View {0}', shownText(now.name));
  for (;;) {
    const property = await askChoice<Property>(
      { title: title(), canGoBack: false },
      { placeholder: t('What to change'), items: properties(now) },
    );
    const place: FlowPlace = { title: `${title()} · ${propertyName(property)}`, canGoBack: true };
    try {
      now = await changed(parts.engine, desks, now, property, place);
    } catch (thrown) {
      if (!(thrown instanceof WentBack)) throw thrown;
    }
  }
}

/** Takes a view out of the settings, when the user still wants to. */
export async function removeView(view: KeptView | undefined): Promise<void> {
  const { t } = vscode.l10n;
  const doomed = view ?? (await chooseView(t('Remove View')));
  const remove = t('Remove');
  const answer = await vscode.window.showWarningMessage(
    t('Remove the view {0}?', shownText(doomed.name)),
    { modal: true, detail: t('Its tickets stay as they are.') },
    remove,
  );
  if (answer === remove) await dropView(doomed);
}

type Property = 'name' | 'query' | 'desk' | 'groupBy' | 'sortBy' | 'place';

function propertyName(property: Property): string {
  const { t } = vscode.l10n;
  const names: Readonly<Record<Property, string>> = {
    name: t('Name'),
    query: t('Search'),
    desk: t('Desk'),
    groupBy: t('Grouping'),
    sortBy: t('Order'),
    place: t('Kept In'),
  };
  return names[property];
}

function properties(view: KeptView): ChoiceItem<Property>[] {
  const { t } = vscode.l10n;
  const sort = view.sortBy === undefined ? undefined : sortOfText(view.sortBy);
  const item = (value: Property, icon: string, description: string): ChoiceItem<Property> => ({
    label: propertyName(value),
    description,
    iconPath: new vscode.ThemeIcon(icon),
    value,
  });
  return [
    item('query', 'search', view.query),
    item('name', 'tag', view.name),
    item('groupBy', 'group-by-ref-type', (view.groupBy ?? []).map(fieldName).join(' · ') || t('As all lists')),
    item('sortBy', 'sort-precedence', sort ? sortText(sort) : t('As all lists')),
    item('desk', 'server', view.desk ?? t('All desks')),
    ...(hasWorkspace() ? [item('place', 'save', placeName(view.place))] : []),
  ];
}

async function changed(
  engine: Engine,
  desks: readonly ReadyDesk[],
  view: KeptView,
  property: Property,
  at: FlowPlace,
): Promise<KeptView> {
  const next: { -readonly [P in keyof KeptView]: KeptView[P] } = { ...view };
  if (property === 'name') next.name = await askName(at, view.name, view);
  else if (property === 'query') next.query = await askQuery(engine, forView(desks, view), at, view.query);
  else if (property === 'place') next.place = await askPlace(at, view.place);
  else if (property === 'groupBy') {
    const groupBy = await askGrouping(at, view.groupBy);
    if (groupBy) next.groupBy = groupBy;
    else delete next.groupBy;
  } else if (property === 'sortBy') {
    const sort = await askSort(at, view.sortBy);
    if (sort) next.sortBy = writeSort(sort);
    else delete next.sortBy;
  } else {
    const desk = await askDesk(at, desks, view.desk);
    if (desk) next.desk = desk;
    else delete next.desk;
  }
  const { place, ...kept } = next;
  await keepView(kept satisfies SavedView, place, view);
  return next;
}

/** The desks that a view is for. */
function forView(desks: readonly ReadyDesk[], { desk }: SavedView): readonly ReadyDesk[] {
  return desks.filter(({ config }) => desk === undefined || viewKey(config.name) === viewKey(desk));
}

function askName(at: FlowPlace, value: string, own: KeptView | undefined): Promise<string> {
  const { t } = vscode.l10n;
  const others = readViews().filter(view => !own || viewKey(view.name) !== viewKey(own.name));
  return askText(at, {
    prompt: t('Name of the view in the tree'),
    value,
    check: typed => {
      const name = typed.trim();
      if (!name) return t('A view needs a name.');
      if (name.length > 100) return t('A name has at most 100 characters.');
      const taken = others.some(view => viewKey(view.name) === viewKey(name));
      return taken ? { warning: t('There is a view of this name; this one takes its place.') } : undefined;
    },
  }).then(name => name.trim());
}

function askPlace(at: FlowPlace, active: ViewPlace): Promise<ViewPlace> {
  const { t } = vscode.l10n;
  const item = (value: ViewPlace, description: string): ChoiceItem<ViewPlace> => ({
    label: placeName(value),
    description,
    value,
  });
  return askChoice(at, {
    placeholder: t('Where to keep the view'),
    activeValue: active,
    items: [
      item('user', t('In your settings, for all windows')),
      item('workspace', t('In the settings of this workspace, to be shared with it')),
    ],
  });
}

function placeName(place: ViewPlace): string {
  return place === 'user' ? vscode.l10n.t('User') : vscode.l10n.t('Workspace');
}

/** `none`: the view says nothing of its own. */
type Level = NameField | 'none';

async function askGrouping(
  at: FlowPlace,
  now: readonly NameField[] | undefined,
): Promise<readonly NameField[] | undefined> {
  const { t } = vscode.l10n;
  const items = (none: string, but?: NameField): ChoiceItem<Level>[] => [
    { label: none, value: 'none' },
    ...nameFields
      .filter(field => field !== but)
      .map(field => ({ label: fieldName(field), iconPath: new vscode.ThemeIcon(fieldIcons[field]), value: field })),
  ];
  const first = await askChoice<Level>(at, {
    placeholder: t('Group by'),
    activeValue: now?.[0] ?? 'none',
    items: items(t('As all lists')),
  });
  if (first === 'none') return undefined;
  const second = await askChoice<Level>(at, {
    placeholder: t('And within {0} by', fieldName(first)),
    activeValue: now?.[1] ?? 'none',
    items: items(t('Nothing more'), first),
  });
  return second === 'none' ? [first] : [first, second];
}

async function askSort(at: FlowPlace, now: string | undefined): Promise<Sort | undefined> {
  const { t } = vscode.l10n;
  const before = now === undefined ? undefined : sortOfText(now);
  const by = await askChoice<Sort['by'] | 'none'>(at, {
    placeholder: t('Sort by'),
    activeValue: before?.by ?? 'none',
    items: [
      { label: t('As all lists'), value: 'none' },
      ...sortFields.map(field => ({ label: fieldName(field), value: field })),
    ],
  });
  if (by === 'none') return undefined;
  const ways = directions(by);
  const descending = await askChoice<'up' | 'down'>(at, {
    placeholder: fieldName(by),
    activeValue: (before?.by === by ? before.descending : ways[0]?.descending) ? 'down' : 'up',
    items: ways.map(way => ({ label: way.label, value: way.descending ? 'down' : 'up' })),
  });
  return { ...newestFirst, by, descending: descending === 'down' };
}

async function askDesk(
  at: FlowPlace,
  desks: readonly ReadyDesk[],
  now: string | undefined,
): Promise<string | undefined> {
  const chosen = await askChoice<string>(at, {
    placeholder: vscode.l10n.t('Desks that have the view'),
    activeValue: now ?? '',
    items: [
      { label: vscode.l10n.t('All desks'), value: '' },
      ...desks.map(({ config }) => ({ label: config.name, value: config.name })),
    ],
  });
  return chosen || undefined;
}

async function chooseView(title: string): Promise<KeptView> {
  const { t } = vscode.l10n;
  const views = readViews();
  if (views.length === 0) {
    await vscode.window.showInformationMessage(
      t('There is no view yet. *Deskside: Save Search as View…* makes one.').replaceAll('*', '"'),
    );
    throw new Abandoned();
  }
  return askChoice<KeptView>(
    { title, canGoBack: false },
    {
      placeholder: t('Which view?'),
      items: views.map(view => ({
        label: view.name,
        description: view.query,
        iconPath: new vscode.ThemeIcon('bookmark'),
        value: view,
      })),
    },
  );
}

function hasWorkspace(): boolean {
  return (vscode.workspace.workspaceFolders?.length ?? 0) > 0;
}
