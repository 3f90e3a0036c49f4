import * as vscode from 'vscode';
import type { TicketField } from '../../model/fields.ts';
import type { FieldConflict, OutboxChoice, OutboxEntry } from '../../model/outbox.ts';
import { fieldLabel } from '../fields/fieldWords.ts';
import { askChoice, runSteps } from '../input.ts';
import { withProgress } from '../progress.ts';
import type { CommandParts } from '../registerCommands.ts';
import { shownText } from '../shownText.ts';
import { ticketName } from './ticketName.ts';
import { labelIn } from './writeWords.ts';

/** Which of the three values a field shall have. */
export type Side = 'mine' | 'theirs' | 'before';

/** Characters of a value that a row has room for beside whose it is. */
const labelLength = 60;

/** Asks for each field that was changed on both sides which value it shall have. All three are shown. */
export async function askConflicts(parts: CommandParts, entry: OutboxEntry): Promise<OutboxChoice> {
  const { t } = vscode.l10n;
  const conflicts = entry.conflicts ?? [];
  const name = (await ticketName(parts, entry)) ?? '';
  const fields = await fieldsOf(parts, entry);
  const sides = new Map<string, Side>();
  await runSteps(
    t('Resolve Conflict'),
    conflicts.map(conflict => ({
      ask: async place => {
        const field = fields.find(each => each.name === conflict.field);
        const label = field ? fieldLabel(field) : labelIn(entry.write, conflict.field);
        const side = await askChoice<Side>(
          { ...place, title: `${name} · ${label}` },
          {
            placeholder: t('{0} was changed here and on the desk. Which value shall it have?', label),
            items: [
              { ...item(shown(conflict.mine, field), 'edit'), description: t('yours'), value: 'mine' },
              {
                ...item(conflict.shownTheirs ?? shown(conflict.theirs, field), 'organization'),
                description: t('on the desk now'),
                value: 'theirs',
              },
              { ...item(shown(conflict.before, field), 'history'), description: t('before both'), value: 'before' },
            ],
            activeValue: sides.get(conflict.field) ?? 'mine',
          },
        );
        sides.set(conflict.field, side);
      },
    })),
  );
  return choiceOf(entry, sides);
}

/** What is to be done so that each field has the value of the side that was chosen, and all others what was wanted. */
export function choiceOf(entry: OutboxEntry, sides: ReadonlyMap<string, Side>): OutboxChoice {
  const conflicts = entry.conflicts ?? [];
  const of = (side: Side) => conflicts.filter(({ field }) => (sides.get(field) ?? 'theirs') === side);
  if (entry.write.kind !== 'updateTicket') return { kind: 'keepMine', fields: of('mine').map(({ field }) => field) };
  const conflicting = new Set(conflicts.map(({ field }) => field));
  const others = Object.keys(entry.write.changes).some(field => !conflicting.has(field));
  const [mine, before] = [of('mine'), of('before')];
  if (mine.length === 0 && before.length === 0 && !others) return { kind: 'discard' };
  if (before.length === 0) return { kind: 'keepMine', fields: mine.map(({ field }) => field) };
  const rest = (values: Readonly<Record<string, string | null>> | undefined) =>
    Object.entries(values ?? {}).filter(([field]) => !conflicting.has(field));
  const wanted = [
    ...mine.map(each => [each.field, each.mine] as const),
    ...before.map(each => [each.field, each.before] as const),
  ];
  return {
    kind: 'edit',
    write: {
      ...entry.write,
      changes: Object.fromEntries([...rest(entry.write.changes), ...wanted]),
      // What the user chose over: should it be something else by then, they are asked again.
      base: Object.fromEntries([
        ...rest(entry.write.base),
        ...[...mine, ...before].map((each: FieldConflict) => [each.field, each.theirs] as const),
      ]),
    },
  };
}

function item(value: string, icon: string) {
  const iconPath = new vscode.ThemeIcon(icon);
  // Whose a long value is would be out of sight behind it.
  return value.length <= labelLength
    ? { label: value, iconPath }
    : { label: `${value.slice(0, labelLength - 1).trimEnd()}…`, detail: value, iconPath };
}

function shown(value: string | null, field: TicketField | undefined): string {
  if (value === null || value === '') return vscode.l10n.t('not set');
  return field?.choices?.find(({ id }) => id === value)?.name ?? value;
}

/** The ticket's fields, for their names and those of their choices; without them it goes by the desk's own. */
async function fieldsOf(
  { engine, desks }: CommandParts,
  { deskId, write }: OutboxEntry,
): Promise<readonly TicketField[]> {
  if (!('ticketId' in write)) return [];
  const title = vscode.l10n.t('Asking {0} for the fields…', shownText(desks.nameOf(deskId)));
  const answer = await withProgress(title, signal => engine.ticketFields(deskId, write.ticketId, signal));
  return answer.ok ? answer.value : [];
}
