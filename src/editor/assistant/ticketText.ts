import { withoutLinks } from '../../model/linkNote.ts';
import { plainTextOf } from '../../model/plainText.ts';
import type { HistoryEntry, RichText, TicketDetails, TicketSummary } from '../../model/ticket.ts';
import { seenText } from './fence.ts';
import type { HiddenNames } from './hiddenNames.ts';
import { type Mask, maskOf, namesOfDetails, namesOfTickets, openMask } from './mask.ts';

/** What of a ticket a model may have. */
export interface Allowed {
  readonly internalNotes: boolean;
  readonly customerData: boolean;
}

/** A text for a model, and what its names stand for. */
export interface TextForModel {
  readonly text: string;
  readonly mask: Mask;
}

/** Characters that a ticket has at most, of its description, of one entry, and of one value or list of names. */
export const longestTicket = 60_000;
const longestDescription = 12_000;
const longestEntry = 8_000;
const longestValue = 500;
const longestNames = 2_000;
/** Markup that is read of one text, and characters that are looked at beyond what is told, so that no name is halved. */
const longestMarkup = 400_000;
const beyond = 1_000;

/**
 * A ticket with its conversation as a model reads it; where there is not room for all, the newest entries.
 * @param plain the desk does not say who sees an entry
 * @param hidden what stands for whom in all of the session
 */
export function ticketText(
  details: TicketDetails,
  desk: { readonly name: string; readonly plain: boolean },
  allowed: Allowed,
  longest = longestTicket,
  hidden?: HiddenNames,
): TextForModel {
  const { ticket, history, attachments, totalMinutes, missing } = details;
  const mask = allowed.customerData ? openMask : maskOf(namesOfDetails(details), hidden);
  const shown = history.filter(entry => allowed.internalNotes || isPublic(entry, desk.plain));
  const left = new Set(history.filter(entry => !shown.includes(entry)).map(({ id }) => id));
  const secret = ticket.description?.internal && !allowed.internalNotes;
  // What is not of an entry is of the description, or of a conversation that could not be read.
  const unsure = secret || (!allowed.internalNotes && missing.includes('history'));
  const known = new Set(shown.map(({ id }) => id));
  const files = attachments.filter(
    ({ entryId }) => entryId === undefined || (unsure ? known.has(entryId) : !left.has(entryId)),
  );
  const lines = [
    `Ticket #${ticket.number} of the desk ${desk.name}`,
    ...factsOf(ticket, mask),
    ...(totalMinutes > 0 ? [`Time logged: ${totalMinutes} minutes`] : []),
    ...(files.length > 0 ? [`Attachments: ${told(files.map(({ name }) => name).join(', '), mask, longestNames)}`] : []),
    ...(missing.length > 0 ? [`Not known now: ${missing.join(', ')}`] : []),
    ...(allowed.customerData
      ? ticket.otherFields.map(({ name, value }) => `${name}: ${cut(value, longestValue)}`)
      : []),
  ];
  const facts = cut(lines.join('\n'), longest / 3);
  const description =
    ticket.description && !secret
      ? `\nDescription:\n${told(readable(ticket.description), mask, Math.min(longestDescription, longest / 3))}`
      : '';
  const entries: string[] = [];
  let room = longest - facts.length - description.length;
  for (const entry of shown.toReversed()) {
    const text = entryText(entry, mask, Math.min(longestEntry, longest / 3));
    room -= text.length;
    if (room < 0) break;
    entries.unshift(text);
  }
  const inside = left.size + (secret ? 1 : 0);
  const older = shown.length - entries.length;
  const talk = [
    ...(older > 0 ? [`(${older} older entries are left out for length.)`] : []),
    ...entries,
    ...(inside > 0 ? [`(${inside} internal entries are left out by the user's settings.)`] : []),
  ];
  const text = [facts, description, ...(talk.length > 0 ? ['\nConversation, oldest first:', ...talk] : [])].join('\n');
  return { text, mask };
}

/** Tickets as a model reads them, one a line; where there is not room for all, the first. */
export function listText(
  tickets: readonly { readonly ticket: TicketSummary; readonly desk: string; readonly about?: string }[],
  allowed: Allowed,
  longest = longestTicket,
  hidden?: HiddenNames,
): string {
  const mask = allowed.customerData ? openMask : maskOf(namesOfTickets(tickets.map(each => each.ticket)), hidden);
  const lines: string[] = [];
  let room = longest;
  for (const { ticket, desk, about } of tickets) {
    const facts = factsOf(ticket, mask).join('; ');
    const line = `#${ticket.number} (${desk}) ${facts}${about ? `; ${about}` : ''}`.replace(/\s+/g, ' ');
    room -= line.length;
    if (room < 0) return [...lines, `(${tickets.length - lines.length} more are left out for length.)`].join('\n');
    lines.push(line);
  }
  return lines.join('\n');
}

/** What desks call notes that customers do not see. */
const internalKind = /private|internal|hidden|tech\w* only|\bintern[aeo]?\b/i;

/** Whether an entry is for all to see. Where a desk tells of some but not of this one, it is not. */
function isPublic({ visibility, role, kind = '' }: HistoryEntry, plain: boolean): boolean {
  if (visibility !== 'unknown') return visibility === 'public';
  return (plain || role === 'customer') && !internalKind.test(kind);
}

function factsOf(ticket: TicketSummary, mask: Mask): string[] {
  const { subject, status, state, priority, type, category, product, group, assignee, customer, contact } = ticket;
  const pairs: [string, string | undefined][] = [
    ['Subject', subject],
    ['Status', status.toLowerCase() === state ? status : `${status} (${state})`],
    ['Priority', priority],
    ['Type', type],
    ['Category', category],
    ['Product', product],
    ['Group', group?.name],
    ['Assignee', assignee?.name ?? 'nobody'],
    ['Customer', tellable(customer?.name, mask)],
    ['Contact', tellable(contact?.name, mask)],
    ['Opened', ticket.openedAt],
    ['Changed', ticket.changedAt],
    ['Due', ticket.dueAt],
    ['Closed', ticket.closedAt],
  ];
  return pairs.flatMap(([name, value]) => (value ? [`${name}: ${told(value, mask, longestValue)}`] : []));
}

function entryText({ at, author, role, visibility, body, minutes }: HistoryEntry, mask: Mask, most: number): string {
  const isOurs = role === 'technician' || role === 'system';
  const name = (isOurs ? author?.name : tellable(author?.name, mask)) ?? '';
  const who = [told(name, mask, longestValue), role].filter(Boolean).join(', ');
  const facts = [
    at,
    who,
    visibility === 'unknown' ? undefined : visibility,
    minutes ? `${minutes} minutes` : undefined,
  ];
  return `\n[${facts.filter(Boolean).join('; ')}]\n${told(readable(body), mask, most)}`;
}

/** A customer's name, unless it is one that the mask does not hide as a whole. */
function tellable(name: string | undefined, mask: Mask): string | undefined {
  if (!name || mask === openMask) return name;
  return /^\[[a-z-]+ \d+\]$/.test(mask.hide(name.trim())) ? name : undefined;
}

/** As a reader sees it, without the data of code links. */
export function readable({ kind, body }: RichText): string {
  const text = body.slice(0, longestMarkup);
  return seenText(withoutLinks(kind === 'html' ? plainTextOf(text) : text));
}

/** A text without what is hidden, then cut: half a name would not be known for one. */
function told(text: string, mask: Mask, most: number): string {
  return cut(mask.hide(text.slice(0, most + beyond)), most);
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.floor(most)).trimEnd()}… (cut)`;
}
