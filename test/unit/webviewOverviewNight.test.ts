import assert from 'node:assert/strict';
import { sumOf } from '../../src/model/overviewSum.ts';
import type { OverviewAsked, OverviewState } from '../../src/webview/overviewMessages.ts';
import { eachWithPanel, type PanelUnderTest } from './webviewPage.ts';

// In a browser of its own: its clock is that of all pages in it.
describe('overview page over night', function () {
  this.timeout(60_000);
  let panel: PanelUnderTest<OverviewState>;
  eachWithPanel<OverviewState>(
    { words: {} },
    opened => {
      panel = opened;
    },
    'src/webview/overview/main.ts',
  );

  it('has the days of its figures above them, and asks for those of the new day', async () => {
    const { page } = panel;
    await page.clock.install({ time: '2026-07-09T23:59:00Z' });
    await page.reload();
    const asked = async () =>
      (await panel.asked()).filter(({ m }) => m === 'look').map(({ a }) => a[0] as OverviewAsked);
    const show = async (question: OverviewAsked | undefined, open: number) => {
      assert.ok(question);
      await panel.show({ question, desks: [], sum: { ...sumOf([], 30), open }, notes: [] });
    };
    const [today] = await asked();
    await show(today, 1);
    await page.getByRole('button', { name: 'Open now 1' }).waitFor();
    await page.clock.setSystemTime('2026-07-10T00:01:00Z');
    await page.getByRole('button', { name: 'Export as CSV…' }).click();
    assert.equal((await panel.waitForCall('saveCsv')).a[0], 'overview-2026-06-10-2026-07-09.csv');
    await show(today, 2);
    await page.getByText('Loading…').waitFor();
    const days = (await asked()).at(-1)?.days;
    assert.deepEqual([days?.[0], days?.at(-1)], ['2026-06-11T00:00:00.000Z', '2026-07-11T00:00:00.000Z']);
    await show((await asked()).at(-1), 3);
    await page.getByRole('button', { name: 'Open now 3' }).waitFor();
    await page.getByRole('heading', { level: 1, name: /11.+10/ }).waitFor();
  });
});
