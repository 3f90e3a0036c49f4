import type { WorkCommit } from './repository.ts';

/** Commits that a note names; of more it says how many there are. */
const mostCommits = 50;
/** The longest subject that is told whole, in UTF-16 units. */
const longestSubject = 200;
/** The longest notes of logged time, in UTF-16 units. */
const longestNotes = 500;

/**
 * A note that sums up work by its commits, the oldest first: a line each, with its short hash and its web page.
 * @param more says how many are left out
 */
export function workNote(heading: string, commits: readonly WorkCommit[], more: (left: number) => string): string {
  const oldestFirst = commits.toReversed();
  const lines = oldestFirst.slice(0, mostCommits).flatMap(({ hash, subject, permalink }) => {
    const line = `- ${told(subject)} (${hash.slice(0, 8)})`;
    return permalink === undefined ? [line] : [line, `  ${permalink}`];
  });
  const left = oldestFirst.length - mostCommits;
  return [heading, ...(lines.length > 0 ? ['', ...lines] : []), ...(left > 0 ? [more(left)] : [])].join('\n');
}

/** What was done, in one line: the subjects of the commits, the oldest first, each once. */
export function workNotes(commits: readonly Pick<WorkCommit, 'subject'>[]): string {
  const notes: string[] = [];
  for (const { subject } of commits.toReversed()) {
    const line = told(subject);
    if (line !== '' && !notes.includes(line) && [...notes, line].join('; ').length <= longestNotes) notes.push(line);
  }
  return notes.join('; ');
}

function told(subject: string): string {
  const line = subject.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
  return line.length > longestSubject ? `${line.slice(0, longestSubject - 1).trimEnd()}…` : line;
}
