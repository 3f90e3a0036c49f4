// Drives VS Code's workbench in a page, as a person would: by what is seen, waiting for it, never for a time.
import { mkdirSync } from 'node:fs';
import * as path from 'node:path';

/** VS Code's own colour themes: what it shows by default, and both high contrasts. */
export const themes = {
  dark: 'Dark 2026',
  light: 'Light 2026',
  hc: 'Default High Contrast',
  hclight: 'Default High Contrast Light',
};

/** @typedef {keyof typeof themes} Theme */

/** Slow machines are slow: how long to wait for anything to be seen, in milliseconds. */
const patience = 60_000;

export class Workbench {
  /** @type {import('playwright-core').Page} */
  page;
  /** @type {import('playwright-core').Locator} */
  quickInput;
  #shots = 0;

  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
    page.setDefaultTimeout(patience);
    this.quickInput = page.locator('.quick-input-widget:visible');
  }

  /**
   * Opens a folder and waits until the workbench stands. Its extensions may still be starting.
   * @param {string} url from `workbenchUrl`
   */
  async open(url) {
    await this.page.goto(url);
    await this.page.locator('.monaco-workbench .activitybar').waitFor();
    await this.page.locator('.monaco-workbench .statusbar').waitFor();
  }

  /** Opens the command palette. */
  async openPalette() {
    // The key is lost while a web view or a loading editor has the focus.
    for (let tries = 0; tries < 30; tries++) {
      await this.page.keyboard.press('F1');
      try {
        await this.quickInput.waitFor({ timeout: 1000 });
        return;
      } catch {
        // Again.
      }
    }
    throw new Error('The command palette does not open.');
  }

  /**
   * Runs a command by its full title in the palette, such as `Deskside: Log Time…`. Waits until the palette has it.
   * @param {string} title
   */
  async runCommand(title) {
    const row = this.#quickRow(title);
    // What opens meanwhile takes the focus, and with it the palette.
    for (let tries = 1; ; tries++) {
      await this.openPalette();
      try {
        await this.quickInput.locator('input.input').fill(`>${title}`, { timeout: patience / 6 });
        await row.click({ timeout: patience / 3 });
        break;
      } catch (error) {
        if (tries === 5) throw error;
      }
    }
    await row.waitFor({ state: 'hidden' });
  }

  /**
   * Types into the quick input.
   * @param {string} text replaces what is there
   */
  async type(text) {
    await this.quickInput.locator('input.input').fill(text);
  }

  /** Accepts what the quick input shows. */
  async accept() {
    await this.page.keyboard.press('Enter');
  }

  /**
   * Chooses the row of the quick input with exactly this label, and waits until that list is gone.
   * @param {string} label
   */
  async pick(label) {
    const row = this.#quickRow(label);
    await row.click();
    await row.waitFor({ state: 'hidden' });
  }

  /** @param {string} label */
  #quickRow(label) {
    return this.quickInput
      .getByRole('option')
      .filter({ has: this.page.locator('.label-name').getByText(label, { exact: true }) })
      .first();
  }

  /** The labels of the quick input's rows that are drawn. */
  quickLabels() {
    return this.quickInput.getByRole('option').locator('.label-name').allTextContents();
  }

  /**
   * The icon of a view container in the activity bar.
   * @param {string} name
   */
  activityIcon(name) {
    return this.page.locator('.activitybar').getByRole('tab', { name });
  }

  /**
   * Shows a view container, and waits until the sidebar bears its name.
   * @param {string} name
   */
  async showContainer(name) {
    const icon = this.activityIcon(name);
    await icon.waitFor();
    const title = this.page.locator('.sidebar .composite.title', { hasText: name });
    // A click while the workbench is still being restored may hide what it was about to show.
    for (let tries = 0; tries < 5; tries++) {
      if ((await icon.getAttribute('aria-expanded')) !== 'true') await icon.click();
      try {
        await title.waitFor({ timeout: patience / 5 });
        // What the icon says under the pointer covers rows beside it.
        await this.page.mouse.move(0, 0);
        return;
      } catch {
        // Again.
      }
    }
    throw new Error(`${name} does not show.`);
  }

  /**
   * A row of a tree in the sidebar.
   * @param {string | RegExp} text some of what it says
   */
  row(text) {
    return this.page.locator('.sidebar').getByRole('treeitem').filter({ hasText: text }).first();
  }

  /**
   * A welcome text's link or button in the sidebar.
   * @param {string | RegExp} name
   */
  welcomeButton(name) {
    return this.page.locator('.sidebar .welcome-view').getByRole('button', { name });
  }

  /** The content of the web view in front. */
  webview() {
    return this.page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
  }

  /**
   * The tab of an editor.
   * @param {string | RegExp} name
   */
  tab(name) {
    return this.page.locator('.tabs-container').getByRole('tab', { name });
  }

  /**
   * Opens a file of the workspace in an editor.
   * @param {string} file
   */
  async openFile(file) {
    await this.openPalette();
    await this.type(file);
    await this.quickInput
      .getByRole('option')
      .filter({ hasText: path.posix.basename(file) })
      .first()
      .waitFor();
    await this.accept();
    await this.tab(path.posix.basename(file)).waitFor();
  }

  /**
   * Leaves a numbered picture, such as `03-panel.png`.
   * @param {string} folder
   * @param {string} name
   * @returns {Promise<string>} the file
   */
  async screenshot(folder, name) {
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `${String(++this.#shots).padStart(2, '0')}-${name}.png`);
    await this.page.screenshot({ path: file, caret: 'initial' });
    return file;
  }
}
