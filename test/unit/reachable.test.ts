import assert from 'node:assert/strict';
import manifest from '../../package.json' with { type: 'json' };
import words from '../../package.nls.json' with { type: 'json' };
import { helpText } from '../../src/editor/accessibility/helpText.ts';
import { commands, views } from '../../src/editor/ids.ts';

const { contributes } = manifest;

/** Commands that are about the very thing that they are called on, and how the keyboard gets there. */
const ofOneThing: Readonly<Record<string, string>> = {
  [commands.rowAction]: 'Enter on a row that tells something',
  [commands.openTicket]: 'Enter on a row; in the palette there are Search Tickets and Open Ticket by Number',
  [commands.openCodeLink]: 'Enter on a row of This File, and a button of the panel',
  [commands.removeCodeLink]: 'the context menu of a row of This File, and a button of the panel',
  [commands.openFrame]: 'Open Link at the cursor, and buttons of the panel',
  [commands.lookUpMention]: 'Enter on a row of This File, and Open Link at the cursor',
};

interface Item {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}

describe('every action', () => {
  const menus = Object.entries(contributes.menus) as unknown as (readonly [string, readonly Item[]])[];
  const palette = menus.find(([name]) => name === 'commandPalette')?.[1] ?? [];
  const hidden = palette.filter(({ when }) => when === 'false').map(({ command }) => command);
  const inPalette = contributes.commands.map(each => each.command).filter(command => !hidden.includes(command));

  it('is in the palette, or is Enter or a menu on the thing that it is about', () => {
    assert.deepEqual([...hidden].sort(), Object.keys(ofOneThing).sort());
  });

  it('that is an icon on a row is in a menu or the palette too: the keyboard does not reach icons', () => {
    for (const [name, items] of menus) {
      const named = (wanted: string) =>
        items.some(({ command, group = '' }) => command === wanted && !/^inline/.test(group));
      for (const { command, group = '' } of items) {
        if (!/^(?:inline|navigation)/.test(group) || /^editor\/|^terminal\//.test(name)) continue;
        assert.ok(inPalette.includes(command) || named(command), `${command} in ${name}`);
      }
    }
  });

  it('has a title that says what it does, with no icon in it', () => {
    const texts = new Map<string, string>(Object.entries(words));
    for (const { command, title } of contributes.commands) {
      const text = texts.get(title.replaceAll('%', '')) ?? '';
      assert.match(text, /^\p{Lu}[\p{L}\p{N} ,'’()&/-]+…?$/u, command);
    }
  });

  it('of the most used ones has a key, none of them twice in the same place', () => {
    const keys = contributes.keybindings.map(({ key, ...rest }) => `${key} ${'when' in rest ? rest.when : ''}`);
    assert.equal(new Set(keys).size, keys.length);
    const keyed = contributes.keybindings.map(({ command }) => command);
    for (const name of ['searchTickets', 'createTicket', 'logTime', 'startTimer', 'stopTimer', 'addNote'] as const)
      assert.ok(keyed.includes(commands[name]), name);
  });
});

describe('accessibility help', () => {
  it('is there for every view, and names only commands that exist', () => {
    const texts = new Map<string, string>(Object.entries(words));
    const ids = contributes.commands.map(({ command }) => command);
    for (const { id, accessibilityHelpContent = '' } of contributes.views.deskside) {
      const text = texts.get(accessibilityHelpContent.replaceAll('%', '')) ?? '';
      assert.ok(text.length > 80, id);
      for (const [, command = ''] of text.matchAll(/<keybinding:([^>]*)>/g)) assert.ok(ids.includes(command), command);
    }
    assert.equal(contributes.views.deskside.length, Object.keys(views).length - 1);
  });

  it('opens with the editor’s own key in the pages of Deskside', () => {
    const key = contributes.keybindings.find(({ command }) => command === commands.openAccessibilityHelp);
    assert.equal(key?.key, 'alt+f1');
    assert.match(key && 'when' in key ? (key.when ?? '') : '', /activeWebviewPanelId/);
  });

  it('names every key as the manifest has it, with the title of its command', () => {
    const t = (text: string, ...values: (string | number | boolean)[]) =>
      text.replace(/\{(\d)\}/g, (_, at) => String(values[Number(at)]));
    const texts = new Map<string, string>(Object.entries(words));
    const titled = contributes.commands.map(({ command, title }) => ({
      command,
      title: texts.get(title.replaceAll('%', '')) ?? '',
    }));
    const lines = helpText(t, contributes.keybindings, titled).split('\n');
    for (const line of ['Ctrl+Alt+D S: Search Tickets…', 'Alt+F1: Open Accessibility Help'])
      assert.ok(lines.includes(line), line);
    assert.equal(lines.filter(line => /^(?:Ctrl|Alt)\+/.test(line)).length, contributes.keybindings.length);
    // To be read in an editor: no marks of Markdown, and no line that is only a sign.
    for (const line of lines) assert.doesNotMatch(line, /[*`#|]|\{\d\}/, line);
  });
});
