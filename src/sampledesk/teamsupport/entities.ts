import type { Kind } from './render.ts';

/** How a stored value is written and filtered. */
export type FieldKind = 'text' | 'html' | 'int' | 'bool' | 'date' | 'day' | 'hours' | 'decimal';

/** One member of an entity. */
export interface Field {
  readonly name: string;
  readonly sql: string;
  readonly kind: FieldKind;
}

/** An entity as it is stored and shown. */
export interface Table extends Kind {
  readonly from: string;
  readonly id: string;
  readonly fields: readonly Field[];
  readonly order: string;
  /** `pageSize` and `pageNumber` act on its lists. */
  readonly pageable?: boolean;
}

/** Members by the kind of their value: a name and the SQL that gives it. */
export const text = (name: string, sql: string): Field => ({ name, sql, kind: 'text' });
export const int = (name: string, sql: string): Field => ({ name, sql, kind: 'int' });
export const bool = (name: string, sql: string): Field => ({ name, sql, kind: 'bool' });
export const date = (name: string, sql: string): Field => ({ name, sql, kind: 'date' });

/** The account's own id. */
export const account = "(SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'organizationId')";

/** Name of a user or contact by id: both can write. */
const nameOf = (id: string) =>
  `coalesce((SELECT w.name FROM ts_users w WHERE w.id = ${id}), (SELECT trim(coalesce(w.first_name, '') || ' ' || coalesce(w.last_name, '')) FROM ts_contacts w WHERE w.id = ${id}))`;

const ticketFrom = `ts_tickets t JOIN ts_types ty ON ty.id = t.type_id JOIN ts_statuses s ON s.id = t.status_id
  LEFT JOIN ts_severities sev ON sev.id = t.severity_id LEFT JOIN ts_products p ON p.id = t.product_id
  LEFT JOIN ts_versions rv ON rv.id = t.reported_id LEFT JOIN ts_versions sv ON sv.id = t.solved_id
  LEFT JOIN ts_groups g ON g.id = t.group_id LEFT JOIN ts_users u ON u.id = t.user_id`;

const daysOpened = int('DaysOpened', '((coalesce(t.closed, unixepoch()) - t.created) / 86400)');
const daysClosed = int('DaysClosed', 'CASE WHEN t.closed IS NULL THEN 0 ELSE (unixepoch() - t.closed) / 86400 END');
const hoursSpent: Field = { name: 'HoursSpent', sql: 't.minutes', kind: 'hours' };

export const tickets: Table = {
  single: 'Ticket',
  plural: 'Tickets',
  key: 'TicketID',
  from: ticketFrom,
  id: 't.id',
  order: 't.id DESC',
  pageable: true,
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
    bool('IsVisibleOnPortal', 't.is_visible'),
    bool('IsKnowledgeBase', 't.is_kb'),
    int('ReportedVersionID', 't.reported_id'),
    int('SolvedVersionID', 't.solved_id'),
    int('ProductID', 't.product_id'),
    int('GroupID', 't.group_id'),
    int('UserID', 't.user_id'),
    int('TicketStatusID', 't.status_id'),
    int('TicketTypeID', 't.type_id'),
    int('TicketSeverityID', 't.severity_id'),
    int('OrganizationID', account),
    text('Name', 't.name'),
    int('ParentID', 't.parent_id'),
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
    { name: 'SlaViolationHours', sql: 't.sla_hours', kind: 'decimal' },
    { name: 'SlaWarningHours', sql: 't.sla_hours * 0.75', kind: 'decimal' },
    int('KnowledgeBaseCategoryID', 'NULL'),
    text('KnowledgeBaseCategoryName', 'NULL'),
    { name: 'DueDate', sql: 't.due', kind: 'day' },
    text('TicketSource', 't.source'),
    text('JiraKey', 'NULL'),
    bool('IsSecured', '0'),
    text(
      'PrimaryCustomer',
      '(SELECT c.name FROM ts_ticket_customers l JOIN ts_customers c ON c.id = l.customer_id WHERE l.ticket_id = t.id ORDER BY c.id LIMIT 1)',
    ),
  ],
};

/** Custom fields come last, after the nested collections of a ticket. */
export const ticketCustomFields: readonly Field[] = [
  text('Environment', 't.environment'),
  bool('RegressionSuspected', 't.regression'),
  { name: 'EffortDays', sql: 't.effort_days', kind: 'decimal' },
];

const echoNames: Record<string, string> = { TicketTypeName: 'TicketType', Name: 'TicketName' };
const echoed = new Set(
  `ProductName ReportedVersion SolvedVersion GroupName TicketTypeName UserName Status StatusPosition SeverityPosition IsClosed Severity
  TicketNumber ReportedVersionID SolvedVersionID ProductID GroupID UserID TicketStatusID TicketTypeID TicketSeverityID OrganizationID
  Name DateClosed CloserID DaysClosed DaysOpened CloserName`.split(/\s+/),
);

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
    { name: 'Description', sql: 'a.description', kind: 'html' },
    int('TimeSpent', 'a.minutes'),
    date('DateStarted', 'a.started'),
    bool('IsVisibleOnPortal', 'a.is_visible'),
    bool('IsKnowledgeBase', 'a.is_kb'),
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
      .map(field => ({ ...field, name: echoNames[field.name] ?? field.name })),
    hoursSpent,
  ],
};

