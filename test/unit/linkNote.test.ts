import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type CodeLink, FINGERPRINT_LINES } from '../../src/model/codeLink.ts';
import { isInnerPath, linkBytes, linkOfBytes } from '../../src/model/linkData.ts';
import { linksIn, readLinkNotes, writeLinkNote } from '../../src/model/linkNote.ts';
import { plainTextOf } from '../../src/model/plainText.ts';
import { writeHtml } from '../../src/teamsupport/html.ts';

const link: CodeLink = {
  id: '5f0c2e9a77d1b046',
  path: 'src/shop/Warenkörbe/cart.ts',
  startLine: 12,
  endLine: 15,
  fingerprint: {
    lines: ['0a1b2c3d', 'deadbeef', '00000000', 'ffffffff'],
    before: ['11111111', '22222222'],
    after: ['33333333'],
    count: 4,
  },
  commit: '0123456789abcdef0123456789abcdef01234567',
  repository: 'github.com/acme/shop',
  permalink:
    'https://github.com/acme/shop/blob/0123456789abcdef0123456789abcdef01234567/src/shop/Warenk%C3%B6rbe/cart.ts#L12-L15',
  snippet: '  export function total(cart: Cart): number {\n    return cart.lines\n\n      .map(line => "a" + \'b\')',
  at: '2026-11-20T12:00:01.250Z',
  by: 'Bo Ray',
};

const segment = fc
  .string({ unit: fc.constantFrom(...('abzAZ09._- ()[]#%&+üß漢🙂'.match(/./gu) ?? [])), minLength: 1, maxLength: 12 })
  .filter(text => isInnerPath(text));
const hex = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map(bytes => Buffer.from(bytes).toString('hex'));
const hashes = (minLength: number, maxLength: number) => fc.array(hex(4), { minLength, maxLength });
const commits = fc.oneof(hex(20), hex(32));
const links: fc.Arbitrary<CodeLink> = fc
  .record({ first: fc.integer({ min: 1, max: 100_000 }), count: fc.integer({ min: 1, max: 300 }) })
  .chain(({ first, count }) =>
    fc.record(
      {
        id: hex(8),
        path: fc.array(segment, { minLength: 1, maxLength: 6 }).map(parts => parts.join('/')),
        startLine: fc.constant(first),
        endLine: fc.constant(first + count - 1),
        fingerprint: fc.record(
          {
            lines: hashes(Math.min(count, FINGERPRINT_LINES), Math.min(count, FINGERPRINT_LINES)),
            before: hashes(0, 3),
            after: hashes(0, 3),
            count: fc.constant(count),
          },
          { noNullPrototype: true },
        ),
        commit: commits,
        repository: fc.constantFrom('github.com/acme/shop', 'git.example.com:8443/a/b/c'),
        permalink: fc.webPath().map(path => `https://git.example.com:8443/a/b${path}?at=x&y=1#L3`),
        snippet: fc
          .array(fc.string({ unit: fc.constantFrom(...'ab {}"\'-–&<>;[]\t|*'), maxLength: 40 }), { maxLength: 6 })
          .map(lines => lines.join('\n')),
        at: fc.integer({ min: 0, max: 4e12 }).map(time => new Date(time).toISOString()),
        by: fc.constantFrom('Bo Ray', 'Ævar Þór', '山田'),
      },
      { requiredKeys: ['id', 'path', 'startLine', 'endLine', 'fingerprint', 'snippet', 'at'], noNullPrototype: true },
    ),
  );

/** What help desks, mail programs and people do to a text. Numbers are taken from `seed`. */
const changes: Readonly<Record<string, (text: string, seed: number) => string>> = {
  'line breaks of Windows': text => text.replaceAll('\n', '\r\n'),
  'no line breaks': text => text.replaceAll('\n', ' '),
  'doubled blanks': text => text.replaceAll(' ', '  '),
  'blanks that do not break': text => text.replaceAll(' ', '\u00a0'),
  'wrapped at a width': (text, seed) => wrapped(text, 20 + (seed % 70)),
  'broken within words': (text, seed) => text.replace(new RegExp(`(.{${25 + (seed % 60)}})`, 'gu'), '$1\n'),
  quoted: text => text.replaceAll(/^/gm, '> '),
  'quoted twice, wrapped': (text, seed) => wrapped(text, 30 + (seed % 50)).replaceAll(/^/gm, '>> '),
  'curly quotes and dashes': text =>
    text
      .replaceAll(/"([^"]*)"/g, '“$1”')
      .replaceAll("'", '’')
      .replaceAll('--', '—')
      .replaceAll('...', '…'),
  'text before and after': text => `Hello Ann,\nsee this [1]: ${text}Regards, Bo\n-- \nAcme 1234`,
  'HTML of TeamSupport': text => writeHtml(text),
  'HTML, read': text => plainTextOf(writeHtml(text)),
  'HTML of a block a line': text =>
    text
      .split('\n')
      .map(line => `<div>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;') || '<br/>'}</div>`)
      .join(''),
  'HTML escaped again': text =>
    writeHtml(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  'invisible places to break': text => text.replaceAll(/([\dA-Za-z]{9})/g, '$1\u200b'),
};

