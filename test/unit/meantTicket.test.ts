import assert from 'node:assert/strict';
import { meantTicket } from '../../src/editor/assistant/meantTicket.ts';

const desks = ['Acme', 'Acme 365 Support'];

describe('the ticket that a question in the chat names', () => {
  it('is behind a mark, the word ticket, or first', () => {
    for (const question of ['1042 say hello', '#1042 say hello', 'ticket 1042 say hello', 'TS-1042 say hello'])
      for (const open of [true, false]) assert.equal(meantTicket(question, desks, open).number, '1042', question);
    assert.deepEqual(meantTicket('say hello on #1042 now', desks, true), {
      number: '1042',
      rest: 'say hello on   now',
    });
  });

  it('is the open one where numbers say something else', () => {
    for (const question of ['', 'fixed in 2.4', 'in 24 hours', 'it fails on UTF-8 and x86', '3.5 is out, 10:30 say'])
      assert.deepEqual(meantTicket(question, desks, true), { rest: question });
  });

  it('is a number that stands alone where none is open', () => {
    assert.equal(meantTicket('what of 1042 in 2.4', desks, false).number, '1042');
    assert.equal(meantTicket('fixed in 2.4', desks, false).number, undefined);
  });

  it('is on the desk whose whole name stands there', () => {
    assert.deepEqual(meantTicket('on acme 365 support: 1042', desks, false), {
      desk: 1,
      number: '1042',
      rest: 'on acme 365 support:',
    });
    assert.equal(meantTicket('#7 of ACME', desks, true).desk, 0);
    assert.equal(meantTicket('on Acme 365 Support', desks, false).number, undefined);
  });
});
