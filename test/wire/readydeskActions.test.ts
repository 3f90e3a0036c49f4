import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { ACTIONS } from '../../src/readydesk/actions/all.ts';
import type { ReadyDeskClient } from '../../src/readydesk/client.ts';
import { fieldOf } from '../../src/wire/records.ts';
import { failureFrom } from './localServer.ts';
import { only, type RunningClient, startClient, valuesOf, wholeList } from './readydeskClient.ts';

/** Titles begin with the action's name: a table of what is exercised is made from them. */
for (const args of [[], ['--format', 'json', '--defective-json'], ['--format', 'url', '--wrapped-url']]) {
  describe(`ReadyDesk: each action over HTTP ${args.join(' ')}`, function () {
    this.timeout(30_000);
    let running: RunningClient;
    let client: ReadyDeskClient;
    let cid: string;
    let uid: string;

    before(async () => {
      running = await startClient(args);
      ({ client, cid, uid } = running);
    });
    after(() => running.stop());

    it('has a method for each action', () => {
      const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
      for (const { name } of ACTIONS) assert.ok(camel(name) in client, name);
      assert.equal(new Set(ACTIONS.map(({ name }) => name)).size, 32);
    });

    it('get_tech_groups: all, one, an alphabetical range, counted and paged', async () => {
      const all = await wholeList(
        p => client.getTechGroups({ name: '*', ...p }),
        () => client.countTechGroups({ name: '*' }),
      );
      const names = valuesOf(all, 'name').sort();
      const one = only(await client.getTechGroups({ id: valuesOf(all, 'id')[1] }));
      assert.equal(one.id, valuesOf(all, 'id')[1]);
      assert.ok(one.status?.includes(',') && !/[+%]/.test(one.name ?? '+'));
      const letter = names[1]?.[0] ?? '';
      const range = await client.getTechGroups({ start_name: letter, end_name: letter });
      assert.ok(range.length > 0 && valuesOf(range, 'name').every(name => name.startsWith(letter)));
    });

    it('add_group: the group is there', async () => {
      const id = await client.addGroup({ name: 'Day & Night', source: ['Email', 'Phone'] });
      const group = only(await client.getTechGroups({ id }));
      assert.deepEqual([group.name, group.source], ['Day & Night', 'Email,Phone']);
    });

    it('update_group: only what is given changes', async () => {
      const id = await client.addGroup({ name: 'Early', source: ['Email'] });
      assert.equal(await client.updateGroup({ id, name: 'Early birds' }), id);
      const group = only(await client.getTechGroups({ id }));
      assert.deepEqual([group.name, group.source], ['Early birds', 'Email']);
    });

    it('get_companies: all, one by name, a range, counted and paged', async () => {
      const all = await wholeList(
        p => client.getCompanies({ id: '*', ...p }),
        () => client.countCompanies({ id: '*' }),
      );
      const name = valuesOf(all, 'name')[2] ?? '';
      assert.equal(only(await client.getCompanies({ name })).name, name);
      const upTo = await client.getCompanies({ id: '*', end_name: 'm' });
      assert.ok(upTo.length < all.length && valuesOf(upTo, 'name').every(each => each[0]?.toLowerCase() ?? '' <= 'm'));
    });

    it('add_company: answers its id, and text comes back as it was', async () => {
      const input = { name: 'Fjord & Söhne, 100%', address: '1+1 Way', city: 'Ålesund', country: 'Norway' };
      const company = only(await client.getCompanies({ id: await client.addCompany(input) }));
      const { name, address, city, country } = company;
      assert.deepEqual({ name, address, city, country }, input);
    });

    it('update_company: changes and empties', async () => {
      const id = await client.addCompany({ name: 'Small Co', address: 'Here', city: 'Oslo', phone: '1' });
      assert.equal(await client.updateCompany({ id, city: 'Bergen', phone: '' }), id);
      const { name, city, phone = '' } = only(await client.getCompanies({ id }));
      assert.deepEqual([name, city, phone], ['Small Co', 'Bergen', '']);
    });

    it('get_customers: all, several, one by record ID, ranges, counted and paged', async () => {
      const all = await wholeList(
        p => client.getCustomers({ cid: '*', ...p }),
        () => client.countCustomers({ cid: '*' }),
      );
      const cids = valuesOf(all, 'cid');
      const two = await client.getCustomers({ cid: cids.slice(0, 2) });
      assert.deepEqual(valuesOf(two, 'cid').sort(), cids.slice(0, 2).sort());
      assert.equal(only(await client.getCustomers({ id: valuesOf(all, 'id')[0] })).cid, cids[0]);
      assert.deepEqual(await client.getCustomers({ cid: '*', start_date: '2100-01-01' }), []);
      const letter = cids[0]?.[0] ?? '';
      const range = await client.getCustomers({ cid: '*', start_cid: letter, end_cid: letter });
      assert.ok(range.length > 0 && valuesOf(range, 'cid').every(each => each.startsWith(letter)));
    });

    it('add_customer: of a company that is made along with it', async () => {
      const made = {
        cid: 'nora',
        company: 'create_new',
        new_company: 'Nora & Co',
        contact: 'Nora Ek',
        chat: 'N',
      } as const;
      assert.ok(await client.addCustomer(made));
      const { company, contact, chat, support } = only(await client.getCustomers({ cid: ['nora'] }));
      assert.deepEqual(
        { company, contact, chat, support },
        { company: 'Nora & Co', contact: 'Nora Ek', chat: 'N', support: 'Y' },
      );
      const unknown = client.addCustomer({ cid: 'x', company: 'No such company' });
      assert.equal((await failureFrom(unknown)).reason, 'refused');
    });

    it('update_customer: by customer ID', async () => {
      await client.addCustomer({ cid: 'olaf', contact: 'Olaf', email: 'o@example.com' });
      await client.updateCustomer({ cid: 'olaf', contact: 'Olaf Berg' });
      const { contact, email } = only(await client.getCustomers({ cid: 'olaf' }));
      assert.deepEqual([contact, email], ['Olaf Berg', 'o@example.com']);
    });

    it('get_techs: all, several, ranges, counted and paged', async () => {
      const all = await wholeList(
        p => client.getTechs({ uid: '*', ...p }),
        () => client.countTechs({ uid: '*' }),
      );
      const uids = valuesOf(all, 'uid');
      assert.equal((await client.getTechs({ uid: uids.slice(1, 4) })).length, 3);
      assert.deepEqual(await client.getTechs({ uid: '*', end_date: '1999-12-31' }), []);
      assert.equal((await client.getTechs({ uid: '*', start_uid: uids[0], end_uid: uids[0] })).length, 1);
    });

    it('add_tech: with groups by number and rights', async () => {
      const [group = ''] = valuesOf(await client.getTechGroups({ name: '*', count: 1 }), 'id');
      await client.addTech({ uid: 'pat', name: 'Pat Ng', pass: 's3cret', group: [group], rights: 'Power User' });
      const tech = only(await client.getTechs({ uid: 'pat' }));
      assert.deepEqual([tech.name, tech.group, tech.rights], ['Pat Ng', group, 'Power User']);
      const again = await failureFrom(client.addTech({ uid: 'pat', pass: 's3cret' }));
      assert.ok(again.reason === 'refused' && !JSON.stringify(again).includes('s3cret'));
    });

    it('update_tech: by technician ID', async () => {
      await client.addTech({ uid: 'quin', name: 'Quin', phone: '7' });
      await client.updateTech({ uid: 'quin', viewable_tickets: 'OWN', phone: '' });
      const tech = only(await client.getTechs({ uid: 'quin' }));
      assert.deepEqual([tech.name, tech.viewable_tickets, tech.phone ?? ''], ['Quin', 'OWN', '']);
    });

    it('get_tickets: by each filter, ranges, counted and paged', async () => {
      const all = await wholeList(
        p => client.getTickets({ tid: '*', ...p }),
        () => client.countTickets({ tid: '*' }),
      );
      const filters = { status: 'status', source: 'source', category: 'category', priority: 'priority', cid: 'cid' };
      const more = {
        sub_category: 'sub_category',
        escalation: 'escalation_level',
        uid: 'assigned_to',
        group: 'assigned_group',
      };
      for (const [filter, output] of Object.entries({ ...filters, ...more })) {
        const value = valuesOf(all, output).find(Boolean);
        assert.ok(value, output);
        const found = await client.getTickets({ tid: '*', [filter]: value });
        const expected = valuesOf(all, output).filter(each => each === value).length;
        assert.deepEqual([found.length, new Set(valuesOf(found, output))], [expected, new Set([value])], filter);
        assert.equal(await client.countTickets({ [filter]: value }), expected);
      }
      const due = valuesOf(all, 'due_date').find(Boolean) ?? '';
      const onDay = await client.getTickets({ tid: '*', due_date: due });
      assert.ok(
        onDay.length > 0 && valuesOf(onDay, 'due_date').every(each => each.split(' ')[0] === due.split(' ')[0]),
      );
      const ids = valuesOf(all, 'id')
        .map(Number)
        .sort((a, b) => a - b);
      const range = await client.getTickets({ start_tid: ids[4], end_tid: ids[8] });
      assert.deepEqual(valuesOf(range, 'id').map(Number), ids.slice(4, 9));
      assert.ok((await client.getTickets({ tid: '*', keyword: 'nosuchwordatall' })).length === 0);
    });

    it('add_ticket: with all that it takes', async () => {
      const input = {
        ...{ cid, contact: 'A. Body', phone: '+1 2', email: 'a+b@example.com', source: 'Phone', subject: 'S & T' },
        ...{ sub_category: 'Sub', escalation_level: '2', status: 'New', customer_group: 'Gold & Co', priority: 'High' },
        ...{ description: 'Text\nof two lines + 100%', assigned_to: uid },
      };
      const id = await client.addTicket({ ...input, open_date: '2026-03-04T05:06:07Z', due_date: '2026-04-01' });
      const ticket = only(await client.getTickets({ tid: id }));
      for (const [name, value] of Object.entries(input))
        assert.equal(ticket[name]?.replace(/\r?\n/g, '\n'), value, name);
      assert.deepEqual([ticket.open_date, ticket.due_date], ['3/4/2026 5:06:07 AM', '4/1/2026 12:00:00 AM']);
    });

    it('update_ticket: changes and empties', async () => {
      const tid = await client.addTicket({
        cid,
        subject: 'Before',
        category: '',
        assigned_to: uid,
        sub_category: 'Sub',
      });
      await client.updateTicket({ tid, subject: 'After', assigned_to: '', due_date: '2026-05-06T07:08:09Z' });
      const ticket = only(await client.getTickets({ tid }));
      const { subject, assigned_to = '', due_date, sub_category } = ticket;
      assert.deepEqual([subject, assigned_to, due_date, sub_category], ['After', '', '5/6/2026 7:08:09 AM', 'Sub']);
    });

    it('get_history: of one ticket and of all, counted and paged', async () => {
      const all = await wholeList(
        p => client.getHistory({ tid: '*', ...p }),
        () => client.countHistory({ tid: '*' }),
      );
      const tid = valuesOf(all, 'ticket_id')[0] ?? '';
      const of = await client.getHistory({ tid });
      assert.deepEqual(new Set(valuesOf(of, 'ticket_id')), new Set([tid]));
      assert.deepEqual(await client.getHistory({ tid: '*', start_date: '2100-01-01T00:00:00Z' }), []);
      assert.deepEqual(await client.getHistory({ start_tid: tid, end_tid: tid }), of);
    });

    it('add_history: the entry is there', async () => {
      const tid = await client.addTicket({ cid, subject: 'With a note' });
      const id = await client.addHistory({ tid, uid, notes: 'a & b = 100% + c' });
      const entry = (await client.getHistory({ tid })).find(record => fieldOf(record, 'id') === id);
      assert.equal(entry && fieldOf(entry, 'notes'), 'a & b = 100% + c');
    });

    it('get_attachments: all, of one ticket, of a range', async () => {
      const all = await client.getAttachments({ tid: '*' });
      const tid = valuesOf(all, 'ticket_id')[0] ?? '';
      const of = await client.getAttachments({ tid });
      assert.ok(of.length > 0 && valuesOf(of, 'ticket_id').every(each => each === tid));
      assert.equal((await client.getAttachments({ tid: '*', count: 2 })).length, 2);
      assert.deepEqual(await client.getAttachments({ cid: '*', start_tid: tid, end_tid: tid }), of);
    });

    it('get_line_items: by ticket, ID, technician, a range of IDs, counted and paged', async () => {
      const all = await wholeList(
        p => client.getLineItems({ tid: '*', ...p }),
        () => client.countLineItems({ tid: '*' }),
      );
      const [first = ''] = valuesOf(all, 'id');
      assert.equal(only(await client.getLineItems({ id: first })).id, first);
      // Despite their names these are IDs of line items.
      assert.equal(only(await client.getLineItems({ start_tid: first, end_tid: first })).id, first);
      const by = valuesOf(all, 'uid')[0];
      const own = await client.getLineItems({ tid: '*', uid: by });
      assert.deepEqual(new Set(valuesOf(own, 'uid')), new Set([by]));
    });

    it('add_line_item: answers its id', async () => {
      const tid = await client.addTicket({ cid, subject: 'Billed' });
      const input = {
        uid,
        tid,
        cid,
        title: 'Fixed & tested',
        duration: 1.5,
        time_unit: 'Hours',
        notes: 'n',
        cost: '12.50',
      } as const;
      const item = only(
        await client.getLineItems({ id: await client.addLineItem({ ...input, date: '2026-01-02T03:04:05Z' }) }),
      );
      assert.deepEqual(
        [item.title, item.duration, item.time_unit, item.cost, item.date],
        ['Fixed & tested', '1.5', 'Hours', '12.50', '1/2/2026 3:04:05 AM'],
      );
    });

    it('update_line_item: by its id', async () => {
      const tid = await client.addTicket({ cid, subject: 'Billed' });
      const id = await client.addLineItem({ uid, tid, title: 'Wrong', duration: 5, time_unit: 'Minutes' });
      assert.equal(await client.updateLineItem({ id, title: 'Right' }), id);
      const item = only(await client.getLineItems({ id }));
      assert.deepEqual([item.title, item.duration], ['Right', '5']);
    });

    it('get_invoices: all, of a customer, a range of IDs, counted and paged', async () => {
      const all = await wholeList(
        p => client.getInvoices({ cid: '*', ...p }),
        () => client.countInvoices({ cid: '*' }),
      );
      const [id = ''] = valuesOf(all, 'id');
      const [of = ''] = valuesOf(all, 'cid');
      assert.ok(valuesOf(await client.getInvoices({ cid: of }), 'cid').every(each => each === of));
      assert.equal(only(await client.getInvoices({ cid: '*', start_tid: id, end_tid: id })).id, id);
      assert.deepEqual(await client.getInvoices({ cid: '*', end_date: '1999-01-01' }), []);
    });

    it('add_invoice: of the line items of a period', async () => {
      const tid = await client.addTicket({ cid, subject: 'Billed' });
      await client.addLineItem({ uid, tid, cid, title: 'x', cost: '7.00', date: '2031-02-03T12:00:00Z' });
      const id = await client.addInvoice({ cid, from_date: '2031-02-03', to_date: '2031-02-03' });
      const invoice = only(await client.getInvoices({ cid, start_tid: id, end_tid: id }));
      assert.deepEqual([invoice.total, invoice.from_date?.split(' ')[0]], ['7.00', '2/3/2031']);
    });

    it('get_time: all, one, of a customer, counted and paged', async () => {
      const all = await wholeList(
        p => client.getTime({ cid: '*', ...p }),
        () => client.countTime({ cid: '*' }),
      );
      const [id = ''] = valuesOf(all, 'id');
      assert.equal(only(await client.getTime({ cid: '*', id })).id, id);
      const [of = ''] = valuesOf(all, 'cid');
      assert.deepEqual(new Set(valuesOf(await client.getTime({ cid: of }), 'cid')), new Set([of]));
    });

    it('get_kb_articles: all, one, by a word, counted and paged', async () => {
      const all = await wholeList(
        p => client.getKbArticles({ id: '*', ...p }),
        () => client.countKbArticles({ id: '*' }),
      );
      const article = only(await client.getKbArticles({ id: valuesOf(all, 'id')[1] }));
      assert.ok(article.title && article.content && !/%[0-9a-f]{2}/i.test(article.title));
      const word = /\p{L}{6,}/u.exec(article.title)?.[0] ?? '';
      assert.ok(valuesOf(await client.getKbArticles({ keyword: word }), 'id').includes(article.id ?? ''));
    });

    it('get_schedules: all, several, by ticket, technician and group, counted and paged', async () => {
      const all = await wholeList(
        p => client.getSchedules({ id: '*', ...p }),
        () => client.countSchedules({ id: '*' }),
      );
      const ids = valuesOf(all, 'id').slice(0, 2);
      assert.deepEqual(valuesOf(await client.getSchedules({ id: ids }), 'id'), ids);
      const tid = valuesOf(all, 'ticket_id').find(Boolean) ?? '';
      assert.ok(valuesOf(await client.getSchedules({ tid: [tid] }), 'ticket_id').every(each => each === tid));
      const by = valuesOf(all, 'uids').find(Boolean)?.split(',')[0] ?? '';
      assert.ok(valuesOf(await client.getSchedules({ uid: by }), 'uids').every(each => each.split(',').includes(by)));
    });

    it('add_schedule: with lists, dates and recurrence', async () => {
      const [group = ''] = valuesOf(await client.getTechGroups({ name: '*', count: 1 }), 'name');
      const id = await client.addSchedule({
        ...{ title: 'Visit & look', status: 'H', uids: [uid], cids: [cid], groups: [group], recurring: 'Y' },
        ...{ recurrence_type: 'I', interval: 2, interval_unit: 'WEEKS' },
        ...{ start_date: '2026-06-01T08:00:00Z', end_date: '2026-06-01T09:00:00Z' },
      });
      const made = only(await client.getSchedules({ id: [id] }));
      assert.deepEqual([made.title, made.status, made.uids, made.groups], ['Visit & look', 'H', uid, group]);
      assert.deepEqual([made.start_date, made.interval_unit], ['6/1/2026 8:00:00 AM', 'WEEKS']);
    });

    it('update_schedule: by its id', async () => {
      const id = await client.addSchedule({ title: 'Call', start_date: '2026-06-01T08:00:00Z' });
      await client.updateSchedule({ id, status: 'D', date_completed: '2026-06-01T08:30:00Z' });
      const made = only(await client.getSchedules({ id }));
      assert.deepEqual([made.title, made.status, made.date_completed], ['Call', 'D', '6/1/2026 8:30:00 AM']);
    });

    it('get_assets: all, one, by ticket and customer, counted and paged', async () => {
      const all = await wholeList(
        p => client.getAssets({ id: '*', ...p }),
        () => client.countAssets({ id: '*' }),
      );
      const asset = only(await client.getAssets({ id: valuesOf(all, 'id')[0] }));
      assert.ok(asset.date_added && asset.added_by);
      const tid = valuesOf(all, 'ticket_number').find(Boolean) ?? '';
      assert.ok(valuesOf(await client.getAssets({ tid }), 'ticket_number').every(each => each === tid));
      const of = valuesOf(all, 'cid').find(Boolean) ?? '';
      assert.ok(valuesOf(await client.getAssets({ cid: of }), 'cid').every(each => each === of));
    });

    it('get_asset_fields: all, one by label, a range of labels, counted and paged', async () => {
      const all = await wholeList(
        p => client.getAssetFields({ id: '*', ...p }),
        () => client.countAssetFields({ id: '*' }),
      );
      const label = valuesOf(all, 'label')[0] ?? '';
      assert.equal(only(await client.getAssetFields({ label })).label, label);
      assert.equal((await client.getAssetFields({ label: '*', field_label: '*', count: 2, page: 1 })).length, 2);
      assert.equal(only(await client.getAssetFields({ start_name: label, end_name: label })).label, label);
    });

    it('add_asset_field: with sizes of its type', async () => {
      const input = { label: 'Rack & row', type: 'textarea', data_type: 'Large Text', required: 'Y', rows: 3 } as const;
      const field = only(await client.getAssetFields({ id: await client.addAssetField(input) }));
      const { label, type, data_type, required, rows } = field;
      assert.deepEqual({ label, type, data_type, required, rows }, { ...input, rows: '3' });
    });

    it('update_asset_field: by its id', async () => {
      const id = await client.addAssetField({ label: 'Slot', type: 'text', data_type: 'Number', visible: 'visible' });
      assert.equal(await client.updateAssetField({ id, label: 'Slots', visible: '' }), id);
      const { label, visible = '', data_type } = only(await client.getAssetFields({ id }));
      assert.deepEqual([label, visible, data_type], ['Slots', '', 'Number']);
    });
  });
}
