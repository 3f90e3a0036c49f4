import * as vscode from 'vscode';
import type { RecordInput, RecordKind, RecordResource } from '../../model/records.ts';

/** A kind of record in the words of the house. */
export interface KindWords {
  /** Several of them. */
  readonly label: string;
  /** One of them. */
  readonly one: string;
  /** A codicon. */
  readonly icon: string;
}

/** The headings under which kinds stand, in order. */
export function kindGroups(): readonly (readonly [heading: string, kinds: readonly RecordKind[]])[] {
  const { t } = vscode.l10n;
  return [
    [t('Tickets'), ['tickets', 'history', 'attachments', 'ticketLog', 'ticketCustomers', 'ticketContacts']],
    [
      t('Customers'),
      [
        'customers',
        'companies',
        'contacts',
        'contactAddresses',
        'customerTickets',
        'customerContacts',
        'customerProducts',
        'customerNotes',
      ],
    ],
    [t('Technicians'), ['technicians', 'groups', 'schedules', 'time']],
    [t('Billing'), ['lineItems', 'invoices']],
    [t('Knowledge and things'), ['articles', 'products', 'productVersions', 'assets', 'assetFields']],
    [t('Pick-lists'), ['ticketTypes', 'ticketStatuses', 'ticketSeverities', 'productVersionStatuses']],
  ];
}

export function kindWords(kind: RecordKind): KindWords {
  const { t } = vscode.l10n;
  const words: Record<RecordKind, readonly [label: string, one: string, icon: string]> = {
    tickets: [t('Tickets'), t('ticket'), 'issues'],
    history: [t('History entries'), t('history entry'), 'comment-discussion'],
    attachments: [t('Attachments'), t('attachment'), 'file'],
    ticketLog: [t('Log of changes'), t('change'), 'history'],
    ticketCustomers: [t('Customers of a ticket'), t('customer'), 'organization'],
    ticketContacts: [t('Contacts of a ticket'), t('contact'), 'person'],
    customers: [t('Customers'), t('customer'), 'organization'],
    customerTickets: [t('Tickets of a customer'), t('ticket'), 'issues'],
    customerContacts: [t('Contacts of a customer'), t('contact'), 'person'],
    customerProducts: [t('Products of a customer'), t('product'), 'package'],
    customerNotes: [t('Notes on a customer'), t('note'), 'note'],
    companies: [t('Companies'), t('company'), 'organization'],
    contacts: [t('Contacts'), t('contact'), 'person'],
    contactAddresses: [t('Addresses of a contact'), t('address'), 'location'],
    technicians: [t('Technicians'), t('technician'), 'account'],
    groups: [t('Groups'), t('group'), 'organization'],
    products: [t('Products'), t('product'), 'package'],
    productVersions: [t('Versions of a product'), t('version'), 'versions'],
    assets: [t('Assets'), t('asset'), 'device-desktop'],
    assetFields: [t('Asset fields'), t('asset field'), 'symbol-field'],
    schedules: [t('Schedules'), t('schedule'), 'calendar'],
    articles: [t('Knowledge-base articles'), t('article'), 'book'],
    lineItems: [t('Billing line items'), t('line item'), 'list-ordered'],
    invoices: [t('Invoices'), t('invoice'), 'credit-card'],
    time: [t('Time entries'), t('time entry'), 'watch'],
    ticketTypes: [t('Ticket types'), t('ticket type'), 'symbol-enum'],
    ticketStatuses: [t('Ticket statuses'), t('ticket status'), 'tag'],
    ticketSeverities: [t('Ticket severities'), t('ticket severity'), 'flame'],
    productVersionStatuses: [t('Product version statuses'), t('product version status'), 'tag'],
  };
  const [label, one, icon] = words[kind];
  return { label, one, icon };
}

/** What is given for an input so far, and whether the vendor says that there is such a one. */
export function aboutInput({ inferred }: RecordInput, shown: string | undefined): string {
  const uncertain = inferred ? vscode.l10n.t("not in the vendor's public pages") : undefined;
  return [shown, uncertain].filter(Boolean).join(' · ');
}

/** What the API can do with a kind of record, in a few words, and whether the vendor says so. */
export function aboutResource(resource: RecordResource): string {
  const { t } = vscode.l10n;
  const can = [
    resource.list ? t('list') : undefined,
    resource.list?.search ? t('search') : undefined,
    resource.create ? t('add') : undefined,
    resource.update ? t('change') : undefined,
    resource.remove ? t('delete') : undefined,
    resource.link ? t('link') : undefined,
    resource.download ? t('download') : undefined,
    resource.upload ? t('send') : undefined,
  ];
  const uncertain = resource.known ? undefined : t("not in the vendor's public pages");
  return [can.filter(Boolean).join(', '), uncertain].filter(Boolean).join(' · ');
}
