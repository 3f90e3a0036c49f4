import type { Columns, Database } from '../../database.ts';
import { now } from '../../dates.ts';
import { type BodyMembers, wholeMember } from '../body.ts';
import type { Desk } from '../call.ts';
import { BadRequest } from '../failures.ts';
import type { Upload } from '../multipart.ts';
import { escaped } from '../render.ts';
import { authorOf, columnsOf, log, logged, rowOf, system, touch } from '../write.ts';
import { actions } from './tables.ts';

/** Adds an action; `TimeSpent` counts into the ticket's hours (reference 3). @throws BadRequest */
export function createAction(desk: Desk, ticketId: number, body: BodyMembers): number {
  const { db } = desk;
  const at = now();
  const creator = authorOf(db, body);
  const id = db.insert('ts_actions', {
    description: '',
    is_visible: 0,
    is_kb: 0,
    type_id: db.get('SELECT id FROM ts_action_types ORDER BY id LIMIT 1')?.id ?? null,
    ...actionValues(desk, body),
    ticket_id: ticketId,
    system_type: 0,
    name: null,
    created: at,
    modified: at,
    creator_id: creator,
    modifier_id: creator,
  });
  touch(db, ticketId, creator);
  const visible = db.number('SELECT is_visible FROM ts_actions WHERE id = ?', id);
  log(db, ticketId, logged.insert, `A ${visible ? 'public' : 'private'} action was added.`, creator);
  return id;
}

/** @throws BadRequest */
export function updateAction(desk: Desk, ticketId: number, id: number, body: BodyMembers): void {
  const { db } = desk;
  const values = actionValues(desk, body);
  // The whole entity may come back as it was answered (reference 1.7): its escapes must not become text.
  const stored = String(rowOf(db, 'ts_actions', id).description);
  const given = String(values.description).trim();
  if ([1, 2].some(times => escaped(stored, times).trim() === given)) delete values.description;
  db.update('ts_actions', id, { ...values, modified: now(), modifier_id: system });
  touch(db, ticketId, system);
}

/** Takes an action away, and its time with it. @throws BadRequest for the Description, which every ticket has */
export function removeAction(db: Database, ticketId: number, id: number): void {
  if (rowOf(db, 'ts_actions', id).system_type === 1) throw new BadRequest('The Description stays with its ticket.');
  db.run('DELETE FROM ts_actions WHERE id = ?', id);
  touch(db, ticketId, system);
  log(db, ticketId, logged.remove, 'An action was deleted.', system);
}

/** Puts a file to an action. */
export function attach(db: Database, ticketId: number, actionId: number, file: Upload): number {
  const id = db.insert('ts_attachments', {
    action_id: actionId,
    file_name: file.name,
    file_type: file.type,
    content: file.content,
    created: now(),
    creator_id: system,
  });
  touch(db, ticketId, system);
  log(db, ticketId, logged.insert, `The file ${file.name} was attached.`, system);
  return id;
}

function actionValues(desk: Desk, body: BodyMembers): Columns {
  const values = columnsOf(desk, actions, body);
  if (Number(values.minutes ?? 0) < 0) throw new BadRequest('TimeSpent must not be negative.');
  // Callers bring the action types of their own account with them: an unknown one is left out, not refused.
  const type = wholeMember(body, 'ActionTypeID');
  const known = typeof type === 'number' && desk.db.get('SELECT id FROM ts_action_types WHERE id = ?', type);
  return known ? { ...values, type_id: type } : values;
}
