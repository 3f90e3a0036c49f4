import type { TicketSummary } from '../../src/model/ticket.ts';
import type { PanelCard } from '../../src/webview/messages.ts';
import { ago, day, details } from './webviewTicket.ts';

/** A ticket of a customer, by its number. */
export function other(number: string, over: Partial<TicketSummary> = {}): TicketSummary {
  return {
    ...{ id: `id-${number}`, number, subject: `Subject ${number}`, state: 'open', status: 'Open', urgency: 'normal' },
    changedAt: ago(3 * day),
    ...over,
  };
}

/** A ticket whose contact and company are known by their ids. */
export const ticketOfBo = {
  ...details().ticket,
  contact: { id: 'contact:12', name: 'Bo Ray' },
  customer: { id: 'customer:7', name: 'Acme Corp' },
  linked: [
    { id: 'contact:12', name: 'Bo Ray', kind: 'person' as const },
    { id: 'customer:7', name: 'Acme Corp', kind: 'company' as const },
  ],
};

/** A card with every list, the ticket of the panel among its tickets. */
export function card(over: Partial<PanelCard> = {}): PanelCard {
  return {
    customer: {
      ...{ id: 'contact:12', name: 'Bo Ray', company: 'Acme Corp', email: 'bo@acme.example', phone: '+49 30 1234' },
      title: 'Head of Purchasing',
      otherFields: [{ name: 'Region', value: 'North' }],
    },
    company: {
      ...{ id: 'customer:7', name: 'Acme Corp', website: 'www.acme.example', address: '1 Long Road, 10115 Berlin' },
      otherFields: [{ name: 'AccountTier', value: 'Gold' }],
    },
    contacts: [
      { id: 'contact:12', name: 'Bo Ray', email: 'bo@acme.example' },
      { id: 'contact:13', name: 'Kim Oh', email: 'kim@acme.example?cc=all@acme.example' },
    ],
    tickets: [
      { ...ticketOfBo },
      other('900', { state: 'closed', status: 'Closed' }),
      ...Array.from({ length: 8 }, (_, at) => other(String(901 + at))),
    ],
    products: [
      { name: 'Cart', version: '4.2', versionStatus: 'Released', supportEndsAt: '2020-03-04T00:00:00Z' },
      { name: 'Search', supportEndsAt: '2999-01-02T00:00:00Z' },
    ],
    assets: [
      { id: 'a1', name: 'Till 4', addedAt: ago(40 * day), otherFields: [{ name: 'SerialNumber', value: 'QX-1' }] },
    ],
    lineItems: [
      {
        ...{ id: 'l1', title: 'Read the export code', ticketNumber: '1042', at: ago(day), minutes: 80, cost: '120.00' },
        by: { name: 'Ana Lee' },
      },
    ],
    invoices: [{ id: '77', at: ago(9 * day), total: '1,420.00', status: 'Paid' }],
    cut: [],
    missing: [],
    ...over,
  };
}
