import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatDuration, longestEntry, parseDuration } from '../../src/model/duration.ts';

describe('durations as people type them', () => {
  const cases: [string, number][] = [
    ['1h 20m', 80],
    ['1h20', 0],
    ['1h20m', 80],
    ['90m', 90],
    ['1.5h', 90],
    ['1,5 h', 90],
    ['1:20', 80],
    ['45', 45],
    ['2 hours', 120],
    ['30 min', 30],
    ['2 Std. 15 Min.', 135],
    ['1,5 Stunden', 90],
    ['1 hora 10 minutos', 70],
    ['24h', 1440],
    ['  10 M ', 10],
  ];
  for (const [text, minutes] of cases) {
    it(`${JSON.stringify(text)} is ${minutes || 'nothing'}`, () => {
      assert.equal(parseDuration(text), minutes || undefined);
    });
  }

  for (const text of ['', '0', '0m', '25h', '1441', '-5', '1:75', 'h', 'soon', '1h 2h', '1e3', '٣']) {
    it(`${JSON.stringify(text)} is refused`, () => {
      assert.equal(parseDuration(text), undefined);
    });
  }

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: longestEntry }), minutes => {
        assert.equal(parseDuration(formatDuration(minutes)), minutes);
      }),
    );
  });

  it('answers whole minutes within a day, or nothing, for any text', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const minutes = parseDuration(text);
        assert.ok(minutes === undefined || (Number.isInteger(minutes) && minutes >= 1 && minutes <= longestEntry));
      }),
    );
  });
});
