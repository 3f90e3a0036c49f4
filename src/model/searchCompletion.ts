import { type DateField, type NameField, nameFields, type SortField } from './search.ts';
import { type Keyword, keyword, statusConditions, taughtFields } from './searchFields.ts';
import { plainValue, quoted } from './searchLanguage.ts';
import { textWords } from './searchMarks.ts';
import { type Scanned, scanSearch } from './searchScanner.ts';

/** Where something is being typed of which the rest can be told. */
export interface Place {
  /** What is replaced, in the whole text. */
  readonly start: number;
  readonly end: number;
  /** What of it is there, without quotes and minus. */
  readonly typed: string;
  /** A quote was opened. */
  readonly quoted: boolean;
  /** The field whose value it is; absent where a field may begin. */
  readonly of?: Keyword;
}

/** What the desks have, as far as the caller knows it by now. */
export interface Known {
  /** Names in the field that `placeAt` says, the likeliest first. */
  readonly names?: readonly string[];
  /** Names of further fields. */
  readonly furtherFields?: readonly string[];
}

/** Something that can be typed, and what it means: editors say it in their own words. */
export type Completion = {
  /** Put in the place of `start` to `end`. */
  readonly insert: string;
  readonly start: number;
  readonly end: number;
} & (
  | { readonly kind: 'field'; readonly field: (typeof taughtFields)[number] }
  | { readonly kind: 'furtherField'; readonly name: string }
  | { readonly kind: 'name'; readonly field: NameField; readonly name: string }
  /** No name at all, no date at all. */
  | { readonly kind: 'none'; readonly field: NameField | DateField }
  | { readonly kind: 'me' }
  | { readonly kind: 'condition'; readonly is: (typeof conditionsTaught)[number] }
  | { readonly kind: 'date'; readonly field: DateField; readonly value: string }
  | { readonly kind: 'sort'; readonly by: SortField; readonly descending: boolean }
);

const conditionsTaught = ['open', 'mine', 'needsme', 'unassigned', 'waiting', 'overdue', 'urgent', 'closed'] as const;

const pastDates = ['today', 'yesterday', '<7d', '<30d', '>30d', 'week', 'month'] as const;
const dueDates = ['<2d', 'today', 'tomorrow', 'week', 'overdue', '>7d'] as const;
const unitsTaught = ['d', 'h', 'w', 'mo'] as const;

const sortsTaught: readonly (readonly [by: SortField, descending: boolean])[] = [
  ['changed', true],
  ['due', false],
  ['opened', true],
  ['number', true],
  ['priority', false],
  ['customer', false],
  ['assignee', false],
  ['status', false],
  ['group', false],
  ['subject', false],
  ['changed', false],
  ['opened', false],
  ['closed', true],
];

/** More than this nobody reads. */
const most = 8;

/** What is being typed at `caret`; nothing after a blank and within words that are none of the language. */
export function placeAt(text: string, caret: number): Place | undefined {
  const part = scanSearch(text.slice(0, caret), name => keyword(name) !== undefined).at(-1);
  if (part?.end !== caret) return undefined;
  if (part.kind === 'word') {
    const start = part.not ? part.start + 1 : part.start;
    return { start, end: endOfPlace(text, caret, /[^\s:]/), typed: part.text, quoted: false };
  }
  if (part.kind !== 'field' || part.own) return undefined;
  const of = keyword(part.name);
  return of ? valuePlace(text, caret, part, of) : undefined;
}

function valuePlace(text: string, caret: number, part: Extract<Scanned, { kind: 'field' }>, of: Keyword): Place {
  const last = part.values.at(-1);
  if (last?.end !== caret) return { start: caret, end: caret, typed: '', quoted: false, of };
  const open = last.quoted && !part.closed;
  // A finished quote needs no more.
  const typed = last.text;
  const end = open ? caret + (text[caret] === '"' ? 1 : 0) : last.quoted ? caret : endOfPlace(text, caret, /[^\s,]/);
  return { start: last.start, end, typed, quoted: last.quoted, of };
}

function endOfPlace(text: string, caret: number, within: RegExp): number {
  let end = caret;
  while (end < text.length && within.test(text.charAt(end))) end++;
  return end;
}

/** What may be typed at `caret`, the likeliest first; nothing where it is all there already. */
export function completionsAt(text: string, caret: number, known: Known = {}): readonly Completion[] {
  const place = placeAt(text, caret);
  if (!place) return [];
  const found = place.of ? valuesFor(place, place.of, known) : fieldsFor(place, known);
  const there = text.slice(place.start, place.end);
  return found.filter(each => each.insert.trim() !== there).slice(0, most);
}