export const customers: Table = {
  single: 'Customer',
  plural: 'Customers',
  key: 'OrganizationID',
  from: 'ts_customers c',
  id: 'c.id',
  order: 'c.name COLLATE NOCASE, c.id',
  pageable: true,
  fields: [
    text('Name', 'c.name'),
    text('Description', 'c.description'),
    text('Website', 'c.website'),
    bool('IsActive', 'c.is_active'),
    text('InActiveReason', 'NULL'),
    int('PrimaryUserID', 'c.primary_contact'),
    text('PrimaryContact', nameOf('c.primary_contact')),
    date('DateCreated', 'c.created'),
    date('DateModified', 'c.modified'),
    int('CreatorID', 'c.creator_id'),
    int('ModifierID', 'c.creator_id'),
    bool('HasPortalAccess', 'c.portal'),
    text('CreatedBy', "(SELECT w.last_name || ', ' || w.first_name FROM ts_users w WHERE w.id = c.creator_id)"),
    text('LastModifiedBy', "(SELECT w.last_name || ', ' || w.first_name FROM ts_users w WHERE w.id = c.creator_id)"),
    date('SAExpirationDate', 'c.expires'),
    text('SlaName', 'NULL'),
    text('CRMLinkID', 'NULL'),
    int('SlaLevelID', 'NULL'),
    int('DefaultWikiArticleID', 'NULL'),
    int('DefaultSupportGroupID', 'NULL'),
    text('DefaultSupportGroup', 'NULL'),
    int('DefaultSupportUserID', 'NULL'),
    text('DefaultSupportUser', 'NULL'),
    text('Domains', 'c.domains'),
    int('SupportHoursMonth', 'c.hours_month'),
    int('SupportHoursUsed', `(${hoursUsed()})`),
    int('SupportHoursRemaining', `max(0, c.hours_month - (${hoursUsed()}))`),
    bool('NeedsIndexing', '0'),
    text('AccountTier', 'c.tier'),
  ],
};

/** Whole hours of this month's actions on the customer's tickets. */
function hoursUsed(): string {
  return `SELECT coalesce(sum(a.minutes), 0) / 60 FROM ts_ticket_customers l JOIN ts_actions a ON a.ticket_id = l.ticket_id
    WHERE l.customer_id = c.id AND a.created >= unixepoch('now', 'start of month')`;
}

export const contacts: Table = {
  single: 'Contact',
  plural: 'Contacts',
  key: 'ContactID',
  from: 'ts_contacts k LEFT JOIN ts_customers c ON c.id = k.customer_id',
  id: 'k.id',
  order: 'k.id',
  pageable: true,
  fields: [
    text('FirstName', 'k.first_name'),
    text('MiddleName', 'k.middle_name'),
    text('LastName', 'k.last_name'),
    text('Email', 'k.email'),
    text('Title', 'k.title'),
    int('OrganizationID', 'k.customer_id'),
    text('Organization', 'c.name'),
    bool('IsActive', 'k.is_active'),
    bool('IsPortalUser', 'k.is_portal'),
    date('DateCreated', 'k.created'),
    date('DateModified', 'k.modified'),
  ],
};

export const products: Table = {
  single: 'Product',
  plural: 'Products',
  key: 'ProductID',
  from: 'ts_products p',
  id: 'p.id',
  order: 'p.id',
  fields: [
    text('Name', 'p.name'),
    text('Description', 'p.description'),
    date('DateCreated', 'p.created'),
    date('DateModified', 'p.modified'),
    int('CreatorID', '-1'),
    int('ModifierID', '-1'),
  ],
};

export const versions: Table = {
  single: 'ProductVersion',
  plural: 'ProductVersions',
  key: 'ProductVersionID',
  from: 'ts_versions v',
  id: 'v.id',
  order: 'v.id',
  fields: [
    int('ProductID', 'v.product_id'),
    text('VersionNumber', 'v.number'),
    text('VersionStatus', 'v.status'),
    date('ReleaseDate', 'v.released'),
    bool('IsReleased', 'v.is_released'),
    text('Description', 'v.description'),
  ],
};

export const users: Table = {
  single: 'User',
  plural: 'Users',
  key: 'UserID',
  from: 'ts_users u',
  id: 'u.id',
  order: 'u.last_name, u.first_name, u.id',
  fields: [
    text('FirstName', 'u.first_name'),
    text('MiddleName', 'NULL'),
    text('LastName', 'u.last_name'),
    text('Email', 'u.email'),
    text('Title', 'u.title'),
    bool('IsActive', 'u.is_active'),
    date('LastLogin', 'u.last_login'),
    date('LastActivity', 'u.last_login'),
    date('LastPing', 'u.last_login'),
    bool('IsSystemAdmin', 'u.is_admin'),
    bool('IsFinanceAdmin', '0'),
    bool('IsPortalUser', '0'),
    bool('InOffice', 'u.in_office'),
    text('InOfficeComment', 'NULL'),
    date('DateCreated', 'u.created'),
    date('DateModified', 'u.created'),
    bool('IsOnline', 'u.in_office'),
    bool('IsChatUser', '0'),
    int('OrganizationID', account),
    text('Organization', "(SELECT value FROM meta WHERE name = 'organization')"),
    int('GroupID', 'u.group_id'),
  ],
};

export const groups: Table = {
  single: 'Group',
  plural: 'Groups',
  key: 'GroupID',
  from: 'ts_groups g',
  id: 'g.id',
  order: 'g.id',
  fields: [text('Name', 'g.name'), text('Description', 'g.description'), int('OrganizationID', account)],
};

/** The list's JSON key is known; its XML element is this desk's own choice. */
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
