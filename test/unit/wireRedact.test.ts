import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { detail, loggedAddress, redact } from '../../src/wire/redact.ts';

describe('wire: redaction', function () {
  this.timeout(30_000);

  it('masks a secret by value in every form', () => {
    const secret = fc.string({ unit: 'grapheme', minLength: 8, maxLength: 40 }).filter(text => text.trim().length >= 8);
    const around = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(secret, around, around, (value, before, after) => {
        const basic = Buffer.from(`100:${value}`).toString('base64');
        const inner = Buffer.from(`${before}${value}${after}`).toString('base64');
        const forms = [value, encodeURIComponent(value), new URLSearchParams({ q: value }).toString().slice(2)];
        for (const form of forms) {
          assert.ok(!redact(`${before} <${form}> ${after}`, [value]).includes(`<${form}>`), form);
        }
        assert.notEqual(redact(`x ${inner} y`, [value]), `x ${inner} y`);
        assert.ok(!redact(`Authorization: Basic ${basic}`, [basic, value]).includes(basic));
      }),
    );
  });

  it('masks by shape what it was not told of', () => {
    const cases: [string, string][] = [
      ['GET /API/?key=abc-123&action=get_techs failed', 'GET /API/?key=***&action=get_techs failed'],
      ['ReturnUrl=%2fAPI%2f%3fkey%3dabc123', 'ReturnUrl=%2fAPI%2f%3fkey%3d***'],
      ['pass=secret; token: t0ken', 'pass=***; token: ***'],
      ['{"apikey":"abc","x":"1"}', '{"apikey":"***","x":"1"}'],
      [
        'value was detected from the client (pass="...wo<rd, 4 me&...").',
        'value was detected from the client (pass="***").',
      ],
      ["password: 'it is < a", "password: '***"],
      ['Authorization: Basic MTAwOnRva2Vu', 'Authorization: Basic ***'],
      ['https://user:pw@host/x', 'https://***@host/x'],
    ];
    for (const [text, clean] of cases) assert.equal(redact(text, []), clean);
  });

  it('leaves ordinary words alone, and a too short secret', () => {
    const text = 'The monkey=5 keys were not accepted by the desk; the key is wrong.';
    assert.equal(redact(text, ['a']), text);
  });

  it('shows of an address what no person wrote, be it one word or one number', () => {
    const query = (text: string) => loggedAddress(new URL(`https://desk.example/api?${text}`), []).split('?')[1];
    const shown = 'action=get_tickets&tid=12&d=1/2/2026&ids=1,2&isClosed=False&count_only=Y&UserID=[null]&date_c=*';
    assert.equal(query(shown), shown);
    assert.equal(
      query('company=Globex&Name[contains]=panic&first_name=Bo&phone=5550123&notes=ok&email=bo'),
      'company=…&Name[contains]=…&first_name=…&phone=…&notes=…&email=…',
    );
  });

  it('cuts details and keeps them on one line', () => {
    const cut = detail(`a\n\nb ${'x'.repeat(1000)}`, []);
    assert.equal(cut.length, 300);
    assert.ok(cut.startsWith('a b x') && cut.endsWith('…'));
  });
});
