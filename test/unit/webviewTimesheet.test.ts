import assert from 'node:assert/strict';
import { dayOf, daysAround, type SheetEntry, spanOf, startOf } from '../../src/model/timesheet.ts';
import type { SheetQuestion, SheetState } from '../../src/webview/timesheetMessages.ts';
import { type Asked, eachWithPanel, type PanelUnderTest } from './webviewPage.ts';

const seed = { locale: 'en-GB', words: {} };
/** The page runs in UTC: days must be told apart from this machine's. */
const at = (day: string, time: string) => `${day}T${time}:00.000Z`;

describe('timesheet page', function () {
  this.timeout(60_000);
  let panel: PanelUnderTest<SheetState>;
  eachWithPanel<SheetState>(
    seed,
    opened => {
      panel = opened;
    },
    'src/webview/timesheet/main.ts',
  );

  const button = (name: string | RegExp) => panel.page.getByRole('button', { name });
  const looked = async () => (await panel.waitForCall('look')).a[0] as SheetQuestion;
  const calls = async (m: string) => (await panel.asked()).filter(call => call.m === m);
  const next = async (m: string, count: number): Promise<Asked> => {
    const found = await panel.page.waitForFunction(
      ([name, place]) => window.asked.filter(call => call.m === name)[Number(place) - 1],
      [m, count] as const,
    );
    return (await found.jsonValue()) as Asked;
  };
  const desks = [
    { id: 'rd', name: 'Acme Support', canLog: true, canChange: true },
    { id: 'ts', name: 'Acme Customer Hub', canLog: true, canChange: false },
  ];
  const answer = async (entries: readonly SheetEntry[], over: Partial<SheetState> = {}) =>
    panel.show({ question: await looked(), entries, desks, notes: [], unread: 0, undated: 0, ...over });
  const cell = (text: RegExp) => panel.page.locator('td button.cell').filter({ hasText: text });

  /** The Monday of the week that the page looks at, as it says itself. */
  const monday = async () => (await looked()).span.from.slice(0, 10);
  const days = async () => daysAround(await monday(), 'week');
  const entry = (day: string, minutes: number, also: Partial<SheetEntry> = {}): SheetEntry => ({
    ...{ deskId: 'rd', ticketId: '7', number: '1042', subject: 'Crash <b>on</b> start', id: 'x1', minutes },
    ...{ at: at(day, '09:30'), notes: 'Found it', by: 'Sam Rivera' },
    ...also,
  });

  it('asks for this week first, and has sums by ticket and by day', async () => {
    const { span, whose } = await looked();
    const today = new Date().toISOString();
    assert.ok(span.from <= today && today < span.to && whose === 'mine');
    assert.equal((Date.parse(span.to) - Date.parse(span.from)) / 86_400_000, 7);
    assert.equal(new Date(span.from).getUTCDay(), 1);
    const [first = '', second = ''] = await days();
    await answer([
      entry(first, 60),
      entry(first, 20, { id: 'x2' }),
      entry(second, 30, { deskId: 'ts', ticketId: '8', number: '55', subject: 'Other' }),
    ]);
    await panel.page.getByRole('heading', { level: 1 }).getByText('1 h 50 min').waitFor();
    const rows = panel.page.locator('.frame tbody tr');
    assert.equal(await rows.count(), 2);
    assert.match(
      (await rows.nth(0).textContent()) ?? '',
      /#1042\s+Crash <b>on<\/b> start\s+Acme Support[\s\S]*1:20[\s\S]*1:20/,
    );
    const totals = await panel.page.locator('tfoot td').allTextContents();
    assert.deepEqual([totals[0]?.trim(), totals[1]?.trim(), totals.at(-1)?.trim()], ['1:20', '0:30', '1:50']);
    assert.deepEqual(panel.strayRequests, []);
  });

  it('unfolds the entries of a day, and folds them', async () => {
    const [first = ''] = await days();
    await answer([
      entry(first, 60, { category: 'Research' }),
      entry(first, 20, { id: 'x2', notes: 'And <i>more</i>' }),
    ]);
    await cell(/1:20/).click();
    assert.deepEqual(await panel.page.locator('deskside-entries li strong').allTextContents(), ['1 h', '20 min']);
    await panel.page.getByText('And <i>more</i>').waitFor();
    assert.equal(await cell(/1:20/).getAttribute('aria-expanded'), 'true');
    await panel.page.keyboard.press('Enter');
    assert.equal(await panel.page.locator('deskside-entries').count(), 0);
  });

  it('changes only what was changed, checks it first, and says why it was not saved', async () => {
    const [first = ''] = await days();
    await answer([entry(first, 60)]);
    await cell(/1:00/).click();
    await button('Change').click();
    const duration = panel.page.getByLabel('Duration');
    await duration.waitFor();
    assert.equal(await duration.inputValue(), '1 h');
    assert.equal(await panel.page.getByLabel('Began').inputValue(), `${first}T09:30`);
    await duration.fill('ninety');
    await panel.page.keyboard.press('Enter');
    await panel.page.getByRole('alert').getByText('Not a duration').waitFor();
    assert.equal((await calls('changeEntry')).length, 0);
    await duration.fill('1h 30m');
    await button('Save').click();
    const call = await panel.waitForCall('changeEntry');
    assert.deepEqual(call.a, ['rd', '7', 'x1', { minutes: 90 }]);
    await panel.answer(call, { saved: false, problem: 'Acme Support could not be reached.' });
    await panel.page.getByRole('alert').getByText('could not be reached').waitFor();
    assert.equal(await duration.inputValue(), '1h 30m');
    await panel.page.getByLabel('Notes').fill('Found it, and mended it');
    await panel.page.getByLabel('Began').fill(`${first}T08:15`);
    await button('Save').click();
    const again = await next('changeEntry', 2);
    assert.deepEqual(again.a[3], {
      minutes: 90,
      startedAt: at(first, '08:15'),
      notes: 'Found it, and mended it',
    });
    await panel.answer(again, { saved: true });
    await duration.waitFor({ state: 'detached' });
  });

  it('leaves entries alone that cannot be changed: on desks that cannot, and of other people', async () => {
    const [first = ''] = await days();
    await answer([entry(first, 60, { deskId: 'ts' })]);
    await cell(/1:00/).click();
    await panel.page.getByText('Found it').waitFor();
    assert.equal(await button('Change').count(), 0);
    await button('Everyone’s').click();
    await next('look', 2);
    assert.equal((await looked()).whose, 'all');
    await answer([entry(first, 60)]);
    await cell(/1:00/).click();
    await panel.page.getByText('Sam Rivera').waitFor();
    assert.equal(await button('Change').count(), 0);
  });

  it('marks what is not sent, in the cell, the sums and the entry, and sends, changes or discards it', async () => {
    const [first = ''] = await days();
    const { id, ...unnamed } = entry(first, 45);
    await answer([
      { ...unnamed, unsent: { id: 3, state: 'failed' } },
      { ...unnamed, at: at(first, '11:00'), unsent: { id: 4, state: 'checking' } },
      entry(first, 15),
    ]);
    await panel.page.locator('.legend').getByText('1 h 30 min not sent yet').waitFor();
    assert.match((await cell(/1:45/).getAttribute('aria-label')) ?? '', /1 h 30 min not sent yet/);
    await cell(/1:45/).click();
    await panel.page.getByText('Refused by the desk').waitFor();
    await panel.page.getByText('Checking whether it arrived').waitFor();
    await button('Show in Outbox').click();
    await panel.waitForCall('showOutbox');
    await button('Send Now').click();
    const sent = await panel.waitForCall('chooseUnsent');
    assert.deepEqual(sent.a, ['rd', 3, 'send']);
    await panel.answer(sent, { saved: true });
    await button('Discard').click();
    const discarded = await next('chooseUnsent', 2);
    assert.deepEqual(discarded.a, ['rd', 3, 'discard']);
    await panel.answer(discarded, { saved: true });
    await button('Change').first().click();
    await panel.page.getByLabel('Duration').fill('50m');
    await button('Save').click();
    assert.deepEqual((await panel.waitForCall('changeUnsent')).a, ['rd', 3, { minutes: 50 }]);
  });

  it('goes to other weeks and months, and shows nothing of one under the name of another', async () => {
    const [first = ''] = await days();
    await answer([entry(first, 60)]);
    await button('Previous week').click();
    await panel.page.getByText('Loading…').waitFor();
    assert.equal(await panel.page.getByRole('region').count(), 0);
    assert.equal(dayOf(startOf(await monday(), 7)), first);
    await answer([]);
    await panel.page.getByText('No time is logged here.').waitFor();
    await button('Month').click();
    await next('look', 3);
    assert.match((await looked()).span.from, /-01T00:00:00\.000Z$/);
    const { kind, day } = (await panel.saved()) as { kind: string; day: string };
    assert.equal(kind, 'month');
    assert.ok(daysAround(dayOf(startOf(first, -7)), 'week').includes(day), day);
    await panel.reload();
    assert.match((await looked()).span.from, /-01T00:00:00\.000Z$/);
    await button('Today').click();
    await button('Week').click();
    assert.equal(await monday(), first);
  });

  it('shows working days without time as such', async () => {
    await button('Previous week').click();
    await next('look', 2);
    const [first = '', second = ''] = await days();
    await answer([entry(first, 60)]);
    const legend = panel.page.locator('.legend li').filter({ hasText: 'No time on' });
    await legend.waitFor();
    const words = (await legend.textContent()) ?? '';
    // Tuesday to Friday, as one.
    const near = new Intl.DateTimeFormat('en-GB', { month: 'short', day: 'numeric' });
    const [from, to] = [startOf(second), startOf(second, 3)];
    assert.equal(words.trim(), `No time on ${near.formatRange(from, to).replaceAll('\u2009', ' ')}`);
    assert.equal(await panel.page.locator('tfoot td.gap').count(), 4);
  });

  it('has today in sight in a month that is wider than the window, and leaves it where the user scrolls', async () => {
    const { page } = panel;
    await page.setViewportSize({ width: 420, height: 800 });
    await button('Month').click();
    await next('look', 2);
    const today = dayOf(new Date());
    const question = (await panel.asked()).filter(call => call.m === 'look').at(-1)?.a[0] as SheetQuestion;
    await panel.show({ question, entries: [entry(today, 60)], desks, notes: [], unread: 0, undated: 0 });
    const free = () =>
      page.locator('thead .today').evaluate(one => {
        const { left, right } = one.getBoundingClientRect();
        const side = (name: string) => one.parentElement?.querySelector(name)?.getBoundingClientRect();
        return left >= (side('.ticket')?.right ?? 0) - 1 && right <= (side('.sum')?.left ?? 0) + 1;
      });
    assert.equal(await free(), true);
    const end = new Date().getUTCDate() > 15 ? 0 : 10_000;
    await page.locator('.frame').evaluate((one, left) => one.scrollTo({ left }), end);
    const scrolled = await page.locator('.frame').evaluate(one => one.scrollLeft);
    await panel.show({ question, entries: [entry(today, 90)], desks, notes: [], unread: 0, undated: 0 });
    await cell(/1:30/).waitFor();
    assert.equal(await page.locator('.frame').evaluate(one => one.scrollLeft), scrolled);
  });

  it('draws a chart, and has its figures in a table', async () => {
    const [first = ''] = await days();
    const { id, ...unnamed } = entry(first, 30);
    await answer([entry(first, 60), { ...unnamed, unsent: { id: 3, state: 'waiting' } }]);
    const canvas = panel.page.locator('deskside-sheet-chart canvas');
    await canvas.waitFor();
    const painted = await canvas.evaluate(one => {
      const { width, height } = one as HTMLCanvasElement;
      const pixels = (one as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
      return new Set(pixels).size;
    });
    assert.ok(painted > 5, `${painted}`);
    const figures = panel.page.locator('table.figures tbody tr');
    assert.equal(await figures.first().isVisible(), false);
    await panel.page.getByText('Figures').click();
    assert.equal(await figures.count(), 7);
    const cells = await figures.first().locator('td').allTextContents();
    assert.deepEqual(cells, ['1:00', '0:30', '1:30']);
    await panel.page.waitForFunction(() => JSON.parse(sessionStorage.getItem('state') ?? '{}').figures === true);
    // Of another size it is drawn anew, and never wider than its place.
    await panel.page.setViewportSize({ width: 500, height: 700 });
    await panel.page.waitForFunction(() => (document.querySelector('.uplot')?.clientWidth ?? 999) <= 500);
  });

  it('says what is not in it, with what can be done about it', async () => {
    const [first = ''] = await days();
    await answer([entry(first, 60)], {
      notes: [
        { message: 'Signed out.', remedy: { label: 'Sign In Again', action: 'reconnect', deskId: 'ts' } },
        { message: 'Closed ones are not kept.', remedy: { label: 'Open Settings', action: 'openMirrorSettings' } },
      ],
      unread: 12,
      undated: 1,
    });
    await panel.page.getByText('Time on 12 of your tickets was not read').waitFor();
    await panel.page.getByText('1 entry is not here').waitFor();
    await button('Sign In Again').click();
    assert.deepEqual((await panel.waitForCall('act')).a, ['reconnect', 'ts']);
    await button('Open Settings').click();
    assert.deepEqual((await next('act', 2)).a, ['openMirrorSettings', null]);
    await button('Read It Now').click();
    await panel.waitForCall('readTime');
    await answer([], { unread: 12, reading: { done: 4, total: 12 } });
    await panel.page.getByText('5 of 12 tickets').waitFor();
    await button('Stop').click();
    await panel.waitForCall('stopReading');
  });

  it('opens tickets, logs time on them and exports what is shown', async () => {
    const [first = ''] = await days();
    await answer([entry(first, 60), entry(first, 5, { id: 'x2', notes: '=1+1', at: at(first, '08:00') })]);
    await button(/#1042 Crash/).click();
    assert.deepEqual((await panel.waitForCall('openTicket')).a, ['rd', '7', '1042', 'Crash <b>on</b> start']);
    await button('Log time on #1042').click();
    assert.deepEqual((await panel.waitForCall('logTime')).a, ['rd', '7', '1042']);
    await button('Export as CSV…').click();
    const [name, text] = (await panel.waitForCall('saveCsv')).a;
    const last = (await days()).at(-1);
    assert.equal(name, `timesheet-${first}-${last}.csv`);
    const lines = String(text).split('\r\n');
    assert.equal(lines.length, 4);
    assert.equal(lines[1], `${first},08:00,Acme Support,1042,Crash <b>on</b> start,5,0.08,Sam Rivera,,'=1+1,`);
    assert.match(lines[2] ?? '', /,09:30,/);
  });

  it('fits a month into a narrow page: the days scroll, the page does not', async () => {
    await panel.page.setViewportSize({ width: 480, height: 700 });
    await button('Month').click();
    await next('look', 2);
    const [first = ''] = [(await looked()).span.from.slice(0, 10)];
    const month = daysAround(first, 'month');
    assert.deepEqual(spanOf(month).from.slice(0, 7), first.slice(0, 7));
    const { id, ...unnamed } = entry(month.at(-1) ?? '', 5);
    await answer([
      ...month.map((day, place) => entry(day, 10 + place, { id: `m${place}` })),
      { ...unnamed, ticketId: '8', unsent: { id: 3, state: 'waiting' } },
    ]);
    await cell(/0:10/).click();
    assert.equal(await cell(/:/).count(), month.length + 1);
    const { page, frame } = await panel.page.evaluate(() => ({
      page: document.documentElement.scrollWidth,
      frame: document.querySelector('.frame')?.scrollWidth ?? 0,
    }));
    assert.ok(page <= 480 && frame > 480, `${page} ${frame}`);
  });
});
