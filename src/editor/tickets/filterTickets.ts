import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { Group, PickLists } from '../../model/directory.ts';
import type { FieldRole, TicketField } from '../../model/fields.ts';
import type { RecordInput } from '../../model/records.ts';
import { CommandFailed } from '../commandRunner.ts';
import type { Desks, ReadyDesk } from '../desks/desks.ts';
import { deskItems, readyDesks } from '../desks/manageDesks.ts';
import { describeFailure } from '../failures.ts';
import { askFieldValue } from '../fields/askField.ts';
import { fieldLabel, typeIcon } from '../fields/fieldWords.ts';
import { askChoice, type ChoiceItem, type FlowPlace, type Remark, runSteps } from '../input.ts';
import { withProgress } from '../progress.ts';
import { shownText } from '../shownText.ts';
import { type FoundTicket, ticketItem } from './askTicket.ts';

/** Tickets shown at first, and added each time. */
const step = 50;

/** Inputs of a list that say how much of it is wanted, not which of it. */
const notAboutTickets = /^(?:count|count_only|page|order|order_direction|page_?size|page_?number|format|key|action)$/i;

/** Lets the user pick a desk, a field and its value, and then one of the tickets that have it. */
export async function filterTickets(engine: Engine, desks: Desks, deskId?: string): Promise<FoundTicket | undefined> {
  const { t } = vscode.l10n;
  const title = t('Filter Tickets by Field');
  const ready = await readyDesks(desks);
  const named = deskId === undefined ? undefined : ready.find(each => each.config.id === deskId);
  const able = (named ? [named] : ready).filter(each => each.capabilities.filterFields);
  let [desk] = able;
  if (!desk) {
    const name = shownText(named?.config.name ?? ready[0].config.name);
    await vscode.window.showInformationMessage(t('{0} cannot list tickets by the value of a field.', name));
    return undefined;
  }
  let fields: readonly TicketField[] = [];
  let field: TicketField | undefined;
  let value: string | null = null;
  let found: FoundTicket | undefined;
  await runSteps(title, [
    {
      skip: () => able.length === 1,
      ask: async place => {
        desk = await askChoice(place, { placeholder: t('Which desk?'), items: deskItems(able), activeValue: desk });
      },
    },
    {
      ask: async place => {
        const on = desk ?? able[0];
        if (!on) return;
        fields = await withProgress(t('Asking {0} for its fields…', shownText(on.config.name)), signal =>
          filterFields(engine, on, signal),
        );
        const last = fields.find(each => each.name === field?.name);
        field = await askChoice<TicketField>(
          { ...place, title: `${title} · ${on.config.name}` },
          {
            placeholder: t('Which field?'),
            items: fields.length ? fields.map(fieldItem) : [{ label: t('This desk names no field to filter by') }],
            ...(last ? { activeValue: last } : {}),
          },
        );
      },
    },
    {
      ask: async place => {
        if (!field || !desk) return;
        const titled = { ...place, title: `${fieldLabel(field)} · ${desk.config.name}` };
        value = await askFieldValue(titled, field);
      },
    },
    {
      ask: async place => {
        if (!field || !desk || value === null) return;
        found = await askMatching(engine, desk, place, field, value);
      },
    },
  ]);
  return found;
}

/**
 * What the tickets of a desk can be listed by: the filters of its list, and the fields that a ticket of it has by names
 * of the desk's own. A field's choices and words are those of the ticket.
 * @throws CommandFailed when neither can be had
 */
async function filterFields(engine: Engine, desk: ReadyDesk, signal: AbortSignal): Promise<TicketField[]> {
  const { id, name } = desk.config;
  const [resources, list, pickLists, groups] = await Promise.all([
    engine.resources(id),
    engine.tickets(id, {}, 1, signal),
    engine.pickLists(id, signal),
    engine.groups(id, signal),
  ]);
  const [ticket] = list.tickets;
  const ofTicket = ticket ? await engine.ticketFields(id, ticket.id, signal) : undefined;
  const failure = list.failure ?? (ofTicket?.ok === false ? ofTicket.failure : undefined);
  const filters = resources.ok ? (resources.value.find(({ kind }) => kind === 'tickets')?.list?.filters ?? []) : [];
  // An operator such as `[contains]` is the list's own; a query names the field alone.
  const inputs = filters
    .filter(each => !notAboutTickets.test(each.name) && each.type !== 'secret')
    .map(each => ({ ...each, name: each.name.replace(/\[\w+\]$/, '') }));
  const own = ofTicket?.ok ? ofTicket.value.map(withoutValue) : [];
  const lists = { ...(pickLists.ok ? pickLists.value : {}), groups: groups.ok ? groups.value : [] };
  const listed = inputs.map(input => {
    const same = own.find(each => sameName(each, input));
    const names = namesFor(input.name, lists);
    if (names) return { ...asField({ ...input, choices: names }), role: same?.role ?? roleOf(input.name) };
    return same ? { ...same, name: input.name } : asField(input);
  });
  const custom = own.filter(each => each.role === 'custom' || inputs.length === 0);
  const all = [...listed, ...custom.filter(each => !listed.some(({ name: taken }) => taken === each.name))];
  // What the house has words for comes first.
  all.sort((a, b) => Number(a.role === 'custom') - Number(b.role === 'custom'));
  if (all.length === 0 && failure) throw new CommandFailed(failure, name, id);
  return all;
}

