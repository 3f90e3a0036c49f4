import assert from 'node:assert/strict';
import type { CreateState, FormField } from '../../src/webview/createMessages.ts';
import { eachWithPanel, type PanelUnderTest } from './webviewPage.ts';

const field = (name: string, role: FormField['role'], label: string, over: Partial<FormField> = {}): FormField => ({
  ...{ name, role, label, type: 'text', required: false },
  ...over,
});
const choice = (name: string, role: FormField['role'], label: string, choices: FormField['choices']): FormField =>
  field(name, role, label, { type: 'choice', ...(choices ? { choices } : {}) });

const fields: readonly FormField[] = [
  choice('TicketTypeID', 'type', 'Type', [
    { id: '1', name: 'Bug' },
    { id: '2', name: 'Question' },
  ]),
  {
    ...choice('TicketStatusID', 'status', 'Status', [
      { id: '10', name: 'New', typeId: '1' },
      { id: '11', name: 'Closed', typeId: '1', closed: true },
      { id: '20', name: 'Asked', typeId: '2' },
    ]),
    needs: 'Choose a type first',
  },
  field('Description', 'description', 'Description', { type: 'longText' }),
  field('Name', 'subject', 'Subject', { required: true }),
  field('CustomerID', 'customer', 'Customer'),
  field('DueDate', 'dueAt', 'Due', { type: 'date', example: 'For example 2026-12-31' }),
  field('Seats', 'custom', 'Seats', { type: 'number' }),
  field('Cloud', 'custom', 'Cloud', { type: 'flag' }),
];

const state = (over: Partial<CreateState> = {}): CreateState => ({
  ...{ desks: [{ id: 'd1', name: 'Acme' }], deskId: 'd1', fields, customerRequired: true, loading: false },
  ...{ sending: false, refused: {}, locale: 'en', start: { turn: 1, values: {}, lastUsed: false } },
  ...over,
});

