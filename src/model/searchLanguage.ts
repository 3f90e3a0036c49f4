import type { Search, SearchTerm, Sort } from './search.ts';
import { readSpan, writeSpan } from './searchDates.ts';
import { conditionOf, keyword, sortFieldOf, statusConditions } from './searchFields.ts';
import { textWords } from './searchMarks.ts';
import { type Scanned, type ScannedValue, scanSearch } from './searchScanner.ts';

/** Something in a search that cannot be meant. Editors say it; the term is left out, but for `alone` and `unclosedQuote`. */
export interface SearchProblem {
  readonly start: number;
  readonly end: number;
  readonly kind:
    | 'unknownCondition'
    | 'badDate'
    | 'noValue'
    | 'unclosedQuote'
    | 'badSort'
    /** A condition among other values: beside them it is taken for the desk's own word, after `is:` it is left out. */
    | 'alone';
  /** The words in question. */
  readonly text: string;
}

/** A search as text, understood as far as can be: whatever is typed is a search. Takes time in proportion to the text. */
export function readSearch(text: string): { readonly search: Search; readonly problems: readonly SearchProblem[] } {
  const terms: SearchTerm[] = [];
  const problems: SearchProblem[] = [];
  let sort: Sort | undefined;
  for (const part of scanSearch(text, name => keyword(name) !== undefined)) {
    const problem = (kind: SearchProblem['kind'], { start, end }: { start: number; end: number } = part) => {
      problems.push({ start, end, kind, text: text.slice(start, end) });
    };
    if (part.kind !== 'word' && !part.closed) problem('unclosedQuote');
    if (part.kind !== 'field') terms.push(...wordTerms(part));
    else {
      const read = fieldTerm(part, problem);
      if (read && 'by' in read) sort = read;
      else if (read) terms.push(read);
    }
  }
  return { search: { terms, ...(sort ? { sort } : {}) }, problems };
}

function wordTerms(part: Extract<Scanned, { kind: 'word' | 'quoted' }>): SearchTerm[] {
  const { not } = part;
  if (part.kind === 'word') {
    const number = /^#(\d+)$/.exec(part.text)?.[1];
    if (number) return [{ kind: 'number', number, not }];
    return hasWords(part.text) ? [{ kind: 'text', text: part.text, phrase: false, not }] : [];
  }
  const said = part.text.trim();
  if (!hasWords(said)) return [];
  if (part.closed || not) return [{ kind: 'text', text: said, phrase: true, not }];
  // The quote is still being typed: its last word may not be finished.
  const words = textWords(said);
  const last = words.at(-1);
  const before = said.slice(0, last?.start ?? 0).trim();
  return [
    ...(hasWords(before) ? [{ kind: 'text' as const, text: before, phrase: true, not }] : []),
    { kind: 'text', text: said.slice(last?.start, last?.end), phrase: false, not },
  ];
}

function hasWords(text: string): boolean {
  return textWords(text).length > 0;
}

type FieldPart = Extract<Scanned, { kind: 'field' }>;
type Report = (kind: SearchProblem['kind'], where?: { readonly start: number; readonly end: number }) => void;

