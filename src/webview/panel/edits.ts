import { t } from '@vscode/l10n';
import type { Ticket, TicketDetails } from '../../model/ticket.ts';
import type { FieldWritten, PanelField, PanelProblem, PanelWrite, Side } from '../messages.ts';

/** Writes whose values a field shows before the desk has them. */
const shownBeforehand = new Set<PanelWrite['state']>(['held', 'waiting', 'sending', 'checking', 'unclear', 'sent']);

/** A field as it is shown at once, with a value that was just chosen for it. */
export function writtenOf(field: PanelField, value: string | null): FieldWritten {
  const { name, role, label, choices, type } = field;
  const choice = choices?.find(each => each.id === value);
  const flag = value === 'true' ? t('Yes') : t('No');
  const shown = choice?.name ?? (type === 'flag' && value !== null ? flag : (value ?? ''));
  return { name, role, label, value, shown, ...(choice?.closed === undefined ? {} : { closed: choice.closed }) };
}

/** Values that are not read from the desk yet, the latest of each field. */
export function ahead(writes: readonly PanelWrite[], own: Iterable<FieldWritten>): ReadonlyMap<string, FieldWritten> {
  const latest = new Map<string, FieldWritten>();
  for (const { written, state } of writes) {
    if (written.kind !== 'updateTicket' || !shownBeforehand.has(state)) continue;
    for (const field of written.fields) latest.set(field.name, field);
  }
  for (const field of own) latest.set(field.name, field);
  return latest;
}

/** The ticket as it will be when these values have arrived. */
export function withValues(details: TicketDetails, values: ReadonlyMap<string, FieldWritten>): TicketDetails {
  if (values.size === 0) return details;
  return { ...details, ticket: [...values.values()].reduce(withValue, details.ticket) };
}

function withValue(ticket: Ticket, { role, name, value, shown, closed }: FieldWritten): Ticket {
  switch (role) {
    case 'subject':
      return { ...ticket, subject: shown };
    case 'status': {
      const reopened = ticket.state === 'closed' ? 'open' : ticket.state;
      return { ...ticket, status: shown, state: closed ? 'closed' : reopened };
    }
    case 'priority': {
      // How pressing the desk's own word is, only the desk tells.
      const urgency = shown === ticket.priority ? ticket.urgency : 'normal';
      return { ...ticket, priority: shown, urgency };
    }
    case 'type':
    case 'category':
    case 'product':
      return { ...ticket, [role]: shown };
    case 'group':
      return { ...ticket, group: { name: shown } };
    case 'assignee': {
      const { assignee: _, ...rest } = ticket;
      return value === null ? rest : { ...rest, assignee: { name: shown } };
    }
    case 'dueAt': {
      const { dueAt: _, ...rest } = ticket;
      return value === null ? rest : { ...rest, dueAt: value };
    }
    default: {
      const others = ticket.otherFields.map(each => (each.name === name ? { name, value: shown } : each));
      return { ...ticket, otherFields: others };
    }
  }
}

/** Values that were chosen in this page and that the host has not answered for, and why some were not taken. */
export class OwnEdits {
  readonly values = new Map<string, FieldWritten>();
  readonly problems = new Map<string, { readonly field: FieldWritten; readonly problem: PanelProblem }>();
  readonly #sides = new Map<number, Record<string, Side>>();
  /** Counts the changes of each field: only the answer to the latest one is of interest. */
  readonly #latest = new Map<string, number>();

  /** Shows a value until `answered` ends. */
  async begin(field: FieldWritten, answered: Promise<{ readonly problem?: PanelProblem }>, changed: () => void) {
    const number = (this.#latest.get(field.name) ?? 0) + 1;
    this.#latest.set(field.name, number);
    this.values.set(field.name, field);
    this.problems.delete(field.name);
    changed();
    const { problem } = await answered.catch(() => ({ problem: undefined }));
    if (this.#latest.get(field.name) !== number) return;
    this.values.delete(field.name);
    if (problem) this.problems.set(field.name, { field, problem });
    changed();
  }

  /** What is chosen for a conflict so far. */
  side(id: number, field: string): Side | undefined {
    const sides = this.#sides.get(id);
    return sides && Object.hasOwn(sides, field) ? sides[field] : undefined;
  }

  /** Chooses a side for one field; answers all choices once each conflict of the write has one. */
  choose({ id, conflicts = [] }: PanelWrite, field: string, side: Side): Readonly<Record<string, Side>> | undefined {
    const sides = { ...this.#sides.get(id), [field]: side };
    this.#sides.set(id, sides);
    if (conflicts.some(each => !Object.hasOwn(sides, each.field))) return undefined;
    this.#sides.delete(id);
    return sides;
  }
}
