import assert from 'node:assert/strict';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

type Record_ = Record<string, string>;

describe('sample desk: ReadyDesk’s people, invoices, articles, schedules and assets', function () {
  this.timeout(20_000);
  let desk: SampleDesk;
  before(async () => {
    desk = await startSampleDesk(['--tickets', '200', '--format', 'json']);
  });
  after(() => desk.stop());
  afterEach(() => desk.control.usual());

  const ask = async (variables: Record_) => {
    const query = new URLSearchParams({ key: desk.readydesk.key, ...variables });
    return await (await fetch(`${desk.readydesk.url}?${query}`)).text();
  };
  const list = async (variables: Record_): Promise<Record_[]> =>
    Object.values(JSON.parse(await ask(variables)) as Record<string, Record_[]>)[0] ?? [];
  const only = async (variables: Record_): Promise<Record_> => {
    const [record, ...more] = await list(variables);
    assert.ok(record && more.length === 0);
    return record;
  };
  const error = async (variables: Record_) => (await only(variables)).error ?? '';
  const refuses = async (variables: Record_, message: RegExp) => assert.match(await error(variables), message);
  const decoded = (value = '') => new URLSearchParams(`v=${value}`).get('v') ?? '';
  const seconds = (date = '') => Date.parse(`${date} UTC`);

  describe('technicians', () => {
    it('are added and changed by their uid', async () => {
      const { added_tech: id = '' } = await only({
        action: 'add_tech',
        uid: 'New.Tech',
        name: 'Nia Tech',
        pass: 'not kept',
        group: '1, 3',
        customer_groups: '2',
        chat_queues: '4,5',
        phone: '+1 2',
        email: 'nia@quillbay.example',
        supervisor: 'ALINDQVIST',
        rights: 'power user',
        viewable_tickets: 'own',
        extension: '133',
      });
      const made = await only({ action: 'get_techs', uid: 'new.tech' });
      const { date_added: added, ...rest } = made;
      assert.ok(Math.abs(seconds(added) - Date.now()) < 60_000);
      assert.deepEqual(rest, {
        id,
        uid: 'New.Tech',
        name: 'Nia+Tech',
        group: '1,3',
        phone: '+1 2',
        extension: '133',
        email: 'nia@quillbay.example',
        supervisor: 'alindqvist',
        rights: 'Power User',
        viewable_tickets: 'OWN',
        customer_groups: '2',
        chat_queues: '4,5',
      });
      assert.deepEqual(await only({ action: 'update_tech', uid: 'new.tech', extension: '134' }), { updated_tech: id });
      assert.deepEqual(await only({ action: 'get_techs', id }), { ...made, extension: '134' });
      const bare = await only({ action: 'add_tech', uid: 'bare' });
      assert.equal((await only({ action: 'get_techs', id: bare.added_tech ?? '' })).rights, 'User');
    });

    it('are refused when something is wrong', async () => {
      await refuses({ action: 'add_tech', name: 'x' }, /uid is required/);
      await refuses({ action: 'add_tech', uid: 'SRIVERA' }, /exists already/);
      await refuses({ action: 'update_tech', uid: 'nobody' }, /no technician "nobody"/);
      await refuses({ action: 'add_tech', uid: 'z', group: '99' }, /no technician group "99"/);
      await refuses({ action: 'add_tech', uid: 'z', group: 'Orders' }, /ID numbers/);
      await refuses({ action: 'add_tech', uid: 'z', chat_queues: 'a' }, /chat_queues takes ID numbers/);
      await refuses({ action: 'add_tech', uid: 'z', rights: 'Owner' }, /rights "Owner" is not defined/);
      await refuses({ action: 'add_tech', uid: 'z', viewable_tickets: 'SOME' }, /viewable_tickets "SOME"/);
      await refuses({ action: 'add_tech', uid: 'z', supervisor: 'nobody' }, /no technician "nobody"/);
      await refuses({ action: 'add_tech', uid: 'x'.repeat(256) }, /uid is longer than 255/);
      await refuses({ action: 'add_tech', uid: 'z', pass: 'x'.repeat(256) }, /pass is longer than 255/);
      assert.deepEqual(await list({ action: 'get_techs', uid: 'z' }), []);
    });
  });

  it('adds and changes technician groups', async () => {
    const { added_group: id = '' } = await only({
      action: 'add_group',
      name: 'Night Shift',
      status: 'new,Closed',
      category: 'API, Performance',
      source: 'email',
    });
    assert.deepEqual(await only({ action: 'get_tech_groups', id }), {
      id,
      name: 'Night+Shift',
      status: 'New,Closed',
      category: 'API,Performance',
      source: 'Email',
    });
    assert.deepEqual(await only({ action: 'update_group', id, name: 'Late Shift' }), { updated_group: id });
    await only({ action: 'update_group', name: 'late shift', source: 'Phone,Phone' });
    const changed = await only({ action: 'get_tech_groups', id });
    assert.deepEqual([changed.name, changed.status, changed.source], ['Late+Shift', 'New,Closed', 'Phone']);
    await refuses({ action: 'add_group', name: 'LATE SHIFT' }, /exists already/);
    await refuses({ action: 'add_group' }, /name is required/);
    await refuses({ action: 'update_group', id, name: 'Orders' }, /exists already/);
    await refuses({ action: 'update_group', id: '999' }, /no such technician group/);
    await refuses({ action: 'add_group', name: 'x', source: 'Pigeon' }, /source "Pigeon" is not defined/);
    await refuses({ action: 'add_group', name: 'x', status: 'Odd' }, /status "Odd" is not defined/);
  });

  describe('invoices', () => {
    it('hold the line items of a customer and a month', async () => {
      const invoices = await list({ action: 'get_invoices', cid: '*' });
      assert.ok(invoices.length >= 20 && new Set(invoices.map(one => one.from_date)).size >= 3);
      for (const invoice of invoices) {
        const items = await Promise.all(
          (invoice.line_items ?? '').split(',').map(id => only({ action: 'get_line_items', id })),
        );
        const sum = items.reduce((total, item) => total + Number(item.cost), 0);
        assert.equal(invoice.total, sum.toFixed(2));
        for (const item of items) {
          assert.deepEqual([item.cid, item.invoice_id], [invoice.cid, invoice.id]);
          assert.ok(seconds(item.date) >= seconds(invoice.from_date) && seconds(item.date) <= seconds(invoice.to_date));
        }
      }
    });

    it('are selected by customer, ids, customers’ alphabet and date', async () => {
      const all = await list({ action: 'get_invoices', cid: '*' });
      const ids = async (variables: Record_) =>
        (await list({ action: 'get_invoices', ...variables })).map(one => one.id);
      const expected = (test: (one: Record_) => boolean) => all.filter(test).map(one => one.id);
      const [middle] = all.slice(10);
      assert.ok(middle?.cid && middle.id && middle.date);
      assert.deepEqual(
        await ids({ cid: middle.cid.toUpperCase() }),
        expected(one => one.cid === middle.cid),
      );
      assert.deepEqual(await ids({ start_tid: '5', end_tid: '9' }), ['5', '6', '7', '8', '9']);
      assert.deepEqual(await ids({ start_tid: '5', end_tid: '90', count: '2' }), ['5', '6']);
      assert.deepEqual(
        await ids({ start_cid: 'h', end_cid: 'm' }),
        expected(one => (one.cid ?? '') >= 'h' && (one.cid ?? '').slice(0, 1) <= 'm'),
      );
      const [day = ''] = middle.date.split(' ');
      assert.deepEqual(
        await ids({ start_date: day, end_date: day }),
        expected(one => one.date?.split(' ')[0] === day),
      );
      assert.deepEqual(
        await ids({ start_date: `${day} 23:59:59` }),
        expected(one => seconds(one.date) > seconds(day) + 86_398_000),
      );
      assert.deepEqual(
        await ids({ cid: '*', count: '7', page: '2' }),
        expected(one => Number(one.id) > 7 && Number(one.id) < 15),
      );
      assert.deepEqual(await list({ action: 'get_invoices', cid: '*', count_only: 'Y' }), [
        { count: String(all.length) },
      ]);
      assert.equal((await ids({ cid: '*', order: 'ID DESC', count: '1' }))[0], all.at(-1)?.id);
      await refuses({ action: 'get_invoices', start_tid: 'x' }, /start_tid must be a whole number/);
    });

    it('are made of a period’s line items, each of which is invoiced once', async () => {
      const [customer] = await list({ action: 'get_customers', cid: '*', count: '1' });
      const cid = customer?.cid ?? '';
      const made: string[] = [];
      for (const [date, cost] of [
        ['3/1/2014', '10.50'],
        ['3/31/2014 23:59:59', '4'],
        ['4/1/2014', '99'],
      ] as const) {
        made.push((await only({ action: 'add_line_item', cid, date, cost })).added_line_item ?? '');
      }
      const period = { action: 'add_invoice', cid, from_date: '3/1/2014', to_date: '3/31/2014' };
      const { added_invoice: id = '' } = await only(period);
      const invoice = await only({ action: 'get_invoices', start_tid: id, end_tid: id });
      assert.deepEqual(
        [invoice.cid, invoice.line_items, invoice.total, invoice.from_date, invoice.to_date, invoice.status],
        [cid, made.slice(0, 2).join(','), '14.50', '3/1/2014 12:00:00 AM', '3/31/2014 11:59:59 PM', 'Open'],
      );
      await refuses(period, /no line items to invoice/);
      assert.equal((await only({ action: 'get_line_items', id: made[2] ?? '' })).invoice_id, '');
      await refuses({ ...period, cid: 'nobody' }, /no customer "nobody"/);
      await refuses({ ...period, cid: '' }, /cid is required/);
      await refuses({ ...period, from_date: '' }, /from_date is required/);
      await refuses({ ...period, to_date: '' }, /to_date is required/);
      await refuses({ ...period, to_date: '2/1/2014' }, /before from_date/);
      await refuses({ ...period, from_date: '31/3/2014' }, /from_date is not a valid date/);
    });
  });

  it('has articles that a search finds', async () => {
    const all = await list({ action: 'get_kb_articles', id: '*' });
    assert.ok(all.length >= 25);
    assert.ok(new Set(all.map(one => one.category)).size >= 8);
    assert.deepEqual(await list({ action: 'get_kb_articles', id: '2,4' }), [all[1], all[3]]);
    const found = await list({ action: 'get_kb_articles', keyword: 'Cannot read properties of undefined' });
    assert.ok(found.length >= 1 && found.length < 4);
    const body = decoded(found[0]?.content);
    assert.match(body, /<pre>.*discounts\.ts:32:25/s);
    assert.match(body, /<ol><li>/);
    const carts = await list({ action: 'get_kb_articles', category: 'cart' });
    assert.deepEqual(
      carts.map(one => one.id),
      all.filter(one => one.category === 'Cart').map(one => one.id),
    );
    assert.ok(all.some(one => one.customer_viewable === 'N'));
    assert.deepEqual(await list({ action: 'get_kb_articles', count_only: 'Y' }), [{ count: String(all.length) }]);
    const byAge = await list({ action: 'get_kb_articles', order: 'last_updated', order_direction: 'DESC', count: '5' });
    const times = byAge.map(one => seconds(one.last_updated));
    assert.deepEqual(
      times,
      [...times].sort((a, b) => b - a),
    );
    const [newest = ''] = (byAge[0]?.last_updated ?? '').split(' ');
    assert.ok((await list({ action: 'get_kb_articles', start_date: newest })).length >= 1);
  });

  describe('schedules', () => {
    it('are selected by ids, tickets, customer, technician and group', async () => {
      const all = await list({ action: 'get_schedules', id: '*' });
      const ids = async (variables: Record_) =>
        (await list({ action: 'get_schedules', ...variables })).map(one => one.id);
      const expected = (test: (one: Record_) => boolean) => all.filter(test).map(one => one.id);
      const tied = all.filter(one => one.ticket_id);
      assert.deepEqual([...new Set(all.map(one => one.status))].sort(), ['A', 'C', 'D', 'H']);
      assert.ok(all.some(one => one.recurrence_type === 'I') && all.some(one => one.recurrence_type === 'W'));
      for (const { ticket_id: tid = '' } of tied.slice(0, 5)) {
        assert.equal((await only({ action: 'get_tickets', tid })).close_date, '');
      }
      assert.deepEqual(await ids({ id: '3, 1' }), ['1', '3']);
      const tids = tied.slice(0, 2).map(one => one.ticket_id ?? '');
      assert.deepEqual(
        await ids({ tid: tids.join(',') }),
        expected(one => tids.includes(one.ticket_id ?? '')),
      );
      const cid = tied[0]?.cids ?? '';
      assert.deepEqual(
        await ids({ cid: cid.toUpperCase() }),
        expected(one => one.cids?.split(',').includes(cid) ?? false),
      );
      assert.deepEqual(
        await ids({ uid: 'srivera' }),
        expected(one => one.uids?.split(',').includes('srivera') ?? false),
      );
      assert.deepEqual(
        await ids({ groups: 'billing' }),
        expected(one => one.groups?.split(',').includes('Billing') ?? false),
      );
      assert.deepEqual(await ids({ id: '*', count: '4', page: '2' }), ['5', '6', '7', '8']);
      // `page` needs `id=*` here.
      assert.deepEqual(await ids({ tid: '*', count: '4', page: '2' }), ['1', '2', '3', '4']);
      await refuses({ action: 'get_schedules', id: '1,x' }, /id must be a whole number/);
    });

    it('are added and changed', async () => {
      const { added_schedule: id = '' } = await only({
        action: 'add_schedule',
        title: 'Deploy & watch',
        category: 'Deployment',
        tid: '1010',
        uids: 'SRIVERA, mkeller',
        groups: 'orders,Platform',
        start_date: '3/4/2026 09:00',
        end_date: '3/4/2026 10:30:00 AM',
        recurring: 'y',
        recurrence_type: 'w',
        interval: '2',
        interval_unit: 'weeks',
        weekdays: '1,5',
      });
      const made = await only({ action: 'get_schedules', id });
      assert.deepEqual(made, {
        id,
        title: 'Deploy+%26+watch',
        category: 'Deployment',
        status: 'A',
        ticket_id: '1010',
        cids: '',
        uids: 'srivera,mkeller',
        groups: 'Orders,Platform',
        start_date: '3/4/2026 9:00:00 AM',
        end_date: '3/4/2026 10:30:00 AM',
        date_completed: '',
        recurring: 'Y',
        recurrence_type: 'W',
        interval: '2',
        interval_unit: 'WEEKS',
        weekdays: '1,5',
      });
      const change = { action: 'update_schedule', id };
      assert.deepEqual(await only({ ...change, status: 'D', date_completed: '3/4/2026' }), { updated_schedule: id });
      assert.deepEqual(await only({ action: 'get_schedules', id }), {
        ...made,
        status: 'D',
        date_completed: '3/4/2026 12:00:00 AM',
      });
      await refuses({ ...change, end_date: '3/3/2026' }, /end_date is before start_date/);
      await refuses({ ...change, status: 'X' }, /status "X" is not defined/);
      await refuses({ ...change, recurring: 'maybe' }, /recurring must be Y or N/);
      await refuses({ ...change, recurrence_type: 'M' }, /recurrence_type "M"/);
      await refuses({ ...change, interval: '1.5' }, /interval must be a whole number/);
      await refuses({ ...change, interval_unit: 'FORTNIGHTS' }, /interval_unit "FORTNIGHTS"/);
      await refuses({ ...change, weekdays: '1,9' }, /weekdays takes numbers of days/);
      await refuses({ ...change, cids: 'nobody' }, /no customer "nobody"/);
      await refuses({ ...change, uids: 'nobody' }, /no technician "nobody"/);
      await refuses({ ...change, groups: 'Nobody' }, /no technician group "Nobody"/);
      await refuses({ ...change, tid: '99999' }, /no ticket 99999/);
      await refuses({ ...change, title: 'x'.repeat(256) }, /title is longer than 255/);
      await refuses({ action: 'update_schedule' }, /id is required/);
      await refuses({ action: 'update_schedule', id: '99999' }, /no schedule 99999/);
      await refuses({ action: 'add_schedule', start_date: '3/4/2026' }, /title is required/);
      await refuses({ action: 'add_schedule', title: 'x' }, /start_date is required/);
      assert.equal((await only({ action: 'get_schedules', id })).status, 'D');
    });
  });

  describe('assets', () => {
    it('have the documented outputs first, then the customer and the asset fields', async () => {
      const all = await list({ action: 'get_assets', id: '*' });
      assert.ok(all.length >= 30);
      assert.deepEqual(Object.keys(all[0] ?? {}).slice(0, 9), [
        'id',
        'ticket_number',
        'date_added',
        'added_by',
        'last_updated',
        'cid',
        'name',
        'kind',
        'serial_number',
      ]);
      const kinds = new Set(all.map(one => one.kind));
      for (const kind of ['Server', 'Laptop', 'Licence']) assert.ok(kinds.has(kind), kind);
      const tied = all.find(one => one.ticket_number);
      assert.ok(tied?.ticket_number && tied.cid);
      const own = (key: string) => all.filter(one => one[key] === tied[key]).map(one => one.id);
      const ids = async (variables: Record_) => (await list({ action: 'get_assets', ...variables })).map(one => one.id);
      assert.deepEqual(await ids({ tid: tied.ticket_number }), own('ticket_number'));
      assert.deepEqual(await ids({ cid: tied.cid }), own('cid'));
      assert.equal((await ids({ tid: '*', count: '3', page: '2' }))[0], all[3]?.id);
      assert.equal((await ids({ cid: '*', count: '3', page: '2' }))[0], all[0]?.id);
      assert.match(all.find(one => one.bought_on)?.bought_on ?? '', /^\d+\/\d+\/\d{4} 12:00:00 AM$/);
      assert.deepEqual(await list({ action: 'get_assets', order: 'name', count_only: 'Y' }), [
        { count: String(all.length) },
      ]);
    });

    it('get a new output with each asset field', async () => {
      const { added_asset_field: id = '' } = await only({
        action: 'add_asset_field',
        label: 'Rack & Unit',
        type: 'text',
        data_type: 'text',
        visible: 'visible',
        customer_viewable: 'Y',
        required: 'n',
        size: '20',
        max_size: '30',
        default_state: '',
        display_overview: 'Y',
      });
      const made = await only({ action: 'get_asset_fields', id });
      assert.deepEqual(made, {
        id,
        label: 'Rack+%26+Unit',
        type: 'text',
        visible: 'visible',
        customer_viewable: 'Y',
        required: 'N',
        size: '20',
        max_size: '30',
        rows: '',
        cols: '',
        default_state: '',
        display_overview: 'Y',
        data_type: 'Text',
      });
      const twin = await only({ action: 'add_asset_field', label: 'Rack / unit', type: 'list', data_type: 'Number' });
      const names = Object.keys((await list({ action: 'get_assets', id: '1' }))[0] ?? {});
      assert.deepEqual(names.slice(-2), ['rack_unit', `rack_unit_${twin.added_asset_field}`]);
      assert.deepEqual(await only({ action: 'update_asset_field', id, type: 'textarea', rows: '3', cols: '40' }), {
        updated_asset_field: id,
      });
      const changed = await only({ action: 'get_asset_fields', label: 'rack & unit' });
      assert.deepEqual([changed.type, changed.rows, changed.cols, changed.label], ['textarea', '3', '40', made.label]);
    });

    it('are refused fields that the reference does not allow', async () => {
      const add = { action: 'add_asset_field', label: 'L', type: 'text', data_type: 'Text' };
      await refuses({ ...add, label: '' }, /label is required/);
      await refuses({ ...add, type: '' }, /type is required/);
      await refuses({ ...add, data_type: '' }, /data_type is required/);
      await refuses({ ...add, label: 'x'.repeat(51) }, /label is longer than 50/);
      await refuses({ ...add, label: 'serial NUMBER' }, /exists already/);
      await refuses({ ...add, type: 'box' }, /type "box" is not defined/);
      await refuses({ ...add, data_type: 'Money' }, /data_type "Money" is not defined/);
      await refuses({ ...add, visible: 'no' }, /visible "no" is not defined/);
      await refuses({ ...add, required: '1' }, /required must be Y or N/);
      await refuses({ ...add, rows: '3' }, /rows is only for type=textarea/);
      await refuses({ ...add, type: 'textarea', size: '3' }, /size is only for type=text\b/);
      await refuses({ action: 'update_asset_field', label: 'x' }, /id is required/);
      await refuses({ action: 'update_asset_field', id: '999' }, /no asset field 999/);
      assert.deepEqual(await list({ action: 'get_asset_fields', label: 'L' }), []);
    });

    it('fields are bounded by label and paged by id, label or field_label', async () => {
      const labels = async (variables: Record_) =>
        (await list({ action: 'get_asset_fields', ...variables })).map(one => decoded(one.label));
      const all = await labels({ label: '*' });
      const lower = (label: string) => label.toLowerCase();
      assert.deepEqual(
        await labels({ start_name: 'l', end_name: 's' }),
        all.filter(label => lower(label) >= 'l' && lower(label).slice(0, 1) <= 's'),
      );
      for (const by of ['id', 'label', 'field_label']) {
        assert.deepEqual(await labels({ [by]: '*', count: '2', page: '2' }), all.slice(2, 4), by);
      }
      assert.deepEqual(await labels({ count: '2', page: '2' }), all.slice(0, 2));
      assert.deepEqual(
        (await labels({ order: 'label', order_direction: 'DESC' }))[0],
        [...all].sort((a, b) => (lower(a) < lower(b) ? 1 : -1))[0],
      );
    });
  });
});
