import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { MessageNode, Node } from '../../src/editor/tickets/nodes.ts';
import type { TestApi } from '../../src/extension.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';

describe('ticket tree', () => {
  let api: TestApi;

  before(async () => {
    api = await extensionUnderTest();
    for (const { config, secret } of sampleDesks()) await api.desks.add(config, secret);
  });
  after(async () => {
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
  });

  const item = (node: Node) => api.tree.getTreeItem(node);
  const label = async (node: Node) => String((await item(node)).label);
  /** Children once they are no longer loading. */
  const children = (node?: Node): Promise<Node[]> =>
    until('the rows to be loaded', async () => {
      const rows = await api.tree.getChildren(node);
      return rows.some(row => row.kind === 'message' && row.state === 'loading') ? undefined : rows;
    });
  const child = async (parent: Node | undefined, name: string): Promise<Node> => {
    for (const each of await children(parent)) if ((await label(each)) === name) return each;
    return assert.fail(`no row ${name}`);
  };
  const count = (node: Node) =>
    until('a count', async () => {
      const { description } = await item(node);
      return typeof description === 'string' && description !== ''
        ? { is: Number(description.replace(/\D/g, '')) }
        : undefined;
    });

  it('has a row for each desk, and each desk its lists', async () => {
    assert.deepEqual(await Promise.all((await children()).map(label)), ['Acme ReadyDesk', 'Acme TeamSupport']);
    for (const desk of await children()) {
      assert.deepEqual(await Promise.all((await children(desk)).slice(1).map(label)), [
        'Unassigned',
        'Recently Updated',
        'Groups',
        'Statuses',
      ]);
    }
  });

  it('asks who one is where that is not known, and keeps the answer until it is taken back', async () => {
    const mine = () => child(undefined, 'Acme TeamSupport').then(desk => child(desk, 'My Tickets'));
    const id = 'test-teamsupport';
    const unknown = await mine();
    assert.equal(unknown.kind === 'message' && unknown.does, 'chooseTechnician');
    assert.equal((await item(unknown)).description, 'Say who you are');
    const people = await api.engine.technicians(id);
    assert.ok(people.ok);
    const me = people.value.find(each => each.name === 'Sam Rivera');
    assert.ok(me);
    await api.desks.setTechnician(id, me);
    const list = await until('the list', async () => mine().then(row => (row.kind === 'list' ? row : undefined)));
    assert.ok((await count(list)).is > 0);
    await api.desks.setTechnician(id, undefined);
    await until('the question', async () => (await mine()).kind === 'message');
    const kept = vscode.workspace.getConfiguration('deskside').inspect<object[]>('desks')?.globalValue ?? [];
    assert.ok(kept.every(desk => !('technicianId' in desk) && !('technicianName' in desk)));
  });

  for (const desk of ['Acme ReadyDesk', 'Acme TeamSupport']) {
    it(`${desk}: groups have counts that are true`, async () => {
      const groups = await children(await child(await child(undefined, desk), 'Groups'));
      assert.ok(groups.length >= 3);
      let tickets = 0;
      for (const group of groups) {
        const rows = (await children(group)).filter(row => row.kind === 'ticket');
        const { is } = await count(group);
        assert.equal(rows.length, Math.min(is, 50));
        tickets += rows.length;
      }
      assert.ok(tickets > 20);
    });

    it(`${desk}: a ticket's row has number, subject, customer and age, and its card no trusted Markdown`, async () => {
      const rows = await children(await child(await child(undefined, desk), 'Recently Updated'));
      // Other tests make tickets of nobody.
      const ticket = rows.find(row => row.kind === 'ticket' && row.ticket.customer !== undefined);
      assert.ok(ticket?.kind === 'ticket', JSON.stringify(rows));
      const row = await item(ticket);
      assert.equal(row.label, `#${ticket.ticket.number} ${ticket.ticket.subject}`);
      assert.match(String(row.description), /^.+ · .+/);
      const card = api.tree.resolveTreeItem(row, ticket).tooltip;
      assert.ok(card instanceof vscode.MarkdownString);
      assert.ok(!card.isTrusted && !card.supportHtml);
      assert.ok(card.value.includes(ticket.ticket.status.split(' ')[0] ?? ''));
    });
  }

  it('tells the state by the icon, and only urgency and lateness by colour', async () => {
    const looks = async (changes: Partial<TicketSummary>) => {
      const ticket: TicketSummary = {
        ...{ id: '1', number: '1', subject: 'S', state: 'open', status: 'Open', urgency: 'normal' },
        ...changes,
      };
      const row = await item({ kind: 'ticket', key: 'k', deskId: 'test-readydesk', ticket });
      assert.ok(row.iconPath instanceof vscode.ThemeIcon);
      // A colour is not heard.
      const late = ticket.state !== 'closed' && ticket.dueAt !== undefined && Date.parse(ticket.dueAt) < Date.now();
      assert.equal(/\bWas due\b/.test(row.accessibilityInformation?.label ?? ''), late);
      return [row.iconPath.id, row.iconPath.color?.id];
    };
    const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
    const [late, soon, early] = [hours(-1), hours(23), hours(25)];
    const [error, warning] = ['problemsErrorIcon.foreground', 'problemsWarningIcon.foreground'];
    assert.deepEqual(await looks({ dueAt: early }), ['circle-large-outline', undefined]);
    assert.deepEqual(await looks({ dueAt: soon }), ['circle-large-outline', warning]);
    assert.deepEqual(await looks({ state: 'waiting', dueAt: late }), ['color-mode', error]);
    assert.deepEqual(await looks({ urgency: 'urgent' }), ['circle-large-outline', error]);
    assert.deepEqual(await looks({ urgency: 'high' }), ['circle-large-outline', warning]);
    assert.deepEqual(await looks({ state: 'closed', urgency: 'urgent', dueAt: late }), ['pass-filled', undefined]);
  });

  it('says that a list is cut and shows the rest when asked', async () => {
    const statuses = await children(await child(await child(undefined, 'Acme TeamSupport'), 'Statuses'));
    let cut: MessageNode | undefined;
    for (const status of statuses) {
      const last = (await children(status)).at(-1);
      if (last?.kind === 'message' && last.state === 'cut') cut = last;
    }
    assert.ok(cut, 'no list is long enough to be cut');
    const { label: words, description = '', of: list } = cut;
    assert.equal(words, 'Load more');
    assert.match(description, /^50 of \d+$/);
    assert.ok(list?.kind === 'list');
    const total = Number(/of (\d+)/.exec(description)?.[1]);
    for (let shown = 50; shown < total; shown += 50) await vscode.commands.executeCommand('deskside.rowAction', cut);
    const rows = await children(list);
    assert.equal(rows.filter(row => row.kind === 'ticket').length, total);
    // Closed tickets are not all kept: what is no ticket says where the rest is.
    const rest = rows.slice(total);
    assert.ok(rest.every(row => row.kind === 'message' && row.does === 'openMirrorSettings'));
    assert.equal(rest.length, list.closed ? 1 : 0);
  });

  it('says what is wrong with a desk that refuses its key, and how to mend it', async () => {
    const [readydesk] = sampleDesks();
    assert.ok(readydesk);
    await api.desks.add(readydesk.config, 'wrong-key');
    const refused = await api.engine.sync(readydesk.config.id);
    assert.ok(!refused.ok && refused.failure.reason === 'unauthorized');
    const desk = await child(undefined, 'Acme ReadyDesk');
    // What was read with the right key stays to be seen.
    const list = await child(desk, 'Unassigned');
    const [row, ...tickets] = await until('the refusal', async () => {
      const rows = await children(list);
      return rows[0]?.kind === 'message' ? rows : undefined;
    });
    assert.ok(row?.kind === 'message' && row.state === 'stale');
    assert.ok(tickets.some(each => each.kind === 'ticket'));
    assert.equal(row.does, 'reconnect');
    const { label: words, description, tooltip } = await item(row);
    assert.equal(words, 'Sign-in refused');
    assert.match(String(description), /^as of .+ · Sign In Again$/);
    assert.match(String(tooltip), /^Acme ReadyDesk refused the sign-in/);
    await api.desks.add(readydesk.config, readydesk.secret);
  });

  it('says that a desk is signed out, and keeps its settings', async () => {
    const [, teamsupport] = sampleDesks();
    assert.ok(teamsupport);
    await api.desks.signOut(teamsupport.config.id);
    const [row] = await children(await child(undefined, 'Acme TeamSupport'));
    assert.ok(row?.kind === 'message' && row.state === 'signedOut');
    const { label: words, description, tooltip } = await item(row);
    assert.deepEqual([words, description], ['Signed out', 'Sign In Again']);
    assert.equal(tooltip, 'Acme TeamSupport is signed out on this machine.');
    await api.desks.add(teamsupport.config, teamsupport.secret);
    assert.ok((await children(await child(undefined, 'Acme TeamSupport'))).length > 1);
  });

  it('names a setting that cannot be used and leaves it alone', async () => {
    const settings = vscode.workspace.getConfiguration('deskside');
    const good = settings.inspect<unknown[]>('desks')?.globalValue ?? [];
    const bad = { id: 'no good id', name: '', extra: 1 };
    await settings.update('desks', [...good, bad], vscode.ConfigurationTarget.Global);
    const row = await until('the row', async () => {
      const rows = await children();
      return rows.find(each => each.kind === 'message' && each.does === 'openSettings');
    });
    assert.match(String((await item(row)).tooltip), /entry 3/);
    await api.desks.rename('test-readydesk', 'Renamed');
    const after = vscode.workspace.getConfiguration('deskside').inspect<unknown[]>('desks')?.globalValue ?? [];
    assert.deepEqual(after.at(-1), bad);
    await settings.update('desks', good, vscode.ConfigurationTarget.Global);
  });

  it('is empty without desks', async () => {
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
    assert.deepEqual(await children(), []);
    for (const { config, secret } of sampleDesks()) await api.desks.add(config, secret);
  });
});
