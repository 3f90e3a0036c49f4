import fc from 'fast-check';
import {
  conditions,
  dateFields,
  type Moment,
  nameFields,
  type Search,
  type SearchTerm,
  type Sort,
  sortFields,
} from '../../src/model/search.ts';
import type { NamedRef, Ticket } from '../../src/model/ticket.ts';
import type { Given } from './queriesStore.ts';

/** The middle of a day of 2026, in milliseconds: tickets lie around it. */
export const now = new Date(2026, 5, 15, 12).getTime();

const vocabulary = [
  'print',
  'printer',
  'prints',
  'Café',
  'cafe',
  'C++',
  'foo::bar',
  'bar',
  'a',
  'an',
  'Ä',
  '42',
  'שלום',
  '日本語',
  'x@acme.example',
  '/var/log',
  'ſs',
  'I',
  'İ',
  '😀',
];
const word = fc.constantFrom(...vocabulary);
const text = fc.array(word, { maxLength: 6 }).map(words => words.join(' '));
const names = ['Acme Corp', 'ACME', 'Level 2', 'level 10', 'Zoë', 'print', 'x'];
const name = fc.constantFrom(...names);
const named = fc.record(
  {
    id: fc.constantFrom('1', '2'),
    name: fc.oneof({ weight: 6, arbitrary: name }, { weight: 1, arbitrary: fc.constant('') }),
  },
  { requiredKeys: ['name'] },
) as fc.Arbitrary<NamedRef>;
const time = fc
  .integer({ min: -4 * 86_400, max: 4 * 86_400 })
  .map(seconds => new Date(now + seconds * 1000).toISOString());

const ticket = fc.record(
  {
    subject: text,
    state: fc.constantFrom('open', 'waiting', 'closed'),
    status: name,
    urgency: fc.constantFrom('normal', 'high', 'urgent'),
    priority: name,
    type: name,
    category: name,
    product: name,
    group: named,
    assignee: named,
    customer: named,
    contact: named,
    openedAt: time,
    changedAt: time,
    closedAt: time,
    dueAt: time,
    description: fc.record({ kind: fc.constant('text'), body: text }),
    otherFields: fc.array(fc.record({ name: fc.constantFrom('Browser', 'browser', 'Root cause'), value: text }), {
      maxLength: 2,
    }),
  },
  { requiredKeys: ['subject', 'state', 'status', 'urgency', 'otherFields'] },
) as fc.Arbitrary<Omit<Ticket, 'id' | 'number'>>;

/** Up to 25 tickets, each different. */
export const tickets: fc.Arbitrary<Given[]> = fc
  .array(fc.record({ ticket, conversation: text }), { maxLength: 25 })
  .map(all =>
    all.map(({ ticket: made, conversation }, index) => ({
      ticket: { ...made, id: `id${index}`, number: String(index * 7 + 1) },
      conversation,
    })),
  );

const moment: fc.Arbitrary<Moment> = fc.oneof(
  time.map((iso): Moment => ({ kind: 'at', iso })),
  fc.integer({ min: -300_000, max: 300_000 }).map((seconds): Moment => ({ kind: 'ago', seconds })),
  fc.integer({ min: -4, max: 4 }).map((offset): Moment => ({ kind: 'day', offset })),
);
const not = fc.boolean();
const part = fc.tuple(word, fc.nat({ max: 6 })).map(([full, length]) => full.slice(0, length + 1));
const phrase = fc.array(word, { minLength: 1, maxLength: 3 }).map(words => words.join(' '));

const textTerm: fc.Arbitrary<SearchTerm> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: fc.oneof(part, word), phrase: fc.constant(false), not }),
  fc.record({ kind: fc.constant('text' as const), text: phrase, phrase: fc.constant(true), not }),
);
const otherTerm: fc.Arbitrary<SearchTerm> = fc.oneof(
  fc.record({ kind: fc.constant('is' as const), is: fc.constantFrom(...conditions), not }),
  fc.record({
    kind: fc.constant('name' as const),
    field: fc.constantFrom(...nameFields),
    names: fc.array(fc.oneof(name, fc.constantFrom(null, 'ac', 'lev 1', 'nobody', '?')), { maxLength: 3 }),
    not,
  }),
  fc
    .record(
      { kind: fc.constant('date' as const), field: fc.constantFrom(...dateFields), from: moment, to: moment, not },
      { requiredKeys: ['kind', 'field', 'not'] },
    )
    .map((term): SearchTerm => term as SearchTerm),
  fc.record({ kind: fc.constant('number' as const), number: fc.constantFrom('1', '8', '15', '99'), not }),
  fc.record({
    kind: fc.constant('field' as const),
    name: fc.constantFrom('BROWSER', 'root cause', 'nothing'),
    value: fc.oneof(
      fc.constantFrom('', 'print', 'c', 'foo b'),
      word.filter(each => /[\p{L}\p{N}]/u.test(each)),
    ),
    not,
  }),
);

/** Any search without an order. */
export const searches: fc.Arbitrary<Search> = fc
  .array(fc.oneof(textTerm, otherTerm), { maxLength: 4 })
  .map(terms => ({ terms }));

/** Searches for some words, and for what else there is. */
export const wordSearches: fc.Arbitrary<Search> = fc
  .tuple(fc.array(textTerm, { minLength: 1, maxLength: 3 }), fc.array(otherTerm, { maxLength: 1 }))
  .map(([texts, others]) => ({ terms: [...texts, ...others] }));

export const sorts: fc.Arbitrary<Sort> = fc.record({ by: fc.constantFrom(...sortFields), descending: fc.boolean() });
