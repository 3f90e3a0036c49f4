import type { DateField, Moment } from './search.ts';

/** From `from` on and before `to`; with neither, any date. */
export interface Span {
  readonly from?: Moment;
  readonly to?: Moment;
}

/** One end of a span as it is written: where it begins and where it ends (`today` lasts a day, `7d` no time at all). */
interface Written {
  readonly start: Moment;
  readonly end: Moment;
  /** A time without a sign, as in `<7d`: for the past, less means later. */
  readonly mirrored?: true;
}

const units: readonly (readonly [pattern: RegExp, seconds: number])[] = [
  [/^(?:s|secs?|seconds?)$/, 1],
  // A lone m could be minutes or months.
  [/^(?:min|mins|minutes?)$/, 60],
  [/^(?:h|hrs?|hours?)$/, 3_600],
  [/^(?:d|days?)$/, 86_400],
  [/^(?:w|wks?|weeks?)$/, 604_800],
  [/^(?:mo|mon|months?)$/, 2_592_000],
  [/^(?:y|yrs?|years?)$/, 31_536_000],
];

const dayWords = new Map([
  ['yesterday', -1],
  ['today', 0],
  ['tomorrow', 1],
]);

/** Days that `week` and `month` reach back, today among them; for due times as many ahead. */
const stretches = new Map([
  ['week', 7],
  ['month', 30],
  ['year', 365],
]);

/** More days than this from today is a slip of the finger. */
const farthest = 36_500;

/**
 * Understands what stands after `changed:`, `due:` and the like; nothing when it is no date. Times without a sign lie
 * back, those of `due` ahead.
 */
export function readSpan(field: DateField, value: string): Span | undefined {
  const span = spanOf(field, value);
  return span && [span.from, span.to].every(isInReach) ? span : undefined;
}

/** Whether a date can be one of a ticket. */
function isInReach(moment: Moment | undefined): boolean {
  return moment?.kind !== 'at' || (moment.iso >= '1900' && moment.iso < '9999');
}

function spanOf(field: DateField, value: string): Span | undefined {
  const text = value.trim().toLowerCase();
  const ahead = field === 'due';
  if (text === 'any') return {};
  const range = /^(.*?)\.\.(.*)$/.exec(text);
  if (range) return readRange(range[1] ?? '', range[2] ?? '', ahead);
  const [, operator = '', rest = ''] = /^([<>]=?|=)?(.*)$/s.exec(text) ?? [];
  const days = stretches.get(rest);
  if (days !== undefined && (operator === '' || operator === '<' || operator === '=')) {
    return ahead
      ? { from: { kind: 'day', offset: 0 }, to: { kind: 'day', offset: days } }
      : { from: { kind: 'day', offset: 1 - days } };
  }
  const when = readWhen(rest, ahead);
  if (!when) return undefined;
  if (when.start === when.end) {
    // `7d` alone is meant as `<7d`, `-7d` as "since then", `+2d` as "until then".
    const later = when.start.kind === 'ago' && when.start.seconds > 0;
    if (operator === '' || operator === '=') return later ? { from: when.start } : { to: when.start };
    return operator.startsWith('>') === !when.mirrored ? { from: when.start } : { to: when.start };
  }
  if (operator === '>') return { from: when.end };
  if (operator === '>=') return { from: when.start };
  if (operator === '<') return { to: when.start };
  if (operator === '<=') return { to: when.end };
  return { from: when.start, to: when.end };
}

function readRange(first: string, last: string, ahead: boolean): Span | undefined {
  const a = first ? readWhen(first, ahead) : undefined;
  const b = last ? readWhen(last, ahead) : undefined;
  if ((first && !a) || (last && !b) || (!a && !b)) return undefined;
  // `7d..30d` and `30d..7d` mean the same.
  const [from, to] = a && b && isEmpty(a.start, b.end) ? [b, a] : [a, b];
  return { ...(from ? { from: from.start } : {}), ...(to ? { to: to.end } : {}) };
}

function isEmpty(from: Moment, to: Moment): boolean {
  if (from.kind === 'ago' && to.kind === 'ago') return from.seconds <= to.seconds;
  if (from.kind === 'day' && to.kind === 'day') return from.offset >= to.offset;
  return from.kind === 'at' && to.kind === 'at' && from.iso >= to.iso;
}

function readWhen(text: string, ahead: boolean): Written | undefined {
  if (text === 'now') return instant({ kind: 'ago', seconds: 0 });
  const day = /^(yesterday|today|tomorrow)([+-]\d{1,5})?$/.exec(text);
  if (day) {
    const offset = (dayWords.get(day[1] ?? '') ?? 0) + Number(day[2] ?? 0);
    if (Math.abs(offset) > farthest) return undefined;
    return { start: { kind: 'day', offset }, end: { kind: 'day', offset: offset + 1 } };
  }
  const relative = /^([+-]?)(\d{1,9})([a-z]+)$/.exec(text);
  if (relative) {
    const unit = units.find(([pattern]) => pattern.test(relative[3] ?? ''))?.[1];
    if (unit === undefined) return undefined;
    const seconds = Number(relative[2]) * unit;
    if (seconds > farthest * 86_400) return undefined;
    const lies = relative[1] === '+' || (relative[1] === '' && ahead) ? -1 : 1;
    const moment: Moment = { kind: 'ago', seconds: seconds === 0 ? 0 : lies * seconds };
    return { ...instant(moment), ...(relative[1] === '' && !ahead ? { mirrored: true } : {}) };
  }
  return readCalendar(text);
}

