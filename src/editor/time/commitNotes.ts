import { type GitApi, type GitRepository, gitApi } from './git.ts';

/** Commits that are looked through in each repository. */
const mostCommits = 50;
/** The longest note made of commits, in characters. */
const longest = 500;

/** What the user committed since a moment (milliseconds since 1970): the first lines of the messages, the oldest first. */
export async function commitNotes(since: number, git?: GitApi): Promise<string> {
  const api = git ?? (await gitApi().catch(() => undefined));
  const lists = await Promise.all((api?.repositories ?? []).map(each => ownCommits(each, since)));
  const subjects = lists.flat().toSorted((a, b) => a.at - b.at);
  const notes: string[] = [];
  for (const { subject } of subjects) {
    if (!notes.includes(subject) && [...notes, subject].join('; ').length <= longest) notes.push(subject);
  }
  return notes.join('; ');
}

async function ownCommits(
  repository: GitRepository,
  since: number,
): Promise<readonly { readonly at: number; readonly subject: string }[]> {
  try {
    const email = (await repository.getConfig('user.email').catch(() => '')).trim().toLowerCase();
    const commits = await repository.log({ maxEntries: mostCommits });
    // The newest come first, and those of one second keep their order.
    return commits.toReversed().flatMap(({ message, authorEmail, commitDate, authorDate }) => {
      const at = (commitDate ?? authorDate)?.getTime();
      const [subject = ''] = message.trim().split('\n');
      // git tells whole seconds.
      if (at === undefined || at < since - 1_000 || !subject) return [];
      return email && authorEmail && authorEmail.toLowerCase() !== email ? [] : [{ at, subject: subject.trim() }];
    });
  } catch {
    // A repository without a commit, say: notes are a suggestion.
    return [];
  }
}
