import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { FailureReason } from '../../src/model/errors.ts';
import { Calls } from '../../src/readydesk/calls.ts';
import { ReadyDeskClient } from '../../src/readydesk/client.ts';
import { readydesk } from '../../src/readydesk/connector.ts';
import { DeskDates } from '../../src/wire/deskDates.ts';
import { failureFrom, type LocalServer, startLocalServer } from './localServer.ts';

const FILE = {
  ticket_id: '812',
  file_name: 'error screen.png',
  file_size: '7.5 kb',
  file_date: '10/2/2014 9:05:00 AM',
};

/** The answers of the reference's examples (2.2.2, 2.7.1, 2.8.2, 2.9.2), by format. */
const inThreeFormats = (leaf: string, id: string): Readonly<Record<string, string>> => ({
  xml: `<?xml version="1.0"?>\n<response>\n    <${leaf}>${id}</${leaf}>\n</response>`,
  json: `{\n\t"response": [\n\t\t{\n\t\t\t"${leaf}" : "${id}"\n\t\t}\n\t]\n}`,
  url: `${leaf}=${id}`,
});

describe('ReadyDesk: answers to the typed client', function () {
  this.timeout(30_000);
  let server: LocalServer;
  let calls: Calls;
  let client: ReadyDeskClient;
  let said = '';
  let status = 200;

  before(async () => {
    server = await startLocalServer((_, response) => response.writeHead(status, '').end(said));
    calls = new Calls(new URL(`${server.url}/API/default.aspx`), 'the-key', new DeskDates({}), undefined);
    client = new ReadyDeskClient(calls);
  });
  after(async () => {
    await calls.close();
    await server.stop();
  });

  it('names what was added in all three formats', async () => {
    const adds: [string, () => Promise<string | undefined>][] = [
      ['added_company', () => client.addCompany({ name: 'n', address: 'a' })],
      ['added_line_item', () => client.addLineItem({ title: 't' })],
      ['added_invoice', () => client.addInvoice({ cid: 'c', from_date: '2014-03-01', to_date: '2014-03-31' })],
      ['updated_line_item', () => client.updateLineItem({ id: 77, title: 't' })],
    ];
    for (const [leaf, work] of adds) {
      for (const answer of Object.values(inThreeFormats(leaf, '402'))) {
        said = answer;
        assert.equal(await work(), '402', answer);
      }
    }
  });

  it('reads attachments in all three formats, with a comma after the last member', async () => {
    const encoded = { ...FILE, file_name: 'error+screen.png' };
    const pairs = Object.entries(encoded);
    for (const answer of [
      `<?xml version="1.0"?>\n<attachments>\n\t<file>${pairs.map(([name, value]) => `<${name}>${value}</${name}>`).join('\n')}</file>\n</attachments>`,
      `{\n\t"attachments": [\n\t\t{\n${pairs.map(([name, value]) => `\t\t\t"${name}" : "${value}",\n`).join('')}\t\t}\n\t]\n}`,
      pairs.map(([name, value]) => `${name}=${value}`).join('&'),
    ]) {
      said = answer;
      const [file, ...more] = await client.getAttachments({ tid: '*' });
      assert.deepEqual([{ ...file?.values }, more], [FILE, []], answer);
    }
  });

  it('takes any word of agreement to an update for one, and to an add for one that names nothing', async () => {
    for (const answer of ['OK', 'true', '"Done."', '<response><result>OK</result></response>', '<response/>', '']) {
      said = answer;
      assert.equal(await client.updateCompany({ id: 31, name: 'n' }), undefined, answer);
      const failure = await failureFrom(client.addCompany({ name: 'n', address: 'a' }));
      assert.match(failure.detail ?? '', /Look there before trying again/, answer);
    }
  });

  it('takes no id for a number of records', async () => {
    for (const [answer, count] of [
      ['<customers><customer><id>4</id><name>a</name></customer></customers>', undefined],
      ['{"invoices":[{"id":"4","cid":"a","total":"7","status":"Open"}]}', undefined],
      ['{"response":[{"record_count":"12","page_count":"2"}]}', 12],
      ['records=12&pages=2', 12],
      ['{"status":"success","data":"12"}', 12],
      ['{"result":"12"}', 12],
      ['{"tickets":[{"tid":"4","status":"New"}]}', undefined],
      ['{"tickets":[{"tid":"4","hours":"2"}]}', undefined],
      ['<int>12</int>', 12],
      ['0', 0],
    ] as const) {
      said = answer;
      assert.equal(await client.countCustomers({ cid: '*' }), count, answer);
    }
  });

  it('reads words that came encoded, and an empty list in them', async () => {
    said = 'error=No+such+company%21';
    assert.equal((await failureFrom(client.addCompany({ name: 'n', address: 'a' }))).detail, 'No such company!');
    said = '{"response":[{"error" : "No+records+found"}]}';
    assert.deepEqual(await client.getCompanies({ id: '*' }), []);
  });

  it('gives every status its reason, whatever words come with it', async () => {
    const cases: [number, string, FailureReason][] = [
      [300, '', 'notAHelpDesk'],
      [304, '', 'notAHelpDesk'],
      [401, 'No.', 'unauthorized'],
      [403, '<html><title>403 - Forbidden</title></html>', 'unauthorized'],
      [403, 'Your IP address is not allowed.', 'unauthorized'],
      [404, 'Nobody is here.', 'notAHelpDesk'],
      [404, '<response><error>The company does not exist</error></response>', 'refused'],
      [405, 'No.', 'unsupported'],
      [429, 'Slowly.', 'quotaSpent'],
      [498, '', 'unauthorized'],
      [500, '<html><title>Runtime Error</title></html>', 'serverError'],
      [500, '<response><error>The company does not exist</error></response>', 'serverError'],
      [501, 'No.', 'unsupported'],
    ];
    for (const [code, answer, reason] of cases) {
      [status, said] = [code, answer];
      const failure = await failureFrom(client.addCompany({ name: 'n', address: 'a' }));
      assert.equal(failure.reason, reason, `${code} ${answer}`);
      assert.ok(failure.detail, `${code} is said`);
    }
    status = 200;
  });
});

