import type { DeskConfig } from './desk.ts';
import type { MentionRules } from './mention.ts';
import { addressParts, isPrefix } from './mentionFinder.ts';
import { type PatternProblem, readOwnPattern } from './ownPattern.ts';

/** The settings of mentions that are not a desk's own. */
export interface MentionSettings {
  /** `deskside.mentions.bare`. */
  readonly bare: boolean;
  /** `deskside.mentions.places`. */
  readonly places: MentionRules['places'];
}

/** What of a desk's `mentions` cannot be used. */
export interface MentionProblem {
  readonly deskId: string;
  readonly text: string;
  readonly problem: 'prefix' | 'tooMany' | PatternProblem;
}

/** What stands before the numbers of a system's tickets, when a desk's settings do not say. */
const prefixesOf: Readonly<Record<string, readonly string[]>> = { readydesk: ['RD'], teamsupport: ['TS'] };

/** Prefixes, and patterns, that a desk can have. */
const most = 20;

/** The rules that the desks' settings make, and what in them cannot be used. */
export function mentionRules(
  desks: readonly DeskConfig[],
  settings: MentionSettings,
): { readonly rules: MentionRules; readonly problems: readonly MentionProblem[] } {
  const problems: MentionProblem[] = [];
  const made = desks.map(desk => {
    const { id: deskId, mentions = {}, system, ticketUrl } = desk;
    const usable = (texts: readonly string[], problemOf: (text: string) => MentionProblem['problem'] | undefined) => {
      const used: string[] = [];
      for (const text of new Set(texts)) {
        const problem = used.length === most ? 'tooMany' : problemOf(text);
        if (problem === undefined) used.push(text);
        else problems.push({ deskId, text, problem });
      }
      return used;
    };
    return {
      deskId,
      prefixes: usable(mentions.prefixes ?? prefixesOf[system] ?? [], text => (isPrefix(text) ? undefined : 'prefix')),
      addresses: ticketUrl !== undefined && addressParts(ticketUrl) ? [ticketUrl] : [],
      patterns: usable(mentions.patterns ?? [], text => {
        const read = readOwnPattern(text);
        return read.ok ? undefined : read.problem;
      }),
    };
  });
  return { rules: { desks: made, bare: settings.bare, places: settings.places }, problems };
}
