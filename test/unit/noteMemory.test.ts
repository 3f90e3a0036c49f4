import assert from 'node:assert/strict';
import { NoteMemory } from '../../src/editor/panel/noteMemory.ts';

/** A workspace's memory as VS Code keeps it: what goes in comes out as JSON. */
function memento(initial?: unknown) {
  let stored = JSON.stringify({ noteDrafts: initial });
  return {
    keys: () => Object.keys(JSON.parse(stored)),
    get: (key: string) => JSON.parse(stored)[key],
    update: async (key: string, value: unknown) => {
      stored = JSON.stringify({ ...JSON.parse(stored), [key]: value });
    },
  };
}

describe('note memory', () => {
  it('keeps a draft for the next session, and forgets it when it is sent', () => {
    const memory = memento();
    const first = new NoteMemory(memory);
    first.keep('a', { text: 'half a sent', visibility: 'internal', saving: false });
    const second = new NoteMemory(memory);
    assert.equal(second.current('a'), undefined);
    assert.deepEqual(second.latest('a'), { text: 'half a sent', visibility: 'internal', saving: false });
    second.keep('a', { text: '', saving: false });
    assert.equal(second.latest('a'), undefined);
    assert.equal(new NoteMemory(memory).latest('a'), undefined);
  });

  it('knows of a note under way in its own session only', () => {
    const memory = memento();
    const first = new NoteMemory(memory);
    first.keep('a', { text: 'on its way', saving: true });
    assert.equal(first.latest('a')?.saving, true);
    assert.deepEqual(new NoteMemory(memory).latest('a'), { text: 'on its way', saving: false });
  });

  it('keeps the latest drafts', () => {
    const memory = memento();
    const notes = new NoteMemory(memory);
    for (let n = 0; n < 30; n++) notes.keep(String(n), { text: 'x', saving: false });
    notes.keep('10', { text: 'again', saving: false });
    const next = new NoteMemory(memory);
    assert.equal(next.latest('9'), undefined);
    assert.equal(next.latest('10')?.text, 'again');
    assert.equal(next.latest('29')?.text, 'x');
  });

  it('takes what it cannot read for nothing', () => {
    for (const odd of [null, 7, {}, [['a']], [['a', { text: 1 }]], [['a', { text: 'x', visibility: 'odd' }]]]) {
      assert.equal(new NoteMemory(memento(odd)).latest('a'), undefined);
    }
  });
});
