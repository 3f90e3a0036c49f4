import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { hasWords, recordHint, recordText } from '../../src/editor/records/recordText.ts';

const record = {
  id: '7',
  title: 'Bo Ray',
  fields: [
    { name: 'cid', value: '7' },
    { name: 'contact', value: 'Bo Ray' },
    { name: 'notes', value: 'one\r\n```\ntwo' },
    { name: 'city', value: 'Bern' },
    { name: 'long', value: 'x'.repeat(50) },
  ],
};

describe('a record as text', () => {
  it('has every field, those of several lines in full', () => {
    assert.equal(
      recordText(record),
      `Bo Ray\n\ncid: 7\ncontact: Bo Ray\nnotes:\n  one\n  \`\`\`\n  two\ncity: Bern\nlong: ${'x'.repeat(50)}\n`,
    );
  });

  it('answers to words in any field, in any order', () => {
    assert.ok(hasWords(record, 'bern ray'));
    assert.ok(hasWords(record, ''));
    assert.ok(!hasWords(record, 'bern tokyo'));
  });

  it('is told by what its title does not say', () => {
    assert.equal(recordHint({ ...record, fields: record.fields.filter(({ name }) => name !== 'notes') }), 'Bern');
    const values = ['7', 'Bern', 'True', '6/5/2024 2:30 AM', 'Bern', '2304121', '+41 31 1234'];
    const fields = values.map((value, at) => ({ name: `f${at}`, value }));
    assert.equal(recordHint({ ...record, fields }), 'Bern · +41 31 1234');
  });
});
