import assert from 'node:assert/strict';
import { globSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';

/** All ways in which a secret could stand in a file. */
function shapes(secret: string): Buffer[] {
  const base64 = Buffer.from(secret).toString('base64');
  return [secret, encodeURIComponent(secret), base64, base64.replace(/=+$/, '')].map(text => Buffer.from(text));
}

describe('secrets', () => {
  let api: TestApi;

  before(async () => {
    api = await extensionUnderTest();
  });

  it('are in the secret storage and in no setting, state, log or file', async () => {
    const { context, desks, engine, tree } = api;
    // A desk that answers, one that refuses its secret, one that is not there: each has something to complain of.
    for (const { config, secret } of sampleDesks()) {
      await desks.add(config, secret);
      await engine.tickets(config.id, { state: 'open' }, 10);
      const unreachable = { ...config, id: `${config.id}-gone`, address: 'http://127.0.0.1:9/readydesk/API/' };
      await desks.add(unreachable, secret);
      const gone = await engine.tickets(unreachable.id, {}, 10);
      assert.equal(gone.failure?.reason, 'unreachable');
      const node = (await tree.getChildren()).find(row => row.kind === 'desk' && row.deskId === unreachable.id);
      const lists = await tree.getChildren(node);
      await tree.getChildren(lists.find(row => row.kind === 'list'));
      const mistaken = { ...config, organizationId: '1' };
      const checked = await engine.check(mistaken, `${secret}x`);
      assert.ok(!checked.ok);
      assert.ok(!JSON.stringify([gone, checked]).includes(secret), 'a failure holds the secret');
      assert.equal(await context.secrets.get(`deskside.token.${config.id}`), secret);
      const kept = JSON.stringify([
        vscode.workspace.getConfiguration('deskside').inspect('desks'),
        ...context.globalState.keys().map(key => context.globalState.get(key)),
        ...context.workspaceState.keys().map(key => context.workspaceState.get(key)),
      ]);
      assert.ok(!kept.includes(secret), 'a setting or a state holds the secret');
      await vscode.commands.executeCommand('deskside.refresh');
    }
    // All that VS Code keeps of this session: settings, states, storages, logs.
    const userData = dirname(dirname(dirname(context.globalStorageUri.fsPath)));
    const folders = [userData, dirname(context.logUri.fsPath)];
    const find = () =>
      folders.flatMap(folder =>
        globSync('**/*', { cwd: folder })
          .map(file => `${folder}/${file}`)
          .filter(file => statSync(file).isFile()),
      );
    // Logs are written in the background.
    await until('the failures in a log', () =>
      find().some(file => file.endsWith('.log') && readFileSync(file, 'utf8').includes('unreachable')),
    );
    const files = find();
    assert.ok(
      files.some(file => file.endsWith('settings.json')),
      'the settings are among the files',
    );
    for (const { secret } of sampleDesks()) {
      for (const file of files) {
        const content = readFileSync(file);
        for (const shape of shapes(secret)) assert.ok(!content.includes(shape), `${file} holds a secret`);
      }
    }
  });

  it('go when a desk is removed', async () => {
    const { context, desks } = api;
    for (const { id } of [...desks.known].map(desk => desk.config)) await desks.remove(id);
    for (const { config } of sampleDesks()) {
      assert.equal(await context.secrets.get(`deskside.token.${config.id}`), undefined);
    }
    assert.deepEqual(vscode.workspace.getConfiguration('deskside').inspect('desks')?.globalValue, []);
  });
});
