import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import { newestFirst } from '../../src/model/search.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';
import { TreeReader } from './treeReader.ts';

const deskId = 'test-readydesk';

/** What a screen reader says of a row, by the editor's own rule: a tooltip stands in the place of the words. */
function spoken({ accessibilityInformation, tooltip, label, description }: vscode.TreeItem): string {
  if (accessibilityInformation) return accessibilityInformation.label;
  return typeof tooltip === 'string' ? tooltip : [label, description].filter(Boolean).join(' ');
}

/** It says what the row shows, and no icon's name. */
function checkRow(item: vscode.TreeItem): void {
  const label = String(item.label);
  const words = spoken(item);
  for (const word of label.match(/[\p{L}\p{N}]{2,}/gu) ?? []) assert.ok(words.includes(word), `${label}: ${words}`);
  assert.doesNotMatch(words, /\$\([\w~-]+\)|undefined|\[object/, label);
}

describe('rows as they are read out', function () {
  this.timeout(120_000);
  let api: TestApi;
  let tree: TreeReader;

  before(async () => {
    api = await extensionUnderTest();
    for (const { config, secret } of sampleDesks()) await api.desks.add(config, secret);
    tree = new TreeReader(api);
  });
  after(async () => {
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
  });

  it('say in the tree what they show: desks, lists, groups and tickets', async () => {
    let tickets = 0;
    for (const desk of await tree.children()) {
      checkRow(await tree.item(desk));
      for (const list of await tree.children(desk)) {
        checkRow(await tree.item(list));
        if (list.kind !== 'list' && list.kind !== 'folder') continue;
        for (const row of (await tree.children(list)).slice(0, 12)) {
          const item = await tree.item(row);
          checkRow(item);
          if (row.kind !== 'ticket') continue;
          tickets++;
          const { status, priority = '', customer } = row.ticket;
          for (const fact of [status, priority, customer?.name ?? ''])
            assert.ok(spoken(item).includes(fact), spoken(item));
        }
      }
    }
    assert.ok(tickets > 10);
  });

  it('say in Time what they show: the timer and what was logged', async () => {
    const desk = await until('the desk', async () =>
      (await api.desks.ready()).find(({ config }) => config.id === deskId),
    );
    const list = await api.engine.list(desk.config.id, { terms: [] }, newestFirst, 1);
    const [ticket] = list.tickets;
    assert.ok(ticket);
    const { id: ticketId, number, subject } = ticket;
    const person = new Person();
    try {
      await person.run('deskside.startTimer', { deskId, ticketId, number, subject });
      const rows = await until('the timer', async () => {
        const found = await api.time.tree.getChildren();
        return found.some(({ kind }) => kind === 'timer') ? found : undefined;
      });
      for (const row of rows) checkRow(api.time.tree.getTreeItem(row));
      const timer = rows.find(({ kind }) => kind === 'timer');
      assert.ok(timer && spoken(api.time.tree.getTreeItem(timer)).includes(`#${number}`));
    } finally {
      person.press = 'Discard';
      await person.run('deskside.discardTimer');
      await person.leave();
    }
  });

  it('have a help for who uses no mouse, in an editor, with the keys of now', async () => {
    await vscode.commands.executeCommand('deskside.openAccessibilityHelp');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'deskside-help');
    assert.match(document?.getText() ?? '', /^Ctrl\+Alt\+D S: Search Tickets…$/m);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });
});
