import type { MentionRules } from './mention.ts';
import { type OwnProgram, readOwnPattern } from './ownPattern.ts';

/** Rules made ready to find with. A thing that several desks have tells none of them. */
export interface Finder {
  readonly own: readonly { readonly program: OwnProgram; readonly deskId: string | undefined }[];
  readonly addresses: readonly { readonly pattern: RegExp; readonly deskId: string | undefined }[];
  readonly prefixes: RegExp | undefined;
  readonly deskOf: (prefix: string) => string | undefined;
}

const made = new WeakMap<MentionRules, Finder>();

/** The same for the same rules. Patterns and templates that cannot be used are passed over. */
export function finderOf(rules: MentionRules): Finder {
  const known = made.get(rules);
  if (known) return known;
  const finder = makeFinder(rules);
  made.set(rules, finder);
  return finder;
}

function makeFinder({ desks }: MentionRules): Finder {
  const prefixes = shared(desks.map(desk => [desk.deskId, desk.prefixes.filter(isPrefix).map(upper)]));
  const addresses = shared(desks.map(desk => [desk.deskId, desk.addresses]));
  const patterns = shared(desks.map(desk => [desk.deskId, desk.patterns]));
  return {
    own: [...patterns].flatMap(([source, deskId]) => {
      const read = readOwnPattern(source);
      return read.ok ? [{ program: read.program, deskId }] : [];
    }),
    addresses: [...addresses].flatMap(([template, deskId]) => {
      const pattern = addressPattern(template);
      return pattern ? [{ pattern, deskId }] : [];
    }),
    prefixes: prefixPattern([...prefixes.keys()]),
    deskOf: prefix => prefixes.get(upper(prefix)),
  };
}

/** By what they have, which desk has it; undefined where several have. */
function shared(
  of: readonly (readonly [deskId: string, values: readonly string[]])[],
): Map<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  for (const [deskId, values] of of) {
    for (const value of new Set(values)) found.set(value, found.has(value) ? undefined : deskId);
  }
  return found;
}

function upper(prefix: string): string {
  return prefix.toUpperCase();
}

/** Letters first; digits, `_`, `-`, `.`, `#` and `:` after them. */
export function isPrefix(prefix: string): boolean {
  return /^\p{L}[\p{L}\p{N}_.#:-]{0,19}$/u.test(prefix);
}

/** A prefix that ends with a letter or digit has a dash before the number. */
function prefixPattern(prefixes: readonly string[]): RegExp | undefined {
  if (prefixes.length === 0) return undefined;
  const longestFirst = prefixes.toSorted((one, other) => other.length - one.length);
  return new RegExp(
    `(${longestFirst.map(each => literal(each) + (endsWord(each) ? '(?=-)' : '')).join('|')})-?0{0,9}([1-9]\\d{0,8})`,
    'gi',
  );
}

export function endsWord(prefix: string): boolean {
  return /[\p{L}\p{N}]$/u.test(prefix);
}

/** Of `https://desk/tickets/{number}?x={id}`; the address may go on behind it. Undefined when it has no number or no host. */
function addressPattern(template: string): RegExp | undefined {
  const parts = addressParts(template);
  if (!parts) return undefined;
  let numbers = 0;
  const pattern = parts.map(part => {
    if (part === '{number}') return numbers++ === 0 ? '0{0,9}([1-9]\\d{0,8})(?!\\w)' : '\\d{1,19}';
    return part === '{id}' ? '[\\w-]{1,64}' : literal(part).replace(/^https?:/i, 'https?:');
  });
  return new RegExp(`${pattern.join('')}((?:[/?&#;=][^\\s<>"'\`)\\]}|\\\\\\u3000-\\u303f\\uff00-\\uffef]*)?)`, 'gi');
}

/** The pieces of a template; undefined when it has no number, or nothing long enough to know it by. */
export function addressParts(template: string): readonly string[] | undefined {
  if (!/^https?:\/\/[^\s/{}]{1,255}[^\s]{0,1000}$/i.test(template) || !template.includes('{number}')) return undefined;
  return template.split(/(\{number\}|\{id\})/).filter(part => part !== '');
}

export function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
