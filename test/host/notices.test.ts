import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import type { Technician } from '../../src/model/directory.ts';
import { Colleague } from './colleague.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';
import { showTree, withSetting } from './treeReader.ts';

describe('notices and the number at the icon', () => {
  const colleague = new Colleague();
  const id = 'test-teamsupport';
  let api: TestApi;
  let person: Person;
  let me: Technician;
  /** Open tickets of somebody else, to be given to the user one by one. */
  let others: string[];

  before(async () => {
    api = await extensionUnderTest();
    person = new Person();
    const [, desk] = sampleDesks();
    assert.ok(desk);
    await api.desks.add(desk.config, desk.secret);
    const people = await api.engine.technicians(id);
    assert.ok(people.ok);
    const found = people.value.find(({ name }) => name === 'Sam Rivera');
    assert.ok(found);
    me = found;
    await api.desks.setTechnician(id, me);
    await until('the user', async () => (await api.desks.load()).some(each => each.config.technicianId === found.id));
    await showTree(api);
    await until('the first reading', async () => (await api.sync.ask(id))?.syncedAt);
    const open = [{ kind: 'is', is: 'open', not: false }] as const;
    const list = await api.engine.list(
      id,
      { terms: [...open, { kind: 'is', is: 'mine', not: true }] },
      { by: 'changed', descending: true },
      60,
    );
    // One that is due would be told of for that, too.
    others = list.tickets.filter(({ dueAt }) => dueAt === undefined).map(({ id: ticketId }) => ticketId);
    assert.ok(others.length > 6);
  });
  after(async () => {
    await person.leave();
    await api.marks.clear();
    await api.desks.remove(id);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  beforeEach(() => {
    person.heard.length = 0;
    person.press = undefined;
  });

  const markOf = (ticketId: string) => api.marks.of({ deskId: id, ticketId });
  /** A colleague gives tickets to the user, and the desk is read. */
  const given = async (count: number): Promise<string[]> => {
    const tickets = others.splice(0, count);
    assert.equal(tickets.length, count);
    for (const ticketId of tickets) await colleague.change(ticketId, { UserID: me.id });
    assert.ok((await api.engine.sync(id)).ok);
    return tickets;
  };

  /** Does something while the window is, or is not, looked at. */
  const inWindow = async (work: (looking: (state: vscode.WindowState) => void) => Promise<void>): Promise<void> => {
    const state = Object.getOwnPropertyDescriptor(vscode.window, 'state') ?? {};
    try {
      await work(value => Object.defineProperty(vscode.window, 'state', { value, configurable: true }));
    } finally {
      Object.defineProperty(vscode.window, 'state', state);
    }
  };

  it('counts what needs the user, and follows it', async () => {
    const needing = async () => {
      const needs = await api.engine.needsMe(id, 1_000);
      assert.ok(needs.ok);
      return needs.value.tickets.map(({ ticket }) => ticket.id);
    };
    const badge = () => api.ticketView.view.badge;
    // Conversations are read behind the first reading: what needs the user may become less meanwhile.
    const agrees = () =>
      until('the number', async () => {
        const { length } = await needing();
        return length > 1 && badge()?.value === length && badge()?.tooltip === `${length} tickets need you`;
      });
    await agrees();
    const [ticketId = ''] = await given(1);
    await until('that it needs the user', async () => (await needing()).includes(ticketId));
    await agrees();
    await withSetting('notices.show', 'off', async () => {
      await until('no number', () => badge() === undefined || badge()?.value === 0);
    });
    await agrees();
  });

  it('marks what came to the user, until it is opened, and says nothing', async () => {
    const [ticketId = ''] = await given(1);
    await until('the mark', () => markOf(ticketId) === 'assigned');
    assert.deepEqual(person.heard, []);
    await vscode.commands.executeCommand('deskside.openTicket', { deskId: id, ticketId, number: '1' });
    await until('no mark', () => markOf(ticketId) === undefined);
  });

  it('neither marks nor tells what the user looks at', () =>
    withSetting('notices.show', 'toast', async () => {
      const [ticketId = ''] = await given(1);
      await until('the message', () => person.heard.length > 0);
      const open = async () => {
        await vscode.commands.executeCommand('deskside.openTicket', { deskId: id, ticketId, number: '1' });
        await until('the panel in front', () => api.panels.active?.ticketId === ticketId);
      };
      await open();
      // That a new panel is in front is told twice; that it came back, once.
      await vscode.commands.executeCommand('workbench.action.files.newUntitledFile');
      await until('another editor in front', () => api.panels.active === undefined);
      await open();
      await until('no mark', () => markOf(ticketId) === undefined);
      person.heard.length = 0;
      await inWindow(async looking => {
        looking({ focused: true, active: false });
        // What the panel reads just then by itself is no news to the next reading.
        let changes = 0;
        await until('the message', async () => {
          await colleague.change(ticketId, { Name: `Changed ${++changes}` });
          assert.ok((await api.engine.sync(id)).ok);
          return person.heard.some(text => text.startsWith('A ticket of yours changed: '));
        });
        await until('the mark', () => markOf(ticketId) === 'changed');
        looking({ focused: true, active: true });
        person.heard.length = 0;
        await colleague.change(ticketId, { Name: 'While somebody looks' });
        const [other = ''] = await given(1);
        await until('another message', () => person.heard.length > 0);
        assert.equal(person.heard.length, 1, person.heard.join('\n'));
        assert.match(person.heard[0] ?? '', /^A ticket was given to you: /);
        await until('the mark of the other', () => markOf(other) === 'assigned');
        await until('no mark', () => markOf(ticketId) === undefined);
      });
    }));

  it('lets a window tell that somebody looks at, and tells where nobody looks at any', () =>
    withSetting('notices.show', 'toast', () =>
      inWindow(async looking => {
        looking({ focused: false, active: false });
        const [ticketId = ''] = await given(1);
        await until('that it waits', async () => {
          const state = await api.engine.attention(id);
          return state.ok && state.value.laterSince;
        });
        // Another window takes it.
        const taken = await api.engine.takeNotices(id);
        assert.ok(taken.ok && taken.value[0]?.ticketId === ticketId);
        await given(1);
        await until('the message', () => person.heard.length > 0);
        assert.equal(person.heard.length, 1, person.heard.join('\n'));
      }),
    ));

  it('says it in one message where that is wanted, whatever number of tickets it is about', () =>
    withSetting('notices.show', 'toast', async () => {
      person.press = 'Show';
      const tickets = await given(2);
      await until('a message', () => person.heard.length > 0);
      assert.equal(person.heard.length, 1, person.heard.join('\n'));
      assert.match(person.heard[0] ?? '', /^2 tickets were given to you: #\d+ .+, #\d+ /);
      for (const ticketId of tickets) await until('the mark', () => markOf(ticketId) === 'assigned');
      await until('the way there', () => api.ticketView.view.selection[0]?.key === `${id}/mine`);
    }));

  it('leads to the ticket from its message', () =>
    withSetting('notices.show', 'toast', async () => {
      person.press = 'Show';
      const [ticketId] = await given(1);
      await until('the panel', () => api.panels.active?.ticketId === ticketId);
      assert.match(person.heard.join(), /^A ticket was given to you: #\d+ /);
    }));

  it('says nothing any more where no more messages are wanted', () =>
    withSetting('notices.show', 'toast', async () => {
      person.press = 'No More Messages';
      await given(1);
      const setting = () => vscode.workspace.getConfiguration('deskside').get('notices.show');
      await until('the setting', () => setting() === 'badge');
    }));

  it('is silent about everything when off, and about what the user did', async () => {
    await withSetting('notices.show', 'off', async () => {
      const [ticketId = ''] = await given(1);
      await until('the ticket', async () => {
        const list = await api.engine.list(id, { terms: [] }, { by: 'changed', descending: true }, 50);
        return list.tickets.find(each => each.id === ticketId)?.assignee?.name === me.name;
      });
      // A row that came while somebody looked is no notice.
      assert.notEqual(markOf(ticketId), 'assigned');
    });
    await withSetting('notices.show', 'toast', async () => {
      const [ticketId = ''] = others.splice(0, 1);
      assert.ok((await api.engine.updateTicket(id, ticketId, { UserID: me.id })).ok);
      assert.ok((await api.engine.sync(id)).ok);
      // Something else to tell comes after it, and alone.
      const [told = ''] = await given(1);
      await until('a message', () => person.heard.length > 0);
      assert.match(person.heard.join('\n'), /^A ticket was given to you: /);
      await until('the mark', () => markOf(told) === 'assigned');
      assert.equal(markOf(ticketId), undefined);
    });
  });

  it('has no number for a desk that is gone, also while nobody sees the tickets', async () => {
    await until('a number', () => (api.ticketView.view.badge?.value ?? 0) > 0);
    await vscode.commands.executeCommand('workbench.view.explorer');
    await until('that nobody sees them', () => !api.ticketView.view.visible);
    const [, desk] = sampleDesks();
    assert.ok(desk);
    await api.desks.remove(id);
    await until('no number', () => !api.ticketView.view.badge?.value);
    await api.desks.add(desk.config, desk.secret);
    await api.desks.setTechnician(id, me);
    await until('the number again', () => (api.ticketView.view.badge?.value ?? 0) > 0);
    await showTree(api);
  });
});

describe('Clear Local Data', () => {
  const id = 'test-readydesk';
  let api: TestApi;
  let person: Person;

  before(async () => {
    api = await extensionUnderTest();
    person = new Person();
    const [desk] = sampleDesks();
    assert.ok(desk);
    await api.desks.add(desk.config, desk.secret);
    await until('the first reading', async () => (await api.sync.ask(id))?.syncedAt);
  });
  after(async () => {
    await person.leave();
    await api.desks.remove(id);
  });

  it('asks before it deletes, and does nothing when it is not agreed to', async () => {
    const before = api.sync.of(id)?.syncedAt;
    const done = vscode.commands.executeCommand('deskside.clearLocalData');
    await person.choose('Clear Local Data', 'Acme ReadyDesk');
    await done;
    assert.match(person.heard.join(), /^Clear the local data of Acme ReadyDesk\?$/);
    assert.ok((api.sync.of(id)?.syncedAt ?? '') >= (before ?? ''));
    assert.ok((api.sync.of(id)?.tickets ?? 0) > 0);
  });

  it('deletes what is kept, and the desk is read again', async () => {
    const { tickets } = api.sync.of(id) ?? assert.fail();
    const seen: number[] = [];
    const listening = api.sync.onDidChange(({ deskId }) => {
      if (deskId === id) seen.push(api.sync.of(id)?.tickets ?? -1);
    });
    person.press = 'Clear';
    await vscode.commands.executeCommand('deskside.clearLocalData', { deskId: id });
    await until(
      'that it is read again',
      () => seen.some(each => each < tickets) && api.sync.of(id)?.tickets === tickets,
    );
    listening.dispose();
  });
});
