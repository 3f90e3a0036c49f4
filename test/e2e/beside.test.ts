import assert from 'node:assert/strict';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { withVsCode } from './harness.ts';

describe('beside the ticket, in the workbench', () => {
  const person = withVsCode({ connected: true, viewport: { width: 1280, height: 1000 } });
  let newcomer: Newcomer;

  before(async () => {
    newcomer = new Newcomer(person.workbench);
    await newcomer.showDesks();
  });

  /** Waits until the tab in front is that of a ticket. */
  const front = (number: string) => {
    const { page } = person.workbench;
    const active = page.locator('.tabs-container [role="tab"][aria-selected="true"]');
    return active.filter({ hasText: new RegExp(`#${number} `) }).waitFor();
  };
  const open = async (desk: string, number: string) => {
    const { workbench } = person;
    await workbench.runCommand('Deskside: Open Ticket by Number…');
    await workbench.quickInput.getByText('Ticket number').first().waitFor();
    await workbench.type(number);
    await workbench.accept();
    // Each desk has a ticket of this number.
    await workbench.quickInput.getByRole('option').filter({ hasText: desk }).click();
    await front(number);
    return newcomer.ticket();
  };

  for (const [desk, own] of [
    [desks.readydesk, '1042'],
    [desks.teamsupport, '1015'],
  ] as const) {
    it(`${desk}: another ticket of the customer is opened from their card`, async () => {
      await open(desk, own);
      const card = await newcomer.unfoldCustomer();
      const other = card
        .getByRole('region', { name: /^Other tickets/ })
        .getByRole('button')
        .first();
      const number = /#(\d+)/.exec((await other.textContent()) ?? '')?.[1];
      assert.ok(number && number !== own);
      await other.click();
      await front(number);
      await (await newcomer.ticket())
        .getByRole('heading', { name: `#${number}` })
        .first()
        .waitFor();
    });

    it(`${desk}: an article joins what is written`, async () => {
      const panel = await open(desk, own);
      const box = panel.getByRole('textbox');
      await box.fill('Hello,');
      await newcomer.searchArticles('voucher');
      await person.workbench.accept();
      await panel.getByText('Text inserted').waitFor();
      const text = await box.inputValue();
      assert.match(text, /^Hello,\n\n.*voucher/i);
      assert.doesNotMatch(text, /<[a-z]/i);
      await box.fill('');
    });

    it(`${desk}: a changed field is in the panel at once`, async () => {
      const panel = await open(desk, own);
      const row = panel.locator('.rows > div', { hasText: /^\s*Status/ }).first();
      const before = await row.locator('dd').textContent();
      const change = panel.getByRole('button', { name: 'Change Status' });
      await change.press('Enter');
      const options = panel.getByRole('option', { selected: false });
      await options.first().waitFor();
      const other = (await options.first().locator('bdi').textContent()) ?? '';
      assert.ok(other && !before?.includes(other));
      await person.workbench.page.keyboard.type(other);
      await person.workbench.accept();
      await row.locator('dd .value', { hasText: other }).waitFor();
      // Who works with the keyboard goes on from there.
      await panel.locator(':focus').and(change).waitFor();
    });
  }
});
