import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { complaintIn } from '../../src/readydesk/complaints.ts';
import { type DataNode, FormatError } from '../../src/wire/document.ts';
import { readJson } from '../../src/wire/json.ts';
import { mendJson } from '../../src/wire/mendJson.ts';
import { readPlainXml } from '../../src/wire/plainXml.ts';
import { findRecords } from '../../src/wire/records.ts';
import { readXml } from '../../src/wire/xml.ts';

/** A node without what only one of the two readers has. */
type Plain = { name: string; text: string; items: [string, string | Plain][] };

function plain({ name, text, names, items }: DataNode): Plain {
  return {
    name,
    text,
    items: items.map((item, at) => [names.list[at] ?? '', typeof item === 'string' ? item : plain(item)]),
  };
}

const usual = fc.constantFrom(
  '',
  'text',
  ' two words ',
  'R&amp;D &lt;p&gt;',
  '&#65;&#x1F6E0;',
  'a\r\nb\rc',
  '🛠 ü',
  '&quot;',
);
const odd = fc.constantFrom(
  'R&D',
  '&nbsp;',
  '&#1;',
  '&#xd800;',
  '<!-- c -->',
  '<![CDATA[<x>]]>',
  ']]>',
  '\u0001',
  '\ufffe',
  '<?p x?>',
);
const element = fc.letrec<{ xml: string }>(tie => ({
  xml: fc
    .tuple(
      fc.oneof({ weight: 30, arbitrary: fc.constantFrom('a', 'b', 'Ticket', 'x-y.z') }, fc.constantFrom('ü', 'p:q')),
      fc.oneof(
        { weight: 12, arbitrary: usual },
        { weight: 1, arbitrary: odd },
        { weight: 8, arbitrary: fc.array(tie('xml'), { maxLength: 4 }).map(all => `\n\t${all.join('\n')}`) },
      ),
      fc.oneof({ weight: 30, arbitrary: fc.constantFrom('', ' ') }, fc.constantFrom(' k="v"', '\n')),
    )
    .map(([name, inside, more]) => {
      if (inside === '') return `<${name}${more}/>`;
      return `<${name}${more.trimEnd()}>${inside}</${name}>`;
    }),
})).xml;

