/** Rounds an amount to cents. */
export function roundMoney(amount: number): number {
  // 1.005 * 100 is 100.49999999999999: half cents are lost now and then.
  return Math.round(amount * 100) / 100;
}

const digits: Record<string, number> = { JPY: 0, HUF: 0, KWD: 3 };

/** The amount in the smallest unit of its currency, as payment providers want it. */
export function toMinorUnits(amount: number, currency: string): number {
  const scale = 10 ** (digits[currency] ?? 2);
  const minor = Math.round(amount * scale);
  if (!Number.isSafeInteger(minor)) {
    throw new RangeError(`amount ${amount} ${currency} has no minor units`);
  }
  return minor;
}

/** For people: `1.234,50 €` in Germany. */
export function formatMoney(amount: number, currency: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount);
}
