import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, it } from 'mocha';
import { startSampleDesk } from '../wire/sampleDesk.ts';
import { Backdoor, SyncedDesk, systems } from '../wire/syncedDesk.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heap(): number {
  for (let times = 0; times < 3; times++) collect();
  return process.memoryUsage().heapUsed;
}

describe('faults: syncs leave nothing behind in memory', function () {
  this.timeout(60_000);

  for (const system of systems) {
    it(`${system}: two hundred of them`, async () => {
      const sample = await startSampleDesk(['--tickets', '60']);
      const behind = new Backdoor(sample);
      const desk = new SyncedDesk(sample, system);
      try {
        const ids = behind.ids(system);
        let at50 = 0;
        for (let times = 1; times <= 200; times++) {
          if (times % 5 === 0) behind.rename(system, ids[times % ids.length] ?? '', `Change ${times}`);
          await desk.now();
          desk.told.length = 0;
          if (times === 50) at50 = heap();
        }
        const grown = heap() - at50;
        assert.ok(grown < 2_000_000, `${Math.round(grown / 1000)} kB more after 150 further syncs`);
      } finally {
        await desk.close();
        behind.close();
        await sample.stop();
      }
    });
  }
});
