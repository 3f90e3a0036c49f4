import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { TicketDraft } from '../../model/desk.ts';
import type { Choice, Technician } from '../../model/directory.ts';
import { CommandFailed } from '../commandRunner.ts';
import type { ReadyDesk } from '../desks/desks.ts';
import { askChoice, type ChoiceItem, type FlowPlace, WentBack } from '../input.ts';
import { withProgress } from '../progress.ts';
import { shownText } from '../shownText.ts';

/** What a new ticket can be given beside its text and customer: ids of the desk's pick-lists and people. */
export type Chosen = Partial<
  Pick<
    TicketDraft,
    'typeId' | 'statusId' | 'priorityId' | 'categoryId' | 'sourceId' | 'productId' | 'groupId' | 'assigneeId'
  >
>;

/** One thing that can be chosen, with its choices given what was chosen before. */
interface Field {
  readonly key: keyof Chosen;
  readonly label: string;
  readonly icon: string;
  choices(chosen: Chosen): readonly Choice[];
}

/**
 * Lists what the desk has to choose from for a new ticket; *Create now* is first. Ends when it is chosen.
 * @throws WentBack when Back leads out of it
 */
export async function askMoreFields(
  place: FlowPlace,
  engine: Engine,
  desk: ReadyDesk,
  before: Chosen,
): Promise<Chosen> {
  const { t } = vscode.l10n;
  const fields = await fieldsOf(engine, desk);
  let chosen = before;
  for (let last: Field | undefined; ; ) {
    const items = fields
      .filter(field => field.choices(chosen).length > 0)
      .map(
        (field): ChoiceItem<Field> => ({
          label: field.label,
          description: field.choices(chosen).find(each => each.id === chosen[field.key])?.name ?? '',
          iconPath: new vscode.ThemeIcon(field.icon),
          value: field,
        }),
      );
    const now: ChoiceItem<undefined> = {
      label: t('Create now'),
      iconPath: new vscode.ThemeIcon('check'),
      value: undefined,
    };
    const field: Field | undefined = await askChoice<Field | undefined>(place, {
      placeholder: t('Enter creates the ticket; or choose a field'),
      items: [now, ...items],
      ...(last ? { activeValue: last } : {}),
    });
    if (!field) return chosen;
    last = field;
    try {
      chosen = withChoice(chosen, field, await askOne({ title: place.title, canGoBack: true }, field, chosen), fields);
    } catch (thrown) {
      if (!(thrown instanceof WentBack)) throw thrown;
    }
  }
}

function askOne(place: FlowPlace, field: Field, chosen: Chosen): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const none: ChoiceItem<undefined> = { label: t('Leave it to the desk'), value: undefined };
  const items = field.choices(chosen).map(each => ({
    label: each.name,
    ...(each.closed ? { description: t('closes the ticket') } : {}),
    value: each.id,
  }));
  const now = chosen[field.key];
  return askChoice<string | undefined>(place, {
    placeholder: field.label,
    items: [...items, none],
    ...(now === undefined ? {} : { activeValue: now }),
  });
}

/** What depends on a choice and no longer fits it goes: a status of another type, say. */
function withChoice(chosen: Chosen, { key }: Field, id: string | undefined, fields: readonly Field[]): Chosen {
  const { [key]: _before, ...others } = chosen;
  const next: Chosen = id === undefined ? others : { ...others, [key]: id };
  const fitting = fields.filter(each => each.choices(next).some(choice => choice.id === next[each.key]));
  return Object.fromEntries(fitting.map(each => [each.key, next[each.key]]));
}

async function fieldsOf(engine: Engine, { config: { id, name } }: ReadyDesk): Promise<readonly Field[]> {
  const { t } = vscode.l10n;
  const [lists, groups, people] = await withProgress(t('Asking {0} for its pick-lists…', shownText(name)), signal =>
    Promise.all([engine.pickLists(id, signal), engine.groups(id, signal), engine.technicians(id, signal)]),
  );
  const failed = [lists, groups, people].find(each => !each.ok);
  if (failed && !failed.ok) throw new CommandFailed(failed.failure, name, id);
  if (!lists.ok || !groups.ok || !people.ok) return [];
  const { statuses, priorities, types, categories, products, sources } = lists.value;
  const ofGroup = (all: readonly Choice[], { groupId }: Chosen) =>
    all.filter(each => groupId === undefined || !each.groupIds || each.groupIds.includes(groupId));
  const technicians = people.value.filter((each: Technician) => each.active);
  return [
    { key: 'typeId', label: t('Type'), icon: 'symbol-enum', choices: () => types },
    {
      key: 'groupId',
      label: t('Group'),
      icon: 'organization',
      choices: () => groups.value,
    },
    { key: 'assigneeId', label: t('Assignee'), icon: 'account', choices: () => technicians },
    {
      key: 'statusId',
      label: t('Status'),
      icon: 'tag',
      // Where statuses go by type there is none to choose before the type.
      choices: chosen => ofGroup(statuses, chosen).filter(each => !each.typeId || each.typeId === chosen.typeId),
    },
    { key: 'priorityId', label: t('Priority'), icon: 'flame', choices: () => priorities },
    { key: 'categoryId', label: t('Category'), icon: 'list-tree', choices: chosen => ofGroup(categories, chosen) },
    { key: 'sourceId', label: t('Source'), icon: 'inbox', choices: chosen => ofGroup(sources, chosen) },
    { key: 'productId', label: t('Product'), icon: 'package', choices: () => products },
  ];
}
