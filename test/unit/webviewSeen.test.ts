import assert from 'node:assert/strict';
import type { CreateState } from '../../src/webview/createMessages.ts';
import type { SheetState } from '../../src/webview/timesheetMessages.ts';
import { eachWithPanel, type PanelUnderTest } from './webviewPage.ts';
import { abilities, panelState, seed } from './webviewTicket.ts';
import { editable } from './webviewWriting.ts';

/** In the page: what moves, within other elements too. */
function moving(): string[] {
  const found: string[] = [];
  const look = (root: Document | ShadowRoot) => {
    for (const animation of root.getAnimations()) {
      const { target } = animation.effect as KeyframeEffect;
      if (animation.playState === 'running') found.push(`${target?.localName}.${target?.className}`);
    }
    for (const one of root.querySelectorAll('*')) if (one.shadowRoot) look(one.shadowRoot);
  };
  look(document);
  return found;
}

/** In the page: what is wider than the window, which has to be as wide as all of the page. */
function tooWide(): string[] {
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const all = [...document.querySelectorAll('body *')].filter(
    one => one.getBoundingClientRect().right > clientWidth + 1,
  );
  return all.map(one => `${one.localName}.${one.className}`);
}

describe('what moves in the ticket panel, and its colours', function () {
  this.timeout(60_000);
  let panel: PanelUnderTest;
  eachWithPanel(seed, opened => {
    panel = opened;
  });
  /** The ticket is read anew, and a field asks what can be changed. */
  const busy = async () => {
    await panel.show(panelState({ loading: true, abilities: { ...abilities, editable } }));
    await panel.page.getByRole('button', { name: 'Change Status' }).click();
    await panel.waitForCall('fields');
  };

  it('is two signs of what is under way, and nothing for who wants little to move', async () => {
    await busy();
    assert.equal((await panel.page.evaluate(moving)).length, 2);
    await panel.page.emulateMedia({ reducedMotion: 'reduce' });
    assert.deepEqual(await panel.page.evaluate(moving), []);
    await panel.page.emulateMedia({ reducedMotion: 'no-preference' });
    assert.equal((await panel.page.evaluate(moving)).length, 2);
    // The editor's own setting, whatever the system's is.
    await panel.page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
    assert.deepEqual(await panel.page.evaluate(moving), []);
  });

  it('are the system’s where it forces them, with what is chosen told apart', async () => {
    await panel.page.emulateMedia({ forcedColors: 'active' });
    await panel.show(panelState());
    const backgrounds = await panel.page
      .locator('.choice label')
      .evaluateAll(labels => labels.map(label => getComputedStyle(label).backgroundColor));
    assert.equal(new Set(backgrounds).size, 2, String(backgrounds));
  });
});

describe('the colours of the timesheet', function () {
  this.timeout(60_000);
  let panel: PanelUnderTest<SheetState>;
  eachWithPanel<SheetState>(
    { locale: 'en-GB' } as object,
    opened => {
      panel = opened;
    },
    'src/webview/timesheet/main.ts',
  );

  it('are the system’s where it forces them, with what is chosen told apart', async () => {
    await panel.page.emulateMedia({ forcedColors: 'active' });
    for (const name of ['Period', 'Whose time']) {
      const backgrounds = await panel.page
        .getByRole('group', { name })
        .locator('button')
        .evaluateAll(buttons => buttons.map(each => getComputedStyle(each).backgroundColor));
      assert.equal(new Set(backgrounds).size, 2, String(backgrounds));
    }
  });

  it('are in 250 pixels of width, with a table that scrolls within itself', async () => {
    await panel.page.setViewportSize({ width: 250, height: 600 });
    const question = (await panel.waitForCall('look')).a[0] as SheetState['question'];
    const subject = `A subject of ${'many words '.repeat(20)}${'x'.repeat(80)}`;
    const one = { deskId: 'rd', ticketId: '7', number: '1042', subject, id: 'x1', minutes: 60, at: question.span.from };
    await panel.show({
      ...{ question, unread: 3, undated: 0 },
      notes: [{ message: `Could not reach https://${'long'.repeat(30)}.example.` } as SheetState['notes'][number]],
      desks: [{ id: 'rd', name: 'Acme Support', canLog: true, canChange: true }],
      entries: [{ ...one, notes: `${'y'.repeat(200)}` }],
    });
    await panel.page.locator('td button.cell').click();
    await panel.page.getByRole('button', { name: 'Change' }).click();
    assert.deepEqual(await panel.page.evaluate(tooWide), []);
  });
});

describe('the form of a new ticket in a narrow window', function () {
  this.timeout(60_000);
  let panel: PanelUnderTest<CreateState>;
  eachWithPanel<CreateState>(
    { formId: 'f1' } as object,
    opened => {
      panel = opened;
    },
    'src/webview/create/main.ts',
  );

  it('is in 250 pixels of width, whatever a desk calls its fields', async () => {
    await panel.page.setViewportSize({ width: 250, height: 600 });
    const long = 'AVeryLongNameOfAFieldThatADeskHas'.repeat(3);
    await panel.show({
      desks: [
        { id: 'd1', name: long },
        { id: 'd2', name: 'Other' },
      ],
      ...{ deskId: 'd1', customerRequired: true, loading: false, sending: false, locale: 'en' },
      ...{ refused: { Name: `Refused: ${long}` }, problem: { message: long }, origin: `src/${long}.ts, line 1` },
      start: { turn: 1, values: { Type: '1' }, lastUsed: true },
      fields: [
        { name: 'Name', role: 'subject', label: 'Subject', type: 'text', required: true },
        { name: 'CustomerID', role: 'customer', label: 'Customer', type: 'text', required: false },
        {
          ...{ name: 'Type', role: 'type', label: long, type: 'choice', required: false },
          choices: [{ id: '1', name: long }],
        },
      ],
    });
    assert.deepEqual(await panel.page.evaluate(tooWide), []);
  });
});
