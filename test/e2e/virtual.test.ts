import assert from 'node:assert/strict';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { inRoot } from '../../scripts/places.mjs';
import { withVsCode } from './harness.ts';

describe('a workspace that lies on no disk, in the workbench', () => {
  const person = withVsCode({
    connected: true,
    viewport: { width: 1280, height: 900 },
    beside: inRoot('test/e2e/virtualFolder'),
    instead: 'drawer:/notes',
  });

  it('has tickets and their mentions in open files, and says what it has not', async () => {
    const { workbench } = person;
    const { page, quickInput } = workbench;
    const newcomer = new Newcomer(workbench);
    await newcomer.showDesks();
    await newcomer.openList(desks.readydesk, 'My Tickets');

    // Nobody searches this folder for files.
    await workbench.showContainer('Explorer');
    await workbench.row('limits.ts').dblclick();
    await workbench.tab('limits.ts').waitFor();
    await workbench.showContainer('Deskside');
    await workbench.runCommand('Deskside: Focus on This File View');
    await workbench.row(/^#1042 /).waitFor();
    const card = await newcomer.pointAtMention('RD-1042', /#1042 /);
    await card.getByRole('link', { name: 'Start Timer' }).waitFor();
    await page.keyboard.press('Escape');

    await workbench.tab('limits.ts').click();
    await workbench.runCommand('Deskside: Link Selection to Ticket…');
    await page
      .locator('.notifications-toasts')
      .getByText('limits.ts is not on this machine, so git cannot tell where its lines are later.')
      .waitFor();

    await workbench.row(/^#1042 /).click();
    await newcomer.ticket();

    await workbench.runCommand('Deskside: Start Work on Ticket…');
    const rows = quickInput.locator('.monaco-list-row');
    await rows.filter({ hasText: 'Start the timer' }).waitFor();
    await rows.filter({ hasText: 'The files of this workspace are not on this machine' }).waitFor();
    assert.equal(await rows.filter({ hasText: /branch/i }).count(), 1);
    await page.keyboard.press('Escape');
  });
});
