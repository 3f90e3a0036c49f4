/** The last number given out, by year. One process only: a second instance starts at 1 again. */
const counters = new Map<number, number>();

/** `2026-000123`: without gaps within a year, as the tax office wants it. */
export function nextInvoiceNumber(at: Date): string {
  const year = at.getFullYear();
  const next = (counters.get(year) ?? 0) + 1;
  if (next > 999_999) throw new RangeError(`invoice numbers of ${year} are used up`);
  counters.set(year, next);
  return `${year}-${String(next).padStart(6, '0')}`;
}

/** Goes on where an earlier run ended. */
export function resumeAt(invoice: string): void {
  const [year, number] = invoice.split('-').map(Number);
  if (!year || !number) throw new TypeError(`not an invoice number: ${invoice}`);
  counters.set(year, number);
}
