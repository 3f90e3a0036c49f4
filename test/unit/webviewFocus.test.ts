import assert from 'node:assert/strict';
import type { PanelState } from '../../src/webview/messages.ts';
import type { SheetState } from '../../src/webview/timesheetMessages.ts';
import { eventually } from '../e2e/eventually.ts';
import { eachWithPanel, type PanelUnderTest } from './webviewPage.ts';
import { abilities, details, entry, panelState, seed } from './webviewTicket.ts';
import { editable, reply, statusWrite, write } from './webviewWriting.ts';

/** In the page: what the element with the focus is called, `body` where there is none. */
function focusedName(): string {
  let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  if (!one || one === document.body) return 'body';
  return one.getAttribute('aria-label') ?? one.textContent?.trim().replace(/\s+/g, ' ') ?? '';
}

describe('the focus in the ticket panel', function () {
  this.timeout(60_000);
  let panel: PanelUnderTest;
  eachWithPanel(seed, opened => {
    panel = opened;
    panel.page.setDefaultTimeout(8_000);
  });
  const state = (over: Partial<PanelState> = {}) => panelState({ abilities: { ...abilities, editable }, ...over });
  const button = (name: string) => panel.page.getByRole('button', { name, exact: true });
  const focused = (name: string) =>
    eventually(`the focus on ${name}`, async () => (await panel.page.evaluate(focusedName)).startsWith(name));

  it('goes on beside a note whose button was pressed and is gone', async () => {
    const notes = [write(reply, { id: 1, state: 'failed' }), write(reply, { id: 2, state: 'failed' })];
    await panel.show(state({ writes: notes }));
    await panel.page.locator('[data-write="1"]').getByRole('button', { name: 'Discard' }).press('Enter');
    await panel.waitForCall('chooseWrite');
    await panel.show(state({ writes: notes.slice(1) }));
    await focused('Try Again');
    await button('Discard').press('Enter');
    await panel.show(state());
    // With the last of them, to what comes next: the note.
    await panel.page.waitForFunction(() => document.activeElement !== document.body);
  });

  it('stays at the field whose conflict was ended', async () => {
    const conflicts = [
      { field: 'StatusID', label: 'Status', values: { mine: 'Closed', theirs: 'Open', before: 'New' } },
    ];
    await panel.show(state({ writes: [statusWrite({ state: 'conflict', conflicts })] }));
    await panel.page.getByRole('button', { name: 'Mine Closed' }).press('Enter');
    await panel.show(state());
    await focused('Change Status');
  });

  it('goes to the entries that were wanted when the button that brought them goes', async () => {
    const history = Array.from({ length: 130 }, (_, at) => entry({ id: String(at) }));
    await panel.show(state({ details: details({ history }) }));
    await button('Show Earlier Entries (30)').press('Enter');
    await panel.page.waitForFunction(() => document.querySelectorAll('.entries > li').length === 130);
    await panel.page.waitForFunction(() => document.activeElement !== document.body);
  });

  it('is left alone where the mouse took it away', async () => {
    await panel.show(state({ writes: [write(reply, { id: 1, state: 'failed' })] }));
    await button('Discard').focus();
    await panel.page.locator('h1').click({ position: { x: 2, y: 2 } });
    await panel.show(state());
    // It is looked after in the second frame.
    for (let frame = 0; frame < 3; frame++) await panel.page.evaluate(() => new Promise(requestAnimationFrame));
    assert.equal(await panel.page.evaluate(focusedName), 'body');
  });

  it('goes from top to bottom as the eye does, through everything that can be pressed', async () => {
    await panel.show(
      state({ details: details({ history: [entry({ id: '1' }), entry({ id: '2' }), entry({ id: '3' })] }) }),
    );
    const seen: string[] = [];
    for (let last = ''; seen.length < 40; last = seen.at(-1) ?? '') {
      await panel.page.keyboard.press('Tab');
      const name = await panel.page.evaluate(focusedName);
      if (name === 'body' || (name === last && seen.length > 1)) break;
      seen.push(name);
    }
    const order = ['Change Subject', 'Reply', 'Copy Link', 'Refresh', 'Jump to Newest', 'Insert Canned Reply…'];
    const places = order.map(name => seen.indexOf(name));
    assert.ok(!places.includes(-1), `${order} in ${seen}`);
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
      String(seen),
    );
    // Tools that can do nothing now are no stops.
    assert.ok(!seen.includes('Preview'), String(seen));
    assert.ok(seen.indexOf('Change Status') > seen.indexOf('Insert Canned Reply…'), String(seen));
  });
});

describe('the focus in the timesheet', function () {
  this.timeout(60_000);
  let panel: PanelUnderTest<SheetState>;
  eachWithPanel<SheetState>(
    { locale: 'en-GB' } as object,
    opened => {
      panel = opened;
    },
    'src/webview/timesheet/main.ts',
  );

  it('comes back to the entry when its form is left', async () => {
    const question = (await panel.waitForCall('look')).a[0] as SheetState['question'];
    const at = question.span.from;
    await panel.show({
      ...{ question, notes: [], unread: 0, undated: 0 },
      desks: [{ id: 'rd', name: 'Acme Support', canLog: true, canChange: true }],
      entries: [{ deskId: 'rd', ticketId: '7', number: '1042', subject: 'Crash', id: 'x1', minutes: 60, at }],
    });
    await panel.page.locator('td button.cell').press('Enter');
    const change = panel.page.getByRole('button', { name: 'Change' });
    for (const leave of ['Escape', 'Cancel']) {
      await change.press('Enter');
      await panel.page.waitForFunction(() => document.activeElement instanceof HTMLInputElement);
      if (leave === 'Escape') await panel.page.keyboard.press('Escape');
      else await panel.page.getByRole('button', { name: leave }).press('Enter');
      await panel.page.waitForFunction(() => document.activeElement?.textContent?.trim() === 'Change');
    }
  });
});
