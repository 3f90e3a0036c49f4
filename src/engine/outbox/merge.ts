import type { FieldChanges, TicketField } from '../../model/fields.ts';
import type { FieldConflict, Write } from '../../model/outbox.ts';

export type UpdateWrite = Extract<Write, { kind: 'updateTicket' }>;

/** What of a change is to be sent, now that the desk has told how its fields stand. */
export interface Merged {
  /** Empty when the desk has everything as wanted. */
  readonly send: FieldChanges;
  readonly conflicts: readonly FieldConflict[];
}

/**
 * Compares what the user wants with what the desk has, and with what it had when they changed it. A field that is as wanted
 * is left out; one that somebody changed to something else is a conflict; one without a base is sent.
 */
export function merge({ changes, base = {} }: UpdateWrite, fields: readonly TicketField[]): Merged {
  const send: Record<string, string | null> = {};
  const conflicts: FieldConflict[] = [];
  for (const [name, mine] of Object.entries(changes)) {
    const field = fields.find(each => each.name === name);
    const before = Object.hasOwn(base, name) ? (base[name] ?? null) : undefined;
    // What the desk does not tell cannot be compared.
    if (!field || before === undefined) {
      send[name] = mine;
      continue;
    }
    const theirs = field.value ?? null;
    if (isSame(field, theirs, mine)) continue;
    if (isSame(field, theirs, before)) send[name] = mine;
    else {
      const shown = field.shown === undefined ? {} : { shownTheirs: field.shown };
      conflicts.push({ field: name, mine, theirs, before, ...shown });
    }
  }
  return { send, conflicts };
}

/** The write that is left when the user has chosen: `fields` are set all the same, other conflicts stay as on the desk. */
export function resolve(
  write: UpdateWrite,
  conflicts: readonly FieldConflict[],
  fields: readonly string[],
): UpdateWrite {
  const changes: Record<string, string | null> = { ...write.changes };
  const base: Record<string, string | null> = { ...write.base };
  for (const { field, theirs } of conflicts) {
    // What the user has seen is what it is based on now: if it changes once more, they are asked again.
    if (fields.includes(field)) base[field] = theirs;
    else {
      delete changes[field];
      delete base[field];
    }
  }
  return { ...write, changes, base };
}

/** Whether two values of a field are one to people, however they are written. */
function isSame({ type }: TicketField, one: string | null, other: string | null): boolean {
  const [a, b] = [plain(one), plain(other)];
  if (a === b) return true;
  if (a === '' || b === '') return false;
  if (type === 'date') return Date.parse(a) === Date.parse(b);
  if (type === 'number') return Number(a) === Number(b);
  return type === 'flag' && a.toLowerCase() === b.toLowerCase();
}

function plain(value: string | null): string {
  return (value ?? '').replaceAll('\r\n', '\n').trim();
}
