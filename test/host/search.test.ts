import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import type { SavedView } from '../../src/model/search.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person, sent } from './person.ts';

const title = 'Search Tickets';

describe('searching tickets', () => {
  let api: TestApi;
  let person: Person;

  before(async () => {
    api = await extensionUnderTest();
    for (const { config, secret } of sampleDesks()) await api.desks.add(config, secret);
    for (const { config } of sampleDesks()) {
      // A change of settings or secrets that is told late opens desks anew.
      await until('the tickets', async () => (await api.desks.ready()) && (await api.engine.sync(config.id)).ok);
    }
  });
  beforeEach(async () => {
    await until('both desks', async () => (await api.desks.ready()).length === sampleDesks().length);
    await api.context.workspaceState.update('deskside.search.last', undefined);
    await api.context.workspaceState.update('deskside.search.recent', undefined);
    person = new Person();
  });
  afterEach(async () => {
    await person.leave();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    await vscode.workspace.getConfiguration('deskside').update('views', undefined, vscode.ConfigurationTarget.Global);
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
  });

  const begin = async () => {
    person.run('deskside.searchTickets');
    const pick = await person.pick(title);
    await until('first rows', () => !pick.busy);
    return pick;
  };
  /** Types, and waits for all there is to be found; answers the labels of the rows. */
  const type = async (text: string): Promise<readonly string[]> => {
    const pick = await person.pick(title);
    const before = pick.items;
    pick.value = text;
    await until('what it found', () => !pick.busy && pick.items !== before);
    return pick.items.map(({ label }) => label);
  };
  const tickets = (labels: readonly string[]) => labels.filter(label => label.startsWith('#'));
  const pressEnter = async () => {
    await sent();
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  };
  const active = async () => (await person.pick(title)).activeItems[0]?.label;
  const views = () => vscode.workspace.getConfiguration('deskside').get<SavedView[]>('views');

  it('finds by words on all desks, and opens what Enter is pressed on', async () => {
    const pick = await begin();
    const found = tickets(await type('voucher'));
    assert.ok(found.length > 0);
    const desks = new Set(pick.items.map(({ description = '' }) => description.split(' · ').at(-1)));
    assert.ok(desks.has('Acme ReadyDesk') && desks.has('Acme TeamSupport'));
    for (const { label, detail } of pick.items.filter(each => each.label.startsWith('#'))) {
      assert.match(`${label} ${detail}`, /\bvoucher|Found by Acme \w+ itself/i);
    }
    const first = await until('that the first is the active row', active);
    assert.equal(first, found[0]);
    await pressEnter();
    await until('the panel', () => api.panels.active);
    assert.ok(first.startsWith(`#${api.panels.active?.number} `));
  });

  it('understands Enter pressed right after the last letter', async () => {
    const pick = await begin();
    pick.value = 'voucher is:open';
    await pressEnter();
    await until('the panel', () => api.panels.active);
    assert.match(api.panels.active?.subject ?? '', /./);
  });

  it('opens nothing by Enter pressed right after words that no ticket has', async () => {
    const pick = await begin();
    assert.ok(tickets(await type('voucher')).length > 0);
    pick.value = 'no ticket has these words';
    await pressEnter();
    await until('what it found', () => !pick.busy && pick.items[0]?.label === 'No ticket found');
    await sent();
    assert.equal(api.panels.active, undefined);
    assert.equal((await person.pick(title)).items[0]?.label, 'No ticket found');
  });

  it('completes fields and values, and stays', async () => {
    const pick = await begin();
    assert.equal((await type('voucher stat'))[0], 'status:');
    pick.activeItems = pick.items.slice(0, 1);
    await pressEnter();
    await until('the text', () => pick.value === 'voucher status:');
    await until('what it found', () => !pick.busy && pick.items[0]?.label === 'open');
    assert.deepEqual(
      pick.items.slice(0, 3).map(({ label }) => label),
      ['open', 'waiting', 'closed'],
    );
    await until('that Enter completes it', async () => (await active()) === 'open');
    await pressEnter();
    await until('the text', () => pick.value === 'voucher status:open ');
    await until('what it found', () => !pick.busy && pick.items[0]?.label !== 'open');
    assert.ok(tickets(pick.items.map(({ label }) => label)).length > 0);
    assert.match((await active()) ?? '', /^#/);
  });

  it('tells orders in words', async () => {
    const pick = await begin();
    assert.equal((await type('voucher sort:'))[0], '-changed');
    assert.equal(pick.items[0]?.description, 'Changed · Newest first');
    assert.equal((await type('voucher sort:du'))[0], 'due');
    assert.equal(pick.items[0]?.description, 'Due · Earliest first');
  });

  it('completes names that the desks have', async () => {
    await begin();
    const [name] = await api.engine.namesOf('test-teamsupport', 'customer', '', 1);
    assert.ok(name);
    const rows = await type(`customer:${name.slice(0, 3).toLowerCase()}`);
    assert.ok(
      rows.some(label => label.replaceAll('"', '') === name),
      rows.join(),
    );
  });

  it('offers the ticket of a number first', async () => {
    await begin();
    const { tickets: some } = await api.engine.list(
      'test-readydesk',
      { terms: [] },
      { by: 'number', descending: false },
      5,
    );
    const ticket = some.at(-1);
    assert.ok(ticket);
    const rows = await type(ticket.number);
    assert.ok(rows[0]?.startsWith(`#${ticket.number} `), rows.slice(0, 3).join());
  });

  it('says what is wrong with a search, in one row, and finds by the rest', async () => {
    const pick = await begin();
    const rows = await type('is:opne changed:soon voucher');
    const problems = pick.items.filter(
      ({ iconPath }) => iconPath instanceof vscode.ThemeIcon && iconPath.id === 'warning',
    );
    assert.equal(problems.length, 1);
    assert.match(problems[0]?.label ?? '', /"opne"/);
    assert.match(problems[0]?.detail ?? '', /"soon"/);
    assert.ok(tickets(rows).length > 0);
    assert.ok((await type('zzqqxx')).includes('No ticket found'));
  });

  it('says that no desk has a field, and takes it for words instead', async () => {
    const pick = await begin();
    const rows = await type('nosuchfield:42 voucher');
    const at = rows.findIndex(label => label.includes('nosuchfield'));
    assert.ok(at >= 0, rows.join());
    pick.activeItems = pick.items.slice(at, at + 1);
    await until('the row', async () => (await active())?.includes('nosuchfield'));
    await pressEnter();
    await until('the text', () => pick.value === '"nosuchfield:42" voucher');
  });

  it('teaches the language, and keeps what was searched', async () => {
    let pick = await begin();
    const rows = await until('rows', () => (pick.busy ? undefined : pick.items));
    assert.ok(rows.some(({ label }) => label === 'is:open is:unassigned sort:opened'));
    await type('voucher');
    await pressEnter();
    await until('the panel', () => api.panels.active);
    await person.running;
    pick = await begin();
    assert.equal(pick.value, 'voucher');
    await until('what it found', () => !pick.busy);
    assert.ok(tickets(pick.items.map(({ label }) => label)).length > 0);
    const opening = await type('');
    assert.ok(opening.indexOf('voucher') > opening.indexOf('recent searches'));
  });

  it('keeps a search as a view, which can be changed and removed', async () => {
    await begin();
    await type('is:open voucher');
    await person.pressButton('Save as View');
    await person.write('Save Search as View', 'Vouchers');
    if ((vscode.workspace.workspaceFolders ?? []).length > 0) await person.choose('Save Search as View', 'User');
    await person.running;
    assert.deepEqual(views(), [{ name: 'Vouchers', query: 'is:open voucher' }]);

    person.run('deskside.editView');
    await person.choose('Edit View', 'Vouchers');
    await person.choose('Edit View Vouchers', 'Search');
    const box = await person.box('Search');
    assert.equal(box.value, 'is:open voucher');
    const said = () => (typeof box.validationMessage === 'string' ? '' : (box.validationMessage?.message ?? ''));
    await until('a count', () => /^\d+ tickets? on this machine$/.test(said()));
    await person.write('Search', 'is:opne voucher');
    await person.choose('Edit View Vouchers', 'Search');
    assert.match(await person.problem('Search'), /"opne"/);
    await person.write('Search', 'voucher');
    await person.choose('Edit View Vouchers', 'Grouping');
    await person.choose('Grouping', 'Status');
    await person.choose('Grouping', 'Nothing more');
    await person.choose('Edit View Vouchers', 'Order');
    await person.choose('Order', 'Due');
    await person.choose('Order', 'Latest first');
    await person.choose('Edit View Vouchers', 'Name');
    await person.write('Name', 'All vouchers');
    await person.pick('Edit View All vouchers');
    await person.giveUp();
    await person.running;
    assert.deepEqual(views(), [{ name: 'All vouchers', query: 'voucher', groupBy: ['status'], sortBy: '-due' }]);

    person.press = 'Remove';
    person.run('deskside.removeView');
    await person.choose('Remove View', 'All vouchers');
    await person.running;
    assert.deepEqual(views(), []);
  });
});
