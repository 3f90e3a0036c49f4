import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import { Colleague } from './colleague.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';
import { showTree, TreeReader, withSetting } from './treeReader.ts';

describe('tree of one desk', () => {
  const colleague = new Colleague();
  const id = 'test-teamsupport';
  let api: TestApi;
  let tree: TreeReader;

  before(async () => {
    api = await extensionUnderTest();
    tree = new TreeReader(api);
    const [, desk] = sampleDesks();
    assert.ok(desk);
    await api.desks.add(desk.config, desk.secret);
    const people = await api.engine.technicians(id);
    assert.ok(people.ok);
    const me = people.value.find(({ name }) => name === 'Sam Rivera');
    assert.ok(me);
    await api.desks.setTechnician(id, me);
    await showTree(api);
    await until('the first reading', async () => (await api.sync.ask(id))?.syncedAt);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    await colleague.offline(false);
    await api.desks.remove(id);
  });

  /** Asks the desk what changed, and waits until the tree has it. */
  const sync = async () => {
    const answer = await api.engine.sync(id);
    assert.ok(answer.ok, JSON.stringify(answer));
    await until('the copy', () => api.sync.of(id)?.phase === 'idle');
    await api.tree.settled();
  };

  it('has its lists at the top, with their numbers', async () => {
    const rows = await tree.children();
    const lists = ['My Tickets', 'Needs Me', 'Unassigned', 'Recently Updated', 'Groups', 'Statuses'];
    assert.deepEqual(await tree.labels(rows), lists);
    const mine = await tree.list('My Tickets');
    const count = await tree.count(mine);
    assert.ok(count > 0);
    const all = await api.engine.list(id, mine.search, mine.sort, 10_000);
    assert.equal(all.tickets.length, count);
    assert.ok(all.tickets.every(({ state, assignee }) => state !== 'closed' && assignee?.name === 'Sam Rivera'));
  });

  it('draws one row anew when one ticket changed, leaves it where it is, and marks it', async () => {
    await sync();
    const list = await tree.list('Unassigned');
    const before = await tree.tickets(list);
    const third = before[2];
    assert.ok(third);
    const fired = await tree.fired(async () => {
      await colleague.change(third.ticket.id, { Name: 'Renamed by a colleague' });
      await sync();
      await until('the new name', () => third.ticket.subject === 'Renamed by a colleague');
    });
    // Conversations are read behind the first reading: what needs the user may become less meanwhile.
    const drawn = new Set(fired.filter(key => key !== `${id}/needsMe`));
    assert.deepEqual([...drawn], [third.key]);
    const after = await tree.tickets(list);
    assert.deepEqual(
      after.map(({ key }) => key),
      before.map(({ key }) => key),
    );
    assert.match(await tree.label(third), /Renamed by a colleague/);
    const ref = { deskId: id, ticketId: third.ticket.id };
    assert.equal(api.marks.of(ref), 'changed');
    const uri = (await tree.item(third)).resourceUri;
    assert.ok(uri);
    assert.equal(api.marks.provideFileDecoration(uri)?.badge, '●');
    await vscode.commands.executeCommand('deskside.openTicket', third);
    await until('that it is seen', () => api.marks.of(ref) === undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('draws a list anew when a ticket came to it, with a mark, and changes its number', async () => {
    await sync();
    const list = await tree.list('Unassigned');
    const [before, count] = [await tree.tickets(list), await tree.count(list)];
    let made = '';
    const fired = await tree.fired(async () => {
      made = await colleague.create({ Name: 'Came while somebody looked' });
      await sync();
      await until('the number', async () => (await tree.count(list)) === count + 1);
    });
    assert.ok(fired.includes(list.key) && !fired.includes(undefined), fired.join());
    const after = await tree.tickets(list);
    assert.equal(after[0]?.ticket.id, made);
    assert.deepEqual(
      after.slice(1).map(({ key }) => key),
      before.map(({ key }) => key).slice(0, after.length - 1),
    );
    assert.equal(api.marks.of({ deskId: id, ticketId: made }), 'new');
  });

  it('has no mark at what the user did', async () => {
    await sync();
    const [first] = await tree.tickets(await tree.list('Unassigned'));
    assert.ok(first);
    await vscode.commands.executeCommand('deskside.openTicket', first);
    await until('the panel', () => api.panels.active?.ticketId === first.ticket.id);
    const changed = await api.engine.updateTicket(id, first.ticket.id, { Name: 'Renamed by the user' });
    assert.ok(changed.ok, JSON.stringify(changed));
    await until('the new name', () => first.ticket.subject === 'Renamed by the user');
    assert.equal(api.marks.of({ deskId: id, ticketId: first.ticket.id }), undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('groups lists in two levels whose numbers add up', () =>
    withSetting('tree.groupBy', ['status', 'priority'], async () => {
      const list = await until('the levels', async () => {
        const found = await tree.list('My Tickets');
        return found.groupBy.length === 2 ? found : undefined;
      });
      let tickets = 0;
      for (const status of await tree.children(list)) {
        assert.ok(status.kind === 'list' && status.part === 'status', status.key);
        let below = 0;
        for (const priority of await tree.children(status)) {
          assert.ok(priority.kind === 'list' && priority.part === 'priority', priority.key);
          const rows = await tree.tickets(priority);
          for (const { ticket } of rows) {
            assert.equal(ticket.status, status.label);
            assert.equal(ticket.priority ?? 'No priority', priority.label);
          }
          assert.equal(rows.length, await tree.count(priority));
          below += rows.length;
        }
        assert.equal(below, await tree.count(status));
        tickets += below;
      }
      assert.equal(tickets, await tree.count(list));
    }));

  it('moves a ticket between groups by drawing the groups it left and came to', () =>
    withSetting('tree.groupBy', ['type'], async () => {
      await sync();
      const list = await until('the level', async () => {
        const found = await tree.list('My Tickets');
        return found.groupBy.length === 1 ? found : undefined;
      });
      const groups = await tree.children(list);
      const [from] = groups;
      assert.ok(from?.kind === 'list');
      const [ticket] = await tree.tickets(from);
      assert.ok(ticket);
      const types = await api.engine.pickLists(id);
      assert.ok(types.ok);
      const other = types.value.types.find(({ name }) => name !== from.label);
      assert.ok(other);
      const count = await tree.count(from);
      const fired = await tree.fired(async () => {
        await colleague.change(ticket.ticket.id, { TicketTypeID: other.id });
        await sync();
        await until('the number', async () => from.count === count - 1 || !(await tree.children(list)).includes(from));
      });
      assert.ok(!fired.includes(undefined), fired.join());
      assert.ok(fired.includes(from.key) || fired.includes(list.key), fired.join());
    }));

  it('sorts lists', () =>
    withSetting('tree.sortBy', 'number', async () => {
      const list = await until('the order', async () => {
        const found = await tree.list('Unassigned');
        return found.sort.by === 'number' ? found : undefined;
      });
      const numbers = (await tree.tickets(list)).map(({ ticket }) => Number(ticket.number));
      assert.ok(numbers.length > 2);
      assert.deepEqual(
        numbers,
        [...numbers].sort((a, b) => a - b),
      );
    }));

  it('keeps a grouping in the settings, and none when lists are to be as they are anyway', async () => {
    const person = new Person();
    const kept = () => vscode.workspace.getConfiguration('deskside').inspect<string[]>('tree.groupBy')?.globalValue;
    try {
      for (const [answers, groupBy] of [
        [
          ['Status', 'Customer'],
          ['status', 'customer'],
        ],
        [['No grouping'], undefined],
      ] as const) {
        const done = vscode.commands.executeCommand('deskside.groupTickets');
        for (const answer of answers) await person.choose('Group Tickets', answer);
        await done;
        assert.deepEqual(kept(), groupBy);
      }
    } finally {
      await person.leave();
    }
  });

  it('has the views of the settings after its own lists, arranged in their own way', () =>
    withSetting(
      'views',
      [
        { name: 'Pressing', query: 'is:open is:urgent', groupBy: ['group'], sortBy: 'due' },
        { name: 'Elsewhere', query: 'is:open', desk: 'Another Desk' },
        { name: '', query: 'not a view' },
      ],
      async () => {
        const rows = await until('the view', async () => {
          const all = await tree.children();
          const labels = await Promise.all(all.map(each => tree.label(each)));
          return labels.includes('Pressing') ? all : undefined;
        });
        const labels = await Promise.all(rows.map(each => tree.label(each)));
        assert.equal(labels.indexOf('Pressing'), labels.indexOf('Recently Updated') + 1, labels.join(', '));
        assert.ok(!labels.includes('Elsewhere'));
        // The last row says which of the settings have no effect.
        const last = rows.at(-1);
        assert.ok(last?.kind === 'message' && last.does === 'openSettings', labels.join(', '));
        assert.match(
          last.tooltip ?? '',
          /^"deskside\.views\[2\]\.name" must be .+\nThe view Elsewhere: No desk is called /,
        );
        const view = await tree.list('Pressing');
        assert.deepEqual([view.groupBy, view.sort], [['group'], { by: 'due', descending: false }]);
        const { contextValue, tooltip } = await tree.item(view);
        assert.equal(contextValue, 'list.view');
        assert.match(String(tooltip), /is:open is:urgent/);
        // A tooltip would be read out in the place of name and number.
        await until('the number to be heard', async () =>
          /^Pressing [1-9]\d*$/.test((await tree.item(view)).accessibilityInformation?.label ?? ''),
        );
        for (const group of await tree.children(view)) {
          assert.equal((await tree.item(group)).contextValue, 'list');
          for (const { ticket } of await tree.tickets(group)) {
            assert.equal(ticket.urgency, 'urgent');
            assert.notEqual(ticket.state, 'closed');
          }
        }
      },
    ));

  it('shows what is kept when the desk cannot be reached, says since when and why, and recovers', async () => {
    await sync();
    const list = await tree.list('Unassigned');
    const before = (await tree.tickets(list)).map(({ key }) => key);
    await colleague.offline(true);
    const failed = await api.engine.sync(id);
    assert.ok(!failed.ok && failed.failure.reason === 'unreachable', JSON.stringify(failed));
    const stale = await until('the row', async () =>
      (await tree.children(list)).find(row => row.kind === 'message' && row.state === 'stale'),
    );
    assert.equal(await tree.label(stale), 'Could not be reached');
    assert.match(String((await tree.item(stale)).description), /Try Again/);
    assert.deepEqual(
      (await tree.tickets(list)).map(({ key }) => key),
      before,
    );
    await until('the title', () => /Could not be reached/.test(api.ticketView.view.description ?? ''));
    await colleague.offline(false);
    await vscode.commands.executeCommand('deskside.rowAction', stale);
    const again = await tree.list('Unassigned');
    await until('that the row is gone', async () => !(await tree.children(again)).some(row => row.kind === 'message'));
    await until('the title', () => (api.ticketView.view.description ?? '') === '');
  });
});
