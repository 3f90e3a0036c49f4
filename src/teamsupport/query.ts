import type { TicketQuery } from '../model/query.ts';
import type { DeskDates } from '../wire/deskDates.ts';
import type { CustomFields } from './customFields.ts';
import { TICKET } from './entities.ts';
import { Filters, type PageOf, type Terms } from './filters.ts';
import { dayOf } from './values.ts';

/** What is known of a desk's fields, for filters by any of them. */
export interface FieldKnowledge {
  readonly dates: DeskDates;
  readonly custom: CustomFields;
}

/**
 * A query as TeamSupport's filters (1.14) for one page (1.15).
 * @throws DeskError `badInput` for a field that cannot be one
 */
export function ticketTerms(query: TicketQuery, page: PageOf, known?: FieldKnowledge): Terms {
  const filters = new Filters();
  if (query.state === 'open') filters.is('isClosed', false);
  if (query.assigneeId === null) filters.isEmpty('UserID');
  else if (query.assigneeId !== undefined) filters.is('UserID', query.assigneeId);
  if (query.groupName !== undefined) filters.is('GroupName', query.groupName);
  if (query.status !== undefined) filters.is('Status', query.status);
  if (query.text?.trim()) filters.contains('Name', query.text.trim());
  for (const [name, value] of Object.entries(query.fields ?? {})) addField(filters, name, value.trim(), known);
  return filters.page(page);
}

/** A bare date would mean "later than" (1.14), so a date field is asked for the whole day. */
function addField(filters: Filters, name: string, value: string, known: FieldKnowledge | undefined): void {
  const type = TICKET.members.get(name.toLowerCase())?.type ?? known?.custom.typeOf(name);
  const day = type === 'date' && known ? dayOf(value, known.dates) : undefined;
  if (day) filters.between(name, ...day);
  else if (type === 'flag')
    filters.is(name, /^(?:true|1)$/i.test(value) ? true : /^(?:false|0)$/i.test(value) ? false : value);
  else filters.is(name, value);
}
