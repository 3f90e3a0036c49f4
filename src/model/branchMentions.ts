import { branchNumbers } from './branchNumbers.ts';
import type { MentionRules } from './mention.ts';
import { endsWord, finderOf, literal } from './mentionFinder.ts';
import { runOwnPattern } from './ownPatternRun.ts';

/** A number in the name of a branch that may be a ticket's. */
export interface BranchMention {
  readonly number: string;
  /** Absent: the name does not say which desk's ticket it is. */
  readonly deskId?: string;
}

const mostSteps = 200_000;

/**
 * Tickets that the name of a branch may mean, the likeliest first: by the user's own patterns, by prefix (`TS-1234`,
 * `ts_1234`), then by number alone, one digit only where it begins a part of the name. A number that was found with its desk is not told again without it.
 */
export function branchMentions(branch: string, rules: MentionRules): readonly BranchMention[] {
  const { own, deskOf } = finderOf(rules);
  const found: BranchMention[] = [];
  const add = (number: string, deskId?: string) => {
    if (!found.some(each => each.number === number && (each.deskId === deskId || deskId === undefined))) {
      found.push(deskId === undefined ? { number } : { number, deskId });
    }
  };
  const name = branch.slice(0, 500);
  for (const { program, deskId } of own) {
    for (const { number } of runOwnPattern(program, name, mostSteps).matches) add(number, deskId);
  }
  const prefixes = [...new Set(rules.desks.flatMap(desk => desk.prefixes))];
  const prefix = prefixes.map(each => literal(each) + (endsWord(each) ? '[-_/#]' : '')).join('|');
  if (prefix !== '') {
    const pattern = new RegExp(
      `(?<![\\p{L}\\p{N}])(${prefix})[-_#]?0{0,9}([1-9]\\d{0,8})(?![\\p{L}\\p{N}]|\\.\\d)`,
      'giu',
    );
    for (const [, before = '', number = ''] of name.matchAll(pattern)) {
      add(number, deskOf(before) ?? deskOf(before.slice(0, -1)));
    }
  }
  for (const number of branchNumbers(name)) add(number);
  // `bug/7-login`, as Deskside itself names branches.
  for (const [, number = ''] of name.matchAll(/(?:^|\/)0{0,9}([1-9])[-_](?=\p{L})/gu)) add(number);
  return found;
}
