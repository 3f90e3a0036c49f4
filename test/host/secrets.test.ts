import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import type { DeskConfig } from '../../src/model/desk.ts';
import { folderContents } from '../folderContents.ts';
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
  beforeEach(async () => {
    for (const { config, secret } of sampleDesks()) await api.desks.add(config, secret);
  });
  afterEach(async () => {
    for (const { id } of [...api.desks.known].map(desk => desk.config)) await api.desks.remove(id);
  });

  it('are in the secret storage and in no setting, state, log or file', async () => {
    const { context, desks, engine, tree } = api;
    // A desk that answers, one that refuses its secret, one that is not there: each has something to complain of.
    for (const { config, secret } of sampleDesks()) {
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
    const find = () => folders.flatMap(folder => [...folderContents(folder)]);
    // Logs are written in the background.
    await until('the failures in a log', () =>
      find().some(([name, content]) => name.endsWith('.log') && content.includes('unreachable')),
    );
    const files = find();
    assert.ok(
      files.some(([name]) => name.endsWith('settings.json')),
      'the settings are among the files',
    );
    for (const { secret } of sampleDesks()) {
      for (const [name, content] of files) {
        for (const shape of shapes(secret)) assert.ok(!content.includes(shape), `${name} holds a secret`);
      }
    }
  });

  it('go to the address only that they were entered for', async () => {
    const { desks, engine } = api;
    const [given] = sampleDesks();
    assert.ok(given);
    const { config, secret } = given;
    const heard: string[] = [];
    const elsewhere = createServer((request, response) => {
      heard.push(request.url ?? '');
      response.end();
    });
    elsewhere.listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const address = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/readydesk/API/`;
    const settings = vscode.workspace.getConfiguration('deskside');
    const entries = settings.inspect<DeskConfig[]>('desks')?.globalValue ?? [];
    // Whatever comes by the settings, edited or synchronised, is asked with no secret that was not meant for it.
    const moved = entries.map(entry => (entry.id === config.id ? { ...entry, address } : entry));
    await settings.update('desks', moved, vscode.ConfigurationTarget.Global);
    const desk = await until('the moved desk', async () => {
      const found = (await desks.load()).find(each => each.config.id === config.id);
      return found?.config.address === address ? found : undefined;
    });
    assert.ok(desk.state === 'failed' && desk.failure.reason === 'signedOut');
    assert.equal((await engine.tickets(config.id, {}, 10)).failure?.reason, 'signedOut');
    const examined = await desks.examine(config.id);
    assert.equal(examined.ok ? undefined : examined.failure.reason, 'signedOut');
    assert.equal(heard.length, 0);

    // Signing in there, with views that ask at every change, sends the new secret there, and back again the old one here.
    const asking: Promise<unknown>[] = [];
    const views = desks.onDidChange(() => {
      asking.push(desks.load().then(() => engine.tickets(config.id, {}, 10)));
    });
    await desks.add({ ...config, address }, 'another-secret');
    await engine.tickets(config.id, {}, 10);
    await desks.add(config, secret);
    await Promise.all(asking);
    views.dispose();
    assert.ok(heard.some(url => url.includes('another-secret')));
    assert.ok(!heard.some(url => url.includes(secret)), 'the secret went elsewhere');
    elsewhere.closeAllConnections();
    elsewhere.close();
    assert.equal(desks.get(config.id)?.state, 'ready');
    assert.equal((await engine.tickets(config.id, {}, 10)).failure, undefined);
  });

  it('are of no use once signed out', async () => {
    const { desks, engine } = api;
    const [given] = sampleDesks();
    assert.ok(given);
    const { config, secret } = given;
    // A desk that is just being opened anew must not stay open behind the back of who signs out.
    desks.reopen(config.id);
    const opening = desks.load();
    await desks.signOut(config.id);
    await opening;
    await desks.load();
    assert.equal((await engine.tickets(config.id, {}, 10)).failure?.reason, 'signedOut');
    await desks.add(config, secret);
    assert.equal(desks.get(config.id)?.state, 'ready');
  });

  it('go when a desk is removed', async () => {
    const { context, desks } = api;
    const kept = (id: string) =>
      Promise.all(['token', 'origin'].map(kind => context.secrets.get(`deskside.${kind}.${id}`)));
    for (const { config, secret } of sampleDesks()) {
      assert.deepEqual(await kept(config.id), [secret, new URL(config.address).origin]);
    }
    for (const { id } of [...desks.known].map(desk => desk.config)) await desks.remove(id);
    for (const { config } of sampleDesks()) assert.deepEqual(await kept(config.id), [undefined, undefined]);
    assert.deepEqual(vscode.workspace.getConfiguration('deskside').inspect('desks')?.globalValue, []);
  });

  it('go with the tickets of the desk, whose copy stays nowhere', async () => {
    const { context, desks, engine } = api;
    const copies = join(context.globalStorageUri.fsPath, 'desks');
    const files = async () => (await readdir(copies)).filter(name => name.includes('.db'));
    for (const { config } of sampleDesks()) assert.ok((await engine.sync(config.id)).ok);
    const [first, second] = sampleDesks();
    assert.ok(first && second);
    const both = await files();
    await desks.remove(first.config.id);
    const left = await files();
    assert.ok(left.length > 0 && left.length < both.length, left.join());
    assert.ok((await engine.syncState(second.config.id)).ok);
    await desks.remove(second.config.id);
    const mine = new Set(both);
    assert.deepEqual((await files()).filter(name => mine.has(name)).length, 0);
  });
});
