import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cannedReplies, filledReply } from '../../src/editor/panel/cannedReply.ts';
import { panelWrite, type WriteWords } from '../../src/editor/panel/panelWrites.ts';
import { refusedValue, TicketFields } from '../../src/editor/panel/ticketFields.ts';
import { resolution, TicketWrites } from '../../src/editor/panel/ticketWrites.ts';
import type { DetailsAnswer, Engine, EngineChange } from '../../src/engine/engine.ts';
import type { Result } from '../../src/model/errors.ts';
import type { TicketField } from '../../src/model/fields.ts';
import type { OutboxChoice, OutboxEntry, Write, WriteState } from '../../src/model/outbox.ts';
import { details } from './webviewTicket.ts';

const ref = { deskId: 'd', ticketId: '77', number: '1042' };
const at = '2026-03-01T10:00:00.000Z';
const t = (message: string) => message;
const { signal } = new AbortController();

/** An outbox of which the test says how each write goes on. */
function outbox() {
  const rows = new Map<number, OutboxEntry>();
  const asked: (Write | [number, OutboxChoice])[] = [];
  let next = 1;
  let listener: (change: EngineChange) => void = () => undefined;
  const stored = (entry: OutboxEntry) => {
    rows.set(entry.id, entry);
    return { ok: true, value: entry } as const;
  };
  const failed = { ok: false, failure: { reason: 'badInput' } } as const;
  const engine = {
    outbox: async () => [...rows.values()],
    put: async (deskId, write, options) => {
      asked.push(write);
      return stored({ deskId, id: next++, write, at, state: options?.hold ? 'held' : 'waiting' });
    },
    choose: async (_deskId, id, choice) => {
      asked.push([id, choice]);
      const row = rows.get(id);
      if (!row || row.state === 'sending') return failed;
      if (choice.kind === 'edit') return stored({ ...row, write: choice.write, state: 'waiting' });
      rows.delete(id);
      return { ok: true, value: { ...row, state: 'discarded' } };
    },
  } as Pick<Engine, 'outbox' | 'put' | 'choose'> as Engine;
  const writes = new TicketWrites(engine, ref, () => undefined);
  listener = change => void writes.hear(change);
  /** A write goes on, and that is told. */
  const tell = (id: number, state: WriteState, over: Partial<OutboxEntry> = {}) => {
    const row = rows.get(id);
    assert.ok(row);
    const entry = { ...row, state, ...over };
    if (state === 'sent') rows.delete(id);
    else rows.set(id, entry);
    listener({ kind: 'outbox', deskId: 'd', entries: [entry] });
  };
  return { writes, asked, tell, rows };
}

const states = (writes: TicketWrites) => writes.all.map(({ id, state }) => `${id} ${state}`);
const answer = (over: Partial<DetailsAnswer> = {}): DetailsAnswer => ({ details: details(), fetchedAt: at, ...over });

