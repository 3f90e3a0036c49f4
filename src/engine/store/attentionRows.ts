import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { AttentionState } from '../../model/attention.ts';
import { type Notice, type NoticeReason, weightOf } from '../../model/notice.ts';
import { readKept } from './keptJson.ts';

/** One notice that is told once: `about` is what it speaks of, a due time say. */
export interface Told {
  readonly ticketId: string;
  readonly reason: NoticeReason;
  readonly about: string;
}

/** How rows are read, and changed within a transaction. */
export interface AttentionWays {
  read<T>(work: () => T): T;
  write<T>(work: () => T): T;
  /** Within a transaction: other windows hear of it. */
  heard(): void;
}

/** Marks that are kept are few: older ones have been seen in some other way by then. */
const mostMarked = 200;

/** What was told of tickets, and what the user has heard, wants to hear later, or not at all: the same in all windows. */
export class AttentionRows {
  readonly #ways: AttentionWays;
  readonly #tell: StatementSync;
  readonly #supersede: StatementSync;
  readonly #all: StatementSync;
  readonly #mute: StatementSync;
  readonly #marked: StatementSync;
  readonly #mark: StatementSync;
  readonly #fewer: StatementSync;
  readonly #see: StatementSync;
  readonly #seeAll: StatementSync;
  readonly #later: StatementSync;
  readonly #putOff: StatementSync;
  readonly #putBack: StatementSync;
  readonly #tidy: StatementSync;

  constructor(writer: DatabaseSync, reader: DatabaseSync, ways: AttentionWays) {
    this.#ways = ways;
    this.#tell = writer.prepare('INSERT OR IGNORE INTO told(ticket, reason, about) VALUES(?, ?, ?)');
    this.#supersede = writer.prepare('DELETE FROM told WHERE ticket = ? AND reason = ? AND about <> ?');
    this.#all = reader.prepare('SELECT ticket, muted, mark, since FROM attention ORDER BY at, ticket');
    const put = (columns: string, values: string, change: string) =>
      writer.prepare(
        `INSERT INTO attention(ticket, ${columns}) VALUES(?, ${values}) ON CONFLICT(ticket) DO UPDATE SET ${change}`,
      );
    this.#mute = put('muted', '?', 'muted = excluded.muted, mark = NULL, later = NULL, since = NULL');
    this.#marked = writer.prepare('SELECT mark FROM attention WHERE ticket = ?');
    this.#mark = put('mark, at', '?, ?', 'mark = excluded.mark, at = excluded.at');
    this.#fewer = writer.prepare(
      `UPDATE attention SET mark = NULL, at = NULL WHERE mark IS NOT NULL AND ticket NOT IN (
         SELECT ticket FROM attention WHERE mark IS NOT NULL ORDER BY at DESC, ticket LIMIT ${mostMarked})`,
    );
    this.#see = writer.prepare(
      'UPDATE attention SET mark = NULL, later = NULL, since = NULL WHERE ticket = ? AND (mark IS NOT NULL OR later IS NOT NULL)',
    );
    this.#seeAll = writer.prepare('UPDATE attention SET mark = NULL WHERE mark IS NOT NULL');
    this.#later = writer.prepare(
      'SELECT ticket, later, since FROM attention WHERE later IS NOT NULL ORDER BY since, ticket',
    );
    this.#putOff = put('later, since', '?, ?', 'later = excluded.later, since = excluded.since');
    this.#putBack = writer.prepare('UPDATE attention SET later = NULL, since = NULL WHERE later IS NOT NULL');
    this.#tidy = writer.prepare('DELETE FROM attention WHERE muted = 0 AND mark IS NULL AND later IS NULL');
  }

  state(): AttentionState {
    const rows = this.#ways.read(() => this.#all.all());
    const since = rows.flatMap(row => (row.since === null ? [] : [Number(row.since)]));
    return {
      muted: rows.filter(({ muted }) => muted === 1).map(({ ticket }) => String(ticket)),
      unread: rows.flatMap(({ ticket, mark }) =>
        mark === null ? [] : [{ ticketId: String(ticket), reason: String(mark) as NoticeReason }],
      ),
      ...(since.length > 0 ? { laterSince: new Date(Math.min(...since)).toISOString() } : {}),
    };
  }

  /** Puts notices down as told; answers those that never were before, so that each is told once over all windows. */
  tell<N extends Told>(notices: readonly N[]): N[] {
    if (notices.length === 0) return [];
    return this.#ways.write(() => notices.filter(notice => this.#isNew(notice)));
  }

  /** Marks tickets as unread at `now`, milliseconds since 1970; of each the weightiest reason that was not seen stays. */
  mark(tickets: readonly { readonly ticketId: string; readonly reason: NoticeReason }[], now: number): void {
    if (tickets.length === 0) return;
    this.#change(() => {
      for (const { ticketId, reason } of tickets) {
        const known = this.#marked.get(ticketId)?.mark as NoticeReason | null | undefined;
        const kept = known && weightOf({ reason: known }) < weightOf({ reason }) ? known : reason;
        this.#mark.run(ticketId, kept, now);
      }
      this.#fewer.run();
      return true;
    });
  }

  /** The user looks at this ticket, or at all of them. */
  see(ticketId?: string): void {
    this.#change(() => Number((ticketId === undefined ? this.#seeAll.run() : this.#see.run(ticketId)).changes) > 0);
  }

  /** Nothing is told of these tickets any more, or again. */
  mute(ticketIds: readonly string[], muted: boolean): void {
    this.#change(() => {
      for (const ticketId of ticketIds) this.#mute.run(ticketId, muted ? 1 : 0);
      return ticketIds.length > 0;
    });
  }

  /** Puts notices off, to be told with others; of a ticket the weightiest. */
  putOff(notices: readonly Notice[], now: number): void {
    this.#change(() => {
      const waiting = new Map(this.#waiting().map(each => [each.notice.ticketId, each]));
      for (const notice of notices) {
        const known = waiting.get(notice.ticketId);
        if (known && weightOf(known.notice) <= weightOf(notice)) continue;
        this.#putOff.run(notice.ticketId, JSON.stringify(notice), known?.since ?? now);
      }
      return notices.length > 0;
    });
  }

  /** The notices that were put off, to be told now: each is given to one window alone. */
  takeLater(): Notice[] {
    let taken: Notice[] = [];
    this.#change(() => {
      taken = this.#waiting().map(({ notice }) => notice);
      return Number(this.#putBack.run().changes) > 0;
    });
    return taken;
  }

  #waiting(): { readonly notice: Notice; readonly since: number }[] {
    return this.#later.all().map(({ later, since }) => ({ notice: readKept<Notice>(later), since: Number(since) }));
  }

  /** Whether this notice is told for the first time. Of each kind the last of a ticket is remembered. */
  #isNew({ ticketId, reason, about }: Told): boolean {
    if (Number(this.#tell.run(ticketId, reason, about).changes) === 0) return false;
    this.#supersede.run(ticketId, reason, about);
    return true;
  }

  #change(work: () => boolean): void {
    this.#ways.write(() => {
      if (!work()) return;
      this.#tidy.run();
      this.#ways.heard();
    });
  }
}
