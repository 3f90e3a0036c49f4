import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { fieldNameKinds } from '../../src/model/fieldNames.ts';
import type { Action, Rule } from '../../src/readydesk/actions/action.ts';
import { ACTIONS, LISTS } from '../../src/readydesk/actions/all.ts';
import { matchColumns } from '../../src/readydesk/columns.ts';
import { RESOURCES } from '../../src/readydesk/deskRecords.ts';
import { tablesWith } from '../../src/readydesk/fields.ts';
import { BadInput, queryOf } from '../../src/readydesk/query.ts';
import { DeskDates } from '../../src/wire/deskDates.ts';

const dates = new DeskDates({});

function action(name: string): Action {
  const found = ACTIONS.find(each => each.name === name);
  assert.ok(found, name);
  return found;
}

const query = (name: string, input: object, by = dates) => Object.fromEntries(queryOf(action(name), input, by));

const refused = (name: string, input: object, words: RegExp) =>
  assert.throws(
    () => query(name, input),
    (thrown: unknown) => thrown instanceof BadInput && words.test(thrown.message) && thrown.message.includes(name),
    `${name} ${JSON.stringify(input)}`,
  );

describe('ReadyDesk: what is sent', () => {
  it('takes a wildcard only where the row allows it', () => {
    refused('get_customers', { id: '*' }, /id does not take a wildcard/);
    refused('get_line_items', { id: '*' }, /id does not take a wildcard/);
    refused('get_tickets', { tid: '*', cid: ' * ' }, /cid does not take a wildcard/);
    refused('get_asset_fields', { field_label: 'x' }, /nothing but \*/);
    assert.deepEqual(query('get_tickets', { tid: '*', keyword: '*' }), { tid: '*', keyword: '*' });
    assert.deepEqual(query('add_company', { name: '*', address: '*' }), { name: '*', address: '*' });
    for (const each of LISTS) {
      const everything = Object.fromEntries(queryOf(each, { ...each.everything, count: 5 }, dates));
      assert.deepEqual(everything, { ...each.everything, count: '5' });
    }
  });

  it('takes a list only where the row says so', () => {
    assert.deepEqual(query('get_customers', { cid: ['a', 'b '] }), { cid: 'a,b' });
    assert.deepEqual(query('get_schedules', { tid: [1, '2'], id: '3, 4' }), { tid: '1,2', id: '3,4' });
    refused('get_tickets', { cid: ['a', 'b'] }, /one value/);
    refused('get_tickets', { uid: 'a,b' }, /uid takes one value, not a list/);
    refused('get_tickets', { tid: '1,2' }, /tid takes a whole number/);
    refused('get_customers', { cid: ['a,b'] }, /no item can hold a comma/);
    refused('get_customers', { cid: ['a', '*'] }, /wildcard among others/);
    refused('get_schedules', { tid: ['x'] }, /whole numbers/);
    assert.deepEqual(query('get_companies', { name: 'Lee, Ng and Co' }), { name: 'Lee, Ng and Co' });
  });

  it('pages only together with count and a wildcard selector', () => {
    refused('get_tickets', { tid: '*', page: 1 }, /page works only together with count/);
    refused('get_tickets', { tid: 5, count: 1, page: 1 }, /tid=\*/);
    refused('get_schedules', { tid: '*', count: 1, page: 1 }, /id=\*/);
    refused('get_attachments', { tid: '*', count: 1, page: 1 }, /no input named page/);
    refused('get_tickets', { tid: '*', count: 0 }, /count starts at 1/);
    refused('get_tickets', { tid: '*', count: 5, page: 0 }, /page starts at 1/);
    for (const selector of [{ id: '*' }, { label: '*' }, { field_label: '*' }]) {
      assert.ok(query('get_asset_fields', { ...selector, count: 10, page: 2 }).page);
    }
  });

  it('orders by a field and one direction', () => {
    for (const order of ['ID', 'ID DESC', 'open_date asc']) assert.equal(query('get_tickets', { order }).order, order);
    for (const order of ['ID; DROP', 'ID  DESC', 'a b c', "x'"]) refused('get_tickets', { order }, /order takes/);
    refused('get_tickets', { order: 'ID DESC', order_direction: 'ASC' }, /contradicts/);
    assert.equal(query('get_tickets', { order: 'ID', order_direction: 'desc' }).order_direction, 'DESC');
  });

  it('writes dates in the forms of each page', () => {
    const at = '2014-04-01T13:05:06Z';
    assert.equal(query('get_customers', { cid: '*', start_date: '2014-04-01' }).start_date, '04/01/2014');
    assert.equal(query('get_techs', { uid: '*', end_date: at }).end_date, '04/01/2014');
    assert.equal(query('get_history', { tid: '*', start_date: '2014-02-01' }).start_date, '2/1/2014 00:00:00');
    assert.equal(query('get_history', { tid: '*', end_date: '2014-02-01' }).end_date, '2/1/2014 23:59:59');
    assert.equal(query('get_time', { cid: '*', end_date: at }).end_date, '4/1/2014 13:05:06');
    const invoice = query('add_invoice', { cid: 'a', from_date: '2014-03-01', to_date: '2014-03-31' });
    assert.deepEqual([invoice.from_date, invoice.to_date], ['3/1/2014', '3/31/2014']);
    const tokyo = new DeskDates({ timeZone: 'Asia/Tokyo' });
    assert.equal(query('get_customers', { start_date: '2014-04-01' }, tokyo).start_date, '04/01/2014');
    assert.equal(query('update_ticket', { tid: 1, due_date: at }, tokyo).due_date, '4/1/2014 22:05:06');
    refused('get_history', { start_date: 'yesterday' }, /start_date takes a date/);
  });

  it('knows what is required, how long and of which values', () => {
    refused('add_company', { name: 'x' }, /address is required/);
    refused('get_invoices', {}, /cid is required/);
    refused('add_asset_field', { label: 'x', type: 'text' }, /data_type is required/);
    refused('update_ticket', { subject: 'x' }, /tid is required/);
    refused('add_ticket', { cid: 'a', subject: 'x'.repeat(256) }, /at most 255/);
    refused('add_line_item', { category: 'x'.repeat(51) }, /at most 50/);
    assert.equal(query('add_line_item', { notes: 'x'.repeat(5000) }).notes?.length, 5000);
    assert.equal(query('add_group', { name: 'x'.repeat(300) }).name?.length, 300);
    refused('add_tech', { uid: 'a', rights: 'Root' }, /one of Admin, User, Power User/);
    refused('add_schedule', { title: 'a', start_date: '2026-01-01', status: 'X' }, /one of A, H, C, D/);
    assert.equal(query('add_line_item', { time_unit: 'hours' }).time_unit, 'Hours');
    assert.equal(query('add_customer', { cid: 'a', support: 'n' }).support, 'N');
    refused('add_customer', { cid: 'a', support: 'maybe' }, /one of N, Y/);
    refused('add_customer', { cid: 'a', new_company: 'B' }, /goes only with company=create_new/);
    refused('add_asset_field', { label: 'x', type: 'list', data_type: 'Text', size: 3 }, /goes only with type=text/);
    assert.ok(query('update_asset_field', { id: 1, size: 3 }).size);
    refused('add_line_item', { duration: '1,5' }, /decimal/);
    refused('get_tickets', { colour: 'red' }, /no input named colour/);
    refused('get_tickets', JSON.parse('{"__proto__":"red"}'), /no input/);
    refused('get_tickets', { constructor: 'red' }, /no input/);
    refused('get_tickets', { tid: Number.NaN }, /whole number/);
  });

  it('leaves out what is empty, but an update empties with it', () => {
    assert.deepEqual(query('add_ticket', { cid: 'a', phone: '', email: undefined }), { cid: 'a' });
    assert.deepEqual(query('update_ticket', { tid: 7, phone: '', due_date: '', email: undefined }), {
      tid: '7',
      phone: '',
      due_date: '',
    });
    refused('update_ticket', { tid: '' }, /tid is required/);
  });

  it('sends for any input either what was given or nothing', () => {
    const texts = fc.string({ unit: 'binary', maxLength: 60 });
    const value = fc.oneof(texts, fc.constant('*'), fc.integer(), fc.array(texts, { maxLength: 3 }), fc.double());
    const names = (each: Action) => fc.constantFrom(...Object.keys(each.inputs));
    const cases = fc
      .constantFrom(...ACTIONS)
      .chain(each => fc.tuple(fc.constant(each), fc.dictionary(names(each), value, { maxKeys: 4 })));
    let sent = 0;
    fc.assert(
      fc.property(cases, ([each, input]) => {
        let pairs: [string, string][];
        try {
          pairs = queryOf(each, input, dates);
        } catch (thrown) {
          assert.ok(thrown instanceof BadInput && thrown.message.startsWith(each.name), String(thrown));
          return;
        }
        sent++;
        // What a server decodes is what was meant.
        const search = pairs
          .map(([name, one]) => `${name}=${encodeURIComponent(Buffer.from(one).toString())}`)
          .join('&');
        const decoded = new URLSearchParams(search);
        for (const [name, one] of pairs) {
          const rule = each.inputs[name];
          assert.ok(rule);
          assert.equal(decoded.get(name), Buffer.from(one).toString());
          if (rule.type === 'text' || rule.type === 'longText' || rule.type === 'secret') {
            assert.equal(one, String(input[name]).trim() === '' ? '' : String(input[name]));
          }
          if (one === '*' && each.does === 'list') assert.ok(rule.wildcard || rule.words, name);
          assert.ok(one.length <= (rule.longest ?? Number.POSITIVE_INFINITY));
          if (rule.choices && one) assert.ok(rule.choices.includes(one));
        }
      }),
      { numRuns: 3000 },
    );
    assert.ok(sent > 100);
  });
});

