// The steps of the walkthrough, with a picture of each.
import { desks, Newcomer } from '../newcomer.mjs';

/** @typedef {{ x: number, y: number, width: number, height: number }} Clip what of the window is in the picture */

/** Below the bar of the window's title. */
const top = 28;
const size = { width: 480, height: 320 };
/** Views and what is beside them; the editor alone. */
const left = { x: 0, y: top, ...size };
const editor = { x: 48, y: top, ...size };
const narrow = { width: editor.x + size.width + 6, height: 420 };
const medium = { width: 720, height: 480 };

/**
 * @param {import('../vscode/workbench.mjs').Workbench} workbench with no desk yet
 * @param {(name: string, clip: Clip) => Promise<void>} picture
 */
export async function firstSteps(workbench, picture) {
  const { page, quickInput } = workbench;
  const person = new Newcomer(workbench);
  const rest = () => page.mouse.move(0, 0);
  await workbench.showContainer('Deskside');
  await widenSidebar(page, 400);
  await workbench.welcomeButton('Try the Sample Desk').waitFor();
  await page.locator('.sidebar .monaco-progress-container.active').waitFor({ state: 'detached' });
  await rest();
  await picture('connect', left);

  await person.trySampleDesk();
  await person.openList(desks.readydesk, 'My Tickets');
  await person.rowBelow(desks.readydesk, '#');
  await rest();
  await picture('browse', left);

  await person.openList(desks.readydesk, 'My Tickets', false);
  await person.openList(desks.teamsupport, 'My Tickets');
  await workbench.row(/#\d+ Can vouchers be combined/).click();
  const panel = await person.ticket();
  await workbench.runCommand('View: Close Primary Side Bar');
  await page.setViewportSize(narrow);
  await rest();
  await picture('open', editor);

  await panel.getByText('Reply to Customer', { exact: true }).first().click();
  const box = panel.getByRole('textbox').last();
  await box.fill('Two vouchers work together from the next release on.');
  await panel.locator('.note').evaluate(note => note.scrollIntoView({ block: 'center' }));
  await rest();
  await picture('reply', editor);
  await box.fill('');

  await page.setViewportSize(medium);
  await workbench.runCommand('Deskside: Log Time…');
  await quickInput.getByText('How long').first().waitFor();
  await workbench.type('1h 20m');
  await quickInput.getByText(/^Logs /).waitFor();
  await picture('time', { ...left, x: 122, y: 0 });
  await page.keyboard.press('Escape');

  await workbench.runCommand('View: Close All Editors');
  await workbench.openFile('checkout/src/cart/discounts.ts');
  await workbench.runCommand('Go to Line/Column...');
  await workbench.type(':31');
  await workbench.accept();
  await page.setViewportSize({ width: medium.width, height: 700 });
  const card = await (await person.pointAtMention('RD-1042', /#1042 /)).boundingBox();
  const mention = await page.locator('.editor-instance .view-lines .detected-link').first().boundingBox();
  if (!card || !mention) throw new Error('The card or the mention is not to be seen.');
  // The lines above the mention, and the card below it.
  await picture('code', { ...size, x: Math.max(0, Math.round(card.x) - 8), y: Math.round(mention.y) - 44 });
}

/**
 * @param {import('playwright-core').Page} page
 * @param {number} right where the sidebar is to end
 */
export async function widenSidebar(page, right) {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (!box) throw new Error('There is no sidebar.');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width + 2, y);
  await page.mouse.down();
  await page.mouse.move(right, y, { steps: 4 });
  await page.mouse.up();
}
