import type { DeskFailure } from '../../model/errors.ts';
import type { TicketField } from '../../model/fields.ts';
import type { OutboxEntry, Write } from '../../model/outbox.ts';
import type { FieldWritten, PanelConflict, PanelWrite, Side, Written } from '../../webview/messages.ts';

/** What is needed to say what a write does. */
export interface WriteWords {
  /** The fields of the ticket, as far as known. */
  readonly fields: readonly TicketField[];
  label(field: Pick<TicketField, 'name' | 'role'>): string;
  /** A flag in words. */
  flag(value: string): string;
  /** A failure in a sentence. */
  describe(failure: DeskFailure): string;
  /** The customer with this id, as far as known. */
  customer(id: string): string;
}

/** A value of a field for reading; empty for none. Dates stay as they are: the page writes them. */
export function shownValue(field: TicketField | undefined, value: string | null, words: WriteWords): string {
  if (value === null || !field) return value ?? '';
  if (field.type === 'flag') return words.flag(value);
  const choice = field.choices?.find(each => each.id === value);
  return choice?.name ?? (field.value === value && field.shown ? field.shown : value);
}

/** A write as the panel shows it; nothing for one that makes another ticket. */
export function panelWrite(entry: OutboxEntry, words: WriteWords): PanelWrite | undefined {
  const { id, state, at, dueAt, failure, conflicts } = entry;
  const written = writtenBy(entry.write, words);
  if (!written || state === 'discarded') return undefined;
  return {
    ...{ id, state, at, written },
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(failure ? { problem: words.describe(failure) } : {}),
    ...(conflicts ? { conflicts: conflicts.map(each => conflict(each, words)) } : {}),
  };
}

function writtenBy(write: Write, words: WriteWords): Written | undefined {
  switch (write.kind) {
    case 'addNote':
      return { kind: 'addNote', text: write.note.text, visibility: write.note.visibility };
    case 'logTime': {
      const { minutes, startedAt, notes } = write.time;
      return { kind: 'logTime', minutes, startedAt, notes };
    }
    case 'updateTicket':
      return { kind: 'updateTicket', fields: Object.entries(write.changes).map(([name, to]) => set(name, to, words)) };
    case 'linkCustomer':
    case 'unlinkCustomer':
      return { kind: write.kind, customer: words.customer(write.customerId) };
    case 'attach': {
      const { name, visibility } = write.file;
      return { kind: 'attach', name, ...(visibility === undefined ? {} : { visibility }) };
    }
    default:
      return undefined;
  }
}

function set(name: string, value: string | null, words: WriteWords): FieldWritten {
  const field = words.fields.find(each => each.name === name);
  const choice = field?.choices?.find(each => each.id === value);
  return {
    ...{ name, value, role: field?.role ?? 'custom', label: field ? words.label(field) : name },
    shown: shownValue(field, value, words),
    ...(choice?.closed === undefined ? {} : { closed: choice.closed }),
  };
}

function conflict(one: NonNullable<OutboxEntry['conflicts']>[number], words: WriteWords): PanelConflict {
  const field = words.fields.find(each => each.name === one.field);
  const values: Record<Side, string> = {
    mine: shownValue(field, one.mine, words),
    theirs: one.shownTheirs ?? shownValue(field, one.theirs, words),
    before: shownValue(field, one.before, words),
  };
  return { field: one.field, label: field ? words.label(field) : one.field, values };
}
