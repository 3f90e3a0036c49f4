import * as vscode from 'vscode';
import type { RecordResource } from '../../model/records.ts';
import { CommandFailed } from '../commandRunner.ts';
import type { Desks } from '../desks/desks.ts';
import { chooseReadyDesk } from '../desks/manageDesks.ts';
import { askChoice, askText, type ChoiceItem, type Remark } from '../input.ts';
import { browse, type Screen } from '../screens.ts';
import { askTicket } from '../tickets/askTicket.ts';
import { type Browsing, failureRemark, type Place } from './deskRecords.ts';
import { aboutResource, kindGroups, kindWords } from './kinds.ts';
import { listScreen } from './listScreen.ts';
import { hasWords, recordHint } from './recordText.ts';

/** Records offered as parents at a time. */
const parentsShown = 100;

/** Forms begun, by desk and kind: Esc loses nothing while the window is open. */
const drafts = new Map<string, Map<string, string>>();

/** Lets the user walk through every kind of record of a desk, look at each, and do what the desk's API offers. */
export async function browseRecords(
  parts: Omit<Browsing, 'desk' | 'resources' | 'drafts'> & { readonly desks: Desks },
  deskId?: string,
): Promise<void> {
  const { t } = vscode.l10n;
  const desk = await chooseReadyDesk(parts.desks, t('Browse Desk Records'), deskId);
  const { id, name } = desk.config;
  const resources = await parts.engine.resources(id);
  if (!resources.ok) throw new CommandFailed(resources.failure, name, id);
  await browse(name, kindsScreen({ ...parts, desk, resources: resources.value, drafts }));
}

function kindsScreen(browsing: Browsing): Screen {
  const { t } = vscode.l10n;
  let last: RecordResource | undefined;
  return async place => {
    const groups = kindGroups().map(
      ([heading, kinds]) =>
        [heading, kinds.flatMap(kind => browsing.resources.filter(each => each.kind === kind))] as const,
    );
    const items = groups.flatMap(([heading, resources]): (ChoiceItem<RecordResource> | Remark)[] =>
      resources.length === 0
        ? []
        : [{ label: heading, kind: vscode.QuickPickItemKind.Separator }, ...resources.map(kindItem)],
    );
    last = await askChoice<RecordResource>(place, {
      placeholder: t('Which records?'),
      items: items.length ? items : [{ label: t('This desk offers no records') }],
      ...(last ? { activeValue: last } : {}),
    });
    return next(browsing, { resource: last, parents: [] });
  };
}

function kindItem(resource: RecordResource): ChoiceItem<RecordResource> {
  const { label, icon } = kindWords(resource.kind);
  return { label, description: aboutResource(resource), iconPath: new vscode.ThemeIcon(icon), value: resource };
}

/** The list of a kind, or first the question whose. */
function next(browsing: Browsing, place: Place): Screen {
  return place.parents.length < place.resource.parents.length
    ? parentScreen(browsing, place)
    : listScreen(browsing, place);
}

function parentScreen(browsing: Browsing, place: Place): Screen {
  const { t } = vscode.l10n;
  const kind = place.resource.parents[place.parents.length];
  const words = kind && kindWords(kind);
  const title = `${browsing.desk.config.name} · ${kindWords(place.resource.kind).label}`;
  const chosen = (id: string, parentTitle: string) =>
    next(browsing, { ...place, parents: [...place.parents, id], parentTitle });
  if (kind === 'tickets') {
    return async at => {
      const ticket = await askTicket(browsing.asking, { ...at, title: `${title} · ${t('of which ticket?')}` }, [
        browsing.desk,
      ]);
      return chosen(ticket.ticketId, `#${ticket.number}`);
    };
  }
  const parent = browsing.resources.find(
    each => each.kind === kind && each.list && each.parents.length === place.parents.length,
  );
  if (!parent?.list) {
    return async at => {
      const id = await askText(
        { ...at, title },
        {
          prompt: t('ID of the {0}', words?.one ?? ''),
          check: value => (value.trim() ? undefined : t('This cannot be empty.')),
        },
      );
      return chosen(id.trim(), id.trim());
    };
  }
  const { search } = parent.list;
  return async at => {
    const { id, title: parentTitle } = await askChoice<{ readonly id: string; readonly title: string }>(
      { ...at, title },
      {
        placeholder: t('Of which {0}? Type to search, or an ID', words?.one ?? ''),
        items: async (typed, signal) => {
          const { engine, desk } = browsing;
          const filters = typed && search ? { [search]: typed } : {};
          const page = { number: 1, size: parentsShown };
          const answer = await engine.records(desk.config.id, parent.kind, place.parents, filters, page, signal);
          const found = answer.ok ? answer.value.records.filter(each => search || hasWords(each, typed)) : [];
          const items: (ChoiceItem<{ readonly id: string; readonly title: string }> | Remark)[] = found.flatMap(each =>
            each.id === undefined
              ? []
              : [{ label: each.title, description: recordHint(each), value: { id: each.id, title: each.title } }],
          );
          if (!answer.ok) items.push(failureRemark(answer.failure, desk.config.name));
          if (typed) items.push({ label: t('ID {0}', typed), value: { id: typed, title: typed } });
          else if (answer.ok && answer.value.more)
            items.push({
              label: t('There are more: type to search, or an ID'),
              iconPath: new vscode.ThemeIcon('ellipsis'),
            });
          return items;
        },
      },
    );
    return chosen(id, parentTitle);
  };
}
