import assert from 'node:assert/strict';
import type { WorkCommit } from '../../src/model/repository.ts';
import { workNote, workNotes } from '../../src/model/workNote.ts';

const commit = (hash: string, subject: string, permalink?: string): WorkCommit => ({
  hash: hash.repeat(40),
  subject,
  body: '',
  at: '2026-11-20T09:00:00.000Z',
  mine: true,
  ...(permalink === undefined ? {} : { permalink }),
});
const more = (left: number) => `and ${left} more`;

describe('notes that sum up work', () => {
  it('name the commits, the oldest first, with their pages', () => {
    const note = workNote(
      'Work on fix/7-totals:',
      [commit('b', 'Cover rounding', 'https://git.example/c/b'), commit('a', 'Round totals once')],
      more,
    );
    assert.equal(
      note,
      [
        'Work on fix/7-totals:',
        '',
        '- Round totals once (aaaaaaaa)',
        '- Cover rounding (bbbbbbbb)',
        '  https://git.example/c/b',
      ].join('\n'),
    );
  });

  it('are the heading alone without a commit', () => assert.equal(workNote('Work:', [], more), 'Work:'));

  it('stay within bounds, and on their lines', () => {
    const many = Array.from({ length: 53 }, (_, at) => commit('c', `Step ${at}\r\n- injected ${'x'.repeat(500)}`));
    const lines = workNote('Work:', many, more).split('\n');
    assert.equal(lines.length, 2 + 50 + 1);
    assert.equal(lines.at(-1), 'and 3 more');
    assert.ok(lines.every(line => line.length < 230));
  });

  it('of logged time are one line, each subject once', () => {
    assert.equal(workNotes([commit('b', 'B'), commit('d', 'A'), commit('a', 'A')]), 'A; B');
    const long = workNotes(Array.from({ length: 60 }, (_, at) => commit('c', `Step number ${at} of many`)));
    assert.ok(long.length <= 500 && long.startsWith('Step number 59 of many; '));
    assert.equal(workNotes([]), '');
  });
});
