import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { commands } from '../../src/editor/ids.ts';

/** The most that may be loaded at the start, in bytes of code as it is built for tests: not minified. */
const most = 25_000;

describe('Deskside in the extension host', () => {
  // The first test of all: nothing has asked for anything yet, and no desk is connected.
  it('loads little until something is asked of it, and nothing that starts an engine', async () => {
    const extension = vscode.extensions.getExtension('deskside.deskside');
    assert.ok(extension, 'VS Code does not know the extension');
    await extension.activate();
    const dist = join(extension.extensionPath, 'dist');
    const loaded = Object.keys(require.cache).filter(file => dirname(file) === dist);
    assert.ok(loaded.some(file => basename(file) === 'extension.cjs'));
    for (const file of loaded) assert.match(basename(file), /^extension(?:-start\d*)?\.cjs$/);
    const code = loaded.map(file => readFileSync(file, 'utf8').split('//# sourceMappingURL=')[0] ?? '').join('');
    assert.ok(code.length < most, `${code.length} bytes are loaded at the start`);
  });

  it('activates and registers every command it names', async () => {
    const extension = vscode.extensions.getExtension('deskside.deskside');
    assert.ok(extension, 'VS Code does not know the extension');
    await extension.activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      Object.values(commands).filter(id => !registered.has(id)),
      [],
    );
  });
});
