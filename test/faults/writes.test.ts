import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { systems } from '../wire/syncedDesk.ts';
import { type Case, cases, runRounds } from './writeRounds.ts';

/** Of what can befall a second request, which mostly ends as with a first one. */
const seconds = ['cutBefore2', 'cutAfter2', 'refused2', 'quota2'];

/** Faults of each system with one kind of write, another one for each; `npm run faults` goes through all of them. */
const some = systems.flatMap(system => {
  const own = cases.filter(
    each => each.system === system && (!each.fault.endsWith('2') || seconds.includes(each.fault)),
  );
  return [...new Set(own.map(({ fault }) => fault))].map((fault, at): Case => {
    const met = own.filter(each => each.fault === fault);
    return met[at % met.length] ?? assert.fail(`nothing meets ${fault}`);
  });
});

describe('faults: writes that something befalls', function () {
  this.timeout(300_000);

  it('knows what can befall each kind of write to each system', () => {
    for (const { kind, system } of cases) {
      const faults = cases.filter(each => each.kind === kind && each.system === system).map(({ fault }) => fault);
      for (const fault of ['refused', 'cutAfter', 'silentBefore', 'unauthorized', 'quota', 'killed', 'twoWindows']) {
        assert.ok(
          faults.some(each => each === fault),
          `${kind}, ${system}, ${fault}`,
        );
      }
    }
  });

  it(`are on the desk once, or the user was asked: ${some.length} rounds`, async () => {
    const stories: string[] = [];
    const rows = await runRounds(some, story => stories.push(story));
    assert.deepEqual(stories, []);
    assert.equal(rows.length, some.length);
    for (const { kind, system, fault, asked } of rows) {
      // What was refused is for the user to say, and which of two that change the same; all else it finds out.
      const tells = fault.startsWith('refused') || fault === 'twoWindows';
      if (!tells) assert.equal(asked, 0, `the user was asked: ${kind}, ${system}, ${fault}`);
      if (fault === 'refused') assert.equal(asked, 1, `nobody was told: ${kind}, ${system}`);
    }
  });
});
