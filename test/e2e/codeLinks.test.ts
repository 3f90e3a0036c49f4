import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { themes } from '../../scripts/vscode/workbench.mjs';
import { git as gitIn } from '../git.ts';
import { withVsCode } from './harness.ts';

const code = `/** Vouchers that a cart takes. */
export function vouchersOf(cart: Cart): Voucher[] {
  const open = cart.vouchers.filter(voucher => !voucher.redeemed);
  return open.toSorted((a, b) => a.expires - b.expires);
}
`;

describe('code that is linked to a ticket, in the workbench', () => {
  const person = withVsCode({ connected: true, viewport: { width: 1600, height: 1000 } });
  let newcomer: Newcomer;
  let number: string;

  const git = (...args: string[]) => gitIn(person.workspace, args);
  const file = (name: string) => path.join(person.workspace, name);
  const { picture } = person;
  /** Waits for what the status bar says. */
  const said = (words: RegExp) => person.workbench.page.locator('.statusbar').getByText(words).first().waitFor();
  const lineOf = (words: string) =>
    person.workbench.page.locator('.editor-instance .view-lines').getByText(words).first().waitFor();

  before(async () => {
    await mkdir(file('vouchers'), { recursive: true });
    await writeFile(file('vouchers/open.ts'), code);
    await git('add', '--all');
    await git('commit', '--quiet', '--message', 'Vouchers');
    newcomer = new Newcomer(person.workbench);
    await newcomer.showDesks();
    await newcomer.openList(desks.teamsupport, 'My Tickets');
    const row = await newcomer.rowBelow(desks.teamsupport, '#');
    number = /#(\d+)/.exec((await row.textContent()) ?? '')?.[1] ?? '';
    assert.ok(number);
  });

  it('is linked from the selection, with a note for colleagues', async () => {
    const { workbench } = person;
    const { page, quickInput } = workbench;
    await workbench.openFile('vouchers/open.ts');
    await lineOf('vouchersOf');
    await workbench.openPalette();
    await workbench.type(':2');
    await quickInput
      .getByText(/Press 'Enter' to go to line|Go to line 2|line 2/i)
      .first()
      .waitFor();
    await workbench.accept();
    await said(/^Ln 2, Col 1$/);
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await workbench.runCommand('Deskside: Link Selection to Ticket…');
    await picture('which-ticket');
    await workbench.type(number);
    const row = quickInput.getByRole('option', { name: new RegExp(`^#${number} .*${desks.teamsupport}`) });
    const internal = quickInput.getByRole('option', { name: /internal note/ });
    // A click on a row that is just being drawn anew goes nowhere: a person would click again.
    for (let tries = 0; tries < 10 && !(await internal.isVisible()); tries++) {
      await row.click({ timeout: 5_000 }).catch(() => undefined);
      await internal.waitFor({ timeout: 5_000 }).catch(() => undefined);
    }
    await internal.waitFor();
    await picture('where-kept');
    await workbench.pick('Also as an internal note');
    await page
      .locator('.notifications-toasts')
      .getByText(/vouchers\/open\.ts, lines 2-4 linked to #\d+, with a note/)
      .waitFor();
    await picture('linked');
  });

  it('stands in the panel and in the conversation of its ticket', async () => {
    const panel = await newcomer.openTicket(new RegExp(`#${number}\\b`));
    await panel.locator('[data-link]').getByText('Unchanged').waitFor();
    await panel.locator('deskside-text.entry-text').getByText('vouchers/open.ts, lines 2-4').last().waitFor();
    // The note names the same place, which is there once.
    assert.equal(await panel.locator('[data-frame]').and(panel.locator('li')).count(), 0);
    await picture('in-the-panel');
  });

  it('is found after an edit and a rename', async () => {
    const { workbench } = person;
    const text = await readFile(file('vouchers/open.ts'), 'utf8');
    await writeFile(file('vouchers/open.ts'), `// Vouchers expire.\n// The first to expire goes first.\n${text}`);
    await git('commit', '--quiet', '--all', '--message', 'Say which goes first');
    await mkdir(file('shop'), { recursive: true });
    await git('mv', 'vouchers/open.ts', 'shop/openVouchers.ts');
    await git('commit', '--quiet', '--message', 'Into the shop');
    const panel = workbench.webview();
    await panel.locator('[data-link] button.link').click();
    await workbench.tab('openVouchers.ts').waitFor();
    await said(/This code moved here from vouchers\/open\.ts, lines 2-4 since it was linked/);
    await said(/Ln 4, Col|Ln 6, Col/);
    await lineOf('vouchersOf');
    await picture('opened');
  });

  it('is marked above its lines in every theme, where the setting says so', async () => {
    const { workbench } = person;
    const settings = path.join(person.workspace, '.vscode', 'settings.json');
    await mkdir(path.dirname(settings), { recursive: true });
    const set = (values: Record<string, unknown>) => writeFile(settings, JSON.stringify(values));
    await set({ 'deskside.mentions.codeLens': true });
    const mark = workbench.page
      .locator('.codelens-decoration')
      .getByText(new RegExp(`#${number} `))
      .first();
    await mark.waitFor();
    if (!process.env.DESKSIDE_PICTURES) return;
    const classes = { dark: 'vs-dark', light: 'vs', hc: 'hc-black', hclight: 'hc-light' };
    for (const [name, theme] of Object.entries(themes)) {
      await set({ 'deskside.mentions.codeLens': true, 'workbench.colorTheme': theme });
      await workbench.page.locator(`.monaco-workbench.${classes[name as keyof typeof classes]}`).waitFor();
      await mark.waitFor();
      await picture(`lens-${name}`);
    }
  });
});
