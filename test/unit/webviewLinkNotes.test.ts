import assert from 'node:assert/strict';
import type { CodeLink } from '../../src/model/codeLink.ts';
import { readLinkNotes, withoutLinks, writeLinkNote } from '../../src/model/linkNote.ts';
import type { RichText } from '../../src/model/ticket.ts';
import { eachWithPanel, type PanelUnderTest } from './webviewPage.ts';
import { details, entry, panelState, seed } from './webviewTicket.ts';

const link: CodeLink = {
  id: '0011aabb',
  path: 'src/cart/prices.ts',
  startLine: 4,
  endLine: 5,
  fingerprint: { lines: ['0a0a0a0a', '0b0b0b0b'], before: ['01010101'], after: [], count: 2 },
  commit: '0123456789abcdef0123456789abcdef01234567',
  repository: 'github.com/acme/shop',
  permalink: 'https://github.com/acme/shop/blob/0123456789abcdef0123456789abcdef01234567/src/cart/prices.ts#L4-L5',
  snippet: 'const total = sum(prices);\nreturn total;',
  at: '2026-11-20T12:00:00.000Z',
  by: 'Sam Rivera',
};
const note = writeLinkNote(link);
const marked = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** What help desks make of a note. */
const texts: Readonly<Record<string, RichText>> = {
  'as it was written': { kind: 'text', body: note },
  'with words before and after': { kind: 'text', body: `See this.\n\n${note}\n\nThat is all.` },
  'with line breaks of HTML': { kind: 'html', body: `<p>${marked(note).replaceAll('\n', '<br>')}</p>` },
  'in paragraphs': {
    kind: 'html',
    body: note
      .split('\n')
      .map(line => `<p>${marked(line)}</p>`)
      .join(''),
  },
  wrapped: { kind: 'html', body: `<div>${marked(note).replace(/(.{60}) /g, '$1<br>\n')}</div><p>That is all.</p>` },
};

describe('notes with code links in the ticket panel', function () {
  this.timeout(60_000);
  let panel: PanelUnderTest;
  eachWithPanel(seed, opened => {
    panel = opened;
  });

  for (const [how, body] of Object.entries(texts)) {
    it(`are shown without their data: ${how}`, async () => {
      assert.equal(readLinkNotes(body.body)[0]?.id, link.id);
      await panel.show(panelState({ details: details({ history: [entry({ id: '7', body })] }) }));
      const text = panel.page.locator('deskside-text.entry-text').first();
      await text.getByText('src/cart/prices.ts, lines 4-5').waitFor();
      const shown = (await text.locator('.content').innerText()).replaceAll('\u00a0', ' ');
      assert.doesNotMatch(shown, /code link|\b[\dA-Za-z]{11} [\dA-Za-z]{11}\b/);
      assert.match(shown, /const total = sum\(prices\);/);
      assert.doesNotMatch(shown, /\n{4}|\n{3}$/);
      if (body.body.includes('That is all.')) assert.match(shown, /That is all\.$/);
    });
  }

  it('keep what only looks like data', async () => {
    const body: RichText = { kind: 'text', body: 'Deskside code link 1: 00000000000 is broken' };
    await panel.show(panelState({ details: details({ history: [entry({ id: '7', body })] }) }));
    await panel.page.locator('deskside-text.entry-text').getByText('00000000000 is broken').waitFor();
  });
});

describe('a plain text without the data of its links', () => {
  it('keeps all else', () => {
    assert.equal(withoutLinks('Deskside is nice'), 'Deskside is nice');
    const two = `A\n\n${note}\n\nB\n\n${note}\n\nC`;
    const shown = withoutLinks(two);
    assert.deepEqual(readLinkNotes(shown), []);
    assert.match(shown, /^A\n\nCode: src[\s\S]*return total;\n\nB\n\nCode: src[\s\S]*return total;\n\nC$/);
  });
});
