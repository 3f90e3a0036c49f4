import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TicketDepth } from '../src/model/sync.ts';
import type { HistoryEntry, Ticket, TicketState, Urgency } from '../src/model/ticket.ts';
import { Random } from '../src/sampledesk/seed/random.ts';

/** A ticket of the big store with its conversation. */
export interface BigTicket {
  readonly ticket: Ticket;
  readonly depth: TicketDepth;
}

const statuses: readonly (readonly [string, TicketState])[] = [
  ...[['New', 'open'] as const, ['Open', 'open'] as const, ['In progress', 'open'] as const],
  ...[['Waiting for customer', 'waiting'] as const, ['On hold', 'waiting'] as const],
  ...[['Resolved', 'closed'] as const, ['Closed', 'closed'] as const, ['Cancelled', 'closed'] as const],
];
const priorities: readonly (readonly [string, Urgency])[] = [
  ['Low', 'normal'],
  ['Normal', 'normal'],
  ['High', 'high'],
  ['Urgent', 'urgent'],
];
const minute = 60_000;

/**
 * Tickets of a desk that is some five years old, the newest first: words as frequent as in real text (Zipf), a third of
 * all tickets not closed, one group with every tenth ticket. The same seed gives the same tickets.
 * @param words of each conversation
 */
export function* bigTickets(count: number, words = 150, seed = 1): Generator<BigTicket> {
  const random = new Random(seed);
  const language = new Language(random);
  const groups = Array.from({ length: 24 }, (_, index) => ({ id: `g${index}`, name: `${language.title(1)} team` }));
  const people = Array.from({ length: 150 }, (_, index) => ({ id: `p${index}`, name: language.title(2) }));
  const companies = Array.from({ length: 3000 }, (_, index) => ({ id: `c${index}`, name: `${language.title(2)} Ltd` }));
  const contacts = Array.from({ length: 10_000 }, (_, index) => ({ id: `u${index}`, name: language.title(2) }));
  const products = Array.from({ length: 40 }, () => language.title(2));
  const types = ['Incident', 'Problem', 'Question', 'Task', 'Change'];
  const categories = Array.from({ length: 30 }, () => language.title(1));
  const browsers = ['Chrome', 'Firefox', 'Edge', 'Safari'];
  let at = Date.UTC(2026, 5, 30, 12);
  for (let index = 0; index < count; index++) {
    at -= random.whole(0, 50) * minute + random.whole(0, 59) * 1000;
    const changedAt = new Date(at).toISOString();
    const openedAt = new Date(at - random.whole(1, 60 * 24 * 20) * minute).toISOString();
    const [status, state] = random.chance(0.67) ? random.pick(statuses.slice(5)) : random.pick(statuses.slice(0, 5));
    const [priority, urgency] = random.pick(priorities);
    const ticket: Ticket = {
      id: String(500_000 + count - index),
      number: String(10_000 + count - index),
      subject: language.sentence(random.whole(4, 9)),
      state,
      status,
      urgency,
      priority,
      ...{ type: random.pick(types), category: random.pick(categories), product: random.pick(products) },
      group: groups[random.chance(0.1) ? 0 : random.whole(1, groups.length - 1)] ?? { name: 'none' },
      ...(random.chance(0.1) ? {} : { assignee: random.pick(people) }),
      customer: random.pick(companies),
      contact: random.pick(contacts),
      openedAt,
      changedAt,
      ...(state === 'closed' ? { closedAt: changedAt } : {}),
      ...(random.chance(0.3) ? { dueAt: new Date(at + random.whole(-5000, 5000) * minute).toISOString() } : {}),
      description: { kind: 'text', body: language.sentence(25) },
      otherFields: [
        { name: 'Browser', value: `${random.pick(browsers)} ${random.whole(90, 130)}` },
        { name: 'Severity of loss', value: random.pick(['none', 'some', 'much']) },
      ],
    };
    const entries = history(language, random, words, at, ticket);
    // On every third time is logged.
    const timeEntries = index % 3 === 0 ? [{ id: `${ticket.id}-t`, minutes: 15 + (index % 90), at: changedAt }] : [];
    yield { ticket, depth: { ticketId: ticket.id, history: entries, timeEntries } };
  }
}

function history(language: Language, random: Random, words: number, at: number, ticket: Ticket): HistoryEntry[] {
  const entries: HistoryEntry[] = [];
  for (let left = words; left > 0; ) {
    const length = Math.min(left, random.whole(15, 60));
    left -= length;
    const byCustomer = random.chance(0.5);
    const author = byCustomer ? ticket.contact : ticket.assignee;
    entries.push({
      id: `${ticket.id}-${entries.length}`,
      at: new Date(at - left * minute).toISOString(),
      ...(author === undefined ? {} : { author }),
      role: byCustomer ? 'customer' : 'technician',
      visibility: 'public',
      body: { kind: 'text', body: language.sentence(length) },
    });
  }
  return entries;
}

/** Words of the sample desk's own texts, and further ones that are made like them: 30,000 in all. */
export class Language {
  readonly #random: Random;
  readonly #words: readonly string[];
  /** Running sums of how frequent each word is. */
  readonly #sums: Float64Array;

  constructor(random: Random) {
    this.#random = random;
    const real = realWords();
    this.#words = [...real, ...likeThem(real, random, 30_000)];
    this.#sums = new Float64Array(this.#words.length);
    let sum = 0;
    for (let rank = 0; rank < this.#words.length; rank++) {
      sum += 1 / (rank + 2.7);
      this.#sums[rank] = sum;
    }
  }

  readonly word = (): string => {
    const wanted = this.#random.next() * (this.#sums.at(-1) ?? 0);
    let low = 0;
    for (let high = this.#sums.length - 1; low < high; ) {
      const middle = (low + high) >> 1;
      if ((this.#sums[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return this.#words[low] ?? '';
  };

  sentence(words: number): string {
    const text = Array.from({ length: words }, this.word).join(' ');
    return text.slice(0, 1).toUpperCase() + text.slice(1);
  }

  /** A name of some less usual words. */
  title(words: number): string {
    return Array.from({ length: words }, () => {
      const word = this.#random.pick(this.#words);
      return word.slice(0, 1).toUpperCase() + word.slice(1);
    }).join(' ');
  }
}

/** The words of the sample desk's scenarios, the most frequent first. */
function realWords(): string[] {
  const folder = join(import.meta.dirname, '../src/sampledesk/seed');
  const counts = new Map<string, number>();
  for (const file of globSync('**/*.ts', { cwd: folder }).sort())
    for (const [word] of readFileSync(join(folder, file), 'utf8').matchAll(
      /(?<![\p{L}\d_.{])[a-z]{1,14}(?![\p{L}\d_(:])/gu,
    ))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
}

/** Words in which letters follow each other as in real ones. */
function likeThem(real: readonly string[], random: Random, count: number): Set<string> {
  const next = new Map<string, string[]>();
  for (const word of real) {
    const padded = `^^${word}$`;
    for (let at = 2; at < padded.length; at++) {
      const before = padded.slice(at - 2, at);
      const after = next.get(before);
      if (after) after.push(padded.charAt(at));
      else next.set(before, [padded.charAt(at)]);
    }
  }
  const known = new Set(real);
  const made = new Set<string>();
  while (made.size + real.length < count) {
    let word = '^^';
    while (!word.endsWith('$') && word.length < 16) word += random.pick(next.get(word.slice(-2)) ?? ['$']);
    const letters = word.replaceAll(/[\^$]/g, '');
    if (letters.length > 2 && !known.has(letters)) made.add(letters);
  }
  return made;
}
