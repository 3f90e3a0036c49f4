import assert from 'node:assert/strict';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { themes } from '../../scripts/vscode/workbench.mjs';
import { withVsCode } from './harness.ts';

describe('the walkthrough', () => {
  const person = withVsCode({ viewport: { width: 1400, height: 900 } });
  let newcomer: Newcomer;
  const picture = async (name: string) => {
    const { DESKSIDE_PICTURES: folder } = process.env;
    if (folder) await person.workbench.screenshot(folder, name);
  };
  const page = () => person.workbench.page.locator('.gettingStartedContainer');
  const step = (name: string) =>
    page()
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .first();
  const taken = (name: string) =>
    page().locator('.getting-started-step').filter({ hasText: name }).locator('.step-done.complete');
  const back = () => person.workbench.tab(/Walkthrough|Your Help Desk/).click();

  before(() => {
    newcomer = new Newcomer(person.workbench);
  });

  it('opens from the view of a newcomer, with a picture of each step', async () => {
    const { workbench } = person;
    await workbench.showContainer('Deskside');
    await workbench.page.locator('.sidebar .welcome-view').getByRole('link', { name: 'See how it works' }).click();
    const names = [
      'Connect your help desk',
      'Find your tickets',
      'Read a ticket',
      'Answer it',
      'Log your time',
      'Link it to code',
    ];
    for (const name of names) {
      await step(name).click();
      const shown = page().locator('.getting-started-media img:visible');
      await shown.waitFor();
      await workbench.page.waitForFunction(
        image => image instanceof HTMLImageElement && image.naturalWidth > 300,
        await shown.elementHandle(),
      );
      assert.ok(await shown.getAttribute('alt'));
      await picture(name.toLowerCase().replaceAll(' ', '-'));
    }
    assert.equal(await page().locator('.step-done.complete').count(), 0);
  });

  it('leads to a sample desk, and follows what the newcomer does', async () => {
    await step('Connect your help desk').click();
    await page().getByRole('button', { name: 'Try the Sample Desk' }).click();
    for (const desk of Object.values(desks)) await newcomer.deskRow(desk).waitFor();
    await taken('Connect your help desk').waitFor();

    await newcomer.openList(desks.teamsupport, 'My Tickets');
    await taken('Find your tickets').waitFor();
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
    for (const name of ['Read a ticket', 'Answer it', 'Log your time']) await taken(name).waitFor();
    assert.equal(await taken('Link it to code').count(), 0);
    await picture('most-steps-taken');
  });

  for (const theme of ['dark', 'hc', 'hclight'] as const) {
    it(`has pictures that are seen in the theme ${theme}`, async () => {
      const { workbench } = person;
      await workbench.runCommand('Preferences: Color Theme');
      await workbench.pick(themes[theme]);
      await back();
      await step('Find your tickets').click();
      const shown = page().locator('.getting-started-media img:visible');
      await shown.waitFor();
      assert.match((await shown.getAttribute('src')) ?? '', /browse\.webp/);
      await picture(`theme-${theme}`);
    });
  }
});
