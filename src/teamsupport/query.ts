import type { TicketQuery } from '../model/query.ts';
import { writeStamp } from '../wire/dates.ts';
import type { Terms } from './client.ts';

/** A query as TeamSupport's filters (1.14) for one page (1.15). */
export function ticketTerms(query: TicketQuery, page: { number: number; size: number }): Terms {
  const terms: [string, string][] = [];
  if (query.state === 'open') terms.push(['isClosed', 'False']);
  if (query.assigneeId === null) terms.push(['UserID', '[null]']);
  else if (query.assigneeId !== undefined) terms.push(['UserID', query.assigneeId]);
  if (query.groupName !== undefined) terms.push(['GroupName', query.groupName]);
  if (query.status !== undefined) terms.push(['Status', query.status]);
  if (query.text?.trim()) terms.push(['Name[contains]', query.text.trim()]);
  if (query.changedSince !== undefined) terms.push(['DateModified[gte]', writeStamp(query.changedSince)]);
  terms.push(['pageSize', String(page.size)], ['pageNumber', String(page.number)]);
  return terms;
}
