import assert from 'node:assert/strict';
import { dayOf, daysAround, spanOf } from '../../src/model/timesheet.ts';
import type { CreateState } from '../../src/webview/createMessages.ts';
import type { PanelCode, PanelState } from '../../src/webview/messages.ts';
import type { SheetState } from '../../src/webview/timesheetMessages.ts';
import { type Checked, check, inWords } from '../axe.ts';
import { card, ticketOfBo } from './webviewCard.ts';
import { type Asked, eachWithPanel, type PanelUnderTest } from './webviewPage.ts';
import { abilities, ago, day, details, entry, panelState, seed } from './webviewTicket.ts';
import { editable, fields, reply, statusWrite, write } from './webviewWriting.ts';

const png =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const mail = `<h1>Hello</h1><h4>Steps</h4><p>See <a href="https://acme.example/a">this page</a>, or
<a href="https://acme.example/b"><img src="https://acme.example/b.png"></a> and <img src="${png}"> <a href="https://acme.example/c"></a></p>
<table><tr><td>Sum</td><td>12</td></tr></table><ol><li>One</li></ol><li>Lost</li><dd>Lost, too</dd><summary>Alone</summary>
<details><summary>More</summary>text</details><ul>loose<li>fixed</li></ul><dl><p>odd</p></dl><th>head</th><pre>long ${'line '.repeat(80)}</pre>`;

/** What contrast colours have is looked at in real themes, by the end-to-end tests. */
function expectNone(checked: Checked): void {
  if (checked.violations.length > 0) assert.fail(inWords(checked));
}

describe('the ticket panel for those who do not see it', function () {
  this.timeout(60_000);
  let panel: PanelUnderTest;
  eachWithPanel(seed, opened => {
    panel = opened;
  });
  const button = (name: string | RegExp) => panel.page.getByRole('button', { name });
  const passes = async () => expectNone(await check(panel.page));
  const whole = (over: Partial<PanelState> = {}) =>
    panelState({
      abilities: { ...abilities, editable },
      details: details({
        ticket: {
          ...ticketOfBo,
          ...{ urgency: 'high', priority: 'High', dueAt: ago(day), assignee: { name: 'Ana Lee' } },
          description: { kind: 'text', body: 'It fails. See https://acme.example/x for more.' },
          otherFields: Array.from({ length: 12 }, (_, at) => ({ name: `Field${at}`, value: `Value ${at}` })),
        },
        history: [
          entry({ id: '1', body: { kind: 'html', body: mail } }),
          entry({ id: '2', visibility: 'internal', role: 'technician', minutes: 20, author: { name: 'Ana Lee' } }),
          entry({ id: '3', role: 'system', body: { kind: 'text', body: `${'line\n'.repeat(60)}` } }),
          entry({ id: '4', body: { kind: 'text', body: '' } }),
        ],
        attachments: [{ id: 'f1', name: 'shot.png', size: '12 kB', at: ago(day), entryId: '1' }],
        assets: [{ id: 'a1', name: 'Till 4', otherFields: [{ name: 'SerialNumber', value: 'QX-1' }] }],
        timeEntries: Array.from({ length: 9 }, (_, at) => ({ id: `t${at}`, minutes: 20, at: ago(day), notes: 'Work' })),
        totalMinutes: 180,
      }),
      ...over,
    });

  it('passes before anything is known, while it is read, and when the desk does not answer', async () => {
    await passes();
    await panel.show(panelState({ details: undefined, loading: true } as never));
    await passes();
    const problem = { message: 'Could not reach Acme.', remedy: { label: 'Try Again', action: 'refresh' as const } };
    await panel.show(whole({ problem, loading: true }));
    await passes();
    await panel.show(whole({ details: details({ missing: ['history', 'attachments', 'timeEntries'] }) }));
    await passes();
  });

  it('passes with everything that a ticket can have, folded and unfolded', async () => {
    await panel.show(whole());
    await passes();
    await panel.page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true;
    });
    await panel.answer(await panel.waitForCall('customerCard'), { card: card() });
    await panel.page.getByRole('region', { name: /^Other tickets/ }).waitFor();
    await passes();
  });

  it('passes with code', async () => {
    const code: PanelCode = {
      texts: [
        {
          id: 'description',
          frames: [{ at: 0, written: 'Itfails', file: 'src/a.ts', line: 3, others: 1, foreign: false, now: 'Moved' }],
        },
      ],
      traces: [{ text: 'description', frames: [0], foreign: 2 }],
      elsewhere: 2,
      links: [
        {
          ...{ id: 'l1', path: 'src/a.ts', startLine: 3, endLine: 5, snippet: 'const a = 1;', at: ago(day), own: true },
          ...{ state: 'moved' as const, shown: 'src/a.ts', shownLine: 7 },
        },
      ],
      mentions: { count: 3, partial: false },
    };
    await panel.show(whole());
    await panel.page.evaluate(one => window.send({ t: 'q', m: 'showCode', a: [one] }), code as unknown);
    await panel.page.getByRole('region', { name: 'Code' }).waitFor();
    await passes();
  });

  it('passes with what is on its way in each state', async () => {
    const states = ['held', 'waiting', 'sending', 'checking', 'unclear', 'failed', 'sent'] as const;
    const notes = states.map((state, id) => write(reply, { id, state, problem: 'Because', dueAt: ago(-60_000) }));
    const conflicts = [{ field: 'StatusID', label: 'Status', values: { mine: 'A', theirs: 'B', before: 'C' } }];
    await panel.show(whole({ writes: [...notes, statusWrite({ id: 99, state: 'unclear', problem: 'Because' })] }));
    await passes();
    await panel.show(whole({ writes: [statusWrite({ state: 'conflict', conflicts })] }));
    await passes();
    await panel.show(whole({ undoable: { name: 'StatusID', role: 'status', shownBefore: 'New' } }));
    await passes();
  });

  it('passes while fields are changed and a note is written', async () => {
    await panel.show(whole());
    for (const [at, name] of ['Status', 'Subject', 'Due'].entries()) {
      await button(`Change ${name}`).press('Enter');
      const call = await panel.page.waitForFunction(
        nth => window.asked.filter(({ m }) => m === 'fields')[nth as number],
        at,
      );
      await panel.answer((await call.jsonValue()) as never, { fields });
      await panel.page.locator('.field-entry').first().waitFor();
      await passes();
      if (name === 'Status') {
        await panel.page.keyboard.type('xyz');
        await passes();
      }
      if (name === 'Subject') {
        await panel.page.locator('.field-entry').fill('');
        await passes();
      }
      await panel.page.keyboard.press('Escape');
    }
    await panel.page.locator('textarea').fill('Some **words**');
    await button('Preview').click();
    await panel.answer(await panel.waitForCall('preview'), '<p>Some <strong>words</strong></p>');
    await panel.page.getByRole('region', { name: 'Preview' }).waitFor();
    await passes();
  });
});

