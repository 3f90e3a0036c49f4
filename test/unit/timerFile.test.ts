import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TimerFile } from '../../src/editor/time/timerFile.ts';
import { startTimer } from '../../src/model/timer.ts';

const ticket = { deskId: 'd', ticketId: '7', number: '7' };

describe('the file of timers', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'deskside-timers-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const stop = (file: TimerFile, id: string) =>
    file.change(state => ({
      ...state,
      stopped: [...state.stopped, startTimer(id, { deskId: 'd', ticketId: id, number: id }, 1)],
    }));

  it('loses no change of any window, also when the lock of one that is gone is broken by several at once', async () => {
    for (let round = 0; round < 2; round++) {
      const lock = join(folder, 'timers.lock');
      writeFileSync(lock, 'gone');
      // Once of before, once of a time to come: the clock was put back.
      const time = new Date(Date.now() + (round % 2 ? 3_600_000 : -3_600_000));
      utimesSync(lock, time, time);
      await Promise.all(Array.from({ length: 8 }, (_, at) => stop(new TimerFile(folder), `${round}-${at}`)));
      const { stopped } = await new TimerFile(folder).read();
      assert.equal(new Set(stopped.map(({ id }) => id)).size, (round + 1) * 8);
    }
    assert.deepEqual(readdirSync(folder), ['timers.json']);
  }).timeout(20_000);

  it('writes nothing over what another window wrote while this one slept', async () => {
    const [slow, other] = [new TimerFile(folder), new TimerFile(folder)];
    let asked = 0;
    await slow.change(state => {
      // It sleeps for so long that its lock is broken.
      if (asked++ === 0) {
        writeFileSync(join(folder, 'timers.lock'), 'of another');
        writeFileSync(join(folder, 'timers.json'), JSON.stringify({ stopped: [startTimer('o', ticket, 1)] }));
        utimesSync(join(folder, 'timers.lock'), new Date(0), new Date(0));
      }
      return { ...state, current: startTimer('s', ticket, 2) };
    });
    const { current, stopped } = await other.read();
    assert.deepEqual([current?.id, ...stopped.map(({ id }) => id)], ['s', 'o']);
    assert.equal(asked, 2);
  });

  it('sets a damaged file aside, and not the whole one that came in its place', async () => {
    const path = join(folder, 'timers.json');
    writeFileSync(path, '{"stop');
    const [one, two] = [new TimerFile(folder), new TimerFile(folder)];
    const states = await Promise.all([one.read(), two.read(), stop(new TimerFile(folder), 'x')]);
    assert.equal(states[2].stopped.length, 1);
    assert.equal((await one.read()).stopped.length, 1);
    assert.equal(readFileSync(`${path}.damaged`, 'utf8'), '{"stop');
  });
});
