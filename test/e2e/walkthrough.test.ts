import assert from 'node:assert/strict';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { withVsCode } from './harness.ts';

describe('the walkthrough', () => {
  const person = withVsCode({ viewport: { width: 1400, height: 900 } });
  let newcomer: Newcomer;
  const { picture } = person;
  const page = () => person.workbench.page.locator('.gettingStartedContainer');
  const stepRow = (name: string) => page().locator('button.getting-started-step').filter({ hasText: name });
  const taken = (name: string) => stepRow(name).locator('[data-done-step-id][aria-checked="true"]');
  const unfold = async (name: string) => {
    if ((await stepRow(name).getAttribute('aria-expanded')) !== 'true') await stepRow(name).locator('h3').click();
    await stepRow(name).and(page().locator('[aria-expanded="true"]')).waitFor();
  };
  const back = () => person.workbench.tab('Welcome').click();

  before(() => {
    newcomer = new Newcomer(person.workbench);
  });

  it('opens from the view of a newcomer, with a picture of each step', async () => {
    const { workbench } = person;
    await workbench.showContainer('Deskside');
    await workbench.page.locator('.sidebar .welcome-view').getByText('See how it works', { exact: true }).click();
    const names = [
      'Connect your help desk',
      'Find your tickets',
      'Read a ticket',
      'Answer it',
      'Log your time',
      'Link it to code',
    ];
    for (const name of names) {
      await unfold(name);
      const shown = page().locator('.getting-started-media img:visible');
      await shown.waitFor();
      await workbench.page.waitForFunction(
        image => image instanceof HTMLImageElement && image.naturalWidth > 300,
        await shown.elementHandle(),
      );
      assert.ok(await shown.getAttribute('alt'));
      assert.doesNotMatch((await page().textContent()) ?? '', /`/, 'a mark of Markdown is no mark in a walkthrough');
      await picture(name.toLowerCase().replaceAll(' ', '-'));
    }
    assert.equal(await page().locator('[data-done-step-id][aria-checked="true"]').count(), 0);
  });

  it('leads who has no desk yet to connecting one, and ticks nothing off for that', async () => {
    const { workbench } = person;
    await unfold('Find your tickets');
    await page().getByRole('button', { name: 'Search Tickets…' }).click();
    await workbench.quickInput.getByText('Connect a Help Desk').first().waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.quickInput.waitFor({ state: 'hidden' });
    assert.equal(await page().locator('[data-done-step-id][aria-checked="true"]').count(), 0);
  });

  it('leads to a sample desk, and follows what the newcomer does', async () => {
    await unfold('Connect your help desk');
    await page().getByRole('button', { name: 'Try the Sample Desk' }).click();
    for (const desk of Object.values(desks)) await newcomer.deskRow(desk).waitFor();
    await taken('Connect your help desk').waitFor();

    await newcomer.openList(desks.teamsupport, 'My Tickets');
    await (await newcomer.rowBelow(desks.teamsupport, '#')).click();
    const panel = await newcomer.ticket();
    await panel.getByText('Internal Note', { exact: true }).first().click();
    await panel.getByRole('textbox').first().fill('Looked at it.');
    await panel
      .locator('.note')
      .getByRole('button', { name: /^Save Internal Note/i })
      .click();
    await newcomer.logTime({ duration: '20m', notes: 'Looked', total: '20 min', sees: 'Internal' });
    await back();
    for (const name of ['Find your tickets', 'Read a ticket', 'Answer it', 'Log your time'])
      await taken(name).waitFor();
    assert.equal(await taken('Link it to code').count(), 0);
    // The time waits for the note, which can still be taken back: nothing to be told of in a message.
    assert.equal(await person.workbench.page.locator('.notification-toast:visible').count(), 0);
    await picture('most-steps-taken');
  });
});
