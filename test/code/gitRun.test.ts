import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Code } from '../../src/code/code.ts';
import { codeHost } from '../../src/code/codeHost.ts';
import { branchesOf } from '../../src/code/git/branches.ts';
import { commits } from '../../src/code/git/commits.ts';
import { follow } from '../../src/code/git/follow.ts';
import { preferGit } from '../../src/code/git/gitProgram.ts';
import { saidByGit, withoutCredentials } from '../../src/code/git/gitText.ts';
import { renamedTo } from '../../src/code/git/renames.ts';
import { repositories } from '../../src/code/git/repositories.ts';
import { runGit } from '../../src/code/git/runGit.ts';
import { startBranch } from '../../src/code/git/startBranch.ts';
import { type GitFolder, gitFolder } from './gitFolder.ts';

describe('running git', function () {
  // Many processes, on a machine that may be busy.
  this.timeout(60_000);

  let folder: GitFolder;
  beforeEach(() => {
    folder = gitFolder();
  });
  afterEach(() => folder.remove());

  it('answers with what git says and how it ended', async () => {
    const root = folder.repository('shop');
    assert.equal((await runGit(root, ['rev-parse', '--show-toplevel'])).out, `${root}\n`);
    const failed = await runGit(root, ['rev-parse', '--verify', 'nothing']);
    assert.equal(failed.ended, 'failed');
    assert.match(failed.err, /Needed a single revision/);
  });

  it('a folder that is not there, and a name that none has, are failures', async () => {
    const file = folder.write('file', '');
    assert.equal((await runGit(file, ['status'])).ended, 'failed');
    assert.equal((await runGit(folder.path, ['status', '--', 'x'.repeat(4e6)])).ended, 'failed');
    assert.equal((await runGit(join(folder.path, 'none'), ['status'])).ended, 'failed');
    assert.equal((await runGit(folder.path, ['status', 'a\0b'])).ended, 'failed');
  });

  it('ends at the limit of its output', async () => {
    const root = folder.repository('shop');
    folder.commit('shop', 'One', { 'a.txt': 'a'.repeat(1_000_000) });
    const { ended, out } = await runGit(root, ['cat-file', 'blob', 'HEAD:a.txt'], { limit: 1000 });
    assert.equal(ended, 'cut');
    assert.equal(out, 'a'.repeat(1000));
  });

  it('ends after its time', async () => {
    const root = folder.repository('shop');
    const { ended } = await runGit(root, ['-c', 'alias.wait=!sleep 3', 'wait'], { milliseconds: 200 });
    assert.equal(ended, 'late');
  });

  it('ends with its signal, before it began and while it runs', async () => {
    const root = folder.repository('shop');
    await assert.rejects(runGit(root, ['status'], { signal: AbortSignal.abort() }), { name: 'AbortError' });
    const ending = new AbortController();
    const running = runGit(root, ['-c', 'alias.wait=!sleep 3', 'wait'], { signal: ending.signal });
    ending.abort();
    await assert.rejects(running, { name: 'AbortError' });
  });

  it('says when there is no git', async () => {
    const path = process.env.PATH;
    try {
      process.env.PATH = folder.path;
      assert.equal((await runGit(folder.path, ['status'])).ended, 'noGit');
      assert.deepEqual(await repositories([folder.path]), []);
      const started = await startBranch({ root: folder.path, branch: 'fix/42', from: 'main' });
      assert.equal(!started.ok && started.problem, 'noGit');
    } finally {
      process.env.PATH = path;
    }
  });

  it('does not take a git that lies in the folder', async () => {
    const root = folder.repository('shop');
    const trap = folder.write('shop/git', '#!/bin/sh\necho caught\n');
    chmodSync(trap, 0o755);
    const path = process.env.PATH;
    try {
      process.env.PATH = `.:${path}`;
      assert.doesNotMatch((await runGit(root, ['--version'])).out, /caught/);
    } finally {
      process.env.PATH = path;
    }
  });

  it('takes the git that the user wishes, where it is there', async () => {
    const root = folder.repository('shop');
    const own = folder.write('own git/git', '#!/bin/sh\necho mine\n');
    chmodSync(own, 0o755);
    const told = async (...programs: string[]) => {
      await host.open([root], { desks: [], bare: true, places: 'comments' }, {}, programs);
      return (await runGit(root, ['--version'])).out;
    };
    const host = codeHost({});
    try {
      assert.equal(await told(own), 'mine\n');
      assert.equal(await told(join(folder.path, 'none'), dirname(own), own), 'mine\n');
      assert.match(await told(join(folder.path, 'none'), 'shop/git', ''), /^git version/);
      assert.match(await told(), /^git version/);
    } finally {
      await told();
      await host.dispose();
    }
  });

  it('does not take a folder that is called git', async () => {
    folder.write('bin/git/a.txt', '');
    const path = process.env.PATH;
    try {
      process.env.PATH = `${join(folder.path, 'bin')}:${path}`;
      assert.match((await runGit(folder.path, ['--version'])).out, /^git version/);
    } finally {
      process.env.PATH = path;
    }
  });

  it('ends with what looks at the code, also where nobody may end the question', async () => {
    const root = folder.repository('shop');
    const pid = join(folder.path, 'pid');
    const slow = folder.write(
      'own/git',
      `#!/bin/sh\necho $$ > '${pid}.new'; mv '${pid}.new' '${pid}'; exec sleep 60\n`,
    );
    chmodSync(slow, 0o755);
    const questions: ((code: Code) => Promise<unknown>)[] = [
      code => code.repositories(),
      code => code.locate([]),
      code => code.formerPaths(join(root, 'a.txt')),
      code => code.commits(root, { since: '2026-01-01' }),
    ];
    try {
      for (const ask of questions) {
        const host = codeHost({});
        await host.open([root], { desks: [], bare: true, places: 'comments' }, {}, [slow]);
        const asked = assert.rejects(ask(host), { name: 'AbortError' });
        while (!existsSync(pid)) await new Promise(setImmediate);
        const number = Number(readFileSync(pid, 'utf8'));
        rmSync(pid);
        await host.dispose();
        await asked;
        assert.throws(() => process.kill(number, 0), { code: 'ESRCH' });
      }
    } finally {
      preferGit([]);
    }
  });

  it('variables that name another repository do not count', async () => {
    const root = folder.repository('shop');
    const other = folder.repository('other');
    process.env.GIT_DIR = join(other, '.git');
    try {
      assert.equal((await runGit(root, ['rev-parse', '--show-toplevel'])).out.trim(), root);
    } finally {
      delete process.env.GIT_DIR;
    }
  });

  it('nothing runs that a repository asks for', async () => {
    const root = folder.repository('shop');
    const first = folder.commit('shop', 'One', {
      'a.txt': 'one\ntwo\nthree\n',
      'b.txt': 'b\n',
      '.gitattributes': '*.txt filter=trap diff=trap\n',
    });
    folder.git('shop', 'branch', 'fix/42-other');
    const caught = join(folder.path, 'caught');
    const trap = folder.write('trap.sh', `#!/bin/sh\necho "$0 $*" >> '${caught}'\ncat\n`);
    chmodSync(trap, 0o755);
    mkdirSync(join(root, '.git/hooks'), { recursive: true });
    for (const hook of ['post-checkout', 'reference-transaction', 'post-index-change', 'pre-commit']) {
      writeFileSync(join(root, '.git/hooks', hook), `#!/bin/sh\n${trap}\n`);
      chmodSync(join(root, '.git/hooks', hook), 0o755);
    }
    for (const key of [
      'core.fsmonitor',
      'core.pager',
      'core.editor',
      'core.sshCommand',
      'core.askPass',
      'diff.external',
      'diff.trap.command',
      'diff.trap.textconv',
      'filter.trap.clean',
      'filter.trap.process',
      'gpg.program',
      'alias.status',
      'alias.log',
      'alias.diff',
      'credential.helper',
    ])
      folder.git('shop', 'config', key, trap);
    folder.git('shop', 'config', 'filter.trap.required', 'true');
    folder.git('shop', 'config', 'log.showSignature', 'true');
    folder.write('shop/a.txt', 'zero\none\ntwo\nthree\n');
    folder.write('shop/b.txt', 'c\n');
    // What git itself is asked for by this test may have run some.
    const before = existsSync(caught);

    const [repository] = await repositories([root]);
    assert.equal(repository?.dirty, true);
    assert.equal((await branchesOf(root, '42')).length, 1);
    assert.deepEqual(await follow({ file: join(root, 'a.txt'), line: 2, at: first }), {
      file: join(root, 'a.txt'),
      line: 3,
      state: 'moved',
    });
    assert.equal((await commits(root, { since: '2000-01-01' }, () => undefined)).length, 1);
    assert.equal(await renamedTo(root, 'gone.txt', first), undefined);
    assert.equal(before, false);
    assert.equal(existsSync(caught), false);

    folder.git('shop', 'config', '--remove-section', 'filter.trap');
    assert.deepEqual(await startBranch({ root, branch: 'fix/43', from: 'main' }), { ok: true, value: root });
    assert.equal(
      (await startBranch({ root, branch: 'fix/44', from: 'main', worktree: join(folder.path, 'w') })).ok,
      true,
    );
    assert.equal(existsSync(caught), false);
    // They are traps: git alone runs them.
    folder.git('shop', 'status');
    assert.equal(existsSync(caught), true);
  });

  it('nothing runs that stands behind more settings than are read', async () => {
    const root = folder.repository('shop');
    const commit = folder.commit('shop', 'One', { 'a.txt': 'one\n', '.gitattributes': '*.txt filter=trap\n' });
    const caught = join(folder.path, 'caught');
    const filter = `[filter "trap"]\n\tclean = "echo x >> '${caught}'; cat"\n`;
    appendFileSync(join(root, '.git/config'), `[filter "a"]\n${'clean=x\n'.repeat(60_000)}${filter}`);
    folder.write('shop/a.txt', 'two\n');
    assert.deepEqual(
      (await repositories([root])).map(repository => repository.root),
      [root],
    );
    assert.equal(await follow({ file: join(root, 'a.txt'), line: 1, at: commit }), undefined);
    assert.equal(existsSync(caught), false);
    // It is a trap.
    folder.git('shop', 'status');
    assert.equal(existsSync(caught), true);
  });

  it('a repository in the files of another is none', async () => {
    const root = folder.repository('shop');
    folder.commit('shop', 'One', { 'a.txt': 'a\n' });
    mkdirSync(join(root, 'evil'));
    folder.git('shop/evil', 'init', '-q', '--bare', '.');
    assert.deepEqual(
      (await repositories([root])).map(repository => repository.root),
      [root],
    );
    assert.deepEqual(await repositories([join(root, 'evil')]), []);
  });

  it('a repository does not choose another folder of the machine as its work tree', async () => {
    const root = folder.repository('home/work/shop');
    folder.write('home/mail.txt', 'mine\n');
    folder.git('home/work/shop', 'config', 'core.worktree', join(folder.path, 'home'));
    assert.deepEqual(await repositories([root]), []);
    const started = await startBranch({ root: join(folder.path, 'home'), branch: 'fix/42', from: 'main' });
    assert.equal(!started.ok && started.problem, 'noRepository');
    assert.equal(await follow({ file: join(folder.path, 'home/mail.txt'), line: 1, at: '2030-01-01' }), undefined);
  });
});

