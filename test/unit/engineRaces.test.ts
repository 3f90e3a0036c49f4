import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { EngineChange } from '../../src/engine/engine.ts';
import type { ConnectorFactory, DeskConfig, HelpDesk } from '../../src/model/desk.ts';
import { DeskError, type FailureReason } from '../../src/model/errors.ts';
import type { TicketQuery } from '../../src/model/query.ts';
import type { Ticket } from '../../src/model/ticket.ts';
import { TestEngine } from '../wire/engineFolder.ts';

const config: DeskConfig = { id: 'd', name: 'D', system: 'slow', address: 'http://127.0.0.1:1/' };

/** A desk whose lists and tickets are answered when a test says so, as they stood when they were asked for. */
class SlowDesk {
  subject = 'old';
  closed = 0;
  readonly asked: TicketQuery[] = [];
  readonly waiting: (() => void)[] = [];
  readonly helpDesk: HelpDesk;

  constructor() {
    const none = async () => [];
    const unused = async () => {
      throw new DeskError({ reason: 'unsupported' });
    };
    this.helpDesk = {
      capabilities: {
        noteVisibilities: ['plain'],
        logTime: false,
        timeVisibility: false,
        changeTime: false,
        customerRequired: false,
        editFields: false,
        filterFields: false,
        attach: false,
        linkCustomers: false,
        articles: false,
        ticketAssets: false,
        ticketSchedules: false,
        cardParts: [],
        depthsAtOnce: 1,
      },
      listTickets: async query => {
        this.asked.push(query);
        const ticket = this.#ticket();
        await this.#turn();
        return { tickets: [ticket], more: false };
      },
      changes: async function* () {
        yield { tickets: [], cursor: 'all', complete: true };
      },
      depths: async function* () {
        // Nothing is read ahead.
      },
      getTicket: async () => {
        const ticket = this.#ticket();
        await this.#turn();
        return ticket;
      },
      addNote: async () => {
        this.subject = 'new';
        return { id: '1' };
      },
      close: async () => {
        this.closed++;
        await new Promise(resolve => setImmediate(resolve));
      },
      history: none,
      attachments: none,
      timeEntries: none,
      forgetDirectory: () => undefined,
      groups: none,
      technicians: none,
      customers: none,
      check: unused,
      findTicket: unused,
      pickLists: unused,
      createTicket: unused,
      logTime: unused,
      changeTime: unused,
      assets: none,
      schedules: none,
      customerCard: unused,
      articles: none,
      article: unused,
      ticketFields: none,
      newTicketFields: none,
      updateTicket: unused,
      linkCustomer: unused,
      unlinkCustomer: unused,
      attach: unused,
      arrived: unused,
      examine: unused,
      records: {
        resources: [],
        list: unused,
        get: unused,
        create: unused,
        update: async () => {
          this.subject = 'new';
        },
        remove: unused,
        link: unused,
        unlink: unused,
        download: unused,
        upload: unused,
      },
    };
  }

  /** Answers what is asked for by this failure. */
  failing(what: 'history' | 'examine', reason: FailureReason): void {
    this.helpDesk[what] = async () => {
      throw new DeskError({ reason });
    };
  }

  /** Answers everything asked until `work` is done. */
  async answering<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const ended = work.finally(() => {
      done = true;
    });
    while (!done) {
      this.waiting.shift()?.();
      await new Promise(resolve => setImmediate(resolve));
    }
    return ended;
  }

  #turn(): Promise<void> {
    return new Promise(resolve => this.waiting.push(resolve));
  }

  #ticket(): Ticket {
    const { subject } = this;
    return { id: '1', number: '1', subject, state: 'open', status: 'Open', urgency: 'normal', otherFields: [] };
  }
}

function engineOf(...desks: SlowDesk[]): TestEngine {
  const rest = [...desks];
  const factory: ConnectorFactory = {
    info: {
      system: 'slow',
      label: 'Slow',
      addressExample: '',
      asksOrganizationId: false,
      secretKind: 'key',
      secretPath: '',
    },
    open: () => {
      const next = rest.shift();
      assert.ok(next);
      return next.helpDesk;
    },
  };
  return new TestEngine([factory]);
}

describe('engine: failures of a part', () => {
  it('leave the rest of a ticket, unless all else would fail alike', async () => {
    for (const [reason, missing] of [
      ['refused', ['history']],
      ['unreadable', ['history']],
      ['quotaSpent', undefined],
      ['unauthorized', undefined],
      ['unreachable', undefined],
    ] as const) {
      const desk = new SlowDesk();
      desk.failing('history', reason);
      const engine = engineOf(desk);
      await engine.open(config, 'secret');
      const read = await desk.answering(engine.details('d', '1'));
      assert.deepEqual(read.ok ? read.value.details.missing : read.failure.reason, missing ?? reason);
      await engine.dispose();
    }
  });

  it('are part of a check-up, but not that it was given up', async () => {
    for (const reason of ['unauthorized', 'cancelled'] as const) {
      const desk = new SlowDesk();
      desk.failing('examine', reason);
      const engine = engineOf(desk);
      const examined = await engine.examine(config, 'secret');
      assert.equal(examined.ok, reason !== 'cancelled');
      assert.equal((examined.ok ? examined.value.failure : examined.failure)?.reason, reason);
      await engine.dispose();
    }
  });
});

