/** What a commit message says of a ticket. */
export interface MessageWords {
  readonly number: string;
  /** What stands before the number: `TS` for `TS-1234`. */
  readonly prefix?: string | undefined;
  readonly subject?: string | undefined;
  readonly desk?: string | undefined;
  /** The ticket's web page. */
  readonly url?: string | undefined;
}

/** Where the ticket is named: before the first line, or in a line at the end as git's own `Signed-off-by:` is. */
export type MessagePlace = 'prefix' | 'trailer';

/** A message apart: `head` ends with its last line of content, `tail` is what git drops after it (blank, comments). */
interface Parts {
  readonly head: string;
  readonly tail: string;
}

/**
 * A commit message that names the ticket by a template of `{number}`, `{prefix}`, `{subject}`, `{desk}` and `{url}`, such
 * as `[{prefix}-{number}] ` or `Ticket: #{number}`. A message that has it already stays as it is, and so does one that is
 * meant for another commit (`fixup! …`). Comments, and trailers that are there, are kept. An empty message gets what is
 * written before or after it.
 */
export function withTicket(message: string, ticket: MessageWords, template: string, how: MessagePlace): string {
  const words = filledIn(template, ticket, how);
  if (words.trim() === '' || hasTicket(message, ticket, template, how)) return message;
  const first = firstLine(message);
  if (/^(?:fixup|squash|amend)! /.test(message.slice(first.start, first.end))) return message;
  if (how === 'prefix') return message.slice(0, first.start) + words + message.slice(first.start);
  const { head, tail } = partsOf(message);
  const newline = newlineOf(message);
  const gap = endsWithTrailers(head) ? newline : newline + newline;
  // Comments alone may begin with the message.
  const end = tail === '' || /^\r?\n/.test(tail) ? '' : newline;
  return head + gap + words + end + tail;
}

/**
 * The way back: the message without what `withTicket` wrote, wherever it stands now; else as it is. Of a message with
 * nothing but comments the blank lines at its start may differ then.
 */
export function withoutTicket(message: string, ticket: MessageWords, template: string, how: MessagePlace): string {
  const words = filledIn(template, ticket, how);
  if (words.trim() === '') return message;
  if (how === 'prefix') {
    const { start, end } = firstLine(message);
    const line = message.slice(start, end);
    if (line.startsWith(words)) return message.slice(0, start) + message.slice(start + words.length);
    // Editors take blanks at the end of a line away.
    return line === words.trimEnd() ? message.slice(0, start) + message.slice(end) : message;
  }
  const { head, tail } = partsOf(message);
  const lines = head.split('\n');
  const at = lines.findLastIndex(line => sameTrailer(line, words));
  if (at < 0 || at < lastParagraph(lines)) return message;
  const alone = at === lines.length - 1 && blank(lines[at - 1]);
  const before = lines.slice(0, alone ? Math.max(0, at - 1) : at);
  const after = lines.slice(at + 1);
  const kept = [...before, ...after].join('\n');
  return (after.length === 0 && kept.endsWith('\r') ? kept.slice(0, -1) : kept) + tail;
}

/** Whether a message names the ticket where `withTicket` would. */
export function hasTicket(message: string, ticket: MessageWords, template: string, how: MessagePlace): boolean {
  const words = filledIn(template, ticket, how).trim();
  if (how === 'trailer') {
    const lines = partsOf(message).head.split('\n');
    return lines.slice(lastParagraph(lines)).some(line => sameTrailer(line, words));
  }
  const { start, end } = firstLine(message);
  const line = message.slice(start, end).toLowerCase();
  // `TS-1042` of `TS-1042: `, also where somebody wrote it at the end of the line in brackets.
  const core = withoutEdges(words.toLowerCase());
  for (let at = line.indexOf(core); core !== '' && at >= 0; at = line.indexOf(core, at + 1)) {
    const free = (letter: string | undefined) => letter === undefined || !/[\p{L}\p{N}_-]/u.test(letter);
    if (free(line[at - 1]) && free(line[at + core.length])) return true;
  }
  return false;
}

function filledIn(template: string, ticket: MessageWords, how: MessagePlace): string {
  const values: Readonly<Record<string, string | undefined>> = {
    number: ticket.number,
    prefix: ticket.prefix,
    subject: ticket.subject?.slice(0, 200),
    desk: ticket.desk,
    url: ticket.url,
  };
  const filled = template
    .slice(0, 500)
    .replaceAll(/\{([^{}]{0,40})\}/g, (_, name: string) =>
      Object.hasOwn(values, name.toLowerCase()) ? (values[name.toLowerCase()] ?? '') : '',
    )
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ');
  return how === 'trailer' ? filled.trim() : filled.trimStart();
}

/** The first line that is no comment and not blank; where there is none, the start of the message. */
function firstLine(message: string): { readonly start: number; readonly end: number } {
  for (let start = 0; start < message.length; ) {
    const newline = message.indexOf('\n', start);
    const next = newline < 0 ? message.length : newline;
    const line = message.slice(start, next);
    if (isScissors(line)) break;
    if (!blank(line) && !isComment(line)) return { start, end: line.endsWith('\r') ? next - 1 : next };
    start = next + 1;
  }
  return { start: 0, end: 0 };
}

function partsOf(message: string): Parts {
  let end = 0;
  for (let start = 0; start < message.length; ) {
    const newline = message.indexOf('\n', start);
    const next = newline < 0 ? message.length : newline;
    const line = message.slice(start, next);
    if (isScissors(line)) break;
    if (!blank(line) && !isComment(line)) end = line.endsWith('\r') ? next - 1 : next;
    start = next + 1;
  }
  return { head: message.slice(0, end), tail: message.slice(end) };
}

/** Whether the last paragraph is one of trailers, as git tells: not the first one, and nothing else is in it. */
function endsWithTrailers(head: string): boolean {
  const lines = head.split('\n');
  const start = lastParagraph(lines);
  if (start === 0 || lines.slice(0, start).every(line => blank(line) || isComment(line))) return false;
  return lines.slice(start).every((line, at) => isTrailer(line) || (at > 0 && /^[ \t]/.test(line)) || isComment(line));
}

function isTrailer(line: string): boolean {
  return /^[A-Za-z\d][A-Za-z\d-]{0,80}:[ \t]{0,9}\S/.test(line) || line.startsWith('(cherry picked from commit ');
}

/** Index of the first line of the last paragraph. */
function lastParagraph(lines: readonly string[]): number {
  return lines.findLastIndex(line => blank(line)) + 1;
}

function sameTrailer(line: string, words: string): boolean {
  const plain = (text: string) => text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
  return plain(line) === plain(words);
}

/** `# ` alone: a line that begins with `#1042` is one that somebody wrote. */
function isComment(line: string): boolean {
  return line.startsWith('#') && (line.length === 1 || /^#\s/.test(line));
}

/** What git cuts a message at, with the changes below it. */
function isScissors(line: string): boolean {
  return /^# -{5,100} >8 -{5,100}/.test(line);
}

function blank(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}

function newlineOf(message: string): string {
  const newline = message.indexOf('\n');
  return newline > 0 && message[newline - 1] === '\r' ? '\r\n' : '\n';
}

function withoutEdges(words: string): string {
  let [start, end] = [0, words.length];
  const edge = (letter: string | undefined) => letter !== undefined && /[\s:;,.()[\]{}|<>–—-]/.test(letter);
  while (start < end && edge(words[start])) start++;
  while (end > start && edge(words[end - 1])) end--;
  return words.slice(start, end);
}
