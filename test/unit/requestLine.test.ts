import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { requestLine } from '../../src/editor/network/requestLine.ts';

describe('the log of requests', () => {
  const entry = {
    at: '2026-11-22T01:02:03.000Z',
    method: 'GET',
    address: 'https://host/path?action=get_tickets&key=***',
    milliseconds: 123,
    bytes: 4500,
    attempt: 1,
  };

  it('has one line for each', () => {
    const start = 'Desk: GET https://host/path?action=get_tickets&key=***';
    assert.equal(requestLine('Desk', { ...entry, status: 200 }), `${start} 200 123 ms 4.5 KB`);
    assert.equal(requestLine('Desk', { ...entry, status: 204, bytes: 0 }), `${start} 204 123 ms 0 B`);
    assert.equal(requestLine('Desk', { ...entry, status: 200, bytes: 2_340_000 }), `${start} 200 123 ms 2.3 MB`);
    const failure = { reason: 'unreachable', detail: 'the connection\nwas refused', code: 'ECONNREFUSED' } as const;
    assert.equal(
      requestLine('Desk\n2', { ...entry, attempt: 2, failure }),
      'Desk 2: GET https://host/path?action=get_tickets&key=*** 123 ms failed: unreachable (the connection was refused · ECONNREFUSED) · attempt 2',
    );
  });
});
