import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { Authors, arrivalOf, type Fit, fitOf, minutesFit, textFit, timeFit } from '../../src/model/arrival.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SENT = '2026-03-04T10:20:30.000Z';
const later = (ms: number): string => new Date(Date.parse(SENT) + ms).toISOString();
const fits = fc.constantFrom<Fit>('same', 'maybe', 'other');

describe('whether a write arrived: what follows from what was found', () => {
  it('is sure only of the one that is the same, and of nothing that may be it', () => {
    const found = fc.array(fc.record({ id: fc.uuid(), fits: fc.array(fits, { minLength: 1, maxLength: 4 }) }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(found, held => {
        const of = (fit: Fit) => held.filter(each => fitOf(each.fits) === fit);
        const arrival = arrivalOf(held, 'note');
        const [same] = of('same');
        if (of('same').length === 1) assert.deepEqual(arrival, { arrived: 'yes', id: same?.id });
        else if (same || of('maybe').length > 0) assert.equal(arrival.arrived, 'unclear');
        else assert.deepEqual(arrival, { arrived: 'no' });
      }),
    );
  });

  it('names what a person is to look at', () => {
    const may = arrivalOf([{ id: '5', number: '1005', fits: ['maybe'] }], 'ticket');
    assert.match(may.arrived === 'unclear' ? may.detail : '', /ticket .*\(1005\)/);
    const two = arrivalOf([{ id: '5', fits: ['same'] }, { fits: ['same'] }], 'note');
    assert.match(two.arrived === 'unclear' ? two.detail : '', /More than one note .*\(5\)/);
  });
});

describe('whether a write arrived: texts', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 });

  it('are the same whatever blanks they have, and whatever is encoded in them', () => {
    fc.assert(
      fc.property(text, wanted => {
        assert.equal(textFit(wanted, wanted), 'same');
        assert.equal(textFit(wanted, `  ${wanted.replaceAll(' ', '\r\n \u00a0')}\n`), 'same');
        assert.equal(textFit(wanted, wanted.replaceAll(' ', '+')), 'same');
      }),
    );
  });

  it('may be the same when letters were lost, when they were cut or when something was added', () => {
    const words = 'Grüße aus Köln, שלום 🛠 and so on';
    const likes = [words.replace(/[^ -~]/gu, '?'), words.slice(0, 12), `${words}\n-- \nHelp desk`, words.toLowerCase()];
    for (const like of likes) assert.equal(textFit(words, like), 'maybe', like);
    for (const other of ['', 'and', 'Something else that is long', 'Grüße'])
      assert.equal(textFit(words, other), 'other');
    assert.deepEqual([textFit('', ''), textFit('', 'x'), textFit('x', '')], ['same', 'other', 'other']);
    assert.equal(textFit('ok', 'ok then'), 'other');
  });
});

describe('whether a write arrived: dates, authors and minutes', () => {
  it('takes nothing for it that was there long before, in whatever zone', () => {
    const zones = fc.integer({ min: -48, max: 56 });
    const earlier = fc.integer({ min: 2 * 24 * HOUR, max: 400 * 24 * HOUR });
    fc.assert(
      fc.property(zones, earlier, fc.boolean(), (quarters, ms, known) => {
        assert.equal(timeFit(later(quarters * 15 * MINUTE - ms), SENT, known), 'other');
      }),
    );
  });

  it('knows what was made since, in a zone that is known and in one that is not', () => {
    fc.assert(
      fc.property(fc.integer({ min: -MINUTE, max: 30 * 24 * HOUR }), ms => {
        assert.equal(timeFit(later(ms), SENT, true), 'same');
      }),
    );
    const soon = fc.integer({ min: -MINUTE, max: 2 * MINUTE });
    fc.assert(
      fc.property(fc.integer({ min: -48, max: 56 }), soon, (quarters, ms) => {
        assert.equal(timeFit(later(quarters * 15 * MINUTE + ms), SENT, false), 'same');
      }),
    );
  });

  it('cannot tell by a date of the same day, by another minute in an unknown zone, or without a date', () => {
    assert.equal(timeFit(later(-2 * HOUR), SENT, true), 'maybe');
    assert.equal(timeFit(later(-2 * HOUR - 7 * MINUTE), SENT, false), 'maybe');
    assert.equal(timeFit(undefined, SENT, true), 'maybe');
    assert.equal(timeFit('no date', SENT, true), 'maybe');
  });

  it('learns under whose name writes appear', () => {
    const authors = new Authors();
    assert.deepEqual(
      [
        authors.fit('Me', 'me '),
        authors.fit('me', 'you'),
        authors.fit('me', undefined),
        authors.fit(undefined, undefined),
      ],
      ['same', 'maybe', 'maybe', 'same'],
    );
    authors.learn('me', 'me');
    assert.deepEqual([authors.fit('me', 'you'), authors.fit('me', undefined)], ['other', 'maybe']);
    authors.learn('me', undefined);
    assert.deepEqual([authors.fit('me', undefined), authors.fit('me', 'you')], ['same', 'other']);
    authors.learn(undefined, 'token');
    assert.deepEqual([authors.fit(undefined, 'Token'), authors.fit(undefined, 'me')], ['same', 'other']);
  });

  it('asks about other minutes only where notes tell that it is the same work', () => {
    assert.deepEqual(
      [
        minutesFit(5, { minutes: 5, notes: '' }),
        minutesFit(6, { minutes: 5, notes: '' }),
        minutesFit(6, { minutes: 5, notes: 'x' }),
      ],
      ['same', 'other', 'maybe'],
    );
  });
});