function instant(moment: Moment): Written {
  return { start: moment, end: moment };
}

/** A year, a month, a day or a point in time, of this machine's zone where it names none. */
function readCalendar(text: string): Written | undefined {
  const parts =
    /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[t_](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(z|[+-]\d{2}:?\d{2})?)?)?)?$/.exec(
      text,
    );
  if (!parts) return undefined;
  const [, year = '', month, day, hour, minute, second, fraction, zone] = parts;
  const y = Number(year);
  if (y < 1000) return undefined;
  if (month === undefined) return between(new Date(y, 0, 1), new Date(y + 1, 0, 1));
  const m = Number(month) - 1;
  if (m < 0 || m > 11) return undefined;
  if (day === undefined) return between(new Date(y, m, 1), new Date(y, m + 1, 1));
  const d = Number(day);
  const date = new Date(y, m, d);
  if (date.getMonth() !== m || date.getDate() !== d) return undefined;
  if (hour === undefined) return between(date, new Date(y, m, d + 1));
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return undefined;
  const two = (value: string) => value.padStart(2, '0');
  const clock = `${two(hour)}:${minute}:${two(second ?? '0')}.${(fraction ?? '').padEnd(3, '0')}`;
  const written = zone === undefined ? '' : zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2').toUpperCase();
  const at = new Date(`${year}-${two(month)}-${two(day)}T${clock}${written}`);
  return Number.isNaN(at.getTime()) ? undefined : instant({ kind: 'at', iso: at.toISOString() });
}

function between(start: Date, end: Date): Written {
  return { start: { kind: 'at', iso: start.toISOString() }, end: { kind: 'at', iso: end.toISOString() } };
}

/** A span as `readSpan` understands it. */
export function writeSpan(field: DateField, { from, to }: Span): string {
  const ahead = field === 'due';
  if (from && to) return writeBoth(from, to, ahead);
  if (from) return writeOne('>', from, ahead);
  return to ? writeOne('<', to, ahead) : 'any';
}

function writeOne(operator: '<' | '>', moment: Moment, ahead: boolean): string {
  if (moment.kind !== 'ago') {
    if (operator === '>' && moment.kind === 'day' && !ahead) {
      const word = [...stretches].find(([, days]) => moment.offset === 1 - days)?.[0];
      if (word) return word;
    }
    return `${operator === '>' ? '>=' : '<'}${writeWhen(moment, ahead)}`;
  }
  const unsigned = ahead ? moment.seconds < 0 : moment.seconds > 0;
  const turned = unsigned && !ahead ? (operator === '>' ? '<' : '>') : operator;
  return `${turned}${writeWhen(moment, ahead)}`;
}

function writeBoth(from: Moment, to: Moment, ahead: boolean): string {
  if (from.kind === 'day' && to.kind === 'day') {
    const word = [...dayWords].find(([, offset]) => offset === from.offset && offset + 1 === to.offset)?.[0];
    if (word) return word;
    const stretch = ahead && from.offset === 0 ? [...stretches].find(([, days]) => days === to.offset)?.[0] : undefined;
    if (stretch) return stretch;
  }
  // A point in time at both ends stays one, also where a day begins.
  if (from.kind === 'at' && to.kind === 'at' && from.iso === to.iso) return `${from.iso}..${to.iso}`;
  const [first, last] = [writeWhen(from, ahead), writeWhen(lastOf(to), ahead)];
  // One day needs no range; a point in time alone would lack its other end.
  return first === last && from.kind !== 'ago' && /^[\d-]+$/.test(first) ? first : `${first}..${last}`;
}

/** What a span's end is written as: of days the last one, which still belongs to it. */
function lastOf(to: Moment): Moment {
  if (to.kind === 'day') return { kind: 'day', offset: to.offset - 1 };
  if (to.kind !== 'at' || !isMidnight(to.iso)) return to;
  const end = new Date(to.iso);
  // By the calendar: where this day began at one, the one before it did not.
  return { kind: 'at', iso: new Date(end.getFullYear(), end.getMonth(), end.getDate() - 1).toISOString() };
}

function writeWhen(moment: Moment, ahead: boolean): string {
  if (moment.kind === 'day') {
    const word = [...dayWords].find(([, offset]) => offset === moment.offset)?.[0];
    return word ?? `today${moment.offset < 0 ? '' : '+'}${moment.offset}`;
  }
  if (moment.kind === 'ago') {
    if (moment.seconds === 0) return 'now';
    const size = Math.abs(moment.seconds);
    const [name, unit] = (
      [
        ['d', 86_400],
        ['h', 3_600],
        ['min', 60],
      ] as const
    ).find(([, seconds]) => size % seconds === 0) ?? ['s', 1];
    const sign = moment.seconds < 0 === ahead ? '' : ahead ? '-' : '+';
    return `${sign}${size / unit}${name}`;
  }
  if (!isMidnight(moment.iso)) return moment.iso;
  const date = new Date(moment.iso);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Whether a day of this machine's zone begins here; where clocks are put forward at midnight it begins at one. */
function isMidnight(iso: string): boolean {
  const date = new Date(iso);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime() === date.getTime();
}