function fieldsFor(place: Place, { furtherFields = [] }: Known): Completion[] {
  const { typed, start, end } = place;
  // Of one letter most words begin with a field.
  if (typed.length < 2) return [];
  const lower = typed.toLowerCase();
  const taught = taughtFields.filter(each => each.startsWith(lower));
  const guessed = keyword(typed);
  const meant = guessed && taughtFields.find(each => each === ('field' in guessed ? guessed.field : guessed.kind));
  const fields = meant && !taught.includes(meant) ? [meant, ...taught] : taught;
  return [
    ...fields.map((field): Completion => ({ kind: 'field', field, insert: `${field}:`, start, end })),
    ...furtherFields
      .filter(name => beginsLike(name, typed))
      .map((name): Completion => ({ kind: 'furtherField', name, insert: `${furtherName(name)}:`, start, end })),
  ];
}

/** A further field's name as it is understood: Deskside's own words need quotes. */
function furtherName(name: string): string {
  return keyword(name) || !/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name) ? quoted(name) : name;
}

function valuesFor(place: Place, of: Keyword, known: Known): Completion[] {
  const { start, end, typed } = place;
  const lower = typed.toLowerCase();
  const begins = (value: string) => !place.quoted && value.startsWith(lower);
  switch (of.kind) {
    case 'is':
      return conditionsTaught.filter(begins).map(is => ({ kind: 'condition', is, insert: `${is} `, start, end }));
    case 'sort':
      return sortsTaught
        .map(([by, descending]) => ({ by, descending, value: `${descending ? '-' : ''}${by}` }))
        .filter(({ by, value }) => begins(value) || by.startsWith(lower))
        .map(({ by, descending, value }) => ({ kind: 'sort', by, descending, insert: `${value} `, start, end }));
    case 'date':
      return datesFor(of.field, place);
    case 'name':
      return namesFor(of.field, place, known, begins);
    case 'number':
      return [];
  }
}

function namesFor(
  field: NameField,
  place: Place,
  { names = [] }: Known,
  begins: (value: string) => boolean,
): Completion[] {
  const { start, end, typed } = place;
  const conditions = field === 'status' ? statusConditions.filter(begins) : [];
  return [
    ...(field === 'assignee' && begins('me') ? [{ kind: 'me' as const, insert: 'me ', start, end }] : []),
    ...conditions
      .flatMap(is => conditionsTaught.filter(each => each === is))
      .map((is): Completion => ({ kind: 'condition', is, insert: `${is} `, start, end })),
    ...names
      .filter(name => beginsLike(name, typed))
      .slice(0, most)
      .map((name): Completion => ({ kind: 'name', field, name, insert: `${valueNamed(field, name)} `, start, end })),
    ...(begins('none') ? [{ kind: 'none' as const, field, insert: 'none ', start, end }] : []),
  ];
}

/** A name of the desk as a value: in quotes where it would be one of Deskside's own words. */
function valueNamed(field: NameField, name: string): string {
  const lower = name.toLowerCase();
  const taken =
    field === 'status' ? statusConditions.some(each => each === lower) : field === 'assignee' && lower === 'me';
  return taken ? quoted(name) : plainValue(name);
}

function datesFor(field: DateField, place: Place): Completion[] {
  const { start, end, typed } = place;
  const lower = typed.toLowerCase();
  const taught: readonly string[] = field === 'due' ? dueDates : pastDates;
  const counted = /^([<>]=?)?(\d{1,4})$/.exec(lower);
  const values = counted
    ? unitsTaught.map(unit => `${counted[1] ?? '<'}${counted[2]}${unit}`)
    : taught.filter(each => each.startsWith(lower));
  const make = (value: string): Completion => ({ kind: 'date', field, value, insert: `${value} `, start, end });
  const none: Completion[] = 'none'.startsWith(lower) ? [{ kind: 'none', field, insert: 'none ', start, end }] : [];
  return [...values.map(make), ...none];
}

/** Whether the words of a name begin with those that were typed, in this order from some word on. */
function beginsLike(name: string, typed: string): boolean {
  const wanted = textWords(typed).map(each => each.folded);
  const words = textWords(name).map(each => each.folded);
  if (wanted.length === 0) return typed.trim() === '';
  return words.some((_, from) =>
    wanted.every((want, index) => {
      const word = words[from + index];
      return index === wanted.length - 1 ? word?.startsWith(want) : word === want;
    }),
  );
}

/** The fields whose names a desk is to be asked for at this place. */
export function namesWanted(place: Place | undefined): NameField | undefined {
  const field = place?.of?.kind === 'name' ? place.of.field : undefined;
  return nameFields.find(each => each === field);
}
