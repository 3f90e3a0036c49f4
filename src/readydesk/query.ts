import { said } from '../model/said.ts';
import type { DeskDates } from '../wire/deskDates.ts';
import type { Action, DateForm, ListAction, Rule } from './actions/action.ts';

/** An input that an action's table does not allow; `message` names variable and rule. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
}

/** What may be given for an input. */
type Given = string | number | readonly (string | number)[];

/**
 * The inputs of an action as name and value, checked against its table and in the forms that it shows. What is
 * `undefined` or empty is left out; an update sends what is empty, which empties the field.
 * @throws BadInput
 */
export function queryOf(action: Action, input: object, dates: DeskDates): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  for (const [name, given] of Object.entries(input) as [string, unknown][]) {
    if (given === undefined) continue;
    const rule = Object.hasOwn(action.inputs, name) ? action.inputs[name] : undefined;
    if (!rule) throw new BadInput(said`${action.name} has no input named ${name}.`);
    if (!isGiven(given)) throw wrong(action, name, said`takes text or a number`);
    const value = isEmpty(given) ? '' : written(action, name, rule, given, dates);
    if (value === '') {
      if (action.does === 'update' && !rule.required) pairs.push([name, '']);
      continue;
    }
    if (rule.longest !== undefined && value.length > rule.longest) {
      throw wrong(action, name, said`takes at most ${rule.longest} characters`);
    }
    pairs.push([name, value]);
  }
  const values = new Map(pairs);
  for (const [name, rule] of Object.entries(action.inputs)) {
    if (rule.required && !values.get(name)) throw wrong(action, name, said`is required`);
    const { onlyWith } = rule;
    const other = onlyWith && values.get(onlyWith.name);
    if (onlyWith && values.get(name) && other !== onlyWith.value && (other !== undefined || action.does === 'add')) {
      throw wrong(action, name, said`goes only with ${onlyWith.name}=${onlyWith.value}`);
    }
  }
  if (action.does === 'list') checkPaging(action, values);
  return pairs;
}

/** 1.8: `page` works only with `count` and a wildcard selector; two directions that differ mean nothing. */
function checkPaging(action: ListAction, values: ReadonlyMap<string, string>): void {
  for (const name of ['count', 'page']) {
    if (values.has(name) && Number(values.get(name)) < 1) throw wrong(action, name, said`starts at 1`);
  }
  if (values.has('page')) {
    if (!values.has('count')) throw wrong(action, 'page', said`works only together with count`);
    if (!action.pageBy.some(name => values.get(name) === '*')) {
      throw wrong(
        action,
        'page',
        said`works only together with ${action.pageBy.map(name => `${name}=*`).join(' or ')}`,
      );
    }
  }
  const order = values.get('order');
  if (order === undefined) return;
  const parts = /^[\w.]+(?: (asc|desc))?$/i.exec(order);
  if (!parts) throw wrong(action, 'order', said`takes a field name and, after a blank, ASC or DESC`);
  const direction = parts[1]?.toUpperCase();
  const other = values.get('order_direction');
  if (direction && other && direction !== other) {
    throw wrong(action, 'order_direction', said`contradicts the direction in order`);
  }
}

function written(action: Action, name: string, rule: Rule, given: Given, dates: DeskDates): string {
  const fail = (words: string): BadInput => wrong(action, name, words);
  if (given === '*' && rule.wildcard) return '*';
  if (rule.onlyWildcard) throw fail(said`takes nothing but *`);
  if (rule.type === 'list') return listed(rule, given, fail);
  if (typeof given === 'object') throw fail(said`takes one value, not several`);
  const value = String(given);
  const clean = value.trim();
  if (clean === '*' && action.does === 'list' && !rule.words) throw fail(said`does not take a wildcard`);
  switch (rule.type) {
    case 'integer':
      if (!/^\d{1,15}$/.test(clean)) throw fail(said`takes a whole number`);
      return clean;
    case 'decimal':
      if (!/^-?\d+(?:\.\d+)?$/.test(clean)) throw fail(said`takes a decimal number`);
      return clean;
    case 'flag':
      return chosen(rule, FLAGS[clean.toLowerCase()] ?? clean, fail);
    case 'choice':
      return chosen(rule, clean, fail);
    case 'date':
      // The upper bound of a range takes in all of a day (1.7).
      return dated(rule.form, clean, action.does === 'list' && name.startsWith('end_'), dates, fail);
    default:
      if (rule.single && clean.includes(',')) throw fail(said`takes one value, not a list`);
      return value;
  }
}

const FLAGS: Readonly<Record<string, string>> = Object.assign(Object.create(null), { true: 'Y', false: 'N' });

function chosen(rule: Rule, value: string, fail: (words: string) => BadInput): string {
  const found = rule.choices?.find(choice => choice.toLowerCase() === value.toLowerCase());
  if (found === undefined) throw fail(said`takes one of ${rule.choices?.join(', ')}`);
  return found;
}

/** Items are joined by a bare comma, so none may hold one (3.2). */
function listed(rule: Rule, given: Given, fail: (words: string) => BadInput): string {
  const items = typeof given === 'object' ? given.map(item => String(item).trim()) : String(given).split(',');
  const clean = items.map(item => item.trim()).filter(item => item !== '');
  if (typeof given === 'object' && clean.some(item => item.includes(','))) {
    throw fail(said`takes a comma separated list, in which no item can hold a comma`);
  }
  if (clean.includes('*')) throw fail(said`does not take a wildcard among others`);
  if (rule.numbers && !clean.every(item => /^\d{1,15}$/.test(item))) throw fail(said`takes whole numbers`);
  return clean.join(',');
}

function dated(
  form: DateForm | undefined,
  value: string,
  isEnd: boolean,
  dates: DeskDates,
  fail: (words: string) => BadInput,
): string {
  const at = dates.read(value, isEnd && !value.includes(':'));
  if (at === undefined) throw fail('takes a date');
  const whole = dates.write(at, 'H:mm:ss');
  if (form !== 'day' && form !== 'paddedDay') return whole;
  const [day = ''] = whole.split(' ');
  return form === 'day' ? day : day.replace(/\b\d\b/g, '0$&');
}

function isGiven(value: unknown): value is Given {
  if (Array.isArray(value)) return value.every(item => typeof item === 'string' || typeof item === 'number');
  return typeof value === 'string' || typeof value === 'number';
}

function isEmpty(given: Given): boolean {
  return typeof given === 'string' ? given.trim() === '' : typeof given === 'object' && given.length === 0;
}

function wrong(action: Action, name: string, words: string): BadInput {
  return new BadInput(said`${action.name}: ${name} ${words} (reference ${action.section}).`);
}
