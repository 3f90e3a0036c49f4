import { DeskError } from '../model/errors.ts';
import type { DeskDates } from '../wire/deskDates.ts';
import type { MemberType, MemberValue } from './entities.ts';
import { isTrue } from './mapping.ts';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
/** A wall clock that stands for a date without a time. */
const NO_TIME = /^(?:12:00 AM|11:59 PM)$/;

/**
 * A value in the house's form (`true`, ISO 8601, an id) as a body takes it; `null` empties the member.
 * @throws DeskError `badInput`
 */
export function toMember(name: string, type: MemberType, value: string | null, dates: DeskDates): MemberValue {
  const given = value?.trim() ?? '';
  if (value === null || (given === '' && type !== 'text' && type !== 'longText')) return null;
  if (type === 'flag') {
    if (isTrue(given)) return true;
    if (/^(?:false|0)$/i.test(given)) return false;
    throw badInput(`${name} is either true or false.`);
  }
  if (type === 'date') return writeDate(given, dates);
  if (type === 'integer' && !/^-?\d{1,18}$/.test(given)) throw badInput(`${name} takes a whole number.`);
  if (type === 'decimal' && !/^-?\d+(?:\.\d+)?$/.test(given)) throw badInput(`${name} takes a number.`);
  return type === 'text' || type === 'longText' ? value : given;
}

/**
 * A date as a body takes it: `MM/DD/YYYY` is the only proven form (1.11), so a whole day is sent like that, in the
 * desk's order; with a time it goes in the form in which dates are answered. What is no ISO date goes as it is.
 */
export function writeDate(iso: string, dates: DeskDates): string {
  const [, year, month, day] = DAY.exec(iso) ?? [];
  if (year && month && day) return (dates.facts.order === 'dmy' ? [day, month, year] : [month, day, year]).join('/');
  if (!/^\d{4}-\d{2}-\d{2}T/.test(iso) || Number.isNaN(Date.parse(iso))) return iso;
  const written = dates.write(iso, 'h:mm tt');
  const [date = '', ...clock] = written.split(' ');
  if (!NO_TIME.test(clock.join(' '))) return written;
  return date
    .split('/')
    .map(part => part.padStart(2, '0'))
    .join('/');
}

/** The first and the last second, as ISO 8601, of the day on the desk that an ISO date or instant falls on. */
export function dayOf(iso: string, dates: DeskDates): readonly [Date, Date] | undefined {
  const text = DAY.test(iso)
    ? iso
    : /^\d{4}-\d{2}-\d{2}T/.test(iso)
      ? dates.write(iso, 'h:mm tt').split(' ')[0]
      : undefined;
  const [from, to] = [dates.read(text), dates.read(text, true)];
  return from && to ? [new Date(from), new Date(to)] : undefined;
}

function badInput(detail: string): DeskError {
  return new DeskError({ reason: 'badInput', detail });
}
