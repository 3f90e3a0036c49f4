import type { Me } from '../../src/engine/me.ts';
import { headTexts, searchedText } from '../../src/engine/search/texts.ts';
import { reasonsOf } from '../../src/model/attention.ts';
import type { Moment, NameField, Search, SearchTerm, Sort } from '../../src/model/search.ts';
import { textWords } from '../../src/model/searchMarks.ts';
import type { Ticket } from '../../src/model/ticket.ts';
import type { Given } from './queriesStore.ts';

type NameTerm = Extract<SearchTerm, { kind: 'name' }>;

/** Searches by looking at every ticket: what `Queries` must answer too. */
export class Naive {
  readonly #given: readonly Given[];
  readonly #me: Me;
  readonly #now: number;
  readonly #doc: (id: string) => number;

  constructor(given: readonly Given[], me: Me, now: number, doc: (id: string) => number) {
    this.#given = given;
    this.#me = me;
    this.#now = now;
    this.#doc = doc;
  }

  /** Ids of the tickets of a search, in order. */
  list(search: Search, sort: Sort): string[] {
    return this.#given
      .filter(each => this.matches(each, search))
      .sort((a, b) => this.#compare(a, b, sort))
      .map(({ ticket }) => ticket.id);
  }

  /** How many tickets of a search have each name, in small letters; '' for none. */
  groups(search: Search, field: NameField): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const each of this.#given) {
      if (!this.matches(each, search)) continue;
      const name = nameOf(each, field)?.toLowerCase() ?? '';
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }

  matches(given: Given, { terms }: Search): boolean {
    return terms.every(term => {
      if (term.kind === 'text' && words(term.text).length === 0) return true;
      return this.#fulfils(given, term) !== term.not;
    });
  }

  /** 1: all words in the subject, 2: some of them, 3: all in the fields of a list, 4: elsewhere. */
  rank({ ticket }: Given, { terms }: Search): number {
    const texts = terms.filter(term => term.kind === 'text' && !term.not && words(term.text).length > 0);
    const asked = texts.filter(term => term.kind === 'text');
    const eachIn = (text: string) =>
      asked.map(term =>
        words(term.text).every((word, index, all) =>
          words(text).some(there =>
            !term.phrase && index === all.length - 1 ? there.startsWith(word) : there === word,
          ),
        ),
      );
    if (eachIn(ticket.subject).every(Boolean)) return 1;
    const inHead = eachIn(`${ticket.subject}\n${headTexts(ticket).join('\n')}`).every(Boolean);
    if (!inHead) return 4;
    return eachIn(ticket.subject).some(Boolean) ? 2 : 3;
  }

  #fulfils({ ticket, conversation }: Given, term: SearchTerm): boolean {
    switch (term.kind) {
      case 'text': {
        const texts = [ticket.subject, ...headTexts(ticket), searchedText(ticket.description), conversation];
        return texts.some(text => inRow(text, words(term.text), last => !term.phrase && last));
      }
      case 'number':
        return ticket.number === term.number;
      case 'field':
        return term.value === ''
          ? !ticket.otherFields.some(({ name, value }) => value !== '' && same(name, term.name))
          : ticket.otherFields.some(
              ({ name, value }) => same(name, term.name) && value !== '' && inRow(value, words(term.value), () => true),
            );
      case 'name':
        return term.names.some(name => this.#named(nameOf({ ticket, conversation }, term.field), name, term));
      case 'date': {
        const time = ticket[`${term.field}At`];
        if (time === undefined) return false;
        const at = Date.parse(time);
        return (!term.from || at >= this.#at(term.from)) && (!term.to || at < this.#at(term.to));
      }
      case 'is':
        switch (term.is) {
          case 'open':
            return ticket.state !== 'closed';
          case 'waiting':
          case 'closed':
            return ticket.state === term.is;
          case 'mine':
            return this.#isMine(ticket);
          case 'unassigned':
            return !ticket.assignee?.name && ticket.assignee?.id === undefined;
          case 'urgent':
            return ticket.urgency === 'urgent';
          case 'needsme':
            return this.#needsMe(ticket);
          case 'overdue':
            return ticket.state !== 'closed' && ticket.dueAt !== undefined && Date.parse(ticket.dueAt) < this.#now;
        }
    }
  }

  /** Of conversations these stores know nothing. */
  #needsMe(ticket: Ticket): boolean {
    const mine = this.#isMine(ticket);
    const seconds = (iso: string | undefined) => (iso === undefined ? undefined : Math.floor(Date.parse(iso) / 1000));
    const { state, openedAt, changedAt, dueAt } = ticket;
    if (!mine || state === 'closed') return false;
    const times = { opened: seconds(openedAt), changed: seconds(changedAt), due: seconds(dueAt) };
    return reasonsOf({ state, urgency: 0, ...times, given: false }, this.#now / 1000).length > 0;
  }

  #isMine({ assignee }: Ticket): boolean {
    return assignee?.id !== undefined && this.#me.technicianId !== undefined
      ? assignee.id === this.#me.technicianId
      : !!assignee?.name && same(assignee.name, this.#me.technicianName ?? '');
  }

  #named(has: string | undefined, asked: string | null, { field }: NameTerm): boolean {
    if (asked === null) return has === undefined;
    if (has === undefined) return false;
    const known = this.#given.flatMap(each => nameOf(each, field) ?? []);
    if (known.some(name => same(name, asked))) return same(has, asked);
    return words(asked).length > 0 && words(asked).every(word => words(has).some(there => there.startsWith(word)));
  }

  #at(moment: Moment): number {
    if (moment.kind === 'at') return Date.parse(moment.iso);
    if (moment.kind === 'ago') return this.#now - moment.seconds * 1000;
    const day = new Date(this.#now);
    day.setHours(0, 0, 0, 0);
    day.setDate(day.getDate() + moment.offset);
    return day.getTime();
  }

  #compare(a: Given, b: Given, { by, descending }: Sort): number {
    const [first, second] = [sortedBy(a, by), sortedBy(b, by)];
    const newer = this.#doc(b.ticket.id) - this.#doc(a.ticket.id);
    if (first === undefined || second === undefined)
      return Number(first === undefined) - Number(second === undefined) || newer;
    return (first < second ? -1 : first > second ? 1 : 0) * (descending ? -1 : 1) || newer;
  }
}

function sortedBy(given: Given, by: Sort['by']): string | number | undefined {
  const { ticket } = given;
  switch (by) {
    case 'number':
      // By their value: the numbers of these tests are digits alone.
      return Number(ticket.number);
    case 'subject':
      return ticket.subject.toLowerCase() || undefined;
    case 'opened':
    case 'changed':
    case 'closed':
    case 'due': {
      const time = ticket[`${by}At`];
      return time === undefined ? undefined : Date.parse(time);
    }
    default:
      return nameOf(given, by)?.toLowerCase();
  }
}

function nameOf({ ticket }: Given, field: NameField): string | undefined {
  const named = ticket[field];
  return (typeof named === 'string' ? named : named?.name) || undefined;
}

function words(text: string): string[] {
  return textWords(text).map(({ folded }) => folded);
}

function inRow(text: string, asked: readonly string[], open: (last: boolean) => boolean): boolean {
  const there = words(text);
  return there.some((_, start) =>
    asked.every((word, index) =>
      open(index === asked.length - 1) ? there[start + index]?.startsWith(word) : there[start + index] === word,
    ),
  );
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
