import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import { Store } from '../../src/engine/store/store.ts';
import { assertSound, aTicket, foundIn, someDetails, temporaryFolder } from '../unit/storeFolder.ts';

const script = fileURLToPath(new URL('storeWriter.ts', import.meta.url));

/** A process that writes pages, with a way to wait for the next line it prints. */
function writer(folder: string, name: string) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, folder, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.setEncoding('utf8');
  const line = async () => String((await once(child.stdout, 'data'))[0]);
  return { child, line };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** What the pages up to the one of the cursor leave, and nothing else. */
function assertPages(store: Store, name: string): number {
  const last = Number(store.meta(`cursor ${name}`));
  const ids = new Set(assertSound(store).filter(id => id.startsWith(name)));
  const expected = new Set<string>();
  for (let page = 0; page <= last; page++) {
    for (let index = 0; index < 300; index++) expected.add(`${name}${page * 100 + index}`);
    for (let index = 0; index < 50; index++) expected.delete(`${name}${(page - 3) * 100 + index}`);
  }
  assert.deepEqual([...ids].sort(), [...expected].sort());
  const newest = store.reader
    .prepare('SELECT count(*) AS n FROM tickets WHERE seen = ? AND id GLOB ?')
    .get(last, `${name}*`);
  assert.equal(newest?.n, 300);
  assert.equal(foundIn(store, 'heads', `p${last}`).filter(id => id.startsWith(name)).length, 300);
  assert.deepEqual(
    foundIn(store, 'heads', `p${last + 1}`).filter(id => id.startsWith(name)),
    [],
  );
  return last;
}

describe('store: processes', function () {
  this.timeout(240_000);

  it('is whole after its writer was killed at any moment', async () => {
    const folder = temporaryFolder();
    let pages = 0;
    for (let time = 0; time < 30; time++) {
      const { child, line } = writer(folder, 'w');
      let text = await line();
      while (text.split('\n').length - 2 < time % 3) text += await line();
      // Anywhere within the next pages: random in time, the way crashes come.
      const until = performance.now() + Math.random() * 80;
      while (performance.now() < until) await new Promise(resolve => setImmediate(resolve));
      await kill(child);
      const { store, keptAs } = Store.open(folder, 'desk', 'origin', time % 10 === 9);
      assert.equal(keptAs, undefined);
      if (store.meta('cursor w') !== undefined) pages = assertPages(store, 'w');
      assert.ok(store.outbox.all().length <= time + 1);
      store.close();
    }
    assert.ok(pages > 10, `${pages} pages were kept`);
  });

  it('takes pages of two processes at once, and tells each other window within a second', async () => {
    const folder = temporaryFolder();
    const { store } = Store.open(folder, 'desk', 'origin');
    const heard = new Set<string>();
    let anything = 0;
    const stop = store.onForeignChange(ids => {
      if (ids === undefined) anything++;
      for (const id of ids ?? []) heard.add(id.charAt(0));
    });
    const [a, b] = [writer(folder, 'a'), writer(folder, 'b')];
    const reached = (name: string) => Number(store.meta(`cursor ${name}`) ?? -1);
    while (reached('a') < 5 || reached('b') < 5) {
      await Promise.race([a.line(), b.line()]);
      // And a third writer: this window.
      store.keepDetails(someDetails(aTicket('mine', { subject: `${reached('a')}` })), '2026-01-01T00:00:00.000Z');
    }
    await Promise.all([kill(a.child), kill(b.child)]);
    assertPages(store, 'a');
    assertPages(store, 'b');
    assert.equal(store.ticket('mine')?.id, 'mine');
    assert.ok(anything > 0);
    assert.deepEqual(
      [...heard].filter(each => each === 'm'),
      [],
    );
    stop();
    store.close();
  });

  it('tells another process’ change within a second', async () => {
    const folder = temporaryFolder();
    const { store } = Store.open(folder, 'desk', 'origin');
    let told = 0;
    let tell = () => {};
    const stop = store.onForeignChange(() => {
      told ||= performance.now();
      tell();
    });
    const { child, line } = writer(folder, 'w');
    let text = '';
    let written = 0;
    // The page is kept before its line is printed.
    while (!/^0$/m.test(text)) text += await line();
    written = performance.now();
    while (told === 0) await new Promise<void>(resolve => (tell = resolve));
    assert.ok(told - written < 1000, `${told - written} ms`);
    await kill(child);
    stop();
    store.close();
  });
});
