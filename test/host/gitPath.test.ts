import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import { extensionUnderTest, until } from './extensionUnderTest.ts';

describe('the git of the settings', function () {
  this.timeout(120_000);
  let api: TestApi;
  let folder: string;

  const set = (to: unknown) =>
    vscode.workspace.getConfiguration('git').update('path', to, vscode.ConfigurationTarget.Global);

  before(async () => {
    api = await extensionUnderTest();
    folder = await mkdtemp(join(tmpdir(), 'deskside-git-'));
  });
  after(async () => {
    await set(undefined);
    await rm(folder, { recursive: true, force: true });
  });

  it('is asked about the code, as soon as it is set', async () => {
    const { code } = api.code.parts;
    assert.ok((await code.repositories()).length > 0);
    const [program, asked] = [join(folder, 'git'), join(folder, 'asked')];
    await writeFile(program, `#!/bin/sh\necho "$*" >> '${asked}'\nexec git "$@"\n`);
    await chmod(program, 0o755);
    await set([join(folder, 'none'), program]);
    await until('the git of the settings asked', async () => {
      assert.ok((await code.repositories()).length > 0);
      return readFile(asked, 'utf8').catch(() => undefined);
    });
  });
});
