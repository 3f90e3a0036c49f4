import assert from 'node:assert/strict';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { withVsCode } from './harness.ts';

describe('a newcomer', () => {
  const person = withVsCode();

  it('finds Deskside in the activity bar, and what to do first', async () => {
    await person.workbench.showContainer('Deskside');
    const button = person.workbench.welcomeButton('Try the Sample Desk');
    await button.waitFor();
    assert.ok(await button.isEnabled());
  });

  it('tries the sample desk with one click, and reads a ticket of each system', async () => {
    const newcomer = new Newcomer(person.workbench);
    await newcomer.trySampleDesk();
    for (const desk of Object.values(desks)) {
      await newcomer.openList(desk, 'My Tickets');
      const row = await newcomer.rowBelow(desk, '#');
      const [number = ''] = /#\d+/.exec((await row.textContent()) ?? '') ?? [];
      await row.click();
      await person.workbench.tab(new RegExp(`${number} `)).waitFor();
      const panel = await newcomer.ticket();
      await panel.getByRole('heading', { name: number }).first().waitFor();
      await newcomer.openList(desk, 'My Tickets', false);
    }
  });
});
