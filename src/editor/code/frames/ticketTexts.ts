import { plainTextOf } from '../../../model/plainText.ts';
import type { RichText, TicketDetails } from '../../../model/ticket.ts';

/** A text that may name places in code. */
export interface NamingText {
  /** `description`, or `entry:` with the entry's id. */
  readonly id: string;
  /** As a reader sees it. */
  readonly text: string;
  /** What the code was at when it was written, the surest first: commits, versions, and the time (ISO 8601). */
  readonly since: readonly string[];
}

/** Texts longer than this are cut, in UTF-16 units. */
const longest = 500_000;
const commit = /\b(?:commit|revision|rev|sha|build)\b[\s:#=(]{1,4}([0-9a-f]{7,40})\b/gi;
const version = /\b(?:version|release)[\s:=]{1,3}(v?\d{1,6}(?:\.\d{1,6}){1,3}(?:-[\w.]{1,20})?)/gi;
const versionOnly = /^v?\d{1,6}(?:\.\d{1,6}){1,3}(?:-[\w.]{1,20})?$/i;
/** Names and versions that are tried at most. */
const mostNamed = 3;

/** The texts of a ticket, in the order in which they were written. */
export function textsOf({ ticket, history }: TicketDetails): readonly NamingText[] {
  const reported = ticket.otherFields
    .filter(
      ({ name, value }) => /version/i.test(name) && !/sol|fix|resol/i.test(name) && versionOnly.test(value.trim()),
    )
    .map(({ value }) => value.trim());
  const named = (id: string, body: RichText | undefined, at: string | undefined): NamingText[] => {
    const text = body ? readAs(body).slice(0, longest) : '';
    if (text.trim() === '') return [];
    return [{ id, text, since: sinceOf(text, reported, at) }];
  };
  return [
    ...named('description', ticket.description, ticket.openedAt),
    ...history.flatMap(entry => named(`entry:${entry.id}`, entry.body, entry.at ?? ticket.openedAt)),
  ];
}

/** What the code was at when a text was written. */
export function sinceOf(text: string, versions: readonly string[], at: string | undefined): readonly string[] {
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].slice(0, mostNamed).map(match => match[1] ?? '');
  const commits = all(commit).filter(hash => hash.length === 40 || (/\d/.test(hash) && /[a-f]/i.test(hash)));
  const named = [...new Set([...commits, ...all(version), ...versions])].slice(0, mostNamed);
  return at === undefined ? named : [...named, at];
}

/** A text as the page shows it. Links are their words alone: where they lead would tear paths apart. */
function readAs({ kind, body }: RichText): string {
  if (kind === 'text') return body;
  // Mail without a tag in it keeps its lines, whatever the desk calls it.
  if (!/<[a-z!/?]/i.test(body)) return plainTextOf(`<pre>${body}</pre>`);
  return plainTextOf(body.replace(/<a\s[^<>]*>/gi, '<a>'));
}
