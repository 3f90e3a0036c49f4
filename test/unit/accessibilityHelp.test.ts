import assert from 'node:assert/strict';
import { helpText } from '../../src/editor/accessibility/helpText.ts';

describe('accessibility help', () => {
  it('names each key with what it does, in English and as VS Code has titles in other languages', () => {
    const keys = [
      { command: 'deskside.searchTickets', key: 'ctrl+alt+d s' },
      { command: 'deskside.logTime', key: 'ctrl+alt+d l' },
      { command: 'deskside.gone', key: 'ctrl+alt+d g' },
    ];
    const commands = [
      { command: 'deskside.searchTickets', title: { value: 'Tickets suchen…', original: 'Search Tickets…' } },
      { command: 'deskside.logTime', title: 'Log Time…' },
    ];
    const lines = helpText(String, keys, commands).split('\n');
    assert.deepEqual(
      lines.filter(line => line.startsWith('Ctrl+')),
      ['Ctrl+Alt+D S: Tickets suchen…', 'Ctrl+Alt+D L: Log Time…'],
    );
  });
});
