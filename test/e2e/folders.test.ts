import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { git } from '../git.ts';
import { withVsCode } from './harness.ts';

const mention = (what: string) => `// RD-1042 is about ${what}\nexport const limit = 100;\n`;

describe('a workspace of several folders, in the workbench', () => {
  const person = withVsCode({
    connected: true,
    viewport: { width: 1280, height: 900 },
    settings: { 'deskside.branch.worktree': 'always', 'deskside.startWork.timer': false },
    folder: { name: 'gauges', files: { 'gauge.ts': mention('gauges') } },
  });
  const branchIn = (folder: string) => git(folder, ['branch', '--show-current']);

  before(async () => {
    await mkdir(path.join(person.workspace, 'notes'), { recursive: true });
    await writeFile(path.join(person.workspace, 'notes/limits.ts'), mention('limits'));
    const newcomer = new Newcomer(person.workbench);
    await newcomer.showDesks();
    await person.workbench.runCommand('Deskside: Open Ticket by Number…');
    await person.workbench.quickInput.getByText('Ticket number').first().waitFor();
    await person.workbench.type('1042');
    await person.workbench.accept();
    await person.workbench.quickInput.getByRole('option').filter({ hasText: desks.readydesk }).click();
    await newcomer.ticket();
  });

  it('has its references found in all of them', async () => {
    const { workbench } = person;
    await workbench
      .webview()
      .getByRole('button', { name: /^Mentioned in \d+ places$/ })
      .click();
    const places = workbench.page.locator('.peekview-widget').getByRole('treeitem');
    for (const file of ['gauge.ts', 'limits.ts']) await places.filter({ hasText: file }).first().waitFor();
    await workbench.tab(/^#1042/).click();
  });

  it('has work started in the repository that is chosen, and takes its work tree in', async () => {
    const { workbench } = person;
    const { page, quickInput } = workbench;
    await workbench.runCommand('Deskside: Start Work on Ticket…');
    await workbench.pick('gauges');
    await quickInput
      .locator('.monaco-list-row')
      .filter({ hasText: /work tree/ })
      .first()
      .waitFor();
    await workbench.accept();
    await page.getByRole('button', { name: 'Add to Workspace' }).first().click();
    await workbench.showContainer('Explorer');
    await workbench.row(/1042/).waitFor();
    await page
      .locator('.statusbar')
      .getByRole('button', { name: /^Ticket of the branch: #1042 / })
      .waitFor();
    const folder = path.join(person.folder, 'gauges');
    assert.deepEqual([await branchIn(folder), await branchIn(person.workspace)], ['main', 'main']);
    assert.match(await git(folder, ['worktree', 'list', '--porcelain']), /gauges\.worktrees\/.*1042/);
  });
});
