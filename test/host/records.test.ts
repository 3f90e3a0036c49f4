import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';

describe('Browse Desk Records', () => {
  let api: TestApi;
  let person: Person;

  before(async () => {
    api = await extensionUnderTest();
    for (const { config, secret } of sampleDesks()) await api.desks.add(config, secret);
  });
  beforeEach(() => {
    person = new Person();
  });
  afterEach(async () => {
    await person.leave();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
  });

  const browse = (deskId?: string) => {
    person.run('deskside.browseRecords', deskId && { deskId });
  };

  for (const { config } of sampleDesks()) {
    it(`${config.name}: offers what its API has, under headings, with what can be done and what is uncertain`, async () => {
      browse(config.id);
      const rows = await person.rows(config.name);
      const resources = await api.engine.resources(config.id);
      assert.ok(resources.ok && resources.value.length > 10);
      assert.equal(rows.length, resources.value.length);
      const uncertain = rows.filter(({ description }) => description.includes("not in the vendor's public pages"));
      assert.equal(uncertain.length, resources.value.filter(each => !each.known).length);
      assert.match(rows.find(({ label }) => label === 'Technicians')?.description ?? '', /^list/);
    });

    it(`${config.name}: every list that needs no parent opens, and Back leads out of it`, async () => {
      const resources = await api.engine.resources(config.id);
      assert.ok(resources.ok);
      const whole = resources.value.filter(each => each.list && each.parents.length === 0);
      assert.ok(whole.length >= 5);
      browse(config.id);
      for (const { kind } of whole) {
        const label = labels[kind];
        assert.ok(label, `no label for ${kind}`);
        await person.choose(config.name, label);
        const rows = await person.rows(`${config.name} · ${label}`);
        assert.ok(
          rows.some(({ label: row }) => row !== 'Nothing found'),
          kind,
        );
        assert.ok(!rows.some(({ label: row }) => row === 'Try Again'), `${kind}: ${JSON.stringify(rows)}`);
        await person.back();
      }
    });
  }

  it('searches, loads more, opens a record, and shows its fields', async () => {
    const [, teamsupport] = sampleDesks();
    assert.ok(teamsupport);
    const { id, name } = teamsupport.config;
    browse(id);
    await person.choose(name, 'Tickets');
    const first = (await person.rows('· Tickets')).filter(({ label }) => !label.includes('Load more'));
    await person.choose('· Tickets', /Load more$/);
    const title = `${name} · Tickets`;
    await until('more rows', async () => (await person.rows(title)).length > first.length + 10);
    // What other tests made may have one subject many times: a word is looked for that few have.
    const labels = first.map(({ label }) => label.toLowerCase());
    const having = (word: string) => labels.filter(each => each.includes(word)).length;
    const words = labels.flatMap(each => each.split(' ').filter(word => /^[a-z]{5,}$/.test(word)));
    const [word = ''] = words.sort((one, other) => having(one) - having(other));
    await person.search(title, word);
    const found = (await person.rows(title)).filter(({ label }) => label.toLowerCase().includes(word));
    assert.ok(found.length > 0 && found.length < first.length, `${word}: ${found.length} of ${first.length}`);
    await person.choose(title, found[0]?.label ?? '');
    const fields = await person.rows(`${name} · ticket`);
    assert.ok(fields.some(({ label }) => label === 'Name'));
    assert.ok(
      fields.some(({ label }) => label === 'History entries'),
      JSON.stringify(fields),
    );
    await person.choose(`${name} · ticket`, 'Name');
    await person.choose(`${name} · ticket`, 'Copy value');
    assert.equal(await vscode.env.clipboard.readText(), fields.find(({ label }) => label === 'Name')?.description);
    await person.choose(`${name} · ticket`, 'Open as document');
    const document = await until('the document', () =>
      vscode.workspace.textDocuments.find(each => each.uri.scheme === 'deskside-record'),
    );
    assert.match(document.getText(), /\nName: /);
  });

  it('makes a record, changes it, and deletes it after asking', async () => {
    const [, teamsupport] = sampleDesks();
    assert.ok(teamsupport);
    const { id, name } = teamsupport.config;
    browse(id);
    await person.choose(name, 'Products');
    await person.choose('· Products', 'New product…');
    await person.choose('New product', /^Name$/);
    await person.write('New product', 'Till <b>9</b>');
    const { description = '' } = (await person.rows('New product')).find(({ label }) => label === 'Description') ?? {};
    assert.equal(description, "not in the vendor's public pages");
    await person.choose('New product', 'Create now');
    const made = 'product Till <b>9</b>';
    await person.choose(made, 'Change field…');
    await person.choose(made, 'Name');
    await person.write(made, 'Till 10');
    await person.rows('product Till');
    const page = { number: 1, size: 500 };
    const names = async () => {
      const list = await api.engine.records(id, 'products', [], {}, page);
      assert.ok(list.ok);
      return list.value.records.map(({ title }) => title);
    };
    await until('the new name', async () => (await names()).includes('Till 10'));
    await person.choose('product Till', 'Delete…');
    assert.match(person.heard.at(-1) ?? '', /^Delete product Till .* on Acme TeamSupport\?$/);
    assert.ok((await names()).includes('Till 10'), 'deleted without consent');
    person.press = 'Delete';
    await person.choose('product Till', 'Delete…');
    await person.rows('· Products');
    assert.ok(!(await names()).includes('Till 10'));
  });

  it("changes a field that the desk's users defined, and filters by it", async () => {
    const [, teamsupport] = sampleDesks();
    assert.ok(teamsupport);
    const { id, name } = teamsupport.config;
    const page = { number: 1, size: 50 };
    const all = await api.engine.records(id, 'products', [], {}, page);
    assert.ok(all.ok);
    const [product] = all.value.records;
    assert.ok(product?.id && product.custom?.some(each => each.name === 'Successor'));
    browse(id);
    await person.choose(name, 'Products');
    await person.choose('· Products', product.title);
    const shown = `product ${product.title}`;
    await person.choose(shown, 'Change field…');
    await person.choose(shown, 'Successor');
    await person.write(shown, 'Quillbay Next');
    await until('the new value', async () => {
      const now = await api.engine.record(id, 'products', [product.id ?? '']);
      return now.ok && now.value.fields.some(each => each.name === 'Successor' && each.value === 'Quillbay Next');
    });
    await person.rows(shown);
    await person.back();
    await person.choose('· Products', 'Filter by a field…');
    await person.choose('· Products', 'Successor');
    await person.write('· Products', 'Quillbay Next');
    const rows = await person.rows('· Products · Successor: Quillbay Next');
    const titles = all.value.records.map(each => each.title);
    assert.deepEqual(
      rows.filter(({ label }) => titles.includes(label)).map(({ label }) => label),
      [product.title],
    );
  });

  it('asks whose, offers the ticket in front first, saves a file and sends one', async () => {
    const [, teamsupport] = sampleDesks();
    assert.ok(teamsupport);
    const { id, name } = teamsupport.config;
    const list = await api.engine.tickets(id, {}, 200);
    let path: { ticket: (typeof list.tickets)[number]; entry: string; title: string } | undefined;
    for (const ticket of list.tickets) {
      const details = await api.engine.details(id, ticket.id);
      const [attachment] = details.ok ? details.value.details.attachments : [];
      if (!attachment?.entryId) continue;
      path = { ticket, entry: attachment.entryId, title: attachment.name };
      break;
    }
    assert.ok(path, 'no ticket has an attachment');
    const { ticket, title } = path;
    api.panels.open({ deskId: id, ticketId: ticket.id, number: ticket.number, subject: ticket.subject });
    await until('the ticket in front', () => api.panels.active?.ticketId === ticket.id);
    browse(id);
    await person.choose(name, 'Attachments');
    const tickets = await person.rows('of which ticket?');
    assert.deepEqual(tickets[0], { label: `#${ticket.number} ${ticket.subject}`, description: 'open in front' });
    await person.choose('of which ticket?', tickets[0]?.label ?? '');
    await person.search('· Attachments', path.entry);
    await person.choose('· Attachments', `ID ${path.entry}`);
    await person.choose('· Attachments', title);
    const folder = await mkdtemp(join(tmpdir(), 'deskside-file-'));
    person.saveTo = vscode.Uri.file(join(folder, 'saved'));
    await person.choose('· attachment', 'Save file…');
    await until('the file', async () => (await readFile(join(folder, 'saved')).catch(() => undefined))?.length);
    await person.pick('· attachment');
    await person.back();
    person.openFrom = vscode.Uri.file(join(folder, 'sent back.log'));
    await writeFile(person.openFrom.fsPath, 'what was sent');
    await person.choose('· Attachments', 'Send a file…');
    await person.choose('· Attachments', 'sent back.log');
    person.saveTo = vscode.Uri.file(join(folder, 'again'));
    await person.choose('· attachment', 'Save file…');
    const again = await until('the file sent', () => readFile(join(folder, 'again'), 'utf8').catch(() => undefined));
    assert.equal(again, 'what was sent');
    await rm(folder, { recursive: true });
  });

  it('stays when the desk fails, and says so in its place', async () => {
    const [readydesk] = sampleDesks();
    assert.ok(readydesk);
    const gone = { ...readydesk.config, id: 'test-gone', name: 'Gone', address: 'http://127.0.0.1:9/readydesk/API/' };
    await api.desks.add(gone, readydesk.secret);
    browse(gone.id);
    await person.choose('Gone', 'Companies');
    const rows = await person.rows('Gone · Companies');
    assert.deepEqual(
      rows.slice(0, 2).map(({ label }) => label),
      ['Could not be reached', 'Try Again'],
    );
    await person.back();
    await person.rows('Gone');
    await api.desks.remove(gone.id);
  });
});

/** What lists are called that need no parent. */
const labels: Record<string, string> = {
  tickets: 'Tickets',
  history: 'History entries',
  attachments: 'Attachments',
  customers: 'Customers',
  companies: 'Companies',
  contacts: 'Contacts',
  technicians: 'Technicians',
  groups: 'Groups',
  products: 'Products',
  assets: 'Assets',
  assetFields: 'Asset fields',
  schedules: 'Schedules',
  articles: 'Knowledge-base articles',
  lineItems: 'Billing line items',
  invoices: 'Invoices',
  time: 'Time entries',
  ticketTypes: 'Ticket types',
  ticketStatuses: 'Ticket statuses',
  ticketSeverities: 'Ticket severities',
  productVersionStatuses: 'Product version statuses',
};
