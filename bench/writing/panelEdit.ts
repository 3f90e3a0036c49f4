import type { Page } from 'playwright-core';
import type { PanelState } from '../../src/webview/messages.ts';
import { type Asked, PanelBrowser, type PanelUnderTest } from '../../test/unit/webviewPage.ts';
import { abilities, day, details, entry, panelState, seed } from '../../test/unit/webviewTicket.ts';
import { editable, fields } from '../../test/unit/webviewWriting.ts';
import { figure, type Measured, percentile } from '../figures.ts';

/** How editing in the panel is measured. */
export interface PanelEditOptions {
  /** Fields that are changed, and keys pressed in the bare input. */
  readonly edits: number;
  /** Entries of the ticket's conversation. */
  readonly entries: number;
}

declare global {
  interface Window {
    /** Until the next key that was pressed has its effect on the screen, in milliseconds. */
    benched: Promise<number>;
  }
}

/** Edits in a row before the yardstick has its turn. */
const inTurn = 10;
const bare = '<!doctype html><title>Bare</title><input autofocus>';

/**
 * From the key that ends an edit, as the browser stamps it, until the field shows what was chosen and the frame is drawn:
 * in the panel's real page, before its host has answered anything.
 */
export async function panelEdit({ edits, entries }: PanelEditOptions): Promise<Measured[]> {
  const browser = await PanelBrowser.start();
  try {
    const panel = await browser.open(seed);
    const input = await panel.page.context().newPage();
    await input.setContent(bare);
    await panel.show(ticketWith(entries));
    const times = { panel: [] as number[], bare: [] as number[] };
    while (times.panel.length < edits) {
      await panel.page.bringToFront();
      for (let one = 0; one < inTurn; one++) times.panel.push(await edit(panel, times.panel.length));
      await input.bringToFront();
      for (let one = 0; one < inTurn; one++) times.bare.push(await type(input));
    }
    if (panel.errors.length > 0) throw new Error(panel.errors.join('\n'));
    return [0.5, 0.95].map(share =>
      figure(
        `From key press to the edited field shown, ${entries} entries, p${share * 100}`,
        'ms',
        percentile(times.panel, share),
        percentile(times.bare, share),
        'a bare input in the same browser that shows a letter',
        ...(share === 0.95 ? [{ of: 'value', most: 50 } as const] : []),
      ),
    );
  } finally {
    await browser.stop();
  }
}

function ticketWith(entries: number): PanelState {
  const history = Array.from({ length: entries }, (_, at) =>
    entry({
      id: `e${at}`,
      role: at % 2 ? 'technician' : 'customer',
      at: new Date(Date.now() - day + at).toISOString(),
    }),
  );
  const { ticket } = details();
  return panelState({
    abilities: { ...abilities, editable },
    details: details({ history, ticket: { ...ticket, assignee: { name: 'Person 5' } } }),
  });
}

/** Picks another value for a field, by the keyboard alone. */
async function edit({ page, answer }: PanelUnderTest, at: number): Promise<number> {
  const status = at % 2 === 0;
  const name = status ? 'Status' : 'Assignee';
  const wanted = status ? (at % 4 ? 'Closed' : 'Waiting on Customer') : `Person ${6 + at}`;
  await page.getByRole('button', { name: `Change ${name}`, exact: true }).focus();
  await page.keyboard.press('Enter');
  await answer(await fieldsAsked(page, at), { fields });
  await page.keyboard.type(wanted);
  await page.getByRole('option', { name: wanted }).first().waitFor();
  await page.evaluate(stampNextKey, { selector: '.rows deskside-field .value', wanted });
  await page.keyboard.press('Enter');
  return page.evaluate(() => window.benched);
}

/** The question for what can be changed that comes after so many. */
async function fieldsAsked(page: Page, before: number): Promise<Asked> {
  const found = await page.waitForFunction(at => window.asked.filter(({ m }) => m === 'fields')[at], before);
  return (await found.jsonValue()) as Asked;
}

async function type(page: Page): Promise<number> {
  await page.evaluate(() => {
    const input = document.querySelector('input');
    if (input) input.value = '';
  });
  await page.evaluate(stampNextKey, { selector: 'input', wanted: 'x' });
  await page.keyboard.press('x');
  return page.evaluate(() => window.benched);
}

/** Runs in the page. */
function stampNextKey({ selector, wanted }: { readonly selector: string; readonly wanted: string }): void {
  window.benched = new Promise(resolve => {
    const pressed = ({ timeStamp }: KeyboardEvent) => {
      const look = () => {
        const shown = [...document.querySelectorAll(selector)].some(
          one => (one instanceof HTMLInputElement ? one.value : one.textContent)?.trim() === wanted,
        );
        if (!shown) {
          requestAnimationFrame(look);
          return;
        }
        // A message is handled after the frame that shows it is drawn.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - timeStamp);
        port2.postMessage(undefined);
      };
      requestAnimationFrame(look);
    };
    window.addEventListener('keydown', pressed, { capture: true, once: true });
  });
}
