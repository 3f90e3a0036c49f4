import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { branchesOf } from '../../src/code/git/branches.ts';
import { commits } from '../../src/code/git/commits.ts';
import { repositories } from '../../src/code/git/repositories.ts';
import { email, type GitFolder, gitFolder } from './gitFolder.ts';

let folder: GitFolder;
beforeEach(() => {
  folder = gitFolder();
});
afterEach(() => folder.remove());

const day = 86_400;
const start = Date.UTC(2026, 9, 1) / 1000;

describe('repositories of a workspace', function () {
  // Many processes, on a machine that may be busy.
  this.timeout(60_000);

  it('a folder without one has none', async () => {
    folder.write('notes/a.txt', 'a\n');
    assert.deepEqual(await repositories([join(folder.path, 'notes'), join(folder.path, 'none')]), []);
  });

  it('before the first commit there is neither branch nor commit', async () => {
    const root = folder.repository('shop');
    assert.deepEqual(await repositories([root]), [
      { root, remotes: [], submodule: false, linkedWorktree: false, dirty: false },
    ]);
  });

  it('is found from a folder in it, with branch, commit, main branch and remotes without credentials', async () => {
    const root = folder.repository('shop');
    const commit = folder.commit('shop', 'One', { 'src/deep/a.txt': 'a\n' });
    folder.git('shop', 'remote', 'add', 'fork', 'https://sam:secret@github.com/sam/shop.git');
    folder.git('shop', 'remote', 'add', 'origin', 'git@github.com:acme/shop.git');
    folder.git('shop', 'remote', 'add', 'trap', 'ext::sh -c trap');
    folder.git('shop', 'switch', '-q', '-c', 'fix/42-currency');
    assert.deepEqual(await repositories([join(root, 'src/deep'), root]), [
      {
        root,
        branch: 'fix/42-currency',
        commit,
        remotes: [
          { name: 'origin', url: 'git@github.com:acme/shop.git' },
          { name: 'fork', url: 'https://github.com/sam/shop.git' },
        ],
        mainBranch: 'main',
        submodule: false,
        linkedWorktree: false,
        dirty: false,
      },
    ]);
  });

  it('the remote says which branch is the main one', async () => {
    folder.repository('origin');
    folder.commit('origin', 'One', { 'a.txt': 'a\n' });
    folder.git('origin', 'switch', '-q', '-c', 'release/next');
    folder.git('', 'clone', '-q', 'origin', 'shop');
    folder.git('shop', 'branch', 'main', 'origin/main');
    assert.equal((await repositories([join(folder.path, 'shop')]))[0]?.mainBranch, 'release/next');
  });

  it('a detached HEAD has a commit and no branch', async () => {
    const root = folder.repository('shop');
    const commit = folder.commit('shop', 'One', { 'a.txt': 'a\n' });
    folder.git('shop', 'switch', '-q', '--detach');
    const [found] = await repositories([root]);
    assert.equal(found?.branch, undefined);
    assert.equal(found?.commit, commit);
  });

  it('changed and new files make it dirty, ignored ones do not', async () => {
    const root = folder.repository('shop');
    folder.commit('shop', 'One', { 'a.txt': 'a\n', '.gitignore': 'out/\n' });
    const dirty = async () => (await repositories([root]))[0]?.dirty;
    folder.write('shop/out/b.txt', 'b\n');
    assert.equal(await dirty(), false);
    const fresh = folder.write('shop/new.txt', 'b\n');
    assert.equal(await dirty(), true);
    rmSync(fresh);
    folder.write('shop/a.txt', 'changed\n');
    assert.equal(await dirty(), true);
  });

  it('submodules, also of submodules, are repositories of their own, from inside too', async () => {
    for (const name of ['inner', 'middle', 'shop']) {
      folder.repository(name);
      folder.commit(name, 'One', { 'a.txt': 'a\n' });
    }
    folder.git('middle', 'submodule', '--quiet', 'add', '../inner', 'in');
    folder.commit('middle', 'In');
    folder.git('shop', 'submodule', '--quiet', 'add', '../middle', 'libs/mid dle');
    folder.commit('shop', 'Middle');
    folder.git('shop', 'submodule', '--quiet', 'update', '--init', '--recursive');
    const root = join(folder.path, 'shop');
    const found = (await repositories([root])).map(one => [one.root, one.submodule, one.linkedWorktree]);
    const expected = [
      [root, false, false],
      [join(root, 'libs/mid dle'), true, false],
      [join(root, 'libs/mid dle/in'), true, false],
    ];
    assert.deepEqual(found, expected);
    assert.equal((await repositories([join(root, 'libs/mid dle/in')]))[0]?.submodule, true);
    assert.equal((await repositories([join(root, 'libs/mid dle/in')])).length, 1);

    // What another repository names as its submodule must lie in it.
    folder.write('shop/.gitmodules', '[submodule "x"]\n\tpath = ../middle\n\turl = x\n');
    assert.deepEqual(
      (await repositories([root])).filter(one => one.root === join(folder.path, 'middle')),
      [],
    );
  });

  it('further work trees, and repositories side by side in a folder', async () => {
    folder.repository('all/shop');
    folder.commit('all/shop', 'One', { 'a.txt': 'a\n' });
    folder.repository('all/tools/cli');
    folder.repository('all/node_modules/dep');
    folder.git('all/shop', 'worktree', 'add', '-q', '-b', 'fix/42', '../shop-42');
    const found = (await repositories([join(folder.path, 'all')])).map(one => [
      one.root.slice(folder.path.length),
      one.branch,
      one.linkedWorktree,
    ]);
    assert.deepEqual(found, [
      ['/all/shop', 'main', false],
      ['/all/shop-42', 'fix/42', true],
      ['/all/tools/cli', undefined, false],
    ]);
  });
});

