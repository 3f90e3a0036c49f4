import { DeskError } from '../model/errors.ts';
import { writeStamp } from '../wire/dates.ts';

/** Query terms as they are sent; a name may be repeated and may carry an operator (`Name[contains]`). */
export type Terms = readonly (readonly [name: string, value: string])[];

/** What a member is compared with: dates become 14 digits in UTC, booleans `True` and `False` (1.14). */
export type FilterValue = string | number | boolean | Date;

/** Which page of a list is asked for; `number` is 1-based. */
export interface PageOf {
  readonly number: number;
  readonly size: number;
}

/** Operators that a source shows are `contains`, `gt`, `gte` and `bt`; the others are inferred (1.14). */
export const OPERATORS = ['contains', 'gt', 'gte', 'lt', 'lte', 'bt'] as const;
export type Operator = (typeof OPERATORS)[number];

/** API field names are names of XML elements (1.13): neither brackets nor anything else of a query fits in. */
const MEMBER = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;
const PAGING = new Set(['pagesize', 'pagenumber']);
const NO_VALUE = '[null]';

/**
 * The filters of a list, ANDed; a member that is given several times with the same operator ORs its values (1.14). The
 * text `[null]` always means "no value": the API has no way to look for these characters.
 * All methods throw DeskError `badInput` for a name that no member can have, or a date that is none.
 */
export class Filters {
  readonly #terms: (readonly [string, string])[] = [];
  readonly #ranges = new Set<string>();

  /** Equal to one of `values`; text is compared whole. A date member is not "equal to" but "later than" a bare date. */
  is(member: string, ...values: readonly FilterValue[]): this {
    for (const value of values) this.#add(member, undefined, textOf(value) || NO_VALUE);
    return this;
  }

  /** Has no value. */
  isEmpty(member: string): this {
    return this.is(member, NO_VALUE);
  }

  /** Holds one of `texts`. */
  contains(member: string, ...texts: readonly string[]): this {
    for (const text of texts) this.#add(member, 'contains', text);
    return this;
  }

  above(member: string, value: FilterValue): this {
    return this.#add(member, 'gt', textOf(value));
  }

  atLeast(member: string, value: FilterValue): this {
    return this.#add(member, 'gte', textOf(value));
  }

  /** The operator is inferred. */
  below(member: string, value: FilterValue): this {
    return this.#add(member, 'lt', textOf(value));
  }

  /** The operator is inferred. */
  atMost(member: string, value: FilterValue): this {
    return this.#add(member, 'lte', textOf(value));
  }

  /** From `low` to `high`; once for a member, as the operator is the member given twice. */
  between(member: string, low: FilterValue, high: FilterValue): this {
    const name = member.toLowerCase();
    if (this.#ranges.has(name)) throw badInput(`${member} can be filtered by one range only.`);
    this.#ranges.add(name);
    return this.#add(member, 'bt', textOf(low)).#add(member, 'bt', textOf(high));
  }

  /** A filter whose name was typed: `Name`, `Name[contains]`; a range is `low,high`. */
  typed(name: string, values: readonly FilterValue[]): this {
    const [, member = name, operator] = /^(.*?)\[(\w+)\]$/s.exec(name) ?? [];
    if (operator === undefined) return this.is(member, ...values);
    const known = OPERATORS.find(each => each === operator.toLowerCase());
    if (!known) throw badInput(`There is no filter operator [${operator}].`);
    if (known !== 'bt') {
      for (const value of values) this.#add(member, known, textOf(value));
      return this;
    }
    const [low, high, ...more] = values;
    if (low === undefined || high === undefined || more.length > 0) throw badInput(`${name} takes two values.`);
    return this.between(member, low, high);
  }

  /** Both parameters are needed for paging to act (1.15). */
  page({ number, size }: PageOf): Terms {
    for (const value of [number, size]) {
      if (!Number.isInteger(value) || value < 1) throw badInput('Pages and their sizes are whole numbers from 1.');
    }
    return [...this.#terms, ['pageSize', String(size)], ['pageNumber', String(number)]];
  }

  get terms(): Terms {
    return [...this.#terms];
  }

  #add(member: string, operator: Operator | undefined, value: string): this {
    requireMember(member);
    if (PAGING.has(member.toLowerCase())) throw badInput(`${member} is no member that can be filtered.`);
    this.#terms.push([operator ? `${member}[${operator}]` : member, value]);
    return this;
  }
}

/**
 * Checks a member's name, which may be a custom field's.
 * @throws DeskError `badInput`
 */
export function requireMember(member: string): void {
  if (!MEMBER.test(member)) throw badInput(`${JSON.stringify(member.slice(0, 80))} is no name of a field.`);
}

function textOf(value: FilterValue): string {
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw badInput('A date of a filter is none.');
    return writeStamp(value.toISOString());
  }
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}

function badInput(detail: string): DeskError {
  return new DeskError({ reason: 'badInput', detail });
}
