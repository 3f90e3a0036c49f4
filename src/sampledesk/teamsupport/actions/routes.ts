import type { Reply } from '../../http.ts';
import { bodyOf, type Call, list, one, type Route, within } from '../call.ts';
import { NotFound } from '../failures.ts';
import { readUpload } from '../multipart.ts';
import { ticketOf } from '../tickets/routes.ts';
import { actions, attachments } from './tables.ts';
import { attach, createAction, removeAction, updateAction } from './write.ts';

/** The ticket and its action in the address. @throws NotFound */
function actionOf(call: Call): { ticket: number; action: number } {
  const ticket = ticketOf(call);
  const action = call.ids[1] ?? -1;
  if (!call.db.get('SELECT id FROM ts_actions WHERE id = ? AND ticket_id = ?', action, ticket)) throw new NotFound();
  return { ticket, action };
}

/** The bytes of a file, whatever the flavour (reference 2.10). */
function download(call: Call): Reply {
  const { action } = actionOf(call);
  const id = call.ids[2] ?? -1;
  const sql = 'SELECT file_name, file_type FROM ts_attachments WHERE id = ? AND action_id = ?';
  const row = call.db.get(sql, id, action);
  const content = call.db.blob('SELECT content FROM ts_attachments WHERE id = ?', id);
  if (!row || !content) throw new NotFound();
  return {
    status: 200,
    headers: {
      'content-type': String(row.file_type),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(String(row.file_name))}`,
      'x-content-type-options': 'nosniff',
    },
    body: content,
  };
}

export const actionRoutes: readonly Route[] = [
  {
    path: 'tickets/{}/actions',
    GET: call => list(call, actions, within('a.ticket_id', ticketOf(call))),
    POST: call => {
      const ticket = ticketOf(call);
      const id = call.db.transaction(() => createAction(call, ticket, bodyOf(call)));
      return one(call, actions, id, 201);
    },
  },
  {
    path: 'tickets/{}/actions/{}',
    GET: call => one(call, actions, actionOf(call).action),
    PUT: call => {
      const { ticket, action } = actionOf(call);
      call.db.transaction(() => updateAction(call, ticket, action, bodyOf(call)));
      return one(call, actions, action);
    },
    DELETE: call => {
      const { ticket, action } = actionOf(call);
      const reply = one(call, actions, action);
      call.db.transaction(() => removeAction(call.db, ticket, action));
      return reply;
    },
  },
  {
    path: 'tickets/{}/actions/{}/attachments',
    GET: call => list(call, attachments, within('f.action_id', actionOf(call).action)),
    POST: async call => {
      const { ticket, action } = actionOf(call);
      const file = await readUpload(call.request);
      const id = call.db.transaction(() => attach(call.db, ticket, action, file));
      return one(call, attachments, id, 201);
    },
  },
  { path: 'tickets/{}/actions/{}/attachments/{}', GET: download },
];
