import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { HistoryEntry } from '../../model/ticket.ts';
import type { Parts } from './conversations.ts';
import { readKept } from './keptJson.ts';
import { secondsOf } from './recency.ts';

/** What a conversation tells of who said something when, in seconds since 1970. */
export interface TalkFacts {
  /** The first entry of a technician that the customer sees. */
  readonly answered: number | null;
  /** The last entry that the customer sees. */
  readonly spoke: number | null;
  /** Whose that is; `null` when nothing was said, or the desk does not tell. */
  readonly by: 'customer' | 'technician' | null;
}

/** What conversations tell of who spoke when, for attention and figures over many tickets. Within a transaction. */
export class Talks {
  readonly #drop: StatementSync;
  readonly #put: StatementSync;
  readonly #unread: StatementSync;

  constructor(database: DatabaseSync) {
    this.#drop = database.prepare('DELETE FROM talk_facts WHERE ticket = ?');
    this.#put = database.prepare(
      'INSERT OR REPLACE INTO talk_facts(ticket, answered, spoke, "by", read) VALUES(?, ?, ?, ?, 1)',
    );
    this.#unread = database.prepare(
      'SELECT f.ticket, c.json FROM talk_facts f LEFT JOIN conversations c ON c.ticket = f.ticket WHERE f.read = 0 LIMIT ?',
    );
  }

  /** What a ticket's history tells, in place of what it told; nothing where the history was never read. */
  put(ticketId: string, { history, missing }: Parts): void {
    if (history.length === 0 && missing.includes('history')) {
      this.drop(ticketId);
      return;
    }
    const { answered, spoke, by } = factsOf(history);
    this.#put.run(ticketId, answered, spoke, by);
  }

  drop(ticketId: string): void {
    this.#drop.run(ticketId);
  }

  /** Reads some conversations that an earlier version kept; answers whether there may be more. */
  readSome(count: number): boolean {
    const rows = this.#unread.all(count);
    for (const { ticket, json } of rows) {
      if (json === null) this.drop(String(ticket));
      else this.put(String(ticket), readKept<Parts>(json));
    }
    return rows.length === count;
  }
}

/** Conversations that an earlier version kept, and that nobody has read for this yet. */
export function hasUnreadTalks(database: DatabaseSync): boolean {
  return database.prepare('SELECT 1 FROM talk_facts WHERE read = 0 LIMIT 1').get() !== undefined;
}

/** Entries without a date tell nothing. Those of which the desk does not say who sees them count as seen by customers. */
export function factsOf(history: readonly HistoryEntry[]): TalkFacts {
  let answered: number | null = null;
  let spoke: number | null = null;
  let by: TalkFacts['by'] = null;
  for (const { at, role, visibility } of history) {
    const seconds = secondsOf(at);
    if (seconds === null || role === 'system' || visibility === 'internal') continue;
    if (role === 'technician' && (answered === null || seconds < answered)) answered = seconds;
    if (spoke === null || seconds >= spoke) {
      spoke = seconds;
      by = role === 'unknown' ? null : role;
    }
  }
  return { answered, spoke, by };
}
