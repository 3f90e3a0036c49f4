import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fieldMeant } from '../../src/editor/writing/fieldMeant.ts';
import { rememberedOf, startValues } from '../../src/editor/writing/formStart.ts';
import { isPlainNumber, lineMeant, numberAt, todoIn } from '../../src/editor/writing/todoComment.ts';
import { choicesNow, draftOf, withValue } from '../../src/model/newTicket.ts';
import type { FormField } from '../../src/webview/createMessages.ts';

const field = (name: string, role: FormField['role'], over: Partial<FormField> = {}): FormField => ({
  ...{ name, role, label: name, type: 'text', required: false },
  ...over,
});
const fields: readonly FormField[] = [
  field('Name', 'subject', { label: 'Subject', required: true }),
  field('CustomerID', 'customer', { label: 'Customer' }),
  field('Description', 'description', { label: 'Description', type: 'longText' }),
  field('TicketTypeID', 'type', {
    label: 'Type',
    type: 'choice',
    choices: [
      { id: '1', name: 'Bug' },
      { id: '2', name: 'Question' },
    ],
  }),
  field('TicketStatusID', 'status', {
    label: 'Status',
    type: 'choice',
    choices: [
      { id: '10', name: 'New', typeId: '1' },
      { id: '20', name: 'New', typeId: '2' },
    ],
  }),
  field('GroupID', 'group', { label: 'Group', type: 'choice', choices: [{ id: 'g', name: 'Level 2' }] }),
  field('category', 'category', {
    label: 'Category',
    type: 'choice',
    choices: [
      { id: 'net', name: 'Network', groupIds: ['other'] },
      { id: 'web', name: 'Web', groupIds: ['g'] },
    ],
  }),
  field('ProductID', 'product', { label: 'Product', type: 'choice', choices: [{ id: 'p', name: 'Shop' }] }),
  field('ReportedVersionID', 'reportedVersion', { type: 'choice', choices: [] }),
  field('customer_group', 'customerGroup', { label: 'Customer group' }),
  field('Browser', 'custom'),
];
const named = (name: string) => {
  const found = fields.find(each => each.name === name);
  assert.ok(found);
  return found;
};
const names = (name: string, values: Record<string, string>) =>
  choicesNow(named(name), fields, values).map(({ id }) => id);

describe('values of a new ticket', () => {
  it('offer a status of the type that is chosen, none before, and a category of the group', () => {
    assert.deepEqual(names('TicketStatusID', {}), []);
    assert.deepEqual(names('TicketStatusID', { TicketTypeID: '2' }), ['20']);
    assert.deepEqual(names('category', {}), ['net', 'web']);
    assert.deepEqual(names('category', { GroupID: 'g' }), ['web']);
  });

  it('lose what no longer fits when what it goes by is another', () => {
    const values = { Name: 'S', TicketTypeID: '1', TicketStatusID: '10', category: 'net', ReportedVersionID: '7' };
    assert.deepEqual(withValue(values, fields, 'TicketTypeID', '2'), {
      ...{ Name: 'S', TicketTypeID: '2', category: 'net', ReportedVersionID: '7' },
    });
    assert.deepEqual(withValue(values, fields, 'GroupID', 'g').category, undefined);
    assert.deepEqual(withValue(values, fields, 'ProductID', 'p').ReportedVersionID, undefined);
    assert.deepEqual(withValue(values, fields, 'Browser', 'x'), { ...values, Browser: 'x' });
  });

  it('become a draft: roles in their places, the rest by name, nothing empty', () => {
    const values = { Name: ' S ', Description: '  code\n', TicketTypeID: '1', GroupID: '', Browser: 'Firefox' };
    assert.deepEqual(draftOf(fields, values), {
      ...{ subject: 'S', description: '  code', typeId: '1', fields: { Browser: 'Firefox' } },
    });
  });

  it('keep every typed character of the description but blanks around it', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const { description } = draftOf(fields, { Name: 'S', Description: text });
        assert.equal(description, text.trim() ? text.trimEnd() : '');
      }),
    );
  });
});

