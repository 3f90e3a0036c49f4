import type { Columns, Database, Row, Value } from '../database.ts';
import { now, readDate } from '../dates.ts';
import { type BodyMembers, flagMember, textMember, wholeMember } from './body.ts';
import type { Desk } from './call.ts';
import { BadRequest } from './failures.ts';
import { type Field, membersOf, type Table } from './table.ts';

/** Who writes when the body names nobody: the token itself (reference 1.3). */
export const system = -1;

/** `ActionLogType` of this desk's history; the real code list is unknown. */
export const logged = { insert: 1, update: 2, remove: 3 } as const;

/** Columns of the members that the body names; members that are read-only or unknown are not looked at (1.7). @throws BadRequest */
export function columnsOf(desk: Desk, table: Table, body: BodyMembers): Columns {
  const found: Columns = {};
  for (const field of membersOf(table)) {
    if (!field.kept) continue;
    const value = memberValue(desk, field, body);
    if (value === undefined) continue;
    if (value !== null) found[field.kept.column] = value;
    else if (field.kept.empty === 'blank') found[field.kept.column] = '';
    else if (field.kept.empty !== 'keep') found[field.kept.column] = null;
  }
  return found;
}

/** `null` when the member is empty, `undefined` when it is not there. */
function memberValue(desk: Desk, field: Field, body: BodyMembers): Value | undefined {
  const given = textMember(body, field.name);
  if (given === undefined || given === null) return given;
  switch (field.kind) {
    case 'bool':
      return flagMember(body, field.name);
    case 'int': {
      const whole = wholeMember(body, field.name);
      if (typeof whole === 'number' && field.kept?.refers) referred(desk.db, field.kept.refers, field.name, whole);
      return whole;
    }
    case 'decimal':
      if (!/^-?\d{1,12}(\.\d+)?$/.test(given.trim())) throw new BadRequest(`${field.name} is not a number.`);
      return Number(given);
    case 'date':
    case 'day': {
      // A bare day has no zone: it is kept as its midnight in UTC.
      const bare = field.kind === 'day' && !given.includes(':');
      const at = readDate(given, bare ? { ...desk.switches, timeZone: 'UTC' } : desk.switches);
      if (at === undefined) throw new BadRequest(`${field.name} is not a date.`);
      return at;
    }
    default:
      return given;
  }
}

/** `CreatorID` is honoured when it is a user or a contact. */
export function authorOf(db: Database, body: BodyMembers): number {
  const id = wholeMember(body, 'CreatorID');
  if (typeof id !== 'number') return system;
  return db.get('SELECT id FROM ts_users WHERE id = ?1 UNION SELECT id FROM ts_contacts WHERE id = ?1', id)
    ? id
    : system;
}

/** A ticket changed, and with it perhaps the time of its actions. */
export function touch(db: Database, ticketId: number, modifier: number): void {
  db.run(
    `UPDATE ts_tickets SET modified = ?1, modifier_id = ?2,
      minutes = (SELECT coalesce(sum(minutes), 0) FROM ts_actions WHERE ticket_id = ?3) WHERE id = ?3`,
    now(),
    modifier,
    ticketId,
  );
}

/** Adds a line to the ticket's history. */
export function log(db: Database, ticketId: number, action: number, description: string, actor: number): void {
  const name = db.get('SELECT name FROM ts_users WHERE id = ?', actor)?.name ?? null;
  db.insert('ts_history', { ticket_id: ticketId, action, description, created: now(), actor_id: actor, actor: name });
}

/** The row that a member of a body names. @throws BadRequest */
export function referred(db: Database, table: string, member: string, id: number): Row {
  const found = db.get(`SELECT * FROM ${table} WHERE id = ?`, id);
  if (!found) throw new BadRequest(`${member} ${id} is unknown.`);
  return found;
}

export function rowOf(db: Database, table: string, id: number): Row {
  return db.get(`SELECT * FROM ${table} WHERE id = ?`, id) ?? {};
}
