import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { themes } from '../../scripts/vscode/workbench.mjs';
import { git } from '../git.ts';
import { withVsCode } from './harness.ts';

/** A ticket with a trace of the workspace's code in it. */
const number = '1012';

describe('code that a ticket names, in the workbench', () => {
  const person = withVsCode({ connected: true, viewport: { width: 1600, height: 1000 } });

  const { picture } = person;
  const settings = (values: Record<string, unknown>) =>
    writeFile(path.join(person.workspace, '.vscode', 'settings.json'), JSON.stringify(values));

  before(async () => {
    await mkdir(path.join(person.workspace, '.vscode'), { recursive: true });
    // What came into the file after the ticket was written.
    const file = path.join(person.workspace, 'checkout/src/orders/orderService.ts');
    await writeFile(file, `// Orders of the checkout.\n\n\n\n${await readFile(file, 'utf8')}`);
    await git(person.workspace, ['commit', '--quiet', '--all', '--message', 'Say what it is']);
  });

  it('is opened by a click on a frame, at the line where it is now', async () => {
    const { workbench } = person;
    const newcomer = new Newcomer(workbench);
    await newcomer.showDesks();
    await workbench.runCommand('Deskside: Open Ticket by Number…');
    await workbench.quickInput.getByText('Ticket number').first().waitFor();
    await workbench.type(number);
    await workbench.accept();
    await workbench.quickInput.getByRole('option').filter({ hasText: desks.readydesk }).click();
    const panel = await newcomer.ticket();
    const frame = panel.locator('deskside-text .frame', { hasText: /orderService\.ts:55/ }).first();
    await frame.waitFor();
    const code = panel.getByRole('region', { name: 'Code' });
    await code.getByRole('button', { name: /orderService\.ts:55/ }).waitFor();
    await picture('frames-panel');
    await frame.click();
    await workbench.tab('orderService.ts').waitFor();
    const { page } = workbench;
    await page
      .locator('.statusbar')
      .getByText(/^Ln 59, Col/)
      .waitFor();
    await page
      .locator('.statusbar')
      .getByText(/Moved from line 55 to 59 since/)
      .waitFor();
    await code.getByText(/Moved from line 55 to 59 since/).waitFor();
    await picture('frames-opened');
    // The ticket is still there, beside its code.
    assert.equal(await frame.isVisible(), true);
  });

  it('is listed as references', async () => {
    const { workbench } = person;
    const panel = workbench.webview();
    await panel.getByRole('region', { name: 'Code' }).getByRole('button', { name: 'Open All Frames' }).click();
    const list = workbench.page.locator('.pane', { hasText: `#${number} frames` });
    await list
      .getByRole('treeitem', { name: /OrderService\.label/ })
      .first()
      .waitFor();
    await picture('frames-list');
  });

  it('looks as the theme wants it', async function () {
    if (!process.env.DESKSIDE_PICTURES) return this.skip();
    const classes = { dark: 'vs-dark', light: 'vs', hc: 'hc-black', hclight: 'hc-light' };
    for (const [name, theme] of Object.entries(themes)) {
      await settings({ 'workbench.colorTheme': theme });
      await person.workbench.page.locator(`.monaco-workbench.${classes[name as keyof typeof classes]}`).waitFor();
      await picture(`frames-${name}`);
    }
  });
});
