import { type Notice, type NoticeReason, noticeReasons } from '../../model/notice.ts';
import type { Me } from '../me.ts';
import type { Store } from '../store/store.ts';
import { assigneesWhoAre } from './assignees.ts';
import { type Candidate, type Change, changeNotices, dueNotice, dueSoon, onePerTicket } from './notices.ts';

/** So long after the user wrote to a ticket its next change is their own. */
const ownFor = 10 * 60_000;
/** What was put down of a ticket so lately need not be put down anew with each write of many. */
const current = 60_000;
/** Tickets of the user that are looked at for being due. */
const mostDue = 1_000;

/** Decides what is told of tickets. What is told, and what the user wrote, all windows know. */
export class NoticeBoard {
  readonly #store: Store;
  readonly #me: Me;
  #found: Candidate[] = [];
  /** What was written, as it was read last. */
  #read: { readonly text: string; readonly written: ReadonlyMap<string, number> } = { text: '', written: new Map() };

  constructor(store: Store, me: Me) {
    this.#store = store;
    this.#me = me;
  }

  /** The user wrote to this ticket at `now`: its next change is no news to them. */
  wrote(ticketId: string, now: number): void {
    if (now - (this.#writtenAll().get(ticketId) ?? Number.NEGATIVE_INFINITY) < current) return;
    this.#store.setMeta({ wrote: writtenDown(this.#written(now).set(ticketId, now)) });
  }

  /** Takes note of what a page changed. */
  see(changes: readonly Change[], newcomers: boolean, now: number): void {
    const candidates = changeNotices(changes, this.#me, newcomers);
    if (candidates.length === 0) return;
    const written = this.#written(now);
    const own = candidates.filter(each => written.has(each.ticketId));
    this.#found.push(...candidates.filter(each => !written.has(each.ticketId)));
    if (own.length === 0) return;
    for (const { ticketId } of own) written.delete(ticketId);
    this.#store.setMeta({ wrote: writtenDown(written) });
  }

  /**
   * What is to be told now, at most one notice a ticket: of what was seen, and of what is due. Each of them counts as told
   * from now on, also when the caller tells none, or it is of a kind or a ticket that the user wants to hear nothing of.
   */
  take(now: number, kinds: readonly NoticeReason[] = noticeReasons): Notice[] {
    const found = [...this.#found, ...this.#due(now)];
    this.#found = [];
    if (found.length === 0) return [];
    const fresh = this.#store.attention.tell(found);
    if (fresh.length === 0) return [];
    const muted = new Set(this.#store.attention.state().muted);
    return onePerTicket(fresh.filter(({ ticketId, reason }) => kinds.includes(reason) && !muted.has(ticketId)));
  }

  /** Open tickets of the user whose time has come. */
  #due(now: number): Candidate[] {
    const mine = assigneesWhoAre(this.#store, this.#me);
    if (mine.length === 0) return [];
    const rows = this.#store.reader
      .prepare(
        `SELECT id FROM tickets WHERE state < 2 AND assignee IN (${mine.map(() => '?').join(', ')}) AND due <= ?
          ORDER BY doc DESC LIMIT ?`,
      )
      .all(...mine, Math.floor((now + dueSoon) / 1000), mostDue);
    return rows.flatMap(({ id }) => {
      const ticket = this.#store.ticket(String(id));
      return (ticket && dueNotice(ticket, now)) ?? [];
    });
  }

  #written(now: number): Map<string, number> {
    return new Map([...this.#writtenAll()].filter(([, at]) => now - at < ownFor));
  }

  #writtenAll(): ReadonlyMap<string, number> {
    const text = this.#store.meta('wrote') ?? '';
    if (text !== this.#read.text) {
      const written = new Map<string, number>();
      for (const line of text.split('\n')) {
        const blank = line.indexOf(' ');
        if (blank > 0) written.set(line.slice(blank + 1), Number(line.slice(0, blank)));
      }
      this.#read = { text, written };
    }
    return this.#read.written;
  }
}

/** A line for each ticket: when, and which. */
function writtenDown(written: ReadonlyMap<string, number>): string | undefined {
  const lines = [...written].map(([id, at]) => `${at} ${id}`);
  return lines.length === 0 ? undefined : lines.join('\n');
}
