import type { HistoryEntry, TicketDetails } from '../../src/model/ticket.ts';
import type { PanelAbilities, PanelSeed, PanelState } from '../../src/webview/messages.ts';

/** Milliseconds before now, as ISO 8601. */
export function ago(milliseconds: number): string {
  return new Date(Date.now() - milliseconds).toISOString();
}

export const hour = 3_600_000;
export const day = 24 * hour;

export const seed: PanelSeed = { deskId: 'desk-1', ticketId: '77', number: '1042' };

/** A history entry; what is not given is that of a customer's public text. */
export function entry(over: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    id: over.id ?? String(Math.random()),
    at: ago(day),
    author: { name: 'Bo Ray' },
    role: 'customer',
    visibility: 'public',
    body: { kind: 'text', body: 'The cart shows euros, the invoice shows dollars.' },
    ...over,
  };
}

/** A ticket with the parts given, all else empty. */
export function details(over: Partial<TicketDetails> & { ticket?: TicketDetails['ticket'] } = {}): TicketDetails {
  return {
    ticket: {
      id: '77',
      number: '1042',
      subject: 'Checkout fails with a currency mismatch',
      state: 'open',
      status: 'Open',
      urgency: 'normal',
      priority: 'Normal',
      contact: { name: 'Bo Ray' },
      customer: { name: 'Acme Corp' },
      openedAt: ago(2 * day),
      otherFields: [],
    },
    history: [],
    attachments: [],
    assets: [],
    schedules: [],
    timeEntries: [],
    totalMinutes: 0,
    missing: [],
    ...over,
  };
}

/** What a desk lets one do that has everything but fields to be changed. */
export const abilities: PanelAbilities = {
  ...{
    linkCustomers: true,
    attach: true,
    articles: true,
    ticketAssets: true,
    ticketSchedules: true,
    attachmentFiles: true,
  },
  cardParts: ['contacts', 'tickets', 'products', 'assets', 'lineItems', 'invoices'],
};

/** What a desk lets one do that has tickets and notes, and nothing else. */
export const bare: PanelAbilities = {
  ...{
    linkCustomers: false,
    attach: false,
    articles: false,
    ticketAssets: false,
    ticketSchedules: false,
    attachmentFiles: false,
  },
  cardParts: [],
};

/** What the host shows of such a ticket. */
export function panelState(over: Partial<PanelState> = {}): PanelState {
  return {
    ...{ deskId: 'desk-1', deskName: 'Acme Support', ticketId: '77', number: '1042', loading: false, locale: 'en' },
    ...{ noteVisibilities: ['public', 'internal'], canLogTime: true, hasWebPage: true, writes: [] },
    abilities: bare,
    details: details(),
    fetchedAt: ago(60_000),
    ...over,
  };
}