describe('the form of a new ticket for those who do not see it', function () {
  this.timeout(60_000);
  let panel: PanelUnderTest<CreateState>;
  eachWithPanel<CreateState>(
    { formId: 'f1' } as object,
    opened => {
      panel = opened;
    },
    'src/webview/create/main.ts',
  );
  const passes = async () => expectNone(await check(panel.page));
  const of = (over: Partial<CreateState> = {}): CreateState => ({
    desks: [
      { id: 'd1', name: 'Acme' },
      { id: 'd2', name: 'Other' },
    ],
    ...{ deskId: 'd1', customerRequired: true, loading: false, sending: false, refused: {}, locale: 'en' },
    start: { turn: 1, values: {}, lastUsed: true },
    fields: [
      { name: 'Name', role: 'subject', label: 'Subject', type: 'text', required: true },
      { name: 'CustomerID', role: 'customer', label: 'Customer', type: 'text', required: false },
      { name: 'Description', role: 'description', label: 'Description', type: 'longText', required: false },
      {
        ...{ name: 'Type', role: 'type', label: 'Type', type: 'choice', required: false },
        choices: [{ id: '1', name: 'Bug' }],
      },
      { name: 'Cloud', role: 'custom', label: 'Cloud', type: 'flag', required: false },
    ],
    ...over,
  });

  it('passes empty, refused, while it is sent, and while customers are looked up', async () => {
    await panel.show({ ...of(), loading: true, fields: undefined } as never);
    await passes();
    await panel.show(of({ refused: { Name: 'Too long', Cloud: 'Not now' }, problem: { message: 'Refused.' } }));
    await passes();
    await panel.show(of({ sending: true }));
    await passes();
    await panel.show(of());
    const whom = panel.page.getByRole('combobox', { name: 'Customer' });
    await whom.fill('an');
    await passes();
    const asked = await panel.page.waitForFunction(() =>
      window.asked.find(({ m, a }) => m === 'customers' && a[0] === 'an'),
    );
    await panel.answer((await asked.jsonValue()) as Asked, { customers: [{ id: '1', name: 'Ann', about: 'Acme' }] });
    await panel.page.getByRole('option', { name: 'Ann' }).waitFor();
    await passes();
    await whom.press('Enter');
    await passes();
  });
});

describe('the timesheet for those who do not see it', function () {
  this.timeout(60_000);
  let panel: PanelUnderTest<SheetState>;
  eachWithPanel<SheetState>(
    { locale: 'en-GB' } as object,
    opened => {
      panel = opened;
    },
    'src/webview/timesheet/main.ts',
  );
  const passes = async () => expectNone(await check(panel.page));

  it('passes empty, filled, unfolded, and while an entry is changed', async () => {
    await passes();
    const call = await panel.waitForCall('look');
    const question = call.a[0] as SheetState['question'];
    const days = daysAround(dayOf(new Date()), 'week', 1);
    assert.ok(spanOf(days).from);
    const desks = [{ id: 'rd', name: 'Acme Support', canLog: true, canChange: true }];
    const base = { question, desks, notes: [], unread: 0, undated: 0 };
    await panel.show({ ...base, entries: [] });
    await passes();
    const at = question.span.from;
    const one = { deskId: 'rd', ticketId: '7', number: '1042', subject: 'Crash', id: 'x1', minutes: 60, at };
    await panel.show({
      ...base,
      entries: [
        { ...one, notes: 'Found it', by: 'Sam' },
        { ...one, id: 'x2', unsent: { id: 4, state: 'waiting' } as never },
      ],
      ...{ unread: 3, undated: 1, notes: [{ message: 'Acme is offline.', remedy: undefined } as never] },
    });
    await passes();
    await panel.page.locator('td button.cell').first().click();
    await panel.page.locator('deskside-entries li').first().waitFor();
    await passes();
    await panel.page.getByRole('button', { name: 'Change' }).first().click();
    await panel.page.getByLabel('Duration').waitFor();
    await passes();
    await panel.page.getByLabel('Duration').fill('much');
    await panel.page.getByRole('button', { name: 'Save' }).click();
    await panel.page.getByRole('alert').waitFor();
    await passes();
    await panel.page.getByText('Figures').click();
    await panel.page.getByRole('button', { name: 'Month' }).click();
    await passes();
  });
});
