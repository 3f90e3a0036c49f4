// A newcomer's way through Deskside, step by step, with a picture of each step.
import { browseRecords, checkConnection } from './lookaround.mjs';
import { desks, Newcomer } from './newcomer.mjs';

/**
 * @param {import('./vscode/workbench.mjs').Workbench} workbench
 * @param {(name: string) => Promise<void>} picture leaves a numbered picture
 */
export async function walk(workbench, picture) {
  const person = new Newcomer(workbench);
  await workbench.showContainer('Deskside');
  // The pointer's own hint is not part of the picture.
  await workbench.page.mouse.move(0, 0);
  await workbench.welcomeButton('Try the Sample Desk').waitFor();
  await picture('welcome');
  await person.trySampleDesk();
  await picture('connected');

  for (const [system, desk] of Object.entries(desks)) {
    await person.openList(desk, 'My Tickets');
    await person.rowBelow(desk, '#');
    await picture(`${system}-my-tickets`);
    await (await person.rowBelow(desk, '#')).click();
    await person.ticket();
    await picture(`${system}-ticket`);
    // What can be changed is offered where one points.
    await workbench.webview().getByRole('button', { name: 'Change Status' }).hover();
    await picture(`${system}-change-status`);
    await workbench.webview().getByRole('button', { name: 'Change Status' }).click();
    await workbench.webview().getByRole('option').nth(2).waitFor();
    await picture(`${system}-statuses`);
    await workbench.page.keyboard.press('Escape');
    await workbench.webview().getByRole('button', { name: 'Change Field…' }).click();
    await workbench.quickInput.getByRole('option').nth(2).waitFor();
    await picture(`${system}-fields`);
    await workbench.page.keyboard.press('Escape');
    const card = await person.unfoldCustomer();
    await card.evaluate(one => one.closest('section')?.scrollIntoView({ block: 'start' }));
    await picture(`${system}-customer`);
    await card
      .locator('..')
      .locator('..')
      .evaluate(one => one.closest('.facts')?.scrollTo(0, 520));
    await picture(`${system}-customer-below`);
    await person.searchArticles('voucher');
    await picture(`${system}-articles`);
    await workbench.accept();
    await workbench.webview().getByText('Text inserted').waitFor();
    await picture(`${system}-article-inserted`);
    await workbench.webview().getByRole('textbox').fill('');
    await person.openList(desk, 'My Tickets', false);
  }

  await person.openList(desks.readydesk, 'Groups');
  await person.openList(desks.readydesk, 'Orders');
  await person.rowBelow('Orders', '#');
  await picture('group');
  await person.openList(desks.readydesk, 'Orders', false);

  await workbench.runCommand('Deskside: Search Tickets…');
  await workbench.quickInput.locator('input.input').waitFor();
  await workbench.type('is:open voucher');
  await workbench.quickInput
    .getByRole('option', { name: /#\d+ .*voucher/i })
    .first()
    .waitFor();
  await picture('search');
  await workbench.page.keyboard.press('Escape');
  await person.groupTickets(['Status', 'Priority'], picture);
  await person.openList(desks.readydesk, 'My Tickets');
  await person.openList('My Tickets', 'In Progress');
  await picture('grouped');
  await person.openList(desks.readydesk, 'My Tickets', false);
  await person.groupTickets([]);
  await workbench.runCommand('Deskside: Sort Tickets…');
  await workbench.quickInput.getByRole('option', { name: /Changed/ }).waitFor();
  await picture('sort');
  await workbench.page.keyboard.press('Escape');

  const subjects = {
    readydesk: 'Voucher is counted twice at checkout',
    teamsupport: 'Refund of a split order takes the shipping twice',
  };
  for (const system of /** @type {const} */ (['readydesk', 'teamsupport'])) {
    const desk = desks[system];
    const subject = subjects[system];
    const named = (/** @type {string} */ step) => picture(`${system}-${step}`);
    await person.createTicket(
      { desk, subject, customer: 'Anna', description: 'The total drops once more when the page is opened again.' },
      named,
    );
    await named('created');
    const sees = system === 'teamsupport' ? { sees: 'Internal' } : {};
    await person.logTime({ duration: '1h 20m', notes: 'Found the second call', total: '1 h 20 min', ...sees }, named);
    await named('time-logged');
    await person.openList(desk, 'Recently Updated');
    await workbench.row(subject).waitFor();
    await named('created-in-tree');
    await person.openList(desk, 'Recently Updated', false);
  }
  await walkTime(workbench, picture);
  await walkCode(workbench, picture);
  for (const [system, desk] of Object.entries(desks)) {
    const page = await checkConnection(workbench, desk);
    await picture(`${system}-check-up`);
    await page.getByRole('heading', { name: 'Actions' }).evaluate(heading => heading.scrollIntoView());
    await picture(`${system}-check-up-actions`);
    const kind = system === 'readydesk' ? 'Companies' : 'Products';
    await browseRecords(workbench, desk, [kind], step => picture(`${system}-records-${step}`));
    await workbench.quickInput.getByRole('button', { name: 'Filter by a field…' }).waitFor();
    await workbench.quickInput.getByRole('option').nth(2).waitFor();
    await picture(`${system}-records-list`);
    await workbench.accept();
    await workbench.quickInput.getByRole('button', { name: 'Open as document' }).waitFor();
    await workbench.quickInput.getByText('Fields', { exact: true }).first().waitFor();
    await picture(`${system}-record`);
    await workbench.page.keyboard.press('Escape');
  }
}

/**
 * A timer on the ticket in front, the timesheet with what was logged, and what all tickets come to.
 * @param {import('./vscode/workbench.mjs').Workbench} workbench
 * @param {(name: string) => Promise<void>} picture
 */
async function walkTime(workbench, picture) {
  await workbench.runCommand('Deskside: Start Timer');
  const bar = workbench.page.locator('.statusbar').getByRole('button', { name: /^Timer on #/ });
  await bar.waitFor();
  await workbench.runCommand('Deskside: Focus on Time View');
  await workbench.row(/^Today/).waitFor();
  await picture('timer');
  await bar.click();
  await workbench.quickInput.getByRole('option').nth(1).waitFor();
  await picture('timer-choices');
  await workbench.page.keyboard.press('Escape');
  await workbench.runCommand('Deskside: Show Timesheet');
  const sheet = workbench.webview();
  await sheet.locator('td button.cell').first().waitFor();
  await picture('timesheet-week');
  await sheet.locator('td button.cell').first().click();
  await sheet.locator('deskside-entries').first().waitFor();
  await picture('timesheet-entries');
  await sheet.getByRole('button', { name: 'Month' }).click();
  await sheet.locator('.month td button.cell').first().waitFor();
  await picture('timesheet-month');
  await workbench.runCommand('Deskside: Show Overview');
  await workbench
    .webview()
    .getByRole('button', { name: /^Open now/ })
    .waitFor();
  await picture('overview');
}

/**
 * From a ticket's name in code to the ticket, to the code that it names, and to work on it.
 * @param {import('./vscode/workbench.mjs').Workbench} workbench
 * @param {(name: string) => Promise<void>} picture
 */
async function walkCode(workbench, picture) {
  const { page, quickInput } = workbench;
  const person = new Newcomer(workbench);
  await workbench.runCommand('View: Close All Editors');
  await workbench.openFile('checkout/src/cart/discounts.ts');
  await workbench.runCommand('Deskside: Focus on This File View');
  await workbench.row(/^#1042 /).waitFor();
  await page.mouse.move(0, 0);
  await picture('this-file');
  const card = await person.pointAtMention('RD-1042', /#1042 /);
  await card.getByRole('link', { name: 'Start Timer' }).waitFor();
  await picture('mention');
  await page.keyboard.press('Escape');
  await workbench.row(/^#1042 /).click();
  const panel = await person.ticket();
  const code = panel.getByRole('region', { name: 'Code' });
  const frame = code.getByRole('button', { name: /discounts\.ts:\d/ }).first();
  await frame.waitFor();
  await code.evaluate(one => one.scrollIntoView({ block: 'nearest' }));
  await page.mouse.move(0, 0);
  await picture('code');
  await workbench.runCommand('Deskside: Start Work on Ticket…');
  await quickInput.getByText('Start the timer').waitFor();
  await page.mouse.move(0, 0);
  await picture('start-work');
  await page.keyboard.press('Escape');
  await frame.click();
  await workbench.tab('discounts.ts').and(page.locator('[aria-selected="true"]')).waitFor();
  await page.mouse.move(0, 0);
  await picture('frame');
  // One page in front is what the next steps look at.
  await workbench.runCommand('View: Close All Editors');
}

/**
 * Opens Deskside again while its desks cannot be reached, in a narrow sidebar.
 * @param {import('./vscode/workbench.mjs').Workbench} workbench whose desks were read already
 * @param {() => Promise<void>} disconnect
 * @param {(name: string) => Promise<void>} picture
 */
export async function walkOffline(workbench, disconnect, picture) {
  const person = new Newcomer(workbench);
  await workbench.showContainer('Deskside');
  await workbench.page.mouse.move(0, 0);
  await workbench.row(/^Pressing\s*\d+/).waitFor();
  await picture('views');
  await disconnect();
  await workbench.runCommand('Deskside: Refresh');
  for (const desk of Object.values(desks)) {
    await person.deskRow(desk).filter({ hasText: 'Could not be reached' }).waitFor();
  }
  await person.openList(desks.readydesk, 'My Tickets');
  await person.rowBelow(desks.readydesk, 'Could not be reached');
  await picture('offline');
  await (await person.rowBelow('Could not be reached', '#')).click();
  const panel = await person.ticket();
  await panel.getByRole('textbox').fill('Written on a train');
  await panel.locator('.note').getByRole('button', { name: 'Add Note' }).click();
  await panel.getByText('Note stands in the conversation').waitFor();
  await picture('note-to-undo');
  await panel.getByRole('button', { name: 'Send Now' }).click();
  await workbench.row(/^#\d+ Note/).waitFor();
  await picture('outbox');
}