describe('wire: XML', function () {
  this.timeout(60_000);

  it('that is plain reads as by the parser for all of XML, and nothing else is taken for it', () => {
    const prolog = fc.constantFrom(
      '',
      '<?xml version="1.0"?>\n',
      '<?xml version="1.0" encoding="utf-8"?>',
      '<!DOCTYPE a>',
    );
    const cut = fc.option(fc.nat(60), { freq: 4, nil: undefined });
    let plainly = 0;
    fc.assert(
      fc.property(prolog, element, cut, (first, body, length) => {
        const text = `${first}${length === undefined ? body : body.slice(0, -length)}`;
        const fast = readPlainXml(Buffer.from(text));
        if (!fast) return;
        plainly++;
        assert.deepEqual(plain(fast), plain(readXml(text)), text);
      }),
      { numRuns: 3000 },
    );
    assert.ok(plainly > 300, `${plainly} were plain`);
  });

  it('that desks write is plain', () => {
    const record =
      '<Ticket>\r\n<Name>R&amp;D 🛠</Name><Empty /><Also/><Tags><Tag><Value>x</Value></Tag></Tags></Ticket>';
    for (const prolog of ['', '<?xml version="1.0"?>\r\n', '<?xml version="1.0" encoding="utf-8"?>']) {
      assert.ok(readPlainXml(Buffer.from(`${prolog}<Tickets>${record}\r\n${record}<Total>2</Total></Tickets>`)));
    }
    for (const odd of [
      '<a><b>1</b></a><c/>',
      '<a></b>',
      '<a>1</a>x',
      '<a><b>1</a></b>',
      '</a>',
      '<a',
      '<a><b>',
      'a<b/>',
    ]) {
      assert.equal(readPlainXml(Buffer.from(odd)), undefined, odd);
    }
  });

  it('records with the same elements share their names', () => {
    const { items } = readXml(`<r>${'<t><a>1</a><b>2</b></t>'.repeat(3)}<t><b>1</b></t><t><a>1</a><b>2</b></t></r>`);
    const names = items.map(item => (typeof item === 'string' ? undefined : item.names));
    assert.equal(new Set(names).size, 2);
    assert.deepEqual(names[3]?.list, ['b']);
    assert.deepEqual(names[4]?.list, ['a', 'b']);
  });

  it('attributes count where an element has nothing else', () => {
    const said = (text: string) => {
      const { records, outer } = findRecords(readXml(text));
      return [complaintIn(records, outer, ''), records.map(({ values }) => ({ ...values })), { ...outer }] as const;
    };
    assert.equal(said('<response error="Invalid API key"/>')[0], 'Invalid API key');
    assert.equal(said('<response><error code="5" message="Access is denied"/></response>')[0], 'Access is denied');
    assert.equal(said('<tickets status="error" message="No such action"></tickets>')[0], 'No such action');
    assert.deepEqual(said('<tickets count="0" xmlns="x" xsi:type="y"/>'), [undefined, [], { count: '0' }]);
    assert.deepEqual(said('<tickets><ticket id="5" subject="s"/><ticket id="6" subject="t"/></tickets>')[1], [
      { id: '5', subject: 's' },
      { id: '6', subject: 't' },
    ]);
    const ticket =
      '<t id="7"><id>5</id><due nil="true"/><at type="datetime"/><n xsi:nil="true"/><s lang="en">x</s></t>';
    assert.deepEqual(said(`<ts>${ticket}</ts>`)[1], [{ id: '5', due: '', at: '', n: '', s: 'x' }]);
    const [hostile] = findRecords(readXml('<r><t __proto__="a" constructor="b"/><t c="1"/></r>')).records;
    assert.deepEqual(Object.entries(hostile?.values ?? {}), [
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });
});

describe('wire: defective JSON', function () {
  this.timeout(60_000);

  const value = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('', '"', '\\', '\\"', '},', ',', '": "', '[1, 2', '\n\t', '\u0001'),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(true, false, null),
  );
  const answer = fc.array(fc.dictionary(fc.string({ maxLength: 5 }), value, { maxKeys: 5, noNullPrototype: true }), {
    maxLength: 4,
  });

  it('reads as what it would be with its commas, whatever stands in its strings', () => {
    const pick = fc.infiniteStream(fc.boolean());
    fc.assert(
      fc.property(answer, pick, (records, choices) => {
        const chosen = () => choices.next().value === true;
        // A comma between members goes, when blanks part them all the same; one more stands before an end.
        const pairs = records.map(record =>
          Object.entries(record).map(([k, v]) => `${JSON.stringify(k)} : ${JSON.stringify(v)}`),
        );
        const joined = pairs.map(
          all =>
            `{${all.map((pair, at) => (at < all.length - 1 ? `${pair}${chosen() ? '' : ','}\n` : pair)).join('')}${all.length > 0 && chosen() ? ',' : ''}}`,
        );
        const defective = `{"list": [${joined.map(one => `${one}\n`).join(chosen() ? '' : ',')}]}`;
        assert.deepEqual(JSON.parse(mendJson(defective) ?? ''), JSON.parse(JSON.stringify({ list: records })));
        assert.doesNotThrow(() => readJson(defective));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps raw line breaks in strings, and leaves out what JSON has not', () => {
    assert.equal(mendJson('{"a":"x\ny\tz\u0001" "b":1,}'), '{"a":"x\\ny\\tz","b":1}');
  });

  it('is mended at any size, and a cut answer never', () => {
    const members = Array.from(
      { length: 60_000 },
      (_, at) => `{"id" : "${at}",\n"name" : "Group+${at}"\n"status" : "Open"}`,
    );
    const text = `{"groups": [\n${members.join(',\n')}\n]}`;
    assert.ok(text.length > 2_000_000);
    assert.equal(findRecords(readJson(text)).records.length, 60_000);
    for (const cut of [text.slice(0, -3), text.slice(0, 1_500_001), '{"a":"b', '[{"a":"]}"']) {
      assert.throws(() => readJson(cut), FormatError);
    }
  });
});
