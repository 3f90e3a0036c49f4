import assert from 'node:assert/strict';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { merge, resolve, type UpdateWrite } from '../../src/engine/outbox/merge.ts';
import type { FieldChanges, TicketField } from '../../src/model/fields.ts';
import { MoodyDesk, OutboxWindow } from './outboxDesk.ts';
import { aNote, temporaryFolder } from './storeFolder.ts';

function field(name: string, value: string | undefined, also: Partial<TicketField> = {}): TicketField {
  const held = value === undefined ? {} : { value, shown: `shown ${value}` };
  return { name, role: 'custom', type: 'text', clearable: true, ...held, ...also };
}

function change(changes: FieldChanges, base?: FieldChanges): UpdateWrite {
  return { kind: 'updateTicket', ticketId: '1', changes, ...(base ? { base } : {}) };
}

describe('merge of a change with what the desk has', () => {
  it('sends what nobody else touched, drops what is as wanted, and asks about the rest', () => {
    const write = change({ A: 'mine', B: 'mine', C: 'mine', D: null }, { A: 'old', B: 'old', C: 'old', D: 'old' });
    const fields = [field('A', 'old'), field('B', 'mine'), field('C', 'theirs'), field('D', undefined)];
    assert.deepEqual(merge(write, fields), {
      send: { A: 'mine' },
      conflicts: [{ field: 'C', mine: 'mine', theirs: 'theirs', before: 'old', shownTheirs: 'shown theirs' }],
    });
  });

  it('does not take another way of writing for another value', () => {
    const write = change(
      { At: '2026-01-02T10:00:00Z', Count: '7', Flag: 'true', Text: 'new' },
      { At: '2026-01-01T10:00:00Z', Count: '5', Flag: 'false', Text: 'a\nb' },
    );
    const fields = [
      field('At', '2026-01-01T10:00:00.000Z', { type: 'date' }),
      field('Count', '5.0', { type: 'number' }),
      field('Flag', 'True', { type: 'flag' }),
      field('Text', 'a\r\nb '),
    ];
    const { send, conflicts } = merge(write, fields);
    assert.deepEqual(Object.keys(send), ['At', 'Count', 'Text']);
    assert.deepEqual(conflicts, []);
  });

  const value = fc.option(fc.constantFrom('1', '2', '3', 'x'), { nil: null });
  const name = fc.constantFrom('A', 'B', 'C', 'D');

  it('holds for any change, base and desk', () => {
    fc.assert(
      fc.property(
        fc.dictionary(name, value),
        fc.dictionary(name, value),
        fc.dictionary(name, value),
        (changes, base, there) => {
          const fields = Object.entries(there).map(([each, now]) => field(each, now ?? undefined));
          const write = change(changes, base);
          const { send, conflicts } = merge(write, fields);
          const known = (each: string) => Object.hasOwn(base, each) && Object.hasOwn(there, each);
          for (const [each, mine] of Object.entries(changes)) {
            const asked = conflicts.some(({ field }) => field === each);
            const sent = Object.hasOwn(send, each);
            assert.ok(!(asked && sent), 'a field is asked about or sent, never both');
            if (!known(each)) assert.ok(sent);
            else if (there[each] === mine) assert.ok(!sent && !asked);
            else assert.equal(asked, there[each] !== base[each]);
            if (sent) assert.equal(send[each], mine);
          }
          // Whatever is chosen, the desk as it was seen raises no further question.
          for (const keep of [[], Object.keys(changes)]) {
            const left = merge(resolve(write, conflicts, keep), fields);
            assert.deepEqual(left.conflicts, []);
            const more = conflicts.filter(each => keep.includes(each.field)).map(({ field }) => field);
            assert.deepEqual(Object.keys(left.send).sort(), [...Object.keys(send), ...more].sort());
          }
        },
      ),
    );
  });
});

describe('outbox: fields that somebody else changed', () => {
  let desk: MoodyDesk;
  let window: OutboxWindow;

  beforeEach(async () => {
    desk = new MoodyDesk();
    desk.fields = [field('Status', '3'), field('Name', 'Old'), field('Group', '1')];
    window = new OutboxWindow(temporaryFolder(), desk);
    await window.outbox.start();
  });
  afterEach(() => window.close());

  const both = change({ Status: '2', Name: 'New' }, { Status: '1', Name: 'Old' });

  it('sends nothing until the user has chosen, and then what they chose', async () => {
    const { id } = await window.outbox.put(both);
    const { conflicts } = await window.is(id, 'conflict');
    assert.deepEqual(conflicts, [{ field: 'Status', mine: '2', theirs: '3', before: '1', shownTheirs: 'shown 3' }]);
    const note = await window.outbox.put(aNote('1', 'after it'));
    await assert.rejects(window.outbox.choose(id, { kind: 'arrived', arrived: true }), { name: 'DeskError' });
    assert.deepEqual(desk.has, []);
    const from = window.told.length;
    await window.outbox.choose(id, { kind: 'keepMine', fields: ['Status'] });
    await window.is(id, 'sent', from);
    await window.is(note.id, 'sent');
    assert.deepEqual(desk.has, ['1: {"Status":"2","Name":"New"}', '1: after it']);
  });

  it('leaves theirs, and asks again when it changed once more', async () => {
    const { id } = await window.outbox.put(both);
    await window.is(id, 'conflict');
    desk.fields = [field('Status', '4'), field('Name', 'Old')];
    const from = window.told.length;
    await window.outbox.choose(id, { kind: 'keepMine', fields: ['Status'] });
    const { conflicts } = await window.is(id, 'conflict', from);
    assert.equal(conflicts?.[0]?.theirs, '4');
    await window.outbox.choose(id, { kind: 'keepMine', fields: [] });
    await window.is(id, 'sent');
    assert.deepEqual(desk.has, ['1: {"Name":"New"}']);
    const only = await window.outbox.put(change({ Status: '2' }, { Status: '1' }));
    await window.is(only.id, 'conflict');
    const ended = await window.outbox.choose(only.id, { kind: 'keepMine', fields: [] });
    assert.equal(ended.state, 'discarded');
  });

  it('sends nothing for what the desk has as wanted', async () => {
    const { id } = await window.outbox.put(change({ Status: '3' }, { Status: '1' }));
    await window.is(id, 'sent');
    assert.deepEqual(desk.has, []);
  });

  it('waits when it cannot be asked, and is then as if it never was sent', async () => {
    desk.questions = { reason: 'unreachable' };
    const { id } = await window.outbox.put(change({ Name: 'New' }, { Name: 'Old' }));
    await window.until(id, entry => entry.state === 'waiting' && entry.failure !== undefined);
    desk.questions = undefined;
    await window.is(id, 'sent');
    assert.deepEqual([desk.has, desk.asked], [['1: {"Name":"New"}'], []]);
  });

  it('tells who waits for it that it is kept', async () => {
    const answer = await window.outbox.write(both);
    assert.deepEqual(!answer.ok && [answer.failure.reason, answer.failure.kept], ['refused', true]);
    assert.equal((await window.outbox.entries())[0]?.state, 'conflict');
  });
});
