import type { Choice, Customer, Group, PickLists, Technician } from '../model/directory.ts';
import { DeskError } from '../model/errors.ts';
import { type DataRecord, fieldOf } from '../wire/records.ts';
import type { TeamSupportClient } from './client.ts';
import { Filters, type Terms } from './filters.ts';
import { idOf, isTrue, toContact, toGroup, toOrganization, toTechnician } from './mapping.ts';
import type { List } from './rest.ts';

/** How long the slowly changing lists are kept: requests count against a daily quota. */
const KEEP_MS = 10 * 60_000;
/** Customers and contacts that are read at once; in larger accounts the desk searches. */
const ALL_CUSTOMERS = 1000;

/** Who and what there is on an account, remembered for a while. */
export class Directory {
  readonly #client: TeamSupportClient;
  readonly #kept = new Map<string, { until: number; value: unknown }>();

  constructor(client: TeamSupportClient) {
    this.#client = client;
  }

  forget(): void {
    this.#kept.clear();
  }

  technicians(signal?: AbortSignal): Promise<Technician[]> {
    return this.#keep('users', async () => present((await this.#client.users([], signal)).records.map(toTechnician)));
  }

  /** The same as they were answered last, however long ago. */
  async lastTechnicians(signal?: AbortSignal): Promise<Technician[]> {
    const kept = this.#kept.get('users');
    return kept ? (kept.value as Technician[]) : await this.technicians(signal);
  }

  groups(signal?: AbortSignal): Promise<Group[]> {
    return this.#keep('groups', async () => present((await this.#client.groups([], signal)).records.map(toGroup)));
  }

  pickLists(signal?: AbortSignal): Promise<PickLists> {
    return this.#keep('picks', async () => {
      const [types, statuses, severities, products] = await Promise.all([
        this.#client.ticketTypes([], signal),
        this.#client.ticketStatuses([], signal),
        // The path is inferred (2.1).
        orNone(this.#client.ticketSeverities([], signal)),
        orNone(this.#client.products([], signal)),
      ]);
      return {
        types: choices(types, 'TicketType'),
        statuses: choices(statuses, 'TicketStatus'),
        priorities: choices(severities, 'TicketSeverity'),
        products: choices(products, 'Product'),
        categories: [],
        sources: [],
      };
    });
  }

  /** The versions of a product, none where the account has none. */
  versions(productId: string, signal?: AbortSignal): Promise<Choice[]> {
    return this.#keep(`versions ${productId}`, async () => {
      const { records } = await orNone(this.#client.productVersions(productId, [], signal));
      return present(records.map(version));
    });
  }

  /** The id of the customer that a contact belongs to. */
  customerOf(contactId: string, signal?: AbortSignal): Promise<string | undefined> {
    return this.#keep(`customer of ${contactId}`, async () =>
      fieldOf(await this.#client.contact(contactId, signal), 'OrganizationID'),
    );
  }

  /** Contacts and organisations whose name, company or e-mail holds `text`, by name. */
  async customers(text: string, limit: number, signal?: AbortSignal): Promise<Customer[]> {
    const wanted = text.trim().toLocaleLowerCase();
    const all = await this.#allCustomers(signal);
    const found = all.complete || !wanted ? all.customers : await this.#searchCustomers(text.trim(), limit, signal);
    return found
      .filter(c => [c.name, c.company, c.email].some(part => part?.toLocaleLowerCase().includes(wanted)))
      .slice(0, limit);
  }

  #allCustomers(signal?: AbortSignal): Promise<{ customers: Customer[]; complete: boolean }> {
    return this.#keep('customers', async () => {
      const [contacts, customers] = await Promise.all([
        this.#client.contacts(new Filters().page({ number: 1, size: ALL_CUSTOMERS }), signal),
        this.#client.customers(new Filters().page({ number: 1, size: ALL_CUSTOMERS }), signal),
      ]);
      const complete = [contacts, customers].every(list => list.records.length !== ALL_CUSTOMERS);
      return { customers: byName(contacts.records, customers.records), complete };
    });
  }

  /** Terms are ANDed (1.14), so each member is asked on its own. */
  async #searchCustomers(text: string, limit: number, signal?: AbortSignal): Promise<Customer[]> {
    const by = (member: string): Terms => new Filters().contains(member, text).page({ number: 1, size: limit });
    const [customers, ...contacts] = await Promise.all([
      this.#client.customers(by('Name'), signal),
      ...['FirstName', 'LastName', 'Email', 'Organization'].map(m => this.#client.contacts(by(m), signal)),
    ]);
    const found = byName(
      contacts.flatMap(list => list.records),
      customers.records,
    );
    return [...new Map(found.map(customer => [customer.id, customer])).values()];
  }

  async #keep<T>(name: string, load: () => Promise<T>): Promise<T> {
    const kept = this.#kept.get(name);
    if (kept && kept.until > Date.now()) return kept.value as T;
    const value = await load();
    this.#kept.set(name, { until: Date.now() + KEEP_MS, value });
    return value;
  }
}

function byName(contacts: readonly DataRecord[], organizations: readonly DataRecord[]): Customer[] {
  return present([...contacts.map(toContact), ...organizations.map(toOrganization)]).sort((a, b) =>
    a.name.localeCompare(b.name),
  );
}

/** In the account's own order (`Position`), else as listed. */
function choices(list: List, entity: string): Choice[] {
  const placed = list.records.map((record, index) => ({
    choice: choice(record, entity),
    position: Number(fieldOf(record, 'Position') ?? index),
  }));
  placed.sort((a, b) => a.position - b.position);
  return present(placed.map(({ choice }) => choice));
}

function choice(record: DataRecord, entity: string): Choice | undefined {
  const id = idOf(record, entity);
  const name = fieldOf(record, 'Name');
  if (!id || !name) return undefined;
  const typeId = entity === 'TicketStatus' ? fieldOf(record, 'TicketTypeID') : undefined;
  const closed = fieldOf(record, 'IsClosed');
  return {
    id,
    name,
    ...(typeId === undefined ? {} : { typeId }),
    ...(closed === undefined ? {} : { closed: isTrue(closed) }),
  };
}

function version(record: DataRecord): Choice | undefined {
  const id = idOf(record, 'ProductVersion');
  return id ? { id, name: fieldOf(record, 'VersionNumber', 'Name') ?? id } : undefined;
}

/** An empty list where the account or API version lacks the resource. */
async function orNone(list: Promise<List>): Promise<List> {
  try {
    return await list;
  } catch (thrown) {
    const reason = thrown instanceof DeskError ? thrown.failure.reason : undefined;
    if (reason === 'notFound' || reason === 'unsupported') return { records: [], outer: Object.create(null) };
    throw thrown;
  }
}

function present<T>(items: readonly (T | undefined)[]): T[] {
  return items.filter(item => item !== undefined);
}
