import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import { extensionUnderTest, until } from './extensionUnderTest.ts';
import { TreeReader, withSetting } from './treeReader.ts';

describe('tree of 20,000 tickets', function () {
  this.timeout(180_000);
  const config = { id: 'test-big', name: 'Big Desk', system: 'teamsupport' };
  let api: TestApi;
  let tree: TreeReader;
  let desk: ChildProcess;
  let folder: string;

  before(async () => {
    api = await extensionUnderTest();
    tree = new TreeReader(api);
    folder = await mkdtemp(join(tmpdir(), 'deskside-big-'));
    const script = api.context.asAbsolutePath('dist/sampledesk.cjs');
    desk = spawn(process.execPath, [script, '--port', '0', '--data', folder, '--tickets', '20000'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    assert.ok(desk.stdout);
    const [line] = await once(createInterface({ input: desk.stdout }), 'line');
    const { url, organizationId, token } = JSON.parse(line).teamsupport;
    await setting('mirror.tickets', 'all');
    await api.desks.add({ ...config, address: url, organizationId }, token);
    await api.sync.ask(config.id);
    await new Promise<void>(resolve => {
      const done = () => api.sync.of(config.id)?.syncedAt !== undefined;
      const listening = api.sync.onDidChange(() => {
        if (!done()) return;
        listening.dispose();
        resolve();
      });
      if (done()) resolve();
    });
  });
  after(async () => {
    await api.desks.remove(config.id);
    const ended = once(desk, 'exit');
    desk.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
    await setting('mirror.tickets', undefined);
  });

  const setting = (key: string, value: unknown) =>
    vscode.workspace.getConfiguration('deskside').update(key, value, vscode.ConfigurationTarget.Global);

  it('has true numbers, and builds no more rows than are shown', async () => {
    const { tickets } = api.sync.of(config.id) ?? assert.fail();
    assert.ok(tickets >= 20_000);
    const statuses = await tree.children(await tree.child(undefined, 'Statuses'));
    let total = 0;
    for (const status of statuses) {
      const is = await tree.count(status);
      const rows = await tree.children(status);
      assert.equal(rows.filter(row => row.kind === 'ticket').length, Math.min(is, 50));
      const last = rows.at(-1);
      if (is > 50) assert.ok(last?.kind === 'message' && last.does === 'loadMore' && rows.length === 51);
      total += is;
    }
    assert.equal(total, tickets);
  });

  it('groups all of them by customer, and these by status', () =>
    withSetting('views', [{ name: 'All', query: '', groupBy: ['customer', 'status'] }], async () => {
      const view = await until('the view', async () =>
        (await tree.children()).find(row => row.kind === 'list' && row.view?.name === 'All'),
      );
      const groups = await tree.children(view);
      assert.ok(groups.length > 5 && groups.length <= 51, String(groups.length));
      const [first] = groups;
      assert.ok(first);
      const parts = await tree.children(first);
      const numbers = await Promise.all(parts.map(part => tree.count(part)));
      assert.equal(
        numbers.reduce((sum, each) => sum + each, 0),
        await tree.count(first),
      );
    }));

  it('draws its first lists, and the first page of a long one, in a small part of the time of all rows', async () => {
    const time = async (work: () => Promise<unknown>) => {
      const began = performance.now();
      await work();
      return performance.now() - began;
    };
    const all = { terms: [] };
    const order = { by: 'changed', descending: true } as const;
    const ask = (limit: number) => time(() => api.engine.list(config.id, all, order, limit));
    await ask(50);
    const page = Math.min(await ask(50), await ask(50), await ask(50));
    const everything = await ask(20_000);
    assert.ok(page < everything / 10, `${page} ms for a page, ${everything} ms for all`);
  });
});
