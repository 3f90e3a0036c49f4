import * as vscode from 'vscode';
import type { Result } from '../../model/errors.ts';
import type { TicketField } from '../../model/fields.ts';
import { CommandFailed } from '../commandRunner.ts';
import { askChoice, type ChoiceItem } from '../input.ts';
import { withProgress } from '../progress.ts';
import type { CommandParts } from '../registerCommands.ts';
import { withoutName } from '../tickets/arrangement.ts';
import { setFields } from './bulkEdit.ts';
import { type BulkRole, FieldBook, type ListedTicket } from './fieldBook.ts';
import { aboutTickets, type BulkCommandParts, selectedTickets } from './selectedTickets.ts';

const books = new WeakMap<object, FieldBook>();

/** What desks tell of their fields is shared by all that changes many tickets. */
export function fieldBookOf({ engine }: Pick<CommandParts, 'engine'>): FieldBook {
  const book = books.get(engine) ?? new FieldBook(engine);
  books.set(engine, book);
  return book;
}

/** Asks for a value and gives it to all tickets that are selected. */
export async function setOnTickets(
  parts: BulkCommandParts,
  role: Extract<BulkRole, 'assignee' | 'status' | 'priority'>,
  argument: unknown,
  selected: unknown,
): Promise<void> {
  const { t } = vscode.l10n;
  const title = { assignee: t('Assign'), status: t('Set Status'), priority: t('Set Priority') }[role];
  const tickets = await selectedTickets(parts, argument, selected, title);
  const book = fieldBookOf(parts);
  const items = await choices(parts, book, tickets, role);
  const name = await askChoice<string | null>(
    { title: `${title} · ${aboutTickets(tickets)}`, canGoBack: false },
    {
      placeholder: role === 'assignee' ? t('Who shall work on it?') : t('Which one?'),
      items,
      nothing: t('These tickets have no such field'),
    },
  );
  await setFields(parts, book, tickets, { [role]: name });
}

/** The names that a field of these tickets can have, each once; one's own first. */
async function choices(
  { desks, engine }: BulkCommandParts,
  book: FieldBook,
  tickets: readonly ListedTicket[],
  role: BulkRole,
): Promise<ChoiceItem<string | null>[]> {
  const { t } = vscode.l10n;
  const asked = new Map<string, Promise<Result<readonly TicketField[]>>>();
  const fields = await withProgress(t('Asking for the choices…'), signal =>
    Promise.all(tickets.map(listed => book.fieldsOf(listed, asked, signal))),
  );
  const failure = fields.find(answer => !answer.ok);
  const answered = fields.filter(answer => answer.ok);
  if (failure && answered.length === 0) {
    const [first] = tickets;
    throw new CommandFailed(failure.failure, desks.nameOf(first?.deskId ?? ''), first?.deskId);
  }
  const found = answered.flatMap(({ value }) => value.find(each => each.role === role) ?? []);
  const closes = new Map(found.flatMap(field => field.choices ?? []).map(each => [each.name, each.closed === true]));
  if (closes.size === 0 && found.length > 0 && role !== 'assignee' && role !== 'group') {
    // What is typed there can be what other tickets have.
    for (const deskId of new Set(tickets.map(each => each.deskId))) {
      for (const name of await engine.namesOf(deskId, role, '', 50)) closes.set(name, false);
    }
  }
  const me = new Set(tickets.map(({ deskId }) => desks.get(deskId)?.config.technicianName));
  const isMe = (name: string) => role === 'assignee' && me.has(name);
  const items = [...closes].map(([name, closed]) => ({
    label: name,
    ...(isMe(name) ? { description: t('you') } : closed ? { description: t('closes the ticket') } : {}),
    value: name,
  }));
  const own = items.filter(({ label }) => isMe(label));
  const rest = items.filter(({ label }) => !isMe(label));
  const none: ChoiceItem<null>[] =
    found.some(field => field.clearable) && (role === 'assignee' || role === 'group')
      ? [{ label: withoutName(role), value: null }]
      : [];
  return [...own, ...none, ...rest];
}
