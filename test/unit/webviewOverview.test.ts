import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Overview } from '../../src/model/overview.ts';
import { sumOf } from '../../src/model/overviewSum.ts';
import type { OverviewAsked, OverviewState } from '../../src/webview/overviewMessages.ts';
import { check, inWords } from '../axe.ts';
import { type Asked, eachWithPanel, type PanelUnderTest } from './webviewPage.ts';

const seed = { locale: 'en-GB', words: {} };
/** Pictures are left there, where somebody wants to look at them. */
const pictures = process.env.DESKSIDE_PICTURES;

describe('overview page', function () {
  this.timeout(60_000);
  let panel: PanelUnderTest<OverviewState>;
  eachWithPanel<OverviewState>(
    seed,
    opened => {
      panel = opened;
    },
    'src/webview/overview/main.ts',
  );

  const { any } = { any: /./ };
  const button = (name: string | RegExp) => panel.page.getByRole('button', { name });
  const section = (name: string) => panel.page.getByRole('region', { name, exact: true });
  const chart = (name: string) => section(name).getByRole('listbox');
  const looked = async () => (await panel.waitForCall('look')).a[0] as OverviewAsked;
  const next = async (m: string, count: number): Promise<Asked> => {
    const found = await panel.page.waitForFunction(
      ([name, place]) => window.asked.filter(call => call.m === name)[Number(place) - 1],
      [m, count] as const,
    );
    return (await found.jsonValue()) as Asked;
  };
  const desks = [
    { id: 'rd', name: 'Acme Support' },
    { id: 'ts', name: 'Acme Customer Hub' },
  ];
  const filled = (count: number): Overview => {
    const days = (value: (at: number) => number) => Array.from({ length: count }, (_, at) => value(at));
    return {
      open: 41,
      groups: [
        { name: 'Orders', count: 20 },
        { name: 'A <b>very</b> long name of a group that nobody would choose', count: 12 },
        { count: 9 },
      ],
      people: Array.from({ length: 14 }, (_, at) => ({ name: `Person ${at}`, count: 30 - at })),
      ages: [5, 8, 13, 9, 4, 1, 1],
      created: days(at => (at * 7) % 11),
      resolved: days(at => (at * 5) % 9),
      undatedClosed: 2,
      worked: days(at => (at % 3) * 95),
      tickets: [
        { ticketId: '7', number: '1042', subject: '=1+1 crash', minutes: 190 },
        { ticketId: '8', number: '1043', subject: 'Slow', minutes: 95 },
      ],
      furtherWork: { tickets: 3, minutes: 30 },
      unreadWork: 6,
      undatedWork: 1,
      answers: {
        minutes: [
          [30, 6],
          [200, 3],
          [4_000, 1],
        ],
        still: 4,
        unknown: 5,
      },
      resolutions: { minutes: [[7_190, 2]], still: 0, unknown: 0 },
      looking: false,
    };
  };
  const answer = async (over: Partial<OverviewState> = {}, overview?: Overview) => {
    const question = await looked();
    const count = question.days.length - 1;
    const sum = sumOf([{ deskId: 'rd', overview: overview ?? filled(count) }], count);
    await panel.show({ question, desks, sum, notes: [], ...over });
  };
  const picture = async (name: string) => {
    if (!pictures) return;
    mkdirSync(pictures, { recursive: true });
    await panel.page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  };

  it('asks for a month first, and shows all of it', async () => {
    const { days, deskId } = await looked();
    assert.equal(days.length, 31);
    assert.equal(deskId, undefined);
    const now = new Date().toISOString();
    assert.ok((days.at(-2) ?? '') <= now && now < (days.at(-1) ?? ''));
    await panel.page.setViewportSize({ width: 1100, height: 900 });
    await answer();
    await button('Open now 41').waitFor();
    const titles = await panel.page.getByRole('heading', { level: 2 }).allTextContents();
    assert.deepEqual(titles, [
      ...['Opened and Closed by Day', 'Open by Age', 'Open by Group', 'Open by Person'],
      ...['Time to First Response', 'Time to Resolution', 'Time Logged by Day', 'Time Logged by Ticket'],
    ]);
    assert.equal(await panel.page.locator('canvas').count(), 8);
    await section('Time to First Response').getByText('Half within 30 min, nine in ten within 3 h 20 min').waitFor();
    await section('Time to Resolution').getByText('Half within 5 d, nine in ten within 5 d').waitFor();
    await section('Time to First Response').getByText('Not known of 5').waitFor();
    await section('Opened and Closed by Day').getByText('2 closed tickets are not here').waitFor();
    const work = section('Time Logged by Day');
    await work.getByText('Time on 6 tickets was not read since they changed.').waitFor();
    await work.getByText('1 entry is not here').waitFor();
    assert.deepEqual(panel.strayRequests, []);
    await picture('month');
  });

  it('opens what is pointed at', async () => {
    await panel.page.setViewportSize({ width: 1100, height: 900 });
    await answer();
    const title = 'Time to First Response';
    const answers = chart(title);
    const over = await section(title).locator('.u-over').boundingBox();
    const frame = await answers.boundingBox();
    assert.ok(over && frame);
    // The second of seven columns, far above its bar.
    const position = { x: over.x - frame.x + (over.width * 1.6) / 7.2, y: over.y - frame.y + 20 };
    await answers.hover({ position });
    await section(title).locator('.readout').getByText('1–4 h: 3 tickets').waitFor();
    await answers.click({ position });
    const { days } = await looked();
    assert.deepEqual((await panel.waitForCall('openPart')).a, [
      { kind: 'answered', from: days[0], to: days.at(-1), least: 60, below: 240 },
      null,
      'Time to First Response · 1–4 h: 3 tickets',
    ]);
    // Bars that lie, by their names too.
    const groups = chart('Open by Group');
    await groups.scrollIntoViewIfNeeded();
    const bars = await section('Open by Group').locator('.u-over').boundingBox();
    const place = await groups.boundingBox();
    assert.ok(bars && place);
    await groups.click({ position: { x: 10, y: bars.y - place.y + bars.height * 0.5 } });
    assert.deepEqual((await next('openPart', 2)).a[0], {
      ...{ kind: 'names', field: 'group', not: false },
      names: ['A <b>very</b> long name of a group that nobody would choose'],
    });
  });

  it('goes through values by the arrow keys, and opens them by Enter', async () => {
    await answer();
    const question = await looked();
    const flow = chart('Opened and Closed by Day');
    await flow.focus();
    const active = () =>
      panel.page.evaluate(() => {
        const id = document.activeElement?.getAttribute('aria-activedescendant') ?? '';
        return document.getElementById(id)?.textContent;
      });
    assert.match((await active()) ?? '', /, Opened: 0 tickets$/);
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.keyboard.press('ArrowDown');
    assert.match((await active()) ?? '', /, Closed: 5 tickets$/);
    await panel.page.keyboard.press('Enter');
    const [from, to] = question.days.slice(1, 3);
    assert.deepEqual((await panel.waitForCall('openPart')).a.slice(0, 2), [{ kind: 'closed', from, to }, null]);
    await panel.page.keyboard.press('End');
    await panel.page.keyboard.press('ArrowRight');
    assert.match((await active()) ?? '', /, Closed: 1 ticket$/);
    await chart('Open by Person').focus();
    await panel.page.keyboard.press('End');
    assert.equal(await active(), 'Person 9: 21 tickets');
    await panel.page.getByRole('button', { name: 'And 74 with 4 others' }).press('Enter');
    const { a } = await next('openPart', 2);
    assert.deepEqual(a[0], {
      ...{ kind: 'names', field: 'assignee', not: true },
      names: Array.from({ length: 10 }, (_, at) => `Person ${at}`),
    });
    // As screen readers do.
    await panel.page
      .getByRole('option', { name: 'Person 3: 27 tickets' })
      .evaluate(one => (one as HTMLElement).click());
    assert.match(String((await next('openPart', 3)).a[2]), /Person 3: 27 tickets$/);
    await picture('keyboard');
  });

  it('has all figures in tables, each leading on, and remembers which are unfolded', async () => {
    await answer();
    const people = section('Open by Person');
    await people.getByText('Figures').click();
    const rows = people.locator('tbody tr');
    await rows.first().waitFor();
    assert.equal(await rows.count(), 14);
    await people.getByRole('button', { name: 'Person 13: 17 tickets' }).click();
    assert.deepEqual((await panel.waitForCall('openPart')).a[0], {
      ...{ kind: 'names', field: 'assignee', names: ['Person 13'], not: false },
    });
    const work = section('Time Logged by Ticket');
    await work.getByText('Figures').click();
    await work.getByRole('button', { name: '#1042 =1+1 crash: 3 h 10 min' }).click();
    assert.deepEqual((await panel.waitForCall('openTicket')).a, ['rd', '7', '1042', '=1+1 crash']);
    await panel.reload();
    await answer();
    assert.equal(await panel.page.locator('tbody').count(), 2);
    await section('Time to First Response').getByRole('button', { name: '4 without a first response' }).click();
    const [part] = (await panel.waitForCall('openPart')).a as [{ kind: string }];
    assert.equal(part.kind, 'unanswered');
  });

  it('looks at other days and at one desk, and says nothing under their names that is not theirs', async () => {
    await answer();
    await button('7 days').click();
    const week = (await next('look', 2)).a[0] as OverviewAsked;
    assert.equal(week.days.length, 8);
    await panel.page.getByText('Loading…').waitFor();
    await panel.page.getByLabel('Desk').selectOption({ label: 'Acme Customer Hub' });
    const hub = (await next('look', 3)).a[0] as OverviewAsked;
    assert.equal(hub.deskId, 'ts');
    // What was asked before comes late.
    await answer({ question: week });
    await panel.page.getByText('Loading…').waitFor();
    await answer();
    await panel.page
      .locator('[aria-live=polite]')
      .getByText(/: 37 opened, 24 closed\.$/)
      .waitFor({ state: 'attached' });
    await button('Open now 41').click();
    assert.deepEqual((await panel.waitForCall('openPart')).a.slice(0, 2), [{ kind: 'open' }, 'ts']);
    await panel.reload();
    const { days, deskId } = await looked();
    assert.deepEqual([days.length, deskId], [8, 'ts']);
    await answer();
    assert.equal(await panel.page.getByLabel('Desk').inputValue(), 'ts');
    await picture('week');
    await answer({ desks: [{ id: 'rd', name: 'Acme Support' }] });
    assert.equal(((await next('look', 2)).a[0] as OverviewAsked).deskId, undefined);
  });

  it('opens a name on the desk that alone has it', async () => {
    const question = await looked();
    const days = question.days.length - 1;
    const other = {
      ...filled(days),
      groups: [
        { name: 'orders', count: 2 },
        { name: 'Orders EU', count: 70 },
      ],
    };
    const sum = sumOf(
      [
        { deskId: 'rd', overview: filled(days) },
        { deskId: 'ts', overview: other },
      ],
      days,
    );
    await panel.show({ question, desks, sum, notes: [] });
    await section('Open by Group').getByText('Figures').click();
    for (const name of ['Orders EU: 70 tickets', 'Orders: 22 tickets', 'No group: 9 tickets'])
      await button(new RegExp(`${name}$`)).click();
    await next('openPart', 3);
    const asked = await panel.page.evaluate(() =>
      window.asked.filter(({ m }) => m === 'openPart').map(({ a }) => a[1]),
    );
    assert.deepEqual(asked, ['ts', null, 'rd']);
  });

  it('keeps the keyboard at what it was at when others come before it or it goes', async () => {
    const question = await looked();
    const days = question.days.length - 1;
    const show = (people: Overview['people']) =>
      panel.show({
        ...{ question, desks, notes: [] },
        sum: sumOf([{ deskId: 'rd', overview: { ...filled(days), people } }], days),
      });
    const [ana, bo, cy] = ['Ana', 'Bo', 'Cy'].map((name, at) => ({ name, count: 3 - at })) as Overview['people'];
    await show([ana, bo, cy].flatMap(each => each ?? []));
    await chart('Open by Person').focus();
    await panel.page.keyboard.press('ArrowDown');
    const readout = section('Open by Person').locator('.readout');
    await readout.getByText('Bo: 2 tickets').waitFor();
    await show([{ name: 'Bo', count: 9 }, ...[ana, cy].flatMap(each => each ?? [])]);
    await readout.getByText('Bo: 9 tickets').waitFor();
    await panel.page.keyboard.press('End');
    await show([{ name: 'Bo', count: 9 }]);
    await readout.getByText('Bo: 9 tickets').waitFor();
    await panel.page.keyboard.press('Enter');
    assert.match(String((await panel.waitForCall('openPart')).a[2]), /Bo: 9 tickets$/);
  });

  it('says what is not counted, and what is not there', async () => {
    const question = await looked();
    await panel.show({
      ...{ question, desks: [] },
      notes: [
        {
          kind: 'info',
          message: 'No help desk is connected.',
          remedy: { label: 'Connect a Help Desk', action: 'connect' },
        },
      ],
    });
    await button('Connect a Help Desk').click();
    assert.deepEqual((await panel.waitForCall('act')).a, ['connect', null]);
    assert.equal(await panel.page.locator('canvas').count(), 0);
    // That nothing could be asked does not mean that there is nothing.
    assert.equal(await panel.page.getByText(/^No ticket|Open now|Loading/).count(), 0);
    assert.ok(await button('Export as CSV…').isDisabled());
    await panel.show({ question, desks, sum: sumOf([], 30), notes: [] });
    await panel.page.getByText('No ticket is open.').first().waitFor();
    assert.equal(await panel.page.getByText('No ticket is open.').count(), 3);
    assert.equal(await button(any).filter({ hasText: 'Open now' }).count(), 0);
    await picture('empty');
    const resolutions = { minutes: [], still: 0, unknown: 3 };
    await panel.show({ question, desks, sum: { ...sumOf([], 30), resolutions }, notes: [] });
    const words = await section('Time to Resolution').getByText(/\w/).allInnerTexts();
    assert.match(words.join('\n'), /^Time to Resolution\n(Not known of 3: [^\n]+\n?)+$/);
  });

  it('writes all figures into one file, none of which a spreadsheet runs', async () => {
    const given = filled((await looked()).days.length - 1);
    await answer(
      { notes: [{ kind: 'info', message: 'Not all are kept.' }] },
      { ...given, groups: [...given.groups, { name: '=HYPERLINK("x;=1")', count: 1 }] },
    );
    await button('Export as CSV…').click();
    const [name, text] = (await panel.waitForCall('saveCsv')).a;
    assert.match(String(name), /^overview-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
    const lines = String(text).split('\r\n');
    assert.equal(lines[0], '\ufeffFigure,Of,Series,Value,Unit');
    assert.equal(lines.at(-2), ',Not all are kept.,,,');
    assert.ok(lines.includes('Open by Group,Orders,Open now,20,Tickets'));
    assert.ok(lines.includes(`Open by Group,"'=HYPERLINK(""x;'=1"")",Open now,1,Tickets`));
    assert.ok(lines.includes('Time Logged by Ticket,#1042 =1+1 crash,Logged,190,Minutes'), text as string);
    assert.ok(lines.includes('Time to First Response,4 without a first response,,,'));
    assert.equal(lines.filter(line => line.startsWith('Opened and Closed by Day,')).length, 61);
  });

  it('is drawn anew in another theme and at another width, and fits a narrow page', async () => {
    // It comes while there is no room for it.
    await panel.page.evaluate(() => document.body.style.setProperty('display', 'none'));
    await answer();
    await panel.page.locator('.cards').waitFor({ state: 'attached' });
    await panel.page.evaluate(() => document.body.style.removeProperty('display'));
    await panel.page.waitForFunction(() => document.querySelectorAll('canvas').length === 8);
    const drawn = () => panel.page.evaluate(() => document.querySelector('canvas')?.toDataURL());
    const dark = await drawn();
    await panel.page.evaluate(() => {
      document.documentElement.style.setProperty('--vscode-charts-blue', 'rgb(200, 10, 10)');
      document.body.classList.replace('vscode-dark', 'vscode-light');
    });
    await panel.page.waitForFunction(
      before => document.querySelector('canvas') && document.querySelector('canvas')?.toDataURL() !== before,
      dark,
    );
    await panel.page.setViewportSize({ width: 250, height: 700 });
    await panel.page.waitForFunction(
      () =>
        [...document.querySelectorAll('.uplot')].every(plot => plot.clientWidth <= 250) &&
        document.documentElement.scrollWidth <= 250,
    );
    await picture('narrow');
  });

  it('passes what axe checks: loading, filled with its tables, with notes, and empty', async () => {
    const passes = async () => {
      const checked = await check(panel.page);
      assert.equal(checked.violations.length, 0, inWords(checked));
    };
    await passes();
    await answer({
      notes: [
        { kind: 'warning', message: 'Acme is offline.' },
        { kind: 'info', message: 'Read so far: 100.' },
      ],
    });
    assert.deepEqual(
      await panel.page.locator('.notes-list li').evaluateAll(all => all.map(one => one.getAttribute('aria-live'))),
      [null, 'off'],
    );
    await panel.page.locator('.tiles').waitFor();
    await passes();
    for (const summary of await panel.page.locator('summary').all()) await summary.press('Enter');
    await panel.page.locator('table').last().waitFor();
    await passes();
  });
});
