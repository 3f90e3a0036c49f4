import type { MirrorScope } from '../../model/sync.ts';
import type { TicketSummary } from '../../model/ticket.ts';
import type { MirrorSettings } from '../engine.ts';

const day = 24 * 60 * 60 * 1000;

/** What the settings want kept. `since` is the beginning of a day (UTC), so that it moves once a day. */
export function scopeOf(settings: MirrorSettings, now: number): MirrorScope {
  if (settings.tickets !== 'recent') return { kind: settings.tickets };
  const days = Number.isFinite(settings.days) ? Math.max(0, settings.days) : 90;
  const since = Math.max(0, Math.floor(now / day) * day - days * day);
  return { kind: 'recent', since: new Date(since).toISOString() };
}

/** Whether everything of the scope `part` is in the scope `whole`. */
export function covers(whole: MirrorScope, part: MirrorScope): boolean {
  if (whole.kind === 'all' || part.kind === 'open') return true;
  return whole.kind === 'recent' && part.kind === 'recent' && whole.since <= part.since;
}

/** Whether a ticket is to be kept. A closed one that tells neither date is: nothing speaks against it. */
export function inScope(ticket: TicketSummary, scope: MirrorScope): boolean {
  if (ticket.state !== 'closed' || scope.kind === 'all') return true;
  if (scope.kind === 'open') return false;
  const last = ticket.changedAt ?? ticket.closedAt;
  return last === undefined || Date.parse(last) >= Date.parse(scope.since);
}

/** A scope as it was written down; `undefined` for what is none. */
export function readScope(text: string | undefined): MirrorScope | undefined {
  if (text === undefined) return undefined;
  try {
    const { kind, since } = JSON.parse(text) as { kind?: unknown; since?: unknown };
    if (kind === 'open' || kind === 'all') return { kind };
    return kind === 'recent' && typeof since === 'string' ? { kind, since } : undefined;
  } catch {
    return undefined;
  }
}

/** A scope as it is written down. */
export function writeScope(scope: MirrorScope): string {
  return JSON.stringify(scope);
}
