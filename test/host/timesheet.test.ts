import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import { newestFirst } from '../../src/model/search.ts';
import type { SheetEntry } from '../../src/model/timesheet.ts';
import { Colleague } from './colleague.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';

describe('timesheet', () => {
  const colleague = new Colleague();
  let api: TestApi;

  before(async () => {
    api = await extensionUnderTest();
    for (const { config, secret } of sampleDesks()) {
      const { technicians } = await check(config, secret);
      const sam = technicians.find(({ name }) => name === 'Sam Rivera');
      assert.ok(sam);
      await api.desks.add({ ...config, technicianId: sam.id, technicianName: sam.name }, secret);
    }
    for (const { config } of sampleDesks()) {
      await until('the tickets', async () => (await api.desks.ready()) && (await api.engine.sync(config.id)).ok);
    }
  });
  afterEach(async () => {
    await colleague.offline(false);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until('that it is closed', () => api.timesheet.state === undefined);
  });
  after(async () => {
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
  });

  async function check(...[config, secret]: Parameters<TestApi['engine']['check']>) {
    const checked = await api.engine.check(config, secret);
    assert.ok(checked.ok);
    return checked.value;
  }
  const open = () => vscode.commands.executeCommand('deskside.showTimesheet');
  const entry = (wanted: (entry: SheetEntry) => boolean) => api.timesheet.state?.entries.find(wanted);
  /** The newest open ticket, and time on it that began this minute. */
  const work = async (deskId: string, minutes: number) => {
    const open = { terms: [{ kind: 'is', is: 'open', not: false }] } as const;
    const [ticket] = (await api.engine.list(deskId, open, newestFirst, 1)).tickets;
    assert.ok(ticket);
    const technicianId = api.desks.get(deskId)?.config.technicianId ?? '';
    const time = { minutes, startedAt: new Date().toISOString(), notes: 'In the test', technicianId };
    return { ticket, time };
  };

  it('is one tab, whose page asks for this week of both desks', async () => {
    await open();
    const { question, desks } = await until('the sheet', () => api.timesheet.state);
    const now = new Date().toISOString();
    assert.ok(question.span.from <= now && now < question.span.to);
    assert.equal(question.whose, 'mine');
    assert.deepEqual(
      desks.map(({ name, canLog, canChange }) => [name, canLog, canChange]),
      [
        ['Acme ReadyDesk', true, true],
        ['Acme TeamSupport', true, true],
      ],
    );
    await open();
    const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs).filter(({ label }) => label === 'Timesheet');
    assert.equal(tabs.length, 1);
  });

  it('has what is logged as soon as its desk has it', async () => {
    await open();
    await until('the sheet', () => api.timesheet.state);
    for (const [place, { config }] of sampleDesks().entries()) {
      const minutes = 71 + place;
      const { ticket, time } = await work(config.id, minutes);
      const logged = await api.engine.logTime(config.id, ticket.id, time);
      assert.ok(logged.ok, JSON.stringify(logged));
      const shown = await until(`the time on ${config.name}`, () =>
        entry(each => each.minutes === minutes && !each.unsent),
      );
      assert.deepEqual([shown.number, shown.notes, shown.by], [ticket.number, 'In the test', 'Sam Rivera']);
    }
  });

  it('marks what cannot be sent yet, and no more once it is', async () => {
    const deskId = 'test-teamsupport';
    await open();
    await until('the sheet', () => api.timesheet.state);
    const { ticket, time } = await work(deskId, 93);
    await colleague.offline(true);
    const put = await api.engine.put(deskId, { kind: 'logTime', ticketId: ticket.id, time });
    assert.ok(put.ok);
    const waiting = await until('that it is marked', () => entry(each => each.minutes === 93));
    assert.equal(waiting.unsent?.id, put.value.id);
    assert.equal(waiting.number, ticket.number);
    await colleague.offline(false);
    const sent = await until('that it is sent', () => entry(each => each.minutes === 93 && !each.unsent));
    assert.ok(sent.id);
    assert.equal(api.timesheet.state?.entries.filter(({ minutes }) => minutes === 93).length, 1);
  });

  it('says on which desk nobody knows who the user is', async () => {
    const [desk] = sampleDesks();
    assert.ok(desk);
    const { config, secret } = desk;
    const known = api.desks.get(config.id)?.config;
    assert.ok(known);
    await open();
    await until('the sheet', () => api.timesheet.state);
    const notes = () =>
      (api.timesheet.state?.notes ?? []).filter(({ remedy }) => remedy?.action === 'chooseTechnician');
    assert.deepEqual(notes(), []);
    await api.desks.add(config, secret);
    const [note] = await until('the note', () => (notes().length > 0 ? notes() : undefined));
    assert.match(note?.message ?? '', /Acme ReadyDesk/);
    assert.equal(note?.remedy?.deskId, config.id);
    await api.desks.add(known, secret);
    await until('that it is gone', () => notes().length === 0);
  });
});
