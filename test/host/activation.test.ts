import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../src/editor/ids.ts';

describe('Deskside in the extension host', () => {
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
