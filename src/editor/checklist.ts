import * as vscode from 'vscode';
import { Abandoned } from './commandRunner.ts';
import { type FlowPlace, WentBack } from './input.ts';
import { shownText } from './shownText.ts';

/** A way to have something in a row otherwise, as a button of it. */
export interface RowEdit {
  readonly icon: string;
  readonly tooltip: string;
  ask(place: FlowPlace): Promise<void>;
}

/** Something that can be done, and is done when it is ticked. */
export interface CheckRow<K extends string> {
  readonly key: K;
  readonly icon: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly detail?: string | undefined;
  readonly picked: boolean;
  readonly edits?: readonly RowEdit[];
  /** Asks for what it cannot be done without, once all is accepted. */
  complete?(place: FlowPlace): Promise<void>;
}

/** A list of things to be done. */
export interface Checklist<K extends string> {
  readonly title: string;
  /** What Enter does. */
  placeholder(): string;
  /** As they are now: what an edit changed is in them. */
  rows(): readonly CheckRow<K>[];
  /** What cannot be done, said above the rows. */
  readonly remarks?: readonly string[];
}

interface Item extends vscode.QuickPickItem {
  readonly row?: CheckRow<string>;
}

/** How a list was left: with what is to be done, or to have a row otherwise. */
type Left = { readonly done: ReadonlySet<string> } | { readonly edit: RowEdit; readonly key: string };

/**
 * Shows all that can be done at once; Enter does what is ticked. Whoever gives up in a question of a row is back in the
 * list, with all as it was.
 * @throws Abandoned when the list itself is given up
 */
export async function askChecklist<K extends string>(list: Checklist<K>): Promise<ReadonlySet<K>> {
  const ticked = new Map<string, boolean>();
  for (;;) {
    const rows = list.rows();
    for (const { key, picked } of rows) if (!ticked.has(key)) ticked.set(key, picked);
    const left = await show(list, rows, ticked);
    const place: FlowPlace = { title: list.title, canGoBack: true };
    if ('edit' in left) {
      // What was changed is wanted.
      if (await answered(() => left.edit.ask(place))) ticked.set(left.key, true);
      continue;
    }
    const chosen = rows.filter(({ key }) => left.done.has(key));
    let complete = true;
    for (const row of chosen) complete &&= !row.complete || (await answered(async () => row.complete?.(place)));
    if (complete) return new Set(chosen.map(({ key }) => key));
  }
}

/** Whether a question of a row was answered. */
async function answered(ask: () => Promise<void>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (thrown) {
    if (thrown instanceof WentBack || thrown instanceof Abandoned) return false;
    throw thrown;
  }
}

function show<K extends string>(
  list: Checklist<K>,
  rows: readonly CheckRow<K>[],
  ticked: Map<string, boolean>,
): Promise<Left> {
  const pick = vscode.window.createQuickPick<Item>();
  const disposables: vscode.Disposable[] = [pick];
  pick.title = shownText(list.title);
  pick.placeholder = list.placeholder();
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  const items = rows.map(itemOf);
  pick.items = [
    ...(list.remarks ?? []).map(label => ({ label: shownText(label), kind: vscode.QuickPickItemKind.Separator })),
    ...items,
  ];
  pick.selectedItems = items.filter(({ row }) => row && ticked.get(row.key));
  return new Promise<Left>((resolve, reject) => {
    disposables.push(
      pick.onDidChangeSelection(selected => {
        for (const { row } of items)
          if (row)
            ticked.set(
              row.key,
              selected.some(each => each.row?.key === row.key),
            );
      }),
      pick.onDidTriggerItemButton(({ item, button }) => {
        const edit = item.row?.edits?.find(each => each.tooltip === button.tooltip);
        if (edit && item.row) resolve({ edit, key: item.row.key });
      }),
      pick.onDidHide(() => reject(new Abandoned())),
      pick.onDidAccept(() => resolve({ done: new Set(pick.selectedItems.flatMap(({ row }) => row?.key ?? [])) })),
    );
    pick.show();
  }).finally(() => vscode.Disposable.from(...disposables).dispose());
}

function itemOf(row: CheckRow<string>): Item {
  const { icon, label, description, detail, edits = [] } = row;
  return {
    label: shownText(label),
    iconPath: new vscode.ThemeIcon(icon),
    ...(description === undefined ? {} : { description: shownText(description) }),
    ...(detail === undefined ? {} : { detail: shownText(detail) }),
    buttons: edits.map(each => ({ iconPath: new vscode.ThemeIcon(each.icon), tooltip: each.tooltip })),
    alwaysShow: true,
    row,
  };
}
