/** What the name of a branch is made of. */
export interface BranchWords {
  readonly number: string;
  /** As its customer wrote it: anything. */
  readonly subject: string;
  readonly type?: string | undefined;
  /** What stands before the number: `TS` for `TS-1234`. */
  readonly prefix?: string | undefined;
  /** The desk's name. */
  readonly desk?: string | undefined;
}

const slugLength = 60;
/** UTF-16 units of a part of a name: at most 3 bytes each, and file systems take 255 with git's own ending. */
const partLength = 80;

/** Letters of several, or that have no mark to take away. */
const plain: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ł: 'l',
  Ł: 'L',
  ı: 'i',
};

/**
 * The name of a ticket's branch by a template of `{type}`, `{number}`, `{slug}` (of the subject), `{prefix}`, `{user}`,
 * `{desk}` and text of one's own. Whatever these hold, git takes the result as a branch, and so do file systems. Words
 * that are not known leave no trace. Lower case unless told.
 */
export function branchName(
  template: string,
  ticket: BranchWords,
  user: string,
  { lowerCase = true }: { readonly lowerCase?: boolean } = {},
): string {
  const words: Readonly<Record<string, string>> = {
    type: slugOf(ticket.type ?? ''),
    number: slugOf(ticket.number),
    slug: slugOf(ticket.subject),
    prefix: slugOf(ticket.prefix ?? ''),
    user: slugOf(user.split('@', 1)[0] ?? ''),
    desk: slugOf(ticket.desk ?? ''),
  };
  const filled = template
    .slice(0, 500)
    .normalize('NFC')
    .replaceAll(/\{([^{}]{0,40})\}/g, (_, name: string) =>
      Object.hasOwn(words, name.toLowerCase()) ? (words[name.toLowerCase()] ?? '') : '',
    );
  const cased = lowerCase ? filled.toLowerCase().normalize('NFC') : filled;
  const name = cased.split('/').map(safePart).filter(Boolean).slice(0, 8).join('/');
  if (name !== '') return name;
  return ['ticket', words.number].filter(Boolean).join('-').toLowerCase();
}

/**
 * A text as letters, digits and single dashes of ASCII, at most 60, cut between words. Accents and umlauts are written
 * plainly; letters of other scripts are dropped.
 */
export function slugOf(text: string): string {
  // Enough for 60 of what stays, and the work for what does not is bounded.
  const ascii = text
    .slice(0, 2000)
    .normalize('NFC')
    .replaceAll(/[äöüÄÖÜßẞæÆœŒøØđĐðÐþÞłŁı]/g, letter => plain[letter] ?? '')
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’ʼ`´]/gu, '');
  let slug = '';
  for (const word of ascii.split(/[^A-Za-z\d]+/)) {
    if (word === '') continue;
    const longer = slug === '' ? word : `${slug}-${word}`;
    if (longer.length > slugLength) return slug === '' ? word.slice(0, slugLength) : slug;
    slug = longer;
  }
  return slug;
}

/** The folder beside a repository that a work tree for the branch goes to: `shop.worktrees/fix-1042-currency`. */
export function worktreeFolder(root: string, branch: string): string {
  let end = root.length;
  while (end > 1 && /[\\/]/.test(root[end - 1] ?? '')) end--;
  const separator = root.includes('\\') && !root.includes('/') ? '\\' : '/';
  return `${root.slice(0, end)}.worktrees${separator}${branch.replaceAll('/', '-')}`;
}

/** Names that git, or Windows as a file, takes for something of its own. */
const reserved = /^(?:(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?|refs|(?:[a-z]+_)?head|@)$/i;

/** A part between slashes: letters and digits of any script and what harms nothing, without edges that git refuses. */
function safePart(part: string): string {
  const kept = part
    .split(/[^\p{L}\p{N}\p{M}._#+=-]+/u)
    .filter(Boolean)
    .join('-');
  let name = '';
  // One by one: what a cut or a dropped ending leaves must hold again.
  for (const letter of kept.slice(0, partLength)) {
    const last = name.at(-1) ?? '';
    if (name === '' && /[.\-_=+\p{M}]/u.test(letter)) continue;
    if (/[.-]/.test(letter) && /[.\-_]/.test(last)) continue;
    name += letter;
  }
  if (/[\uD800-\uDBFF]$/.test(name)) name = name.slice(0, -1);
  for (let before = ''; before !== name; ) {
    before = name;
    if (/[.\-_=+]$/.test(name)) name = name.slice(0, -1);
    if (/\.lock$/i.test(name)) name = name.slice(0, -5);
  }
  return reserved.test(name) ? `ticket-${name}` : name;
}
