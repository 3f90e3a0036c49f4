// The README's pictures, of somebody who knows their way.
import { desks, Newcomer } from '../newcomer.mjs';
import { widenSidebar } from './firstSteps.mjs';

const viewport = { width: 1280, height: 800 };

/**
 * @param {import('../vscode/workbench.mjs').Workbench} workbench with the sample desk
 * @param {(name: string) => Promise<void>} picture of all of the window
 */
export async function readmePictures(workbench, picture) {
  const { page, quickInput } = workbench;
  const person = new Newcomer(workbench);
  const rest = () => page.mouse.move(0, 0);
  await page.setViewportSize(viewport);
  await page.keyboard.press('Escape');
  await workbench.runCommand('View: Close All Editors');
  await workbench.showContainer('Deskside');
  // The ticket has two columns beside it.
  await widenSidebar(page, 348);
  await person.openList(desks.teamsupport, 'My Tickets', false);
  await person.openList(desks.readydesk, 'Needs Me');
  await person.rowBelow('Needs Me', '#');

  await workbench.runCommand('Deskside: Open Ticket by Number…');
  await quickInput.getByText('Ticket number').first().waitFor();
  await workbench.type('1042');
  await workbench.accept();
  await quickInput.getByRole('option').filter({ hasText: desks.readydesk }).click();
  const panel = await person.ticket();
  const frame = panel.getByRole('region', { name: 'Code' }).getByRole('button', { name: /discounts\.ts:32/ });
  await frame.waitFor();
  await rest();
  await picture('ticket');

  await workbench.runCommand('Deskside: Search Tickets…');
  await quickInput.locator('input.input').waitFor();
  await workbench.type('voucher');
  await quickInput
    .getByRole('option', { name: /#\d+ .*voucher/i })
    .first()
    .waitFor();
  await picture('search');
  await page.keyboard.press('Escape');

  await person.openList(desks.readydesk, 'Needs Me', false);
  await frame.click();
  await workbench.tab('discounts.ts').waitFor();
  await workbench.runCommand('Deskside: Focus on This File View');
  await workbench.row(/^Line 31/).waitFor();
  await panel
    .getByRole('heading', { name: '#1042' })
    .first()
    .evaluate(heading => heading.scrollIntoView({ block: 'center' }));
  await rest();
  await picture('code');
}
