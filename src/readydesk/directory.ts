import type { Choice, Customer, Group, PickLists, Technician } from '../model/directory.ts';
import { type FailureReason, failureOf } from '../model/errors.ts';
import type { DataRecord } from '../wire/records.ts';
import { stateOfWord } from '../wire/words.ts';
import type { ReadyDeskClient } from './client.ts';
import { FieldReader, type Tables } from './fields.ts';
import type { Pages } from './pages.ts';
import { Names, toCustomer, toGroup, toTechnician } from './people.ts';
import type { TicketChoices } from './ticketFields.ts';

const KEEP_MS = 10 * 60_000;
const CUSTOMER_PAGE = 500;
/** Customers can only be searched by reading them; past this many a search sees only the first. */
const MOST_CUSTOMER_PAGES = 10;

/** Who and what there is on a desk, remembered for a while. */
export class Directory {
  readonly #client: ReadyDeskClient;
  readonly #tables: Tables;
  readonly #pages: Pages;
  #groups: { until: number; records: DataRecord[] } | undefined;
  #technicians: { until: number; list: Technician[] } | undefined;
  /** Names were asked for, whatever came of it. */
  #named = false;
  /** Only when all that can be read was read. */
  #customers: { until: number; list: readonly Customer[] } | undefined;

  constructor(client: ReadyDeskClient, tables: Tables, pages: Pages) {
    this.#client = client;
    this.#tables = tables;
    this.#pages = pages;
  }

  forget(): void {
    this.forgetNames();
    this.#customers = undefined;
  }

