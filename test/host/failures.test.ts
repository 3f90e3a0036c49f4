import assert from 'node:assert/strict';
import { describeFailure } from '../../src/editor/failures.ts';

describe('failures in words', () => {
  it('are of the local copy where that failed, and not answers of the desk', () => {
    const { message, headline, remedies } = describeFailure(
      { reason: 'localCopy', detail: 'the disk of the local copy is full' },
      'Acme',
    );
    assert.equal(message, 'The local copy of Acme cannot be used: the disk of the local copy is full.');
    assert.equal(headline, 'Local copy cannot be used');
    assert.deepEqual(remedies, ['retry', 'showLog']);
  });
});