function fieldTerm(part: FieldPart, problem: Report): SearchTerm | Sort | undefined {
  const { not } = part;
  const values = part.values.filter(each => each.text.trim() !== '');
  const known = part.own ? undefined : keyword(part.name);
  const [first] = values;
  if (!known) return furtherField(part);
  // A name may be without words, such as "-"; quotes say that it is meant.
  if (!first || !(hasWords(part.value.text) || (known.kind === 'name' && first.quoted))) {
    problem('noValue');
    return undefined;
  }
  if (known.kind === 'sort') return sortOf(first, not) ?? void problem('badSort', first);
  if (known.kind === 'name') return nameTerm(known.field, values, not, problem);
  if (values.length > 1 && known.kind !== 'number') {
    problem('alone');
    return undefined;
  }
  if (known.kind === 'is') {
    const condition = conditionOf(first.text.trim());
    if (!condition) return void problem('unknownCondition', first);
    return { kind: 'is', is: condition.is, not: not !== (condition.not ?? false) };
  }
  if (known.kind === 'number') {
    return { kind: 'number', number: part.value.text.trim().replace(/^#/, ''), not };
  }
  const value = first.text.trim().toLowerCase();
  if (value === 'none' && !first.quoted) return { kind: 'date', field: known.field, not: !not };
  if (value === 'overdue' && known.field === 'due') return { kind: 'is', is: 'overdue', not };
  const span = readSpan(known.field, first.text);
  return span ? { kind: 'date', field: known.field, ...span, not } : void problem('badDate', first);
}

function furtherField({ name, value, not }: FieldPart): SearchTerm {
  const said = value.text.trim();
  return { kind: 'field', name, value: !value.quoted && said.toLowerCase() === 'none' ? '' : said, not };
}

function nameTerm(
  field: Extract<SearchTerm, { kind: 'name' }>['field'],
  values: readonly ScannedValue[],
  not: boolean,
  problem: Report,
): SearchTerm {
  for (const value of values) {
    const meant = value.quoted ? undefined : conditionIn(field, value.text);
    if (!meant) continue;
    if (values.length === 1) return { kind: 'is', is: meant, not };
    problem('alone', value);
  }
  const names = values.map(({ text, quoted }) => (!quoted && text.toLowerCase() === 'none' ? null : text.trim()));
  return { kind: 'name', field, names, not };
}

/** `status:open` means the condition, `status:"Open"` the desk's own word; `assignee:me` is whoever asks. */
function conditionIn(field: string, text: string): 'mine' | (typeof statusConditions)[number] | undefined {
  const word = text.toLowerCase();
  if (field === 'assignee') return word === 'me' ? 'mine' : undefined;
  return field === 'status' ? statusConditions.find(each => each === word) : undefined;
}

/** `due`, `-changed`; also `changed-desc`. */
function sortOf(value: ScannedValue, not: boolean): Sort | undefined {
  const [, minus = '', name = '', way = ''] =
    /^(-?)([^-]*)(?:-(asc|desc))?$/.exec(value.text.trim().toLowerCase()) ?? [];
  const by = sortFieldOf(name);
  return by ? { by, descending: ((minus === '-') !== (way === 'desc')) !== not } : undefined;
}

/** The text of a search: for one that was read, `readSearch` gives the same again. */
export function writeSearch(search: Search): string {
  const parts = search.terms.map(term => `${term.not !== isTurned(term) ? '-' : ''}${writeTerm(term)}`);
  if (search.sort) parts.push(`sort:${search.sort.descending ? '-' : ''}${search.sort.by}`);
  return parts.join(' ');
}

/** No date at all is written `due:none`, a date at all `-due:none`. */
function isTurned(term: SearchTerm): boolean {
  return term.kind === 'date' && !term.from && !term.to;
}

function writeTerm(term: SearchTerm): string {
  switch (term.kind) {
    case 'text':
      return !term.phrase && readsAsWord(term.text, term.not) ? term.text : quoted(term.text);
    case 'is':
      return `is:${term.is}`;
    case 'number':
      return /^\d+$/.test(term.number) ? `#${term.number}` : `number:${plainValue(term.number)}`;
    case 'date':
      return `${term.field}:${isTurned(term) ? 'none' : writeSpan(term.field, term)}`;
    case 'field': {
      const name = isPlainName(term.name) ? term.name : quoted(term.name);
      return `${name}:${term.value === '' ? 'none' : plainValue(term.value)}`;
    }
    case 'name':
      return `${term.field}:${term.names.map(name => nameIn(term.field, name)).join(',')}`;
  }
}

function nameIn(field: string, name: string | null): string {
  if (name === null) return 'none';
  return conditionIn(field, name) ? quoted(name) : plainValue(name);
}

/** A value without quotes where it is understood without them. */
export function plainValue(text: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N}._/+-]*$/u.test(text) && text.toLowerCase() !== 'none' ? text : quoted(text);
}

function isPlainName(name: string): boolean {
  const [part, ...others] = scanSearch(`${name}:x`, () => false);
  return part?.kind === 'field' && !part.own && part.name === name && others.length === 0 && !keyword(name);
}

function readsAsWord(text: string, not: boolean): boolean {
  const [part, ...others] = scanSearch(not ? `-${text}` : text, name => keyword(name) !== undefined);
  return part?.kind === 'word' && part.text === text && part.not === not && others.length === 0 && !/^#\d+$/.test(text);
}

/** A text in quotes. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** The further fields that a search asks for without quotes, and where the whole terms stand: they may be meant as words. */
export function furtherFieldsIn(
  text: string,
): readonly { readonly name: string; readonly start: number; readonly end: number }[] {
  return scanSearch(text, name => keyword(name) !== undefined).flatMap(part => {
    if (part.kind !== 'field' || part.own || keyword(part.name)) return [];
    return [{ name: part.name, start: part.not ? part.start + 1 : part.start, end: part.end }];
  });
}
