import { closeSync, existsSync, globSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import type { SampleDesk } from '../../test/wire/sampleDesk.ts';
import { bigDesk } from '../bigDesk.ts';
import { labels, type System } from '../desks.ts';
import { figure, type Measured, median } from '../figures.ts';
import { withHost } from './host.ts';
import type { Watched } from './messages.ts';

/** An idle host is watched so long, and the host with the first sync so long after its end, in milliseconds. */
const idleSpan = 15_000;
const afterwards = 3_000;
/** A first sync that takes longer hangs. */
const limit = 600_000;

/** An extension host before a desk was connected and during its first sync. */
export interface HostSync {
  readonly system: System;
  readonly tickets: number;
  readonly idle: Watched;
  readonly syncing: Watched;
}

/** First syncs in real extension hosts, each in a new one, with two sizes of desk: what they take shows by its growth. */
export async function hostSyncs(sizes: readonly number[], say: (line: string) => void): Promise<HostSync[]> {
  const seen: HostSync[] = [];
  for (const tickets of sizes) {
    const desk = await bigDesk(tickets);
    try {
      for (const system of ['teamsupport', 'readydesk'] as const) seen.push(await hostSync(desk, system, tickets, say));
    } finally {
      await desk.stop();
    }
  }
  return seen;
}

async function hostSync(
  desk: SampleDesk,
  system: System,
  tickets: number,
  say: (line: string) => void,
): Promise<HostSync> {
  const { readydesk, teamsupport } = desk;
  const settings = { 'deskside.mirror.tickets': 'all', 'deskside.notices.show': 'off' };
  return withHost({ settings, say }, async host => {
    await host.open();
    await host.ask({ do: 'show' });
    await pause(idleSpan);
    await host.ask({ do: 'watch' });
    await pause(idleSpan);
    const idle = await host.ask<Watched>({ do: 'stopWatching' });
    await host.ask({ do: 'watch' });
    const config = { id: `bench-${system}`, name: labels[system], system, address: '', sample: true };
    await host.ask({ do: 'connect', line: JSON.stringify({ readydesk, teamsupport }), desks: [config] });
    await until(() => keptIn(host.globalStorage) >= tickets);
    await pause(afterwards);
    const syncing = await host.ask<Watched>({ do: 'stopWatching' });
    return { system, tickets, idle, syncing };
  });
}

/** The figures of what was seen. */
export function hostSyncFigures(seen: readonly HostSync[]): Measured[] {
  const most = Math.max(...seen.map(({ tickets }) => tickets));
  return seen.flatMap(({ system, tickets, idle, syncing }) => {
    const name = `First sync of ${tickets} tickets, ${labels[system]}`;
    const quiet = median(idle.memory);
    const megabytes = (bytes: number) => bytes / 1e6;
    return [
      figure(
        `${name}: peak memory of the extension host over idle`,
        'MB',
        megabytes(Math.max(...syncing.memory) - quiet),
        megabytes(quiet),
        'all that the idle host takes',
        { of: 'value', most: 150 },
      ),
      ...(tickets === most
        ? [
            figure(
              `${name}: event-loop delay of the main thread, p99`,
              'ms',
              syncing.delay.p99,
              idle.delay.p99,
              'the idle host',
              { of: 'value', most: 20 },
            ),
          ]
        : []),
    ];
  });
}

/** Tickets in the store, read from beside it. */
function keptIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  let kept = 0;
  for (const name of globSync('**/*', { cwd: folder })) {
    const file = join(folder, name);
    if (!isDatabase(file)) continue;
    const db = new DatabaseSync(file, { readOnly: true, timeout: 1000 });
    try {
      const table = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'tickets'").get();
      if (table) kept += Number(db.prepare('SELECT count(*) AS n FROM tickets').get()?.n);
    } finally {
      db.close();
    }
  }
  return kept;
}

function isDatabase(file: string): boolean {
  try {
    const head = Buffer.alloc(15);
    const opened = openSync(file, 'r');
    try {
      readSync(opened, head);
    } finally {
      closeSync(opened);
    }
    return head.toString('latin1') === 'SQLite format 3';
  } catch {
    return false;
  }
}

async function until(look: () => boolean): Promise<void> {
  for (const end = Date.now() + limit; Date.now() < end; await pause(500)) if (look()) return;
  throw new Error('the first sync did not end');
}
