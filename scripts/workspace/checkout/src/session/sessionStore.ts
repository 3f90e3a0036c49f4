import { randomUUID } from 'node:crypto';
import type { CartLine } from '../cart/cartService.js';
import type { Customer } from '../orders/orderService.js';

export interface Session {
  id: string;
  country: string;
  currency: string;
  cart: { lines: CartLine[]; vouchers: string[] };
  customer: Customer;
  touchedAt: number;
}

const idleLimit = 20 * 60 * 1000;

/** Sessions by cookie. Entries are dropped when they are read too late, never otherwise. */
export class SessionStore {
  private readonly entries = new Map<string, string>();

  constructor(readonly url: string) {}

  async load(cookie: string): Promise<Session> {
    const id = /qb_session=([\w-]+)/.exec(cookie)?.[1];
    const stored = id ? this.entries.get(id) : undefined;
    if (!stored) return this.create();
    const session = JSON.parse(stored) as Session;
    if (Date.now() - session.touchedAt > idleLimit) {
      this.entries.delete(session.id);
      return this.create();
    }
    return session;
  }

  async save(session: Session): Promise<void> {
    session.touchedAt = Date.now();
    this.entries.set(session.id, JSON.stringify(session));
  }

  private create(): Session {
    return {
      id: randomUUID(),
      country: 'DE',
      currency: 'EUR',
      cart: { lines: [], vouchers: [] },
      customer: { id: '', email: '' },
      touchedAt: Date.now(),
    };
  }
}
