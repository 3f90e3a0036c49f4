import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { DeskEngine } from '../../src/engine/deskEngine.ts';
import { storeFile } from '../../src/engine/store/files.ts';
import { Store } from '../../src/engine/store/store.ts';
import { aNote, temporaryFolder } from './storeFolder.ts';

describe('the outbox of a desk that is not open', () => {
  it('can be read from its store, also while another window has that open', async () => {
    const folder = temporaryFolder();
    const { store } = Store.open(folder, 'desk', 'origin');
    const engine = new DeskEngine([], folder);
    try {
      const rows = [store.outbox.put(aNote('7', 'one')), store.outbox.put(aNote('7', 'two'))];
      const claim = { holder: 'window', pid: process.pid, until: Date.now() + 60_000 };
      store.outbox.claim(claim, Date.now(), new Set());
      const read = async () => (await engine.outbox('desk')).map(({ deskId, id, state }) => [deskId, id, state]);
      const expected = [
        ['desk', rows[0]?.id, 'sending'],
        ['desk', rows[1]?.id, 'waiting'],
      ];
      assert.deepEqual(await read(), expected);
      store.close();
      assert.deepEqual(await read(), expected);
      assert.deepEqual((await engine.outbox('desk'))[1]?.write, aNote('7', 'two'));
    } finally {
      await engine.dispose();
    }
  });

  it('is empty where there is no store, or none that can be read', async () => {
    const folder = temporaryFolder();
    const engine = new DeskEngine([], folder);
    try {
      assert.deepEqual(await engine.outbox('desk'), []);
      writeFileSync(storeFile(folder, 'desk'), 'no database at all');
      assert.deepEqual(await engine.outbox('desk'), []);
    } finally {
      await engine.dispose();
    }
  });
});
