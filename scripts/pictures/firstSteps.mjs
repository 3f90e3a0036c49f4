// The steps of the walkthrough, with a picture of each.
import { desks, Newcomer } from '../newcomer.mjs';

/** @typedef {{ x: number, y: number, width: number, height: number }} Clip what of the window is in the picture */

const size = { width: 600, height: 380 };
/** The sidebar and what is beside it; the editors. */
const left = { x: 0, y: 0, ...size };
const right = { x: 300, y: 0, ...size };

/**
 * @param {import('../vscode/workbench.mjs').Workbench} workbench with no desk yet
 * @param {(name: string, clip: Clip) => Promise<void>} picture
 */
export async function firstSteps(workbench, picture) {
  const { page, quickInput } = workbench;
  const person = new Newcomer(workbench);
  const rest = () => page.mouse.move(0, 0);
  await workbench.showContainer('Deskside');
  await rest();
  await workbench.welcomeButton('Try the Sample Desk').waitFor();
  await picture('connect', left);

  await person.trySampleDesk();
  await person.openList(desks.readydesk, 'My Tickets');
  await person.rowBelow(desks.readydesk, '#');
  await rest();
  await picture('browse', left);

  await person.openList(desks.readydesk, 'My Tickets', false);
  await person.openList(desks.teamsupport, 'My Tickets');
  await (await person.rowBelow(desks.teamsupport, '#')).click();
  const panel = await person.ticket();
  await workbench.runCommand('View: Close Primary Side Bar');
  await rest();
  await picture('open', { ...right, x: 48 });

  const box = panel.getByRole('textbox').first();
  await panel.getByRole('tab', { name: 'Reply to Customer' }).click();
  await box.fill('The fix is out. The next invoice has the right currency again.');
  await panel.locator('.note').evaluate(note => note.scrollIntoView({ block: 'end' }));
  await rest();
  const note = await panel.locator('.note').boundingBox();
  const bottom = Math.min(600, Math.round((note?.y ?? 0) + (note?.height ?? 0) + 16));
  await picture('reply', { ...right, x: 48, y: Math.max(0, bottom - size.height) });
  await box.fill('');

  await workbench.runCommand('Deskside: Log Time…');
  await quickInput.getByText('How long').first().waitFor();
  await workbench.type('1h 20m');
  await quickInput.getByText(/^Logs /).waitFor();
  await picture('time', { ...left, x: 150 });
  await page.keyboard.press('Escape');

  await workbench.runCommand('View: Close All Editors');
  await workbench.openFile('checkout/src/cart/discounts.ts');
  await person.pointAtMention('RD-1042', /#1042 /);
  await picture('code', { ...left, x: 48 });
}