describe('what a form begins with', () => {
  it('is the template by role, label or name, choices by name, whatever the letter case', () => {
    const template = {
      Type: 'bug',
      STATUS: 'new',
      level: 1,
      'Customer Group': 'Gold',
      browser: 'Any',
      group: 'none such',
    };
    const { values, lastUsed } = startValues(fields, template, {});
    assert.deepEqual(values, { TicketTypeID: '1', TicketStatusID: '10', customer_group: 'Gold', Browser: 'Any' });
    assert.equal(lastUsed, false);
  });

  it('is what the ticket before had where the template says nothing, as far as it can still be chosen', () => {
    const before = { TicketTypeID: '2', GroupID: 'g', ProductID: 'gone' };
    const { values, lastUsed } = startValues(fields, { type: 'Bug' }, before);
    assert.deepEqual(values, { TicketTypeID: '1', GroupID: 'g' });
    assert.equal(lastUsed, true);
  });

  it('remembers choices that are the same for many tickets, and no words', () => {
    const values = { Name: 'S', TicketTypeID: '1', TicketStatusID: '10', GroupID: 'g', Browser: 'x' };
    assert.deepEqual(rememberedOf(fields, values), { TicketTypeID: '1', GroupID: 'g' });
  });
});

describe('the field that a refusal is about', () => {
  const about = (words: string) => fieldMeant(words, fields)?.name;

  it('is told by the name in the API, by the label, or by neither', () => {
    assert.equal(about('ProductID 99 is unknown.'), 'ProductID');
    assert.equal(about('customer_group must be one of the defined ones'), 'customer_group');
    assert.equal(about('A ReadyDesk ticket needs a customer.'), 'CustomerID');
    assert.equal(about('The status New does not belong to the chosen type.'), 'TicketStatusID');
    assert.equal(about('Customer group is unknown'), 'customer_group');
    assert.equal(about('The ticket type is not active'), 'TicketTypeID');
    assert.equal(about('Something went wrong'), undefined);
    assert.equal(about('The categoryx field'), undefined);
  });
});

describe('comments that tickets are made of', () => {
  const keywords = ['TODO', 'FIXME'];
  const words = (text: string) => todoIn(text, 3, keywords)?.words;

  it('are found behind what begins a comment in any language', () => {
    assert.equal(words('  // TODO: round the sum'), 'round the sum');
    assert.equal(words('x = 1 # FIXME handle None'), 'handle None');
    assert.equal(words(' * TODO(ana): cache this'), 'cache this');
    assert.equal(words('<!-- TODO say more -->'), 'say more');
    assert.equal(words('/* TODO: later */'), 'later');
    assert.equal(words('-- FIXME'), '');
    assert.equal(words('// TODO add tags #feature-request'), 'add tags #feature-request');
    assert.equal(words('TODO at the start of a line'), 'at the start of a line');
  });

  it('are none in code, in other words, in other letters, or with a number already', () => {
    for (const text of [
      'const TODO = 1;',
      '// TODOs are many',
      '// todo: x',
      'TODO_LIST',
      '// TODO #12: done',
      '// TODO(ana) #4 x',
      'print("x")',
    ])
      assert.equal(words(text), undefined, text);
    assert.equal(todoIn('// TODO x', 0, []), undefined);
  });

  it('get the number behind the keyword and a name in brackets', () => {
    const put = (text: string) => {
      const at = numberAt(text, 'TODO');
      assert.ok(at !== undefined);
      return `${text.slice(0, at)} #7${text.slice(at)}`;
    };
    assert.equal(put('// TODO: round'), '// TODO #7: round');
    assert.equal(put('# TODO(ana): x'), '# TODO(ana) #7: x');
    assert.equal(put('/* TODO */'), '/* TODO #7 */');
    assert.equal(put('const TODO = 1; // TODO: round'), 'const TODO = 1; // TODO #7: round');
    assert.equal(put('TODO_LIST.add(TODO) # TODO(ana) x'), 'TODO_LIST.add(TODO) # TODO(ana) #7 x');
    assert.equal(numberAt('const TODO = 1;', 'TODO'), undefined);
  });

  it('are looked for again where they were, or where they alone can be', () => {
    const lines = ['a', '// TODO: x', 'b', '// TODO: x'];
    assert.equal(lineMeant(lines, 3, '// TODO: x'), 3);
    assert.equal(lineMeant(lines, 2, '// TODO: x'), undefined);
    assert.equal(lineMeant(lines.slice(1), 3, 'b'), 1);
    assert.equal(lineMeant(lines, 0, '// TODO: y'), undefined);
  });

  it('take no number that would be code', () => {
    for (const number of ['7', 'T-2026.12', 'ä1']) assert.ok(isPlainNumber(number), number);
    for (const number of ['', '7\nevil()', '7 */ evil()', '7\u2028x', '-->', '7'.repeat(51)])
      assert.ok(!isPlainNumber(number), number);
  });

  it('are looked for in no time, whatever the line', () => {
    const started = performance.now();
    for (const each of [' ', '*', '#', '-', '(*', '/*'])
      assert.equal(todoIn(each.repeat(100_000), 0, keywords), undefined);
    assert.ok(performance.now() - started < 1_000);
  });
});
