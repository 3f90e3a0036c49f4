import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, symlinkSync, watch } from 'node:fs';
import { join } from 'node:path';
import { repositories } from '../../src/code/git/repositories.ts';
import { startBranch } from '../../src/code/git/startBranch.ts';
import { type GitFolder, gitFolder } from './gitFolder.ts';

describe('starting a branch', function () {
  // Many processes, on a machine that may be busy.
  this.timeout(60_000);

  let folder: GitFolder;
  let root: string;
  beforeEach(() => {
    folder = gitFolder();
    root = folder.repository('shop');
    folder.commit('shop', 'One', { 'a.txt': 'a\n', '.gitignore': '*.log\n' });
  });
  afterEach(() => folder.remove());

  const branch = () => folder.git('shop', 'symbolic-ref', '--short', 'HEAD');
  const read = (file: string) => readFileSync(join(folder.path, file), 'utf8');

  it('makes one, and what is not committed comes along', async () => {
    folder.write('shop/a.txt', 'edited\n');
    folder.write('shop/new.txt', 'new\n');
    assert.deepEqual(await startBranch({ root, branch: 'fix/42-currency', from: 'main' }), { ok: true, value: root });
    assert.equal(branch(), 'fix/42-currency');
    assert.equal(read('shop/a.txt'), 'edited\n');
    assert.equal(read('shop/new.txt'), 'new\n');
  });

  it('does not make one twice', async () => {
    folder.git('shop', 'branch', 'fix/42');
    const again = await startBranch({ root, branch: 'fix/42', from: 'main' });
    assert.equal(!again.ok && again.problem, 'exists');
    assert.equal(branch(), 'main');
  });

  it('checks out one that is there, and stays where it is already', async () => {
    folder.git('shop', 'branch', 'fix/42');
    assert.deepEqual(await startBranch({ root, branch: 'fix/42' }), { ok: true, value: root });
    assert.equal(branch(), 'fix/42');
    assert.deepEqual(await startBranch({ root, branch: 'fix/42' }), { ok: true, value: root });
  });

  it('takes one of a remote and follows it, by its name or as the only one that has it', async () => {
    folder.git('', 'clone', '-q', 'shop', 'clone');
    folder.git('shop', 'branch', 'fix/42');
    folder.git('shop', 'branch', 'fix/43');
    folder.git('clone', 'fetch', '-q');
    const clone = join(folder.path, 'clone');
    assert.equal((await startBranch({ root: clone, branch: 'fix/42', remote: 'origin' })).ok, true);
    assert.equal(folder.git('clone', 'rev-parse', '--abbrev-ref', '@{upstream}'), 'origin/fix/42');
    const worktree = join(folder.path, 'clone.worktrees/fix-43');
    assert.deepEqual(await startBranch({ root: clone, branch: 'fix/43', worktree }), { ok: true, value: worktree });
    assert.equal(folder.git('clone.worktrees/fix-43', 'rev-parse', '--abbrev-ref', '@{upstream}'), 'origin/fix/43');
    // A new one that starts from a remote's does not follow it.
    assert.equal((await startBranch({ root: clone, branch: 'fix/44', from: 'origin/main' })).ok, true);
    assert.throws(() => folder.git('clone', 'rev-parse', '@{upstream}'));
  });

  it('in a work tree beside the repository, whose own files stay as they are', async () => {
    folder.write('shop/a.txt', 'edited\n');
    const worktree = join(folder.path, 'shop.worktrees/fix-42');
    const start = { root, branch: 'fix/42', from: 'main', worktree };
    assert.deepEqual(await startBranch(start), { ok: true, value: worktree });
    assert.equal(branch(), 'main');
    assert.equal(read('shop/a.txt'), 'edited\n');
    assert.equal(read('shop.worktrees/fix-42/a.txt'), 'a\n');
    // It is checked out there: that is where it is worked on.
    assert.deepEqual(await startBranch({ root, branch: 'fix/42' }), { ok: true, value: worktree });
    // From the further work tree as well.
    assert.deepEqual(await startBranch({ root: worktree, branch: 'fix/43', from: 'main' }), {
      ok: true,
      value: worktree,
    });
  });

  it('a folder with something in it is not taken for a work tree, and leaves no branch behind', async () => {
    folder.write('taken/mine.txt', 'mine\n');
    const start = { root, branch: 'fix/42', from: 'main', worktree: join(folder.path, 'taken') };
    const refused = await startBranch(start);
    assert.equal(!refused.ok && refused.problem, 'exists');
    assert.equal(read('taken/mine.txt'), 'mine\n');
    // A place where none can be made: below a file.
    const below = await startBranch({ ...start, worktree: join(folder.path, 'taken/mine.txt/x') });
    assert.equal(!below.ok && below.problem, 'refused');
    assert.equal(folder.git('shop', 'branch', '--list', 'fix/42'), '');
    mkdirSync(join(folder.path, 'empty'));
    assert.equal((await startBranch({ ...start, worktree: join(folder.path, 'empty') })).ok, true);
  });

  it('refuses where edits, new or ignored files would be overwritten, and leaves all as it was', async () => {
    folder.git('shop', 'switch', '-q', '-c', 'fix/42');
    folder.write('shop/debug.log', 'theirs\n');
    folder.git('shop', 'add', '-f', 'debug.log');
    folder.commit('shop', 'Two', { 'a.txt': 'theirs\n', 'new.txt': 'theirs\n' });
    folder.git('shop', 'switch', '-q', 'main');
    for (const file of ['a.txt', 'new.txt', 'debug.log']) {
      const before = existsSync(join(root, file)) ? read(`shop/${file}`) : undefined;
      folder.write(`shop/${file}`, 'mine\n');
      for (const start of [
        { root, branch: 'fix/42' },
        { root, branch: 'fix/42-more', from: 'fix/42' },
      ]) {
        const refused = await startBranch(start);
        assert.equal(!refused.ok && refused.problem, 'dirty', `${file}: ${JSON.stringify(refused)}`);
        assert.match(refused.ok ? '' : refused.detail, new RegExp(file));
      }
      assert.equal(read(`shop/${file}`), 'mine\n');
      assert.equal(branch(), 'main');
      if (before === undefined) folder.git('shop', 'clean', '-fxq', file);
      else folder.git('shop', 'checkout', '-q', file);
    }
    assert.equal(folder.git('shop', 'branch', '--list', 'fix/42-more'), '');
    assert.equal((await startBranch({ root, branch: 'fix/42' })).ok, true);
  });

  it('refuses during a merge and a rebase', async () => {
    folder.git('shop', 'switch', '-q', '-c', 'other');
    folder.commit('shop', 'Two', { 'b.txt': 'b\n' });
    folder.git('shop', 'switch', '-q', 'main');
    folder.git('shop', 'merge', '-q', '--no-ff', '--no-commit', 'other');
    const merging = await startBranch({ root, branch: 'fix/42', from: 'main' });
    assert.equal(!merging.ok && merging.problem, 'refused');
    assert.ok(existsSync(join(root, '.git/MERGE_HEAD')));
    folder.git('shop', 'merge', '--abort');

    folder.commit('shop', 'Three', { 'b.txt': 'c\n' });
    assert.throws(() => folder.git('shop', 'rebase', '-q', 'other'));
    const rebasing = await startBranch({ root, branch: 'other' });
    assert.equal(rebasing.ok, false);
    assert.ok(existsSync(join(root, '.git/rebase-merge')));
  });

  it('refuses to leave commits of a detached HEAD that no branch holds, unless the new one does', async () => {
    folder.git('shop', 'switch', '-q', '--detach');
    assert.equal((await startBranch({ root, branch: 'fix/41', from: 'main' })).ok, true);
    folder.git('shop', 'switch', '-q', '--detach');
    const held = folder.commit('shop', 'Loose');
    const refused = await startBranch({ root, branch: 'main' });
    assert.equal(!refused.ok && refused.problem, 'refused');
    assert.equal(folder.git('shop', 'rev-parse', 'HEAD'), held);
    const beside = join(folder.path, 'beside');
    assert.equal((await startBranch({ root, branch: 'main', worktree: beside })).ok, true);
    assert.equal((await startBranch({ root, branch: 'fix/42', from: held })).ok, true);
    assert.equal(branch(), 'fix/42');
  });

  it('by way of a symbolic link, as the repositories of a workspace are named', async () => {
    const link = join(folder.path, 'link');
    symlinkSync(root, link);
    const [found, ...others] = await repositories([link]);
    assert.deepEqual([found?.root, others], [link, []]);
    assert.deepEqual(await startBranch({ root: link, branch: 'fix/42', from: 'main' }), { ok: true, value: link });
    assert.equal(branch(), 'fix/42');
    // A link into a repository leads to where its root is.
    mkdirSync(join(root, 'src'));
    symlinkSync(join(root, 'src'), join(folder.path, 'part'));
    assert.equal((await repositories([join(folder.path, 'part')]))[0]?.root, root);
  });

  it('before the first commit', async () => {
    const fresh = folder.repository('fresh');
    folder.write('fresh/a.txt', 'a\n');
    folder.git('fresh', 'add', 'a.txt');
    assert.equal((await startBranch({ root: fresh, branch: 'fix/42', from: 'main' })).ok, true);
    assert.equal(folder.git('fresh', 'symbolic-ref', '--short', 'HEAD'), 'fix/42');
    assert.equal(folder.git('fresh', 'status', '--porcelain'), 'A  a.txt');
    const start = { root: fresh, branch: 'fix/43', from: 'main', worktree: join(folder.path, 'w') };
    assert.equal((await startBranch(start)).ok, false);
  });

  it('in a submodule', async () => {
    folder.repository('lib');
    folder.commit('lib', 'One', { 'l.txt': 'l\n' });
    folder.git('shop', 'submodule', '--quiet', 'add', '../lib', 'lib');
    folder.commit('shop', 'Lib');
    folder.git('shop/lib', 'switch', '-q', '--detach');
    const inner = join(root, 'lib');
    assert.deepEqual(await startBranch({ root: inner, branch: 'fix/42', from: 'main' }), { ok: true, value: inner });
    assert.equal(branch(), 'main');
  });

  it('refuses names that git or a command line would take for something else', async () => {
    folder.git('shop', 'switch', '-q', '-c', 'other');
    folder.git('shop', 'switch', '-q', 'main');
    for (const name of [
      '-f',
      '--orphan=x',
      'HEAD',
      '@{-1}',
      '-',
      'a..b',
      'a b',
      'x.lock',
      '',
      'a\0b',
      'a\nb',
      ':/One',
    ]) {
      for (const from of [undefined, 'main']) {
        const refused = await startBranch({ root, branch: name, ...(from && { from }) });
        assert.equal(!refused.ok && refused.problem, 'refused', name);
      }
    }
    for (const from of ['--help', 'HEAD~0', '@{-1}', ':/One', 'nothing', '', 'HEAD']) {
      const refused = await startBranch({ root, branch: 'fix/42', from });
      assert.equal(!refused.ok && refused.problem, 'refused', from);
    }
    const relative = await startBranch({ root, branch: 'fix/42', from: 'main', worktree: '../x' });
    assert.equal(!relative.ok && relative.problem, 'refused');
    assert.equal(branch(), 'main');
  });

  it('what is no repository, or only a folder of one', async () => {
    mkdirSync(join(root, 'src'));
    for (const place of [folder.path, join(root, 'src'), join(folder.path, 'none')]) {
      const refused = await startBranch({ root: place, branch: 'fix/42', from: 'main' });
      assert.equal(!refused.ok && refused.problem, 'noRepository');
    }
  });

  it('says what git said where it cannot', async () => {
    folder.git('shop', 'branch', 'fix');
    const nested = await startBranch({ root, branch: 'fix/42', from: 'main' });
    assert.equal(!nested.ok && nested.problem, 'refused');
    assert.match(nested.ok ? '' : nested.detail, /refs\/heads\/fix/);
    folder.write('shop/.git/index.lock', '');
    const locked = await startBranch({ root, branch: 'fix' });
    assert.match(locked.ok ? '' : locked.detail, /index\.lock/);
  });

  it('a work tree that is not wanted any more half way leaves nothing', async () => {
    folder.commit('shop', 'Slow', { '.gitattributes': '*.txt filter=slow\n' });
    const begun = join(folder.path, 'begun');
    mkdirSync(begun);
    folder.git('shop', 'config', 'filter.slow.smudge', `echo x > '${begun}/x'; sleep 30; cat`);
    const ending = new AbortController();
    const watcher = watch(begun, () => ending.abort());
    const worktree = join(folder.path, 'w');
    try {
      const began = Date.now();
      const running = startBranch({ root, branch: 'fix/42', from: 'main', worktree }, ending.signal);
      await assert.rejects(running, { name: 'AbortError' });
      assert.ok(Date.now() - began < 25_000);
    } finally {
      watcher.close();
    }
    assert.equal(folder.git('shop', 'branch', '--list', 'fix/42'), '');
    assert.equal(existsSync(worktree), false);
    assert.equal(folder.git('shop', 'worktree', 'list').split('\n').length, 1);
  });

  it('ends with its signal before it changes anything', async () => {
    const start = { root, branch: 'fix/42', from: 'main' };
    await assert.rejects(startBranch(start, AbortSignal.abort()), { name: 'AbortError' });
    const ending = new AbortController();
    const running = startBranch({ ...start, worktree: join(folder.path, 'w') }, ending.signal);
    ending.abort();
    await assert.rejects(running, { name: 'AbortError' });
    assert.equal(folder.git('shop', 'branch', '--list', 'fix/42'), '');
    assert.equal(branch(), 'main');
  });
});
