import type { CartLine } from '../cart/cartService.js';

interface TaxTable {
  standard: number;
  reduced: number;
  zero: 0;
}

const tables: Record<string, TaxTable> = {
  DE: { standard: 19, reduced: 7, zero: 0 },
  AT: { standard: 20, reduced: 10, zero: 0 },
  FR: { standard: 20, reduced: 5.5, zero: 0 },
  NL: { standard: 21, reduced: 9, zero: 0 },
  IE: { standard: 23, reduced: 13.5, zero: 0 },
  SE: { standard: 25, reduced: 12, zero: 0 },
};

/** Country codes whose customers pay the tax of their own country. */
const ownRate = new Set(['AT', 'FR', 'NL', 'IE', 'SE']);

export function tableFor(country: string): TaxTable {
  const code = ownRate.has(country) ? country : 'DE';
  const table = tables[code];
  if (!table) throw new Error(`no tax table for ${country}`);
  return table;
}

/** Tax on one unit of a line. */
export function taxFor(line: CartLine, country: string): number {
  const rate = tableFor(country)[line.taxClass];
  return (line.unitPrice * rate) / 100;
}

/** Business customers elsewhere in the union with a valid number pay no tax here. */
export function isReverseCharge(country: string, vatNumber: string | undefined): boolean {
  return country !== 'DE' && /^[A-Z]{2}[0-9A-Z]{8,12}$/.test(vatNumber ?? '');
}
