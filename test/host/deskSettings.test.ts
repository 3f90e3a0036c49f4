import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';

describe('settings of a desk', () => {
  let api: TestApi;
  const settings = () => vscode.workspace.getConfiguration('deskside');
  const write = (entries: readonly object[]) => settings().update('desks', entries, vscode.ConfigurationTarget.Global);
  /** The entry of the first sample desk, as the settings hold it. */
  const entry = { ...sampleDesks()[0]?.config };

  before(async () => {
    api = await extensionUnderTest();
    const [first] = sampleDesks();
    assert.ok(first);
    await api.desks.add(first.config, first.secret);
  });
  after(async () => {
    await write([entry]);
    await api.desks.remove('test-readydesk');
  });

  for (const [member, value, says] of [
    ['dateOrder', 'ymd', /"dateOrder" must be "mdy" or "dmy"/],
    ['flavour', 'yaml', /"flavour" must be "xml" or "json"/],
    ['dailyRequests', 0, /"dailyRequests" must be a whole number above 0/],
    ['timeZone', 'Atlantis', /"timeZone" must be the name of a time zone/],
    ['fieldNames', { tickets: { subject: 'headline' } }, /"fieldNames\.tickets\.subject" must be an object of kinds/],
  ] as const) {
    it(`says what ${member} must be, named by its path`, async () => {
      await write([{ ...entry, [member]: value }]);
      const [problem] = await until('the problem', () => (api.desks.problems.length ? api.desks.problems : undefined));
      assert.match(problem ?? '', says);
      assert.match(problem ?? '', /^entry 1: /);
    });
  }

  it('reach the desk', async () => {
    const given = { dateOrder: 'dmy', dailyRequests: 500, fieldNames: { tickets: { subject: ['headline'] } } } as const;
    await write([{ ...entry, ...given }]);
    const desk = await until('the desk', async () =>
      (await api.desks.load()).find(each => each.config.dailyRequests === 500),
    );
    assert.deepEqual({ ...desk.config }, { ...entry, ...given });
    assert.deepEqual([api.desks.problems, api.desks.warnings], [[], []]);
  });

  it('warn of names that have no effect, and are used all the same', async () => {
    const fieldNames = { tikets: { subject: ['a'] }, tickets: { titel: ['b'], subject: ['c'] } };
    await write([{ ...entry, fieldNames }]);
    const warnings = await until('the warnings', () => (api.desks.warnings.length ? api.desks.warnings : undefined));
    assert.equal(warnings.length, 2);
    assert.match(warnings[0] ?? '', /^Acme ReadyDesk: fieldNames\.tikets is not used: it is none of tickets, /);
    assert.match(warnings[1] ?? '', /^Acme ReadyDesk: fieldNames\.tickets\.titel is not used: it is none of number, /);
    assert.deepEqual(api.desks.problems, []);
    const [desk] = await api.desks.load();
    assert.equal(desk?.state, 'ready');
    const rows = await api.tree.getChildren();
    const row = rows.find(each => each.kind === 'message' && each.does === 'openSettings');
    assert.ok(row?.kind === 'message' && row.state === 'stale' && row.tooltip === warnings.join('\n'));
  });
});
