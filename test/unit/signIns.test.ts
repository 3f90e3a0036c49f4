import assert from 'node:assert/strict';
import { SignIns } from '../../src/editor/desks/signIns.ts';

describe('a secret that was there', () => {
  const kept = new Map<string, unknown>();
  const session = (): SignIns =>
    new SignIns({
      get: (key: string) => kept.get(key),
      update: async (key, value) => void kept.set(key, value),
    } as ConstructorParameters<typeof SignIns>[0]);
  beforeEach(() => kept.clear());

  it('is lost when a later session does not find it', async () => {
    await session().looked('a', true);
    const later = session();
    assert.deepEqual([later.isLost('a'), later.isLost('b')], [true, false]);
    await later.looked('a', true);
    assert.ok(!later.isLost('a'));
    assert.ok(session().isLost('a'));
  });

  it('is not lost when it was taken away, in this session or in an earlier one', async () => {
    const first = session();
    await first.looked('a', true);
    await first.looked('a', false);
    assert.ok(!first.isLost('a'), 'another window signed out');
    await session().forget('a');
    assert.ok(!session().isLost('a'));
  });

  it('is taken for none of whatever the memory holds', () => {
    kept.set('deskside.signedIn', { a: true });
    assert.ok(!session().isLost('a'));
  });
});