describe('writes of a ticket panel', () => {
  it('are those of its ticket, also those that another window made', async () => {
    const { writes, rows } = outbox();
    const other: Write = { kind: 'addNote', ticketId: '78', note: { text: 'x', visibility: 'plain' } };
    rows.set(8, { deskId: 'd', id: 8, write: other, at, state: 'waiting' });
    rows.set(9, { deskId: 'd', id: 9, write: { ...other, ticketId: '77' }, at, state: 'failed' });
    await writes.load();
    assert.deepEqual(states(writes), ['9 failed']);
    rows.delete(9);
    assert.equal(writes.hear({ kind: 'outbox', deskId: 'other', entries: [] }), false);
    await writes.load();
    assert.deepEqual(states(writes), []);
  });

  it('stay until the ticket was asked for after they were sent', async () => {
    const { writes, tell } = outbox();
    await writes.change('status', '1', '2', 'Open');
    const early = writes.sent;
    tell(1, 'sent', { made: { id: '' } });
    writes.read(answer(), early);
    assert.deepEqual(states(writes), ['1 sent']);
    for (const over of [{ refreshing: true }, { failure: { reason: 'unreachable' } as const }]) {
      writes.read(answer(over), writes.sent);
      assert.deepEqual(states(writes), ['1 sent'], JSON.stringify(over));
    }
    writes.read(answer(), writes.sent);
    assert.deepEqual(states(writes), []);
  });

  it('go as soon as what the desk made of them is there', async () => {
    const { writes, tell } = outbox();
    await writes.put({ kind: 'addNote', ticketId: '77', note: { text: 'x', visibility: 'plain' } }, 5_000);
    assert.deepEqual(states(writes), ['1 held']);
    tell(1, 'sent', { made: { id: 'h9' } });
    const entry = { id: 'h9', role: 'technician', visibility: 'public', body: { kind: 'text', body: 'x' } } as const;
    writes.read(answer({ details: details({ history: [entry] }) }), new Set());
    assert.deepEqual(states(writes), []);
  });

  it('of a field carry what the user saw, and one that waits is changed instead of doubled', async () => {
    const { writes, asked, tell } = outbox();
    await writes.change('status', '1', '2', 'Open');
    await writes.change('status', '2', '3', 'Waiting');
    const wanted = { kind: 'updateTicket', ticketId: '77', changes: { status: '3' }, base: { status: '1' } };
    assert.deepEqual(asked[1], [1, { kind: 'edit', write: wanted }]);
    assert.deepEqual(states(writes), ['1 waiting']);
    tell(1, 'sending');
    await writes.change('status', '3', '4', 'Closed');
    assert.deepEqual(asked.at(-1), { ...wanted, changes: { status: '4' }, base: { status: '3' } });
  });

  it('are undone by taking them out, else by changing the field back from what it was set to', async () => {
    const { writes, asked, tell } = outbox();
    await writes.change('status', '1', '2', 'Open');
    await writes.undo('Waiting');
    assert.deepEqual(asked.at(-1), [1, { kind: 'discard' }]);
    assert.deepEqual([writes.undoable], [undefined]);
    await writes.change('status', '1', '2', 'Open');
    tell(2, 'sending');
    await writes.undo('Waiting');
    const back = { kind: 'updateTicket', ticketId: '77', changes: { status: '1' }, base: { status: '2' } };
    assert.deepEqual(asked.at(-1), back);
    assert.equal(writes.undoable?.shownBefore, 'Waiting');
    tell(2, 'sent');
    tell(3, 'sent');
    await writes.undo('Open');
    assert.deepEqual(asked.at(-1), { ...back, changes: { status: '2' }, base: { status: '1' } });
    writes.read(answer(), writes.sent);
    assert.equal((await writes.undo('Waiting')).ok, true);
  });

  it('that may be on the desk are undone there, not forgotten', async () => {
    for (const state of ['checking', 'unclear'] as const) {
      const { writes, asked, tell, rows } = outbox();
      await writes.change('status', '1', '2', 'Open');
      tell(1, state);
      await writes.undo('Waiting');
      const back = { kind: 'updateTicket', ticketId: '77', changes: { status: '1' }, base: { status: '2' } };
      assert.deepEqual(asked.at(-1), back, state);
      assert.deepEqual([...rows.keys()], [1, 2], state);
    }
  });

  it('that were changed again while they waited are undone by one step', async () => {
    const { writes, rows } = outbox();
    await writes.change('status', '1', '2', 'Open');
    await writes.change('status', '2', '3', 'Waiting');
    await writes.undo('Closed');
    const [row, ...others] = [...rows.values()];
    assert.deepEqual(others, []);
    assert.deepEqual(row?.write, {
      ...{ kind: 'updateTicket', ticketId: '77', changes: { status: '2' }, base: { status: '1' } },
    });
  });
});

