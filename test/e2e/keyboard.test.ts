import assert from 'node:assert/strict';
import type { Workbench } from '../../scripts/vscode/workbench.mjs';
import { eventually } from './eventually.ts';
import { withVsCode } from './harness.ts';
import { focusedName, pageInFront } from './pages.ts';

/** Somebody without a mouse: presses keys, and knows what is said of where the focus is. */
class Keys {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#workbench.page.keyboard.press(key);
  }

  async type(words: string): Promise<void> {
    await this.#workbench.page.keyboard.type(words);
  }

  /** The commands of Deskside have keys that begin alike. */
  async chord(key: string): Promise<void> {
    await this.press('Control+Alt+d', key);
  }

  /** Runs a command of the palette. */
  async run(title: string): Promise<void> {
    for (let tries = 0; tries < 6; tries++) {
      await this.#workbench.openPalette();
      await this.type(title);
      // What opens meanwhile takes the focus, and with it the palette.
      if (await this.#chosen(title)) {
        await this.press('Enter');
        await this.#workbench.quickInput.getByRole('option', { name: title }).first().waitFor({ state: 'hidden' });
        return;
      }
      await this.press('Escape');
    }
    assert.fail(`${title} is not in the palette`);
  }

  /** Waits until a question is asked that says this. */
  async asked(words: string | RegExp): Promise<void> {
    await this.#workbench.quickInput.getByText(words).first().waitFor();
  }

  /** Whether the row of the quick input that Enter takes becomes this one. */
  async #chosen(words: string): Promise<boolean> {
    const row = this.#workbench.quickInput
      .locator('.monaco-list-row.focused')
      .filter({ has: this.#workbench.page.locator('.label-name').getByText(words, { exact: true }) });
    return row.waitFor({ timeout: 10_000 }).then(
      () => true,
      () => false,
    );
  }

  /** The row of the tree that has the focus, as it is read out; nothing while none has it. */
  async row(): Promise<string> {
    const row = this.#workbench.page.locator('.sidebar .monaco-list:focus .monaco-list-row.focused');
    return (await row.count()) === 0 ? '' : ((await row.first().getAttribute('aria-label')) ?? '');
  }

  /** Goes down the tree to a row. */
  async downTo(words: RegExp): Promise<void> {
    await eventually('the tree to have the focus', async () => (await this.row()) !== '');
    for (let steps = 0; steps < 80; steps++) {
      if (words.test(await this.row())) return;
      const before = await this.row();
      await this.press('ArrowDown');
      await eventually('the next row', async () => (await this.row()) !== before).catch(() => undefined);
    }
    assert.fail(`there is no row ${words}; the last is ${await this.row()}`);
  }

  /** What has the focus in the page in front, as it is called. */
  async inPage(): Promise<string> {
    return (await pageInFront(this.#workbench)).evaluate(focusedName);
  }

  /** Goes through the page in front with Tab until something has the focus that is called so. */
  async tabTo(words: RegExp, key = 'Tab'): Promise<void> {
    const seen: string[] = [];
    for (let steps = 0; steps < 80; steps++) {
      await this.press(key);
      const name = await this.inPage();
      if (words.test(name)) return;
      seen.push(name);
    }
    assert.fail(`Tab does not get to ${words}, but to ${seen.join(' | ')}`);
  }

  /** Waits until this is said to who does not see it. */
  async hears(words: RegExp): Promise<void> {
    await this.#workbench.webview().locator('[aria-live]').getByText(words).waitFor({ state: 'attached' });
  }
}

/** In every page: counts what a mouse does. */
function countMouse(): void {
  const counted = window as unknown as { mouse?: number };
  counted.mouse = 0;
  window.addEventListener('pointerdown', () => (counted.mouse = (counted.mouse ?? 0) + 1), true);
}

describe('the main job by the keyboard alone, in the workbench', function () {
  // Each goes on where the one before it ended.
  this.bail(true);
  const person = withVsCode({ viewport: { width: 1280, height: 900 }, settings: { 'deskside.sendDelay': 60 } });
  let keys: Keys;
  let number: string;

  before(async () => {
    const { page } = person.workbench;
    keys = new Keys(person.workbench);
    await page.context().addInitScript(countMouse);
    await page.evaluate(countMouse);
  });
  after(async () => {
    const { page } = person.workbench;
    for (const frame of page.frames()) {
      const count = await frame.evaluate(() => (window as unknown as { mouse?: number }).mouse).catch(() => 0);
      assert.ok(!count, 'the mouse was used');
    }
  });

  const bar = (words: RegExp) => person.workbench.page.locator('.statusbar').getByRole('button', { name: words });
  const panel = () => person.workbench.webview();

  it('connects the sample desk, and goes to a ticket', async () => {
    const { workbench } = person;
    await keys.run('Deskside: Try the Sample Desk');
    await workbench.row('Sample TeamSupport').waitFor();
    await workbench.row(/^Unassigned\s*\d+/).waitFor();
    await keys.run('Deskside: Focus on Tickets View');
    await keys.press('Home');
    await keys.downTo(/^Sample TeamSupport/);
    await keys.downTo(/^My Tickets/);
    await keys.press('ArrowRight');
    await workbench.row(/^#\d/).waitFor();
    await keys.downTo(/^Ticket \d+/);
    const [, found = ''] = /^Ticket (\d+), (.+)/.exec(await keys.row()) ?? [];
    number = found;
    await keys.press('Enter');
    await workbench.tab(new RegExp(`^#${number} `)).waitFor();
    await panel().getByRole('heading', { name: 'Conversation' }).waitFor();
  });

  it('replies, and hears what became of it', async () => {
    await keys.chord('r');
    await eventually('the note to have the focus', async () => /Note|Reply/.test(await keys.inPage()));
    await keys.press('Shift+Tab');
    assert.equal(await keys.inPage(), 'Internal Note');
    await keys.press('ArrowLeft');
    await eventually('a reply to be chosen', async () => (await keys.inPage()) === 'Reply to Customer');
    await keys.press('Tab');
    await keys.type('It is mended since noon.');
    await keys.press('Control+Enter');
    await panel().getByRole('list', { name: 'Not in the conversation yet' }).getByText('mended since noon').waitFor();
    // The note is beneath what waits.
    await eventually('the note to have the focus', async () => /Note|Reply/.test(await keys.inPage()));
    await keys.tabTo(/^Send Now$/, 'Shift+Tab');
    await keys.press('Enter');
    await panel().locator('.entries:not(.pending)').getByText('mended since noon').waitFor();
    await keys.hears(/Reply to Customer: sent\./);
    assert.notEqual(await keys.inPage(), '');
  });

  it('changes the status in its place, and takes it back', async () => {
    await keys.tabTo(/^Change Status$/);
    await keys.press('Enter');
    await panel().getByRole('option').first().waitFor();
    await keys.press('ArrowDown', 'Enter');
    await keys.hears(/Status: sent\./);
    await eventually('the field to have the focus', async () => (await keys.inPage()) === 'Change Status');
    await keys.tabTo(/^Undo$/);
    await keys.press('Enter');
    await eventually('the focus to stay in the page', async () => (await keys.inPage()) !== '');
  });

  const saysWhatWasDone = async (words: string) => {
    await keys.asked('What was done');
    await keys.type(words);
    await keys.press('Enter');
    await keys.asked('Internal');
    await keys.press('Enter');
  };

  it('logs time', async () => {
    await keys.chord('l');
    await keys.asked('How long');
    await keys.type('25m');
    await keys.asked(/^Logs 25 min/);
    await keys.press('Enter');
    await saysWhatWasDone('Looked into it');
    await panel().getByRole('region', { name: 'Time' }).getByText('25 min').first().waitFor();
  });

  it('starts a timer, and stops it', async () => {
    await keys.chord('t');
    await bar(new RegExp(`^Timer on #${number} `)).waitFor();
    await keys.chord('x');
    await keys.asked(/^Logs \d min/);
    await keys.press('Control+a');
    await keys.type('5m');
    await keys.asked(/^Logs 5 min/);
    await keys.press('Enter');
    await saysWhatWasDone('And mended it');
    await bar(/^No timer runs/).waitFor();
  });

  it('creates a ticket', async () => {
    await keys.chord('n');
    await person.workbench.tab('New Ticket').waitFor();
    await eventually('the subject to have the focus', async () => /^Subject/.test(await keys.inPage()));
    await keys.type('Labels are printed twice');
    await keys.tabTo(/^Customer/);
    await keys.type('Anna');
    await panel().getByRole('listbox', { name: 'Customers' }).getByRole('option').first().waitFor();
    await keys.press('Enter');
    await keys.tabTo(/^Create Ticket$/);
    await keys.press('Enter');
    await person.workbench.tab(/^#\d+ Labels are printed/).waitFor();
    await panel().getByRole('heading', { name: 'Conversation' }).waitFor();
  });

  it('looks through the week, and what a day holds', async () => {
    await keys.run('Deskside: Show Timesheet');
    await panel().locator('td button.cell').first().waitFor();
    await keys.tabTo(/^0:30, /);
    await keys.press('Enter');
    await panel().getByText('Looked into it').waitFor();
    await keys.tabTo(/^Previous week$/, 'Shift+Tab');
    await keys.press('Enter');
    await keys.hears(/, \d+ (?:h|min)/);
  });

  it('goes through the overview, and opens what a value counts', async () => {
    await keys.run('Deskside: Show Overview');
    await panel().locator('.tiles').waitFor();
    await keys.tabTo(/^7 days$/);
    await keys.press('Enter');
    await keys.hears(/: \d+ opened, \d+ closed\.$/);
    await keys.tabTo(/^Open by Age, chart$/);
    const told = async () =>
      (await pageInFront(person.workbench)).evaluate(() => {
        const id = document.activeElement?.getAttribute('aria-activedescendant') ?? '';
        return document.getElementById(id)?.textContent ?? '';
      });
    await keys.press('Home');
    // Bars that lie are gone through downwards, others to the right.
    while (!/: [1-9]/.test(await told())) await keys.press('ArrowRight', 'ArrowDown');
    await keys.press('Enter');
    await person.workbench.quickInput.locator('.monaco-list-row').filter({ hasText: '#' }).first().waitFor();
    await keys.press('Escape');
    await eventually('the chart to have the focus', async () => (await keys.inPage()).startsWith('Open by Age'));
  });

  it('links code to the ticket', async () => {
    const { workbench } = person;
    const file = workbench.quickInput.getByRole('option').filter({ hasText: 'retry.ts' }).first();
    await eventually('the file', async () => {
      await keys.press('Control+p');
      await workbench.quickInput.locator('input:focus').waitFor();
      await keys.type('retry.ts');
      // What opens meanwhile takes the focus, and what was typed.
      const found = await file.waitFor({ timeout: 10_000 }).then(
        () => true,
        () => false,
      );
      if (!found) await keys.press('Escape');
      return found;
    });
    await keys.press('Enter');
    await workbench.tab('retry.ts').waitFor();
    await workbench.page.locator('.editor-instance .view-lines').getByText('export').first().waitFor();
    await keys.press('Shift+ArrowDown', 'Shift+ArrowDown');
    await keys.run('Deskside: Link Selection to Ticket…');
    await keys.asked('Link Selection to Ticket');
    await workbench.quickInput.locator('.monaco-list-row.focused').filter({ hasText: '#' }).waitFor();
    await keys.type(number);
    await workbench.quickInput
      .locator('.monaco-list-row.focused')
      .filter({ hasText: `#${number}` })
      .waitFor();
    await keys.press('Enter');
    await workbench.quickInput
      .locator('.monaco-list-row.focused')
      .filter({ hasText: 'On this machine only' })
      .waitFor();
    await keys.press('Enter');
    await workbench.page
      .locator('.statusbar')
      .getByText(/retry\.ts, lines 1-2 linked to #\d+/)
      .first()
      .waitFor();
  });

  it('reads how to get around, by the editor’s own key', async () => {
    const { workbench } = person;
    await keys.chord('o');
    await keys.asked('Ticket number');
    await keys.type(number);
    await keys.press('Enter');
    await workbench.quickInput.locator('.monaco-list-row.focused').filter({ hasText: 'Sample' }).waitFor();
    await keys.press('Enter');
    await panel().getByRole('heading', { name: 'Conversation' }).waitFor();
    await keys.press('Alt+F1');
    await workbench.tab(/^Accessibility Help/).waitFor();
    const lines = workbench.page.locator('.editor-instance .view-line > span');
    await lines.getByText('Accessibility help for Deskside').first().waitFor();
    const widest = await lines.evaluateAll(all => Math.max(...all.map(line => line.getBoundingClientRect().right)));
    assert.ok(widest <= 1280, `a line ends at ${widest} pixels`);
    const help = workbench.page.locator('.accessible-view');
    await eventually('the help of the view', async () => {
      // The palette gives the focus back to the editor, now and then after the view had it, whose help comes then.
      await keys.run('Deskside: Focus on Tickets View');
      await eventually('the tree to have the focus', async () => (await keys.row()) !== '');
      await keys.press('Alt+F1');
      await help.getByText(/\w/).first().waitFor();
      const words = ((await help.textContent()) ?? '').replaceAll('\u00a0', ' ');
      if (words.includes('The tickets of your help desks') && !words.includes('<keybinding')) return true;
      await keys.press('Escape');
      return false;
    });
    await keys.press('Escape');
  });
});
