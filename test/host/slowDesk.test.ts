import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Node } from '../../src/editor/tickets/nodes.ts';
import type { TestApi } from '../../src/extension.ts';
import { extensionUnderTest, until } from './extensionUnderTest.ts';

describe('ticket tree of a slow desk', () => {
  const config = { id: 'test-slow', name: 'Slow Desk', system: 'readydesk' };
  let api: TestApi;
  let desk: ChildProcess;
  let folder: string;

  before(async () => {
    api = await extensionUnderTest();
    folder = await mkdtemp(join(tmpdir(), 'deskside-slow-'));
    const script = api.context.asAbsolutePath('dist/sampledesk.cjs');
    desk = spawn(process.execPath, [script, '--port', '0', '--data', folder, '--tickets', '40', '--latency', '500'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    assert.ok(desk.stdout);
    const [line] = await once(createInterface({ input: desk.stdout }), 'line');
    const { readydesk } = JSON.parse(line);
    await api.desks.add({ ...config, address: readydesk.url }, readydesk.key);
  });
  after(async () => {
    await api.desks.remove(config.id);
    const ended = once(desk, 'exit');
    desk.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  });

  it('says that it is loading, and does not take what was asked before a change for what is after it', async () => {
    const { engine, tree } = api;
    const list = await until('the list', async () =>
      (await tree.getChildren()).find((row: Node) => row.kind === 'list' && row.key.endsWith('/unassigned')),
    );
    const drawn = new Promise<void>(resolve => {
      const listening = tree.onDidChangeTreeData(node => {
        if (node !== list) return;
        listening.dispose();
        resolve();
      });
    });
    const [first] = await tree.getChildren(list);
    assert.ok(first?.kind === 'message' && first.state === 'loading');
    // The answer comes; nobody draws the row, as when it was closed meanwhile.
    await drawn;
    const customers = await engine.customers(config.id, '', 1);
    assert.ok(customers.ok && customers.value[0]);
    const created = await engine.createTicket(config.id, {
      subject: 'Made while the list was closed',
      description: '',
      customerId: customers.value[0].id,
    });
    assert.ok(created.ok);
    // What was made is read from the desk before it is in lists.
    await until('the ticket', async () => {
      const rows = await tree.getChildren(list);
      return rows.some(row => row.kind === 'ticket' && row.ticket.id === created.value.id);
    });
  });
});
