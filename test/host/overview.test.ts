import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import { newestFirst } from '../../src/model/search.ts';
import { Colleague } from './colleague.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

describe('overview', () => {
  const colleague = new Colleague();
  let api: TestApi;
  let person: Person;

  before(async () => {
    api = await extensionUnderTest();
    for (const { config, secret } of sampleDesks()) await api.desks.add(config, secret);
    for (const { config } of sampleDesks()) {
      await until('the tickets', async () => (await api.desks.ready()) && (await api.engine.sync(config.id)).ok);
    }
  });
  beforeEach(() => {
    person = new Person();
  });
  afterEach(async () => {
    await person.leave();
    await colleague.offline(false);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until('that it is closed', () => api.overview.state === undefined);
  });
  after(async () => {
    await setting('mirror.tickets', undefined);
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
  });

  const open = () => vscode.commands.executeCommand('deskside.showOverview');
  const shown = () =>
    until('the overview', () => {
      const { sum, ...state } = api.overview.state ?? {};
      return sum && 'question' in state ? { ...state, sum } : undefined;
    });
  const setting = (name: string, value: unknown) =>
    vscode.workspace.getConfiguration('deskside').update(name, value, vscode.ConfigurationTarget.Global);
  const openOn = async (deskId: string) => {
    const search = { terms: [{ kind: 'is', is: 'open', not: false }] } as const;
    return (await api.engine.list(deskId, search, newestFirst, 1)).total ?? 0;
  };

  it('is one tab, whose page asks for a month of all desks', async () => {
    await open();
    const { question, desks, sum } = await shown();
    assert.equal(question.days.length, 31);
    assert.deepEqual(
      desks.map(({ name }) => name),
      ['Acme ReadyDesk', 'Acme TeamSupport'],
    );
    const counts = await Promise.all(sampleDesks().map(({ config }) => openOn(config.id)));
    assert.equal(sum.open, total(counts));
    assert.equal(total(sum.groups.map(({ count }) => count)), sum.open);
    await open();
    const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs).filter(({ label }) => label === 'Overview');
    assert.equal(tabs.length, 1);
  });

  it('counts a ticket as soon as its desk has it', async () => {
    await open();
    const before = (await shown()).sum;
    const deskId = 'test-teamsupport';
    const created = await api.engine.createTicket(deskId, { subject: 'Counted', description: 'x' });
    assert.ok(created.ok, JSON.stringify(created));
    await until('that it is counted', async () => {
      await api.engine.sync(deskId);
      return api.overview.state?.sum?.open === before.open + 1;
    });
    assert.equal(api.overview.state?.sum?.created.at(-1), (before.created.at(-1) ?? 0) + 1);
  });

  it('says of a desk that cannot be reached how old its figures are, and keeps them', async () => {
    await open();
    const before = (await shown()).sum.open;
    await colleague.offline(true);
    const deskId = 'test-readydesk';
    await api.engine.sync(deskId);
    const note = await until('the note', () =>
      api.overview.state?.notes.find(({ kind, message }) => kind === 'warning' && /Acme ReadyDesk/.test(message)),
    );
    assert.match(note.message, /Its figures are those of /);
    assert.equal(api.overview.state?.sum?.open, before);
    await colleague.offline(false);
    await api.engine.sync(deskId);
    await until('that it is gone', () => !api.overview.state?.notes.some(each => /ReadyDesk/.test(each.message)));
  });

  it('says when closed tickets are not kept', async () => {
    const mentioned = () => api.overview.state?.notes.some(({ remedy }) => remedy?.action === 'openMirrorSettings');
    await setting('mirror.tickets', 'all');
    await open();
    await shown();
    await until('that all are counted', () => mentioned() === false);
    await setting('mirror.tickets', 'open');
    await until('the note', () => mentioned() === true);
    await setting('mirror.tickets', undefined);
  });

  it('leads to the search with its text, of one desk where one is chosen', async () => {
    const deskId = 'test-readydesk';
    const count = await openOn(deskId);
    person.run('deskside.searchTickets', { text: 'is:open', deskId });
    const pick = await person.pick('Search Tickets');
    assert.equal(pick.value, 'is:open');
    const rows = await until('what it found', () => {
      const found = pick.items.filter(({ label }) => label.startsWith('#'));
      return !pick.busy && found.length > 0 ? found : undefined;
    });
    assert.ok(rows.length <= count);
    assert.ok(rows.every(({ description = '' }) => !description.includes('Acme TeamSupport')));
  });

  it('has no figures, not even none, when there is no desk to ask', async () => {
    await open();
    await shown();
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
    await until('that there is none', () => {
      const { sum, notes = [] } = api.overview.state ?? {};
      return !sum && notes.map(({ remedy }) => remedy?.action).join() === 'connect';
    });
  });
});
