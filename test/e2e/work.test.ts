import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import type { Theme } from '../../scripts/vscode/workbench.mjs';
import { withVsCode } from './harness.ts';

const run = promisify(execFile);

describe('work on a ticket, in the workbench', () => {
  const theme = process.env.DESKSIDE_THEME as Theme | undefined;
  const person = withVsCode({
    connected: true,
    viewport: { width: 1280, height: 900 },
    // A change is committed without staging it first.
    settings: { 'git.enableSmartCommit': true, 'deskside.branch.worktree': 'ask' },
    ...(theme ? { theme } : {}),
  });
  let number = '';
  const { picture } = person;
  const git = async (...args: string[]) => (await run('git', args, { cwd: person.workspace })).stdout.trim();
  const inStatusBar = (words: RegExp) =>
    person.workbench.page.locator('.statusbar').getByRole('button', { name: words });
  /** A row to tick. */
  const listed = (words: RegExp) => person.workbench.quickInput.locator('.monaco-list-row').filter({ hasText: words });
  const messageHas = (text: string) =>
    person.workbench.page.waitForFunction(wanted => {
      const lines = document.querySelector('.scm-editor .monaco-editor .view-lines');
      return lines?.textContent?.replaceAll('\u00a0', ' ').startsWith(wanted);
    }, text);

  before(async () => {
    const newcomer = new Newcomer(person.workbench);
    await newcomer.showDesks();
    await git('config', 'user.email', 'srivera@quillbay.example');
    await git('config', 'user.name', 'Sam Rivera');
    await newcomer.openList(desks.teamsupport, 'My Tickets');
    const row = await newcomer.rowBelow(desks.teamsupport, '#');
    number = /#(\d+)/.exec((await row.textContent()) ?? '')?.[1] ?? '';
    assert.ok(number);
    await row.click();
    await newcomer.ticket();
  });

  it('is started in one confirmation', async () => {
    const { workbench } = person;
    const { page } = workbench;
    await workbench.runCommand('Deskside: Start Work on Ticket…');
    await listed(new RegExp(`Create branch .*${number}-`)).waitFor();
    await listed(/Start the timer/).waitFor();
    await picture('start-work');
    await workbench.accept();
    await inStatusBar(new RegExp(`^Ticket of the branch: #${number} `)).waitFor();
    await inStatusBar(new RegExp(`^Timer on #${number} `)).waitFor();
    assert.match(await git('branch', '--show-current'), new RegExp(`${number}-`));
    await page.mouse.move(0, 0);
    await picture('active-ticket');
  });

  it('is committed with a message that names the ticket already', async () => {
    const { workbench } = person;
    const { page } = workbench;
    await writeFile(path.join(person.workspace, 'README.md'), 'Totals are rounded once.\n');
    await workbench.runCommand('Source Control: Focus on Changes View');
    const box = page.locator('.scm-editor .monaco-editor').first();
    await box.waitFor();
    await messageHas(`[#${number}] `);
    await page.locator('.sidebar').getByRole('treeitem').filter({ hasText: 'README.md' }).first().waitFor();
    await box.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('Round totals once');
    await picture('commit-message');
    await messageHas(`[#${number}] Round totals once`);
    await page.keyboard.press('Control+Enter');
    // Once it is committed the box is ready for the next one.
    await page.waitForFunction(
      wanted =>
        document
          .querySelector('.scm-editor .monaco-editor .view-lines')
          ?.textContent?.replaceAll('\u00a0', ' ')
          .trim() === wanted,
      `[#${number}]`,
    );
    assert.equal(await git('log', '-1', '--format=%s'), `[#${number}] Round totals once`);
  });

  it('is finished with what was committed', async () => {
    const { workbench } = person;
    await workbench.runCommand('Deskside: Finish Work…');
    await listed(/internal note that sums up/).waitFor();
    await listed(/Log \d+ min/).waitFor();
    await picture('finish-work');
    await workbench.accept();
    await inStatusBar(/^No timer runs/).waitFor();
    const panel = workbench.webview();
    await workbench.runCommand('Deskside: Open Active Ticket');
    await panel.getByText('Round totals once').first().waitFor();
    await picture('finished');
  });
});
