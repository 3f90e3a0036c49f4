import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { removeStores } from '../../src/engine/removeStores.ts';
import { storeFile } from '../../src/engine/store/files.ts';
import { Store } from '../../src/engine/store/store.ts';
import { failureOf } from '../../src/model/errors.ts';
import { aNote, temporaryFolder } from './storeFolder.ts';

/** A closed store with a write in it that was not sent, and what is done to it after. */
function closedStore(after: (database: DatabaseSync) => void): { readonly folder: string; readonly file: string } {
  const folder = temporaryFolder();
  const { store } = Store.open(folder, 'desk', 'origin');
  store.outbox.put(aNote('7', 'unsent'));
  store.close();
  const file = storeFile(folder, 'desk');
  const database = new DatabaseSync(file);
  after(database);
  database.close();
  return { folder, file };
}

const unsent = (file: string): unknown => {
  const database = new DatabaseSync(file);
  try {
    return database.prepare('SELECT count(*) AS count FROM outbox').get()?.count;
  } finally {
    database.close();
  }
};

describe('clearing the store of a desk that is not open', () => {
  it('keeps what was not sent', async () => {
    const { folder, file } = closedStore(() => undefined);
    await removeStores(folder, undefined, { open: [], unsent: false });
    assert.equal(unsent(file), 1);
  });

  it('deletes the rest of a store that version 1 made', async () => {
    const { folder, file } = closedStore(database =>
      database.exec(`INSERT INTO names(field, ref, folded, name) VALUES('status', '', 'new', 'New');
        DROP TABLE links; DROP TABLE own_links; DROP TABLE talk_facts; DROP TABLE attention; PRAGMA user_version = 1`),
    );
    await removeStores(folder, undefined, { open: [], unsent: false });
    assert.equal(unsent(file), 1);
    const database = new DatabaseSync(file);
    assert.equal(database.prepare('SELECT count(*) AS count FROM names').get()?.count, 0);
    database.close();
  });

  it('keeps the file when the rest cannot be deleted from it, and says so', async () => {
    const { folder, file } = closedStore(database =>
      database.exec(`INSERT INTO names(field, ref, folded, name) VALUES('status', '', 'new', 'New');
        CREATE TRIGGER stuck BEFORE DELETE ON names BEGIN SELECT RAISE(ABORT, 'stuck'); END`),
    );
    const thrown = await removeStores(folder, undefined, { open: [], unsent: false }).catch((error: unknown) => error);
    assert.equal(failureOf(thrown).reason, 'localCopy');
    assert.ok(existsSync(file));
    assert.equal(unsent(file), 1);
  });
});