describe('form of a new ticket in a browser', function () {
  this.timeout(60_000);
  let panel: PanelUnderTest<CreateState>;
  eachWithPanel<CreateState>(
    { formId: 'f1' } as object,
    opened => {
      panel = opened;
    },
    'src/webview/create/main.ts',
  );
  const box = (name: string | RegExp) => panel.page.getByLabel(name);
  const customer = () => panel.page.getByRole('combobox', { name: 'Customer' });
  const calls = async (method: string) => (await panel.asked()).filter(call => call.m === method);
  /** What the page told last, answered with what is wrong. */
  const told = async (problems: Record<string, string> = {}) => {
    for (const call of await calls('changed')) await panel.answer(call, problems);
    return (await calls('changed')).at(-1)?.a ?? [];
  };
  const create = () => panel.page.getByRole('button', { name: 'Create Ticket' }).click();

  it('asks first for what must be given, then in the order people look, the desk’s own fields last', async () => {
    await panel.show(state());
    assert.deepEqual(await panel.page.locator('label').allTextContents(), [
      ...['Subject required', 'Customer required', 'Description', 'Type', 'Status', 'Due', 'Seats', 'Cloud'],
    ]);
    await panel.page.waitForFunction(() => document.activeElement?.id === 'field-Name');
    assert.equal(await box('Seats').isVisible(), false);
    await panel.page.getByText('Further fields').click();
    await box('Seats').waitFor();
  });

  it('tells what is typed at once, and says at a field what is wrong once one was there', async () => {
    await panel.show(state());
    await box('Due').fill('tomorrow');
    assert.deepEqual(await told({ DueDate: 'Write a date', Seats: 'This is a number.' }), [
      { DueDate: 'tomorrow' },
      null,
    ]);
    assert.equal(await panel.page.getByText('Write a date').count(), 0);
    await box('Subject').focus();
    await told({ DueDate: 'Write a date', Seats: 'This is a number.' });
    await panel.page.getByText('Write a date').waitFor();
    assert.equal(await box('Due').getAttribute('aria-invalid'), 'true');
    assert.equal(await panel.page.getByText('This is a number.').count(), 0);
  });

  it('offers a status when its type is chosen, and drops it when the type is another', async () => {
    await panel.show(state());
    assert.equal(await box('Status').isDisabled(), true);
    assert.equal(await box('Status').locator('option').first().textContent(), 'Choose a type first');
    await box('Type').selectOption('Bug');
    assert.deepEqual(await box('Status').locator('option').allTextContents(), [
      ...['Left to the desk', 'New', 'Closed (closes the ticket)'],
    ]);
    await box('Status').selectOption('New');
    await box('Type').selectOption('Question');
    assert.deepEqual((await told())[0], { TicketTypeID: '2' });
    assert.equal(await box('Status').inputValue(), '');
  });

  it('looks customers up as one types, and takes one with the keyboard alone', async () => {
    await panel.show(state());
    await customer().focus();
    const first = await panel.waitForCall('customers');
    assert.deepEqual(first.a, ['']);
    await panel.answer(first, { customers: [{ id: 'c0', name: 'Zed' }] });
    await panel.page.keyboard.type('ann');
    const second = await panel.page.waitForFunction(() => window.asked.find(each => each.a[0] === 'ann'));
    await panel.answer((await second.jsonValue()) as never, {
      customers: [
        { id: 'c1', name: 'Anna Bell', about: 'Acme · a@x.example' },
        { id: 'c2', name: 'Anna <b>Lee</b>' },
      ],
    });
    await panel.page.getByRole('option', { name: 'Anna' }).nth(1).waitFor();
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.keyboard.press('Enter');
    assert.equal(await customer().inputValue(), 'Anna <b>Lee</b>');
    assert.deepEqual(await told(), [{ CustomerID: 'c2' }, { id: 'c2', name: 'Anna <b>Lee</b>' }]);
    // Other words mean somebody else.
    await panel.page.keyboard.press('Control+a');
    await panel.page.keyboard.type('b');
    assert.deepEqual(await told(), [{ CustomerID: '' }, null]);
  });

  it('sends nothing as long as something is wrong, and goes to the first such field', async () => {
    await panel.show(state());
    await box('Description').fill('It breaks.');
    await told();
    const before = (await calls('changed')).length;
    await create();
    await panel.page.waitForFunction(count => window.asked.filter(each => each.m === 'changed').length > count, before);
    await told({ Name: 'A ticket needs a subject.', Seats: 'This is a number.' });
    await panel.page.getByText('A ticket needs a subject.').waitFor();
    await panel.page.waitForFunction(() => document.activeElement?.id === 'field-Name');
    // The part that is folded opens for what is wrong in it.
    await panel.page.getByText('This is a number.').waitFor();
    assert.deepEqual(await calls('create'), []);
  });

  it('creates by a click whose button moves away under it, since what was wrong is not any more', async () => {
    await panel.show(state());
    await box('Description').fill('It breaks.');
    await create();
    await told({ Name: 'A ticket needs a subject.' });
    await panel.page.getByText('A ticket needs a subject.').waitFor();
    await box('Subject').fill('S');
    const button = panel.page.getByRole('button', { name: 'Create Ticket' });
    const before = await button.boundingBox();
    await panel.page.mouse.move((before?.x ?? 0) + 5, (before?.y ?? 0) + (before?.height ?? 0) - 3);
    await panel.page.mouse.down();
    await told();
    await panel.page.getByText('A ticket needs a subject.').waitFor({ state: 'hidden' });
    assert.ok(((await button.boundingBox())?.y ?? 0) < (before?.y ?? 0));
    await panel.page.mouse.up();
    await panel.page.waitForFunction(() => window.asked.at(-1)?.m === 'changed');
    await told();
    await panel.waitForCall('create');
  });

  it('creates with Ctrl+Enter when all is well, and cannot be changed on its way', async () => {
    await panel.show(state());
    await box('Subject').fill('S');
    await told();
    const before = (await calls('changed')).length;
    await panel.page.keyboard.press('Control+Enter');
    await panel.page.waitForFunction(count => window.asked.filter(each => each.m === 'changed').length > count, before);
    await told();
    await panel.waitForCall('create');
    await panel.show(state({ sending: true }));
    await panel.page.getByText('Creating…').waitFor();
    assert.equal(await box('Subject').inputValue(), 'S');
    assert.equal(await box('Subject').isEditable(), false);
    await panel.page.keyboard.press('Control+Enter');
    assert.equal((await calls('create')).length, 1);
  });

  it('shows the desk’s refusal at the field it means, until that is changed', async () => {
    await panel.show(state());
    await box('Subject').fill('S');
    await panel.show(state({ refused: { Seats: 'Acme did not accept this.' } }));
    await panel.page.getByText('Acme did not accept this.').waitFor();
    await panel.page.waitForFunction(() => document.activeElement?.id === 'field-Seats');
    await box('Seats').fill('3');
    await panel.page.getByText('Acme did not accept this.').waitFor({ state: 'detached' });
    assert.equal(await box('Subject').inputValue(), 'S');
  });

  it('keeps what is typed when fields come anew, and takes what another desk begins with', async () => {
    const desks = [
      { id: 'd1', name: 'Acme' },
      { id: 'd2', name: 'Other' },
    ];
    await panel.show(state({ desks }));
    await box('Subject').fill('Half a sen');
    await panel.show(state({ desks, loading: true }));
    assert.equal(await box('Subject').inputValue(), 'Half a sen');
    await box('Desk').selectOption('Other');
    assert.deepEqual((await panel.waitForCall('chooseDesk')).a, ['d2']);
    const start = { turn: 2, values: { Name: 'Half a sentence', TicketTypeID: '1' }, lastUsed: true };
    await panel.show(state({ desks, deskId: 'd2', start }));
    assert.equal(await box('Subject').inputValue(), 'Half a sentence');
    await panel.page.getByText('Some fields are filled in as in your last ticket.').waitFor();
    assert.equal(await box('Type').inputValue(), '1');
    await panel.page.getByRole('button', { name: 'Start Anew' }).click();
    await panel.waitForCall('startAnew');
  });

  it('says what is wrong with the desk, with a way on', async () => {
    const { fields: _none, ...empty } = state();
    const problem = { message: 'Could not reach Acme.', remedy: { label: 'Try Again', action: 'refresh' as const } };
    await panel.show({ ...empty, problem });
    await panel.page.getByRole('alert').getByText('Could not reach Acme.').waitFor();
    await panel.page.getByRole('button', { name: 'Try Again' }).click();
    await panel.waitForCall('refresh');
    assert.deepEqual(panel.strayRequests, []);
  });

  it('tells over a reload which form it is', async () => {
    await panel.show(state());
    await box('Subject').fill('S');
    await told();
    assert.equal(((await panel.saved()) as { formId: string }).formId, 'f1');
  });
});
