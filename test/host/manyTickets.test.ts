import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TicketNode } from '../../src/editor/tickets/nodes.ts';
import type { TestApi } from '../../src/extension.ts';
import { Colleague } from './colleague.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';
import { showTree, TreeReader, withSetting } from './treeReader.ts';

describe('several tickets at once', () => {
  const colleague = new Colleague();
  let api: TestApi;
  let tree: TreeReader;
  let person: Person;

  before(async () => {
    api = await extensionUnderTest();
    tree = new TreeReader(api);
    for (const { config, secret } of sampleDesks()) await api.desks.add(config, secret);
    const people = await api.engine.technicians('test-teamsupport');
    assert.ok(people.ok);
    const me = people.value.find(({ name }) => name === 'Sam Rivera');
    assert.ok(me);
    await api.desks.setTechnician('test-teamsupport', me);
    await showTree(api);
    for (const { config } of sampleDesks())
      await until('the first reading', async () => (await api.sync.ask(config.id))?.syncedAt);
  });
  beforeEach(() => {
    person = new Person();
  });
  afterEach(async () => {
    await colleague.switches({ offline: false, writeFault: null, faultyWrites: 0, soundWrites: 0 });
    await person.leave();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
  });

  const root = (deskId: string) =>
    until('the desk', async () => (await tree.children()).find(row => row.kind === 'desk' && row.deskId === deskId));
  const rowsOf = async (deskId: string, name: string): Promise<TicketNode[]> =>
    tree.tickets(await tree.child(await root(deskId), name));
  const now = async ({ deskId, ticket }: TicketNode) => {
    const answer = await api.engine.details(deskId, ticket.id, { fresh: true });
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.value.details.ticket;
  };
  const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);
  const drop = async (tickets: readonly TicketNode[], onto: Parameters<TestApi['dragAndDrop']['handleDrop']>[0]) => {
    const data = new vscode.DataTransfer();
    api.dragAndDrop.handleDrag(tickets, data);
    api.dragAndDrop.handleDrop(onto, data);
  };
  const said = (text: RegExp) =>
    until(`${text} among ${person.heard}`, () => person.heard.find(each => text.test(each)));

  for (const { config } of sampleDesks()) {
    it(`${config.name}: assigns the tickets that are selected, and takes it back`, async () => {
      const rows = (await rowsOf(config.id, 'Recently Updated'))
        .filter(row => row.ticket.state !== 'closed')
        .slice(0, 3);
      assert.equal(rows.length, 3);
      const before = await Promise.all(rows.map(async row => (await now(row)).assignee?.name));
      const assigning = run('deskside.assignTickets', rows[1], rows);
      const choices = await person.rows('Assign · 3 tickets');
      const to = choices.find(({ label }) => label !== 'Nobody' && !before.includes(label));
      assert.ok(to, JSON.stringify(choices));
      assert.ok(choices.some(({ label }) => label === 'Nobody'));
      await person.choose('Assign · 3 tickets', to.label);
      await assigning;
      assert.deepEqual(person.heard, [`3 tickets: Assignee: ${to.label}`]);
      for (const row of rows) assert.equal((await now(row)).assignee?.name, to.label);
      assert.deepEqual(api.writes.all, []);

      person.press = 'Undo';
      const again = run('deskside.assignTickets', rows[0], rows);
      const other = choices.find(({ label }) => label !== 'Nobody' && label !== to.label);
      assert.ok(other);
      await person.choose('Assign · 3 tickets', other.label);
      await again;
      for (const row of rows) assert.equal((await now(row)).assignee?.name, to.label);
      assert.deepEqual(api.writes.all, []);
    });

    it(`${config.name}: gives a ticket dropped on a status and on a group what they stand for`, async () => {
      const [row] = (await rowsOf(config.id, 'Recently Updated')).filter(each => each.ticket.state !== 'closed');
      assert.ok(row);
      const before = await now(row);
      const fields = await api.engine.ticketFields(row.deskId, row.ticket.id);
      assert.ok(fields.ok);
      for (const folder of ['Groups', 'Statuses'] as const) {
        const role = folder === 'Groups' ? 'group' : 'status';
        const possible = fields.value.find(each => each.role === role)?.choices?.map(({ name }) => name) ?? [];
        const value = (of: typeof before) => (folder === 'Groups' ? of.group?.name : of.status);
        const places = await tree.children(await tree.child(await root(config.id), folder));
        const place = places.find(
          each => each.kind === 'list' && each.label !== value(before) && possible.includes(each.label),
        );
        assert.ok(place?.kind === 'list');
        person.press = undefined;
        await drop([row], place);
        await until(`${place.label}; heard ${person.heard}`, async () => value(await now(row)) === place.label);
        await said(new RegExp(`#${row.ticket.number}: .*${place.label}$`));
        // Back to where it was.
        const home = places.find(each => each.kind === 'list' && each.label === value(before));
        if (!home) continue;
        await until(
          'the row',
          () => (folder === 'Groups' ? row.ticket.group?.name : row.ticket.status) === place.label,
        );
        await drop([row], home);
        await until(
          `${value(before)} again; heard ${person.heard}`,
          async () => value(await now(row)) === value(before),
        );
      }
    });
  }

  it('gives the user a ticket that is dropped on My Tickets, nobody one on Unassigned, and takes it back', async () => {
    const deskId = 'test-teamsupport';
    const [row] = await rowsOf(deskId, 'Unassigned');
    assert.ok(row);
    await drop([row], await tree.child(await root(deskId), 'My Tickets'));
    await until('that it is mine', async () => (await now(row)).assignee?.name === 'Sam Rivera');
    const mine = await until('the row among mine', async () =>
      (await rowsOf(deskId, 'My Tickets')).find(each => each.ticket.id === row.ticket.id),
    );
    person.press = 'Undo';
    // A ticket of the list stands for the list.
    const unassigned = await tree.tickets(await tree.child(await root(deskId), 'Unassigned'));
    assert.ok(unassigned[0]);
    await drop([mine], unassigned[0]);
    await said(/Assignee: Nobody$/);
    await until('that it is mine again', async () => (await now(row)).assignee?.name === 'Sam Rivera');
  });

  it('says where tickets can be dropped, and keeps them on their desk', async () => {
    const [row] = await rowsOf('test-teamsupport', 'Recently Updated');
    assert.ok(row);
    await drop([row], await tree.child(await root('test-teamsupport'), 'Recently Updated'));
    await said(/^Tickets can be dropped on a group, a status or a person/);
    const groups = await tree.children(await tree.child(await root('test-readydesk'), 'Groups'));
    assert.ok(groups[0]);
    await drop([row], groups[0]);
    await said(/^A ticket stays on its desk: it cannot be moved to Acme ReadyDesk/);
    assert.deepEqual(api.writes.all, []);
  });

  it('tells row by row what became of each, over two desks', async () => {
    const [one] = (await rowsOf('test-teamsupport', 'Recently Updated')).filter(each => each.ticket.state !== 'closed');
    const [two] = (await rowsOf('test-readydesk', 'Recently Updated')).filter(each => each.ticket.state !== 'closed');
    assert.ok(one && two);
    person.press = 'Show Results';
    const setting = run('deskside.setStatusOfTickets', one, [one, two]);
    const choices = await person.rows('Set Status · 2 tickets');
    const namesOf = async ({ deskId, ticket }: TicketNode) => {
      const fields = await api.engine.ticketFields(deskId, ticket.id);
      assert.ok(fields.ok);
      return fields.value.find(({ role }) => role === 'status')?.choices?.map(({ name }) => name) ?? [];
    };
    const [ofOne, ofTwo] = [await namesOf(one), await namesOf(two)];
    const only = choices.find(
      ({ label }) =>
        ofOne.includes(label) !== ofTwo.includes(label) && ![one, two].some(({ ticket }) => ticket.status === label),
    );
    assert.ok(only, JSON.stringify(choices));
    const can = ofOne.includes(only.label) ? one : two;
    await person.choose('Set Status · 2 tickets', only.label);
    await setting;
    assert.match(person.heard[0] ?? '', /^1 of 2 tickets: Status: .*\. 1 could not be changed\./);
    const shown = await until('the results', () =>
      vscode.workspace.textDocuments.find(
        document => document.uri.scheme === 'deskside-result' && document.getText().includes('## Could not'),
      ),
    );
    const text = shown.getText();
    assert.match(
      text,
      /## Could not be changed \(1\)\n\n- \*\*\\#\d+\*\* .*\\\n {2}Status cannot be .* for this ticket\./,
    );
    assert.match(text, /## Changed \(1\)\n\n- \*\*\\#\d+\*\* /);
    assert.equal((await now(can)).status, only.label);
  });

  it('goes by what the user saw: what somebody else changed meanwhile is a conflict, and the others go', async () => {
    const rows = (await rowsOf('test-teamsupport', 'Recently Updated'))
      .filter(each => each.ticket.state !== 'closed')
      .slice(0, 2);
    const [one, two] = rows;
    assert.ok(one && two);
    const fields = await api.engine.ticketFields(one.deskId, one.ticket.id);
    assert.ok(fields.ok);
    const [, , theirs, mine] = (fields.value.find(({ role }) => role === 'assignee')?.choices ?? []).filter(
      ({ name }) => name !== one.ticket.assignee?.name && name !== two.ticket.assignee?.name,
    );
    assert.ok(theirs && mine);
    await colleague.change(one.ticket.id, { UserID: theirs.id });
    const assigning = run('deskside.assignTickets', one, rows);
    await person.choose('Assign · 2 tickets', mine.name);
    await assigning;
    assert.match(
      person.heard[0] ?? '',
      /^1 of 2 tickets: .*\. 1 wait in the outbox\. Somebody else changed the same field/,
    );
    const [entry] = api.writes.all;
    assert.equal(entry?.state, 'conflict');
    const resolving = run('deskside.resolveConflict');
    const sides = await person.rows('Assignee');
    assert.deepEqual(
      sides.map(({ label, description }) => [label, description]),
      [
        [mine.name, 'yours'],
        [theirs.name, 'on the desk now'],
        [one.ticket.assignee?.name ?? 'not set', 'before both'],
      ],
    );
    await person.choose('Assignee', theirs.name);
    await resolving;
    await until('that nothing waits', () => api.writes.all.length === 0);
    assert.equal((await now(one)).assignee?.name, theirs.name);
    assert.equal((await now(two)).assignee?.name, mine.name);
  });

  it('keeps for later what is changed offline, and takes it out again', async () => {
    const [row] = (await rowsOf('test-readydesk', 'Recently Updated')).filter(each => each.ticket.state !== 'closed');
    assert.ok(row);
    const before = (await now(row)).assignee?.name;
    const choose = async () => {
      const assigning = run('deskside.assignTickets', row, [row]);
      const title = `Assign · #${row.ticket.number}`;
      const other = (await person.rows(title)).find(({ label }) => label !== 'Nobody' && label !== before);
      assert.ok(other);
      await person.choose(title, other.label);
      await assigning;
    };
    person.press = 'Undo';
    await choose();
    await until('that it is known to be taken back', async () => (await now(row)).assignee?.name === before);
    await colleague.offline(true);
    await choose();
    assert.match(person.heard.at(-1) ?? '', /It waits in the outbox\. Could not reach Acme ReadyDesk/);
    await until('that it is taken out', () => api.writes.all.length === 0);
    await colleague.offline(false);
    assert.equal((await now(row)).assignee?.name, before);
  });

  it('logs time on each, and none when it is taken back', () =>
    withSetting('sendDelay', 2, async () => {
      const rows = (await rowsOf('test-teamsupport', 'Recently Updated')).slice(0, 2);
      const minutes = () =>
        Promise.all(
          rows.map(async ({ deskId, ticket }) => {
            const answer = await api.engine.details(deskId, ticket.id, { fresh: true });
            assert.ok(answer.ok);
            return answer.value.details.totalMinutes;
          }),
        );
      const before = await minutes();
      for (const press of ['Undo', undefined]) {
        person.press = press;
        const logging = run('deskside.logTimeOnTickets', rows[0], rows);
        await person.write('Log Time on 2 tickets', '25m');
        await person.write('Log Time on 2 tickets', 'The same for both');
        await logging;
        const more = press === undefined ? 25 : 0;
        assert.deepEqual(
          await minutes(),
          before.map(each => each + more),
        );
      }
    }));
});
