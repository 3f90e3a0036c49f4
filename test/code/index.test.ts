import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, realpath, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { sortChanges } from '../../src/code/index/changes.ts';
import { MentionIndex } from '../../src/code/index/mentionIndex.ts';
import { ripgrep } from '../../src/code/index/ripgrep.ts';
import { someAtOnce } from '../../src/code/index/someAtOnce.ts';
import type { MentionRules } from '../../src/model/mention.ts';
import { ripgrepPath } from './ripgrepPath.ts';

const rules: MentionRules = {
  desks: [
    { deskId: 'ts', prefixes: ['TS'], addresses: ['https://desk.example/tickets/{number}'], patterns: [] },
    {
      deskId: 'rd',
      prefixes: ['RD'],
      addresses: ['https://rd.example/{id}/t{number}'],
      patterns: ['\\[CASE (\\d+)\\]'],
    },
  ],
  bare: true,
  places: 'comments',
};

const git = (cwd: string, ...args: string[]) =>
  execFileSync(
    'git',
    ['-c', 'user.name=A', '-c', 'user.email=a@example.test', '-c', 'protocol.file.allow=always', ...args],
    {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    },
  );

describe('the index of mentions', function () {
  this.timeout(30_000);
  let folder: string;
  let index: MentionIndex;

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'deskside-index-')));
    index = new MentionIndex({});
  });
  afterEach(async () => {
    index.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  async function write(path: string, text: string | Buffer): Promise<string> {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  }

  async function found(number: string, deskId = 'ts', root = folder): Promise<string[]> {
    const { places } = await index.mentions({ deskId, number });
    return places.map(place => `${relative(root, place.file)}:${place.line}:${place.column}`);
  }

  it('finds what is tracked and what is new, not what is ignored, binary, huge, linked, or no mention', async () => {
    git(folder, 'init', '-q');
    await write('.gitignore', 'ignored/\n*.log\n');
    await write('src/a.ts', "const a = '#fff';\n// Fixes #1234, TS-77 and ticket 88\nconst b = c#1234;\n");
    await write('src/deep/ü b.py', '\n\n  # see https://desk.example/tickets/1234\n');
    git(folder, 'add', '.');
    git(folder, 'commit', '-qm', 'x');
    await write('new.md', 'About #01234 no, but about #1234 and tickets 5678, 91 and #92.\r\nRD-1234 [CASE 501]\r\n');
    await write('ignored/b.ts', '// #1234\n');
    await write('c.log', '#1234\n');
    await write('bin.dat', Buffer.from('a #1234\0b'));
    await write('big.txt', `#1234\n${'x'.repeat(1_100_000)}`);
    await symlink(join(folder, 'new.md'), join(folder, 'link.md'));
    index.open([folder], rules);
    assert.deepEqual(await found('1234'), ['new.md:0:27', 'src/a.ts:1:9', 'src/deep/ü b.py:2:8']);
    assert.deepEqual(await found('1234', 'rd'), ['new.md:0:27', 'new.md:1:0', 'src/a.ts:1:9']);
    assert.deepEqual(await found('77'), ['src/a.ts:1:16']);
    assert.deepEqual(await found('77', 'rd'), []);
    assert.deepEqual(await found('88'), ['src/a.ts:1:26']);
    assert.deepEqual(await found('91'), ['new.md:0:51']);
    assert.deepEqual(await found('92'), ['new.md:0:58']);
    assert.deepEqual(await found('501', 'rd'), ['new.md:1:8']);
    assert.deepEqual(await found('9'), []);
    const { places, partial } = await index.mentions({ deskId: 'ts', number: '77' });
    assert.equal(partial, false);
    assert.deepEqual(
      places.map(({ length, text }) => [length, text]),
      [[5, '// Fixes #1234, TS-77 and ticket 88']],
    );
  });

  it('follows what changes on disk', async () => {
    git(folder, 'init', '-q');
    await write('.gitignore', 'out/\n');
    const a = await write('a.ts', '// #11\n');
    await write('dir/b.ts', '// #11\n');
    index.open([folder], rules);
    assert.deepEqual(await found('11'), ['a.ts:0:3', 'dir/b.ts:0:3']);
    await writeFile(a, '\n// #12\n');
    index.changed([a]);
    assert.deepEqual([await found('11'), await found('12')], [['dir/b.ts:0:3'], ['a.ts:1:3']]);
    const inOut = await write('out/c.ts', '// #12\n');
    const d = await write('d.ts', '// #12\n');
    index.changed([inOut, join(folder, 'out'), d, join(folder, '.git/index'), '/elsewhere/e.ts']);
    assert.deepEqual(await found('12'), ['a.ts:1:3', 'd.ts:0:3']);
    await unlink(d);
    await rename(join(folder, 'dir'), join(folder, 'moved'));
    index.changed([d, join(folder, 'dir'), join(folder, 'moved')]);
    assert.deepEqual([await found('11'), await found('12')], [['moved/b.ts:0:3'], ['a.ts:1:3']]);
    index.changed([await write('.gitignore', 'moved/\n')]);
    assert.deepEqual([await found('11'), await found('12')], [[], ['a.ts:1:3', 'out/c.ts:0:3']]);
    await rm(join(folder, 'moved'), { recursive: true });
    await symlink(join(folder, 'out'), join(folder, 'linked'));
    index.changed([join(folder, 'linked', 'c.ts'), join(folder, 'linked')]);
    assert.deepEqual(await found('12'), ['a.ts:1:3', 'out/c.ts:0:3']);
    const many = Array.from({ length: 1_500 }, (_, at) => join(folder, `n${at}.ts`));
    await writeFile(many[1_200] ?? '', '// #12');
    index.changed(many);
    assert.deepEqual(await found('12'), ['a.ts:1:3', 'n1200.ts:0:3', 'out/c.ts:0:3']);
  });

  it('searches all again rather than many folders one by one', async () => {
    git(folder, 'init', '-q');
    index.open([folder], rules);
    assert.deepEqual(await found('12'), []);
    const names = Array.from({ length: 30 }, (_, at) => `dir${at}`);
    await Promise.all(names.map(name => write(`${name}/a.ts`, '// #12\n')));
    const folders = names.map(name => join(folder, name));
    assert.deepEqual([(await sortChanges(folders)).anew, (await sortChanges(folders.slice(0, 3))).anew], [true, false]);
    index.changed(folders);
    assert.equal((await found('12')).length, 30);
  });

  it('misses nothing when very much changes while it searches', async function () {
    if (process.platform === 'win32') return this.skip();
    await write('shop/a.ts', '// #12\n');
    const script = '#!/bin/sh\ngrep -roHZ "#[0-9]*" .\ntouch ../searched\nuntil [ -e ../go ]; do sleep 0.01; done\n';
    const program = await write('search.sh', script);
    await chmod(program, 0o700);
    index.dispose();
    index = new MentionIndex({ ripgrep: program });
    const root = join(folder, 'shop');
    index.open([root], { ...rules, desks: [] });
    const asked = found('12');
    while (!existsSync(join(folder, 'searched'))) await new Promise(resolve => setImmediate(resolve));
    const b = await write('shop/b.ts', '// #12\n');
    index.changed([b, ...Array.from({ length: 1_500 }, (_, at) => join(root, `n${at}.ts`))]);
    await write('go', '');
    assert.deepEqual(await asked, ['shop/a.ts:0:3', 'shop/b.ts:0:3']);
  });

  it('searches submodules, repositories within, other folders and work trees', async () => {
    const other = join(folder, 'other');
    await write('other/lib/x.c', '/* #21 */\n');
    git(other, 'init', '-q');
    git(other, 'add', '.');
    git(other, 'commit', '-qm', 'x');
    const main = join(folder, 'main');
    await write('main/y.c', '// #21\n');
    git(main, 'init', '-q');
    git(main, 'submodule', '--quiet', 'add', other, 'deep/sub');
    git(main, 'commit', '-qam', 'x');
    await write('main/nested/z.c', '// #21\n');
    git(join(main, 'nested'), 'init', '-q');
    const tree = join(folder, 'tree');
    git(main, 'worktree', 'add', '-q', tree, '-b', 'work');
    await write('tree/w.c', '// #21\n');
    await write('plain/p.c', '// #21\n');
    await write('plain/node_modules/p.c', '// #21\n');
    index.open([main, tree, join(folder, 'plain')], rules);
    const all = ['main/deep/sub/lib/x.c:0:3', 'main/nested/z.c:0:3', 'main/y.c:0:3', 'plain/p.c:0:3', 'tree/w.c:0:3'];
    assert.deepEqual(await found('21'), all);
    // A folder of the workspace that is a part of a repository.
    index.open([join(main, 'deep')], rules);
    assert.deepEqual(await found('21'), ['main/deep/sub/lib/x.c:0:3']);
    git(main, 'checkout', '-q', '--detach');
    index.open([main], rules);
    assert.equal((await found('21')).length, 3);
  });

  it('leaves to git what is a repository, and out what is no own code, with ripgrep too', async function () {
    const program = ripgrepPath();
    if (program === undefined) return this.skip();
    await write('a.c', '// #22\n');
    await write('node_modules/x/b.c', '// #22\n');
    await write('re[p]o/c.c', '// #22\n');
    git(join(folder, 're[p]o'), 'init', '-q');
    await write('repo/d.c', '// #22\n');
    index.dispose();
    index = new MentionIndex({ ripgrep: program });
    index.open([folder], rules);
    assert.deepEqual(await found('22'), ['a.c:0:3', 're[p]o/c.c:0:3', 'repo/d.c:0:3']);
    const { out } = await ripgrep(program, folder, ['--files', '--', '.'], [folder, join(folder, 're[p]o')]);
    assert.deepEqual(out.split('\0').filter(Boolean).sort(), ['./a.c', './repo/d.c']);
    assert.equal((await ripgrep(program, join(folder, 'a.c'), ['x'], [])).ended, 'failed');
  });

  it('is not led out of the workspace, nor made to run anything', async () => {
    const repo = join(folder, 'repo');
    const marker = join(folder, 'ran');
    await write('outside/secret.c', '// #31\n');
    git(join(folder, 'outside'), 'init', '-q');
    await write('repo/a.c', '// #31\n');
    git(repo, 'init', '-q');
    await write('repo/.gitmodules', `[submodule "x"]\n\tpath = ../outside\n[submodule "y"]\n\tpath = in\n`);
    await symlink(join(folder, 'outside'), join(repo, 'in'));
    await write('repo/.gitattributes', '*.c diff=evil filter=evil\n');
    for (const [key, value] of [
      ['diff.evil.textconv', `touch ${marker};:`],
      ['filter.evil.clean', `touch ${marker};cat`],
      ['core.fsmonitor', `touch ${marker};:`],
      ['core.pager', `touch ${marker};cat`],
      ['grep.fullName', 'true'],
      ['grep.lineNumber', 'true'],
      ['grep.column', 'true'],
      ['submodule.recurse', 'true'],
      ['color.grep', 'always'],
    ] as const)
      git(repo, 'config', key, value);
    index.open([repo], rules);
    assert.deepEqual(await found('31'), ['repo/a.c:0:3']);
    await assert.rejects(realpath(marker));
  });

  it('ends with the signal, and answers the next one', async () => {
    git(folder, 'init', '-q');
    await write('a.c', '// #41\n');
    index.open([folder], rules);
    await assert.rejects(index.mentions({ deskId: 'ts', number: '41' }, AbortSignal.abort()), { name: 'AbortError' });
    const abort = new AbortController();
    const asked = index.mentions({ deskId: 'ts', number: '41' }, abort.signal);
    const beside = index.mentions({ deskId: 'ts', number: '41' });
    abort.abort();
    await assert.rejects(asked, { name: 'AbortError' });
    assert.equal((await beside).places.length, 1);
    const other = index.mentions({ deskId: 'ts', number: '41' });
    index.open([folder], { ...rules, bare: false });
    assert.equal((await other).places.length, 0);
  });
});

describe('folders that are searched', () => {
  it('are searched some at a time, and told in their order', async () => {
    let running = 0;
    let most = 0;
    const made = await someAtOnce([3, 1, 2, 0, 5, 4], 2, async rounds => {
      most = Math.max(most, ++running);
      for (let round = 0; round < rounds; round++) await Promise.resolve();
      running--;
      return rounds * 2;
    });
    assert.deepEqual([made, most], [[6, 2, 4, 0, 10, 8], 2]);
    await assert.rejects(
      someAtOnce([1, 2], 4, async one => assert.equal(one, 1)),
      assert.AssertionError,
    );
  });
});
