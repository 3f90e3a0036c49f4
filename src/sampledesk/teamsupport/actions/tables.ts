import { bool, date, html, int, nameOf, rw, type Table, text } from '../table.ts';
import { hoursSpent, ticketFrom, tickets } from '../tickets/tables.ts';

/** Members of the ticket that an action repeats; two under another name. */
const echoNames: Record<string, string> = { TicketTypeName: 'TicketType', Name: 'TicketName' };
const echoed = new Set(
  `ProductName ReportedVersion SolvedVersion GroupName TicketTypeName UserName Status StatusPosition SeverityPosition IsClosed Severity
  TicketNumber ReportedVersionID SolvedVersionID ProductID GroupID UserID TicketStatusID TicketTypeID TicketSeverityID OrganizationID
  Name DateClosed CloserID DaysClosed DaysOpened CloserName`.split(/\s+/),
);

/** Reference 2.3. */
export const actions: Table = {
  single: 'Action',
  plural: 'Actions',
  key: 'ActionID',
  from: `ts_actions a JOIN ts_tickets t ON t.id = a.ticket_id ${ticketFrom.slice('ts_tickets t'.length)} LEFT JOIN ts_action_types aty ON aty.id = a.type_id`,
  id: 'a.id',
  order: '(a.system_type = 1), a.created DESC, a.id DESC',
  fields: [
    int('ActionTypeID', 'a.type_id'),
    int('SystemActionTypeID', 'a.system_type'),
    text('Name', 'a.name'),
    rw(html('Description', 'a.description'), { empty: 'blank' }),
    rw(int('TimeSpent', 'a.minutes')),
    rw(date('DateStarted', 'a.started')),
    rw(bool('IsVisibleOnPortal', 'a.is_visible'), { empty: 'keep' }),
    rw(bool('IsKnowledgeBase', 'a.is_kb'), { empty: 'keep' }),
    date('DateCreated', 'a.created'),
    date('DateModified', 'a.modified'),
    int('CreatorID', 'a.creator_id'),
    int('ModifierID', 'a.modifier_id'),
    text('CreatorName', nameOf('a.creator_id')),
    text('ModifierName', nameOf('a.modifier_id')),
    int('TicketID', 'a.ticket_id'),
    text('ActionType', "CASE a.system_type WHEN 1 THEN 'Description' WHEN 3 THEN 'Email' ELSE aty.name END"),
    ...tickets.fields
      .filter(field => echoed.has(field.name))
      .map(({ name, sql, kind }) => ({ name: echoNames[name] ?? name, sql, kind })),
    hoursSpent,
  ],
};

/** Members of an attachment are not known; these are this desk's own choice. */
export const attachments: Table = {
  single: 'Attachment',
  plural: 'Attachments',
  key: 'AttachmentID',
  from: 'ts_attachments f',
  id: 'f.id',
  order: 'f.id',
  fields: [
    int('ActionID', 'f.action_id'),
    text('FileName', 'f.file_name'),
    text('FileType', 'f.file_type'),
    int('FileSize', 'length(f.content)'),
    date('DateCreated', 'f.created'),
    int('CreatorID', 'f.creator_id'),
    text('CreatorName', nameOf('f.creator_id')),
  ],
};
