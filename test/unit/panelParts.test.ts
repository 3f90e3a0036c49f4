import assert from 'node:assert/strict';
import { articleLink, articleText, wrapped } from '../../src/editor/articles/articleText.ts';
import { CustomerCards } from '../../src/editor/panel/customerCards.ts';
import { DeskKnowledge, editableOf } from '../../src/editor/panel/deskKnowledge.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { CustomerCard } from '../../src/model/customer.ts';
import type { DeskFailure, Result } from '../../src/model/errors.ts';
import type { TicketField } from '../../src/model/fields.ts';
import { customersOf, mailAddress, siteAddress } from '../../src/webview/panel/customers.ts';
import { details } from './webviewTicket.ts';

const { signal } = new AbortController();

describe('customer cards of a panel', () => {
  const whole: CustomerCard = { customer: { id: '1', name: 'Bo', otherFields: [] }, cut: [], missing: [] };
  const failure: DeskFailure = { reason: 'serverError' };

  function cards(...answers: Result<CustomerCard>[]) {
    let asked = 0;
    const kept = new CustomerCards(
      async () => answers[asked++] ?? { ok: false, failure: { reason: 'cancelled' } },
      ({ reason }) => ({ message: `words for ${reason}` }),
    );
    return { get: (id: string, fresh = false) => kept.get(id, fresh, signal), kept, asked: () => asked };
  }

  it('are asked for once, until they are wanted fresh or forgotten', async () => {
    const { get, kept, asked } = cards(...new Array(4).fill({ ok: true, value: whole }));
    assert.deepEqual(await get('1'), { card: whole });
    assert.deepEqual(await get('1'), { card: whole });
    assert.equal(asked(), 1);
    await get('1', true);
    assert.equal(asked(), 2);
    await get('2');
    assert.equal(asked(), 3);
    kept.forget();
    await get('1');
    assert.equal(asked(), 4);
  });

  it('are asked for again when they failed or were not whole, and failures are in words', async () => {
    const partial = { ...whole, missing: [{ part: 'products' as const, failure }] };
    const { get, asked } = cards({ ok: false, failure }, { ok: true, value: partial }, { ok: true, value: whole });
    assert.deepEqual(await get('1'), { problem: { message: 'words for serverError' } });
    const second = await get('1');
    assert.deepEqual(second.card?.missing, [{ part: 'products', message: 'words for serverError' }]);
    assert.deepEqual(await get('1'), { card: whole });
    assert.equal(asked(), 3);
  });
});

describe('what panels know of a desk', () => {
  const field = (name: string, role: TicketField['role']): TicketField => ({
    ...{ name, role, type: 'text', clearable: true },
  });

  function knowledge(...answers: Result<readonly TicketField[]>[]) {
    const asked: string[] = [];
    const ticketFields: Engine['ticketFields'] = async (deskId, ticketId) => {
      asked.push(`${deskId} ${ticketId}`);
      return answers.shift() ?? { ok: false, failure: { reason: 'unsupported' } };
    };
    return { known: new DeskKnowledge({ ticketFields } as Engine), asked };
  }
  const { ticket } = details();

  it('is asked once for each type of ticket', async () => {
    const fields = [field('TicketStatusID', 'status'), field('Region', 'custom')];
    const { known, asked } = knowledge({ ok: true, value: fields }, { ok: true, value: [] });
    const wanted = { roles: ['status'], fields: ['TicketStatusID', 'Region'] };
    assert.deepEqual(editableOf(fields), wanted);
    assert.deepEqual(await known.fields('d', { ...ticket, id: '1', type: 'Bug' }), fields);
    assert.deepEqual(await known.fields('d', { ...ticket, id: '2', type: 'Bug' }), fields);
    assert.deepEqual(asked, ['d 1']);
    assert.deepEqual(await known.fields('d', { ...ticket, id: '3', type: 'Task' }), []);
    assert.deepEqual(asked, ['d 1', 'd 3']);
  });

  it('is asked again after a failure, and after a desk was opened anew', async () => {
    const failed = { ok: false, failure: { reason: 'unreachable' } } as const;
    const { known, asked } = knowledge(failed, { ok: true, value: [] }, { ok: true, value: [] });
    assert.equal(await known.fields('d', ticket), undefined);
    assert.deepEqual(await known.fields('d', ticket), []);
    known.forget();
    await known.fields('d', ticket);
    assert.equal(asked.length, 3);
  });

  it('keeps what was learnt since, when an older question fails', async () => {
    const failed = { ok: false, failure: { reason: 'unreachable' } } as const;
    const { known, asked } = knowledge(failed, { ok: true, value: [] });
    const older = known.fields('d', ticket);
    known.forget();
    await Promise.all([older, known.fields('d', ticket)]);
    await known.fields('d', ticket);
    assert.equal(asked.length, 2);
  });
});

