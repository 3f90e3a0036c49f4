import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mapLine } from '../../src/code/git/lineMap.ts';
import { repositories } from '../../src/code/git/repositories.ts';
import { editsBetween } from '../../src/code/links/editedLines.ts';
import { locateLinks } from '../../src/code/links/locate.ts';
import { makeLink } from '../../src/code/links/makeLink.ts';
import { type GitFolder, gitFolder } from './gitFolder.ts';

describe('links to code that is edited and not saved', function () {
  this.timeout(30_000);
  let folder: GitFolder;
  beforeEach(() => {
    folder = gitFolder();
  });
  afterEach(() => folder.remove());

  const parts = Array.from({ length: 8 }, (_, at) => [
    `export function price${at}(cart: Cart): number {`,
    `  const value${at} = cart.lines.length * ${at};`,
    `  return value${at} + offset${at};`,
    '}',
    '',
  ]);
  const text = parts.flat().join('\n');
  const rewritten = (lines: string) =>
    lines
      .replace('price5(cart: Cart): number {', 'price5(cart: Basket): bigint {')
      .replace('cart.lines.length * 5', 'cart.lines.size * 5')
      .replace('  return value5 + offset5;', '  return BigInt(value5);');

  it('are followed by history to where the editor has it, whatever of the edits is saved', async () => {
    const root = folder.repository('shop');
    folder.commit('shop', 'One', { 'cart.ts': text });
    const file = `${root}/cart.ts`;
    const where = { folders: [root], repositories: await repositories([root]), filesNamed: async () => [] };
    const link = await makeLink({ file, text, startLine: 27, endLine: 27 }, where);
    const above = `${'// new\n'.repeat(5)}${text}`;
    const states = [text, above, rewritten(text), rewritten(above), `${rewritten(above)}\n// end\n`];
    for (const saved of states) {
      folder.write('shop/cart.ts', saved);
      for (const shown of [rewritten(text), rewritten(above), `// one\n${rewritten(above)}\n// end\n`]) {
        const [place] = await locateLinks([link], { ...where, unsaved: [{ file, text: shown }] });
        assert.ok(place && 'snippet' in place);
        assert.deepEqual([place.state, place.snippet], ['changed', '  const value5 = cart.lines.size * 5;']);
        assert.equal(shown.split('\n')[place.startLine - 1], place.snippet);
      }
    }
  });

  it('edits take each line that stayed to where it is', () => {
    const lines = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 30 }).map(all => Uint32Array.from(all));
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const hunks = editsBetween(before, after);
        const places = Array.from(before, (_, at) => mapLine(hunks, at + 1)).filter(({ gone }) => !gone);
        let last = 0;
        for (const [at, hash] of before.entries()) {
          const { line, gone } = mapLine(hunks, at + 1);
          if (gone) continue;
          assert.equal(after[line - 1], hash);
          assert.ok(line > last);
          last = line;
        }
        const [removed, added] = hunks.reduce(([a, b], { oldCount, newCount }) => [a + oldCount, b + newCount], [0, 0]);
        assert.equal(places.length, before.length - removed);
        assert.equal(places.length, after.length - added);
      }),
    );
  });

  it('what was put in and taken out in several places leaves the lines between where they are', () => {
    const before = Uint32Array.from({ length: 1000 }, (_, at) => at + 1);
    const after = [5000, 5001, ...before.slice(0, 300), ...before.slice(310, 700), 5002, ...before.slice(700)];
    const hunks = editsBetween(before, Uint32Array.from(after));
    assert.deepEqual(
      [1, 300, 301, 311, 700, 701, 1000].map(line => mapLine(hunks, line)),
      [
        { line: 3, gone: false },
        { line: 302, gone: false },
        { line: 302, gone: true },
        { line: 303, gone: false },
        { line: 692, gone: false },
        { line: 694, gone: false },
        { line: 993, gone: false },
      ],
    );
  });
});
