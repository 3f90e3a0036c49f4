import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import type { RequestUsage } from '../../src/model/network.ts';
import { folderContents } from '../folderContents.ts';
import { startProxy, type TestProxy } from '../wire/proxyServer.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';

const HOST = 'desk.example.test';

describe('the network', () => {
  let api: TestApi;
  let proxy: TestProxy;
  const changed = new Set<string>();

  /** A user setting, until the test ends. */
  async function set(name: string, value: unknown): Promise<void> {
    changed.add(name);
    await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
  }

  before(async () => {
    api = await extensionUnderTest();
  });

  afterEach(async () => {
    for (const name of changed) await set(name, undefined);
    changed.clear();
    // Also those that a setting has just had opened anew.
    for (const { config } of await api.desks.load()) await api.desks.remove(config.id);
    await proxy?.stop();
  });

  it('is used as VS Code’s own settings say, from the next request on, and told in the log; requests are counted', async () => {
    const { context, desks, engine } = api;
    const given = sampleDesks().find(each => each.config.system === 'teamsupport');
    assert.ok(given);
    const { port } = new URL(given.config.address);
    const authorization = `Basic ${Buffer.from('me:pr0xy-pass').toString('base64')}`;
    proxy = await startProxy({ hosts: { [`${HOST}:80`]: Number(port) }, authorization, asLocal: true });
    const address = given.config.address.replace(/\/\/[^/]+/, `//${HOST}`);
    const config = { ...given.config, id: 'test-proxied', name: 'Behind a Proxy', address, allowPlainHttp: true };
    await desks.add(config, given.secret);
    const ask = async () => {
      await engine.forget(config.id);
      return engine.tickets(config.id, { state: 'open' }, 5);
    };
    // Nobody but the proxy knows that name.
    assert.equal((await ask()).failure?.reason, 'unreachable');

    const level = vscode.workspace.getConfiguration('deskside');
    assert.equal(level.inspect('requestLog')?.defaultValue, 'debug');
    await set('deskside.requestLog', 'info');
    await set('http.proxy', `http://127.0.0.1:${proxy.port}`);
    const refused = await until('the proxy’s refusal', async () => {
      await desks.load();
      const { failure } = await ask();
      return failure?.detail?.includes('asks for a sign-in (407') ? failure : undefined;
    });
    assert.equal(refused.reason, 'unreachable');

    await set('http.proxyAuthorization', authorization);
    const tickets = await until('tickets by the proxy', async () => {
      await desks.load();
      const list = await ask();
      return list.failure ? undefined : list.tickets;
    });
    assert.equal(tickets.length, 5);
    assert.ok(proxy.asked.some(line => line.startsWith(`GET http://${HOST}/`)));

    // A desk that is closed tells what it was asked; else only every few requests.
    desks.reopen(config.id);
    await desks.load();
    await until('the count of requests', () => {
      const usage = context.globalState.get<RequestUsage>('deskside.usage.test-proxied');
      return Object.values(usage?.hours ?? {}).some(count => count > 0);
    });
    const logs = () => [...folderContents(dirname(context.logUri.fsPath))].filter(([name]) => name.endsWith('.log'));
    await until('requests in the log', () =>
      logs().some(([, text]) => text.includes(`[info] Behind a Proxy: GET http://${HOST}/`)),
    );
    for (const [name, text] of logs()) {
      for (const secret of ['pr0xy-pass', authorization, given.secret]) assert.ok(!text.includes(secret), name);
    }

    await desks.remove(config.id);
    assert.equal(context.globalState.get('deskside.usage.test-proxied'), undefined);
  });

  it('says which file of certificates cannot be used', async () => {
    const { desks, engine } = api;
    const given = sampleDesks().find(each => each.config.system === 'teamsupport');
    assert.ok(given);
    const config = { ...given.config, id: 'test-secure', address: `https://${HOST}` };
    await desks.add(config, given.secret);
    await set('deskside.caFile', '/nowhere/company.pem');
    const failure = await until('the complaint', async () => {
      await desks.load();
      await engine.forget(config.id);
      const list = await engine.tickets(config.id, {}, 5);
      return list.failure?.reason === 'badInput' ? list.failure : undefined;
    });
    assert.match(failure.detail ?? '', /\/nowhere\/company\.pem, cannot be read \(ENOENT\)/);
  });
});
