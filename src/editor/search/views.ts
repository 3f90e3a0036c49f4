import * as v from 'valibot';
import * as vscode from 'vscode';
import type { DeskConfig } from '../../model/desk.ts';
import { nameFields, type SavedView } from '../../model/search.ts';
import { isSortText } from '../../model/searchFields.ts';
import { settings } from '../ids.ts';

const entry = v.object({
  name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(100)),
  query: v.pipe(v.string(), v.maxLength(1_000)),
  desk: v.exactOptional(v.string()),
  groupBy: v.exactOptional(v.pipe(v.array(v.picklist(nameFields)), v.maxLength(2))),
  sortBy: v.exactOptional(v.pipe(v.string(), v.check(isSortText))),
});

/** Whose a view is: the user's in all windows, or this workspace's. */
export type ViewPlace = 'user' | 'workspace';

/** A view as the settings have it. */
export interface KeptView extends SavedView {
  readonly place: ViewPlace;
}

/**
 * The views of `deskside.views`: the user's, then this workspace's. Where both have one of a name, the workspace's
 * stands in its place. Entries that cannot be used are left out; the settings editor marks them.
 */
export function readViews(): readonly KeptView[] {
  const found = new Map<string, KeptView>();
  for (const place of ['user', 'workspace'] as const) {
    for (const value of stored(place)) {
      const parsed = v.safeParse(entry, value);
      if (parsed.success) found.set(viewKey(parsed.output.name), { ...parsed.output, place });
    }
  }
  return [...found.values()];
}

/**
 * Keeps a view in the settings. All other entries stay as they are.
 * @param instead the view that it takes the place of, also when its name or place is another
 */
export async function keepView(view: SavedView, place: ViewPlace, instead?: KeptView): Promise<void> {
  if (instead && instead.place !== place) await dropView(instead);
  const entries = stored(place);
  const names = [instead?.place === place ? instead.name : undefined, view.name].flatMap(name =>
    name === undefined ? [] : [viewKey(name)],
  );
  const at = entries.findIndex(each => names.includes(keyOf(each) ?? ''));
  const kept = at === -1 ? [...entries, view] : entries.with(at, view);
  const own = at === -1 ? entries.length : at;
  await store(
    place,
    kept.filter((each, index) => index === own || !names.includes(keyOf(each) ?? '')),
  );
}

/** Takes a view out of the settings. */
export async function dropView({ name, place }: KeptView): Promise<void> {
  await store(
    place,
    stored(place).filter(each => keyOf(each) !== viewKey(name)),
  );
}

/** Whether a view is one of a desk's. Views name a desk as the user does. */
export function isViewFor({ desk }: SavedView, { name }: DeskConfig): boolean {
  return desk === undefined || desk.trim().toLocaleLowerCase() === name.toLocaleLowerCase();
}

/** What makes two names of views the same. */
export function viewKey(name: string): string {
  return name.trim().toLocaleLowerCase();
}

function keyOf(value: unknown): string | undefined {
  const named = typeof value === 'object' && value !== null && 'name' in value ? value.name : undefined;
  return typeof named === 'string' ? viewKey(named) : undefined;
}

function stored(place: ViewPlace): unknown[] {
  const both = vscode.workspace.getConfiguration(settings.section).inspect<unknown>(settings.views);
  const value = place === 'user' ? both?.globalValue : both?.workspaceValue;
  return Array.isArray(value) ? value : [];
}

async function store(place: ViewPlace, entries: readonly unknown[]): Promise<void> {
  const target = place === 'user' ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
  await vscode.workspace
    .getConfiguration(settings.section)
    .update(settings.views, entries.length > 0 ? entries : undefined, target);
}