/** Filters whose values are names that the desk lists, by the words that desks have for them. */
const listsByWord = {
  status: ['statuses', 'status'],
  priority: ['priorities', 'priority'],
  severity: ['priorities', 'priority'],
  category: ['categories', 'category'],
  source: ['sources', 'source'],
  group: ['groups', 'group'],
  groupname: ['groups', 'group'],
  productname: ['products', 'product'],
  tickettypename: ['types', 'type'],
} as const satisfies Readonly<Record<string, readonly [keyof Lists, FieldRole]>>;

type Lists = Partial<PickLists> & { readonly groups: readonly Group[] };

function wordOf(name: string): keyof typeof listsByWord | undefined {
  const word = name.toLowerCase();
  return word in listsByWord ? (word as keyof typeof listsByWord) : undefined;
}

function roleOf(name: string): FieldRole {
  const word = wordOf(name);
  return word ? listsByWord[word][1] : 'custom';
}

/** The names of a list, each once: a status stands in it for each type of ticket. */
function namesFor(name: string, lists: Lists): string[] | undefined {
  const word = wordOf(name);
  const names = word ? (lists[listsByWord[word][0]] ?? []).map(each => each.name) : [];
  return names.length ? [...new Set(names)] : undefined;
}

function sameName(field: TicketField, input: RecordInput): boolean {
  return field.name.toLowerCase() === input.name.toLowerCase();
}

function fieldItem(field: TicketField): ChoiceItem<TicketField> {
  return { label: fieldLabel(field), iconPath: typeIcon(field.type), value: field };
}

/** One asks for a value, not to change that of the ticket that was looked at. */
function withoutValue({ value: _value, shown: _shown, ...field }: TicketField): TicketField {
  return { ...field, clearable: false };
}

function asField({ name, type, choices }: RecordInput): TicketField {
  const known = choices?.map(each => ({ id: each, name: each }));
  const types = { integer: 'number', decimal: 'number', date: 'date', flag: 'text', choice: 'text' } as const;
  const plain = type in types ? types[type as keyof typeof types] : 'text';
  return {
    name,
    role: 'custom',
    // Lists of numbers and wildcards are numbers to no check.
    type: known ? 'choice' : plain === 'number' ? 'text' : plain,
    clearable: false,
    ...(known ? { choices: known } : {}),
  };
}

function askMatching(
  engine: Engine,
  desk: ReadyDesk,
  place: FlowPlace,
  field: TicketField,
  value: string,
): Promise<FoundTicket> {
  const { t } = vscode.l10n;
  const { id, name } = desk.config;
  const shown = field.choices?.find(each => each.id === value)?.name ?? value;
  let limit = step;
  const ask = (): Promise<FoundTicket | 'more'> =>
    askChoice<FoundTicket | 'more'>(
      { ...place, title: `${fieldLabel(field)}: ${shown} · ${name}` },
      {
        placeholder: t('Ticket to open; type to narrow the list'),
        nothing: t('No ticket has this value'),
        items: async (typed, signal) => {
          const query = { fields: { [field.name]: value } };
          const list = await engine.tickets(id, query, limit, signal);
          const words = typed.toLocaleLowerCase();
          const rows: (ChoiceItem<FoundTicket | 'more'> | Remark)[] = list.tickets
            .map(each => ticketItem(each, desk, false))
            .filter(row => `${row.label} ${row.description ?? ''}`.toLocaleLowerCase().includes(words));
          if (list.failure) {
            const { headline, message } = describeFailure(list.failure, name);
            rows.push({ label: headline, detail: message, iconPath: new vscode.ThemeIcon('warning') });
          }
          if (list.more) {
            const label =
              list.total === undefined
                ? t('First {0} · Load more', list.tickets.length)
                : t('{0} of {1} · Load more', list.tickets.length, list.total);
            rows.push({ label, iconPath: new vscode.ThemeIcon('ellipsis'), value: 'more' });
          }
          return rows;
        },
      },
    );
  const next = async (): Promise<FoundTicket> => {
    const chosen = await ask();
    if (chosen !== 'more') return chosen;
    limit += step;
    return next();
  };
  return next();
}
