import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { shownText } from '../../src/editor/shownText.ts';
import type { TicketNode } from '../../src/editor/tickets/nodes.ts';
import type { TestApi } from '../../src/extension.ts';
import { Colleague } from './colleague.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';
import { showTree, TreeReader, withSetting } from './treeReader.ts';

describe('Needs Me', () => {
  const colleague = new Colleague();
  const id = 'test-teamsupport';
  let api: TestApi;
  let tree: TreeReader;
  let person: Person;
  let me: { readonly id: string; readonly name: string };
  /** Open tickets of somebody else. */
  let others: string[];

  before(async () => {
    api = await extensionUnderTest();
    tree = new TreeReader(api);
    person = new Person();
    const [, desk] = sampleDesks();
    assert.ok(desk);
    await api.desks.add(desk.config, desk.secret);
    const people = await api.engine.technicians(id);
    assert.ok(people.ok);
    const found = people.value.find(({ name }) => name === 'Sam Rivera');
    assert.ok(found);
    me = found;
    await api.desks.setTechnician(id, found);
    await until('the user', async () => (await api.desks.load()).some(each => each.config.technicianId === found.id));
    await showTree(api);
    await until('the first reading', async () => (await api.sync.ask(id))?.syncedAt);
    const list = await api.engine.list(
      id,
      {
        terms: [
          { kind: 'is', is: 'open', not: false },
          { kind: 'is', is: 'mine', not: true },
          { kind: 'is', is: 'waiting', not: true },
        ],
      },
      { by: 'changed', descending: true },
      20,
    );
    others = list.tickets.map(({ id: ticketId }) => ticketId);
  });
  after(async () => {
    await person.leave();
    await api.marks.clear();
    await api.desks.remove(id);
  });
  beforeEach(() => {
    person.heard.length = 0;
    person.press = undefined;
  });

  const rows = async (): Promise<TicketNode[]> => tree.tickets(await tree.list('Needs Me'));
  const row = async (ticketId: string) => (await rows()).find(({ ticket }) => ticket.id === ticketId);
  const sync = async () => {
    assert.ok((await api.engine.sync(id)).ok);
    await api.tree.settled();
  };
  const yesterday = () => new Date(Date.now() - 26 * 3_600_000).toISOString();
  const isMine = async (ticketId: string) =>
    (await tree.tickets(await tree.list('My Tickets'))).find(({ ticket }) => ticket.id === ticketId);
  const given = async (members: Readonly<Record<string, string>> = {}): Promise<string> => {
    const ticketId = others.shift() ?? assert.fail('no more tickets');
    await colleague.change(ticketId, { UserID: me.id, ...members });
    await sync();
    return ticketId;
  };

  /** Does something while it is later for the extension; its timers know nothing of it, as after a sleep. */
  const daysLater = async (days: number, work: () => Promise<void>): Promise<void> => {
    const Now = Date;
    const now = () => Now.now() + days * 24 * 3_600_000;
    globalThis.Date = class extends Now {
      constructor(...given: [] | [number | string | Date]) {
        super(...((given.length === 0 ? [now()] : given) as [number]));
      }
      static override now = now;
    } as DateConstructor;
    try {
      await work();
    } finally {
      globalThis.Date = Now;
    }
  };

  it('lists what the engine finds, each with its reason, and counts the same as the icon', async () => {
    // Conversations are read behind the first reading: what needs the user may become less meanwhile.
    const total = async () => {
      const needs = await api.engine.needsMe(id, 50);
      return needs.ok ? needs.value.total : 0;
    };
    const shown = await until('the rows', async () => {
      const all = await rows();
      return all.length > 0 && all.length === (await total()) ? all : undefined;
    });
    for (const each of shown) {
      const { label, description } = await tree.item(each);
      assert.match(
        String(label),
        /^#\d+ (Was due|Due|Customer waiting|Unanswered|Given to you|Waiting|Untouched|Open)/,
      );
      assert.ok(String(description).startsWith(shownText(each.ticket.subject)), String(description));
    }
    await until('the count', async () => (await tree.count(await tree.list('Needs Me'))) === (await total()));
    await until('the badge', async () => api.ticketView.view.badge?.value === (await total()));
  });

  it('says first what is overdue, in the row, in its card, and to screen readers', async () => {
    const ticketId = await given({ DueDate: yesterday() });
    const overdue = await until('the row', () => row(ticketId));
    assert.deepEqual(overdue.reasons?.[0]?.kind, 'overdue');
    const item = await tree.item(overdue);
    assert.match(String(item.label), /^#\d+ Was due (yesterday|1d ago|2d ago)$/);
    assert.match(item.accessibilityInformation?.label ?? '', /Was due (yesterday|2 days ago)/);
    assert.equal((item.iconPath as vscode.ThemeIcon).color?.id, 'problemsErrorIcon.foreground');
    const { tooltip } = api.tree.resolveTreeItem(item, overdue);
    assert.match((tooltip as vscode.MarkdownString).value, /\$\(bell\) Was due /);
    assert.match((tooltip as vscode.MarkdownString).value, /\$\(bell\) Given to you/);
  });

  it('is without tickets that are muted, whose rows say so, and has them back', async () => {
    const ticketId = await given({ DueDate: yesterday() });
    const needing = await until('the row', () => row(ticketId));
    await vscode.commands.executeCommand('deskside.muteTickets', needing);
    await until('that it is gone', async () => (await row(ticketId)) === undefined);
    const mine = (await isMine(ticketId)) ?? assert.fail('it is the user’s still');
    await until('its row', async () => String((await tree.item(mine)).description).startsWith('muted · '));
    const { contextValue } = await tree.item(mine);
    assert.match(contextValue ?? '', /\.muted$/);
    await colleague.change(ticketId, { Name: 'Changed while it was muted' });
    await sync();
    assert.equal(api.marks.of({ deskId: id, ticketId }), undefined);
    await vscode.commands.executeCommand('deskside.unmuteTickets', mine);
    await until('that it is back', () => row(ticketId));
  });

  it('goes on by itself: rows whose words time changed are drawn anew, and no others', async () => {
    const keys = (await rows()).map(({ key }) => key);
    // A minute may be over, once.
    await until('that no row is drawn without a reason', async () => {
      for (const each of await rows()) await tree.item(each);
      return !(await tree.fired(async () => api.tree.sayAge())).some(key => keys.includes(key ?? ''));
    });
    await daysLater(40, async () => {
      const fired = await tree.fired(async () => api.tree.sayAge());
      assert.ok(
        keys.some(key => fired.includes(key)),
        `${fired.length} rows`,
      );
    });
    api.tree.redraw();
  });

  it('tells nothing of kinds that are not wanted', () =>
    withSetting('notices.kinds', ['changed'], () =>
      withSetting('notices.show', 'toast', async () => {
        const ticketId = await given();
        await until('the row', () => isMine(ticketId));
        await colleague.change(ticketId, { Name: 'Changed by a colleague' });
        await sync();
        await until('a message', () => person.heard.length > 0);
        assert.match(person.heard.join('\n'), /^A ticket of yours changed: [^\n]*Changed by a colleague$/);
        await until('the mark', () => api.marks.of({ deskId: id, ticketId }) === 'changed');
      }),
    ));

  it('tells later in one message what came while there was to be none', () =>
    withSetting('notices.show', 'toast', async () => {
      const tickets: string[] = [];
      await withSetting('notices.digest', 'daily', async () => {
        for (let count = 0; count < 2; count++) {
          tickets.push(await given());
          const waits = async () => {
            const state = await api.engine.attention(id);
            return state.ok && state.value.laterSince;
          };
          await until('that it waits', waits);
        }
        for (const ticketId of tickets)
          await until('the mark', () => api.marks.of({ deskId: id, ticketId }) === 'assigned');
        assert.deepEqual(person.heard, []);
      });
      await until('the message', () => person.heard.length > 0);
      assert.equal(person.heard.length, 1, person.heard.join('\n'));
      // Others may have come near their time meanwhile.
      assert.match(person.heard[0] ?? '', /^\d+ tickets (?:were given to you|want your eye): #\d+ .+, #\d+ /);
      const state = await api.engine.attention(id);
      assert.ok(state.ok && state.value.laterSince === undefined);
    }));

  it('tells it as soon as the machine is awake again, where it slept while that was due', () =>
    withSetting('notices.show', 'toast', () =>
      withSetting('notices.digest', 'daily', async () => {
        await given();
        await until('that it waits', async () => {
          const state = await api.engine.attention(id);
          return state.ok && state.value.laterSince;
        });
        await sync();
        assert.deepEqual(person.heard, []);
        await daysLater(2, async () => {
          await sync();
          await until('the message', () => person.heard.length > 0);
        });
      }),
    ));
});
