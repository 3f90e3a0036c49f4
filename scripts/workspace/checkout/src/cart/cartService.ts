import { applyDiscount, findRule } from './discounts.js';
import { roundMoney } from '../pricing/money.js';
import { taxFor } from '../pricing/tax.js';
import type { Session, SessionStore } from '../session/sessionStore.js';

export interface CartLine {
  sku: string;
  name: string;
  quantity: number;
  /** Net price of one, in the cart's currency. */
  unitPrice: number;
  taxClass: 'standard' | 'reduced' | 'zero';
}

export interface CartSummary {
  currency: string;
  lines: CartLine[];
  net: number;
  discount: number;
  tax: number;
  total: number;
}

export class CartService {
  constructor(private readonly sessions: SessionStore) {}

  async summary(session: Session): Promise<CartSummary> {
    const lines = session.cart.lines;
    let net = 0;
    let tax = 0;
    for (const line of lines) {
      const amount = line.unitPrice * line.quantity;
      net += amount;
      // Rounded line by line; the invoice rounds the sum. They differ by a cent on long carts.
      tax += roundMoney(taxFor(line, session.country) * line.quantity);
    }
    const discount = this.discountOf(session, net);
    return {
      currency: session.currency,
      lines,
      net: roundMoney(net),
      discount,
      tax,
      total: roundMoney(net - discount + tax),
    };
  }

  async addVoucher(session: Session, code: string): Promise<CartSummary> {
    session.cart.vouchers.push(code.trim());
    await this.sessions.save(session);
    return this.summary(session);
  }

  async clear(session: Session): Promise<void> {
    session.cart = { lines: [], vouchers: [] };
    await this.sessions.save(session);
  }

  private discountOf(session: Session, net: number): number {
    let discount = 0;
    for (const code of session.cart.vouchers) {
      const rule = findRule(code, new Date());
      discount += applyDiscount(net - discount, rule);
    }
    return roundMoney(discount);
  }
}
