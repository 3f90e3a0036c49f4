import assert from 'node:assert/strict';
import fc from 'fast-check';
import { before, describe, it } from 'mocha';
import { realAnswers } from './answers.ts';
import { decodeEverything, type Outcome } from './everyDecoder.ts';
import { type Mutation, mutated, mutation } from './mutations.ts';

/** Other seeds and more runs find more; `seed` of a failure is printed with it. */
const SEED = Number(process.env.DESKSIDE_FUZZ_SEED ?? 7);
const RUNS = Number(process.env.DESKSIDE_FUZZ_RUNS ?? 100_000);
/** Milliseconds for one answer of a few thousand bytes, on a machine that has other things to do. */
const LIMIT = 2_000;

const CONTENT_TYPES = [
  '',
  'text/xml; charset=utf-8',
  'application/json',
  'text/plain; charset=utf-16',
  'x; charset=no',
];

/** All that a polluted prototype would show. */
function prototypes(): string {
  return [Object.prototype, Array.prototype, Function.prototype, String.prototype]
    .map(each => Reflect.ownKeys(each).map(String).join())
    .join('\n');
}

describe('faults: decoders', function () {
  this.timeout(300_000);

  let answers: Uint8Array[] = [];
  before(async () => {
    answers = await realAnswers();
  });

  it(`read ${RUNS} mutated answers without a hang, a crash, a polluted prototype or an unlabelled error`, () => {
    assert.ok(answers.length > 40, `${answers.length} answers`);
    const clean = prototypes();
    const outcomes: Record<Outcome, number> = { records: 0, nothing: 0, page: 0, text: 0, refused: 0 };
    const mutations: fc.Arbitrary<Mutation[]> = fc.array(mutation, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.nat(10_000), mutations, fc.constantFrom(...CONTENT_TYPES), (which, changes, contentType) => {
        const answer = answers[which % answers.length] ?? new Uint8Array();
        const bytes = mutated(answer, changes, answers);
        const began = performance.now();
        outcomes[decodeEverything(bytes, contentType)]++;
        assert.ok(performance.now() - began < LIMIT, 'it took too long');
        assert.equal('polluted' in {}, false);
      }),
      { seed: SEED, numRuns: RUNS },
    );
    assert.equal(prototypes(), clean);
    // What is mutated must still reach every decoder.
    for (const [outcome, count] of Object.entries(outcomes)) assert.ok(count > RUNS / 2_000, `${outcome}: ${count}`);
    assert.ok(outcomes.records > RUNS / 4, `records: ${outcomes.records}`);
  });
});
