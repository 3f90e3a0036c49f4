import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { follow } from '../../src/code/git/follow.ts';
import { mapLine, movedLine, readHunks } from '../../src/code/git/lineMap.ts';
import { renamedTo } from '../../src/code/git/renames.ts';
import { type GitFolder, gitFolder } from './gitFolder.ts';

const day = 86_400;
const start = Date.UTC(2026, 9, 1) / 1000;
const then = (days: number) => new Date((start + days * day) * 1000).toISOString();
const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `line ${from + at} of the file`);
const text = (...parts: readonly (readonly string[])[]) => `${parts.flat().join('\n')}\n`;

describe('following a line through history', function () {
  // Many processes, on a machine that may be busy.
  this.timeout(60_000);

  let folder: GitFolder;
  let root: string;
  beforeEach(() => {
    folder = gitFolder();
    root = folder.repository('shop');
  });
  afterEach(() => folder.remove());

  const at = (file: string) => join(root, file);

  it('over edits that are committed and edits that are not, from a time or a commit', async () => {
    const first = folder.commit('shop', 'One', { 'src/a.ts': text(lines(1, 30)) }, start);
    folder.commit('shop', 'Two', { 'src/a.ts': text(['new', 'new'], lines(1, 10), lines(13, 30)) }, start + 2 * day);
    folder.write('shop/src/a.ts', text(['new', 'new'], lines(1, 10), ['unsaved'], lines(13, 30)));
    const file = at('src/a.ts');
    for (const named of [first, first.slice(0, 10), then(1)]) {
      assert.deepEqual(await follow({ file, line: 5, at: named }), { file, line: 7, state: 'moved' });
      assert.deepEqual(await follow({ file, line: 20, at: named }), { file, line: 21, state: 'moved' });
      assert.deepEqual(await follow({ file, line: 11, at: named }), { file, line: 13, state: 'gone' });
    }
    assert.deepEqual(await follow({ file, line: 5, at: then(3) }), { file, line: 5, state: 'same' });
    assert.deepEqual(await follow({ file, line: 20, at: then(3) }), { file, line: 21, state: 'moved' });
  });

  it('a tag is a version', async () => {
    folder.commit('shop', 'One', { 'a.ts': text(lines(1, 9)) }, start);
    folder.git('shop', 'tag', '-a', '-m', 'x', 'v1.2.0');
    folder.commit('shop', 'Two', { 'a.ts': text(['new'], lines(1, 9)) }, start + day);
    const moved = { file: at('a.ts'), line: 4, state: 'moved' };
    assert.deepEqual(await follow({ file: at('a.ts'), line: 3, at: 'v1.2.0' }), moved);
    assert.deepEqual(await follow({ file: at('a.ts'), line: 3, at: '1.2.0' }), moved);
    for (const unknown of ['1.3', '2030.1.2', '--all', 'HEAD', 'main', '', 'a\0b', ':/One', 'a'.repeat(500)])
      assert.equal(await follow({ file: at('a.ts'), line: 3, at: unknown }), undefined, unknown);
  });

  it('where no history tells', async () => {
    const first = folder.commit('shop', 'One', { 'a.ts': text(lines(1, 9)) }, start);
    folder.write('shop/new.ts', text(lines(1, 9)));
    const outside = folder.write('outside.ts', text(lines(1, 9)));
    const file = at('a.ts');
    assert.equal(await follow({ file, line: 3, at: then(-1) }), undefined);
    assert.equal(await follow({ file, line: 10, at: first }), undefined);
    assert.equal(await follow({ file, line: 0, at: first }), undefined);
    assert.equal(await follow({ file, line: Number.NaN, at: first }), undefined);
    assert.equal(await follow({ file, line: 3, at: 'deadbeef' }), undefined);
    assert.equal(await follow({ file: at('new.ts'), line: 3, at: first }), undefined);
    assert.equal(await follow({ file: at('none.ts'), line: 3, at: first }), undefined);
    assert.equal(await follow({ file: outside, line: 3, at: first }), undefined);
    assert.equal(await follow({ file: at('.git/config'), line: 1, at: first }), undefined);
    folder.git('', 'init', '-q', 'empty');
    assert.equal(await follow({ file: join(folder.path, 'empty/a.ts'), line: 1, at: then(0) }), undefined);
  });

  it('over renames, by the old name and by the new', async () => {
    const first = folder.commit(
      'shop',
      'One',
      { 'src/a.ts': text(lines(1, 30)), 'x y/ö.ts': text(lines(1, 9)) },
      start,
    );
    mkdirSync(at('lib'));
    folder.git('shop', 'mv', 'src/a.ts', 'lib/b.ts');
    folder.commit('shop', 'Two', { 'lib/b.ts': text(['new'], lines(1, 30)) }, start + day);
    folder.commit('shop', 'Grow', { 'lib/b.ts': text(['new'], lines(1, 30), lines(50, 99)) }, start + 2 * day);
    folder.git('shop', 'mv', 'lib/b.ts', 'lib/c.ts');
    folder.commit('shop', 'Three', { 'lib/c.ts': text(['new', 'new'], lines(1, 30), lines(50, 120)) }, start + 3 * day);
    const moved = { file: at('lib/c.ts'), line: 22, state: 'moved' };
    for (const named of [first, then(0.5)]) {
      assert.deepEqual(await follow({ file: at('src/a.ts'), line: 20, at: named }), moved);
      assert.deepEqual(await follow({ file: at('lib/c.ts'), line: 20, at: named }), moved);
    }
    assert.deepEqual(await follow({ file: at('lib/b.ts'), line: 21, at: then(1.5) }), moved);
    // Staged, and with a name that git would quote.
    folder.git('shop', 'mv', 'x y/ö.ts', 'lib/é "q".ts');
    const quoted = { file: at('lib/é "q".ts'), line: 3, state: 'moved' };
    assert.deepEqual(await follow({ file: at('x y/ö.ts'), line: 3, at: first }), quoted);
    assert.deepEqual(await follow({ file: at('lib/é "q".ts'), line: 3, at: first }), quoted);
  });

  it('a file that is gone', async () => {
    const first = folder.commit('shop', 'One', { 'a.ts': text(lines(1, 9)), 'b.ts': 'b\n' }, start);
    rmSync(at('a.ts'));
    folder.commit('shop', 'Two', {}, start + day);
    assert.equal(await follow({ file: at('a.ts'), line: 3, at: first }), undefined);
    assert.equal(await renamedTo(root, 'a.ts', first), undefined);
  });

  it('over a rebase: from the commit that it replaced, and from the time when that was written', async () => {
    folder.commit('shop', 'Base', { 'a.ts': text(lines(1, 9)) }, start);
    folder.git('shop', 'switch', '-q', '-c', 'fix/42');
    const replaced = folder.commit('shop', 'New file', { 'b.ts': text(lines(1, 20)) }, start + day);
    folder.git('shop', 'switch', '-q', 'main');
    folder.commit('shop', 'Elsewhere', { 'a.ts': text(['new'], lines(1, 9)) }, start + 2 * day);
    folder.git('shop', 'switch', '-q', 'fix/42');
    folder.gitAt(start + 5 * day, 'shop', 'rebase', '-q', 'main');
    folder.commit('shop', 'More', { 'b.ts': text(['new'], lines(1, 20)) }, start + 6 * day);
    folder.git('shop', 'mv', 'b.ts', 'c.ts');
    folder.commit('shop', 'Renamed', {}, start + 7 * day);
    const moved = { file: at('c.ts'), line: 8, state: 'moved' };
    for (const file of ['b.ts', 'c.ts']) {
      assert.deepEqual(await follow({ file: at(file), line: 7, at: replaced }), moved);
      assert.deepEqual(await follow({ file: at(file), line: 7, at: then(1.5) }), moved);
    }
  });

  it('what main had at the time counts, not what was written on a branch by then', async () => {
    folder.commit('shop', 'Base', { 'a.ts': text(lines(1, 20)) }, start);
    folder.git('shop', 'switch', '-q', '-c', 'feature');
    folder.commit('shop', 'Early', { 'a.ts': text(['new', 'new'], lines(1, 20)) }, start + day);
    folder.git('shop', 'switch', '-q', 'main');
    folder.gitAt(start + 5 * day, 'shop', 'merge', '-q', '--no-ff', '-m', 'Merge', 'feature');
    assert.equal((await follow({ file: at('a.ts'), line: 7, at: then(3) }))?.line, 9);
    assert.equal((await follow({ file: at('a.ts'), line: 7, at: then(6) }))?.line, 7);
  });

  it('a line that only got other white space or line ends is itself', async () => {
    const first = folder.commit('shop', 'One', { 'a.ts': 'if (x) {\n  y();\n}\n' }, start);
    folder.commit('shop', 'Two', { 'a.ts': 'try {\r\n  if (x) {\r\n    y();\r\n  }\r\n}\r\n' }, start + day);
    assert.deepEqual(await follow({ file: at('a.ts'), line: 2, at: first }), {
      file: at('a.ts'),
      line: 3,
      state: 'moved',
    });
  });

  it('code that moved within the file', async () => {
    const block = ['function total(cart) {', '  return sum(cart.lines);', '}'];
    const first = folder.commit('shop', 'One', { 'a.ts': text(block, lines(1, 40)) }, start);
    folder.commit('shop', 'Two', { 'a.ts': text(lines(1, 40), block) }, start + day);
    assert.deepEqual(await follow({ file: at('a.ts'), line: 2, at: first }), {
      file: at('a.ts'),
      line: 42,
      state: 'moved',
    });
  });

  it('in a further work tree, in a submodule, and by way of a symbolic link', async () => {
    const first = folder.commit('shop', 'One', { 'src/a.ts': text(lines(1, 9)) }, start);
    folder.commit('shop', 'Two', { 'src/a.ts': text(['new'], lines(1, 9)) }, start + day);
    folder.git('shop', 'worktree', 'add', '-q', '../tree');
    const beside = join(folder.path, 'tree/src/a.ts');
    assert.deepEqual(await follow({ file: beside, line: 3, at: first }), { file: beside, line: 4, state: 'moved' });
    folder.repository('outer');
    folder.commit('outer', 'One');
    folder.git('outer', 'submodule', '--quiet', 'add', '../shop', 'lib');
    const inner = join(folder.path, 'outer/lib/src/a.ts');
    assert.deepEqual(await follow({ file: inner, line: 3, at: first }), { file: inner, line: 4, state: 'moved' });
    symlinkSync(root, join(folder.path, 'link'));
    const linked = join(folder.path, 'link/src/a.ts');
    assert.deepEqual(await follow({ file: linked, line: 3, at: first }), { file: linked, line: 4, state: 'moved' });
  });

  it('over renames that git was not told of, with edits', async () => {
    const files = { 'src/a.ts': text(lines(1, 30)), 'src/b.ts': text(lines(50, 80)), 'x.ts': text(lines(100, 130)) };
    const first = folder.commit('shop', 'One', files);
    rmSync(at('src/a.ts'));
    rmSync(at('src/b.ts'));
    rmSync(at('x.ts'));
    folder.write('shop/lib/deep/a.ts', text(['new'], lines(1, 30)));
    folder.write('shop/src/other.ts', text(lines(50, 80), ['more']));
    // The same name alone does not make it the same file.
    folder.write('shop/lib/x.ts', text(lines(300, 330)));
    const moved = { file: at('lib/deep/a.ts'), line: 8, state: 'moved' };
    assert.deepEqual(await follow({ file: at('src/a.ts'), line: 7, at: first }), moved);
    assert.deepEqual(await follow({ file: at('lib/deep/a.ts'), line: 7, at: first }), moved);
    assert.equal(await renamedTo(root, 'src/b.ts', first), 'src/other.ts');
    assert.equal(await renamedTo(root, 'x.ts', first), undefined);
    assert.equal(await follow({ file: at('lib/x.ts'), line: 7, at: first }), undefined);
  });

  it('ends with its signal', async () => {
    const first = folder.commit('shop', 'One', { 'a.ts': text(lines(1, 9)) });
    await assert.rejects(follow({ file: at('a.ts'), line: 3, at: first }, AbortSignal.abort()), { name: 'AbortError' });
  });

  it('renames of files, and names that lead elsewhere', async () => {
    const first = folder.commit('shop', 'One', { 'a.ts': text(lines(1, 30)), 'd/e.ts': text(lines(40, 60)) });
    folder.git('shop', 'mv', 'a.ts', 'b.ts');
    folder.commit('shop', 'Two');
    folder.git('shop', 'mv', 'd', 'f');
    assert.equal(await renamedTo(root, 'a.ts', first), 'b.ts');
    assert.equal(await renamedTo(root, 'b.ts', first), 'b.ts');
    assert.equal(await renamedTo(root, 'd/e.ts', first), 'f/e.ts');
    folder.write('outside.ts', 'x\n');
    for (const path of ['../outside.ts', '/etc/passwd', '.git/config', 'a//b', '', 'C:\\x', ':(top)a.ts', 'a\0b'])
      assert.equal(await renamedTo(root, path, first), undefined, path);
    for (const since of ['HEAD', '--output=x', '', 'deadbeefdeadbeef'])
      assert.equal(await renamedTo(root, 'a.ts', since), undefined, since);
  });
});

