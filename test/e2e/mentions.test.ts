import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { withVsCode } from './harness.ts';

describe('mentions of tickets, in the workbench', () => {
  const person = withVsCode({ connected: true, viewport: { width: 1280, height: 900 } });
  let newcomer: Newcomer;
  const { picture } = person;
  const text = `// The rounding of TS-1015 also explains RD-1042; UTF-8 is no ticket, and #99999999 is not known.
// TODO(RD-1042): ask Bo
export const scale = 100;
`;

  before(async () => {
    const folder = path.join(person.workspace, 'notes');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'rounding.ts'), text);
    newcomer = new Newcomer(person.workbench);
    await newcomer.showDesks();
    await person.workbench.openFile('notes/rounding.ts');
  });

  const link = (words: string) =>
    person.workbench.page.locator('.editor-instance .view-lines .detected-link', { hasText: words }).first();

  it('links them, and shows the card of the one that is pointed at', async () => {
    const shown = await newcomer.pointAtMention('TS-1015', /#1015\s/);
    const words = ((await shown.textContent()) ?? '').replaceAll('\u00a0', ' ');
    assert.match(words, new RegExp(desks.teamsupport));
    for (const action of ['Open', 'Start Timer', 'Log Time', 'Find All References'])
      await shown.getByRole('link', { name: action, exact: false }).first().waitFor();
    await picture('hover');
    const links = await person.workbench.page.locator('.editor-instance .view-lines .detected-link').allTextContents();
    assert.ok(!links.join(' ').includes('UTF-8') && !links.join(' ').includes('99999999'), links.join(' '));
  });

  it('opens a ticket by its link', async () => {
    const { workbench } = person;
    const front = workbench.page
      .locator('.tabs-container [role="tab"][aria-selected="true"]')
      .filter({ hasText: /#1042 / });
    // The first click may only give the editor its focus back.
    for (let tries = 0; tries < 10 && !(await front.isVisible()); tries++) {
      await workbench.page.keyboard.press('Escape');
      await workbench.page.mouse.move(640, 700);
      await link('RD-1042')
        .click({ modifiers: ['ControlOrMeta'], timeout: 5_000 })
        .catch(() => undefined);
      await front.waitFor({ timeout: 5_000 }).catch(() => undefined);
    }
    await front.waitFor();
    await picture('opened');
  });

  it('suggests tickets in a comment, as soon as the hash is typed', async () => {
    const { workbench } = person;
    const { page } = workbench;
    await workbench.openFile('notes/rounding.ts');
    await page.locator('.editor-instance .view-lines').getByText('export const scale').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('// see #', { delay: 40 });
    const suggestions = page.locator('.suggest-widget.visible');
    await suggestions.getByRole('option', { name: /#\d+ / }).first().waitFor();
    await page.keyboard.type('vou', { delay: 40 });
    await suggestions
      .getByRole('option', { name: /#\d+ .*vou/i })
      .first()
      .waitFor();
    await picture('comment');
    await page.keyboard.press('Enter');
    await page
      .locator('.editor-instance .view-lines')
      .getByText(/see.#\d+$/)
      .waitFor();
    await workbench.runCommand('File: Revert File');
  });

  it('suggests tickets in the box for commit messages', async () => {
    const { workbench } = person;
    const { page } = workbench;
    await workbench.runCommand('Source Control: Focus on Changes View');
    const box = page.locator('.scm-editor .monaco-editor').first();
    await box.waitFor();
    await box.click();
    await page.keyboard.type('Round vouchers, see #vou', { delay: 40 });
    const suggestions = page.locator('.suggest-widget.visible');
    const row = suggestions.getByRole('option', { name: /#\d+ .*vou/i }).first();
    await row.waitFor();
    await picture('commit-message');
    await page.keyboard.press('Enter');
    await suggestions.waitFor({ state: 'hidden' });
    const words = (await box.locator('.view-lines').textContent())?.replaceAll('\u00a0', ' ') ?? '';
    assert.match(words, /see #\d+$/);
    // What was put in is a ticket's number: it is a link now.
    await box
      .locator('.detected-link', { hasText: /^#\d+$/ })
      .first()
      .waitFor();
  });
});
