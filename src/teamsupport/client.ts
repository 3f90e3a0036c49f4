import type { RecordFile } from '../model/records.ts';
import type { Following } from '../wire/ahead.ts';
import type { DataRecord } from '../wire/records.ts';
import type {
  actionWrites,
  addressWrites,
  assetWrites,
  Body,
  contactWrites,
  customerWrites,
  productWrites,
  ticketLinks,
  ticketWrites,
} from './entities.ts';
import type { Terms } from './filters.ts';
import { type List, Rest, type RestOptions, type Upload, type Written } from './rest.ts';

type NewTicket = Body<keyof typeof ticketWrites | keyof typeof ticketLinks>;
type TicketBody = Body<keyof typeof ticketWrites>;
/** Members of an action to be written. */
export type ActionBody = Body<keyof typeof actionWrites>;
type CustomerBody = Body<keyof typeof customerWrites>;
type ContactBody = Body<keyof typeof contactWrites>;
type AddressBody = Body<keyof typeof addressWrites>;
type ProductBody = Body<keyof typeof productWrites>;
type AssetBody = Body<keyof typeof assetWrites>;

/**
 * TeamSupport's REST API, one method a path and verb; sections are those of the API reference, ids those of its answers.
 * A ticket is named by its id or its number (quirk 1). Lists are paged only where it is said, and only when the terms
 * hold page and size (1.15); the others are answered whole. Changes hold just what is changed (1.7). All methods throw
 * DeskError and nothing else.
 */
export class TeamSupportClient {
  readonly #rest: Rest;

  constructor(options: RestOptions) {
    this.#rest = new Rest(options);
  }

  /** 2.2. Paged. @param following the page that is likely to be wanted next */
  tickets(terms: Terms, signal?: AbortSignal, following?: Following<Terms>): Promise<List> {
    return this.#rest.list(['tickets'], terms, signal, following);
  }
  /** Makes the ticket's Description action with it (1.6). */
  createTicket(ticket: NewTicket, signal?: AbortSignal): Promise<Written> {
    return this.#rest.write('POST', ['tickets'], 'Ticket', ticket, signal);
  }
  ticket(id: string, signal?: AbortSignal): Promise<DataRecord> {
    return this.#rest.one(['tickets', id], signal);
  }
  updateTicket(id: string, ticket: TicketBody, signal?: AbortSignal): Promise<Written> {
    return this.#rest.write('PUT', ['tickets', id], 'Ticket', ticket, signal);
  }
  deleteTicket(id: string, signal?: AbortSignal): Promise<void> {
    return this.#rest.remove(['tickets', id], signal);
  }

  /** 2.3. The ticket's text is the action with `SystemActionTypeID` 1. */
  actions(ticketId: string, terms: Terms, signal?: AbortSignal): Promise<List> {
    return this.#rest.list(['tickets', ticketId, 'actions'], terms, signal);
  }
  createAction(ticketId: string, action: ActionBody, signal?: AbortSignal): Promise<Written> {
    return this.#rest.write('POST', ['tickets', ticketId, 'actions'], 'Action', action, signal);
  }
  action(ticketId: string, actionId: string, signal?: AbortSignal): Promise<DataRecord> {
    return this.#rest.one(['tickets', ticketId, 'actions', actionId], signal);
  }
  updateAction(ticketId: string, actionId: string, action: ActionBody, signal?: AbortSignal): Promise<Written> {
    return this.#rest.write('PUT', ['tickets', ticketId, 'actions', actionId], 'Action', action, signal);
  }
  /** Inferred. */
  deleteAction(ticketId: string, actionId: string, signal?: AbortSignal): Promise<void> {
    return this.#rest.remove(['tickets', ticketId, 'actions', actionId], signal);
  }

  /** Inferred, as are the members (2.10). */
  attachments(ticketId: string, actionId: string, signal?: AbortSignal): Promise<List> {
    return this.#rest.list(['tickets', ticketId, 'actions', actionId, 'attachments'], [], signal);
  }
  /** Inferred, as is the form in which the file goes. */
  addAttachment(ticketId: string, actionId: string, file: Upload, signal?: AbortSignal): Promise<Written> {
    return this.#rest.upload(['tickets', ticketId, 'actions', actionId, 'attachments'], file, signal);
  }
  /** The file itself. The only client seen names the ticket by its number here (2.10). */
  attachmentFile(ticket: string, actionId: string, id: string, signal?: AbortSignal): Promise<RecordFile> {
    return this.#rest.file(['tickets', ticket, 'actions', actionId, 'attachments', id], signal);
  }