function wrapped(text: string, width: number): string {
  return text
    .split('\n')
    .map(line => {
      let column = 0;
      return line.replaceAll(/ *[^ ]+/g, word => {
        column += word.length;
        if (column <= width) return word;
        column = word.length;
        return `\n${word.trimStart()}`;
      });
    })
    .join('\n');
}

describe('notes of linked code', function () {
  this.timeout(20_000);

  it('read well', () => {
    const [readable = '', data] = writeLinkNote(link).replaceAll('\u00a0', ' ').split('\n\n[');
    assert.equal(
      readable,
      `Code: src/shop/Warenkörbe/cart.ts, lines 12-15
https://github.com/acme/shop/blob/0123456789abcdef0123456789abcdef01234567/src/shop/Warenk%C3%B6rbe/cart.ts#L12-L15

    export function total(cart: Cart): number {
      return cart.lines

        .map(line => "a" + 'b')`,
    );
    assert.match(data ?? '', /^Deskside code link 1: (?:[\dA-Za-z]{11} ?)+\]$/);
  });

  it('say where code is that has no web page, and that there is more of it', () => {
    const { permalink: _, ...local } = link;
    const text = writeLinkNote({
      ...local,
      endLine: 20,
      fingerprint: { ...link.fingerprint, lines: Array.from({ length: 9 }, () => '12345678'), count: 9 },
    });
    assert.match(text, /^Code: src\/shop\/Warenkörbe\/cart\.ts, lines 12-20 \(github\.com\/acme\/shop, 0123456789\)\n/);
    assert.match(text, /\n\u00a0{4}…\n\n\[Deskside/);
  });

  it('give back the whole link', () => {
    fc.assert(fc.property(links, one => assert.deepEqual(readLinkNotes(writeLinkNote(one)), [one])));
  });

  it('keep it short', () => assert.ok((writeLinkNote(link).split('[Deskside')[1] ?? '').length < 450));

  for (const [what, change] of Object.entries(changes)) {
    it(`give it back after: ${what}`, () => {
      fc.assert(
        fc.property(links, fc.nat(1000), (one, seed) => {
          assert.deepEqual(readLinkNotes(change(writeLinkNote(one), seed)), [one]);
        }),
        { numRuns: 50 },
      );
    });
  }

  it('are all found in a long conversation, each once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(links, { selector: one => one.id, minLength: 1, maxLength: 5 }), many => {
        const text = many.map(writeLinkNote).join('\n\nOn Monday Bo wrote:\n');
        assert.deepEqual(readLinkNotes(`${text}\n${text}`), many);
      }),
      { numRuns: 30 },
    );
  });

  it('are all found in HTML that broke some of them', () => {
    const other = { ...link, id: 'bbbbbbbbbbbbbbbb' };
    const broken = writeLinkNote(other).replaceAll(/([\dA-Za-z]{11}) /g, '$1<br>');
    const read = readLinkNotes(`${writeHtml(writeLinkNote(link))}<p>${broken}</p>`);
    assert.deepEqual(read, [link, other]);
  });

  it('tell where their data stands', () => {
    const text = `Before ${writeLinkNote(link)} after`;
    const [found] = linksIn(text);
    assert.ok(found);
    assert.match(text.slice(found.start, found.end), /^\[Deskside.*\]$/);
    assert.equal(text.slice(found.end), ' after');
  });

  it('do not speak for code that holds such a note itself', () => {
    const outer = { ...link, id: 'aaaaaaaaaaaaaaaa', snippet: writeLinkNote(link).slice(-600) };
    assert.deepEqual(
      readLinkNotes(writeLinkNote(outer)).map(({ id }) => id),
      ['aaaaaaaaaaaaaaaa'],
    );
  });

  it('that are damaged are left out', () => {
    const text = writeLinkNote(link);
    const from = text.indexOf('link 1:') + 8;
    fc.assert(
      fc.property(fc.nat(text.length - from - 2), fc.constantFrom(...'07AZaz.-'), (at, other) => {
        const place = from + at;
        const damaged = text.slice(0, place) + other + text.slice(place + 1);
        const read = readLinkNotes(damaged);
        if (damaged === text || text.charAt(place) === ' ') return;
        assert.ok(read.length === 0 || JSON.stringify(read) === JSON.stringify([link]));
      }),
    );
    assert.deepEqual(readLinkNotes(text.slice(0, -20)), []);
  });
});