describe('the end of a conflict', () => {
  const conflicts = [
    { field: 'a', mine: '1', theirs: '2', before: '0' },
    { field: 'b', mine: null, theirs: '5', before: '4' },
  ];
  const write = {
    ...({ kind: 'updateTicket', ticketId: '77' } as const),
    ...{ changes: { a: '1', b: null, c: '9' }, base: { a: '0', b: '4', c: '8' } },
  };

  it('is told to the outbox as it offers it, without a side that of the desk holds', () => {
    assert.deepEqual(resolution({ conflicts }, write, { a: 'mine' }), { kind: 'keepMine', fields: ['a'] });
    assert.deepEqual(resolution({ conflicts }, write, {}), { kind: 'keepMine', fields: [] });
  });

  it('sets a field back from what it is now, and keeps what was not in conflict', () => {
    const changes = { c: '9', a: '0', b: null };
    const base = { c: '8', a: '2', b: '5' };
    assert.deepEqual(resolution({ conflicts }, write, { a: 'before', b: 'mine' }), {
      ...{ kind: 'edit', write: { ...write, changes, base } },
    });
  });

  it('ends each field as it was chosen, whatever is chosen', () => {
    const sides = fc.constantFrom('mine' as const, 'theirs' as const, 'before' as const);
    fc.assert(
      fc.property(sides, sides, (a, b) => {
        const choice = resolution({ conflicts }, write, { a, b });
        const desk: Record<string, string | null> = { a: '2', b: '5', c: '8' };
        if (choice.kind === 'keepMine') {
          for (const { field, mine } of conflicts) if (choice.fields.includes(field)) desk[field] = mine;
          desk.c = write.changes.c;
        } else {
          assert.ok(choice.kind === 'edit' && choice.write.kind === 'updateTicket');
          for (const [field, value] of Object.entries(choice.write.changes)) {
            assert.equal(choice.write.base?.[field], desk[field]);
            desk[field] = value;
          }
        }
        const [first, second] = conflicts;
        assert.deepEqual(desk, { a: first?.[a], b: second?.[b], c: '9' });
      }),
    );
  });
});

describe('fields of a ticket panel', () => {
  const status: TicketField = {
    ...{ name: 'StatusID', role: 'status', type: 'choice', value: '1', shown: 'Open', clearable: false },
    choices: [
      { id: '1', name: 'Open' },
      { id: '3', name: 'Closed' },
    ],
  };
  const { ticket } = details();
  const change = (state: WriteState): OutboxEntry => ({
    ...{ deskId: 'd', id: 1, at, state },
    write: { kind: 'updateTicket', ticketId: '77', changes: { StatusID: '3' } },
  });
  function asking(...answers: Result<readonly TicketField[]>[]) {
    let asked = 0;
    const ticketFields: Engine['ticketFields'] = async () => answers[asked++] ?? { ok: true, value: [] };
    return { fields: new TicketFields({ ticketFields } as Engine, ref), asked: () => asked };
  }

  it('are asked for once as long as the ticket stays as it is', async () => {
    const { fields, asked } = asking({ ok: true, value: [status] }, { ok: true, value: [status] });
    await fields.now(ticket, [], [], signal);
    await fields.now(ticket, [], [], signal);
    assert.equal(asked(), 1);
    await fields.now({ ...ticket, changedAt: at }, [], [], signal);
    assert.equal(asked(), 2);
    fields.forget();
    await fields.now({ ...ticket, changedAt: at }, [], [], signal);
    assert.equal(asked(), 3);
  });

  it('hold what is on its way, and not what was refused', async () => {
    const { fields } = asking({ ok: true, value: [status] });
    for (const [state, shown] of [
      ['waiting', 'Closed'],
      ['sent', 'Closed'],
      ['failed', 'Open'],
    ] as const) {
      const now = await fields.now(ticket, [change(state)], [], signal);
      assert.equal(now.ok && now.value[0]?.shown, shown, state);
    }
  });

  it('are those of the type with the ticket’s own values while the desk is out of reach', async () => {
    const failure = { reason: 'unreachable' } as const;
    const { fields } = asking(
      { ok: false, failure },
      { ok: false, failure },
      { ok: false, failure: { reason: 'refused' } },
    );
    const closed = await fields.now({ ...ticket, status: 'Closed' }, [], [status], signal);
    assert.deepEqual(closed.ok && closed.value, [{ ...status, value: '3', shown: 'Closed' }]);
    assert.equal((await fields.now(ticket, [], [], signal)).ok, false);
    assert.equal((await fields.now(ticket, [], [status], signal)).ok, false);
  });

  it('take what fits them alone', () => {
    const typed = (type: TicketField['type'], clearable = false): TicketField => ({
      ...{ name: 'x', role: 'custom', type, clearable },
    });
    for (const [field, good, bad] of [
      [status, ['1', '3'], ['2', '', null]],
      [typed('flag'), ['true', 'false'], ['yes', null]],
      [typed('date', true), ['2026-12-31', at, null], ['tomorrow', '']],
      [typed('number'), ['2.5', '-3'], ['2.5 h', '', null]],
      [typed('text'), ['x'], ['', ' ', null]],
    ] as const) {
      for (const value of good) assert.equal(refusedValue(field, value, t), undefined, `${field.type} ${value}`);
      for (const value of bad) assert.ok(refusedValue(field, value, t), `${field.type} ${value}`);
    }
  });
});

