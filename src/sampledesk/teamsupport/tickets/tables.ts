import type { Database, Row } from '../../database.ts';
import type { Members, Nested } from '../render.ts';
import {
  account,
  bool,
  date,
  day,
  decimal,
  type Field,
  int,
  nameOf,
  type Resource,
  rw,
  type Table,
  text,
} from '../table.ts';

/** A ticket with what its ids stand for. */
export const ticketFrom = `ts_tickets t JOIN ts_types ty ON ty.id = t.type_id JOIN ts_statuses s ON s.id = t.status_id
  LEFT JOIN ts_severities sev ON sev.id = t.severity_id LEFT JOIN ts_products p ON p.id = t.product_id
  LEFT JOIN ts_versions rv ON rv.id = t.reported_id LEFT JOIN ts_versions sv ON sv.id = t.solved_id
  LEFT JOIN ts_groups g ON g.id = t.group_id LEFT JOIN ts_users u ON u.id = t.user_id`;

const daysOpened = int('DaysOpened', '((coalesce(t.closed, unixepoch()) - t.created) / 86400)');
const daysClosed = int('DaysClosed', 'CASE WHEN t.closed IS NULL THEN 0 ELSE (unixepoch() - t.closed) / 86400 END');
/** Minutes of all its actions, told in hours. */
export const hoursSpent: Field = { name: 'HoursSpent', sql: 't.minutes', kind: 'hours' };

/** Reference 2.2. */
export const tickets: Resource = {
  stored: 'ts_tickets',
  required: [],
  fresh: { is_visible: 1, is_kb: 0, source: 'API', name: '' },
  single: 'Ticket',
  plural: 'Tickets',
  key: 'TicketID',
  from: ticketFrom,
  id: 't.id',
  order: 't.id DESC',
  pageable: true,
  nested,
  fields: [
    text('ProductName', 'p.name'),
    text('ReportedVersion', 'rv.number'),
    text('SolvedVersion', 'sv.number'),
    text('GroupName', 'g.name'),
    text('TicketTypeName', 'ty.name'),
    text('UserName', 'u.name'),
    text('Status', 's.name'),
    int('StatusPosition', 's.position'),
    int('SeverityPosition', 'sev.position'),
    bool('IsClosed', 't.is_closed'),
    text('Severity', 'sev.name'),
    int('TicketNumber', 't.number'),
    rw(bool('IsVisibleOnPortal', 't.is_visible'), { empty: 'keep' }),
    rw(bool('IsKnowledgeBase', 't.is_kb'), { empty: 'keep' }),
    rw(int('ReportedVersionID', 't.reported_id'), { refers: 'ts_versions' }),
    rw(int('SolvedVersionID', 't.solved_id'), { refers: 'ts_versions' }),
    rw(int('ProductID', 't.product_id'), { refers: 'ts_products' }),
    rw(int('GroupID', 't.group_id'), { refers: 'ts_groups' }),
    rw(int('UserID', 't.user_id'), { refers: 'ts_users' }),
    int('TicketStatusID', 't.status_id'),
    int('TicketTypeID', 't.type_id'),
    rw(int('TicketSeverityID', 't.severity_id'), { refers: 'ts_severities' }),
    int('OrganizationID', account),
    rw(text('Name', 't.name'), { empty: 'blank' }),
    rw(int('ParentID', 't.parent_id'), { refers: 'ts_tickets' }),
    int('ModifierID', 't.modifier_id'),
    int('CreatorID', 't.creator_id'),
    date('DateModified', 't.modified'),
    date('DateCreated', 't.created'),
    date('DateClosed', 't.closed'),
    int('CloserID', 't.closer_id'),
    text('CloserName', nameOf('t.closer_id')),
    text('CreatorName', nameOf('t.creator_id')),
    text('ModifierName', nameOf('t.modifier_id')),
    daysClosed,
    daysOpened,
    hoursSpent,
    int('SlaViolationTime', 'CAST(t.sla_hours * 60 AS INTEGER)'),
    int('SlaWarningTime', 'CAST(t.sla_hours * 45 AS INTEGER)'),
    decimal('SlaViolationHours', 't.sla_hours'),
    decimal('SlaWarningHours', 't.sla_hours * 0.75'),
    rw(int('KnowledgeBaseCategoryID', 't.kb_category_id'), { refers: 'ts_kb_categories' }),
    text('KnowledgeBaseCategoryName', '(SELECT b.name FROM ts_kb_categories b WHERE b.id = t.kb_category_id)'),
    rw(day('DueDate', 't.due')),
    text('TicketSource', 't.source'),
    text('JiraKey', 'NULL'),
    bool('IsSecured', '0'),
    text(
      'PrimaryCustomer',
      '(SELECT c.name FROM ts_ticket_customers l JOIN ts_customers c ON c.id = l.customer_id WHERE l.ticket_id = t.id ORDER BY c.id LIMIT 1)',
    ),
  ],
  custom: [
    rw(text('Environment', 't.environment')),
    rw(bool('RegressionSuspected', 't.regression'), { empty: 'keep' }),
    rw(decimal('EffortDays', 't.effort_days')),
    rw(day('GoLiveDate', 't.go_live')),
    rw(text('Workaround', 't.workaround')),
  ],
};