describe('branches of a ticket', function () {
  // Many processes, on a machine that may be busy.
  this.timeout(60_000);

  it('those here first, then those of remotes that are not here, newer first', async () => {
    folder.repository('origin');
    folder.commit('origin', 'One', { 'a.txt': 'a\n' }, start);
    folder.git('origin', 'branch', 'fix/42-remote');
    folder.git('origin', 'branch', 'fix/42-both');
    folder.git('', 'clone', '-q', 'origin', 'shop');
    folder.git('shop', 'config', 'user.email', email);
    folder.git('shop', 'config', 'user.name', 'Sam');
    folder.git('shop', 'branch', 'fix/42-both', 'origin/fix/42-both');
    folder.git('shop', 'branch', 'fix/142-other');
    folder.git('shop', 'switch', '-q', '-c', 'try-30/0042-newer');
    folder.commit('shop', 'Two', {}, start + day);
    folder.git('shop', 'worktree', 'add', '-q', '-b', 'fix/42-tree', '../tree', 'main');
    const root = join(folder.path, 'shop');
    const at = (seconds: number) => new Date(seconds * 1000).toISOString();
    assert.deepEqual(await branchesOf(root, '42'), [
      { name: 'fix/42-both', at: at(start) },
      { name: 'fix/42-tree', worktree: join(folder.path, 'tree'), at: at(start) },
      { name: 'fix/42-remote', remote: 'origin', at: at(start) },
      { name: 'try-30/0042-newer', worktree: root, at: at(start + day) },
    ]);
    assert.deepEqual(await branchesOf(root, '7'), []);
    assert.deepEqual(await branchesOf(folder.path, '42'), []);
  });

  it('a number of one digit where a part of the name begins with it', async () => {
    const root = folder.repository('shop');
    folder.commit('shop', 'One');
    for (const name of ['fix/7-login', 'fix/70-x', 'v7', '7.1', 'x-7', '7th', 'ticket-7'])
      folder.git('shop', 'branch', name);
    const names = (await branchesOf(root, '7')).map(branch => branch.name);
    assert.deepEqual(names, ['ticket-7', 'fix/7-login']);
    assert.deepEqual(await branchesOf(root, ''), []);
  });

  it('remotes whose names have slashes', async () => {
    folder.repository('origin');
    folder.commit('origin', 'One');
    folder.git('origin', 'branch', 'fix/42');
    const root = folder.repository('shop');
    folder.git('shop', 'remote', 'add', 'team/sam', '../origin');
    folder.git('shop', 'fetch', '-q', 'team/sam');
    const [found] = await branchesOf(root, '0042');
    assert.deepEqual([found?.name, found?.remote], ['fix/42', 'team/sam']);
  });
});