describe('what a panel says of a write', () => {
  const words: WriteWords = {
    fields: [
      {
        name: 'S',
        role: 'status',
        type: 'choice',
        clearable: false,
        choices: [{ id: '3', name: 'Closed', closed: true }],
      },
    ],
    label: () => 'Status',
    flag: value => (value === 'true' ? 'Yes' : 'No'),
    describe: ({ reason }) => `words for ${reason}`,
    customer: id => `name of ${id}`,
  };
  const shown = (write: Write, over: Partial<OutboxEntry> = {}) =>
    panelWrite({ deskId: 'd', id: 1, at, state: 'waiting', write, ...over }, words);

  it('names fields, choices and customers, and never carries a file’s content', () => {
    const ticketId = '77';
    const fields = shown({ kind: 'updateTicket', ticketId, changes: { S: '3', other: 'x' } })?.written;
    assert.deepEqual(fields, {
      kind: 'updateTicket',
      fields: [
        { name: 'S', role: 'status', label: 'Status', value: '3', shown: 'Closed', closed: true },
        { name: 'other', role: 'custom', label: 'other', value: 'x', shown: 'x' },
      ],
    });
    assert.deepEqual(shown({ kind: 'linkCustomer', ticketId, customerId: '5' })?.written, {
      ...{ kind: 'linkCustomer', customer: 'name of 5' },
    });
    const file = { name: 'a.log', contentType: 'text/plain', content: 'c2VjcmV0', visibility: 'internal' } as const;
    const attach = shown({ kind: 'attach', ticketId, file }, { failure: { reason: 'refused' } });
    assert.deepEqual(attach?.written, { kind: 'attach', name: 'a.log', visibility: 'internal' });
    assert.equal(attach?.problem, 'words for refused');
    assert.equal(shown({ kind: 'createTicket', draft: { subject: '', description: '' } }), undefined);
  });

  it('has all three values of a conflict in words', () => {
    const conflicts = [{ field: 'S', mine: '3', theirs: '8', before: null, shownTheirs: 'On Hold' }];
    const conflict = shown(
      { kind: 'updateTicket', ticketId: '77', changes: { S: '3' } },
      { state: 'conflict', conflicts },
    );
    assert.deepEqual(conflict?.conflicts, [
      { field: 'S', label: 'Status', values: { mine: 'Closed', theirs: 'On Hold', before: '' } },
    ]);
  });
});

describe('canned replies', () => {
  const values = { number: '1042', subject: 'A ${me} b', contact: 'Bo $& Ray' };

  it('have their variables filled in once, whatever these hold', () => {
    const filled = filledReply(
      'Hi ${contact} of ${customer}: ${subject}\n${cursor}\n#${number} ${unknown} ${cursor}',
      values,
    );
    assert.equal(filled.text, 'Hi Bo $& Ray of : A ${me} b\n\n#1042 ${unknown} ');
    assert.equal(filled.text.slice(0, filled.cursor), 'Hi Bo $& Ray of : A ${me} b\n');
    assert.deepEqual(filledReply('plain', values), { text: 'plain' });
  });

  it('are those of the settings that have a name and a text', () => {
    assert.deepEqual(cannedReplies({ a: 'x', ' ': 'y', b: ' ', c: 7 }), [{ name: 'a', text: 'x' }]);
    for (const odd of [undefined, null, 'x', 7]) assert.deepEqual(cannedReplies(odd), []);
  });
});