describe('what git says', () => {
  const cases: [string, string][] = [
    ['https://sam:secret@github.com/acme/shop.git', 'https://github.com/acme/shop.git'],
    ['https://ghp_token@github.com/acme/shop', 'https://github.com/acme/shop'],
    ['https://a@b:secret@host.example/x', 'https://host.example/x'],
    ['https://host.example/x?private_token=secret', 'https://host.example/x'],
    ['ssh://git:secret@host.example:2222/x.git', 'ssh://git@host.example:2222/x.git'],
    ['git@github.com:acme/shop.git', 'git@github.com:acme/shop.git'],
    ['sam:secret@host.example:acme/shop', 'host.example:acme/shop'],
    ['/srv/git/shop.git', '/srv/git/shop.git'],
    ['C:\\git\\shop', 'C:\\git\\shop'],
  ];
  for (const [address, shown] of cases) {
    it(`${address} is shown without credentials`, () => assert.equal(withoutCredentials(address), shown));
  }

  it('is told without credentials and hints', () => {
    const err = "fatal: unable to access 'https://sam:secret@host.example/x/': no\nhint: try this\n";
    assert.equal(saidByGit(err), "fatal: unable to access 'https://host.example/x/': no");
  });

  it('is read in time that grows with its length', () => {
    saidByGit('a'.repeat(300_000));
    saidByGit('https://'.repeat(100_000));
    withoutCredentials('@:'.repeat(300_000));
  });
});
