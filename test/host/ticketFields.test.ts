import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import type { TicketField } from '../../src/model/fields.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';

describe('ticket fields, links and filters', () => {
  let api: TestApi;
  let person: Person;
  const [readydesk, teamsupport] = sampleDesks();
  assert.ok(readydesk && teamsupport);

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

  /** A ticket of a desk, as rows and panels name it. */
  const someTicket = async (deskId: string) => {
    const { tickets } = await api.engine.tickets(deskId, { state: 'open' }, 1);
    const [ticket] = tickets;
    assert.ok(ticket);
    return { deskId, ticketId: ticket.id, number: ticket.number, subject: ticket.subject };
  };
  const fieldsOf = async (ref: { deskId: string; ticketId: string }): Promise<readonly TicketField[]> => {
    const fields = await api.engine.ticketFields(ref.deskId, ref.ticketId);
    assert.ok(fields.ok, JSON.stringify(fields));
    return fields.value;
  };
  const run = (command: string, argument?: unknown) => vscode.commands.executeCommand(command, argument);

  for (const { config } of sampleDesks()) {
    it(`${config.name}: changes a field that is typed and one that is chosen; views are told`, async () => {
      const ref = await someTicket(config.id);
      const told: string[] = [];
      const stop = api.engine.onChange(change => {
        told.push(change.kind);
      });
      const changing = run('deskside.editTicketField', ref);
      const rows = await person.rows(`Change Ticket Field of #${ref.number}`);
      const fields = await fieldsOf(ref);
      assert.equal(rows.length, fields.length);
      assert.equal(rows.find(({ label }) => label === 'Subject')?.description, ref.subject);
      await person.choose('Change Ticket Field', 'Subject');
      await person.write('Subject', '');
      assert.equal(await person.problem('Subject'), 'This cannot be empty.');
      await person.write('Subject', `Changed ${ref.number} & more`);
      await changing;
      // It is read again behind the command.
      await until('views to be told', () => told.includes('ticket') && told.includes('tickets'));
      stop();
      const subject = (await fieldsOf(ref)).find(({ role }) => role === 'subject');
      assert.equal(subject?.value, `Changed ${ref.number} & more`);

      // As the panel asks for it.
      const status = fields.find(({ role }) => role === 'status');
      const other = status?.choices?.find(each => each.id !== status.value && !each.closed);
      assert.ok(status && other);
      const choosing = run('deskside.editTicketField', { ...ref, field: status.name });
      await person.choose('Status', other.name);
      await choosing;
      assert.equal((await fieldsOf(ref)).find(({ name }) => name === status.name)?.value, other.id);
      assert.deepEqual(person.heard, []);
    });

    it(`${config.name}: lists tickets by the value of a field and opens one`, async () => {
      const filtering = run('deskside.filterTickets', { deskId: config.id });
      await person.choose('Filter Tickets by Field', 'Status');
      const choices = await person.rows('Status');
      const open = choices.find(({ label }) => /open|new|progress/i.test(label));
      assert.ok(open, JSON.stringify(choices));
      await person.choose('Status', open.label);
      const found = await person.rows(`Status: ${open.label}`);
      assert.ok(found.length > 0 && found[0]?.label.startsWith('#'), JSON.stringify(found));
      await person.choose(`Status: ${open.label}`, found[0]?.label ?? '');
      await filtering;
      await until('the ticket', () => api.panels.active);
      assert.ok(found[0]?.label.startsWith(`#${api.panels.active?.number} `));
    });
  }

  it('takes dates as they are written here, and says so otherwise', async () => {
    const ref = await someTicket(teamsupport.config.id);
    const due = (await fieldsOf(ref)).find(({ role }) => role === 'dueAt');
    assert.ok(due);
    const changing = run('deskside.editTicketField', { ...ref, field: 'dueAt' });
    await person.write('Due', 'tomorrow');
    assert.match(await person.problem('Due'), /^Write a date like 2026-12-31/);
    await person.write('Due', '12/24/2031');
    await changing;
    const shown = (await fieldsOf(ref)).find(({ role }) => role === 'dueAt')?.value;
    assert.match(shown ?? '', /^2031-12-2[45]/);
  });

  it('links a customer and takes the link away again', async () => {
    const ref = await someTicket(teamsupport.config.id);
    const linked = async () => {
      const details = await api.engine.details(ref.deskId, ref.ticketId, { fresh: true });
      assert.ok(details.ok);
      return (details.value.details.ticket.linked ?? []).map(({ name }) => name);
    };
    const before = await linked();
    const customers = await api.engine.customers(ref.deskId, '', 50);
    assert.ok(customers.ok);
    // With a contact the desk links the contact's company as well, unless the ticket has it already.
    const other = customers.value.find(({ name, company }) => company === undefined && !before.includes(name));
    assert.ok(other);
    const linking = run('deskside.linkCustomer', ref);
    await person.search('Link Customer', other.name);
    await person.choose('Link Customer', other.name);
    await linking;
    assert.deepEqual((await linked()).toSorted(), [...before, other.name].toSorted());
    const unlinking = run('deskside.unlinkCustomer', ref);
    await person.choose('Unlink Customer', other.name);
    await unlinking;
    assert.deepEqual(person.heard, []);
    assert.deepEqual((await linked()).toSorted(), before.toSorted());
  });

  it('says so where a ticket has one customer only', async () => {
    const desk = api.desks.get(readydesk.config.id);
    assert.ok(desk?.state === 'ready' && !desk.capabilities.linkCustomers);
    await run('deskside.linkCustomer', await someTicket(readydesk.config.id));
    assert.deepEqual(person.heard, ['On Acme ReadyDesk a ticket has one customer, who stays.']);
    const row = await api.tree.getTreeItem({
      kind: 'ticket',
      key: 'k',
      deskId: readydesk.config.id,
      ticket: { id: '1', number: '1', subject: 'S', state: 'open', status: 'Open', urgency: 'normal' },
    });
    assert.equal(row.contextValue, 'ticket.fields');
  });
});