  ticketContacts(ticketId: string, signal?: AbortSignal): Promise<List> {
    return this.#rest.list(['tickets', ticketId, 'contacts'], [], signal);
  }
  linkContact(ticketId: string, contactId: string, signal?: AbortSignal): Promise<Written> {
    const contact = { ContactID: contactId };
    return this.#rest.write('POST', ['tickets', ticketId, 'contacts', contactId], 'Contact', contact, signal);
  }
  unlinkContact(ticketId: string, contactId: string, signal?: AbortSignal): Promise<void> {
    return this.#rest.remove(['tickets', ticketId, 'contacts', contactId], signal);
  }

  ticketCustomers(ticketId: string, signal?: AbortSignal): Promise<List> {
    return this.#rest.list(['tickets', ticketId, 'customers'], [], signal);
  }
  /** Inferred from how contacts are linked (quirk 11); the id stands under both names that a customer's has. */
  linkCustomer(ticketId: string, customerId: string, signal?: AbortSignal): Promise<Written> {
    const customer = { OrganizationID: customerId, CustomerID: customerId };
    return this.#rest.write('POST', ['tickets', ticketId, 'customers', customerId], 'Customer', customer, signal);
  }
  unlinkCustomer(ticketId: string, customerId: string, signal?: AbortSignal): Promise<void> {
    return this.#rest.remove(['tickets', ticketId, 'customers', customerId], signal);
  }

  /** 2.10 */
  ticketHistory(ticketId: string, signal?: AbortSignal): Promise<List> {
    return this.#rest.list(['tickets', ticketId, 'history'], [], signal);
  }

  /** 2.4. Paged by two clients. */
  customers(terms: Terms, signal?: AbortSignal): Promise<List> {
    return this.#rest.list(['customers'], terms, signal);
  }
  createCustomer(customer: CustomerBody, signal?: AbortSignal): Promise<Written> {
    return this.#rest.write('POST', ['customers'], 'Customer', customer, signal);
  }
  customer(id: string, signal?: AbortSignal): Promise<DataRecord> {
    return this.#rest.one(['customers', id], signal);
  }
  updateCustomer(id: string, customer: CustomerBody, signal?: AbortSignal): Promise<Written> {
    return this.#rest.write('PUT', ['customers', id], 'Customer', customer, signal);
  }
  deleteCustomer(id: string, signal?: AbortSignal): Promise<void> {
    return this.#rest.remove(['customers', id], signal);
  }

  customerContacts(customerId: string, terms: Terms, signal?: AbortSignal): Promise<List> {
    return this.#rest.list(['customers', customerId, 'contacts'], terms, signal);
  }
  customerProducts(customerId: string, terms: Terms, signal?: AbortSignal): Promise<List> {
    return this.#rest.list(['customers', customerId, 'products'], terms, signal);
  }
  /** Paged. */
  customerTickets(customerId: string, terms: Terms, signal?: AbortSignal): Promise<List> {
    return this.#rest.list(['customers', customerId, 'tickets'], terms, signal);
  }
  /** There is no list of notes; their members are not known (2.10). */
  customerNote(customerId: string, noteId: string, signal?: AbortSignal): Promise<DataRecord> {
    return this.#rest.one(['customers', customerId, 'notes', noteId], signal);
  }