describe('links from outside', () => {
  const sane = (changed: Partial<CodeLink>) => linkOfBytes(linkBytes({ ...link, ...changed }));

  it('are taken when they are sound', () => assert.deepEqual(sane({}), link));

  for (const path of [
    ...['', '/etc/passwd', '../secret', 'a/../../b', 'a/..', './a', 'a//b', 'a/', 'C:/x', 'c:x', '\\\\server\\share'],
    ...['a\\..\\b', 'a\u0000b', 'a\nb', 'a\u202eb', '.git/config', 'sub/.GIT/hooks/x', '.git./config', 'git~1/config'],
    ...['... /x', '~/x/\u0007', 'x'.repeat(1001), 'a\u200bb'],
  ]) {
    it(`are refused with the path ${JSON.stringify(path.slice(0, 30))}`, () => {
      assert.equal(sane({ path }), undefined);
      assert.deepEqual(readLinkNotes(writeLinkNote({ ...link, path })), []);
    });
  }

  for (const [what, changed] of Object.entries<Partial<CodeLink>>({
    'line 0': { startLine: 0, endLine: 3 },
    'a huge line': { startLine: 10 ** 9, endLine: 10 ** 9 + 3 },
    'a line beyond all': { startLine: Number.MAX_SAFE_INTEGER - 9, endLine: Number.MAX_SAFE_INTEGER - 6 },
    'a script for a web page': { permalink: 'javascript:alert(1)' },
    'a file for a web page': { permalink: 'file:///etc/passwd' },
    'a command for a web page': { permalink: 'command:workbench.action.quit' },
    'credentials in the web page': { permalink: 'https://bo:secret@github.com/acme/shop' },
    'blanks in the web page': { permalink: 'https://github.com/a b' },
    'credentials in the repository': { repository: 'bo:secret@github.com/acme/shop' },
    'control characters in the snippet': { snippet: 'a\u001b[31m' },
    'turned text in the snippet': { snippet: 'if (a\u202e) {' },
    'a very long snippet': { snippet: 'x'.repeat(1001) },
    'a name of several lines': { by: 'Bo\nRay' },
    'an id with marks': { id: '../../x' },
    'half a commit': { commit: '0123456789abcdef01234567' },
    'fewer lines than it says': { endLine: 30 },
  })) {
    it(`are refused with ${what}`, () => assert.equal(sane(changed), undefined));
  }

  it('are refused when their bytes are chance', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), bytes => {
        const read = linkOfBytes(bytes);
        assert.ok(read === undefined || isInnerPath(read.path));
      }),
      { numRuns: 2_000 },
    );
    const bytes = linkBytes(link);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        const read = linkOfBytes(bytes.map((byte, index) => (index === at ? value : byte)));
        assert.ok(read === undefined || isInnerPath(read.path));
      }),
      { numRuns: 1_000 },
    );
  });

  it('are read in time that grows with the length of the text', function () {
    this.timeout(20_000);
    const pieces = [
      '[deskside ',
      'deskside code link 1:',
      'deskside code link 1: 0',
      ' > ',
      'deskside > > code > > link 1: ',
      '<div>',
    ];
    for (const piece of pieces) {
      assert.deepEqual(readLinkNotes(`deskside${piece.repeat(Math.ceil(3_000_000 / piece.length))}`), []);
    }
    const head = writeLinkNote(link).slice(-200, -180);
    assert.deepEqual(readLinkNotes(`deskside code link 1: ${'0'.repeat(3_000_000)}${head}`), []);
  });
});
