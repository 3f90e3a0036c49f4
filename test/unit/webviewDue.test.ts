import assert from 'node:assert/strict';
import { eachWithPanel, type PanelUnderTest } from './webviewPage.ts';
import { ago, details, entry, hour, panelState, seed } from './webviewTicket.ts';

// In a browser of its own: its clock is that of all pages in it.
describe('times in the ticket panel', function () {
  this.timeout(60_000);
  let panel: PanelUnderTest;
  eachWithPanel(seed, opened => {
    panel = opened;
  });

  it('says when it is due and since when a customer waits, and goes on by itself', async () => {
    await panel.page.clock.install({ time: Date.now() });
    await panel.page.reload();
    const ticket = { ...details().ticket, dueAt: ago(-3 * hour) };
    const history = [entry({ id: 'c', at: ago(2 * hour) }), entry({ id: 'n', visibility: 'internal', at: ago(hour) })];
    await panel.show(panelState({ details: details({ ticket, history }) }));
    const facts = panel.page.locator('.facts-line');
    await facts.getByText('due in 3 hours').waitFor();
    await facts.getByText('customer wrote 2 hours ago').waitFor();
    await panel.page.clock.runFor('01:00:00');
    await facts.getByText('due in 2 hours').waitFor();
    await facts.getByText('customer wrote 3 hours ago').waitFor();
    assert.equal(await facts.locator('.due-soon').count(), 1);
    await panel.page.clock.runFor('03:00:00');
    await facts.locator('.overdue').getByText('was due').waitFor();
    const answered = [...history, entry({ id: 't', role: 'technician', at: ago(hour) })];
    await panel.show(panelState({ details: details({ ticket, history: answered }) }));
    await facts.getByText('answered 5 hours ago').waitFor();
    await facts.getByText('customer wrote').waitFor({ state: 'detached' });
  });
});
