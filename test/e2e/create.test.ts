import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { inRoot } from '../../scripts/places.mjs';
import { pressItem } from './contextMenu.ts';
import { withVsCode } from './harness.ts';

describe('ways to create a ticket through the workbench', () => {
  const person = withVsCode({
    connected: true,
    viewport: { width: 1280, height: 1000 },
    // A terminal is drawn as text, not as a picture of it.
    settings: { 'terminal.integrated.gpuAcceleration': 'off' },
    beside: inRoot('test/e2e/failingTest'),
  });

  before(async () => {
    const { workbench } = person;
    const file = (name: string, text: string) => writeFileSync(`${person.workspace}/${name}`, text);
    file('notes.txt', 'First line\n# TODO: write the summary\nLast line\n');
    file('prices.json', '{\n  "currency": "EUR",\n  "rate": oops\n}\n');
    file('sum.test.txt', 'Sums\nrounds half up\nadds up to the cent\n');
    await workbench.showContainer('Deskside');
    for (const desk of Object.values(desks)) await new Newcomer(workbench).deskRow(desk).waitFor();
  });

  /** The description in the form in front. */
  const described = async () =>
    (await person.workbench.webview().getByRole('textbox', { name: 'Description' }).inputValue()).trimEnd();
  /**
   * Does what opens a form. What has only just happened may not be offered yet, and a click on a menu that has only just
   * opened goes nowhere: a person would try again.
   */
  const untilForm = async (act: () => Promise<unknown>) => {
    const { workbench } = person;
    const opens = () =>
      workbench
        .tab('New Ticket')
        .waitFor({ timeout: 15_000 })
        .then(
          () => true,
          () => false,
        );
    for (let tries = 1; ; tries++) {
      const acted = await act().then(
        () => true,
        () => false,
      );
      if (acted && (await opens())) return;
      assert.ok(tries < 6, 'no form opens');
      await workbench.page.keyboard.press('Escape');
    }
  };
  /** Chooses from the context menu of a place in the page. */
  const choose = ([x, y]: readonly [number, number], label: string) =>
    untilForm(async () => {
      const { page } = person.workbench;
      await page.mouse.click(x, y, { button: 'right' });
      await pressItem(page, label);
    });
  /** Takes a quick fix at the end of a line of the file in front. */
  const quickFix = (line: number, title: string) =>
    untilForm(async () => {
      const { page } = person.workbench;
      await page.locator('.editor-instance .view-lines').click({ timeout: 5_000 });
      await page.keyboard.press('Control+Home');
      for (let at = 1; at < line; at++) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('End');
      await page.keyboard.press('Control+.');
      await page.locator('.action-widget').getByText(title).click({ timeout: 5_000 });
    });
  const placeOf = async (one: Locator) => {
    await one.waitFor();
    const place = await one.boundingBox();
    assert.ok(place);
    return [place.x + 40, place.y + place.height / 2] as const;
  };

  /** Chooses a customer in the form in front, creates the ticket, and answers its number. */
  const create = async (subject: string) => {
    const { workbench } = person;
    const form = workbench.webview();
    const whom = form.getByRole('combobox', { name: 'Customer' });
    await whom.fill('Anna');
    await form.getByRole('option').filter({ hasText: 'Anna' }).first().click();
    assert.equal(await form.getByRole('textbox', { name: 'Subject' }).inputValue(), subject);
    await form.getByRole('button', { name: 'Create Ticket' }).click();
    const tab = workbench.tab(new RegExp(`#\\d+ ${subject.slice(0, 15)}`));
    await tab.waitFor();
    const [, number = ''] = /#(\d+)/.exec((await tab.textContent()) ?? '') ?? [];
    return number;
  };

  it('takes the quick fix at a TODO comment, which gets the number', async () => {
    const { workbench } = person;
    const { page } = workbench;
    await workbench.openFile('notes.txt');
    await quickFix(2, 'Create Ticket from TODO');
    const number = await create('write the summary');
    await workbench.tab('notes.txt').click();
    await page.locator('.editor-instance .view-lines').getByText(`# TODO #${number}: write the summary`).waitFor();
  });

  it('takes the quick fix at a problem that the editor itself found', async () => {
    const { workbench } = person;
    const { page } = workbench;
    await workbench.openFile('prices.json');
    await page.locator('.editor-instance .squiggly-error').first().waitFor();
    await quickFix(3, 'Create Ticket from Problem');
    assert.match(
      await described(),
      /^Error \(json \d+\): Value expected\n\nprices\.json, line 3:\n\n {2}"rate": oops$/,
    );
    await create('Value expected');
    await workbench.webview().getByText('"rate": oops').first().waitFor();
  });

  it('makes one of what is selected in a terminal', async () => {
    const { workbench } = person;
    const { page } = workbench;
    await workbench.runCommand('Terminal: Create New Terminal');
    const terminal = page.locator('.terminal-wrapper.active .xterm');
    await terminal.waitFor();
    const line = terminal.locator('.xterm-rows > div').filter({ hasText: /^Error: no such file: totals\.csv/ });
    await terminal.locator('textarea').focus();
    // What is typed before the shell is there is kept for it.
    await page.keyboard.type("printf 'Error: no such file: %s\\n' totals.csv\n");
    await untilForm(async () => {
      const place = await placeOf(line);
      await page.mouse.click(...place, { clickCount: 3 });
      await page.mouse.click(...place, { button: 'right' });
      await pressItem(page, 'Create Ticket from Terminal Selection…');
    });
    assert.match(await described(), /^Terminal \w+:\n\nError: no such file: totals\.csv$/);
    await create('Error: no such file: totals.csv');
    await workbench.runCommand('Terminal: Kill All Terminals');
  });

  it('makes one of a test that failed, with what it said where the editor tells that', async () => {
    const { workbench } = person;
    await workbench.runCommand('Test: Run All Tests');
    const rowOf = async (words: string) => {
      await workbench.runCommand('Test Results: Focus on Test Results View');
      const rows = workbench.page.locator('.test-output-peek-tree').getByRole('treeitem');
      return placeOf(rows.filter({ hasText: words }));
    };
    // A test with one message has no row of its own for that.
    await choose(await rowOf('rounds half up'), 'Create Ticket from Problem…');
    assert.equal(await described(), 'rounds half up · sum.test.txt, line 2:\n\nrounds half up');
    await create('Test fails: rounds half up');
    await choose(await rowOf('The sums differ.'), 'Create Ticket from Problem…');
    const said = 'The sums differ.\n\nExpected:\n\n19.99\n\nActual:\n\n20.00';
    assert.equal(await described(), `adds up to the cent · sum.test.txt, line 3\n\n${said}`);
    await create('Test fails: adds up to the cent');
  });

  it('goes on with a form after the window was reloaded', async () => {
    const { workbench } = person;
    await workbench.runCommand('Deskside: Create Ticket…');
    const form = workbench.webview();
    // The panel of the last ticket, which has a button of this name, may be what is seen for a moment more.
    await form.getByRole('textbox', { name: 'Subject' }).fill('Half a sentence — ünï');
    await form.getByRole('textbox', { name: 'Description' }).fill('More of it');
    await workbench.runCommand('Developer: Reload Window');
    await workbench.tab('New Ticket').waitFor();
    const again = workbench.webview();
    await again.getByText(/^This was begun /).waitFor();
    assert.equal(await again.getByRole('textbox', { name: 'Subject' }).inputValue(), 'Half a sentence — ünï');
    assert.equal(await again.getByRole('textbox', { name: 'Description' }).inputValue(), 'More of it');
    await create('Half a sentence — ünï');
  });
});