  /** 2.5. Paged. */
  contacts(terms: Terms, signal?: AbortSignal): Promise<List> {
    return this.#rest.list(['contacts'], terms, signal);
  }
  createContact(contact: ContactBody, signal?: AbortSignal): Promise<Written> {
    return this.#rest.write('POST', ['contacts'], 'Contact', contact, signal);
  }
  contact(id: string, signal?: AbortSignal): Promise<DataRecord> {
    return this.#rest.one(['contacts', id], signal);
  }
  /** Inferred. */
  updateContact(id: string, contact: ContactBody, signal?: AbortSignal): Promise<Written> {
    return this.#rest.write('PUT', ['contacts', id], 'Contact', contact, signal);
  }
  deleteContact(id: string, signal?: AbortSignal): Promise<void> {
    return this.#rest.remove(['contacts', id], signal);
  }
  /** Inferred; addresses cannot be read. */
  createContactAddress(contactId: string, address: AddressBody, signal?: AbortSignal): Promise<Written> {
    return this.#rest.write('POST', ['contacts', contactId, 'addresses'], 'Address', address, signal);
  }
  /** Inferred; which address is meant can only be said in the body. */
  updateContactAddress(contactId: string, address: AddressBody, signal?: AbortSignal): Promise<Written> {
    return this.#rest.write('PUT', ['contacts', contactId, 'addresses'], 'Address', address, signal);
  }

  /** 2.6 */
  products(terms: Terms, signal?: AbortSignal): Promise<List> {
    return this.#rest.list(['products'], terms, signal);
  }
  createProduct(product: ProductBody, signal?: AbortSignal): Promise<Written> {
    return this.#rest.write('POST', ['products'], 'Product', product, signal);
  }
  product(id: string, signal?: AbortSignal): Promise<DataRecord> {
    return this.#rest.one(['products', id], signal);
  }
  updateProduct(id: string, product: ProductBody, signal?: AbortSignal): Promise<Written> {
    return this.#rest.write('PUT', ['products', id], 'Product', product, signal);
  }
  deleteProduct(id: string, signal?: AbortSignal): Promise<void> {
    return this.#rest.remove(['products', id], signal);
  }
  productVersions(productId: string, terms: Terms, signal?: AbortSignal): Promise<List> {
    return this.#rest.list(['products', productId, 'versions'], terms, signal);
  }

  /** 2.9 */
  assets(terms: Terms, signal?: AbortSignal): Promise<List> {
    return this.#rest.list(['assets'], terms, signal);
  }
  createAsset(asset: AssetBody, signal?: AbortSignal): Promise<Written> {
    return this.#rest.write('POST', ['assets'], 'Asset', asset, signal);
  }
  /** Inferred. */
  asset(id: string, signal?: AbortSignal): Promise<DataRecord> {
    return this.#rest.one(['assets', id], signal);
  }
  updateAsset(id: string, asset: AssetBody, signal?: AbortSignal): Promise<Written> {
    return this.#rest.write('PUT', ['assets', id], 'Asset', asset, signal);
  }
  /** Inferred. */
  deleteAsset(id: string, signal?: AbortSignal): Promise<void> {
    return this.#rest.remove(['assets', id], signal);
  }

  /** 2.7 */
  users(terms: Terms, signal?: AbortSignal): Promise<List> {
    return this.#rest.list(['users'], terms, signal);
  }
  user(id: string, signal?: AbortSignal): Promise<DataRecord> {
    return this.#rest.one(['users', id], signal);
  }
  groups(terms: Terms, signal?: AbortSignal): Promise<List> {
    return this.#rest.list(['groups'], terms, signal);
  }
  /** Inferred from `users/{id}`. */
  group(id: string, signal?: AbortSignal): Promise<DataRecord> {
    return this.#rest.one(['groups', id], signal);
  }

  /** 2.8 */
  ticketTypes(terms: Terms, signal?: AbortSignal): Promise<List> {
    return this.#rest.list(['properties', 'tickettypes'], terms, signal);
  }
  /** Statuses belong to a type each (quirk 5). */
  ticketStatuses(terms: Terms, signal?: AbortSignal): Promise<List> {
    return this.#rest.list(['properties', 'ticketstatuses'], terms, signal);
  }
  /** The path is inferred. */
  ticketSeverities(terms: Terms, signal?: AbortSignal): Promise<List> {
    return this.#rest.list(['properties', 'ticketseverities'], terms, signal);
  }
  /** The path is inferred. */
  productVersionStatuses(terms: Terms, signal?: AbortSignal): Promise<List> {
    return this.#rest.list(['properties', 'productversionstatuses'], terms, signal);
  }

  /** A failure of this desk, redacted. */
  error(...args: Parameters<Rest['error']>): ReturnType<Rest['error']> {
    return this.#rest.error(...args);
  }

  close(): Promise<void> {
    return this.#rest.close();
  }
}
