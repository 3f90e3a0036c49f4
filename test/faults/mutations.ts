import fc from 'fast-check';

/** Pieces that have broken readers before, here or elsewhere. */
const TOKENS: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '"__proto__":{"polluted":1},',
  '"constructor":{"prototype":{"polluted":1}},',
  '<__proto__><polluted>1</polluted></__proto__>',
  '<constructor><prototype polluted="1"/></constructor>',
  '&__proto__=polluted',
  '\n__proto__=polluted&constructor=1',
  '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
  '&b;&b;&b;',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<?xml version="1.1"?>',
  '&#0;',
  '&#xD800;',
  '&#1114112;',
  '&#99999999999;',
  '&amp;lt;p&amp;gt;',
  '&lt;script&gt;',
  '<html><title>x</title>',
  '\ufeff',
  '\u0000',
  '\u2028',
  '\u202e',
  '%00%ff%u0041%u',
  '+%2b+',
  '%',
  '\\u0000\\ud800',
  '"',
  '\\',
  ',',
  ':',
  '{',
  '}',
  '[',
  ']',
  '<',
  '>',
  '</',
  '/>',
  '&',
  '=',
  '\n',
  '\r\n&',
  'null',
  'true',
  '-0',
  '1e999',
  '99999999999999999999',
  '13/13/2026 25:61 PM',
  '2/30/2026',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999+14:00',
  '1/1/1970 12:00:00 AM',
  ' '.repeat(300),
  'n'.repeat(2_000),
  '<a>'.repeat(40),
  '[['.repeat(20),
  '{"a":'.repeat(40),
];

/** Invalid UTF-8, and pieces of other character sets. */
const RAW: readonly (readonly number[])[] = [
  [0xff],
  [0xc0, 0x80],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xe2, 0x82],
  [0x80, 0x93, 0xe4],
];

/** One change of an answer; places are in thousandths of its length. */
export type Mutation =
  | { readonly kind: 'cut'; readonly from: number; readonly to: number }
  | { readonly kind: 'repeat'; readonly from: number; readonly to: number; readonly times: number }
  | { readonly kind: 'swap'; readonly from: number; readonly to: number }
  | { readonly kind: 'insert'; readonly from: number; readonly token: number }
  | { readonly kind: 'raw'; readonly from: number; readonly token: number }
  | { readonly kind: 'byte'; readonly from: number; readonly value: number }
  | { readonly kind: 'splice'; readonly from: number; readonly other: number; readonly to: number }
  | { readonly kind: 'rename'; readonly name: number; readonly token: number }
  | { readonly kind: 'utf16' };

const place = fc.integer({ min: 0, max: 1000 });

export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('cut'), from: place, to: place }),
  fc.record({ kind: fc.constant('repeat'), from: place, to: place, times: fc.integer({ min: 2, max: 60 }) }),
  fc.record({ kind: fc.constant('swap'), from: place, to: place }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('insert'), from: place, token: fc.nat(TOKENS.length - 1) }) },
  fc.record({ kind: fc.constant('raw'), from: place, token: fc.nat(RAW.length - 1) }),
  fc.record({ kind: fc.constant('byte'), from: place, value: fc.nat(255) }),
  fc.record({ kind: fc.constant('splice'), from: place, other: fc.nat(1_000), to: place }),
  fc.record({ kind: fc.constant('rename'), name: fc.nat(100), token: fc.nat(8) }),
  fc.record({ kind: fc.constant('utf16') }),
) as fc.Arbitrary<Mutation>;

/** Longer answers take their time, and find nothing more. */
const LONGEST = 12_000;

/** The answer with all mutations made, one after the other. */
export function mutated(answer: Uint8Array, mutations: readonly Mutation[], others: readonly Uint8Array[]): Uint8Array {
  let bytes = Buffer.from(answer);
  for (const each of mutations) bytes = Buffer.from(apply(bytes, each, others)).subarray(0, LONGEST);
  return new Uint8Array(bytes);
}

function apply(bytes: Buffer, mutation: Mutation, others: readonly Uint8Array[]): Uint8Array {
  const at = (thousandth: number): number => Math.floor((bytes.length * thousandth) / 1000);
  switch (mutation.kind) {
    case 'cut':
      return Buffer.concat([bytes.subarray(0, at(mutation.from)), bytes.subarray(at(mutation.to))]);
    case 'repeat': {
      const [from, to] = [Math.min(mutation.from, mutation.to), Math.max(mutation.from, mutation.to)].map(at);
      const piece = bytes.subarray(from, to).subarray(0, 400);
      const more = Array.from({ length: mutation.times }, () => piece);
      return Buffer.concat([bytes.subarray(0, from), ...more, bytes.subarray(to)]);
    }
    case 'swap': {
      const [from, to] = [at(mutation.from), at(mutation.to)];
      const changed = Buffer.from(bytes);
      changed[from] = bytes[to] ?? 0;
      changed[to] = bytes[from] ?? 0;
      return changed;
    }
    case 'insert':
      return inserted(bytes, at(mutation.from), Buffer.from(TOKENS[mutation.token] ?? ''));
    case 'raw':
      return inserted(bytes, at(mutation.from), Buffer.from(RAW[mutation.token] ?? []));
    case 'byte': {
      const changed = Buffer.from(bytes);
      if (changed.length > 0) changed[Math.min(at(mutation.from), changed.length - 1)] = mutation.value;
      return changed;
    }
    case 'splice': {
      const other = Buffer.from(others[mutation.other % others.length] ?? []);
      const behind = other.subarray(Math.floor((other.length * mutation.to) / 1000));
      return Buffer.concat([bytes.subarray(0, at(mutation.from)), behind]);
    }
    case 'rename': {
      const text = bytes.toString('latin1');
      const names = [...new Set(text.match(/[A-Za-z_]{2,30}/g))];
      const name = names[mutation.name % Math.max(names.length, 1)];
      return name === undefined ? bytes : Buffer.from(text.replaceAll(name, TOKENS[mutation.token] ?? ''), 'latin1');
    }
    case 'utf16':
      return Buffer.from(`\ufeff${bytes.toString()}`, 'utf16le');
  }
}

function inserted(bytes: Buffer, at: number, piece: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
}
