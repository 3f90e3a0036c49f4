import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { type Theme, themes } from '../../scripts/vscode/workbench.mjs';
import { check, inWords } from '../axe.ts';
import { eventually } from './eventually.ts';
import { withVsCode } from './harness.ts';
import { pageInFront } from './pages.ts';

describe('the overview in the workbench', () => {
  const person = withVsCode({ connected: true, viewport: { width: 1280, height: 900 } });
  let newcomer: Newcomer;

  before(async () => {
    newcomer = new Newcomer(person.workbench);
    await person.workbench.showContainer('Deskside');
    await (await newcomer.rowBelow(desks.teamsupport, 'My Tickets')).waitFor();
    await (await newcomer.rowBelow(desks.readydesk, 'My Tickets')).waitFor();
  });

  const page = () => person.workbench.webview();
  const card = (name: string) => page().getByRole('region', { name, exact: true });
  const { picture } = person;
  const show = async () => {
    await person.workbench.runCommand('Deskside: Show Overview');
    await page()
      .getByRole('button', { name: /^Open now/ })
      .waitFor();
  };
  const found = () => person.workbench.quickInput.locator('.monaco-list-row').filter({ hasText: '#' });

  it('shows charts, and has the tickets of a bar in the search', async () => {
    await show();
    const answers = card('Open by Group').locator('canvas');
    await answers.waitFor();
    await picture('overview');
    const bars = await card('Open by Group').getByRole('listbox').boundingBox();
    assert.ok(bars);
    await card('Open by Group')
      .getByRole('listbox')
      .click({ position: { x: bars.width / 2, y: 12 } });
    const { workbench } = person;
    await eventually('the search', async () =>
      /^is:open group:/.test(await workbench.quickInput.locator('input.input').inputValue()),
    );
    await found().first().waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('is used by the keyboard alone, and lists what no search finds', async () => {
    const { workbench } = person;
    const values = card('Time to Resolution').getByRole('listbox');
    await values.focus();
    const options = await values.getByRole('option').allTextContents();
    const some = options.findIndex(text => !text.endsWith(': 0 tickets'));
    assert.ok(some >= 0, options.join(', '));
    // One of the two does nothing, as the bars lie or stand.
    for (let at = 0; at < some; at++) {
      await workbench.page.keyboard.press('ArrowRight');
      await workbench.page.keyboard.press('ArrowDown');
    }
    await workbench.page.keyboard.press('Enter');
    await found().first().waitFor();
    await workbench.quickInput.getByText('Time to Resolution').waitFor();
    await picture('overview-list');
    await workbench.page.keyboard.press('Enter');
    await newcomer.ticket();
    await workbench.tab('Overview').click();
    await page()
      .getByRole('button', { name: /^Open now/ })
      .waitFor();
  });

  it('has nothing against it in any theme, with its tables unfolded', async () => {
    const { workspace, workbench } = person;
    for (const fold of await page().getByText('Figures').all()) await fold.click();
    const settings = path.join(workspace, '.vscode', 'settings.json');
    await mkdir(path.dirname(settings), { recursive: true });
    const failed: string[] = [];
    for (const theme of ['light', 'hc', 'hclight', 'dark'] as const satisfies readonly Theme[]) {
      await writeFile(settings, JSON.stringify({ 'workbench.colorTheme': themes[theme] }));
      const frame = await pageInFront(workbench);
      await eventually(`the theme ${theme}`, () =>
        frame.evaluate(name => document.body.dataset.vscodeThemeId === name, themes[theme]),
      );
      const checked = await check(frame);
      if (checked.violations.length > 0) failed.push(`${theme}\n${inWords(checked)}`);
      await frame.evaluate(() => window.scrollTo(0, 0));
      await picture(`overview-${theme}`);
    }
    await rm(settings, { force: true });
    assert.equal(failed.length, 0, failed.join('\n\n'));
  });

  it('is there again after a reload, with the days that were chosen, also without its desks', async () => {
    const { workbench, desk } = person;
    await page().getByRole('button', { name: '90 days' }).click();
    await page()
      .getByRole('button', { name: /^Open now/ })
      .waitFor();
    await desk.stop();
    await workbench.runCommand('Developer: Reload Window');
    await workbench.tab('Overview').waitFor();
    await page()
      .getByRole('button', { name: /^Open now/ })
      .waitFor();
    assert.equal(await page().getByRole('button', { name: '90 days' }).getAttribute('aria-pressed'), 'true');
    await picture('overview-offline');
  });

  it('goes into a file as CSV', async () => {
    const { workbench, workspace } = person;
    const file = path.join(workspace, 'overview.csv');
    await page().getByRole('button', { name: 'Export as CSV…' }).click();
    const typed = () => workbench.quickInput.locator('input.input').inputValue();
    // The dialog writes its own proposal into the field only after a while.
    await eventually('a proposal', async () => (await typed()).endsWith('.csv'));
    await workbench.type(file);
    await eventually('the name', async () => (await typed()) === file);
    await workbench.accept();
    await eventually('the file', () => existsSync(file) && statSync(file).size > 0);
    const [head = '', ...lines] = (await readFile(file, 'utf8')).split('\r\n');
    assert.equal(head, '\ufeffFigure,Of,Series,Value,Unit');
    assert.ok(lines.some(line => /^Open by Group,.+,Open now,\d+,Tickets$/.test(line)));
  });
});
