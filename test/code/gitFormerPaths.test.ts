import assert from 'node:assert/strict';
import { chmodSync, readFileSync } from 'node:fs';
import { formerPaths } from '../../src/code/git/formerPaths.ts';
import { preferGit } from '../../src/code/git/gitProgram.ts';
import { type GitFolder, gitFolder } from './gitFolder.ts';

describe('former paths of a file', function () {
  this.timeout(60_000);
  let folder: GitFolder;
  const text = Array.from({ length: 30 }, (_, at) => `line ${at + 1} of it`).join('\n');

  beforeEach(() => {
    folder = gitFolder();
    folder.repository('shop');
  });
  afterEach(() => folder.remove());

  it('are those of its renames, the latest first, also of one that is not committed', async () => {
    const file = (name: string) => `${folder.path}/shop/${name}`;
    folder.commit('shop', 'One', { 'src/a.ts': text, 'other.ts': 'other' });
    assert.deepEqual(await formerPaths(file('src/a.ts')), []);
    folder.git('shop', 'mv', 'src/a.ts', 'src/b.ts');
    folder.commit('shop', 'Two', { 'src/b.ts': `${text}\nmore` });
    assert.deepEqual(await formerPaths(file('src/b.ts')), ['src/a.ts']);
    folder.git('shop', 'mv', 'src/b.ts', 'c d.ts');
    assert.deepEqual(await formerPaths(file('c d.ts')), ['src/b.ts', 'src/a.ts']);
    folder.commit('shop', 'Three');
    assert.deepEqual(await formerPaths(file('c d.ts')), ['src/b.ts', 'src/a.ts']);
    assert.deepEqual(await formerPaths(file('other.ts')), []);
  });

  it('are none where nothing tells', async () => {
    folder.write('shop/new.ts', text);
    assert.deepEqual(await formerPaths(`${folder.path}/shop/new.ts`), []);
    folder.write('bare/a.ts', text);
    assert.deepEqual(await formerPaths(`${folder.path}/bare/a.ts`), []);
    folder.commit('shop', 'One', { '--help': text });
    assert.deepEqual(await formerPaths(`${folder.path}/shop/--help`), []);
    assert.deepEqual(await formerPaths(`${folder.path}/shop/gone.ts`), []);
    assert.deepEqual(await formerPaths(`${folder.path}/nowhere/gone.ts`), []);
  });

  it('of a history that takes too long are not looked for again before there is another commit', async () => {
    folder.commit('shop', 'One', { 'a.ts': text });
    const asked = `${folder.path}/asked`;
    const slow = `case "$*" in *--follow*) echo x >> '${asked}'; exec sleep 60;; esac`;
    const program = folder.write('own/git', `#!/bin/sh\n${slow}\nexec git "$@"\n`);
    chmodSync(program, 0o755);
    preferGit([program]);
    try {
      for (const times of [1, 1, 2]) {
        if (times === 2) folder.commit('shop', 'Two');
        assert.deepEqual(await formerPaths(`${folder.path}/shop/a.ts`, undefined, 1_000), []);
        assert.equal(readFileSync(asked, 'utf8'), 'x\n'.repeat(times));
      }
    } finally {
      preferGit([]);
    }
  });

  it('end with the signal', async () => {
    folder.commit('shop', 'One', { 'a.ts': text });
    await assert.rejects(formerPaths(`${folder.path}/shop/a.ts`, AbortSignal.abort()));
  });
});
