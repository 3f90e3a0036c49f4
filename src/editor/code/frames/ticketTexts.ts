import { plainTextOf } from '../../../model/plainText.ts';
import type { RichText, TicketDetails } from '../../../model/ticket.ts';

/** A text that may name places in code. */
export interface NamingText {
  /** `description`, `entry:` with the entry's id, or of an attachment `fileTextId`. */
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

/** A text as the desk has it. */
interface Source {
  readonly id: string;
  readonly body: RichText;
  readonly at: string | undefined;
}

interface Kept extends Source {
  readonly versions: string;
  readonly text: NamingText;
}

/** The texts of one ticket. What did not change since they were last asked for is not read again: it is the same object. */
export class TicketTexts {
  #kept: ReadonlyMap<string, Kept> = new Map();

  /**
   * In the order in which they were written, without those that are empty.
   * @param opened attachments whose text is known
   */
  of(
    { ticket, history }: TicketDetails,
    opened: readonly { readonly id: string; readonly text: string; readonly at?: string }[] = [],
  ): readonly NamingText[] {
    const reported = ticket.otherFields
      .filter(
        ({ name, value }) => /version/i.test(name) && !/sol|fix|resol/i.test(name) && versionOnly.test(value.trim()),
      )
      .map(({ value }) => value.trim());
    const sources: Source[] = [
      ...(ticket.description ? [{ id: 'description', body: ticket.description, at: ticket.openedAt }] : []),
      ...history.map(({ id, body, at }) => ({ id: `entry:${id}`, body, at: at ?? ticket.openedAt })),
      ...opened.map(({ id, text: body, at }) => ({ id, body: { kind: 'text' as const, body }, at })),
    ];
    const versions = reported.join('\n');
    const kept = sources.map((source): Kept => {
      const before = this.#kept.get(source.id);
      if (before?.versions === versions && isSame(before, source)) return before;
      const text = readAs(source.body).slice(0, longest);
      return { ...source, versions, text: { id: source.id, text, since: sinceOf(text, reported, source.at) } };
    });
    this.#kept = new Map(kept.map(each => [each.id, each]));
    return kept.map(({ text }) => text).filter(({ text }) => text.trim() !== '');
  }
}

function isSame(one: Source, other: Source): boolean {
  return one.at === other.at && one.body.kind === other.body.kind && one.body.body === other.body.body;
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