  async groups(signal?: AbortSignal): Promise<Group[]> {
    const records = await this.#groupRecords(signal);
    return records.map(record => toGroup(record, this.#tables.groups)).filter(group => group !== undefined);
  }

  async technicians(signal?: AbortSignal): Promise<Technician[]> {
    if (this.#technicians && this.#technicians.until > Date.now()) return this.#technicians.list;
    const records = await this.#client.getTechs({ uid: '*' }, signal);
    const list = records
      .map(record => toTechnician(record, this.#tables.technicians))
      .filter(technician => technician !== undefined);
    this.#technicians = { until: Date.now() + KEEP_MS, list };
    return list;
  }

  /** For putting names to ids; a desk that does not answer these lists still shows its tickets. */
  async names(signal?: AbortSignal): Promise<Names> {
    const [technicians, groups] = await Promise.all([
      orElse(this.technicians(signal), []),
      orElse(this.groups(signal), []),
    ]);
    return new Names(technicians, groups);
  }

  /** The same as it was answered last, however long ago: nothing is asked but what never was. */
  async lastNames(signal?: AbortSignal): Promise<Names> {
    if (!this.#named) {
      await this.names(signal);
      this.#named = true;
    }
    const groups = (this.#groups?.records ?? []).map(record => toGroup(record, this.#tables.groups));
    return new Names(
      this.#technicians?.list ?? [],
      groups.filter(group => group !== undefined),
    );
  }

  /** Makes technicians and groups be asked again. */
  forgetNames(): void {
    this.#groups = undefined;
    this.#technicians = undefined;
    this.#named = false;
  }

  /** What a ticket's fields can be set to; a desk that does not answer one of these lists offers no choices of it. */
  async choices(signal?: AbortSignal): Promise<TicketChoices> {
    const [picks, technicians, groups] = await Promise.all([
      orElse(this.pickLists(signal), NO_PICKS),
      orElse(this.technicians(signal), []),
      orElse(this.groups(signal), []),
    ]);
    return { picks, technicians: technicians.filter(each => each.active), groups };
  }

  /** Statuses, categories and sources are those that the groups may see (2.1.1), as sets: the lists repeat (3.3). */
  async pickLists(signal?: AbortSignal): Promise<PickLists> {
    const groups = await this.#groupRecords(signal);
    const table = this.#tables.groups;
    const choices = (field: 'status' | 'category' | 'source'): Choice[] => {
      const found = new Map<string, Set<string>>();
      for (const record of groups) {
        const fields = new FieldReader(record);
        const id = fields.take(table.id) ?? '';
        for (const item of (fields.take(table[field]) ?? '').split(',')) {
          const name = item.trim();
          if (name) found.set(name, (found.get(name) ?? new Set()).add(id));
        }
      }
      return [...found].map(([name, ids]) => ({
        id: name,
        name,
        ...(ids.size < groups.length && !ids.has('') ? { groupIds: [...ids] } : {}),
      }));
    };
    return {
      statuses: choices('status').map(choice => ({ ...choice, closed: stateOfWord(choice.name) === 'closed' })),
      categories: choices('category'),
      sources: choices('source'),
      priorities: [],
      types: [],
      products: [],
    };
  }

  async customers(text: string, limit: number, signal?: AbortSignal): Promise<Customer[]> {
    const wanted = text.trim().toLocaleLowerCase();
    const holds = ({ id, name, company = '', email = '' }: Customer): boolean =>
      `${name}\n${company}\n${email}\n${id}`.toLocaleLowerCase().includes(wanted);
    return await this.#some(holds, limit, signal);
  }

  /** Customers of a company other than one of them, at most `limit`. */
  async colleagues(company: string, customerId: string, limit: number, signal?: AbortSignal): Promise<Customer[]> {
    const isOne = (customer: Customer): boolean =>
      same(customer.company, company) && customer.id.toLowerCase() !== customerId.toLowerCase();
    return await this.#some(isOne, limit, signal);
  }

  async #some(holds: (customer: Customer) => boolean, limit: number, signal?: AbortSignal): Promise<Customer[]> {
    const found = new Map<string, Customer>();
    const look = (customers: readonly Customer[]): void => {
      for (const each of customers) if (holds(each)) found.set(each.id, each);
    };
    if (this.#customers && this.#customers.until > Date.now()) {
      look(this.#customers.list);
    } else {
      const seen: Customer[] = [];
      let first: string | undefined;
      let ended = false;
      for (let page = 1; page <= MOST_CUSTOMER_PAGES && found.size < limit && !ended; page++) {
        const { records, more } = await this.#pages.read(
          {
            page: paging => this.#client.getCustomers({ cid: '*', ...paging }, signal),
            count: () => this.#client.countCustomers({ cid: '*' }, signal),
          },
          { number: page, size: CUSTOMER_PAGE },
        );
        const customers = records
          .map(record => toCustomer(record, this.#tables.customers))
          .filter(customer => customer !== undefined);
        ended = !more;
        // A desk that does not page answers the same ones again.
        if (page > 1 && customers[0]?.id === first) {
          ended = true;
          break;
        }
        first = customers[0]?.id;
        seen.push(...customers);
        look(customers);
      }
      if (ended) this.#customers = { until: Date.now() + KEEP_MS, list: seen };
    }
    return [...found.values()].slice(0, limit);
  }

  async #groupRecords(signal?: AbortSignal): Promise<DataRecord[]> {
    if (this.#groups && this.#groups.until > Date.now()) return this.#groups.records;
    const records = await this.#client.getTechGroups({ name: '*' }, signal);
    this.#groups = { until: Date.now() + KEEP_MS, records };
    return records;
  }
}

function same(a: string | undefined, b: string): boolean {
  return a?.trim().toLocaleLowerCase() === b.trim().toLocaleLowerCase();
}

/** What would befall the question at hand as well. */
const GENERAL: ReadonlySet<FailureReason> = new Set([
  'cancelled',
  'unauthorized',
  'unreachable',
  'quotaSpent',
  'notAHelpDesk',
]);

async function orElse<T>(answer: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await answer;
  } catch (thrown) {
    if (GENERAL.has(failureOf(thrown).reason)) throw thrown;
    return otherwise;
  }
}

const NO_PICKS: PickLists = { statuses: [], categories: [], sources: [], priorities: [], types: [], products: [] };
