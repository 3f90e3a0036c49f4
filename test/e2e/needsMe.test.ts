import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { themes } from '../../scripts/vscode/workbench.mjs';
import { pressItem } from './contextMenu.ts';
import { eventually } from './eventually.ts';
import { withVsCode } from './harness.ts';

describe('Needs Me in the workbench', () => {
  const person = withVsCode({ connected: true, viewport: { width: 1280, height: 900 } });
  let newcomer: Newcomer;

  const { picture } = person;

  before(async () => {
    newcomer = new Newcomer(person.workbench);
    await newcomer.showDesks();
  });

  it('says of each ticket why it needs the user, first what is most pressing', async () => {
    await newcomer.openList(desks.teamsupport, 'Needs Me');
    const first = await newcomer.rowBelow('Needs Me', '#');
    await first.getByText(/Was due|Due in|Customer waiting|Unanswered/).waitFor();
    await picture('needs-me');
    const { page } = person.workbench;
    const card = page.locator('.monaco-hover').getByText(/ago|in \d/);
    // Rows that are drawn anew meanwhile take their card with them.
    await eventually('its card', async () => {
      await page.mouse.move(700, 400);
      await first.hover();
      return card
        .first()
        .waitFor({ timeout: 3_000 })
        .then(
          () => true,
          () => false,
        );
    });
    await picture('needs-me-card');
    await page.keyboard.press('Escape');
  });

  it('leaves out what is muted, and has it back', async () => {
    const { page } = person.workbench;
    const first = await newcomer.rowBelow('Needs Me', '#');
    const number = /#\d+/.exec((await first.textContent()) ?? '')?.[0];
    assert.ok(number);
    await first.click({ button: 'right' });
    await pressItem(page, 'Mute Ticket');
    await page.locator('.statusbar').getByText(`Muted: ${number}`).waitFor();
    await newcomer.openList(desks.teamsupport, 'Needs Me', false);
    await newcomer.openList(desks.teamsupport, 'My Tickets');
    const muted = page.locator('.sidebar [role="treeitem"]', { hasText: number }).filter({ hasText: 'muted' });
    await muted.waitFor();
    await picture('needs-me-muted');
    await muted.click({ button: 'right' });
    await pressItem(page, 'Unmute Ticket');
    await muted.waitFor({ state: 'detached' });
    await newcomer.openList(desks.teamsupport, 'My Tickets', false);
    await newcomer.openList(desks.teamsupport, 'Needs Me');
    await newcomer.rowBelow('Needs Me', number);
  });

  it('looks as the theme wants it', async function () {
    if (!process.env.DESKSIDE_PICTURES) return this.skip();
    await newcomer.openTicket(/#\d+ /);
    const classes = { dark: 'vs-dark', light: 'vs', hc: 'hc-black', hclight: 'hc-light' };
    await mkdir(path.join(person.workspace, '.vscode'), { recursive: true });
    for (const [name, theme] of Object.entries(themes)) {
      await writeFile(
        path.join(person.workspace, '.vscode', 'settings.json'),
        JSON.stringify({ 'workbench.colorTheme': theme }),
      );
      await person.workbench.page.locator(`.monaco-workbench.${classes[name as keyof typeof classes]}`).waitFor();
      await picture(`needs-me-${name}`);
    }
  });
});
