/** The fields of a ticket that have a place in the model, in the order in which they are taken from a record. */
export const placedTicketFields = [
  'number',
  'subject',
  'status',
  'priority',
  'description',
  'groupId',
  'groupName',
  'assigneeName',
  'assigneeId',
  'customerId',
  'customerName',
  'contact',
  'closedAt',
  'type',
  'category',
  'openedAt',
  'changedAt',
  'dueAt',
] as const;

/**
 * What `deskside.desks[].fieldNames` can name: kinds of records and, in each, the fields that are looked for in a desk's
 * answers. Only ReadyDesk needs them: the output tables of most of its actions are not known.
 */
export const fieldNameKinds = {
  tickets: [...placedTicketFields, 'subCategory', 'source', 'escalation', 'customerGroup', 'phone', 'email'],
  history: ['ticket', 'id', 'body', 'authorId', 'authorName', 'customerId', 'kind', 'at', 'role', 'internal', 'public'],
  lineItems: [
    'ticket',
    'duration',
    'unit',
    'hours',
    'minutes',
    'title',
    'notes',
    'id',
    'at',
    'uid',
    'techName',
    'category',
    'customerId',
    'cost',
  ],
  technicians: ['id', 'email', 'inactive', 'active', 'first', 'last', 'name'],
  customers: ['id', 'email', 'company', 'first', 'last', 'name', 'companyId', 'phone', 'title'],
  companies: ['id', 'name', 'website', 'phone', 'email', 'address', 'city', 'state', 'zip', 'country'],
  groups: ['id', 'name', 'status', 'category', 'source'],
  attachments: ['ticket', 'name', 'size', 'at'],
  invoices: ['id', 'customerId', 'from', 'to', 'total', 'status', 'at'],
  time: ['id', 'ticket', 'customerId', 'uid', 'at', 'duration', 'unit', 'notes'],
  articles: ['id', 'title', 'category', 'changedAt', 'body', 'url'],
  schedules: [
    'id',
    'ticket',
    'title',
    'status',
    'category',
    'startsAt',
    'completedAt',
    'endsAt',
    'technicians',
    'recurring',
    'recurrence',
  ],
  assets: ['id', 'ticket', 'customerId', 'name', 'addedAt', 'changedAt'],
  assetFields: ['id', 'label', 'type', 'dataType', 'required'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A kind of record whose fields can be named. */
export type FieldNameKind = keyof typeof fieldNameKinds;
