import type { Attachment, HistoryEntry, Ticket, TimeEntry } from '../../model/ticket.ts';
import { headTexts, searchedText } from '../search/texts.ts';

/** Characters of one field that are searched, and of all fields of a ticket. */
const longestField = 300;
const longestHead = 8_000;
/** Characters of a description that are searched, and of a conversation with it. */
const longestDescription = 16_000;
const longestConversation = 32_000;
/** Characters of one text that are looked at: markup takes many. */
const longestBody = 200_000;
const longestNames = 4_000;

/** What the index of heads holds beside the subject. */
export function restOf(ticket: Ticket): string {
  let rest = '';
  for (const text of headTexts(ticket)) {
    rest += `${text.length > longestField ? text.slice(0, longestField) : text}\n`;
    if (rest.length > longestHead) break;
  }
  return rest;
}

/** What was first asked for, as it is searched. */
export function descriptionText({ description }: Ticket): string {
  if (!description?.body) return '';
  const { kind, body } = description;
  return searchedText({ kind, body: body.slice(0, longestBody) }).slice(0, longestDescription);
}

/** What was said about a ticket, as it is searched: without its description, which stands in the ticket. */
export function conversationText(
  history: readonly HistoryEntry[],
  attachments: readonly Attachment[],
  timeEntries: readonly TimeEntry[],
): string {
  const names = joined(
    attachments.map(({ name }) => name),
    longestNames,
  );
  let text = '';
  for (const { body } of history) {
    const said = searchedText({ kind: body.kind, body: body.body.slice(0, longestBody) });
    if (said) text += text ? `\n\n${said}` : said;
    if (text.length > longestConversation) break;
  }
  const notes = joined(
    timeEntries.map(entry => entry.notes ?? '').filter(note => note && !text.includes(note)),
    longestNames,
  );
  const rest = [notes, names].filter(Boolean).join('\n\n');
  const said = text.slice(0, longestConversation - rest.length);
  return [said, rest].filter(Boolean).join('\n\n');
}

function joined(texts: readonly string[], longest: number): string {
  return texts.join('\n').slice(0, longest);
}
