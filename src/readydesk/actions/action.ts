import type { RecordInput, RecordKind } from '../../model/records.ts';
import type { DecodePlan } from '../decoding.ts';

/**
 * `documented`: the vendor's page is of this action. `named`: only its name was seen. `inferred`: its name is a
 * conclusion from the names of others.
 */
export type Certainty = 'documented' | 'named' | 'inferred';

/** The documented forms of dates (1.9): `04/01/2014`, `3/1/2014`, `2/1/2014 00:00:00`. */
export type DateForm = 'paddedDay' | 'day' | 'moment';

/** What the row of an input says; letters of flags and choices are taken in any case and sent as they stand here. */
export interface Rule extends Omit<RecordInput, 'name'> {
  /** `*` alone means all; refused otherwise (1.6). */
  readonly wildcard?: true;
  /** Nothing but `*` makes sense. */
  readonly onlyWildcard?: true;
  /** One ID: a comma would make a list of it, which the row does not speak of. */
  readonly single?: true;
  /** Text in which `*` is a character like others. */
  readonly words?: true;
  /** Items of a list are whole numbers. */
  readonly numbers?: true;
  /** It means something only when that other input has that value. */
  readonly onlyWith?: { readonly name: string; readonly value: string };
  /** Of dates; a moment when absent. */
  readonly form?: DateForm;
}

/** A rule for each input of `I`. */
export type Rules<I> = { readonly [K in keyof I]-?: Rule };

interface ActionFacts {
  /** As the `action` variable takes it. */
  readonly name: string;
  /** Of the API reference. */
  readonly section: string;
  readonly certainty: Certainty;
  readonly kind: RecordKind;
  readonly inputs: Readonly<Record<string, Rule>>;
}

/** A `get_*` action. */
export interface ListAction extends ActionFacts {
  readonly does: 'list';
  /** Columns whose encoding the output table states; others are told by their values. */
  readonly plan: DecodePlan;
  /** Variables one of which must be `*` for `page` to work; empty: there is no paging. */
  readonly pageBy: readonly string[];
  /** The variable that selects one record; absent: there is none. */
  readonly id?: string;
  /** Variables that select everything. */
  readonly everything: Readonly<Record<string, '*'>>;
}

/** An `add_*` or `update_*` action. */
export interface WriteAction extends ActionFacts {
  readonly does: 'add' | 'update';
  /** The variable that names the record to update. */
  readonly id?: string;
}

export type Action = ListAction | WriteAction;

/** Nothing is known of an output table's encoding. */
const UNKNOWN_PLAN: DecodePlan = { encoded: [], raw: [] };

const COMMON = {
  count: { type: 'integer' },
  count_only: { type: 'flag', choices: ['N', 'Y'] },
  page: { type: 'integer' },
  order: { type: 'text' },
  order_direction: { type: 'choice', choices: ['ASC', 'DESC'] },
} as const satisfies Readonly<Record<string, Rule>>;

/** Describes a `get_*` action. `inferredRows`: which of the common variables (1.8) its page does not show. */
export function listing<I>({
  common = 'all',
  inferredRows = [],
  inputs,
  plan = UNKNOWN_PLAN,
  ...facts
}: Omit<ListAction, 'does' | 'inputs' | 'plan'> & {
  readonly inputs: Rules<I>;
  readonly plan?: DecodePlan;
  readonly common?: 'all' | 'countAlone';
  readonly inferredRows?: readonly (keyof typeof COMMON)[];
}): ListAction {
  const rows: Record<string, Rule> = common === 'all' ? { ...COMMON } : { count: COMMON.count };
  for (const name of inferredRows) rows[name] = { ...COMMON[name], inferred: true };
  return { ...facts, does: 'list', plan, inputs: { ...inputs, ...rows } };
}

/** Describes an `add_*` action. */
export function adding<I>(facts: Omit<WriteAction, 'does' | 'inputs' | 'id'> & { inputs: Rules<I> }): WriteAction {
  return { ...facts, does: 'add', inputs: { ...facts.inputs } };
}

/** Describes an `update_*` action: only the variable that names the record is required. */
export function updating<I>(
  facts: Omit<WriteAction, 'does' | 'inputs'> & { readonly inputs: Rules<I>; readonly id: keyof I & string },
): WriteAction {
  const inputs = Object.entries<Rule>({ ...facts.inputs }).map(([name, rule]) => {
    const { required: _required, ...rest } = rule;
    return [name, name === facts.id ? { ...rest, required: true } : rest];
  });
  return { ...facts, does: 'update', inputs: Object.fromEntries(inputs) };
}

/** Text of at most 255 characters, the usual limit (1.10). */
export const text: Rule = { type: 'text', longest: 255 };
/** Text without a limit on one line. */
export const free: Rule = { type: 'text' };
export const whole: Rule = { type: 'integer' };
export const wholeOrAll: Rule = { type: 'integer', wildcard: true };
export const one: Rule = { type: 'text', single: true };
export const oneOrAll: Rule = { type: 'text', single: true, wildcard: true };
/** A name, commas included, or all. */
export const nameOrAll: Rule = { type: 'text', wildcard: true };
export const flag: Rule = { type: 'flag', choices: ['N', 'Y'] };
export const list: Rule = { type: 'list' };
export const numbers: Rule = { type: 'list', numbers: true };
export const moment: Rule = { type: 'date', form: 'moment' };

export function choice(...choices: readonly string[]): Rule {
  return { type: 'choice', choices };
}

export function required(rule: Rule): Rule {
  return { ...rule, required: true };
}

export function inferred(rule: Rule): Rule {
  return { ...rule, inferred: true };
}
