import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';

describe('Check Connection', () => {
  let api: TestApi;
  let person: Person;

  before(async () => {
    api = await extensionUnderTest();
    for (const { config, secret } of sampleDesks()) await api.desks.add(config, secret);
  });
  beforeEach(() => {
    person = new Person();
  });
  afterEach(async () => {
    await person.leave();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
  });

  /** The text of the check-up of a desk. */
  const checkup = async (deskId: string, name: string): Promise<string> => {
    await vscode.commands.executeCommand('deskside.checkConnection', { deskId });
    const document = await until('the check-up', () =>
      vscode.workspace.textDocuments.find(each => each.uri.scheme === 'deskside-check' && each.uri.path.includes(name)),
    );
    return document.getText();
  };

  it('asks which desk, and opens what came as a document that is Markdown', async () => {
    const running = vscode.commands.executeCommand('deskside.checkConnection');
    await person.choose('Check Connection', 'Acme TeamSupport');
    await running;
    const document = await until('the check-up', () =>
      vscode.workspace.textDocuments.find(each => each.uri.scheme === 'deskside-check'),
    );
    assert.match(document.uri.path, /^\/Check-up of Acme TeamSupport \d{4}-\d\d-\d\d \d\d\.\d\d\.md$/);
    assert.equal(document.languageId, 'markdown');
    assert.match(document.getText(), /^# Check-up of Acme TeamSupport\n/);
    await until('the preview', () =>
      vscode.window.tabGroups.all.some(group => group.tabs.some(tab => tab.label.includes('Check-up of'))),
    );
  });

  for (const { config, secret } of sampleDesks()) {
    it(`finds all in order on ${config.name}, and every action that it asks answered`, async () => {
      const text = await checkup(config.id, config.name);
      const [, summary = ''] = /\n## Summary\n\n([\s\S]+?)\n\n## /.exec(text) ?? [];
      assert.match(summary, /All is well/, summary);
      assert.match(text, /The desk says: accepted/);
      const rows = text.split('\n').filter(line => line.startsWith('| `'));
      assert.ok(rows.length >= 8, text);
      for (const row of rows) assert.doesNotMatch(row, /❌/, row);
      assert.ok(!text.includes(secret));
    });
  }

  it('is made of a desk that is not there, and says so first', async () => {
    const [given] = sampleDesks();
    assert.ok(given);
    const gone = { ...given.config, id: 'test-gone', name: 'Gone', address: 'http://127.0.0.1:9/readydesk/API/' };
    await api.desks.add(gone, given.secret);
    const text = await checkup(gone.id, 'Gone');
    assert.match(text, /## Summary\n\n- ❌ \*\*Error\*\*: .*Could not reach Gone/);
    await api.desks.remove(gone.id);
  });

  describe('of a desk that answers with what it was asked', () => {
    const secret = 's3cret/key+echoed=1';
    let echo: Server;
    before(async () => {
      echo = createServer((request, response) => {
        const asked = `${request.url} ${decodeURIComponent(request.url ?? '')} ${request.headers.authorization ?? ''}`;
        const data = asked.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
        const hostile =
          '[x](command:workbench.action.quit) ![p](http://127.0.0.1/p.png) &lt;img src=x&gt; a|b http://127.0.0.1/';
        response.setHeader('content-type', 'text/xml');
        response.setHeader('x-asked', encodeURIComponent(asked));
        response.end(
          `<?xml version="1.0"?><records><record><tid>1</tid><id>1</id><uid>1</uid><cid>1</cid><name>${data}</name>` +
            `<subject>${hostile}</subject><error_of_${'x'}>${data}</error_of_x></record></records>`,
        );
      });
      echo.listen(0, '127.0.0.1');
      await once(echo, 'listening');
    });
    after(() => {
      echo.closeAllConnections();
      echo.close();
    });

    for (const [{ config } = { config: undefined }, status] of [
      [sampleDesks()[0], 200],
      [sampleDesks()[1], 200],
    ] as const) {
      it(`holds no secret and nothing that acts (${config?.system}, ${status})`, async () => {
        assert.ok(config);
        const address = `http://127.0.0.1:${(echo.address() as AddressInfo).port}${new URL(config.address).pathname}`;
        const echoing = {
          ...config,
          id: `echo-${config.system}`,
          name: `Echo [x](command:y) ${config.system}`,
          address,
        };
        await api.desks.add(echoing, secret);
        const text = await checkup(echoing.id, config.system);
        const basic = Buffer.from(`${config.organizationId}:${secret}`).toString('base64');
        for (const shape of [secret, encodeURIComponent(secret), basic, Buffer.from(secret).toString('base64')])
          assert.ok(!text.includes(shape), shape);
        // As VS Code itself shows it.
        const html = await vscode.commands.executeCommand<string>('markdown.api.render', text);
        assert.match(html, /<h1[^>]*>Check-up of Echo/);
        assert.doesNotMatch(html, /<a\s|<img|<script|<svg/);
        await api.desks.remove(echoing.id);
      });
    }
  });

  it('stops when it is cancelled, and says nothing', async () => {
    const abort = new AbortController();
    const [given] = sampleDesks();
    assert.ok(given);
    const examining = api.desks.examine(given.config.id, abort.signal);
    abort.abort();
    const examined = await examining;
    assert.ok(!examined.ok && examined.failure.reason === 'cancelled');
  });
});