describe('ReadyDesk: a desk with names of its own', function () {
  this.timeout(30_000);

  it('is understood with the names of the settings: tickets, history and the check-up', async () => {
    const records: Readonly<Record<string, string>> = {
      get_tech_groups: 'id=4&name=Crew&status=New&category=Net&source=Email',
      get_techs: 'uid=alee&name=Ana+Lee',
      get_tickets:
        '<q><w><vorgang>7</vorgang><betreff>No paper</betreff><name>Kim Ek</name><lage>New</lage><zuletzt>1/2/2026 3:00:00 PM</zuletzt></w></q>',
      get_history:
        '<q><w><vorgang>7</vorgang><action>Looked at it</action><notes></notes><eintrag>Call</eintrag></w></q>',
    };
    const server = await startLocalServer((_, response, url) => {
      if (url.pathname !== '/API/default.aspx') return void response.writeHead(404).end('Nobody is here.');
      response.end(records[url.searchParams.get('action') ?? ''] ?? '');
    });
    const config = { id: 'd', name: 'D', system: 'readydesk', address: server.url };
    const fieldNames = {
      tickets: {
        number: ['Vorgang'],
        subject: ['Betreff'],
        contact: ['name'],
        status: ['Lage'],
        changedAt: ['zuletzt'],
      },
      history: { ticket: ['vorgang'], body: ['Eintrag'], kind: ['action'] },
    };
    const plain = readydesk.open(config, 'the-key');
    const named = readydesk.open({ ...config, fieldNames }, 'the-key');
    try {
      // Nothing at the first spelling of the address is a reason to try the next.
      assert.equal((await named.check()).address, `${server.url}/API/default.aspx`);
      await plain.check();
      assert.equal((await failureFrom(plain.listTickets({}, { number: 1, size: 5 }))).reason, 'unreadable');

      const [listed] = (await named.listTickets({}, { number: 1, size: 5 })).tickets;
      const { otherFields, ...ticket } = await named.getTicket('7');
      assert.deepEqual(ticket, {
        id: '7',
        number: '7',
        subject: 'No paper',
        state: 'open',
        status: 'New',
        urgency: 'normal',
        contact: { name: 'Kim Ek' },
        changedAt: '2026-01-02T15:00:00.000Z',
      });
      assert.deepEqual([listed, otherFields], [ticket, []]);
      const [entry] = await named.history('7');
      assert.deepEqual([entry?.body.body, entry?.kind], ['Call', 'Looked at it']);

      const { actions } = await named.examine();
      const facts = actions.find(({ name }) => name === 'get_tickets');
      assert.deepEqual(
        facts?.recognised.map(({ meaning, name }) => `${meaning}: ${name}`),
        ['number: vorgang', 'subject: betreff', 'contact: name', 'status: lage', 'changedAt: zuletzt'],
      );
      assert.deepEqual(facts?.unrecognised, []);
      const { actions: before } = await plain.examine();
      assert.ok(before.find(({ name }) => name === 'get_tickets')?.unrecognised.includes('vorgang'));
    } finally {
      await Promise.all([plain.close(), named.close()]);
      await server.stop();
    }
  });

  it('gives a name of the settings to no other field', async () => {
    const server = await startLocalServer((_, response, url) =>
      response.end(
        url.searchParams.get('action') === 'get_tickets'
          ? '<q><w><tid>7</tid><subject></subject><topic>Printers</topic><name>Kim Ek</name></w></q>'
          : '',
      ),
    );
    const fieldNames = { tickets: { category: ['topic'], contact: ['Name'] } };
    const desk = readydesk.open(
      { id: 'd', name: 'D', system: 'readydesk', address: server.url, fieldNames },
      'the-key',
    );
    try {
      const { subject, category, contact } = await desk.getTicket('7');
      assert.deepEqual([subject, category, contact], ['', 'Printers', { name: 'Kim Ek' }]);
    } finally {
      await desk.close();
      await server.stop();
    }
  });
});

describe('ReadyDesk: a customer that is changed', function () {
  this.timeout(30_000);

  it('keeps what it may do, also where a flag that is left out would mean yes', async () => {
    const sent: Record<string, string>[] = [];
    let customers = '<a><c><cid>kim</cid><support>N</support><chat>Y</chat></c><c><cid>kimberly</cid></c></a>';
    const server = await startLocalServer((_, response, url) => {
      const { key: _key, action = '', ...inputs } = Object.fromEntries(url.searchParams);
      if (action === 'update_customer') sent.push(inputs);
      response.end(action === 'get_customers' ? customers : '<response/>');
    });
    const desk = readydesk.open({ id: 'd', name: 'D', system: 'readydesk', address: server.url }, 'the-key');
    try {
      await desk.records.update('customers', ['kim'], { contact: 'Kim Ek' });
      await desk.records.update('customers', ['kim'], { support: 'Y' });
      customers = '<response><error>Not today</error></response>';
      await desk.records.update('customers', ['kim'], { contact: 'Kim' });
      assert.deepEqual(sent, [
        { support: 'N', chat: 'Y', contact: 'Kim Ek', cid: 'kim' },
        { chat: 'Y', support: 'Y', cid: 'kim' },
        { contact: 'Kim', cid: 'kim' },
      ]);
    } finally {
      await desk.close();
      await server.stop();
    }
  });
});