describe('engine: what happens meanwhile', () => {
  it('a ticket read before a note was written is not taken for the ticket after it', async () => {
    const desk = new SlowDesk();
    const engine = engineOf(desk);
    await engine.open(config, 'secret');
    const early = engine.details('d', '1');
    assert.ok((await engine.addNote('d', '1', { text: 'x', visibility: 'plain' })).ok);
    const late = await desk.answering(engine.details('d', '1', { fresh: true }));
    assert.ok(late.ok && late.value.details.ticket.subject === 'new');
    await desk.answering(early);
    const kept = await desk.answering(engine.details('d', '1'));
    assert.ok(kept.ok && kept.value.details.ticket.subject === 'new');
    await engine.dispose();
  });

  it('tickets are asked for anew after a record was changed, which may be one of them, and views are told', async () => {
    const desk = new SlowDesk();
    const engine = engineOf(desk);
    await engine.open(config, 'secret');
    const subject = async () => {
      const read = await desk.answering(engine.details('d', '1'));
      return read.ok && read.value.details.ticket.subject;
    };
    assert.equal(await subject(), 'old');
    const told: EngineChange[] = [];
    engine.onChange(change => told.push(change));
    assert.ok((await engine.updateRecord('d', 'tickets', ['1'], { subject: 'new' })).ok);
    assert.deepEqual(told, [
      { kind: 'ticket', deskId: 'd', ticketId: '1' },
      { kind: 'lists', deskId: 'd' },
    ]);
    assert.equal(await subject(), 'new');
    await engine.dispose();
  });

  it('a ticket read before a record was changed is not taken for the ticket after it', async () => {
    const desk = new SlowDesk();
    const engine = engineOf(desk);
    await engine.open(config, 'secret');
    const early = engine.details('d', '1');
    assert.ok((await engine.updateRecord('d', 'tickets', ['1'], { subject: 'new' })).ok);
    await desk.answering(early);
    const late = await desk.answering(engine.details('d', '1'));
    assert.ok(late.ok && late.value.details.ticket.subject === 'new');
    await engine.dispose();
  });

  it('a list read before a note was written is not taken for the list after it', async () => {
    const desk = new SlowDesk();
    const engine = engineOf(desk);
    await engine.open(config, 'secret');
    const early = engine.tickets('d', { state: 'open' }, 10);
    assert.ok((await engine.addNote('d', '1', { text: 'x', visibility: 'plain' })).ok);
    const late = await desk.answering(engine.tickets('d', { state: 'open' }, 10));
    assert.equal(late.tickets[0]?.subject, 'new');
    assert.equal((await early).tickets[0]?.subject, 'new');
    assert.equal(desk.asked.length, 2);
    await engine.dispose();
  });

  it('of two openings at once one is in use and the other closed', async () => {
    const desks = [new SlowDesk(), new SlowDesk(), new SlowDesk()];
    const engine = engineOf(...desks);
    await engine.open(config, 'secret');
    await Promise.all([engine.open(config, 'secret'), engine.open(config, 'secret')]);
    assert.deepEqual(
      desks.map(desk => desk.closed),
      [1, 1, 0],
    );
    await engine.dispose();
    assert.deepEqual(
      desks.map(desk => desk.closed),
      [1, 1, 1],
    );
  });

  it('asks the desk for open tickets by the value of a field, whatever is known of open tickets', async () => {
    const desk = new SlowDesk();
    const engine = engineOf(desk);
    await engine.open(config, 'secret');
    const queries: TicketQuery[] = [{ state: 'open' }, { state: 'open', fields: { Colour: 'red' } }];
    for (const query of queries) await desk.answering(engine.tickets('d', query, 10));
    assert.deepEqual(desk.asked, queries);
    await engine.dispose();
  });

  it('remembers the newest lists only', async () => {
    const desk = new SlowDesk();
    const engine = engineOf(desk);
    await engine.open(config, 'secret');
    const ask = (text: string) => desk.answering(engine.tickets('d', { text }, 10));
    for (let at = 0; at < 100; at++) await ask(`words ${at}`);
    await ask('words 99');
    assert.equal(desk.asked.length, 100, 'the newest is at hand');
    await ask('words 0');
    assert.equal(desk.asked.length, 101, 'the oldest is asked for again');
    await engine.dispose();
  });
});
