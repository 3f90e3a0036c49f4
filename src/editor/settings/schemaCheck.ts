import type { Translate } from '../translate.ts';

/** As much of a setting's declaration in the manifest as is used there. */
export interface SettingSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  /** What the pattern asks for, in a sentence. */
  readonly patternErrorMessage?: string;
  readonly items?: SettingSchema;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SettingSchema>>;
  readonly additionalProperties?: boolean | SettingSchema;
}

/**
 * What is wrong with a value, by the manifest's own declaration of the setting: the first thing, with its place in the
 * value; nothing when it is as it must be.
 * @param path what the value is called
 */
export function schemaProblem(schema: SettingSchema, value: unknown, path: string, t: Translate): string | undefined {
  const must = (what: string) => t('"{0}" must be {1}', path, what);
  if (!fits(schema, value)) {
    const { patternErrorMessage } = schema;
    return patternErrorMessage ? t('"{0}": {1}', path, patternErrorMessage) : must(wordsOf(schema, t));
  }
  if (Array.isArray(value)) {
    const { items, maxItems, uniqueItems } = schema;
    if (maxItems !== undefined && value.length > maxItems) return must(t('a list of at most {0}', maxItems));
    if (uniqueItems && new Set(value.map(each => JSON.stringify(each))).size < value.length)
      return must(t('a list that has nothing twice'));
    return items && first(value.entries(), (each, at) => schemaProblem(items, each, `${path}[${at}]`, t));
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { required = [], properties = {}, additionalProperties: others = true } = schema;
  const missing = required.find(name => !Object.hasOwn(value, name));
  if (missing !== undefined) return t('"{0}" has no "{1}"', path, missing);
  return first(Object.entries(value), (each, name) => {
    const member = Object.hasOwn(properties, name) ? properties[name] : others;
    if (member === false) return t('"{0}" has no member "{1}"', path, name);
    return member === true || !member ? undefined : schemaProblem(member, each, `${path}.${name}`, t);
  });
}

function first<K>(
  entries: Iterable<readonly [K, unknown]>,
  problem: (value: unknown, key: K) => string | undefined,
): string | undefined {
  for (const [key, value] of entries) {
    const found = problem(value, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fits(schema: SettingSchema, value: unknown): boolean {
  const { type, minimum = -Infinity, maximum = Infinity, minLength = 0, maxLength = Infinity, pattern } = schema;
  if (schema.enum && !schema.enum.includes(value)) return false;
  const types = typeof type === 'string' ? [type] : (type ?? []);
  if (types.length > 0 && !types.some(each => isOfType(each, value))) return false;
  if (typeof value === 'number') return value >= minimum && value <= maximum;
  if (typeof value !== 'string') return true;
  return (
    value.length >= minLength &&
    value.length <= maxLength &&
    // As VS Code reads patterns of settings.
    (pattern === undefined || new RegExp(pattern, 'u').test(value))
  );
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'null':
      return value === null;
    default:
      return typeof value === type;
  }
}

/** What a value must be, in words. */
function wordsOf(schema: SettingSchema, t: Translate): string {
  const { minimum, maximum, maxLength } = schema;
  if (schema.enum) return t('one of {0}', schema.enum.map(each => JSON.stringify(each)).join(', '));
  switch (typeof schema.type === 'string' ? schema.type : schema.type?.[0]) {
    case 'boolean':
      return t('true or false');
    case 'integer':
    case 'number':
      if (minimum !== undefined && maximum !== undefined) return t('a whole number from {0} to {1}', minimum, maximum);
      return minimum === undefined ? t('a whole number') : t('a whole number of at least {0}', minimum);
    case 'array':
      return t('a list');
    case 'object':
      return t('an object');
    default:
      return maxLength === undefined ? t('a text') : t('a text of up to {0} characters', maxLength);
  }
}
