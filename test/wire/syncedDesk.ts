import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { connectors } from '../../src/engine/connectors.ts';
import type { EngineChange, MirrorSettings, SyncState } from '../../src/engine/engine.ts';
import { Store } from '../../src/engine/store/store.ts';
import { DeskSync, type SyncParts } from '../../src/engine/sync/deskSync.ts';
import type { DeskConfig, HelpDesk } from '../../src/model/desk.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';
import { listAll } from './helpDeskContract.ts';
import type { ReadyLine, SampleDesk } from './sampleDesk.ts';

export const systems = ['readydesk', 'teamsupport'] as const;
export type System = (typeof systems)[number];

export const everything: MirrorSettings = { tickets: 'all', days: 90, notices: true };

/** A sample desk as settings would have it. Sam Rivera is the user. */
export function configOf(
  ready: ReadyLine,
  system: System,
  more: Partial<DeskConfig> = {},
): { config: DeskConfig; secret: string } {
  const { readydesk, teamsupport } = ready;
  const user = { technicianName: 'Sam Rivera' };
  if (system === 'readydesk') {
    const user = { technicianId: 'srivera', technicianName: 'Sam Rivera' };
    return {
      config: { id: 'rd', name: 'RD', system, address: readydesk.url, ...user, ...more },
      secret: readydesk.key,
    };
  }
  const { url: address, organizationId, token } = teamsupport;
  return { config: { id: 'ts', name: 'TS', system, address, organizationId, ...user, ...more }, secret: token };
}

export function openHelpDesk(config: DeskConfig, secret: string): HelpDesk {
  const factory = connectors.find(each => each.info.system === config.system);
  assert.ok(factory);
  return factory.open(config, secret);
}

/** What one window has of a desk: a connector, a store and a sync. */
export class SyncedDesk {
  readonly helpDesk: HelpDesk;
  readonly store: Store;
  readonly sync: DeskSync;
  readonly told: EngineChange[] = [];
  /** Milliseconds that its clock is ahead. */
  ahead = 0;
  readonly #folder: string;
  readonly #own: boolean;

  constructor(
    ready: ReadyLine,
    system: System,
    options: {
      readonly folder?: string;
      readonly settings?: MirrorSettings;
      readonly config?: Partial<DeskConfig>;
      readonly parts?: Partial<SyncParts>;
    } = {},
  ) {
    const { config, secret } = configOf(ready, system, options.config);
    this.#own = options.folder === undefined;
    this.#folder = options.folder ?? mkdtempSync(join(tmpdir(), 'deskside-sync-'));
    this.helpDesk = openHelpDesk(config, secret);
    this.store = Store.open(this.#folder, config.id, 'sample').store;
    this.sync = new DeskSync(
      {
        config,
        helpDesk: this.helpDesk,
        store: this.store,
        tell: change => this.told.push(change),
        now: () => Date.now() + this.ahead,
        ...options.parts,
      },
      options.settings ?? everything,
    );
  }

  /** A pass that must succeed. */
  async now(): Promise<SyncState> {
    const result = await this.sync.now();
    if (!result.ok) assert.fail(`${result.failure.reason}: ${result.failure.detail}`);
    return result.value;
  }

  /** Passes until what is read behind them is read. */
  async allRead(): Promise<void> {
    const left = () => number(this.store, 'SELECT count(*) FROM tickets WHERE deep < coalesce(changed, opened, 1)');
    for (let rounds = 0; rounds < 50; rounds++) {
      await this.now();
      let before = -1;
      while (left() !== 0 && before !== left()) {
        before = left();
        await pause(100);
      }
      if (left() === 0 && this.store.meta('missing') === undefined) return;
    }
    assert.fail(`conversations of ${left()} tickets were not read`);
  }

  /** Waits until what a pass began to read behind itself has ended, by itself: the desk is nobody's to read then. */
  async settled(): Promise<void> {
    await until('the desk is let go', () => number(this.store, 'SELECT count(*) FROM lease') === 0, 60_000);
  }

  async close(): Promise<void> {
    await this.sync.stop();
    await this.helpDesk.close();
    this.store.close();
    if (this.#own) rmSync(this.#folder, { recursive: true, force: true });
  }
}

export function number(store: Store, sql: string, ...values: (string | number)[]): number {
  return Number(
    Object.values(
      store.reader
        .prepare(sql)
        .all(...values)
        .at(0) ?? {},
    ).at(0) ?? 0,
  );
}

/** What a list shows of a ticket, as far as every way to read it tells the same. */
function shown(ticket: TicketSummary): unknown[] {
  const { id, number, subject, state, status, urgency, priority, type, product, group, assignee } = ticket;
  const { openedAt, changedAt, closedAt, dueAt } = ticket;
  const names = [group?.name, assignee?.name, type, product].map(name => name ?? null);
  const dates = [openedAt, changedAt, closedAt, dueAt].map(date => date ?? null);
  return [id, number, subject, state, status, urgency, priority ?? null, ...names, ...dates];
}

/** All that is kept, by id. */
export function kept(store: Store): unknown[][] {
  const ids = store.reader.prepare('SELECT id FROM tickets').all();
  return inOrder(ids.map(({ id }) => shown(store.ticket(String(id)) ?? assert.fail(`${id} is not there`))));
}

/** All that the desk itself lists, by id. */
export async function listed(helpDesk: HelpDesk): Promise<unknown[][]> {
  return inOrder((await listAll(helpDesk, {}, 500)).map(shown));
}

function inOrder(rows: unknown[][]): unknown[][] {
  return rows.sort((a, b) => String(a[0]).localeCompare(String(b[0]), 'en', { numeric: true }));
}

/** Waits until it is so. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  milliseconds = 15_000,
): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await holds())) {
    assert.ok(Date.now() < end, `still not: ${what}`);
    await pause(20);
  }
}

/** Changes what a sample desk holds behind its back, as its other users do. */
export class Backdoor {
  readonly #db: DatabaseSync;

  constructor({ dataDir }: Pick<SampleDesk, 'dataDir'>) {
    this.#db = new DatabaseSync(join(dataDir, 'sampledesk.db'), {
      timeout: 10_000,
      enableForeignKeyConstraints: false,
    });
  }

