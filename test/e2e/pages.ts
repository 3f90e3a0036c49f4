import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import type { Workbench } from '../../scripts/vscode/workbench.mjs';

/** The page of the web view in front, for what asks the page itself. */
export async function pageInFront({ page }: Workbench): Promise<Frame> {
  const outer = await page.locator('iframe.webview.ready:visible').elementHandle();
  const holder = await outer?.contentFrame();
  const inner = await (await holder?.waitForSelector('iframe#active-frame'))?.contentFrame();
  assert.ok(inner, 'there is no page in front');
  return inner;
}

/** Nothing of the page in front is beside its window. */
export async function pageFits(workbench: Workbench): Promise<void> {
  const frame = await pageInFront(workbench);
  const [wide = 0, window = 0] = await frame.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(wide <= window, `${wide} pixels in ${window}`);
}

/** In a page: what the element with the focus is called; nothing where there is none. */
export function focusedName(): string {
  let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  if (!one || one === document.body) return '';
  const labels = one instanceof HTMLInputElement ? [...(one.labels ?? [])].map(label => label.textContent) : [];
  const name = one.getAttribute('aria-label') ?? (labels.length > 0 ? labels.join(' ') : one.textContent);
  return name?.trim().replace(/\s+/g, ' ') ?? '';
}