describe('commits of a span of work', function () {
  // Many processes, on a machine that may be busy.
  this.timeout(60_000);

  const page = (url: string, hash: string) => (url.includes('origin') ? `https://x/${hash}` : undefined);

  it('what HEAD has and the base has not, newest first, without merges', async () => {
    const root = folder.repository('shop');
    folder.commit('shop', 'Base', {}, start);
    folder.git('shop', 'switch', '-q', '-c', 'fix/42');
    const one = folder.commit('shop', 'Fix export\n\nIt was\nwrong.\n\nTicket: #42', { 'a.txt': 'a\n' }, start + day);
    folder.git('shop', 'switch', '-q', 'main');
    folder.commit('shop', 'Elsewhere', { 'b.txt': 'b\n' }, start + 2 * day);
    folder.git('shop', 'switch', '-q', 'fix/42');
    folder.gitAt(start + 3 * day, 'shop', 'merge', '-q', 'main');
    folder.git('shop', 'config', 'user.email', 'kim@acme.example');
    const two = folder.commit('shop', 'Test "export" ünd more', { 'c.txt': 'c\n' }, start + 4 * day);
    folder.git('shop', 'config', 'user.email', 'Sam@acme.example');

    assert.deepEqual(await commits(root, { base: 'main' }, page), [
      { hash: two, subject: 'Test "export" ünd more', body: '', at: '2026-10-05T00:00:00.000Z', mine: false },
      {
        hash: one,
        subject: 'Fix export',
        body: 'It was\nwrong.\n\nTicket: #42',
        at: '2026-10-02T00:00:00.000Z',
        mine: true,
      },
    ]);
    const since = await commits(root, { since: '2026-10-03T12:00:00Z' }, page);
    assert.deepEqual(
      since.map(commit => commit.hash),
      [two],
    );
    assert.deepEqual(await commits(root, {}, page), []);
    assert.deepEqual(await commits(root, { base: '--all' }, page), []);
    assert.deepEqual(await commits(folder.path, { base: 'main' }, page), []);
  });

  it('at most 200', async () => {
    const root = folder.repository('shop');
    folder.commit('shop', 'Base');
    let stream = '';
    for (let at = 0; at < 230; at++) {
      const from = at === 0 ? 'from refs/heads/main\n' : '';
      stream += `commit refs/heads/fix\ncommitter Sam <${email}> ${start + at} +0000\ndata 2\nx\n${from}\n`;
    }
    folder.write('stream', stream);
    folder.git('shop', '-c', 'alias.load=!git fast-import --quiet < ../stream', 'load');
    folder.git('shop', 'switch', '-q', 'fix');
    assert.equal((await commits(root, { base: 'main' }, page)).length, 200);
  });

  it('have a page where the remote has them', async () => {
    folder.repository('origin');
    folder.commit('origin', 'Base');
    folder.git('', 'clone', '-q', 'origin', 'shop');
    folder.git('shop', 'config', 'user.email', email);
    folder.git('shop', 'config', 'user.name', 'Sam');
    folder.git('shop', 'switch', '-q', '-c', 'fix/42');
    const one = folder.commit('shop', 'One');
    folder.git('shop', 'push', '-q', 'origin', 'fix/42');
    folder.commit('shop', 'Two');
    // From a branch of the remote, where none here has the name.
    folder.git('shop', 'branch', '-q', '-D', 'main');
    const found = await commits(join(folder.path, 'shop'), { base: 'main' }, page);
    assert.deepEqual(
      found.map(({ subject, permalink }) => [subject, permalink]),
      [
        ['Two', undefined],
        ['One', `https://x/${one}`],
      ],
    );
  });

  it('a rebase keeps when they were written', async () => {
    const root = folder.repository('shop');
    folder.commit('shop', 'Base', {}, start);
    folder.git('shop', 'switch', '-q', '-c', 'fix/42');
    folder.commit('shop', 'Fix', { 'a.txt': 'a\n' }, start + day);
    folder.git('shop', 'switch', '-q', 'main');
    folder.commit('shop', 'Elsewhere', { 'b.txt': 'b\n' }, start + 2 * day);
    folder.git('shop', 'switch', '-q', 'fix/42');
    folder.git('shop', 'rebase', '-q', 'main');
    assert.deepEqual(
      (await commits(root, { base: 'main' }, page)).map(({ subject, at }) => [subject, at]),
      [['Fix', '2026-10-02T00:00:00.000Z']],
    );
  });
});
