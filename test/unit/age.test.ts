import assert from 'node:assert/strict';
import { exactTime, relativeTime } from '../../src/model/age.ts';

describe('ages', () => {
  const now = new Date('2026-03-10T12:00:00Z');
  const cases: [string, string][] = [
    ['2026-03-10T12:00:00Z', 'now'],
    ['2026-03-10T11:59:30Z', 'now'],
    ['2026-03-10T11:15:00Z', '45m ago'],
    ['2026-03-10T07:00:00Z', '5h ago'],
    ['2026-03-10T17:20:00Z', 'in 5h'],
    ['2026-03-10T10:10:00Z', '2h ago'],
    ['2026-03-09T12:00:30Z', '23h ago'],
    ['2026-03-08T12:00:00Z', '2d ago'],
    ['2026-02-20T12:00:00Z', '3w ago'],
    ['2025-12-10T12:00:00Z', '3mo ago'],
    ['2025-01-01T12:00:00Z', 'last yr.'],
    ['no date', ''],
  ];
  for (const [iso, words] of cases) {
    it(`${iso} reads ${JSON.stringify(words)}`, () => {
      assert.equal(relativeTime(iso, now, 'en'), words);
    });
  }

  it('speaks the language it is asked for', () => {
    assert.equal(relativeTime('2026-03-08T12:00:00Z', now, 'de', 'long'), 'vorgestern');
  });

  it('gives what is no date back as it is', () => {
    assert.equal(exactTime('tomorrow', 'en'), 'tomorrow');
  });
});
