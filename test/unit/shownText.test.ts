import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { panelTitle } from '../../src/editor/panel/panelTitle.ts';
import { shownText } from '../../src/editor/shownText.ts';

/** What VS Code makes of messages and of labels. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
const icon = /\$\([a-z0-9-]+(?:~[a-z]+)?\)/i;

describe('text shown on the editor’s own surfaces', () => {
  it('is neither a link that runs a command nor an icon', () => {
    const hostile = 'See [the help](command:workbench.action.quit) $(trash) $(loading~spin)';
    assert.match(hostile, link);
    assert.match(hostile, icon);
    assert.doesNotMatch(shownText(hostile), link);
    assert.doesNotMatch(shownText(hostile), icon);
    assert.equal(shownText(hostile).replaceAll('\u200b', ''), hostile);
  });

  it('stays on one line and in its direction', () => {
    assert.equal(shownText('  one\r\ntwo\u0000\u001b[31m\tthree\u2028four '), 'one two [31m three four');
    assert.equal(shownText('invoice\u202efdp.exe'), 'invoicefdp.exe');
    assert.equal(shownText('\u2067تذكرة\u2069 #4'), 'تذكرة #4');
  });

  it('is what a tab is called', () => {
    assert.equal(panelTitle('7', 'a\u202eb\nc\u0007d'), '#7 ab c d');
  });
});
