import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { ownText } from '../../src/model/ownText.ts';
import { remembered } from '../../src/wire/remembered.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const pages = 100;
const length = 500_000;

describe('text of its own', () => {
  it('is the same text, whatever is in it', () => {
    void fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => ownText(text) === text));
    assert.equal(ownText('\ud800 half of a pair'), '\ud800 half of a pair');
  });

  it('keeps no page in memory', () => {
    const held = heldBy(page => ownText(page.slice(1000, 1040)));
    assert.ok(held < (pages * length) / 4, `${held} bytes are held`);
  });

  it('is what remembered texts are, with their answers', () => {
    const answer = remembered(text => text.slice(0, 30));
    const held = heldBy(page => answer(page.slice(1000, 1040)));
    assert.ok(held < (pages * length) / 4, `${held} bytes are held`);
  });
});

/** Bytes of memory that the parts of many pages take for as long as they are held. */
function heldBy(partOf: (page: string) => string): number {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const parts: string[] = [];
  for (let page = 0; page < pages; page++) parts.push(partOf(Buffer.alloc(length, `page ${page} `).toString('latin1')));
  collectGarbage();
  const held = process.memoryUsage().heapUsed - before;
  assert.equal(parts.length, pages);
  return held;
}
