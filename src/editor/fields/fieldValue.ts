import type { Translate } from '../translate.ts';

/** What is known of the values that a field takes. */
export interface FieldRules {
  readonly type: 'text' | 'number' | 'integer' | 'date' | 'flag' | 'choice';
  /** It can be left empty. */
  readonly clearable: boolean;
  /** Characters at most. */
  readonly longest?: number;
}

/** A date as people type it: ISO (`2026-11-22`, `2026-11-22 14:30`) or in the order of the locale (`11/22/2026`). */
export function parseDate(typed: string, locale: string): string | undefined {
  const text = typed.trim();
  const [, date = '', hours, minutes] = /^(.+?)(?:(?:T|,?\s+)(\d{1,2}):(\d{2}))?$/.exec(text) ?? [];
  const day = isoDay(date) ?? localDay(date, locale);
  if (!day) return undefined;
  if (hours === undefined || minutes === undefined) return day;
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const [year = 0, month = 1, of = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, of, Number(hours), Number(minutes)).toISOString();
}

/** The order in which a locale writes day, month and year, as an example to type after. */
export function dateExample(locale: string): string {
  return new Date(2026, 11, 31).toLocaleDateString(locale, { year: 'numeric', month: '2-digit', day: '2-digit' });
}

/** A date value for an input box: in the form that can be typed, an instant in this machine's zone. */
export function dateForTyping(iso: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(iso)) return iso;
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Why what was typed cannot be a field's value; nothing when it can. */
export function checkValue(typed: string, rules: FieldRules, locale: string, t: Translate): string | undefined {
  const text = typed.trim();
  if (!text) return rules.clearable ? undefined : t('This cannot be empty.');
  if (rules.longest !== undefined && text.length > rules.longest)
    return t('{0} of {1} characters: shorten it.', text.length, rules.longest);
  if (rules.type === 'integer' && !/^-?\d+$/.test(text)) return t('This is a whole number.');
  if (rules.type === 'number' && numberOf(text) === undefined) return t('This is a number.');
  if (rules.type === 'date' && parseDate(text, locale) === undefined)
    return t('Write a date like 2026-12-31 or {0}, with a time like 14:30 if it has one.', dateExample(locale));
  return undefined;
}

/** What was typed as the field takes it; `null` empties the field. */
export function enteredValue(typed: string, rules: FieldRules, locale: string): string | null {
  const text = typed.trim();
  if (!text) return null;
  if (rules.type === 'date') return parseDate(text, locale) ?? text;
  if (rules.type === 'number') return numberOf(text) ?? text;
  return text;
}

/** A decimal number with a point; people also type a comma. */
function numberOf(text: string): string | undefined {
  const plain = /^-?\d+,\d+$/.test(text) ? text.replace(',', '.') : text;
  return /^-?(?:\d+(?:\.\d+)?|\.\d+)$/.test(plain) ? plain : undefined;
}

function isoDay(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  return year ? existing(Number(year), Number(month), Number(day)) : undefined;
}

function localDay(text: string, locale: string): string | undefined {
  const numbers = /^(\d{1,4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,4})\.?$/.exec(text.trim());
  if (!numbers) return undefined;
  const order = new Intl.DateTimeFormat(locale)
    .formatToParts(new Date(2026, 11, 31))
    .map(part => part.type)
    .filter(type => type === 'day' || type === 'month' || type === 'year');
  const part = (type: 'day' | 'month' | 'year') => Number(numbers[order.indexOf(type) + 1]);
  const year = part('year');
  return existing(year < 100 ? 2000 + year : year, part('month'), part('day'));
}

/** A day of the calendar as ISO 8601, unless there is none such. */
function existing(year: number, month: number, day: number): string | undefined {
  const at = new Date(Date.UTC(year, month - 1, day));
  if (year < 1900 || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return undefined;
  return at.toISOString().slice(0, 10);
}
