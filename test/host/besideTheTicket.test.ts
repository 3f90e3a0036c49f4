import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { imageScheme, schemes } from '../../src/editor/ids.ts';
import type { TestApi } from '../../src/extension.ts';
import type { TicketDetails, TicketSummary } from '../../src/model/ticket.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';

describe('beside the ticket', () => {
  let api: TestApi;
  let person: Person;

  before(async () => {
    api = await extensionUnderTest();
    for (const { config, secret } of sampleDesks()) await api.desks.add(config, secret);
  });
  beforeEach(async () => {
    // A change of settings or secrets that is told late opens desks anew.
    await until('both desks', async () => (await api.desks.ready()).length === sampleDesks().length);
    person = new Person();
  });
  afterEach(async () => {
    await person.leave();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
  });

  const newest = async (deskId: string, count: number): Promise<readonly TicketSummary[]> => {
    const list = await api.engine.tickets(deskId, {}, count);
    assert.equal(list.failure, undefined);
    return list.tickets;
  };
  const refOf = (deskId: string, { id, number, subject }: TicketSummary) => ({ deskId, ticketId: id, number, subject });
  /** What the note box of a ticket holds, as it is kept over sessions. */
  const draft = (deskId: string, ticketId: string): string => {
    const drafts = api.context.workspaceState.get<[string, { text: string }][]>('noteDrafts') ?? [];
    return new Map(drafts).get(JSON.stringify([deskId, ticketId]))?.text ?? '';
  };
  /** The first ticket, newest first, of whose details something holds. */
  const ticketWith = async (deskId: string, holds: (details: TicketDetails) => boolean): Promise<TicketDetails> => {
    for (const { id } of await newest(deskId, 150)) {
      const answer = await api.engine.details(deskId, id);
      assert.ok(answer.ok);
      if (holds(answer.value.details)) return answer.value.details;
    }
    return assert.fail('no such ticket');
  };

  for (const { config } of sampleDesks()) {
    const { id: deskId, name } = config;

    it(`${name}: a ticket's customer has a card with each list that the desk has`, async () => {
      const desk = api.desks.get(deskId);
      assert.ok(desk?.state === 'ready');
      // Other tests make tickets of nobody.
      const ticket = (await newest(deskId, 150)).find(({ contact, customer }) => contact?.id ?? customer?.id);
      const customerId = ticket?.contact?.id ?? ticket?.customer?.id;
      assert.ok(customerId);
      const card = await api.engine.customerCard(deskId, customerId, 50);
      assert.ok(card.ok);
      assert.deepEqual(card.value.missing, []);
      for (const part of desk.capabilities.cardParts) assert.ok(card.value[part], part);
      assert.ok(card.value.tickets?.some(one => one.id === ticket?.id) || card.value.cut.includes('tickets'));
    });

    it(`${name}: an article is found by its words and put into the note as plain text`, async () => {
      const [ticket] = await newest(deskId, 1);
      assert.ok(ticket);
      const articles = await api.engine.articles(deskId, '', 50);
      assert.ok(articles.ok);
      const [wanted] = articles.value;
      assert.ok(wanted);
      const title = `Insert Article into #${ticket.number}`;
      const running = vscode.commands.executeCommand('deskside.insertArticle', refOf(deskId, ticket));
      assert.ok((await person.rows(title)).length > 1);
      await person.search(title, 'no article has these words');
      assert.deepEqual(await person.rows(title), [{ label: 'No article found', description: '' }]);
      await person.search(title, wanted.title);
      await person.choose(title, wanted.title);
      const whole = await api.engine.article(deskId, wanted.id);
      assert.ok(whole.ok);
      if (whole.value.url) await person.choose(title, 'Insert Text');
      await running;
      const text = await until('the note', () => draft(deskId, ticket.id));
      assert.ok(text.startsWith(wanted.title), text);
      assert.ok(text.length > wanted.title.length + 40, text);
      assert.doesNotMatch(text, /<\/?[a-z]+>|&(?:amp|lt|nbsp);/);
    });
  }

  it('opens text for reading and images in the preview, and saves either', async () => {
    const deskId = 'test-teamsupport';
    const has = (kind: RegExp) => (details: TicketDetails) =>
      details.attachments.some(file => file.id !== undefined && kind.test(file.name));
    const { ticket, attachments } = await ticketWith(deskId, has(/\.(?:log|txt|json|csv)$/));
    const file = attachments.find(one => one.id !== undefined && /\.(?:log|txt|json|csv)$/.test(one.name));
    assert.ok(file);
    await api.attachments.open(refOf(deskId, ticket), file);
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(shown?.uri.scheme, schemes.attachment);
    assert.ok(shown.uri.path.includes(file.name));
    const folder = await mkdtemp(join(tmpdir(), 'deskside-attachment-'));
    try {
      person.saveTo = vscode.Uri.file(join(folder, 'saved.txt'));
      await api.attachments.save(refOf(deskId, ticket), file);
      assert.equal(await readFile(join(folder, 'saved.txt'), 'utf8'), shown.getText());
      // Where nothing can be written: a folder.
      person.saveTo = vscode.Uri.file(folder);
      await api.attachments.save(refOf(deskId, ticket), file);
      assert.match(person.heard.at(-1) ?? '', /^deskside-.+ could not be saved: ./);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    const pictures = await ticketWith(deskId, has(/\.png$/));
    const picture = pictures.attachments.find(one => one.id !== undefined && /\.png$/.test(one.name));
    assert.ok(picture);
    await api.attachments.open(refOf(deskId, pictures.ticket), picture);
    await until('the image', () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputCustom && input.uri.scheme === imageScheme;
    });
  });
});
