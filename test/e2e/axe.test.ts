import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { out } from '../../scripts/places.mjs';
import { type Theme, themes } from '../../scripts/vscode/workbench.mjs';
import { type Checked, check, inWords } from '../axe.ts';
import { reply, statusWrite, write } from '../unit/webviewWriting.ts';
import { eventually } from './eventually.ts';
import { withVsCode } from './harness.ts';
import { pageFits, pageInFront } from './pages.ts';

/** One page in one state and theme, as the report has it. */
interface Row extends Checked {
  readonly page: string;
  readonly state: string;
  readonly theme: string;
}

describe('what axe says of the pages, in the workbench', () => {
  const person = withVsCode({
    connected: true,
    // So high that nothing has to be scrolled to: what is covered has no colour that axe could tell.
    viewport: { width: 1400, height: 2400 },
    settings: { 'deskside.sendDelay': 60 },
  });
  const report: Row[] = [];
  let newcomer: Newcomer;

  const settings = () => path.join(person.workspace, '.vscode', 'settings.json');
  const { picture } = person;

  before(async () => {
    newcomer = new Newcomer(person.workbench);
    await newcomer.showDesks();
    await mkdir(path.dirname(settings()), { recursive: true });
  });
  after(async () => {
    mkdirSync(out, { recursive: true });
    writeFileSync(path.join(out, 'axe.json'), `${JSON.stringify(report, null, 2)}\n`);
  });

  /** Checks the page in front as it stands in each theme, while the theme is changed under it. */
  const passes = async (page: string, state: string, only: readonly Theme[] = ['dark', 'light', 'hc', 'hclight']) => {
    const failed: string[] = [];
    for (const theme of only) {
      await writeFile(settings(), JSON.stringify({ 'workbench.colorTheme': themes[theme] }));
      const frame = await pageInFront(person.workbench);
      await eventually(`the theme ${theme}`, () =>
        frame.evaluate(name => document.body.dataset.vscodeThemeId === name, themes[theme]),
      );
      const checked = await check(frame);
      report.push({ page, state, theme, ...checked });
      if (checked.violations.length > 0) failed.push(`${page}, ${state}, ${theme}\n${inWords(checked)}`);
      await picture(`axe-${page}-${state}-${theme}`.replaceAll(' ', '-'));
    }
    await rm(settings(), { force: true });
    assert.equal(failed.length, 0, failed.join('\n\n'));
  };
  const fits = () => pageFits(person.workbench);
  const open = async (desk: string) => {
    await newcomer.openList(desk, 'My Tickets');
    await (await newcomer.rowBelow(desk, '#')).click();
    const panel = await newcomer.ticket();
    await newcomer.openList(desk, 'My Tickets', false);
    return panel;
  };

  it('is nothing against a ticket with its customer, its texts and a note that waits', async () => {
    const panel = await open(desks.teamsupport);
    await newcomer.unfoldCustomer();
    await panel.getByRole('radio', { name: 'Internal note' }).check({ force: true });
    await panel.getByRole('textbox').fill('Found it.');
    await panel.getByRole('button', { name: 'Save internal note' }).click();
    await panel.getByRole('button', { name: 'Send Now' }).waitFor();
    await panel.getByRole('textbox').fill('And **more**.');
    await passes('ticket', 'with a note');
    // In the outbox's view it would stand among the rows.
    await panel.getByRole('button', { name: 'Send Now' }).click();
    await panel.locator('.entries.pending').waitFor({ state: 'detached' });
  });

  it('is nothing against a field that is changed, and a note as it will be read', async () => {
    const panel = person.workbench.webview();
    await panel.getByRole('button', { name: 'Change Status' }).press('Enter');
    await panel.getByRole('option').first().waitFor();
    await passes('ticket', 'while its status is changed');
    await person.workbench.page.keyboard.press('Escape');
    await panel.getByRole('button', { name: 'Preview' }).click();
    await panel.getByRole('region', { name: 'Preview' }).waitFor();
    await passes('ticket', 'with a preview', ['dark', 'light']);
    await panel.getByRole('button', { name: 'Write' }).click();
  });

  it('is nothing against a ticket of the other system', async () => {
    await open(desks.readydesk);
    await passes('ticket', 'of ReadyDesk');
  });

  it('is nothing against what is on its way, in each state', async () => {
    const states = ['held', 'waiting', 'sending', 'checking', 'unclear', 'failed', 'sent'] as const;
    const conflicts = [
      { field: 'StatusID', label: 'Status', values: { mine: 'Closed', theirs: 'Open', before: 'New' } },
    ];
    const dueAt = new Date(Date.now() + 3_600_000).toISOString();
    const writes = [
      ...states.map((state, at) => write(reply, { id: 900 + at, state, problem: 'The desk refused it.', dueAt })),
      statusWrite({ id: 990, state: 'conflict', conflicts }),
    ];
    const frame = await pageInFront(person.workbench);
    await frame.evaluate(all => {
      const view = document.querySelector('deskside-ticket') as unknown as { state: object; show(state: object): void };
      view.show({ ...view.state, writes: all });
    }, writes);
    const panel = person.workbench.webview();
    await panel.getByText('Which one stays?').waitFor();
    await passes('ticket', 'with writes in each state');
    assert.equal(
      await panel.getByRole('list', { name: 'Not in the conversation yet' }).locator('li').count(),
      states.length,
    );
  });

  it('is nothing against the form of a new ticket, empty, wrong and while customers are found', async () => {
    const { workbench } = person;
    await workbench.runCommand('Deskside: Create Ticket…');
    await workbench.tab('New Ticket').waitFor();
    const form = workbench.webview();
    await form.getByLabel('Subject').waitFor();
    await passes('new ticket', 'empty', ['dark', 'hclight']);
    await form.getByText('Further fields').click();
    await form.getByRole('button', { name: 'Create Ticket' }).click();
    await form.locator('.problem').first().waitFor();
    await passes('new ticket', 'refused');
    const whom = form.getByRole('combobox', { name: 'Customer' });
    await whom.click();
    await whom.fill('Anna');
    await form.getByRole('listbox', { name: 'Customers' }).getByRole('option').first().waitFor();
    await passes('new ticket', 'while a customer is looked up');
  });

  it('is nothing against the timesheet, with its entries and figures, by week and by month', async () => {
    const { workbench } = person;
    await open(desks.readydesk);
    await newcomer.logTime({ duration: '37m', notes: 'Found the second call', total: '37 min' });
    await workbench.runCommand('Deskside: Show Timesheet');
    const sheet = workbench.webview();
    await sheet.locator('td button.cell').first().click();
    await sheet.getByText('Found the second call').waitFor();
    await sheet.getByText('Figures').click();
    await passes('timesheet', 'by week');
    await sheet.getByRole('button', { name: 'Change' }).first().click();
    await sheet.getByLabel('Duration').fill('much');
    await sheet.getByRole('button', { name: 'Save' }).click();
    await sheet.locator('#entry-problem').waitFor();
    await passes('timesheet', 'while an entry is changed');
    await sheet.getByRole('button', { name: 'Month' }).click();
    await sheet.locator('.frame.month').waitFor();
    await passes('timesheet', 'by month', ['light', 'hc']);
  });

  it('is nothing against the overview, with its tables', async () => {
    const { workbench } = person;
    await workbench.runCommand('Deskside: Show Overview');
    const overview = workbench.webview();
    await overview.locator('.tiles').waitFor();
    for (const title of ['Open by Age', 'Opened and Closed by Day'])
      await overview.getByRole('region', { name: title, exact: true }).locator('summary').press('Enter');
    await overview.locator('table').nth(1).waitFor();
    await passes('overview', 'with two tables');
  });

  it('is nothing at a zoom of 200 %, where everything still fits', async () => {
    const { workbench } = person;
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await workbench.page.setViewportSize({ width: 640, height: 480 });
    await fits();
    await passes('overview', 'at 200 %', ['dark']);
    await workbench.tab('Timesheet').click();
    await workbench.webview().locator('td button.cell').first().waitFor();
    await fits();
    await passes('timesheet', 'at 200 %', ['dark']);
    await workbench.tab('New Ticket').click();
    await workbench.webview().getByLabel('Subject').waitFor();
    await fits();
    await passes('new ticket', 'at 200 %', ['dark']);
    await workbench.tab(/^#\d+/).first().click();
    await newcomer.ticket();
    await fits();
    await passes('ticket', 'at 200 %', ['dark', 'hclight']);
  });
});
