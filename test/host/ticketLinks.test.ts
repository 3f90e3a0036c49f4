import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import { newestFirst } from '../../src/model/search.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';

const origin = 'vscode://deskside.deskside';
const long = 'x'.repeat(500);

/** Addresses that a page, a mail or a script may have made; what is said of each. */
const hostile: readonly [address: string, said: RegExp][] = [
  // No ticket at all.
  ['', /not to a ticket/],
  ['/', /not to a ticket/],
  ['/ticket', /not to a ticket/],
  ['/ticket/', /not to a ticket/],
  ['/ticket/test-readydesk', /not to a ticket/],
  ['/ticket/test-readydesk/', /not to a ticket/],
  ['/ticket//NUMBER', /not to a ticket/],
  ['/tickets/test-readydesk/NUMBER', /not to a ticket/],
  ['//ticket/test-readydesk/NUMBER', /not to a ticket/],
  ['/Ticket/test-readydesk/NUMBER', /not to a ticket/],
  ['/command/deskside.removeDesk', /not to a ticket/],
  ['/did-authenticate?code=1', /not to a ticket/],
  // More than a ticket.
  ['/ticket/test-readydesk/NUMBER/', /not to a ticket/],
  ['/ticket/test-readydesk/NUMBER/delete', /not to a ticket/],
  ['/ticket/test-readydesk/NUMBER?command=deskside.logTime', /not to a ticket/],
  ['/ticket/test-readydesk/NUMBER?run=1&args=%5B%5D', /not to a ticket/],
  ['/ticket/test-readydesk/NUMBER#note=sent', /not to a ticket/],
  ['/ticket?desk=test-readydesk&number=NUMBER&note=hello', /not to a ticket/],
  ['/ticket?desk=test-readydesk&desk=test-teamsupport&number=NUMBER', /not to a ticket/],
  ['/ticket?number=NUMBER', /not to a ticket/],
  // Slashes and ways out, encoded once and twice.
  ['/ticket/test%2Freadydesk/NUMBER', /not to a ticket/],
  ['/ticket/..%2F..%2Fetc/passwd', /not to a ticket/],
  ['/ticket/../NUMBER', /./],
  ['/ticket/%2E%2E/NUMBER', /no desk here/],
  ['/ticket/test%252Freadydesk/NUMBER', /no desk here/],
  ['/ticket/%255C%255Cserver/NUMBER', /no desk here/],
  ['/ticket/C%3A%5CWindows/NUMBER', /cannot be a desk/],
  ['/ticket/%5C%5Cserver/NUMBER', /cannot be a desk/],
  ['/ticket/test-readydesk/..', /./],
  ['/ticket/test-readydesk/%2E%2E', /cannot be the number/],
  // Desks that are none.
  ['/ticket/nobody/NUMBER', /no desk here/],
  ['/ticket/__proto__/NUMBER', /no desk here/],
  ['/ticket/constructor/NUMBER', /no desk here/],
  ['/ticket/%24(trash)%20%5BClick%5D(command%3Adeskside.removeDesk)/NUMBER', /no desk here/],
  ['/ticket/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E/NUMBER', /no desk here/],
  ["/ticket/'%20OR%20'1'%3D'1/NUMBER", /no desk here/],
  ['/ticket/%20test-readydesk/NUMBER', /cannot be a desk/],
  ['/ticket/test-readydesk%0A/NUMBER', /cannot be a desk/],
  ['/ticket/test%0D%0AreadyDesk/NUMBER', /cannot be a desk/],
  ['/ticket/test-readydesk%00/NUMBER', /cannot be a desk/],
  ['/ticket/%E2%80%AEksedydaer-tset/NUMBER', /cannot be a desk/],
  ['/ticket/test%E2%80%8Breadydesk/NUMBER', /cannot be a desk/],
  // Numbers that are none.
  ['/ticket/test-readydesk/999999999', /has no ticket #999999999/],
  ['/ticket/test-readydesk/-1', /cannot be the number/],
  ['/ticket/test-readydesk/NUMBER%0A', /cannot be the number/],
  ['/ticket/test-readydesk/NUMBER%20OR%201', /cannot be the number/],
  ["/ticket/test-readydesk/NUMBER';--", /cannot be the number/],
  ['/ticket/test-readydesk/%23NUMBER', /cannot be the number/],
  ['/ticket/test-readydesk/NUMBER%26apikey%3Dx', /cannot be the number/],
  ['/ticket/test-readydesk/%D9%A1%D9%A2', /cannot be the number/],
  ['/ticket/test-readydesk/1e3.5', /cannot be the number/],
  ['/ticket/test-readydesk/command:deskside.logTime', /cannot be the number/],
  ['/ticket?desk=test-readydesk&number=%2523NUMBER', /cannot be the number/],
  // Too much.
  [`/ticket/${long}/NUMBER`, /too long/],
  [`/ticket/test-readydesk/${long}`, /too long/],
  [`/ticket/test-readydesk/NUMBER?${long}`, /too long/],
  [`/ticket/test-readydesk/NUMBER#${long}`, /too long/],
  [`/ticket/${'x'.repeat(120)}/NUMBER`, /cannot be a desk/],
  [`/ticket/test-readydesk/${'9'.repeat(33)}`, /cannot be the number/],
];

describe('links to tickets', () => {
  let api: TestApi;
  let person: Person;
  let ticket: TicketSummary;
  const deskId = 'test-readydesk';

  const follow = (address: string) => api.followLink(vscode.Uri.parse(origin + address));
  const shown = () => api.panels.active;
  const close = async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until('no panel', () => !shown());
  };
  const opens = async (address: string) => {
    await follow(address);
    await until(`the ticket of ${address}`, () => shown()?.ticketId === ticket.id && shown()?.deskId === deskId);
    assert.deepEqual(person.heard, []);
    await close();
  };

  before(async () => {
    api = await extensionUnderTest();
    for (const { config, secret } of sampleDesks()) await api.desks.add(config, secret);
    for (const { config } of sampleDesks())
      await until('the tickets', async () => (await api.engine.sync(config.id)).ok);
    const [newest] = (await api.engine.list(deskId, { terms: [] }, newestFirst, 1)).tickets;
    assert.ok(newest);
    ticket = newest;
  });
  beforeEach(() => {
    person = new Person();
  });
  afterEach(async () => {
    await person.leave();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
  });

  it('open it, the desk named by its id or its name', async () => {
    await opens(`/ticket/${deskId}/${ticket.number}`);
    await opens(`/ticket/Acme%20ReadyDesk/${ticket.number}`);
    await opens(`/ticket/acme%20READYDESK/${ticket.number}`);
    await opens(`/ticket/Acme%20ReadyDesk/${ticket.number}?windowId=_blank`);
    await opens(`/ticket?desk=${deskId}&number=${ticket.number}`);
  });

  it('are copied so that colleagues can follow them, and asked of no desk where the ticket is kept', async () => {
    const copied = async () => {
      await vscode.commands.executeCommand('deskside.copyTicketLink', {
        deskId,
        ticketId: ticket.id,
        number: ticket.number,
      });
      return vscode.Uri.parse(await vscode.env.clipboard.readText(), true);
    };
    const link = await copied();
    assert.equal(link.authority, 'deskside.deskside');
    assert.equal(link.path, `/ticket/Acme ReadyDesk/${ticket.number}`);
    const { find } = api.engine;
    const finds: string[] = [];
    const watched: typeof find = (...args) => {
      finds.push(args[1]);
      return find(...args);
    };
    Object.assign(api.engine, { find: watched });
    try {
      await opens(link.path.replaceAll(' ', '%20'));
      assert.deepEqual(finds, []);
      await follow(`/ticket/${deskId}/999999999`);
      assert.deepEqual(finds, ['999999999']);
      person.heard.length = 0;
    } finally {
      Object.assign(api.engine, { find });
    }
    // A name that two desks have, or that no address can hold, names nothing: the id does.
    for (const name of ['Acme TeamSupport', 'Acme/ReadyDesk']) {
      await api.desks.rename(deskId, name);
      await until('the name', async () => (await api.desks.load()).some(({ config }) => config.name === name));
      assert.equal((await copied()).path, `/ticket/${deskId}/${ticket.number}`);
    }
    await api.desks.rename(deskId, 'Acme TeamSupport');
    await until('the name', async () =>
      (await api.desks.load()).every(({ config }) => config.name === 'Acme TeamSupport'),
    );
    await follow(`/ticket/Acme%20TeamSupport/${ticket.number}`);
    assert.match(person.heard.join(), /^2 desks here are called Acme TeamSupport/);
    assert.equal(shown(), undefined);
    await api.desks.rename(deskId, 'Acme ReadyDesk');
    await until('the name', async () =>
      (await api.desks.load()).some(({ config }) => config.name === 'Acme ReadyDesk'),
    );
  });

  it(`are refused with words, and do nothing, in ${hostile.length} hostile forms`, async () => {
    assert.ok(hostile.length >= 40);
    const ran: string[] = [];
    const { executeCommand } = vscode.commands;
    const watched: typeof executeCommand = (name, ...args) => {
      ran.push(name);
      return executeCommand(name, ...args);
    };
    Object.assign(vscode.commands, { executeCommand: watched });
    for (const [form, said] of hostile) {
      const address = form.replaceAll('NUMBER', ticket.number);
      person.heard.length = 0;
      await follow(address);
      const [words = '', ...more] = person.heard;
      // Editors take dots out of a path, so that it may be another one.
      assert.match(words, said, address);
      assert.deepEqual(more, [], address);
      assert.doesNotMatch(words, /\]\(|\$\(|[\p{Cc}\u202e]/u, address);
      assert.ok(words.length < 250, address);
      assert.equal(shown(), undefined, address);
    }
    assert.deepEqual(ran, []);
    assert.deepEqual(await api.engine.outbox(), []);
    // The watching watches.
    await follow(`/ticket/${deskId}/${ticket.number}`);
    assert.deepEqual(
      ran.filter(name => name !== 'setContext'),
      ['deskside.openTicket'],
    );
    Object.assign(vscode.commands, { executeCommand });
  });

  it('say that a desk is signed out, and that none is connected', async () => {
    const [readydesk] = sampleDesks();
    assert.ok(readydesk);
    await api.desks.signOut(deskId);
    await follow(`/ticket/${deskId}/${ticket.number}`);
    assert.deepEqual(person.heard, ['Acme ReadyDesk is signed out on this machine.']);
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
    person.heard.length = 0;
    await follow(`/ticket/${deskId}/${ticket.number}`);
    assert.match(person.heard.join(), /no desk is connected here/);
    for (const { config, secret } of sampleDesks()) await api.desks.add(config, secret);
  });
});
