import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainTextOf } from '../../src/model/plainText.ts';

describe('HTML as plain text', () => {
  const cases: readonly (readonly [what: string, html: string, text: string])[] = [
    ['paragraphs and line breaks', '<p>One<br>two</p>\n<p>Three</p>', 'One\ntwo\n\nThree'],
    ['blanks of the source', '<div>\n  a\n  <b>b</b> c </div><div>d</div>', 'a b c\nd'],
    ['words that stand together', 'un<b>believ</b>able', 'unbelievable'],
    ['lists with their marks', '<ul><li>a<li>b</ul><ol><li>c</li><li>d</li></ol>', '- a\n- b\n\n1. c\n2. d'],
    ['lists in lists', '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>', '- a\n  - b\n- c'],
    ['code as it is', '<pre>if (x) {\n    y();\n}</pre>', 'if (x) {\n    y();\n}'],
    [
      'links with their address',
      '<a href="https://a.example/?x=1&amp;y=2">the page</a>.',
      'the page (https://a.example/?x=1&y=2).',
    ],
    ['links that say their address', '<a href="mailto:bo@a.example">bo@a.example</a>', 'bo@a.example'],
    ['links that would run something', '<a href="javascript:alert(1)">press</a>', 'press'],
    ['references, once', 'a &lt;b&gt; &amp;amp; &#8211; &#x1F600; &nosuch;', 'a <b> &amp; – 😀 &nosuch;'],
    ['references to no character as they are', '&#xD800; &#x110000; &#0;', '&#xD800; &#x110000; &#0;'],
    ['pictures by their words', '<img src="https://t.example/p.gif" alt="Chart">', 'Chart'],
    ['tables', '<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>', 'A\tB\n1\t2'],
    [
      'scripts, styles and comments not at all',
      'a<script>x</script><style>y</style><!-- z > --><svg><text>n</text></svg>b',
      'ab',
    ],
    ['a script without end', 'a<script>alert(1)', 'a'],
    ['a value with an angle', '<a title="x>y" href=\'https://a.example\'>z</a>', 'z (https://a.example)'],
    ['comparisons', 'if a < b and c > d', 'if a < b and c > d'],
    ['marks that turn the direction', 'a\u202egpj.exe\u0000', 'agpj.exe'],
    ['nothing', '', ''],
  ];
  for (const [what, html, text] of cases) it(`keeps ${what}`, () => assert.equal(plainTextOf(html), text));

  it('leaves no tag of any markup', () => {
    const bits = [
      '<',
      '>',
      '/',
      '"',
      "'",
      '=',
      ' ',
      'a',
      'script',
      '!--',
      '-->',
      '<p>',
      '</p>',
      '<img src=x onerror=y>',
      '<!',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...bits), { maxLength: 40 }), parts => {
        // What is left of a `<` is text that no browser takes for a tag's beginning together with its end.
        assert.doesNotMatch(plainTextOf(parts.join('')), /<(?:script|img|p)\b[^<]*>/i);
      }),
    );
  });

  it('leaves text without markup as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\p{L}\p{N}]+(?: [\p{L}\p{N}.,!]+)*$/u), text =>
        assert.equal(plainTextOf(text), text),
      ),
    );
  });

  it('is linear in what is hostile', () => {
    for (const bit of [
      '<a =">"',
      '<svg>',
      '<!--',
      '<script ',
      '</script ',
      '<a href="',
      ' ',
      '<pre> ',
      '<ul><li>',
      '&',
      '<',
    ]) {
      const text = bit.repeat(400_000 / bit.length);
      const began = performance.now();
      plainTextOf(text);
      assert.ok(performance.now() - began < 3_000, bit);
    }
  });
});
