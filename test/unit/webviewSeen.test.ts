import assert from 'node:assert/strict';
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
});
