import { DeskError } from '../model/errors.ts';
import type { TicketPage } from '../model/query.ts';
import { said } from '../model/said.ts';

/** A customer's id in the house says which kind it is, because a ticket links either (2.2). */
export interface CustomerKey {
  readonly kind: 'contact' | 'customer';
  readonly id: string;
}

/**
 * Takes `contact:3001` or `customer:2001` apart.
 * @throws DeskError `badInput`
 */
export function customerKey(customerId: string): CustomerKey {
  const [, kind, id] = /^(contact|customer):(.+)$/s.exec(customerId) ?? [];
  if ((kind !== 'contact' && kind !== 'customer') || !id) {
    throw new DeskError({ reason: 'badInput', detail: said`A customer of TeamSupport is a contact or a customer.` });
  }
  return { kind, id };
}

/** No ticket, and no more to come. */
export const NO_TICKETS: TicketPage = { tickets: [], total: 0, more: false };
