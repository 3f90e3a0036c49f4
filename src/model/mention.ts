/** How the tickets of one desk are named in text. */
export interface DeskMentions {
  readonly deskId: string;
  /** What stands before the number: `TS` for `TS-1234`. Case does not matter. */
  readonly prefixes: readonly string[];
  /** Templates of a ticket's web page with `{number}`, as `DeskConfig.ticketUrl`. */
  readonly addresses: readonly string[];
  /** The user's own regular expressions; the group `number`, else the first group, is the number. */
  readonly patterns: readonly string[];
}

/** What counts as a mention of a ticket. */
export interface MentionRules {
  readonly desks: readonly DeskMentions[];
  /** `#1234` and `ticket 1234` count, which name no desk. */
  readonly bare: boolean;
  /** In source files: comments and strings alone, or all of the text. */
  readonly places: 'comments' | 'everywhere';
}

/** A ticket named in a text. Offsets are UTF-16 units. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  /** As people say it, without zeros before it. */
  readonly number: string;
  /** Absent: the text does not say which desk's ticket it is. */
  readonly deskId?: string;
  readonly how: 'hash' | 'word' | 'prefix' | 'address' | 'own';
}

/** Part of a text. Offsets are UTF-16 units. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}
