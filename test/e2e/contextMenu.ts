import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** An item of the context menu that is open. */
export function menuItem(page: Page, label: string): Locator {
  return page.locator('.monaco-menu').getByRole('menuitem', { name: label });
}

/** Chooses from the context menu that opens now. A click within its first moments goes nowhere: a person would click again. */
export async function pressItem(page: Page, label: string): Promise<void> {
  const item = menuItem(page, label);
  await item.waitFor({ timeout: 10_000 });
  for (let tries = 0; tries < 10; tries++) {
    await item.click({ timeout: 5_000 }).catch(() => undefined);
    const gone = await item.waitFor({ state: 'hidden', timeout: 1_000 }).then(
      () => true,
      () => false,
    );
    if (gone) return;
  }
  assert.fail(`${label} cannot be pressed`);
}
