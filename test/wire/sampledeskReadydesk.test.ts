import assert from 'node:assert/strict';
import { XMLParser } from 'fast-xml-parser';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

type Record_ = Record<string, string>;

describe('sample desk: ReadyDesk', function () {
  this.timeout(20_000);
  let desk: SampleDesk;
  before(async () => {
    desk = await startSampleDesk(['--tickets', '120']);
  });
  after(() => desk.stop());

  const ask = async (
    variables: Record_,
    init?: RequestInit,
  ): Promise<{ status: number; type: string; body: string }> => {
    const query = new URLSearchParams({ key: desk.readydesk.key, ...variables });
    const answer = await fetch(`${desk.readydesk.url}?${query}`, init);
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', body: await answer.text() };
  };
  /** Records as the desk gives them in JSON, whatever the root. */
  const list = async (variables: Record_): Promise<Record_[]> => {
    const { status, body } = await ask({ format: 'json', ...variables });
    assert.equal(status, 200);
    return Object.values(JSON.parse(body) as Record<string, Record_[]>)[0] ?? [];
  };
  const only = async (variables: Record_): Promise<Record_> => {
    const [record] = await list(variables);
    assert.ok(record);
    return record;
  };
  const error = async (variables: Record_) => (await only(variables)).error ?? '';
  const seconds = (date = '') => Date.parse(`${date} UTC`);

  it('gives the same records in all three formats', async () => {
    const xml = new XMLParser({ parseTagValue: false });
    for (const [action, root, record] of [
      ['get_tech_groups', 'technician_groups', 'group'],
      ['get_attachments', 'attachments', 'file'],
      ['get_tickets', 'tickets', 'ticket'],
      ['get_techs', 'technicians', 'technician'],
    ] as const) {
      const asked = { action, count: '6' };
      const [asXml, asJson, asUrl] = await Promise.all(['xml', 'json', 'url'].map(format => ask({ ...asked, format })));
      assert.ok(asXml && asJson && asUrl);
      assert.deepEqual(
        [asXml, asJson, asUrl].map(one => one.type),
        ['text/xml; charset=utf-8', 'application/json; charset=utf-8', 'text/plain; charset=utf-8'],
      );
      const fromJson = (JSON.parse(asJson.body) as Record<string, Record_[]>)[root] ?? [];
      assert.equal(fromJson.length, 6);
      assert.deepEqual((xml.parse(asXml.body) as Record<string, Record<string, Record_[]>>)[root]?.[record], fromJson);
      const lines = asUrl.body.trimEnd().replaceAll('\n&', '&').split('\n');
      const fromUrl = lines.map(line =>
        Object.fromEntries(
          line.split('&').map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
        ),
      );
      assert.deepEqual(fromUrl, fromJson);
    }
  });

  it('encodes the values that the output tables flag, and no others', async () => {
    const group = await only({ action: 'get_tech_groups', name: 'level 2 support' });
    assert.equal(group.name, 'Level+2+Support');
    assert.match(group.status ?? '', /^New,Assigned,In Progress,Waiting on Customer,/);
    const [file] = await list({ action: 'get_attachments', tid: '*' });
    assert.match(file?.file_size ?? '', /^\d+(\.\d{1,2})? kb$/);
    assert.match(file?.file_date ?? '', /^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d\d:\d\d [AP]M$/);
    assert.deepEqual(Object.keys(file ?? {}), ['ticket_id', 'file_name', 'file_size', 'file_date']);
  });

  it('chooses the format by variable, then by Accept, and answers XML otherwise', async () => {
    const asked = { action: 'get_tech_groups', count: '1' };
    assert.match((await ask(asked)).body, /^<\?xml version="1.0"\?>\n<technician_groups>/);
    assert.match((await ask(asked, { headers: { accept: 'application/json' } })).body, /^\{/);
    assert.match((await ask({ ...asked, format: 'xml' }, { headers: { accept: 'application/json' } })).body, /^<\?xml/);
    assert.match((await ask({ ...asked, output: 'JSON' })).body, /^\{/);
  });

  it('counts, pages and orders', async () => {
    assert.deepEqual(await list({ action: 'get_tickets', tid: '*', count_only: 'Y' }), [{ count: '120' }]);
    const page = (number: string, extra: Record_ = {}) =>
      list({ action: 'get_tickets', tid: '*', count: '50', page: number, ...extra });
    const pages = await Promise.all(['1', '2', '3', '4'].map(number => page(number)));
    assert.deepEqual(
      pages.map(each => each.length),
      [50, 50, 20, 0],
    );
    const ids = pages.flat().map(ticket => Number(ticket.id));
    assert.deepEqual(
      ids,
      [...Array(120).keys()].map(at => 1001 + at),
    );
    assert.equal((await page('1', { order: 'ID DESC' }))[0]?.id, '1120');
    assert.equal((await page('1', { order: 'id', order_direction: 'DESC' }))[0]?.id, '1120');
    assert.equal((await page('1', { order: 'ID ASC', order_direction: 'DESC' }))[0]?.id, '1001');
    const byChange = await page('1', { order: 'LAST_UPDATED', order_direction: 'DESC' });
    const times = byChange.map(ticket => seconds(ticket.last_updated));
    assert.deepEqual(
      times,
      [...times].sort((a, b) => b - a),
    );
    // Without a wildcard `page` does not act.
    const narrow = await list({ action: 'get_tickets', start_tid: '1001', count: '5', page: '2' });
    assert.equal(narrow[0]?.id, '1001');
  });

  it('filters with AND, ranges on both sides included, and takes the wildcard for all', async () => {
    const all = await list({ action: 'get_tickets', tid: '*' });
    const mine = await list({ action: 'get_tickets', uid: 'SRivera', status: 'in progress' });
    assert.deepEqual(
      mine,
      all.filter(ticket => ticket.assigned_to === 'srivera' && ticket.status === 'In Progress'),
    );
    assert.ok(mine.length > 0);
    assert.equal((await list({ action: 'get_tickets', uid: '*' })).length, 120);
    assert.deepEqual(
      (await list({ action: 'get_tickets', start_tid: '1010', end_tid: '1012' })).map(ticket => ticket.id),
      ['1010', '1011', '1012'],
    );
    const found = await list({ action: 'get_tickets', keyword: 'vouch' });
    assert.ok(found.length > 0);
    for (const ticket of found) assert.match(`${ticket.subject} ${ticket.description}`, /vouch/i);
    const group = await list({ action: 'get_tickets', group: 'Billing', tid: '*' });
    assert.ok(group.length > 0 && group.every(ticket => ticket.assigned_group === 'Billing'));
    const middle = all[60]?.open_date ?? '';
    const since = await list({ action: 'get_tickets', tid: '*', start_date: middle });
    const until = await list({ action: 'get_tickets', tid: '*', end_date: middle });
    assert.ok(
      since.every(ticket => seconds(ticket.open_date) >= seconds(middle)) &&
        until.every(ticket => seconds(ticket.open_date) <= seconds(middle)),
    );
    const shared = all.filter(ticket => ticket.open_date === middle).length;
    assert.equal(since.length + until.length, 120 + shared);
    const due = all.find(ticket => ticket.due_date)?.due_date ?? '';
    const onDay = await list({ action: 'get_tickets', due_date: due.split(' ')[0] ?? '' });
    assert.ok(onDay.length > 0 && onDay.every(ticket => ticket.due_date === due));
  });

  it('reads alphabetical ranges, lists and the customer id that takes no wildcard', async () => {
    const names = (await list({ action: 'get_companies', start_name: 'b', end_name: 'c' })).map(
      company => company.name ?? '',
    );
    assert.ok(names.length > 3 && names.every(name => /^[bc]/i.test(name)) && names.some(name => /^c/i.test(name)));
    const two = await list({ action: 'get_techs', uid: 'srivera, mkeller' });
    assert.deepEqual(
      two.map(one => one.uid),
      ['srivera', 'mkeller'],
    );
    const [customer] = await list({ action: 'get_customers', cid: '*', count: '1' });
    assert.deepEqual(await list({ action: 'get_customers', id: customer?.id ?? '' }), [customer]);
    assert.match(await error({ action: 'get_customers', id: '*' }), /id does not take a wildcard/);
  });

  it('refuses a wrong key, and names what is wrong with a request', async () => {
    for (const key of ['', 'wrong', desk.readydesk.key.toLowerCase()]) {
      const refused = await ask({ action: 'get_techs', format: 'json', key });
      assert.equal(refused.status, 401);
      assert.deepEqual(JSON.parse(refused.body), { response: [{ error: 'The API key is not valid.' }] });
    }
    assert.match(
      (await ask({ action: 'get_everything' })).body,
      /<response>\n\t<error>There is no action &quot;get_everything&quot;.<\/error>\n<\/response>/,
    );
    assert.match(await error({}), /action is missing/);
    assert.match(await error({ action: 'toString' }), /no action/);
    assert.match(await error({ action: 'get_tickets', tid: 'x' }), /tid must be a whole number/);
    assert.match(await error({ action: 'get_tickets', order: 'secret; DROP TABLE meta' }), /no field/);
    assert.match(await error({ action: 'get_history', start_date: '31/12/2014' }), /not a valid date/);
    assert.match(await error({ action: 'get_tickets', count_only: 'maybe' }), /must be Y or N/);
  });

  it('takes a form by POST, names in any letter case, and all spellings of its address', async () => {
    const body = new URLSearchParams({
      KEY: desk.readydesk.key,
      Action: 'GET_TECHS',
      format: 'json',
      uid: '*',
      count: '2',
    });
    const { origin } = new URL(desk.readydesk.url);
    for (const path of ['/readydesk/API/', '/readydesk/api/Default.aspx', '/API/', '/api', '//API//default.aspx']) {
      const answer = await fetch(origin + path, { method: 'POST', body });
      assert.equal(((await answer.json()) as { technicians: unknown[] }).technicians.length, 2, path);
    }
    assert.equal((await fetch(desk.readydesk.url, { method: 'PUT' })).status, 405);
  });

  it('opens a ticket, changes it, adds to its history and logs time', async () => {
    const [customer] = await list({ action: 'get_customers', cid: '*', count: '1' });
    const { added_ticket: tid = '' } = await only({
      action: 'add_ticket',
      cid: customer?.cid ?? '',
      subject: 'Größe & <Preis> + "Rabatt"',
      description: 'Line 1\nLine 2 = 50 %',
      assigned_to: 'SRIVERA',
      assigned_group: 'Platform',
      category: 'API',
    });
    const made = await only({ action: 'get_tickets', tid });
    assert.equal(new URLSearchParams(`v=${made.subject}`).get('v'), 'Größe & <Preis> + "Rabatt"');
    assert.equal(new URLSearchParams(`v=${made.description}`).get('v'), 'Line 1\nLine 2 = 50 %');
    assert.deepEqual(
      [made.status, made.assigned_to, made.assigned_group, made.close_date],
      ['New', 'srivera', 'Platform', ''],
    );

    assert.deepEqual(await only({ action: 'update_ticket', tid, status: 'Closed' }), { updated_ticket: tid });
    const closed = await only({ action: 'get_tickets', tid });
    assert.equal(closed.status, 'Closed');
    assert.notEqual(closed.close_date, '');
    assert.equal(closed.subject, made.subject);

    await only({ action: 'add_history', tid, uid: 'srivera', notes: 'Only <for> us', internal: 'Y' });
    const history = await list({ action: 'get_history', tid });
    assert.deepEqual(
      history.map(entry => [entry.type, entry.internal]),
      [
        ['System', 'Y'],
        ['System', 'Y'],
        ['Technician', 'Y'],
      ],
    );
    assert.equal(history[2]?.notes, 'Only+%3cfor%3e+us');

    const { added_line_item: id = '' } = await only({
      action: 'add_line_item',
      tid,
      uid: 'srivera',
      title: 'Work',
      category: 'Research',
      duration: '1.25',
      time_unit: 'Hours',
      date: '3/14/2026 09:30:00',
      notes: 'a b',
    });
    const item = await only({ action: 'get_line_items', tid });
    assert.deepEqual(
      [item.id, item.duration, item.time_unit, item.date, item.cid, item.notes],
      [id, '1.25', 'Hours', '3/14/2026 9:30:00 AM', customer?.cid, 'a+b'],
    );
    assert.deepEqual(await only({ action: 'update_line_item', id, duration: '30', time_unit: 'Minutes' }), {
      updated_line_item: id,
    });
    assert.equal((await only({ action: 'get_line_items', id })).duration, '30');
    assert.match(
      await error({ action: 'add_line_item', tid, duration: '1', time_unit: 'hours' }),
      /Minutes, Hours or Days/,
    );
    assert.match(await error({ action: 'add_line_item', tid: '99999' }), /no ticket 99999/);
    assert.match(await error({ action: 'add_ticket', subject: 'x' }), /cid is required/);
    assert.match(
      await error({ action: 'add_ticket', cid: customer?.cid ?? '', source: 'Pigeon' }),
      /source "Pigeon" is not defined/,
    );
    assert.match(
      await error({ action: 'add_ticket', cid: customer?.cid ?? '', subject: 'x'.repeat(256) }),
      /longer than 255/,
    );
  });

  it('adds customers with the documented silent defaults, and companies', async () => {
    assert.match(await error({ action: 'add_customer', cid: 'new.one', company: 'Nobody Knows Ltd' }), /no company/);
    await only({
      action: 'add_customer',
      cid: 'new.one',
      company: 'create_new',
      new_company: 'Brand New GmbH',
      contact: 'New One',
      support: 'n',
      chat: 'maybe',
      portal: 'nowhere',
    });
    const made = await only({ action: 'get_customers', cid: 'NEW.ONE' });
    assert.deepEqual(
      [made.company, made.support, made.chat, made.portal],
      ['Brand+New+GmbH', 'N', 'Y', 'Customer Portal'],
    );
    assert.match(await error({ action: 'add_customer', cid: 'new.one' }), /exists already/);
    assert.match(await error({ action: 'add_company', name: 'No Address' }), /address is required/);
    const { added_company: id = '' } = await only({ action: 'add_company', name: 'R&D', address: '1 Lane' });
    await only({ action: 'update_company', id, city: 'Ghent' });
    assert.deepEqual(await list({ action: 'get_companies', id }), [
      await only({ action: 'get_companies', name: 'R&D' }),
    ]);
    assert.equal((await only({ action: 'get_companies', id })).city, 'Ghent');
  });

  it('writes the documentation’s broken JSON when asked to', async () => {
    const broken = await startSampleDesk(['--tickets', '30', '--defective-json']);
    try {
      const url = `${broken.readydesk.url}?key=${broken.readydesk.key}&format=json&action=`;
      const groups = await (await fetch(`${url}get_tech_groups&name=*`)).text();
      assert.match(groups, /"id" : "1",\n\t\t\t"name" : "Orders"\n\t\t\t"status" : /);
      const files = await (await fetch(`${url}get_attachments&tid=*`)).text();
      assert.match(files, /"file_date" : "[^"]+",\n\t\t\}/);
      const techs = await (await fetch(`${url}get_techs&uid=*`)).text();
      assert.doesNotThrow(() => JSON.parse(techs));
    } finally {
      await broken.stop();
    }
  });
});
