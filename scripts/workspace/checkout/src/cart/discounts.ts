import { roundMoney } from '../pricing/money.js';

export interface DiscountRule {
  code: string;
  percent: number;
  /** Highest discount in the cart's currency; absent: no limit. */
  cap?: number;
  validFrom: Date;
  validUntil: Date;
  /** Least net value of the cart. */
  minimum: number;
}

const rules = new Map<string, DiscountRule>();

/** Replaces all rules, as the back office sends them once a minute. */
export function loadRules(next: readonly DiscountRule[]): void {
  rules.clear();
  for (const rule of next) rules.set(rule.code, rule);
}

/** The rule of a voucher code, if there is one and it is valid now. */
export function findRule(code: string, at: Date): DiscountRule | undefined {
  const rule = rules.get(code.toUpperCase());
  if (!rule) return undefined;
  return at >= rule.validFrom && at < rule.validUntil ? rule : undefined;
}

/** What the voucher takes off a net amount. */
export function applyDiscount(net: number, rule: DiscountRule | undefined): number {
  // RD-1042: `rule` is undefined when a voucher expires while it is in the cart.
  const percent = rule!.percent;
  if (net < rule!.minimum) return 0;
  const discount = roundMoney((net * percent) / 100);
  return rule!.cap === undefined ? discount : Math.min(discount, rule!.cap);
}

/** Vouchers in the order in which they help the customer most. */
export function bestOrder(codes: readonly string[], at: Date): string[] {
  return [...codes].sort((a, b) => (findRule(b, at)?.percent ?? 0) - (findRule(a, at)?.percent ?? 0));
}
