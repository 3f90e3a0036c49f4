import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { asCode, asJsonBlock, asMarkdown } from '../../src/editor/markdownText.ts';

const unescaped = (text: string) => text.replace(/\\[!-/:-@[-`{-~]/g, '');

describe('text from elsewhere in Markdown', () => {
  it('makes no link, image, HTML, code or cell', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const bare = unescaped(asMarkdown(text));
        assert.doesNotMatch(bare, /[\\`*_[\]<>|~&!#$@{}^=\n\r]|\/\//);
      }),
    );
    assert.equal(asMarkdown('[a](command:b)'), '\\[a\\](command:b)');
    assert.equal(asMarkdown('see https://x.example'), 'see https:/\\/x.example');
    assert.equal(asMarkdown('www.x.example'), 'www\\.x.example');
    assert.equal(asMarkdown('<img src=x>'), '\\<img src\\=x\\>');
  });

  it('stays on one line and in its direction', () => {
    assert.equal(asMarkdown(' a\r\nb\u202ec\u0007d '), 'a bc d');
    assert.equal(asCode('a\n\nb'), '`a b`');
  });

  it('is code that nothing in it ends', () => {
    assert.equal(asCode('a`b'), '`` a`b ``');
    assert.equal(asCode('``'), '``` `` ```');
    assert.equal(asCode('a|b'), '`a\\|b`');
    assert.equal(asCode(''), '');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', 'a', '|', ' ', '\n') }), text => {
        const code = asCode(text);
        if (!code) return;
        const [fence = ''] = /^`+/.exec(code) ?? [];
        const inner = code.slice(fence.length, -fence.length);
        assert.ok(code.endsWith(fence));
        assert.ok([...inner.matchAll(/`+/g)].every(([run]) => run.length !== fence.length));
      }),
    );
  });

  it('cannot end a block of JSON', () => {
    const block = asJsonBlock('a', { b: ['```\n```', '~~~'] });
    assert.equal(block.split('\n').filter(line => /^\s*(?:```|~~~)/.test(line)).length, 2);
    assert.deepEqual(JSON.parse(`{${block.split('\n').slice(1, -1).join('\n')}}`), { a: { b: ['```\n```', '~~~'] } });
  });
});
