import assert from 'node:assert/strict';
import { rankSimilar, tellingWords } from '../../src/editor/assistant/similarWords.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';

const ticket = (id: string, changedAt = '2026-11-20T00:00:00Z', product?: string): TicketSummary => ({
  ...{ id, number: id, subject: `Ticket ${id}`, state: 'open', status: 'Open', urgency: 'normal', changedAt },
  ...(product === undefined ? {} : { product }),
});
const word = (text: string, weight = 3) => ({ word: text, written: text, weight });

describe('words that tell a ticket from others', () => {
  it('are those of its subject before those of its text, without words of every text', () => {
    const words = tellingWords(
      'Voucher is not accepted',
      'Hello, please help. The voucher fails with OutOfMemoryError.',
    );
    assert.deepEqual(words[0]?.word, 'voucher');
    const all = words.map(each => each.word);
    assert.ok(all.includes('accepted') && all.includes('outofmemoryerror'));
    for (const common of ['hello', 'please', 'not', 'the', 'with']) assert.ok(!all.includes(common), common);
  });

  it('are shown as the ticket writes them', () => {
    const [word] = tellingWords('applyDiscount throws', 'In applydiscount');
    assert.deepEqual([word?.word, word?.written], ['applydiscount', 'applyDiscount']);
  });

  it('are none of the names of who wrote it', () => {
    const words = tellingWords('Voucher', 'It fails. Ben Eriksen, Kettle Teas', 'Kettle Teas Ben Eriksen');
    assert.deepEqual(
      words.map(each => each.word),
      ['voucher', 'fails'],
    );
  });

  it('are few, also of a long text', () => {
    const text = Array.from({ length: 5_000 }, (_, at) => `word${at}`).join(' ');
    assert.equal(tellingWords('', text).length, 10);
  });

  it('count without accents and in German and Spanish, too', () => {
    const words = tellingWords('Größe für den Gutschein', 'La página no está').map(each => each.word);
    assert.deepEqual(new Set(words), new Set(['große', 'gutschein', 'pagina'].map(each => each.replace('ß', 'ß'))));
  });
});

describe('tickets like one', () => {
  const own = ticket('1');
  const crowd = Array.from({ length: 50 }, (_, at) => ticket(`crowd${at}`));

  it('come with the most telling words first, and without itself', () => {
    const found = rankSimilar(
      [
        { word: word('voucher'), tickets: [own, ticket('2'), ticket('3')] },
        { word: word('currency'), tickets: [own, ticket('2')] },
        { word: word('checkout', 1), tickets: [own, ticket('3'), ...crowd] },
      ],
      own,
      10,
    );
    assert.deepEqual(
      found.map(({ ticket: { id }, words }) => [id, ...words]),
      [
        ['2', 'voucher', 'currency'],
        ['3', 'voucher', 'checkout'],
      ],
    );
  });

  it('are none for one word that many have', () => {
    const hits = [
      { word: word('checkout', 1), tickets: crowd },
      { word: word('voucher'), tickets: [ticket('2')] },
    ];
    assert.deepEqual(
      rankSimilar(hits, own, 10).map(({ ticket: { id } }) => id),
      ['2'],
    );
  });

  it('of the same product come first, then the newer ones', () => {
    const tickets = [
      ticket('old', '2026-01-01T00:00:00Z'),
      ticket('new'),
      ticket('same', '2025-01-01T00:00:00Z', 'shop'),
    ];
    const found = rankSimilar([{ word: word('voucher'), tickets }], { ...own, product: 'shop' }, 2);
    assert.deepEqual(
      found.map(({ ticket: { id } }) => id),
      ['same', 'new'],
    );
  });
});
