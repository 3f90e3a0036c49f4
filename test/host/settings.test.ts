import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands, settings } from '../../src/editor/ids.ts';
import type { MessageNode } from '../../src/editor/tickets/nodes.ts';
import type { TestApi } from '../../src/extension.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';
import { withSetting } from './treeReader.ts';

describe('settings that cannot be used', () => {
  let api: TestApi;
  before(async () => {
    api = await extensionUnderTest();
    const [first] = sampleDesks();
    assert.ok(first);
    await api.desks.add(first.config, first.secret);
  });
  after(() => api.desks.remove('test-readydesk'));

  /** The row that says it, and none when all is well. */
  const row = async (): Promise<MessageNode | undefined> => {
    const rows = await api.tree.getChildren();
    return rows.find(each => each.kind === 'message' && each.does === 'openSettings') as MessageNode | undefined;
  };
  const said = (words: RegExp) =>
    until(`a row that says ${words}`, async () => {
      const found = await row();
      return found?.tooltip && words.test(found.tooltip) ? found : undefined;
    });
  const nothing = () => until('no row', async () => !(await row()));

  for (const [setting, value, words] of [
    ['timer.idle', 9_999, /^"deskside\.timer\.idle" must be a whole number from 0 to 1440$/],
    ['mirror.tickets', 'some', /^"deskside\.mirror\.tickets" must be one of "open", "recent", "all"$/],
    ['tree.sortBy', 'colour', /^"deskside\.tree\.sortBy": Write the name of a field, /],
    ['views', [{ name: 'New', query: 'changed:soon' }], /^The view New: "soon" is no time\. /],
    ['views', [{ name: 'New', query: 'is:open', desk: 'Elsewhere' }], /^The view New: No desk is called Elsewhere\.$/],
  ] as const) {
    it(`are told in a row, until they can be: ${setting}`, async () => {
      await nothing();
      let redrawn = 0;
      const listening = api.tree.onDidChangeTreeData(() => redrawn++);
      await withSetting(setting, value, async () => {
        assert.equal((await said(words)).description, `deskside.${setting}`);
        assert.ok(redrawn > 0);
      });
      await nothing();
      listening.dispose();
    });
  }

  it('are told of patterns, too', async () => {
    const config = () => vscode.workspace.getConfiguration(settings.section);
    const entries = config().get<object[]>(settings.desks) ?? [];
    const broken = entries.map(entry => ({ ...entry, mentions: { patterns: ['(TS'] } }));
    await config().update(settings.desks, broken, vscode.ConfigurationTarget.Global);
    await said(/^Acme ReadyDesk: "\(TS" in "mentions" is not used: it is no regular expression$/);
    await config().update(settings.desks, entries, vscode.ConfigurationTarget.Global);
    await nothing();
  });

  it('open where they are', () =>
    withSetting('timer.idle', 9_999, async () => {
      await vscode.commands.executeCommand(commands.rowAction, await said(/timer\.idle/));
      const editor = await until('the file of the settings', () => {
        const active = vscode.window.activeTextEditor;
        return active && /settings\.json$/.test(active.document.uri.path) ? active : undefined;
      });
      await until('the setting', () => /timer\.idle/.test(editor.document.lineAt(editor.selection.active).text));
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    }));

  it('are opened from a message by its button, and by nobody who closes the message', async () => {
    const person = new Person();
    const open = () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label === 'Settings');
    try {
      const [ticket] = (await api.engine.tickets('test-readydesk', {}, 1)).tickets;
      assert.ok(ticket);
      const insert = () =>
        person.run(commands.insertCannedReply, {
          deskId: 'test-readydesk',
          ticketId: ticket.id,
          number: ticket.number,
        });
      await insert();
      assert.match(person.heard.at(-1) ?? '', /^There are no canned replies yet/);
      assert.equal(open(), undefined);
      person.press = 'Open Settings';
      await insert();
      await vscode.window.tabGroups.close(await until('the settings', open));
    } finally {
      await person.leave();
    }
  });
});
