import assert from 'node:assert/strict';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { withVsCode } from './harness.ts';

describe('a timer in the workbench', () => {
  const person = withVsCode({ connected: true, viewport: { width: 1280, height: 1000 } });
  let newcomer: Newcomer;
  let number: string;

  /** The timer in the status bar, by what it says to screen readers. */
  const bar = (words: RegExp) => person.workbench.page.locator('.statusbar').getByRole('button', { name: words });

  before(async () => {
    newcomer = new Newcomer(person.workbench);
    await newcomer.showDesks();
  });

  it('starts from a row, and stands in the status bar', async () => {
    const { page } = person.workbench;
    await bar(/^No timer runs/).waitFor();
    await newcomer.openList(desks.teamsupport, 'My Tickets');
    const row = await newcomer.rowBelow(desks.teamsupport, '#');
    number = /#(\d+)/.exec((await row.textContent()) ?? '')?.[1] ?? '';
    assert.ok(number);
    await row.hover();
    await row.getByRole('button', { name: 'Start Timer' }).click();
    await page.mouse.move(0, 0);
    await bar(new RegExp(`^Timer on #${number} .*: 0 min, since `)).waitFor();
  });

  it('outlasts a reload of the window', async () => {
    const { workbench } = person;
    await workbench.runCommand('Developer: Reload Window');
    await workbench.page.locator('.monaco-workbench .statusbar').waitFor();
    await bar(new RegExp(`^Timer on #${number} .*: \\d min, since `)).waitFor();
  });

  it('is paused and goes on from the keyboard, and is stopped into the question how long', async () => {
    const { workbench } = person;
    const { page, quickInput } = workbench;
    await workbench.runCommand('Deskside: Pause Timer');
    await bar(new RegExp(`^Timer on #${number} .*: Paused at `)).waitFor();
    await page.keyboard.press('Control+Alt+d');
    await page.keyboard.press('p');
    await bar(new RegExp(`^Timer on #${number} .*: \\d min, since `)).waitFor();
    await bar(new RegExp(`^Timer on #${number}`)).click();
    await quickInput.getByRole('option', { name: 'Stop Timer and Log Time…' }).waitFor();
    await workbench.pick('Stop Timer and Log Time…');
    await quickInput.getByText(/^Logs \d min, begun /).waitFor();
    await workbench.type('9:30');
    await quickInput.getByText('Logs 9 h 30 min').waitFor();
    await workbench.type('1h 5m');
    await quickInput.getByText('Logs 1 h 5 min').waitFor();
    await workbench.accept();
    await quickInput.getByText('What was done').first().waitFor();
    await workbench.type('Followed the refund');
    await workbench.accept();
    await quickInput.getByRole('option', { name: /^Internal/ }).waitFor();
    await workbench.accept();
    await bar(/^No timer runs/).waitFor();
  });

  it('leaves what was logged in the Time view', async () => {
    const { workbench } = person;
    await workbench.runCommand('Deskside: Focus on Time View');
    await workbench.row(/^Today\s*1 h 5 min/).waitFor();
    await workbench.row(/^1 h 5 min · #\d+\s*Followed the refund/).waitFor();
  });
});