/** Reference 2.10. The list's JSON key is known; its XML element is this desk's own choice. */
export const history: Table = {
  single: 'ActionLog',
  plural: 'History',
  key: 'ActionLogID',
  from: 'ts_history h',
  id: 'h.id',
  order: 'h.created DESC, h.id DESC',
  fields: [
    int('RefType', '17'),
    int('RefID', 'h.ticket_id'),
    int('ActionLogType', 'h.action'),
    text('Description', 'h.description'),
    date('DateCreated', 'h.created'),
    date('DateModified', 'h.created'),
    int('CreatorID', 'h.actor_id'),
    int('ModifierID', 'h.actor_id'),
    text('Actor', 'h.actor'),
  ],
};

/** Customers, contacts and tags of tickets (reference 1.9). */
function nested(db: Database, ids: string): (ticketId: number) => Members {
  const chosen = 'l.ticket_id IN (SELECT value FROM json_each(?))';
  const byTicket = (sql: string, members: (row: Row) => Members) => {
    const groups = new Map<number, Members[]>();
    for (const row of db.all(sql, ids)) {
      const ticket = Number(row.ticket_id);
      const group = groups.get(ticket);
      if (group) group.push(members(row));
      else groups.set(ticket, [members(row)]);
    }
    return groups;
  };
  const customers = byTicket(
    `SELECT l.ticket_id, c.id, c.name FROM ts_ticket_customers l JOIN ts_customers c ON c.id = l.customer_id WHERE ${chosen} ORDER BY c.id`,
    row => [
      ['CustomerID', String(row.id)],
      ['CustomerName', String(row.name)],
    ],
  );
  const contacts = byTicket(
    `SELECT l.ticket_id, k.id, trim(coalesce(k.first_name, '') || ' ' || coalesce(k.last_name, '')) AS name
      FROM ts_ticket_contacts l JOIN ts_contacts k ON k.id = l.contact_id WHERE ${chosen} ORDER BY k.id`,
    row => [
      ['ContactID', String(row.id)],
      ['ContactName', String(row.name)],
    ],
  );
  const tags = byTicket(`SELECT l.ticket_id, l.value FROM ts_ticket_tags l WHERE ${chosen} ORDER BY l.value`, row => [
    ['Value', String(row.value)],
  ]);
  const collection = (element: string, items: readonly Members[] = []): Nested => ({ element, items });
  return id => [
    ['Customers', collection('Customer', customers.get(id))],
    ['Contacts', collection('Contact', contacts.get(id))],
    ['Tags', collection('Tag', tags.get(id))],
  ];
}