describe('ReadyDesk: the table of actions', () => {
  it('has the documented inputs of each kind of record in the records browser', () => {
    const kinds = RESOURCES.map(({ kind }) => kind);
    assert.deepEqual([...kinds].sort(), Object.keys(fieldNameKinds).sort());
    for (const { kind, list, create, update, get } of RESOURCES) {
      assert.ok(list && !list.filters.some(({ name }) => ['count', 'page', 'count_only'].includes(name)), kind);
      if (update) assert.ok(create && get && update.length > 0 && !update.some(input => input.required), kind);
    }
    const of = (kind: string) => RESOURCES.find(each => each.kind === kind);
    assert.equal(of('tickets')?.list?.search, 'keyword');
    assert.equal(of('schedules')?.known, false);
    assert.deepEqual(
      of('invoices')?.create?.map(({ name, required }) => [name, required]),
      [
        ['cid', true],
        ['from_date', true],
        ['to_date', true],
      ],
    );
    assert.equal(of('customers')?.create?.find(({ name }) => name === 'pass')?.type, 'secret');
  });

  it('marks what no page shows', () => {
    const isInferred = (name: string, input: string) => action(name).inputs[input]?.inferred === true;
    for (const [name, input] of [
      ['add_ticket', 'description'],
      ['update_company', 'id'],
      ['get_tickets', 'count'],
    ] as const) {
      assert.equal(isInferred(name, input), input !== 'count', `${name} ${input}`);
    }
    assert.ok(isInferred('get_tickets', 'page') && !isInferred('get_companies', 'page'));
    const rules: Rule[] = Object.values(action('get_kb_articles').inputs);
    assert.ok(rules.every(rule => rule.inferred));
    const { create, list } = RESOURCES.find(({ kind }) => kind === 'customers') ?? {};
    const marked = (inputs: typeof create) => inputs?.filter(each => each.inferred).map(({ name }) => name);
    assert.deepEqual(marked(create), ['email', 'phone']);
    assert.deepEqual(marked(list?.filters), ['end_date', 'order', 'order_direction']);
  });
});

describe('ReadyDesk: names of fields', () => {
  it('are extended by the settings, the own ones first', () => {
    const tables = tablesWith({ assets: { name: ['Geräte_Name'] }, articles: { body: ['wisdom'] } });
    assert.ok(tables.assets.name.startsWith('gerätename '));
    const record = { values: { ID: '4', wisdom: 'w', Secret_Sauce: '' }, groups: {} };
    assert.deepEqual(matchColumns(tables.articles, [record]), {
      recognised: [
        { meaning: 'id', name: 'ID' },
        { meaning: 'body', name: 'wisdom' },
      ],
      unrecognised: ['Secret_Sauce'],
      notFound: ['title', 'category', 'changedAt', 'url'],
    });
  });

  it('prefer columns with values, and each belongs to one field', () => {
    const table = { id: 'id tid', other: 'id tid note' };
    const found = matchColumns(table, [{ values: { id: ' ', tid: '5', note: '' }, groups: {} }]);
    assert.deepEqual(found.recognised, [
      { meaning: 'other', name: 'id' },
      { meaning: 'id', name: 'tid' },
    ]);
    assert.deepEqual(matchColumns(table, []), { recognised: [], unrecognised: [], notFound: [] });
  });
});
