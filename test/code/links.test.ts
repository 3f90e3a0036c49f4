import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { codeHost } from '../../src/code/codeHost.ts';
import { repositories } from '../../src/code/git/repositories.ts';
import { locateLinks } from '../../src/code/links/locate.ts';
import { makeLink } from '../../src/code/links/makeLink.ts';
import type { CodeLink, LinkedPlace } from '../../src/model/codeLink.ts';
import { isSoundLink } from '../../src/model/linkData.ts';
import { readLinkNotes, writeLinkNote } from '../../src/model/linkNote.ts';
import { type GitFolder, gitFolder } from './gitFolder.ts';

const head = ["import { log } from './log.ts';"];
const total = [
  'export function total(cart: Cart): number {',
  '  let sum = 0;',
  '  for (const line of cart.lines) {',
  '    sum += line.price * line.amount;',
  '  }',
  '  return sum;',
  '}',
];
const shipping = ['export function shipping(cart: Cart): number {', '  return cart.weight > 30 ? 12 : 4;', '}'];
const discount = [
  'export function discount(cart: Cart): number {',
  "  log('discount', cart);",
  '  return total(cart) * 0.1;',
  '}',
];
const textOf = (...parts: readonly (readonly string[])[]) => `${parts.map(part => part.join('\n')).join('\n\n')}\n`;
const cart = textOf(head, total, shipping, discount);

