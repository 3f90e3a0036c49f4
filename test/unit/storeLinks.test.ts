import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { glances } from '../../src/engine/glances.ts';
import { linksIn } from '../../src/engine/store/links.ts';
import { conversationText, descriptionText } from '../../src/engine/store/ticketText.ts';
import type { CodeLink } from '../../src/model/codeLink.ts';
import { writeLinkNote } from '../../src/model/linkNote.ts';
import { anEntry, assertSound, aTicket, someDetails, withStore } from './storeFolder.ts';

const at = '2026-03-05T00:00:00.000Z';

function aLink(id: string, path: string, also: Partial<CodeLink> = {}): CodeLink {
  return {
    id,
    path,
    startLine: 3,
    endLine: 4,
    fingerprint: { lines: ['aaaaaaaa', 'bbbbbbbb'], before: [], after: [], count: 2 },
    snippet: 'if (x) {\n  panic();',
    at,
    ...also,
  };
}

const noteOf = (link: CodeLink) => ({
  ...anEntry(link.id),
  body: { kind: 'text' as const, body: writeLinkNote(link) },
});

const [one, two, three] = ['0123456789ab', '1123456789ab', '2123456789ab'] as const;

describe('store: links to code', () => {
  it('are searched by what people read of them, not by their data', () => {
    const link = aLink(one, 'src/a.ts');
    const [human = '', data = ''] = writeLinkNote(link).split('[Deskside code link 1: ');
    const { body } = noteOf(link);
    const html = { kind: 'html' as const, body: `<p>${body.body.replaceAll('\n', '<br>')}</p><p>Seen by Bo</p>` };
    const said = conversationText([noteOf(link), { ...anEntry('two'), body: html }], [], []);
    assert.ok(said.includes('panic();') && said.includes('Seen by Bo'), said);
    assert.ok(!said.includes('Deskside') && !said.includes(data.slice(0, 11)), said);
    assert.equal(descriptionText(aTicket('1', { description: body })), human.trimEnd());
  });

  it('are read out of notes and descriptions, and go with them', () =>
    withStore(store => {
      const [first, second] = [aLink(one, 'src/a.ts'), aLink(two, 'src/b.ts', { at: '2026-03-06T00:00:00.000Z' })];
      const described = aTicket('1', { description: { kind: 'text', body: writeLinkNote(first) } });
      store.keepDetails(someDetails(described, { history: [anEntry('none'), noteOf(second)] }), at);
      const found = linksIn(store.reader, { ticketId: '1' });
      assert.deepEqual(
        found.map(({ link, origin, number, subject }) => [link, origin, number, subject]),
        [
          [second, 'note', '91', 'Subject of 1'],
          [first, 'note', '91', 'Subject of 1'],
        ],
      );
      assert.deepEqual(
        linksIn(store.reader, { paths: ['src/b.ts', 'src/none.ts'] }).map(({ link }) => link.id),
        [two],
      );
      store.keepDepths([{ ticketId: '1', history: [] }]);
      assert.deepEqual(
        linksIn(store.reader, { ticketId: '1' }).map(({ link }) => link.id),
        [one],
      );
      store.remove(['1']);
      assert.deepEqual(linksIn(store.reader, { paths: ['src/a.ts'] }), []);
      assertSound(store);
    }));

  it('are what the first text says that has them: no reply makes another one of a link', () =>
    withStore(store => {
      const [link, forged] = [aLink(one, 'src/a.ts'), aLink(one, 'src/b.ts', { by: 'Somebody else' })];
      store.keepDetails(someDetails(aTicket('1'), { history: [noteOf(link), { ...noteOf(forged), id: 'reply' }] }), at);
      assert.deepEqual(
        linksIn(store.reader, { ticketId: '1' }).map(each => each.link),
        [link],
      );
      assert.deepEqual(linksIn(store.reader, { paths: ['src/b.ts'] }), []);
    }));

  it('are as the first note has them, which others quote or forge, and none is lost among quotes', () =>
    withStore(store => {
      const [first, ...others] = Array.from({ length: 12 }, (_, index) => aLink(`a${index}`, `src/${index}.ts`));
      const quotes = { kind: 'text', body: others.map(writeLinkNote).join('\n') } as const;
      const replies = Array.from({ length: 20 }, (_, index) => ({ ...anEntry(`reply${index}`), body: quotes }));
      assert.ok(first);
      const forged = noteOf({ ...first, path: 'src/evil.ts' });
      store.keepDetails(someDetails(aTicket('1'), { history: [noteOf(first), ...replies, forged] }), at);
      const found = linksIn(store.reader, { ticketId: '1' }).map(({ link }) => link);
      assert.equal(found.length, 12);
      assert.deepEqual(
        found.find(({ id }) => id === first.id),
        first,
      );
    }));

  it('that are made here stay until they are dropped, also when all else is cleared, and are of the note once it has them', () =>
    withStore(store => {
      const link = aLink(three, 'src/a.ts');
      store.keepLink('7', '1234', link);
      assert.deepEqual(linksIn(store.reader, { ticketId: '7' }), [
        { ticketId: '7', number: '1234', link, origin: 'own' },
      ]);
      store.clear();
      assert.equal(linksIn(store.reader, { paths: ['src/a.ts'] }).length, 1);
      store.keepDetails(someDetails(aTicket('7'), { history: [noteOf(link)] }), at);
      assert.deepEqual(
        linksIn(store.reader, { ticketId: '7' }).map(({ origin }) => origin),
        ['note'],
      );
      assert.equal(store.dropLink(three), '7');
      assert.equal(store.dropLink(three), undefined);
      assert.equal(linksIn(store.reader, { ticketId: '7' }).length, 1);
      assertSound(store);
    }));
});

describe('store: glances', () => {
  it('are of tickets that are kept, with the newest entry in plain words, cut', () =>
    withStore(store => {
      const long = `${'word '.repeat(200)}end`;
      store.keepDetails(someDetails(aTicket('1'), { history: [anEntry('first'), anEntry(long)] }), at);
      const [found, ...others] = glances(store, ['404', '91']);
      assert.deepEqual(others, []);
      assert.equal(found?.ticket.subject, 'Subject of 1');
      assert.equal('otherFields' in (found?.ticket ?? {}), false);
      assert.match(found?.last?.text ?? '', /^word word .*…$/);
      assert.equal(found?.last?.text.length, 300);
      assert.equal(found?.last?.visibility, 'public');
    }));
});
