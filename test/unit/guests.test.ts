import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import * as v from 'valibot';
import { failureOfGuest } from '../../src/editor/guests/guestFailure.ts';
import { page, plain, ticket } from '../../src/editor/guests/guestShapes.ts';
import { extensionOf, isGuest } from '../../src/model/guest.ts';

const waits = { cancelled: false, late: false };
const small = { id: '1', number: '1', subject: 's', state: 'open', status: 'Open', urgency: 'normal' };

describe('guests', () => {
  it('are told from own systems by their names', () => {
    assert.deepEqual(['readydesk', 'acme.desk', 'acme.desk/two'].map(isGuest), [false, true, true]);
    assert.deepEqual(['acme.desk', 'acme.desk/two'].map(extensionOf), ['acme.desk', 'acme.desk']);
  });

  it('fail with the reason that they give, and with none that is not theirs to give', () => {
    const said = Object.assign(new Error('No such status.'), { reason: 'refused', status: 422 });
    assert.deepEqual(failureOfGuest(said, waits), { reason: 'refused', detail: 'No such status.', status: 422 });
    const odd = Object.assign(new Error('hm'), { reason: 'signedOut', kept: true });
    assert.deepEqual(failureOfGuest(odd, waits), { reason: 'unreadable', detail: 'hm' });
    assert.deepEqual(failureOfGuest('just a text', waits), { reason: 'unreadable', detail: 'just a text' });
    assert.ok((failureOfGuest(new Error('x'.repeat(5_000)), waits).detail?.length ?? 0) < 400);
    assert.deepEqual(failureOfGuest(said, { ...waits, cancelled: true }), { reason: 'cancelled' });
    assert.equal(failureOfGuest(said, { ...waits, late: true }).reason, 'unreachable');
  });

  it('fail as fetch fails, and what was never connected was not sent', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const refused = await fetch(`http://127.0.0.1:${port}/`).catch((thrown: unknown) => thrown);
    const { reason, code, notSent } = failureOfGuest(refused, waits);
    assert.deepEqual([reason, code, notSent], ['unreachable', 'ECONNREFUSED', true]);
    const cut = new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
    assert.deepEqual(failureOfGuest(cut, waits), { reason: 'unreachable', detail: 'reset', code: 'ECONNRESET' });
  });

  it('tell dates as anybody writes them, and leave out what has no value', () => {
    const told = { ...small, openedAt: '2026-07-09T10:00:00+02:00', group: undefined, customer: null, more: () => 1 };
    assert.deepEqual(v.parse(ticket, plain(told)), { ...small, openedAt: '2026-07-09T08:00:00.000Z', otherFields: [] });
    assert.deepEqual(plain({ at: new Date(0) }), { at: '1970-01-01T00:00:00.000Z' });
    for (const openedAt of ['9.7.2026', 'yesterday', '', 20260709]) {
      assert.ok(!v.safeParse(ticket, plain({ ...small, openedAt })).success, String(openedAt));
    }
  });

  it('may answer anything: it is taken, or said to be wrong, and travels to a thread either way', () => {
    fc.assert(
      fc.property(fc.anything({ withDate: true, withMap: true, withSet: true, withBigInt: true }), anything => {
        const parsed = v.safeParse(page, plain({ tickets: [anything], cursor: '1', complete: true, more: anything }));
        structuredClone(parsed.success ? parsed.output : parsed.issues[0].message);
      }),
    );
  });
});

describe('what other extensions are promised', () => {
  it('stands by itself: one file, and the types of VS Code', function () {
    this.timeout(30_000);
    const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
    const options = ['--noEmit', '--ignoreConfig', '--strict', '--skipLibCheck', 'false', '--module', 'preserve'];
    const types = ['--target', 'es2023', '--types', 'vscode,node'];
    execFileSync(process.execPath, [tsc, ...options, ...types, 'api/deskside.d.ts'], { stdio: 'pipe' });
  });
});
