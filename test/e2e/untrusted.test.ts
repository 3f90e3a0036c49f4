import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { git } from '../git.ts';
import { withVsCode } from './harness.ts';

describe('a workspace that is not trusted, in the workbench', () => {
  const person = withVsCode({
    connected: true,
    viewport: { width: 1280, height: 900 },
    settings: {
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
      'security.workspace.trust.banner': 'never',
    },
  });

  it('has tickets, their code and its mentions, and nothing is checked out', async () => {
    const { workbench } = person;
    await mkdir(path.join(person.workspace, 'notes'), { recursive: true });
    await writeFile(path.join(person.workspace, 'notes/limits.ts'), '// RD-1042 is about limits\n');
    const newcomer = new Newcomer(workbench);
    await workbench.page.locator('.statusbar').getByRole('button', { name: 'Restricted Mode' }).waitFor();
    await newcomer.showDesks();
    // Lists that a workspace brings along are the user's only once they trust it.
    await mkdir(path.join(person.workspace, '.vscode'), { recursive: true });
    const settings = {
      'deskside.views': [{ name: 'Brought along', query: 'is:open' }],
      'deskside.tree.groupBy': ['status'],
    };
    await writeFile(path.join(person.workspace, '.vscode/settings.json'), JSON.stringify(settings));
    await newcomer.openList(desks.readydesk, 'Unassigned');
    await newcomer.rowBelow('Unassigned', 'New');
    assert.equal(await workbench.row('Brought along').count(), 0);
    await newcomer.openList(desks.readydesk, 'Unassigned', false);
    await workbench.runCommand('Deskside: Open Ticket by Number…');
    await workbench.quickInput.getByText('Ticket number').first().waitFor();
    await workbench.type('1042');
    await workbench.accept();
    await workbench.quickInput.getByRole('option').filter({ hasText: desks.readydesk }).click();
    const code = (await newcomer.ticket()).getByRole('region', { name: 'Code' });
    await code.getByRole('button', { name: /discounts\.ts:32/ }).waitFor();
    await code.getByRole('button', { name: /^Mentioned in / }).waitFor();

    await workbench.runCommand('Deskside: Start Work on Ticket…');
    const rows = workbench.quickInput.locator('.monaco-list-row');
    await rows.filter({ hasText: 'This workspace is not trusted: Deskside checks nothing out here.' }).waitFor();
    await rows.filter({ hasText: 'Start the timer' }).waitFor();
    assert.equal(await rows.filter({ hasText: /branch/i }).count(), 0);
    await workbench.accept();
    await workbench.page
      .locator('.statusbar')
      .getByRole('button', { name: /^Timer on #1042 / })
      .waitFor();
    assert.equal(await git(person.workspace, ['branch', '--list']), '* main');
  });

  it('has the lists of the workspace as soon as it is trusted', async () => {
    const { workbench } = person;
    await workbench.runCommand('Workspaces: Manage Workspace Trust');
    await workbench.page.getByRole('button', { name: 'Trust', exact: true }).first().click();
    await workbench.row('Brought along').waitFor();
  });
});
