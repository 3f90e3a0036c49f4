import { account, bool, date, type Field, int, type Table, text } from './table.ts';

const position = int('Position', 'y.position');

/** The pick-lists below `properties`, by the last step of their path (reference 2.8). */
export const pickLists: Readonly<Record<string, Table>> = {
  tickettypes: pickList('TicketType', 'TicketTypes', 'ts_types', 'y.position', [text('IconURL', 'NULL')]),
  ticketstatuses: pickList('TicketStatus', 'TicketStatuses', 'ts_statuses', 'y.type_id, y.position', [
    position,
    int('TicketTypeID', 'y.type_id'),
    bool('IsClosed', 'y.is_closed'),
  ]),
  ticketseverities: pickList('TicketSeverity', 'TicketSeverities', 'ts_severities', 'y.position', [position]),
  // Its path is inferred, and so is its XML element.
  productversionstatuses: {
    single: 'ProductVersionStatus',
    plural: 'ProductVersionStatuses',
    key: 'ProductVersionStatusID',
    from: `(SELECT row_number() OVER (ORDER BY status = 'Testing' DESC, status) AS id, status, (SELECT min(created) FROM ts_types) AS created
    FROM (SELECT DISTINCT status FROM ts_versions WHERE status IS NOT NULL)) y`,
    id: 'y.id',
    order: 'y.id',
    fields: [
      text('Name', 'y.status'),
      text('Description', 'NULL'),
      bool('IsShipping', "(y.status = 'Released')"),
      bool('IsDiscontinued', '0'),
      int('Position', 'y.id - 1'),
      date('DateCreated', 'y.created'),
      date('DateModified', 'y.created'),
      int('OrganizationID', account),
    ],
  },
};

/** A pick-list that is a table of its own; `own` are the members that the others do not have. */
function pickList(single: string, plural: string, stored: string, order: string, own: readonly Field[]): Table {
  return {
    single,
    plural,
    key: `${single}ID`,
    from: `${stored} y`,
    id: 'y.id',
    order,
    fields: [
      text('Name', 'y.name'),
      text('Description', "nullif(y.description, '')"),
      ...own,
      date('DateCreated', 'y.created'),
      date('DateModified', 'y.created'),
      int('CreatorID', '-1'),
      int('ModifierID', '-1'),
      int('OrganizationID', account),
    ],
  };
}
