import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Counts } from '../../src/editor/tickets/counts.ts';
import { Drawn } from '../../src/editor/tickets/drawn.ts';
import type { ListNode, Node, TicketNode } from '../../src/editor/tickets/nodes.ts';
import { diffRows, settle } from '../../src/editor/tickets/rowDiff.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { newestFirst, type Search } from '../../src/model/search.ts';

const list = (key: string, deskId = 'd'): ListNode => ({
  ...{ kind: 'list', key: `${deskId}/${key}`, deskId, label: key, icon: 'inbox', search: { terms: [] }, groupBy: [] },
  ...{ sort: newestFirst, counted: true, empty: 'Nothing' },
});

const ticket = (parent: ListNode, id: string, subject = 'S'): TicketNode => ({
  kind: 'ticket',
  key: `${parent.key}/#${id}`,
  deskId: parent.deskId,
  ticket: { id, number: id, subject, state: 'open', status: 'Open', urgency: 'normal' },
});

describe('rows of the tree', () => {
  const keys = fc.uniqueArray(fc.integer({ min: 0, max: 12 }).map(String), { maxLength: 10 });

  it('are exactly those of now, each once, whatever was drawn', () => {
    fc.assert(
      fc.property(keys, keys, (shown, fresh) => {
        assert.deepEqual([...settle(shown, fresh)].sort(), [...fresh].sort());
      }),
    );
  });

  it('keep their order among each other as long as they stay', () => {
    fc.assert(
      fc.property(keys, keys, (shown, fresh) => {
        const stays = shown.filter(key => fresh.includes(key));
        assert.deepEqual(
          settle(shown, fresh).filter(key => stays.includes(key)),
          stays,
        );
      }),
    );
  });

  it('stand in the order of now when nothing was drawn, and when only newer ones came', () => {
    fc.assert(
      fc.property(keys, fresh => {
        assert.deepEqual(settle([], fresh), fresh);
      }),
    );
    assert.deepEqual(settle(['a', 'b'], ['new', 'a', 'b']), ['new', 'a', 'b']);
    assert.deepEqual(settle(['a', 'b', 'c'], ['c', 'a', 'b']), ['a', 'b', 'c']);
    assert.deepEqual(settle(['a', 'b', 'c'], ['c', 'new', 'a']), ['a', 'new', 'c']);
  });

  it('tell what a change was: one row, rows that came or went, or only the order', () => {
    const rows = (...texts: string[]) => texts.map(text => ({ key: text[0] ?? '', text }));
    const diff = (drawn: string[], fresh: string[]) => diffRows(rows(...drawn), rows(...fresh), row => row.text);
    assert.deepEqual(diff(['a', 'b'], ['a', 'b!']), {
      ...{ order: ['a', 'b'], moved: false, added: [], changed: ['b'], disordered: false },
    });
    assert.deepEqual(diff(['a', 'b'], ['b!', 'a']), {
      ...{ order: ['a', 'b'], moved: false, added: [], changed: ['b'], disordered: true },
    });
    assert.deepEqual(diff(['a', 'b'], ['c', 'a', 'b']), {
      ...{ order: ['c', 'a', 'b'], moved: true, added: ['c'], changed: [], disordered: false },
    });
    assert.ok(diff(['a', 'b'], ['a']).moved);
  });
});

describe('what is drawn', () => {
  it('is one object for a row, which takes up what changes', () => {
    const drawn = new Drawn();
    const parent = list('unassigned');
    const [first] = drawn.draw(parent, [ticket(parent, '1', 'Before')]);
    const [again] = drawn.draw(parent, [ticket(parent, '1', 'After')], true);
    assert.equal(again, first);
    assert.equal(first?.kind === 'ticket' && first.ticket.subject, 'After');
  });

  it('takes away what a row shows no more, but not the number that was found out apart', () => {
    const drawn = new Drawn();
    const root = { kind: 'desk', key: 'd', deskId: 'd' } as const;
    const [row] = drawn.draw(root, [{ ...list('mine'), closed: true }]);
    drawn.keep({ ...list('mine'), closed: true, count: 7 });
    drawn.draw(root, [list('mine')], true);
    assert.ok(row?.kind === 'list' && !('closed' in row));
    assert.equal(row.kind === 'list' && row.count, 7);
  });

  it('leaves a closed list, and all below it, out of what is compared', () => {
    const drawn = new Drawn();
    const outer = list('mine');
    const inner = { ...list('mine'), key: `${outer.key}/group=Orders` };
    drawn.draw(outer, [inner]);
    drawn.draw(inner, [ticket(inner, '1')]);
    assert.deepEqual(
      [...drawn.openOf('d')].map(({ key }) => key),
      [outer.key, inner.key],
    );
    assert.deepEqual([...drawn.openOf('other')], []);
    drawn.close(outer.key);
    assert.deepEqual([...drawn.openOf('d')], []);
    drawn.open(outer.key);
    assert.equal([...drawn.openOf('d')].length, 2);
    assert.deepEqual(
      drawn.forget(outer.key).map(({ ticket: { id } }) => id),
      ['1'],
    );
    assert.deepEqual([...drawn.openOf('d')], []);
    assert.equal(drawn.get(inner.key), undefined);
  });

  it('knows above which row each stands', () => {
    const drawn = new Drawn();
    const root = { kind: 'desk', key: '', deskId: 'd' } as const;
    const [parent] = drawn.draw(root, [list('mine')]);
    assert.ok(parent?.kind === 'list');
    const [row] = drawn.draw(parent, [ticket(parent, '1')]);
    assert.equal(drawn.parent(row?.key ?? ''), parent);
    assert.equal(drawn.parent(parent.key), undefined);
  });

  it('stays in place while it is settled, and says so', () => {
    const drawn = new Drawn();
    const parent = list('mine');
    const rows = (...ids: string[]): Node[] => ids.map(id => ticket(parent, id));
    const ids = (nodes: readonly Node[]) => nodes.map(node => node.key.split('#')[1]);
    drawn.draw(parent, rows('1', '2', '3'));
    assert.deepEqual(ids(drawn.draw(parent, rows('3', '1', '2'), true)), ['1', '2', '3']);
    assert.ok(drawn.isDisordered(parent.key));
    assert.deepEqual(ids(drawn.draw(parent, rows('3', '1', '2'))), ['3', '1', '2']);
    assert.ok(!drawn.isDisordered(parent.key));
  });
});

describe('counts', () => {
  it('are asked for once for all lists of a desk, and each gets its own', async () => {
    const asked: [string, number][] = [];
    const engine = {
      counts: async (deskId: string, searches: readonly Search[]) => {
        asked.push([deskId, searches.length]);
        return { ok: true, value: searches.map((_, place) => place * 10) } as const;
      },
    };
    const counts = new Counts(engine as unknown as Engine, () => assert.fail());
    const answers = await Promise.all([list('a'), list('b'), list('a', 'other'), list('c')].map(one => counts.of(one)));
    assert.deepEqual(answers, [0, 10, 0, 20]);
    assert.deepEqual(asked, [
      ['d', 3],
      ['other', 1],
    ]);
    assert.equal(await counts.of(list('a')), 0);
    assert.equal(asked.length, 3);
  });

  it('are unknown where they cannot be told, and it is said why', async () => {
    const said: unknown[] = [];
    const engine = { counts: async () => ({ ok: false, failure: { reason: 'signedOut' } }) as const };
    const counts = new Counts(engine as unknown as Engine, (...what) => said.push(what));
    assert.equal(await counts.of(list('a')), undefined);
    assert.deepEqual(said, [['d', { reason: 'signedOut' }]]);
  });
});
