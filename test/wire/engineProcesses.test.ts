import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { EngineChange } from '../../src/engine/engine.ts';
import type { DeskConfig } from '../../src/model/desk.ts';
import type { Result } from '../../src/model/errors.ts';
import { TestEngine } from './engineFolder.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

const all = { terms: [] } as const;
const newest = { by: 'changed', descending: true } as const;
const file = fileURLToPath(new URL('./engineProcess.ts', import.meta.url));

interface Told {
  readonly change?: EngineChange;
  readonly opened?: boolean;
  readonly at: number;
}

function value<T>(result: Result<T>): T {
  if (!result.ok) assert.fail(`${result.failure.reason}: ${result.failure.detail}`);
  return result.value;
}

/** Another process with an engine on the same folder. */
class Window {
  readonly child: ChildProcess;
  readonly #told: Told[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(folder: string, config: DeskConfig, secret: string) {
    this.child = fork(file, [folder, JSON.stringify(config), secret], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    this.child.on('message', message => {
      this.#told.push(message as Told);
      for (const listener of this.#listeners) listener();
    });
  }

  /** The first thing told that `wanted` is about, from now on or before. */
  async hears(wanted: (told: Told) => boolean): Promise<Told> {
    for (;;) {
      const found = this.#told.find(wanted);
      if (found) return found;
      await new Promise<void>(resolve => {
        const listener = () => {
          this.#listeners.delete(listener);
          resolve();
        };
        this.#listeners.add(listener);
      });
    }
  }

  async close(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }
}

describe('engines of two windows on one folder', function () {
  this.timeout(60_000);
  let sample: SampleDesk;
  let engine: TestEngine;
  let config: DeskConfig;

  before(async () => {
    sample = await startSampleDesk(['--tickets', '60']);
    const { url, organizationId } = sample.teamsupport;
    config = { id: 'ts', name: 'TS', system: 'teamsupport', address: url, organizationId };
    engine = new TestEngine();
    value(await engine.open(config, sample.teamsupport.token));
    value(await engine.sync('ts'));
  });
  after(async () => {
    await engine.dispose();
    await sample.stop();
  });

  it('see each other’s changes within a second', async () => {
    const other = new Window(engine.folder, config, sample.teamsupport.token);
    try {
      await other.hears(told => told.opened === true);
      const [first] = (await engine.list('ts', all, newest, 1)).tickets;
      assert.ok(first);
      const changed = new Promise<number>(resolve => {
        const stop = engine.onChange(change => {
          if (change.kind !== 'tickets' || !change.ticketIds.includes(first.id)) return;
          stop();
          resolve(Date.now());
        });
      });
      const begun = Date.now();
      value(await engine.updateTicket('ts', first.id, { Name: 'Seen in both windows' }));
      const [here, there] = await Promise.all([
        changed,
        other.hears(
          ({ change, at }) => at >= begun && change?.kind === 'tickets' && change.ticketIds.includes(first.id),
        ),
      ]);
      assert.ok(there.at - here < 1_000, `${there.at - here} ms later`);
    } finally {
      await other.close();
    }
  });

  it('go on when the one that reads the desk is killed', async () => {
    const other = new Window(engine.folder, config, sample.teamsupport.token);
    await other.hears(told => told.opened === true);
    await sample.control.set({ latency: 300 });
    try {
      other.child.send('sync');
      await other.hears(({ change }) => change?.kind === 'sync' && change.state.phase === 'reading');
      await other.close('SIGKILL');
    } finally {
      await sample.control.usual();
    }
    assert.equal(value(await engine.sync('ts')).failure, undefined);
  });
});