describe('links to code', function () {
  this.timeout(30_000);
  let folder: GitFolder;
  let root: string;
  beforeEach(() => {
    folder = gitFolder();
    root = folder.repository('shop');
  });
  afterEach(() => folder.remove());

  const filesBelow = (at: string): string[] =>
    readdirSync(at, { withFileTypes: true }).flatMap(entry =>
      entry.name === '.git' ? [] : entry.isDirectory() ? filesBelow(join(at, entry.name)) : [join(at, entry.name)],
    );
  const places = async (...folders: string[]) => ({
    folders,
    repositories: await repositories(folders),
    filesNamed: async (name: string) => folders.flatMap(filesBelow).filter(file => basename(file) === name),
  });
  /** A link to the lines of a file that these parts are. */
  const link = async (file: string, part: readonly string[], text = readFileSync(file, 'utf8'), at = root) => {
    const startLine = text.slice(0, text.indexOf(part.join('\n'))).split('\n').length;
    const made = await makeLink({ file, text, startLine, endLine: startLine + part.length - 1 }, await places(at));
    assert.ok(isSoundLink(made), JSON.stringify(made));
    return made;
  };
  const locate = async (one: CodeLink, ...folders: string[]): Promise<LinkedPlace> => {
    // As colleagues get it.
    const [read] = readLinkNotes(writeLinkNote(one));
    assert.deepEqual(read, one);
    const [place] = await locateLinks([one], await places(...(folders.length > 0 ? folders : [root])));
    assert.ok(place);
    return place;
  };
  const said = (place: LinkedPlace) =>
    'file' in place ? `${place.state} ${place.shown}:${place.startLine}-${place.endLine} by ${place.by}` : place.state;
  const file = (path = 'src/cart.ts') => join(root, path);

  describe('are made', () => {
    const pushed = (address = 'https://sam:s3cret@github.com/acme/shop.git') => {
      folder.git('', 'init', '-q', '--bare', 'bare.git');
      folder.git('shop', 'remote', 'add', 'origin', join(folder.path, 'bare.git'));
      folder.git('shop', 'push', '-q', '-u', 'origin', 'main');
      folder.git('shop', 'remote', 'set-url', 'origin', address);
    };

    it('with commit and web page, without credentials', async () => {
      const commit = folder.commit('shop', 'One', { 'src/cart.ts': cart });
      pushed();
      const made = await link(file(), discount);
      assert.equal(made.path, 'src/cart.ts');
      assert.deepEqual([made.startLine, made.endLine, made.fingerprint.count], [15, 18, 4]);
      assert.equal(made.commit, commit);
      assert.equal(made.repository, 'github.com/acme/shop');
      assert.equal(made.permalink, `https://github.com/acme/shop/blob/${commit}/src/cart.ts#L15-L18`);
      assert.equal(made.snippet, discount.join('\n'));
      assert.ok(!JSON.stringify(made).includes('s3cret'));
    });

    it('with the page of the commit that others have, and its lines', async () => {
      const commit = folder.commit('shop', 'One', { 'src/cart.ts': cart });
      pushed();
      folder.commit('shop', 'Two', { 'src/cart.ts': `// Mine\n${cart}` });
      const made = await link(file(), total, `// Not saved\n// Mine\n${cart}`);
      assert.equal(made.startLine, 5);
      assert.equal(made.commit, commit);
      assert.equal(made.permalink, `https://github.com/acme/shop/blob/${commit}/src/cart.ts#L3-L9`);
    });

    it('without a page where nobody else has the commit', async () => {
      const commit = folder.commit('shop', 'One', { 'src/cart.ts': cart });
      folder.git('shop', 'remote', 'add', 'origin', 'git@gitlab.com:acme/shop.git');
      const made = await link(file(), total);
      assert.deepEqual([made.commit, made.repository, made.permalink], [commit, 'gitlab.com/acme/shop', undefined]);
    });

    it('without a commit where the lines are not committed', async () => {
      folder.commit('shop', 'One', { 'src/cart.ts': cart });
      pushed();
      const text = cart.replace("log('discount', cart);", 'audit(cart);');
      const made = await link(file(), [...discount].with(1, '  audit(cart);'), text);
      assert.deepEqual([made.commit, made.permalink, made.repository], [undefined, undefined, 'github.com/acme/shop']);
    });

    it('before the first commit, on a detached HEAD, and without a repository', async () => {
      folder.write('shop/src/cart.ts', cart);
      assert.equal((await link(file(), total)).commit, undefined);
      const commit = folder.commit('shop', 'One');
      folder.git('shop', 'checkout', '-q', '--detach');
      assert.equal((await link(file(), total)).commit, commit);
      const plain = folder.write('plain/deep/cart.ts', cart);
      const made = await link(plain, total, cart, join(folder.path, 'plain'));
      assert.deepEqual([made.path, made.commit, made.repository], ['deep/cart.ts', undefined, undefined]);
    });

    it('from the root of a submodule', async () => {
      const inner = folder.repository('inner');
      folder.commit('inner', 'Inner', { 'lib/cart.ts': cart });
      folder.commit('shop', 'One', { 'a.txt': 'a' });
      folder.git('shop', 'submodule', '--quiet', 'add', inner, 'vendored');
      const made = await link(join(root, 'vendored/lib/cart.ts'), total);
      assert.equal(made.path, 'lib/cart.ts');
      assert.equal(said(await locate(made)), 'same vendored/lib/cart.ts:3-9 by text');
    });

    it('of lines within the text, whatever is asked', async () => {
      folder.commit('shop', 'One', { 'src/cart.ts': cart });
      const where = await places(root);
      const made = await makeLink({ file: file(), text: 'a\nb\n', startLine: 0, endLine: 900 }, where);
      assert.deepEqual([made.startLine, made.endLine, made.snippet], [1, 2, 'a\nb']);
      assert.ok(isSoundLink(await makeLink({ file: file(), text: '', startLine: 5, endLine: 5 }, where)));
      const odd = `\u001b[31m${'x'.repeat(5000)}\u202e\ud83d\n`.repeat(9);
      assert.ok(isSoundLink(await makeLink({ file: file(), text: odd, startLine: 1, endLine: 9 }, where)));
    });
  });

  describe('lead to where the code is now', () => {
    it('untouched, below new lines, edited and not saved in git', async () => {
      folder.commit('shop', 'One', { 'src/cart.ts': cart });
      const made = await link(file(), total);
      assert.equal(said(await locate(made)), 'same src/cart.ts:3-9 by text');
      folder.write('shop/src/cart.ts', `// a\n// b\n${cart}`);
      assert.equal(said(await locate(made)), 'moved src/cart.ts:5-11 by text');
      folder.write('shop/src/cart.ts', cart.replace('sum += line.price', 'const x = 1;\n    sum += line.cost'));
      const place = await locate(made);
      assert.equal(said(place), 'changed src/cart.ts:3-10 by text');
      assert.ok('snippet' in place && place.snippet.includes('const x = 1;'));
    });

    it('over a rename that is committed, with an edit', async () => {
      folder.commit('shop', 'One', { 'src/cart.ts': cart });
      const made = await link(file(), total);
      mkdirSync(join(root, 'lib'));
      folder.git('shop', 'mv', 'src/cart.ts', 'lib/basket.ts');
      folder.commit('shop', 'Rename');
      assert.equal(said(await locate(made)), 'moved lib/basket.ts:3-9 by text');
      folder.commit('shop', 'Edit', { 'lib/basket.ts': `// x\n${cart.replace('let sum = 0', 'let sum = 0n')}` });
      assert.equal(said(await locate(made)), 'changed lib/basket.ts:4-10 by text');
    });

    it('over several renames, and one that is not committed', async () => {
      folder.commit('shop', 'One', { 'src/cart.ts': cart });
      const made = await link(file(), discount);
      for (const [from, to] of [
        ['src/cart.ts', 'src/a.ts'],
        ['src/a.ts', 'b.ts'],
      ] as const) {
        folder.git('shop', 'mv', from, to);
        folder.commit('shop', 'Rename');
      }
      assert.equal(said(await locate(made)), 'moved b.ts:15-18 by text');
      renameSync(join(root, 'b.ts'), join(root, 'c.ts'));
      assert.equal(said(await locate(made)), 'moved c.ts:15-18 by text');
    });

    it('over a rename where there is no git, by the name', async () => {
      const plain = folder.write('plain/src/cart.ts', cart);
      const at = join(folder.path, 'plain');
      const made = await link(plain, total, cart, at);
      mkdirSync(join(at, 'lib'));
      renameSync(plain, join(at, 'lib/cart.ts'));
      assert.equal(said(await locate(made, at)), 'moved lib/cart.ts:3-9 by text');
      folder.write('plain/copy/cart.ts', cart);
      assert.equal(said(await locate(made, at)), 'gone');
    });

    it('in another file, when only the code went there', async () => {
      folder.commit('shop', 'One', { 'src/cart.ts': cart, 'src/sums.ts': 'export {};\n' });
      const made = await link(file(), total);
      folder.write('shop/src/cart.ts', textOf(head, shipping, discount));
      folder.write('shop/src/sums.ts', textOf(['export {};'], total));
      assert.equal(said(await locate(made)), 'moved src/sums.ts:3-9 by text');
      folder.commit('shop', 'Two');
      assert.equal(said(await locate(made)), 'moved src/sums.ts:3-9 by text');
    });

    it('but not to a copy that was there before', async () => {
      folder.commit('shop', 'One', { 'src/cart.ts': cart, 'old/cart.ts': cart });
      const made = await link(file(), total);
      rmSync(file());
      assert.equal(said(await locate(made)), 'gone');
      folder.commit('shop', 'Two', { 'old/cart.ts': `// x\n${cart}` });
      assert.equal(said(await locate(made)), 'gone');
    });

    it('the right one of several that are the same, by history', async () => {
      const block = ['  retry(() => {', '    send(letter);', '  });'];
      const rows = Array.from({ length: 9 }, () => block);
      folder.commit('shop', 'One', { 'src/mail.ts': rows.flat().join('\n') });
      const text = rows.flat().join('\n');
      const made = await makeLink({ file: file('src/mail.ts'), text, startLine: 13, endLine: 15 }, await places(root));
      assert.equal(made.commit?.length, 40);
      assert.equal(said(await locate(made)), 'same src/mail.ts:13-15 by history');
      folder.write('shop/src/mail.ts', `// new\n// new\n${text}`);
      assert.equal(said(await locate(made)), 'moved src/mail.ts:15-17 by history');
    });

    it('not to a twin when the code itself was deleted', async () => {
      const twin = ['function a() {', ...total.slice(1)];
      const text = textOf(head, total.with(0, 'function a() {'), shipping, twin, discount);
      folder.commit('shop', 'One', { 'src/cart.ts': text });
      const made = await makeLink({ file: file(), text, startLine: 3, endLine: 9 }, await places(root));
      folder.write('shop/src/cart.ts', textOf(head, shipping, ['// Other', '// things'], twin));
      assert.equal(said(await locate(made)), 'gone');
    });

    it('nor to a part of a twin that ends alike', async () => {
      const text = textOf(head, total, shipping, total.with(0, 'function b() {'), discount);
      folder.commit('shop', 'One', { 'src/cart.ts': text });
      const made = await makeLink({ file: file(), text, startLine: 4, endLine: 8 }, await places(root));
      folder.write('shop/src/cart.ts', textOf(head, shipping, total.with(0, 'function b() {'), discount));
      assert.equal(said(await locate(made)), 'gone');
    });

    it('after a rebase that rewrote its commit', async () => {
      folder.commit('shop', 'One', { 'src/cart.ts': cart });
      folder.git('shop', 'checkout', '-q', '-b', 'work');
      folder.commit('shop', 'Work', { 'src/cart.ts': cart.replace('0.1', '0.2') });
      const made = await link(file(), ['  return total(cart) * 0.2;']);
      folder.git('shop', 'checkout', '-q', 'main');
      folder.commit('shop', 'Main', { 'src/cart.ts': `// License\n${cart}` });
      folder.git('shop', 'checkout', '-q', 'work');
      folder.git('shop', 'rebase', '-q', 'main');
      assert.equal(said(await locate(made)), 'moved src/cart.ts:18-18 by text');
    });

    it('or say that it is gone', async () => {
      folder.commit('shop', 'One', { 'src/cart.ts': cart });
      const made = await link(file(), discount);
      folder.commit('shop', 'Two', { 'src/cart.ts': textOf(head, total, shipping) });
      assert.equal(said(await locate(made)), 'gone');
      folder.git('shop', 'rm', '-q', 'src/cart.ts');
      folder.commit('shop', 'Three');
      assert.equal(said(await locate(made)), 'gone');
    });

    it('in the work tree where it is, of several that are open', async () => {
      folder.commit('shop', 'One', { 'src/cart.ts': cart });
      const made = await link(file(), total);
      folder.git('shop', 'worktree', 'add', '-q', '../other', '-b', 'other');
      folder.write('shop/src/cart.ts', textOf(head, shipping));
      const other = join(folder.path, 'other');
      assert.equal(said(await locate(made, root, other)), 'same src/cart.ts:3-9 by text');
      const place = await locate(made, root, other);
      assert.ok('file' in place && place.file === join(other, 'src/cart.ts'));
    });

    it('shown from the folder of the workspace, however it is reached', async () => {
      folder.commit('shop', 'One', { 'src/cart.ts': cart });
      const made = await link(file(), total);
      symlinkSync(join(root, 'src'), join(folder.path, 'shortcut'));
      const place = await locate(made, join(folder.path, 'shortcut'));
      assert.equal(said(place), 'same cart.ts:3-9 by text');
      assert.ok('file' in place && place.file === join(folder.path, 'shortcut/cart.ts'));
    });
  });

  describe('of other repositories', () => {
    const remote = (name: string, url: string) => folder.git('shop', 'remote', 'add', name, url);

    it('lead nowhere when it is not open', async () => {
      folder.commit('shop', 'One', { 'src/cart.ts': cart });
      remote('origin', 'git@github.com:acme/shop.git');
      const made = await link(file(), total);
      const other = folder.repository('other');
      folder.commit('other', 'Other', { 'src/cart.ts': cart });
      assert.equal(said(await locate(made, other)), 'elsewhere');
      assert.equal(said(await locate(made, folder.path, root)), 'same src/cart.ts:3-9 by text');
    });

    it('are the same by another form of the address, another remote, or the commit', async () => {
      folder.commit('shop', 'One', { 'src/cart.ts': cart });
      remote('origin', 'git@github.com:acme/shop.git');
      const made = await link(file(), total);
      for (const [name, url] of [
        ['origin', 'https://github.com/Acme/Shop'],
        ['upstream', 'ssh://git@github.com/acme/shop'],
      ] as const) {
        folder.git('shop', 'remote', 'remove', 'origin');
        remote(name, url);
        if (name !== 'origin') remote('origin', 'git@github.com:sam/shop.git');
        assert.equal(said(await locate(made)), 'same src/cart.ts:3-9 by text');
      }
      folder.git('shop', 'remote', 'remove', 'upstream');
      assert.equal(said(await locate(made)), 'same src/cart.ts:3-9 by text');
      const { commit: _, ...uncommitted } = made;
      assert.equal(said(await locate(uncommitted)), 'elsewhere');
    });
  });

  it('never lead out of what is open', async () => {
    folder.commit('shop', 'One', { 'src/cart.ts': cart });
    const made = await link(file(), total);
    const secret = folder.write('secret/cart.ts', cart);
    symlinkSync(join(folder.path, 'secret'), join(root, 'linked'));
    symlinkSync(secret, join(root, 'single.ts'));
    rmSync(file());
    folder.commit('shop', 'Two');
    const { commit: _, ...bare } = made;
    for (const path of [
      '../secret/cart.ts',
      secret,
      'linked/cart.ts',
      'single.ts',
      'src/../../secret/cart.ts',
      '.git/config',
    ]) {
      for (const hostile of [
        { ...bare, path },
        { ...made, path },
      ]) {
        const [place] = await locateLinks([hostile], await places(root));
        assert.deepEqual(place, { state: 'gone' }, path);
      }
    }
  });

  it('take no option of git for a commit', async () => {
    folder.commit('shop', 'One', { 'src/cart.ts': cart });
    const made = await link(file(), total);
    const [place] = await locateLinks([{ ...made, commit: '--output=x' }], await places(root));
    assert.deepEqual(place, { state: 'gone' });
  });

  it('are found without asking git for the state of all files', async () => {
    folder.commit('shop', 'One', { 'src/cart.ts': cart });
    const asked = join(folder.path, 'asked');
    const program = folder.write('own/git', `#!/bin/sh\necho "$*" >> '${asked}'\nexec git "$@"\n`);
    chmodSync(program, 0o755);
    const host = codeHost({});
    try {
      await host.open([root], { desks: [], bare: true, places: 'comments' }, {}, [program]);
      const made = await host.link({ file: file(), text: cart, startLine: 3, endLine: 9 });
      assert.equal((await host.locate([made]))[0]?.state, 'same');
      assert.match(readFileSync(asked, 'utf8'), / rev-parse /);
      assert.doesNotMatch(readFileSync(asked, 'utf8'), / status /);
    } finally {
      await host.open([root], { desks: [], bare: true, places: 'comments' });
      await host.dispose();
    }
  });

  it('end with their signal', async () => {
    folder.commit('shop', 'One', { 'src/cart.ts': cart });
    const made = await link(file(), total);
    const where = await places(root);
    await assert.rejects(locateLinks([made], where, AbortSignal.abort(new Error('enough'))), /enough/);
  });

  it('are found quickly, many at once', async () => {
    folder.commit('shop', 'One', { 'src/cart.ts': cart });
    const made = await link(file(), total);
    const found = await locateLinks(
      Array.from({ length: 50 }, () => made),
      await places(root),
    );
    assert.ok(found.every(place => place.state === 'same'));
  });
});
