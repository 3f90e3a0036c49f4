import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Store } from '../../src/engine/store/store.ts';
import type { HistoryEntry, Ticket } from '../../src/model/ticket.ts';
import { assertSound, foundIn, someDetails, withStore } from './storeFolder.ts';

const words = ['apple', 'berry', 'cherry', 'damson', 'elder'];
const word = fc.constantFrom(...words);
const id = fc.integer({ min: 1, max: 6 }).map(String);
const day = fc.constantFrom('2026-03-01T10:00:00.000Z', '2026-03-01T10:00:30.000Z', '2026-04-01T00:00:00.000Z');
const ticket: fc.Arbitrary<Ticket> = fc
  .record({
    id,
    subject: word,
    status: word,
    changedAt: fc.option(day, { nil: undefined }),
    description: fc.option(word),
  })
  .map(({ changedAt, description, ...rest }) => ({
    ...rest,
    number: `n${rest.id}`,
    state: 'open',
    urgency: 'normal',
    ...(changedAt === undefined ? {} : { changedAt }),
    ...(description ? { description: { kind: 'text', body: description } as const } : {}),
    otherFields: [],
  }));
const history: fc.Arbitrary<HistoryEntry[]> = fc.array(
  word.map(body => ({ id: body, role: 'customer', visibility: 'public', body: { kind: 'text', body } })),
  { maxLength: 3 },
);
const action = fc.oneof(
  fc.record({
    kind: fc.constant('page' as const),
    tickets: fc.array(ticket, { maxLength: 5 }),
    gone: fc.array(id, { maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant('details' as const), ticket, history }),
  fc.record({
    kind: fc.constant('depths' as const),
    depths: fc.array(fc.record({ ticketId: id, history }), { maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('remove' as const), ids: fc.array(id, { maxLength: 2 }) }),
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

/** What a store must hold, without any database. */
class Model {
  readonly tickets = new Map<string, Ticket>();
  readonly histories = new Map<string, { readonly history: readonly HistoryEntry[]; readonly stale: boolean }>();

  /** Does what the store does; answers ids of those that must be told as changed. */
  take(action: Action): Set<string> {
    const told = new Set<string>();
    if (action.kind === 'page') {
      for (const listed of new Map(action.tickets.map(each => [each.id, each])).values()) {
        const before = this.tickets.get(listed.id);
        const description = listed.description ?? before?.description;
        this.#keep({ ...listed, ...(description ? { description } : {}) }, told);
      }
      for (const gone of action.gone) this.#remove(gone);
    } else if (action.kind === 'details') {
      this.#keep(action.ticket, told);
      this.histories.set(action.ticket.id, { history: action.history, stale: false });
    } else if (action.kind === 'depths') {
      for (const { ticketId, history } of action.depths) {
        if (!this.tickets.has(ticketId)) continue;
        this.histories.set(ticketId, { history, stale: this.histories.get(ticketId)?.stale ?? true });
      }
    } else {
      for (const one of action.ids) this.#remove(one);
    }
    return told;
  }

  /** Everything that a word of the given text is in. */
  having(wanted: string, everything: boolean): string[] {
    return [...this.tickets.values()]
      .filter(each => {
        const known = this.histories.get(each.id);
        if (!everything) return [each.subject, each.status].includes(wanted);
        if (!known && !each.description) return false;
        const said = known?.history.map(({ body }) => body.body) ?? [];
        return [each.subject, each.status, each.description?.body, ...said].includes(wanted);
      })
      .map(each => each.id)
      .sort();
  }

  #keep(now: Ticket, told: Set<string>): void {
    const before = this.tickets.get(now.id);
    this.tickets.set(now.id, now);
    const listed = ({ description: _, ...rest }: Ticket) => Object.entries(rest).sort().join();
    if (before && listed(before) === listed(now)) return;
    told.add(now.id);
    const known = this.histories.get(now.id);
    if (before && known) this.histories.set(now.id, { ...known, stale: true });
  }

  #remove(one: string): void {
    this.tickets.delete(one);
    this.histories.delete(one);
  }
}

async function run(store: Store, action: Action): Promise<Set<string>> {
  const kept =
    action.kind === 'page'
      ? await store.keepPage(action, {})
      : action.kind === 'details'
        ? store.keepDetails(someDetails(action.ticket, { history: action.history }), '2026-05-01T00:00:00.000Z')
        : action.kind === 'depths'
          ? store.keepDepths(action.depths)
          : store.remove(action.ids);
  return new Set(kept.changed.map(({ now }) => now.id));
}

describe('store: any order of events', function () {
  this.timeout(120_000);

  it('holds what a simple model holds, and its indexes too', () =>
    withStore(store =>
      fc.assert(
        fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 25 }), async actions => {
          store.clear();
          const model = new Model();
          for (const each of actions) assert.deepEqual(await run(store, each), model.take(each));
          assert.deepEqual(assertSound(store).sort(), [...model.tickets.keys()].sort());
          for (const [one, expected] of model.tickets) {
            assert.deepEqual(store.ticket(one), expected);
            const details = store.details(one);
            const known = model.histories.get(one);
            assert.deepEqual(details && { history: details.details.history, stale: details.stale }, known);
          }
          for (const each of words) {
            assert.deepEqual(foundIn(store, 'heads', each), model.having(each, false));
            assert.deepEqual(foundIn(store, 'talks', each), model.having(each, true));
          }
        }),
        { numRuns: 150 },
      ),
    ));
});
