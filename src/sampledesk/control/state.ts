import type { Database } from '../database.ts';
import { type Switches, switchKinds } from '../switches.ts';

/** A ticket in the list of the newest. */
export interface NewestTicket {
  readonly number: number;
  readonly subject: string;
  /** Seconds since 1970. */
  readonly changed: number;
  /** Path of its page. */
  readonly page: string;
}

/** What the desk holds of one system. */
export interface Holdings {
  /** Rows by table. */
  readonly counts: Readonly<Record<string, number>>;
  readonly newest: readonly NewestTicket[];
}

/** What both systems' tables hold. */
export function holdings(db: Database): Record<'readydesk' | 'teamsupport', Holdings> {
  return {
    readydesk: {
      counts: counts(db, 'rd_'),
      newest: newest(db, 'readydesk', 'SELECT id AS number, subject, last_updated AS changed FROM rd_tickets'),
    },
    teamsupport: {
      counts: counts(db, 'ts_'),
      newest: newest(db, 'teamsupport', 'SELECT number, name AS subject, modified AS changed FROM ts_tickets'),
    },
  };
}

/** All switches by name; `null` where one has no value. */
export function shownSwitches(switches: Switches): Record<string, unknown> {
  const shown = switchKinds.map(({ name }) => [name, switches[name] ?? null]);
  return { ...Object.fromEntries(shown), failNext: switches.failNext ?? null };
}

function counts(db: Database, prefix: string): Record<string, number> {
  const tables = db
    .all("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .map(row => String(row.name));
  return Object.fromEntries(
    tables
      .filter(name => name.startsWith(prefix))
      .map(name => [name.slice(prefix.length), db.number(`SELECT count(*) FROM ${name}`)]),
  );
}

function newest(db: Database, system: string, select: string): NewestTicket[] {
  return db.all(`${select} ORDER BY number DESC LIMIT 10`).map(row => ({
    number: Number(row.number),
    subject: String(row.subject),
    changed: Number(row.changed),
    page: `/${system}/tickets/${row.number}`,
  }));
}
