import type { RecordFile, RecordKind } from '../model/records.ts';
import type { DataRecord } from '../wire/records.ts';
import type { TeamSupportClient } from './client.ts';
import type { Terms } from './filters.ts';
import type { List, Members, Upload, Written } from './rest.ts';

type Ids = readonly string[];
type End = AbortSignal | undefined;

/** The client's methods for one kind of record; ids are the parents', outermost first, then the record's own. */
export interface Handler {
  list?(client: TeamSupportClient, parents: Ids, terms: Terms, signal: End): Promise<List>;
  get?(client: TeamSupportClient, ids: Ids, signal: End): Promise<DataRecord>;
  create?(client: TeamSupportClient, parents: Ids, members: Members, signal: End): Promise<Written>;
  update?(client: TeamSupportClient, ids: Ids, members: Members, signal: End): Promise<Written>;
  remove?(client: TeamSupportClient, ids: Ids, signal: End): Promise<void>;
  link?(client: TeamSupportClient, ids: Ids, signal: End): Promise<Written>;
  unlink?(client: TeamSupportClient, ids: Ids, signal: End): Promise<void>;
  download?(client: TeamSupportClient, ids: Ids, signal: End): Promise<RecordFile>;
  upload?(client: TeamSupportClient, parents: Ids, file: Upload, signal: End): Promise<Written>;
}

/** Every kind of record in terms of the client's methods. An id that is not given is refused by the client. */
export const HANDLERS: Readonly<Partial<Record<RecordKind, Handler>>> = {
  tickets: {
    list: (client, _, terms, end) => client.tickets(terms, end),
    get: (client, [id = ''], end) => client.ticket(id, end),
    create: (client, _, members, end) => client.createTicket(members, end),
    update: (client, [id = ''], members, end) => client.updateTicket(id, members, end),
    remove: (client, [id = ''], end) => client.deleteTicket(id, end),
  },
  history: {
    list: (client, [ticket = ''], terms, end) => client.actions(ticket, terms, end),
    get: (client, [ticket = '', id = ''], end) => client.action(ticket, id, end),
    create: (client, [ticket = ''], members, end) => client.createAction(ticket, members, end),
    update: (client, [ticket = '', id = ''], members, end) => client.updateAction(ticket, id, members, end),
    remove: (client, [ticket = '', id = ''], end) => client.deleteAction(ticket, id, end),
  },
  attachments: {
    list: (client, [ticket = '', action = ''], _, end) => client.attachments(ticket, action, end),
    download: (client, [ticket = '', action = '', id = ''], end) => client.attachmentFile(ticket, action, id, end),
    upload: (client, [ticket = '', action = ''], file, end) => client.addAttachment(ticket, action, file, end),
  },
  ticketLog: { list: (client, [ticket = ''], _, end) => client.ticketHistory(ticket, end) },
  ticketContacts: {
    list: (client, [ticket = ''], _, end) => client.ticketContacts(ticket, end),
    link: (client, [ticket = '', id = ''], end) => client.linkContact(ticket, id, end),
    unlink: (client, [ticket = '', id = ''], end) => client.unlinkContact(ticket, id, end),
  },
  ticketCustomers: {
    list: (client, [ticket = ''], _, end) => client.ticketCustomers(ticket, end),
    link: (client, [ticket = '', id = ''], end) => client.linkCustomer(ticket, id, end),
    unlink: (client, [ticket = '', id = ''], end) => client.unlinkCustomer(ticket, id, end),
  },
  customers: {
    list: (client, _, terms, end) => client.customers(terms, end),
    get: (client, [id = ''], end) => client.customer(id, end),
    create: (client, _, members, end) => client.createCustomer(members, end),
    update: (client, [id = ''], members, end) => client.updateCustomer(id, members, end),
    remove: (client, [id = ''], end) => client.deleteCustomer(id, end),
  },
  customerContacts: { list: (client, [id = ''], terms, end) => client.customerContacts(id, terms, end) },
  customerProducts: { list: (client, [id = ''], terms, end) => client.customerProducts(id, terms, end) },
  customerTickets: { list: (client, [id = ''], terms, end) => client.customerTickets(id, terms, end) },
  customerNotes: { get: (client, [customer = '', id = ''], end) => client.customerNote(customer, id, end) },
  contacts: {
    list: (client, _, terms, end) => client.contacts(terms, end),
    get: (client, [id = ''], end) => client.contact(id, end),
    create: (client, _, members, end) => client.createContact(members, end),
    update: (client, [id = ''], members, end) => client.updateContact(id, members, end),
    remove: (client, [id = ''], end) => client.deleteContact(id, end),
  },
  contactAddresses: {
    create: (client, [contact = ''], members, end) => client.createContactAddress(contact, members, end),
    update: (client, [contact = '', id = ''], members, end) =>
      client.updateContactAddress(contact, { ...members, ...(id ? { AddressID: id } : {}) }, end),
  },
  products: {
    list: (client, _, terms, end) => client.products(terms, end),
    get: (client, [id = ''], end) => client.product(id, end),
    create: (client, _, members, end) => client.createProduct(members, end),
    update: (client, [id = ''], members, end) => client.updateProduct(id, members, end),
    remove: (client, [id = ''], end) => client.deleteProduct(id, end),
  },
  productVersions: { list: (client, [product = ''], terms, end) => client.productVersions(product, terms, end) },
  assets: {
    list: (client, _, terms, end) => client.assets(terms, end),
    get: (client, [id = ''], end) => client.asset(id, end),
    create: (client, _, members, end) => client.createAsset(members, end),
    update: (client, [id = ''], members, end) => client.updateAsset(id, members, end),
    remove: (client, [id = ''], end) => client.deleteAsset(id, end),
  },
  technicians: {
    list: (client, _, terms, end) => client.users(terms, end),
    get: (client, [id = ''], end) => client.user(id, end),
  },
  groups: {
    list: (client, _, terms, end) => client.groups(terms, end),
    get: (client, [id = ''], end) => client.group(id, end),
  },
  ticketTypes: { list: (client, _, terms, end) => client.ticketTypes(terms, end) },
  ticketStatuses: { list: (client, _, terms, end) => client.ticketStatuses(terms, end) },
  ticketSeverities: { list: (client, _, terms, end) => client.ticketSeverities(terms, end) },
  productVersionStatuses: { list: (client, _, terms, end) => client.productVersionStatuses(terms, end) },
};
