import type { NoticeReason } from './notice.ts';
import type { TicketSummary } from './ticket.ts';

/** Why a ticket of the user may want them, the most pressing first. */
export const attentionKinds = [
  /** Its due time has passed. */
  'overdue',
  /** Its due time comes near. */
  'dueSoon',
  /** The customer said the last word, after an answer. */
  'customerWaits',
  /** No technician has answered the customer yet. */
  'unanswered',
  /** It was given to the user, who has not looked at it since. */
  'given',
  /** It waits, and the last word is old. */
  'waitingLong',
  /** It is open, and nothing has happened for long. */
  'untouched',
  /** It is open; who said the last word is not known. */
  'open',
] as const;
export type AttentionKind = (typeof attentionKinds)[number];

/** One reason why a ticket wants the user. */
export interface Attention {
  readonly kind: AttentionKind;
  /** ISO 8601: when it is or was due, since when the customer waits, when it last changed; absent where it is not known. */
  readonly at?: string;
}

/** A ticket that wants the user. */
export interface NeedingTicket {
  readonly ticket: TicketSummary;
  /** The most pressing first, at least one. */
  readonly reasons: readonly Attention[];
}

/** Tickets that want the user, the most pressing first. */
export interface NeedsMe {
  readonly tickets: readonly NeedingTicket[];
  /** How many there are in all. */
  readonly total: number;
  /** ISO 8601: when time alone makes this another answer; absent when it never does. */
  readonly until?: string;
}

/** What the user has to do with tickets of a desk, the same in all windows. */
export interface AttentionState {
  /** Tickets of which nothing is told. */
  readonly muted: readonly string[];
  /** Tickets that were told of and not opened since. */
  readonly unread: readonly { readonly ticketId: string; readonly reason: NoticeReason }[];
  /** ISO 8601: since when a notice waits to be told with others; absent when none does. */
  readonly laterSince?: string;
}

/** What is known of an open ticket of the user. Times are seconds since 1970, `undefined` where there is none. */
export interface AttentionFacts {
  readonly state: 'open' | 'waiting';
  /** 0 to 2. */
  readonly urgency: number;
  readonly opened: number | undefined;
  readonly changed: number | undefined;
  readonly due: number | undefined;
  /** What its conversation tells; absent when that is not known. */
  readonly talk?: {
    readonly answered: number | undefined;
    readonly spoke: number | undefined;
    readonly by: 'customer' | 'technician' | undefined;
    /** The ticket changed after the conversation was read. */
    readonly old: boolean;
  };
  /** It was given to the user, who has not looked at it since. */
  readonly given: boolean;
}

const hour = 3600;
const day = 24 * hour;
/** Seconds before it is due in which a ticket wants the user. */
export const dueSoonSeconds = day;
/** Seconds after which a ticket that nobody touches, or a customer who does not answer, wants the user. */
const longSeconds = 7 * day;
/** So many seconds after what the customer said a desk may write that the ticket changed by it. */
const sameChange = 5 * 60;
/** So many seconds after a change its conversation is read again: until then it counts as it was, lest rows come and go. */
const settling = 10 * 60;

interface Reason {
  readonly kind: AttentionKind;
  readonly at: number | undefined;
}

/** Why a ticket wants the user at `now` (seconds since 1970), the most pressing first; nothing when it does not. */
export function reasonsOf(told: AttentionFacts, now: number): Reason[] {
  const facts = settled(told, now);
  const reasons: Reason[] = [];
  const { state, due, talk, changed, opened } = facts;
  if (due !== undefined && due <= now) reasons.push({ kind: 'overdue', at: due });
  else if (due !== undefined && state === 'open' && due - now <= dueSoonSeconds)
    reasons.push({ kind: 'dueSoon', at: due });
  const said = whoWaits(facts);
  if (said) reasons.push(said);
  if (facts.given) reasons.push({ kind: 'given', at: changed ?? opened });
  const quiet = quietSince(facts);
  if (quiet && quiet.at !== undefined && now - quiet.at >= longSeconds && said === undefined) reasons.push(quiet);
  const known = talk !== undefined && !(talk.old || (talk.spoke !== undefined && talk.by === undefined));
  if (reasons.length === 0 && state === 'open' && !known) reasons.push({ kind: 'open', at: changed ?? opened });
  return reasons;
}

/** The next moment after `now` (seconds since 1970) at which time alone changes the reasons. */
export function reasonsChange(facts: AttentionFacts, now: number): number | undefined {
  const { due, talk, changed } = facts;
  const quiet = quietSince(settled(facts, now))?.at;
  const known = talk?.old ? changed && changed + settling : undefined;
  const moments = [due && due - dueSoonSeconds, due, quiet && quiet + longSeconds, known];
  return moments.filter(at => at !== undefined && at > now).sort((a, b) => Number(a) - Number(b))[0];
}

/** The order of two tickets: the most pressing reason, then urgency, then who waits longest. */
export function comparePressing(
  a: { readonly reasons: readonly Reason[]; readonly urgency: number },
  b: { readonly reasons: readonly Reason[]; readonly urgency: number },
): number {
  const [first, other] = [a.reasons[0], b.reasons[0]];
  if (!first || !other) return 0;
  const kinds = attentionKinds.indexOf(first.kind) - attentionKinds.indexOf(other.kind);
  if (kinds !== 0) return kinds;
  return b.urgency - a.urgency || (first.at ?? 0) - (other.at ?? 0);
}

function settled(facts: AttentionFacts, now: number): AttentionFacts {
  const { talk, changed } = facts;
  if (!talk?.old || changed === undefined || now - changed >= settling) return facts;
  return { ...facts, talk: { ...talk, old: false } };
}

/** The customer waits for an answer, as far as the conversation tells. */
function whoWaits({ state, talk, changed, opened }: AttentionFacts): Reason | undefined {
  if (!talk) return undefined;
  const { answered, spoke, by, old } = talk;
  if (by === 'customer' && spoke !== undefined) {
    // A ticket that was made to wait after the customer's last word waits for something else.
    if (state === 'waiting' && (old || changed === undefined || changed - spoke > sameChange)) return undefined;
    return answered === undefined ? { kind: 'unanswered', at: opened ?? spoke } : { kind: 'customerWaits', at: spoke };
  }
  const silent = spoke === undefined && answered === undefined && !old;
  return silent && state === 'open' ? { kind: 'unanswered', at: opened } : undefined;
}

/** Since when nothing happened. */
function quietSince({ state, talk, changed, opened }: AttentionFacts): Reason | undefined {
  const last = changed ?? opened;
  if (state === 'open') return { kind: 'untouched', at: last };
  return { kind: 'waitingLong', at: talk?.by === 'technician' && !talk.old ? talk.spoke : last };
}