describe('lines over a diff', () => {
  it('agree with git for any edits', async function () {
    this.timeout(60_000);
    const folder = gitFolder();
    try {
      const words = fc.array(fc.constantFrom('a', 'b', 'c', '', '}', 'd'), { maxLength: 14 });
      fc.assert(
        fc.property(words, words, (before, now) => {
          folder.write('old', before.map(line => `${line}\n`).join(''));
          folder.write('new', now.map(line => `${line}\n`).join(''));
          let diff = '';
          try {
            folder.git('', 'diff', '--no-index', '-U0', 'old', 'new');
          } catch (error) {
            diff = String((error as { stdout?: unknown }).stdout);
          }
          const hunks = readHunks(diff);
          let last = 0;
          for (const [index, line] of before.entries()) {
            const mapped = mapLine(hunks, index + 1);
            if (mapped.gone) continue;
            // It is the same text, and order is kept.
            assert.equal(now[mapped.line - 1], line);
            assert.ok(mapped.line > last);
            last = mapped.line;
          }
          const kept = before.filter((_, index) => !mapLine(hunks, index + 1).gone).length;
          const changed = hunks.reduce((sum, { newCount }) => sum + newCount, 0);
          assert.equal(kept + changed, now.length);
        }),
        { numRuns: 100 },
      );
    } finally {
      folder.remove();
    }
  });

  it('a moved line is found by its words and those around it', () => {
    const before = ['start', 'if (a) {', '  stop();', '}', 'other', 'if (b) {', '  stop();', '}'];
    const now = ['head', 'if (b) {', '  stop();', '}', 'mid', 'start', 'if (a) {', '  stop();', '}'];
    assert.equal(movedLine(before, now, 7), 3);
    assert.equal(movedLine(before, now, 3), 8);
    assert.equal(movedLine(before, ['  stop();', '  stop();'], 3), undefined);
    assert.equal(movedLine(before, now, 4), undefined);
    assert.equal(movedLine(before, now, 99), undefined);
  });

  it('hunks of hostile text are read in time that grows with its length', () => {
    assert.deepEqual(readHunks(`@@ -${'1'.repeat(500_000)}`), []);
    assert.deepEqual(readHunks('@@ -1,1 +1'.repeat(100_000)), []);
    const same = Array.from({ length: 100_000 }, () => 'the same line');
    assert.equal(movedLine(same, same, 7), undefined);
  });
});