describe('an article in a note', () => {
  const article = { id: '1', title: 'Reset a till', body: { kind: 'text' as const, body: ' Press the button.\n' } };

  it('is its title and its text, without markup', () => {
    assert.equal(articleText(article), 'Reset a till\n\nPress the button.');
    const body = '<h1>Reset a till</h1><script>x()</script><p>Press <b>the</b><img src=x onerror=x()> button.</p>';
    assert.equal(articleText({ ...article, body: { kind: 'html', body } }), 'Reset a till\n\nPress the button.');
  });

  it('is read in lines that an editor can show, with every word', () => {
    const text = `Title\n\n${'word '.repeat(40).trim()}\n- ${'item '.repeat(30).trim()}\n    ${'code '.repeat(40)}`;
    const lines = wrapped(text, 60).split('\n');
    assert.ok(lines.filter(line => !line.startsWith('    ')).every(line => line.length <= 60));
    assert.equal(lines.join(' ').replace(/\s+/g, ' '), text.replace(/\s+/g, ' '));
    assert.equal(lines.at(-1), `    ${'code '.repeat(40)}`);
    assert.ok(lines.some(line => line.startsWith('  item')));
  });

  it('is a link only where it has an address that a customer can follow', () => {
    assert.equal(articleLink({ ...article, url: 'https://kb.example/1' }), 'Reset a till\nhttps://kb.example/1');
    for (const url of [undefined, '', 'javascript:x()', 'file:///etc/passwd', 'https://key:secret@kb.example/1']) {
      assert.equal(articleLink({ ...article, ...(url === undefined ? {} : { url }) }), undefined, url);
    }
  });
});

describe('customers of a ticket', () => {
  it('are the person, the company and those linked, each once', () => {
    const linked = [
      { id: 'customer:7', name: 'Acme Corp', kind: 'company' as const },
      { id: 'contact:9', name: 'Kim Oh', kind: 'person' as const },
    ];
    const ticket = { ...details().ticket, contact: { id: 'contact:1', name: 'Bo' }, linked };
    const found = customersOf({ ...ticket, customer: { id: 'customer:7', name: 'Acme Corp' } });
    assert.deepEqual(
      found.map(one => [one.id, one.linked]),
      [
        ['contact:1', false],
        ['customer:7', true],
        ['contact:9', true],
      ],
    );
    assert.deepEqual(customersOf(details().ticket), []);
  });

  it('is the person where a ticket has one customer, who bears the company’s name', () => {
    const ticket = { ...details().ticket, contact: { name: 'Bo Ray' }, customer: { id: 'bo', name: 'Acme Corp' } };
    assert.deepEqual(customersOf(ticket), [{ id: 'bo', name: 'Bo Ray', kind: 'person', linked: false }]);
    const { contact: _, ...unnamed } = ticket;
    assert.deepEqual(customersOf(unnamed), [{ id: 'bo', name: 'Acme Corp', kind: 'company', linked: false }]);
  });

  it('have addresses that lead to one place', () => {
    assert.equal(mailAddress(' bo+x@acme.example '), 'mailto:bo%2Bx@acme.example');
    for (const bad of ['bo', 'bo@', 'a@b.example?cc=c@d.example', 'a@b.example,c@d.example', 'bo@a b', '"x"@a.example'])
      assert.equal(mailAddress(bad), undefined, bad);
    assert.equal(siteAddress('www.acme.example/x'), 'https://www.acme.example/x');
    assert.equal(siteAddress('http://acme.example'), 'http://acme.example/');
    for (const bad of ['', 'acme', 'javascript:alert(1)', 'ftp://a.example', 'https://u:p@a.example', 'a b.example'])
      assert.equal(siteAddress(bad), undefined, bad);
  });
});
