import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { eventually } from './eventually.ts';
import { withVsCode } from './harness.ts';

describe('the timesheet in the workbench', () => {
  const person = withVsCode({ connected: true, viewport: { width: 1280, height: 900 } });
  let newcomer: Newcomer;
  let number = '';
  let logged = 0;

  before(async () => {
    newcomer = new Newcomer(person.workbench);
    await person.workbench.showContainer('Deskside');
    await (await newcomer.rowBelow(desks.teamsupport, 'My Tickets')).waitFor();
  });

  const sheet = () => person.workbench.webview();
  /** The latest day of a ticket: the sample desk may have logged time on it today, too. */
  const cell = () =>
    sheet()
      .getByRole('row')
      .filter({ hasText: `#${number}` })
      .locator('td button.cell')
      .last();
  const minutes = async () => {
    const [, hours = '', rest = ''] = /(\d+):(\d\d)/.exec((await cell().textContent()) ?? '') ?? [];
    return Number(hours) * 60 + Number(rest);
  };
  const showSheet = async () => {
    await person.workbench.runCommand('Deskside: Show Timesheet');
    await sheet().getByRole('heading', { level: 1 }).waitFor();
  };

  it('has what was logged, and changes it where it is wrong', async () => {
    const { workbench } = person;
    await newcomer.openList(desks.readydesk, 'My Tickets');
    const row = await newcomer.rowBelow('My Tickets', '#');
    number = /^#(\d+)/.exec((await row.textContent())?.trim() ?? '')?.[1] ?? '';
    await row.click();
    await newcomer.ticket();
    await newcomer.logTime({ duration: '37m', notes: 'Found the second call', total: '37 min' });
    await showSheet();
    await cell().click();
    const entry = sheet().getByRole('listitem').filter({ hasText: 'Found the second call' });
    await entry.waitFor();
    logged = (await minutes()) - 37 + 100;
    await entry.getByRole('button', { name: 'Change' }).click();
    await sheet().getByLabel('Duration').fill('1h 40m');
    await sheet().getByRole('button', { name: 'Save' }).click();
    await eventually('the changed time', async () => (await minutes()) === logged);
    await workbench.tab('Timesheet').waitFor();
  });

  it('is there again after a reload, also without its desks', async () => {
    const { workbench, desk } = person;
    await desk.stop();
    await workbench.runCommand('Developer: Reload Window');
    await workbench.tab('Timesheet').waitFor();
    await cell().waitFor();
    assert.equal(await minutes(), logged);
  });

  it('goes into a file as CSV', async () => {
    const { workbench, workspace } = person;
    const file = path.join(workspace, 'timesheet.csv');
    await sheet().getByRole('button', { name: 'Export as CSV…' }).click();
    const typed = () => workbench.quickInput.locator('input.input').inputValue();
    // The dialog writes its own proposal into the field only after a while.
    await eventually('a proposal', async () => (await typed()).endsWith('.csv'));
    await workbench.type(file);
    await eventually('the name', async () => (await typed()) === file);
    await workbench.accept();
    await eventually('the file', () => existsSync(file) && statSync(file).size > 0);
    const [head = '', ...lines] = (await readFile(file, 'utf8')).split('\r\n');
    assert.match(head, /^\ufeffDay,Began,Desk,Ticket,Subject,Minutes,Hours,/);
    const line = lines.find(each => each.includes(',100,1.67,'));
    assert.match(
      line ?? '',
      new RegExp(`^\\d{4}-\\d\\d-\\d\\d,\\d\\d:\\d\\d,${desks.readydesk},.*Found the second call`),
    );
  });
});
