import assert from 'node:assert/strict';
import { newsOf } from '../../src/webview/panel/news.ts';
import { eachWithPanel, type PanelUnderTest } from './webviewPage.ts';
import { details, entry, panelState, seed } from './webviewTicket.ts';
import { reply, statusWrite, write } from './webviewWriting.ts';

const words = (...given: Parameters<typeof newsOf>) => newsOf(...given).map(news => news.words);

describe('news of a ticket for who does not see them', () => {
  it('are what became of each write, once', () => {
    const sending = panelState({ writes: [write(reply, { state: 'sending' })] });
    const sent = panelState({ writes: [write(reply, { state: 'sent' })] });
    assert.deepEqual(words(undefined, sending, false), []);
    assert.deepEqual(words(sending, sent, false), ['Reply to Customer: sent.']);
    assert.deepEqual(words(sent, sent, false), []);
    assert.deepEqual(words(undefined, sent, false), []);
    // Who sees a note is not known on every desk, and then nobody is told that it is internal.
    const named = (visibility: 'internal' | 'plain') =>
      words(
        panelState(),
        panelState({ writes: [write({ kind: 'addNote', text: 'Seen.', visibility }, { state: 'sent' })] }),
        false,
      );
    assert.deepEqual([named('internal'), named('plain')], [['Internal Note: sent.'], ['Note: sent.']]);
    const failed = panelState({ writes: [write(reply, { state: 'failed', problem: 'The desk refused it.' })] });
    assert.deepEqual(newsOf(sending, failed, false), [
      { words: 'Reply to Customer: not sent. The desk refused it.', urgent: true },
    ]);
    assert.deepEqual(newsOf(undefined, failed, false), newsOf(sending, failed, false));
    const conflicts = [{ field: 'S', label: 'Status', values: { mine: 'a', theirs: 'b', before: 'c' } }];
    assert.deepEqual(
      words(panelState(), panelState({ writes: [statusWrite({ state: 'conflict', conflicts })] }), false),
      ['Status: changed on the desk meanwhile. Choose which one stays.'],
    );
  });

  it('are entries by others, not one’s own note when it comes back', () => {
    const before = panelState({
      writes: [write(reply, { state: 'sent' })],
      details: details({ history: [entry({ id: '1' })] }),
    });
    const own = entry({ id: '2', body: { kind: 'html', body: '<p>We are on it.<br>Today.</p>' } });
    const theirs = entry({ id: '3', author: { name: 'Kim Oh' } });
    assert.deepEqual(
      words(before, panelState({ details: details({ history: [entry({ id: '1' }), own] }) }), false),
      [],
    );
    assert.deepEqual(
      words(before, panelState({ details: details({ history: [entry({ id: '1' }), own, theirs] }) }), false),
      ['New entry by Kim Oh.'],
    );
    const two = [theirs, entry({ id: '4' })];
    assert.deepEqual(words(before, panelState({ details: details({ history: two }) }), false), [
      '2 new entries by Kim Oh and Bo Ray.',
    ]);
  });

  it('are how a refresh ended that was asked for, and of no other', () => {
    const loading = panelState({ loading: true });
    assert.deepEqual(words(loading, panelState(), true), ['The ticket is up to date.']);
    assert.deepEqual(words(loading, panelState(), false), []);
    assert.deepEqual(words(panelState(), panelState(), true), []);
    const problem = { message: 'Could not reach Acme.' };
    // A banner that comes is read by itself; one that stays is not.
    assert.deepEqual(words(loading, panelState({ problem }), true), []);
    assert.deepEqual(words(panelState({ loading: true, problem }), panelState({ problem }), true), [problem.message]);
  });
});

describe('news in the page', function () {
  this.timeout(60_000);
  let panel: PanelUnderTest;
  eachWithPanel(seed, opened => {
    panel = opened;
  });
  const said = (live: string, text: string) =>
    panel.page.locator(`[aria-live="${live}"]`).getByText(text).waitFor({ state: 'attached' });

  it('stand in places that were there before, each for its urgency, and again when they come again', async () => {
    assert.equal(await panel.page.locator('[aria-live]').count(), 2);
    await panel.show(panelState());
    for (const _ of [1, 2]) {
      await panel.page.getByRole('button', { name: 'Refresh' }).click();
      await panel.waitForCall('refresh');
      await panel.show(panelState({ loading: true }));
      await panel.show(panelState());
      await said('polite', 'The ticket is up to date.');
    }
    await panel.show(panelState({ writes: [write(reply, { state: 'failed', problem: 'No.' })] }));
    await said('assertive', 'Reply to Customer: not sent. No.');
  });
});
