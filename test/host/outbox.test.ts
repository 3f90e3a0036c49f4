import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ticketUri } from '../../src/editor/notices/marks.ts';
import { tellOutbox } from '../../src/editor/outbox/tellOutbox.ts';
import type { TestApi } from '../../src/extension.ts';
import type { OutboxEntry, Write } from '../../src/model/outbox.ts';
import { Colleague } from './colleague.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';
import { showTree, TreeReader, withSetting } from './treeReader.ts';

describe('outbox view', () => {
  const colleague = new Colleague();
  const deskId = 'test-teamsupport';
  let api: TestApi;
  let person: Person;
  let tree: TreeReader;

  before(async () => {
    api = await extensionUnderTest();
    tree = new TreeReader(api);
    const [, desk] = sampleDesks();
    assert.ok(desk);
    await api.desks.add(desk.config, desk.secret);
    await showTree(api);
    await until('the first reading', async () => (await api.sync.ask(deskId))?.syncedAt);
  });
  beforeEach(() => {
    person = new Person();
  });
  afterEach(async () => {
    await colleague.switches({ offline: false, writeFault: null, faultyWrites: 0, soundWrites: 0 });
    await person.leave();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const { id } of api.writes.all) await api.engine.choose(deskId, id, { kind: 'discard' });
    await until('an empty outbox', () => api.writes.all.length === 0);
  });
  after(async () => {
    await api.desks.remove(deskId);
  });

  const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);
  const someTicket = async (place = 0) => {
    const list = await tree.list('Recently Updated');
    const row = (await tree.tickets(list)).filter(({ ticket }) => ticket.state !== 'closed')[place];
    assert.ok(row);
    return row;
  };
  const put = async (write: Write, options?: { readonly hold: number }): Promise<OutboxEntry> => {
    const answer = await api.engine.put(deskId, write, options);
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.value;
  };
  const note = (ticketId: string, text: string, visibility: 'public' | 'internal' = 'internal'): Write => ({
    kind: 'addNote',
    ticketId,
    note: { text, visibility },
  });
  const stands = (entry: OutboxEntry, state: OutboxEntry['state']) =>
    until(`${state} instead of ${api.writes.get(entry)?.state}`, () =>
      api.writes.get(entry)?.state === state ? api.writes.get(entry) : undefined,
    );
  const gone = (entry: OutboxEntry) => until('that it is gone', () => !api.writes.get(entry));
  const rows = () => Promise.all(api.outbox.getChildren().map(node => api.outbox.getTreeItem(node)));
  const texts = async (ticketId: string) => {
    const answer = await api.engine.details(deskId, ticketId, { fresh: true });
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.value.details.history.map(({ body }) => body.body);
  };
  const times = (all: readonly string[], text: string) => all.filter(each => each.includes(text)).length;

  it('has what was written offline, says so at the ticket, and lets it go when the desk is back', async () => {
    const row = await someTicket();
    const { id, number } = row.ticket;
    await colleague.offline(true);
    const entry = await put(note(id, 'Written on a train'));
    await until('that it waits', () => api.writes.get(entry)?.failure);
    const [item, ...others] = await rows();
    assert.ok(item);
    assert.deepEqual(others, []);
    assert.equal(item.label, `#${number} Internal note`);
    assert.match(
      String(item.description),
      /^(?:Could not be reached|checking whether it arrived).* · Written on a train$/,
    );
    assert.match(String((await tree.item(row)).description), /^(?:waits to be sent|checking…) · /);
    assert.equal(item.command?.command, 'deskside.openTicket');
    const { resourceUri } = await tree.item(row);
    assert.ok(resourceUri);
    assert.equal(api.writes.provideFileDecoration(resourceUri)?.badge, '↑');
    await colleague.offline(false);
    await run('deskside.retryWrite', { deskId, id: entry.id });
    await gone(entry);
    assert.deepEqual(await rows(), []);
    assert.equal(times(await texts(id), 'Written on a train'), 1);
    await until('the row as it was', async () => !/waits|checking/.test(String((await tree.item(row)).description)));
  });

  it('tells why a note was refused; its text goes back to the box that it came from, as what it was', async () => {
    const { ticket } = await someTicket();
    await colleague.switches({ writeFault: 'refused', faultyWrites: 1 });
    const entry = await put(note(ticket.id, 'Two lines\nthat are not liked', 'internal'));
    await stands(entry, 'failed');
    const mark = api.writes.provideFileDecoration(ticketUri({ deskId, ticketId: ticket.id }));
    assert.deepEqual([mark?.badge, mark?.tooltip], ['!', 'not sent']);
    const [item] = await rows();
    assert.match(String(item?.description), /^Not accepted · Two lines that are not liked/);
    assert.equal(item?.contextValue, 'write.failed.edit.ticket');
    await run('deskside.editWrite', api.outbox.getChildren()[0]);
    await gone(entry);
    const kept = await until('the draft', () => {
      const drafts = api.context.workspaceState.get<[string, { text: string; visibility?: string }][]>('noteDrafts');
      return new Map(drafts ?? []).get(JSON.stringify([deskId, ticket.id]));
    });
    assert.equal(kept.text.trim(), 'Two lines\nthat are not liked');
    assert.equal(kept.visibility, 'internal');
    assert.equal(times(await texts(ticket.id), 'not liked'), 0);
  });

  it('sends what was refused once more, and discards what shall not be', async () => {
    const { ticket } = await someTicket(1);
    await colleague.switches({ writeFault: 'refused', faultyWrites: 2 });
    const one = await put(note(ticket.id, 'Liked the second time'));
    await stands(one, 'failed');
    const two = await put(note(ticket.id, 'Never liked'));
    await stands(two, 'failed');
    await run('deskside.retryWrite', { deskId, id: one.id });
    await gone(one);
    person.press = 'Discard';
    await run('deskside.discardWrite');
    await gone(two);
    assert.match(person.heard.at(-1) ?? '', /^Discard this\? #\d+ Internal note$/);
    const all = await texts(ticket.id);
    assert.deepEqual([times(all, 'Liked the second time'), times(all, 'Never liked')], [1, 0]);
  });

  it('changes logged time before it is sent', async () => {
    const { ticket } = await someTicket(2);
    await colleague.switches({ writeFault: 'refused', faultyWrites: 1 });
    const startedAt = new Date(Date.now() - 3_600_000).toISOString();
    const entry = await put({
      kind: 'logTime',
      ticketId: ticket.id,
      time: { minutes: 61, startedAt, notes: 'An hour too many' },
    });
    await stands(entry, 'failed');
    const editing = run('deskside.editWrite', { deskId, id: entry.id });
    await person.write('Edit Logged Time', '7m');
    await person.write('Edit Logged Time', 'Seven minutes');
    await editing;
    await gone(entry);
    const answer = await api.engine.details(deskId, ticket.id, { fresh: true });
    assert.ok(answer.ok);
    const logged = answer.value.details.timeEntries.filter(({ notes }) => /Seven minutes|An hour/.test(notes ?? ''));
    assert.deepEqual(
      logged.map(({ minutes }) => minutes),
      [7],
    );
  });

  it('puts a new ticket that was refused back into a form, with all that was filled in', async () => {
    const customers = await api.engine.customers(deskId, '', 1);
    const picks = await api.engine.pickLists(deskId);
    assert.ok(customers.ok && picks.ok);
    const [[customer], [type]] = [customers.value, picks.value.types];
    assert.ok(customer && type);
    await colleague.switches({ writeFault: 'refused', faultyWrites: 1 });
    const draft = { subject: 'Not made yet', description: 'Two\nlines', customerId: customer.id, typeId: type.id };
    // It came from a comment, which waits for its number.
    const todo = { uri: 'file:///code.ts', line: 3, text: '// TODO make it', keyword: 'TODO' };
    const waiting = [{ deskId, subject: draft.subject, place: 'code.ts, line 4', todo }];
    await api.context.workspaceState.update('newTicket.numbers', waiting);
    const entry = await put({ kind: 'createTicket', draft });
    await stands(entry, 'failed');
    const [item] = await rows();
    assert.equal(item?.label, 'New ticket: Not made yet');
    assert.equal(item?.command?.command, 'deskside.editWrite');
    await run('deskside.editWrite', { deskId, id: entry.id });
    await gone(entry);
    interface Draft {
      readonly values: Record<string, string>;
      readonly customer: { readonly name: string };
      readonly origin?: unknown;
    }
    const [form] = api.context.workspaceState.get<Draft[]>('newTicket.drafts') ?? [];
    // The form puts the number there when the ticket is made of it after all; nothing else waits for it.
    assert.deepEqual(form?.origin, { place: 'code.ts, line 4', todo });
    await until('that nothing waits', () => !api.context.workspaceState.get('newTicket.numbers'));
    assert.equal(form?.customer.name, customer.name);
    for (const value of Object.values(draft)) assert.ok(Object.values(form?.values ?? {}).includes(value), value);
    const { tickets } = await api.engine.tickets(deskId, { text: 'Not made yet' }, 5);
    assert.deepEqual(tickets, []);
    await api.context.workspaceState.update('newTicket.drafts', undefined);
  });

  it('takes back the note that was sent last, into the box', () =>
    withSetting('sendDelay', 30, async () => {
      const { ticket } = await someTicket();
      const entry = await put(note(ticket.id, 'Too soon', 'public'), { hold: 30_000 });
      await run('deskside.undoSend');
      await gone(entry);
      await until('the draft', () =>
        JSON.stringify(api.context.workspaceState.get('noteDrafts') ?? '').includes('Too soon'),
      );
      assert.equal(times(await texts(ticket.id), 'Too soon'), 0);
      await run('deskside.undoSend');
      assert.equal(person.heard.at(-1), 'There is nothing that can still be taken back.');
    }));

  it('shows all three values of a field that was changed on both sides; other fields go with what is chosen', async () => {
    const { ticket } = await someTicket(3);
    const fields = await api.engine.ticketFields(deskId, ticket.id);
    assert.ok(fields.ok);
    const field = (role: string) => fields.value.find(each => each.role === role) ?? assert.fail(role);
    const [subject, assignee] = [field('subject'), field('assignee')];
    const to = assignee.choices?.find(each => each.id !== assignee.value);
    assert.ok(to && subject.value !== undefined);
    for (const [side, expected] of [
      ['theirs', 'By a colleague theirs'],
      ['mine', 'By me'],
      ['before', 'As it was'],
    ] as const) {
      const begun = await api.engine.updateTicket(deskId, ticket.id, { [subject.name]: 'As it was' });
      assert.ok(begun.ok, JSON.stringify(begun));
      await colleague.change(ticket.id, { Name: `By a colleague ${side}` });
      const entry = await put({
        kind: 'updateTicket',
        ticketId: ticket.id,
        changes: { [subject.name]: 'By me', [assignee.name]: to.id },
        base: { [subject.name]: 'As it was' },
      });
      await stands(entry, 'conflict');
      const [item] = await rows();
      assert.match(String(item?.description), /^choose: changed on the desk meanwhile/);
      assert.equal(item?.command?.command, 'deskside.resolveConflict');
      const resolving = run('deskside.resolveConflict', api.outbox.getChildren()[0]);
      assert.deepEqual(
        (await person.rows('Subject')).map(({ label, description }) => [label, description]),
        [
          ['By me', 'yours'],
          [`By a colleague ${side}`, 'on the desk now'],
          ['As it was', 'before both'],
        ],
      );
      await person.choose('Subject', { mine: 'By me', theirs: `By a colleague ${side}`, before: 'As it was' }[side]);
      await resolving;
      await gone(entry);
      const now = await api.engine.details(deskId, ticket.id, { fresh: true });
      assert.ok(now.ok);
      assert.deepEqual(
        [now.value.details.ticket.subject, now.value.details.ticket.assignee?.name],
        [expected, to.name],
      );
    }
  });

  it('asks whether a write arrived that cannot be told from another', async () => {
    const { ticket } = await someTicket(4);
    await colleague.switches({ writeFault: 'silentBefore', faultyWrites: 1, faultPause: 3_000 });
    const entry = await put(note(ticket.id, 'Who wrote this?'));
    await until('the fault to be at work', async () => (await colleague.state()).faultyWrites === 0);
    // The same words by somebody, with time that the user did not log, while nobody knows what became of the user's.
    await colleague.logTime(ticket.id, 5, 'Who wrote this?');
    await stands(entry, 'unclear');
    const [item] = await rows();
    assert.match(String(item?.description), /^say whether it arrived/);
    const saying = run('deskside.confirmWrite');
    assert.deepEqual(
      (await person.rows('Internal note')).map(({ label }) => label),
      ['Look at the ticket first', 'It is there', 'It is not there'],
    );
    await person.choose('Internal note', 'It is not there');
    await saying;
    await gone(entry);
    assert.equal(times(await texts(ticket.id), 'Who wrote this?'), 2);
  });

  it('has a field that was edited offline, with its name, once the user is told that it is kept', async () => {
    const { ticket } = await someTicket(5);
    const ref = { deskId, ticketId: ticket.id, number: ticket.number, subject: ticket.subject };
    const editing = run('deskside.editTicketField', { ...ref, role: 'subject' });
    await person.box('Subject');
    await colleague.offline(true);
    await person.write('Subject', 'Renamed without a network');
    await editing;
    assert.match(person.heard.at(-1) ?? '', /What you wrote is kept in the outbox and is sent from there\.$/);
    const [item] = await rows();
    assert.equal(item?.label, `#${ticket.number} Change of Subject`);
    await colleague.offline(false);
    await run('deskside.retryWrite');
    await until('that it went', () => api.writes.all.length === 0);
    const answer = await api.engine.details(deskId, ticket.id, { fresh: true });
    assert.ok(answer.ok);
    assert.equal(answer.value.details.ticket.subject, 'Renamed without a network');
  });

  it('says once that writes need the user, however many there are', async () => {
    const { ticket } = await someTicket();
    const at = new Date().toISOString();
    const failure = { reason: 'refused', detail: 'No more notes.' } as const;
    const entry = (id: number, state: OutboxEntry['state'], also: Partial<OutboxEntry> = {}): OutboxEntry => ({
      ...{ deskId, id, at, state, write: note(ticket.id, 'Unliked') },
      ...also,
    });
    const standing = [entry(901, 'failed', { failure }), entry(902, 'unclear'), entry(903, 'conflict')];
    const changes = new vscode.EventEmitter<readonly OutboxEntry[]>();
    const hear = async (...entries: readonly OutboxEntry[]) => {
      person.heard.length = 0;
      const telling = tellOutbox({
        ...{ engine: api.engine, desks: api.desks, active: () => undefined, outbox: { visible: false } },
        writes: {
          onDidChange: changes.event,
          isFollowed: () => false,
          closed: () => undefined,
          get: ({ id }) => standing.find(each => each.id === id),
        },
        run: async () => undefined,
      });
      try {
        for (const each of entries) changes.fire([each]);
        await until('a message', () => person.heard.length > 0);
        // The same once more is no news.
        changes.fire(entries);
        return [...person.heard];
      } finally {
        telling.dispose();
      }
    };
    const [failed, unclear, conflict] = standing;
    assert.ok(failed && unclear && conflict);
    const about = `#${ticket.number} Internal note`;
    assert.deepEqual(await hear(failed), [
      `${about} was not sent. Acme TeamSupport did not accept this. It said: No more notes.`,
    ]);
    assert.deepEqual(await hear(unclear), [
      `${about}: Acme TeamSupport may have received this, and Deskside cannot tell.`,
    ]);
    assert.deepEqual(await hear(conflict), [`${about}: it was changed on Acme TeamSupport meanwhile, too.`]);
    assert.deepEqual(await hear(...standing), [
      '3 writes in the outbox need you: they were not sent, or it is not clear whether they were.',
    ]);
  });

  it('lists what is for a desk that cannot be opened, with the reason, until it is sent after all', async () => {
    const { ticket } = await someTicket(6);
    const [, desk] = sampleDesks();
    assert.ok(desk);
    await colleague.offline(true);
    const entry = await put(note(ticket.id, 'Waits behind a closed door'));
    await until('that it waits', () => api.writes.get(entry)?.failure);
    await api.desks.signOut(deskId);
    try {
      const item = await until('its row', async () => {
        const [first] = await rows();
        return /waits for you to sign in/.test(String(first?.description)) ? first : undefined;
      });
      assert.match(
        String(item.description),
        /^(?:may have arrived · )?waits for you to sign in · Waits behind a closed door$/,
      );
      // Nothing that needs the desk is offered; a click leads to what it waits for.
      assert.match(item.contextValue ?? '', /^closed\./);
      assert.equal(item.command?.command, 'deskside.reconnect');
    } finally {
      await colleague.offline(false);
      await api.desks.add(desk.config, desk.secret);
    }
    await gone(entry);
    assert.equal(times(await texts(ticket.id), 'Waits behind a closed door'), 1);
  });
});
