import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readTicketAddress, ticketPath } from '../../src/model/ticketAddress.ts';

const read = (path: string, query = '', fragment = '') => readTicketAddress({ path, query, fragment });

describe('addresses of tickets', function () {
  this.timeout(30_000);

  it('name a desk and a number', () => {
    const acme = { ok: true, address: { desk: 'Acme Support', number: '1042' } };
    assert.deepEqual(read('/ticket/Acme Support/1042'), acme);
    assert.deepEqual(read('/ticket/Acme Support/1042', 'windowId=_blank'), acme);
    assert.deepEqual(read('/ticket', 'desk=acme-1&number=1042'), {
      ok: true,
      address: { desk: 'acme-1', number: '1042' },
    });
    assert.deepEqual(read('/ticket/Büro 支持 & Co. 50%/7').ok, true);
  });

  it('are made only where they can be read again', () => {
    assert.equal(ticketPath({ desk: 'Acme Support', number: '7' }), '/ticket/Acme Support/7');
    for (const desk of ['', ' ', 'A/B', 'A\\B', 'A\nB', ' A', 'A\u202eB', 'A'.repeat(101)])
      assert.equal(ticketPath({ desk, number: '7' }), undefined, JSON.stringify(desk));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ maxLength: 10 }), (desk, number) => {
        const path = ticketPath({ desk, number });
        if (path !== undefined) assert.deepEqual(read(path), { ok: true, address: { desk, number } });
      }),
    );
  });

  it('are never anything but a desk and a number, whatever they are made of', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom('ticket', '..', '.', '', '%2F', '7'),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), fc.string(), fc.string(), (parts, query, fragment) => {
        const answer = read(parts.join('/'), query, fragment);
        if (!answer.ok) return;
        assert.match(answer.address.number, /^\w[\w-]{0,31}$/);
        assert.doesNotMatch(answer.address.desk, /[\p{Cc}/\\]/u);
      }),
    );
  });
});