  /** Newest first. */
  ids(system: System, condition = '1'): string[] {
    const table = system === 'readydesk' ? 'rd_tickets' : 'ts_tickets';
    return this.#db
      .prepare(`SELECT id FROM ${table} WHERE ${condition} ORDER BY id DESC`)
      .all()
      .map(row => String(row.id));
  }

  rename(system: System, id: string, subject: string): void {
    if (system === 'readydesk') this.#changeReadyDesk(id, 'subject = ?', subject);
    else this.#changeTeamSupport(id, 'name = ?', subject);
  }

  /** Gives a ticket to Sam Rivera. */
  give(system: System, id: string): void {
    if (system === 'readydesk') this.#changeReadyDesk(id, 'assigned_to = ?', 'srivera');
    else {
      const sam = this.#db.prepare("SELECT id FROM ts_users WHERE name = 'Sam Rivera'").get()?.id;
      this.#changeTeamSupport(id, 'user_id = ?', Number(sam));
    }
  }

  due(system: System, id: string, at: number): void {
    const seconds = Math.floor(at / 1000);
    if (system === 'readydesk') this.#changeReadyDesk(id, 'due_date = ?', seconds);
    else this.#changeTeamSupport(id, 'due = ?', seconds);
  }

  delete(system: System, id: string): void {
    const of =
      system === 'readydesk'
        ? ['rd_history WHERE tid', 'rd_attachments WHERE tid', 'rd_line_items WHERE tid', 'rd_tickets WHERE id']
        : ['ts_actions WHERE ticket_id', 'ts_tickets WHERE id'];
    for (const where of of) this.#db.prepare(`DELETE FROM ${where} = ?`).run(Number(id));
  }

  close(): void {
    this.#db.close();
  }

  #changeReadyDesk(id: string, set: string, value: string | number): void {
    const now = Math.floor(Date.now() / 1000);
    this.#db.exec('BEGIN IMMEDIATE');
    this.#db.prepare(`UPDATE rd_tickets SET ${set}, last_updated = ? WHERE id = ?`).run(value, now, Number(id));
    this.#db
      .prepare(
        `INSERT INTO rd_history(id, tid, date_added, added_by, name, type, internal, notes)
          VALUES ((SELECT coalesce(max(id), 0) + 1 FROM rd_history), ?, ?, 'lwong', 'Lee Wong', 'Note', 'Y', 'Looked at it.')`,
      )
      .run(Number(id), now);
    this.#db.exec('COMMIT');
  }

  #changeTeamSupport(id: string, set: string, value: string | number): void {
    const now = Math.floor(Date.now() / 1000);
    this.#db.prepare(`UPDATE ts_tickets SET ${set}, modified = ? WHERE id = ?`).run(value, now, Number(id));
  }
}
