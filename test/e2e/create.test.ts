import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { withVsCode } from './harness.ts';

describe('ways to create a ticket through the workbench', () => {
  const person = withVsCode({ connected: true, viewport: { width: 1280, height: 1000 } });

  before(async () => {
    const { workbench } = person;
    writeFileSync(`${person.workspace}/notes.txt`, 'First line\n# TODO: write the summary\nLast line\n');
    await workbench.showContainer('Deskside');
    for (const desk of Object.values(desks)) await new Newcomer(workbench).deskRow(desk).waitFor();
  });

  /** Chooses a customer in the form in front, creates the ticket, and answers its number. */
  const create = async (subject: string) => {
    const { workbench } = person;
    const form = workbench.webview();
    const whom = form.getByRole('combobox', { name: 'Customer' });
    await whom.fill('Anna');
    await form.getByRole('option').filter({ hasText: 'Anna' }).first().click();
    assert.equal(await form.getByLabel('Subject').inputValue(), subject);
    await form.getByRole('button', { name: 'Create Ticket' }).click();
    const tab = workbench.tab(new RegExp(`#\\d+ ${subject.slice(0, 15)}`));
    await tab.waitFor();
    const [, number = ''] = /#(\d+)/.exec((await tab.textContent()) ?? '') ?? [];
    return number;
  };

  it('takes the quick fix at a TODO comment, which gets the number', async () => {
    const { workbench } = person;
    const { page } = workbench;
    await workbench.openFile('notes.txt');
    await page.locator('.editor-instance .view-lines').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowDown');
    const action = page.locator('.action-widget').getByText('Create Ticket from TODO');
    await page.keyboard.press('Control+.');
    await action.waitFor();
    await page.keyboard.press('Enter');
    await workbench.tab('New Ticket').waitFor();
    const number = await create('write the summary');
    await workbench.tab('notes.txt').click();
    await page.locator('.editor-instance .view-lines').getByText(`# TODO #${number}: write the summary`).waitFor();
  });

  it('goes on with a form after the window was reloaded', async () => {
    const { workbench } = person;
    await workbench.runCommand('Deskside: Create Ticket…');
    const form = workbench.webview();
    await form.getByLabel('Subject').fill('Half a sentence — ünï');
    await form.getByLabel('Description').fill('More of it');
    await workbench.runCommand('Developer: Reload Window');
    await workbench.tab('New Ticket').waitFor();
    const again = workbench.webview();
    await again.getByText(/^This was begun /).waitFor();
    assert.equal(await again.getByLabel('Subject').inputValue(), 'Half a sentence — ünï');
    assert.equal(await again.getByLabel('Description').inputValue(), 'More of it');
    await create('Half a sentence — ünï');
  });
});
