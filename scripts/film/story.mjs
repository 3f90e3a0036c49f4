// What the film of the README shows: the first minutes with the sample desk.
import { desks, Newcomer } from '../newcomer.mjs';

/** What finds open tickets whose trace is of the sample workspace's code, and the line of it that is clicked. */
const search = 'is:open orderService.ts';
const line = /orderService\.ts:\d+/;

/**
 * @param {import('../vscode/workbench.mjs').Workbench} workbench with no desk yet
 * @param {import('./camera.mjs').Camera} camera
 */
export async function play(workbench, camera) {
  const { page, quickInput } = workbench;
  const person = new Newcomer(workbench);
  await workbench.showContainer('Deskside');
  await page.mouse.move(0, 0);
  await workbench.welcomeButton('Try the Sample Desk').waitFor();
  await camera.say('Try it with no account: the sample desk is built in');
  await camera.frame(1600);
  await camera.click(workbench.welcomeButton('Try the Sample Desk'));
  for (const desk of Object.values(desks)) await person.deskRow(desk).waitFor();
  await workbench.row(/^Unassigned\s*\d+/).waitFor();
  await camera.frame(1200);

  await camera.say('Browse your tickets beside the code');
  await camera.point(await person.rowBelow(desks.readydesk, 'My Tickets'));
  await person.openList(desks.readydesk, 'My Tickets');
  await person.rowBelow(desks.readydesk, '#');
  await camera.frame(1500);

  await camera.say('Search all desks while you type, offline too');
  await workbench.runCommand('Deskside: Search Tickets…');
  await quickInput.locator('input.input').waitFor();
  await camera.frame(500);
  await camera.type(search);
  const found = quickInput.getByRole('option', { name: /^#\d+ / }).first();
  await found.waitFor();
  await camera.frame(1400);

  await camera.say('Read the ticket and its conversation in a panel');
  await camera.click(found);
  const panel = await person.ticket();
  const trace = panel.locator('deskside-text .frame', { hasText: line }).first();
  await trace.waitFor();
  await camera.frame(2000);

  await camera.say('Stack traces lead to the line where the code is now');
  await camera.click(trace);
  await workbench.tab('orderService.ts').waitFor();
  await page
    .locator('.statusbar')
    .getByText(/^Ln \d+, Col/)
    .waitFor();
  await camera.frame(2200);

  await camera.say('Count the time while you work');
  await camera.click(workbench.tab(/^#\d+ /));
  await person.ticket();
  await workbench.runCommand('Deskside: Start Timer');
  const bar = page.locator('.statusbar').getByRole('button', { name: /^Timer on #/ });
  await bar.waitFor();
  await camera.point(bar);
  await camera.frame(1300);

  await camera.say('Answer: what you write is kept, and sent once');
  const reply = panel.getByText('Reply to Customer', { exact: true }).first();
  // On ReadyDesk there is one kind of note.
  if (await reply.isVisible()) await camera.click(reply);
  await camera.click(panel.getByRole('textbox'));
  await camera.type('Thank you, we have found it. The next release has the fix.');
  await camera.frame(900);
  await camera.click(panel.locator('.note').getByRole('button', { name: /^(Reply to .+|Add Note)$/ }));
  await panel.getByText('Undo').first().waitFor();
  await camera.frame(2000);

  await camera.say('Log the time as you would say it');
  await workbench.runCommand('Deskside: Log Time…');
  await quickInput.getByText('How long').first().waitFor();
  await camera.type('1h 20m');
  await quickInput.getByText(/^Logs /).waitFor();
  await camera.frame(1600);
  await page.keyboard.press('Escape');
  await camera.say('Deskside: ReadyDesk and TeamSupport in VS Code');
  await camera.frame(2500);
}
