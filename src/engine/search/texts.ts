import { withoutLinks } from '../../model/linkNote.ts';
import { plainTextOf } from '../../model/plainText.ts';
import type { RichText, Ticket } from '../../model/ticket.ts';

/** What a list knows of a ticket beside its subject, a field each: what the index of heads holds as `rest`. */
export function headTexts(ticket: Ticket): string[] {
  return [
    ticket.number,
    ticket.customer?.name,
    ticket.contact?.name,
    ...(ticket.linked ?? []).map(({ name }) => name),
    ticket.assignee?.name,
    ticket.group?.name,
    ticket.status,
    ticket.priority,
    ticket.type,
    ticket.category,
    ticket.product,
    ...ticket.otherFields.map(({ value }) => value),
  ].filter((text): text is string => text !== undefined && text !== '');
}

/** A text of a desk as it is searched: what people wrote, without the data of code links. */
export function searchedText(text: RichText | undefined): string {
  return withoutLinks(writtenText(text));
}

/** The whole of a text of a desk. */
export function writtenText(text: RichText | undefined): string {
  if (!text) return '';
  return text.kind === 'html' ? plainTextOf(text.body) : text.body;
}
