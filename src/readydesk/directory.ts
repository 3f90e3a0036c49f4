import type { Choice, Customer, Group, PickLists, Technician } from '../model/directory.ts';
import { type FailureReason, failureOf } from '../model/errors.ts';
import { type DataRecord, fieldOf } from '../wire/records.ts';
import { stateOfWord } from '../wire/words.ts';
import type { ReadyDeskClient } from './client.ts';
import type { Tables } from './fields.ts';
import { Names, toCustomer, toGroup, toTechnician } from './people.ts';

const KEEP_MS = 10 * 60_000;
const CUSTOMER_PAGE = 500;
/** Customers can only be searched by reading them; past this many a search sees only the first. */
const MOST_CUSTOMER_PAGES = 10;

/** Who and what there is on a desk, remembered for a while. */
export class Directory {
  readonly #client: ReadyDeskClient;
  readonly #tables: Tables;
  #groups: { until: number; records: DataRecord[] } | undefined;
  #technicians: { until: number; list: Technician[] } | undefined;

  constructor(client: ReadyDeskClient, tables: Tables) {
    this.#client = client;
    this.#tables = tables;
  }

  forget(): void {
    this.#groups = undefined;
    this.#technicians = undefined;
  }

  async groups(signal?: AbortSignal): Promise<Group[]> {
    return (await this.#groupRecords(signal)).map(toGroup).filter(group => group !== undefined);
  }

  async technicians(signal?: AbortSignal): Promise<Technician[]> {
    if (this.#technicians && this.#technicians.until > Date.now()) return this.#technicians.list;
    const records = await this.#client.techs({ uid: '*' }, signal);
    const list = records
      .map(record => toTechnician(record, this.#tables.technicians))
      .filter(technician => technician !== undefined);
    this.#technicians = { until: Date.now() + KEEP_MS, list };
    return list;
  }

  /** For putting names to ids; a desk that does not answer these lists still shows its tickets. */
  async names(signal?: AbortSignal): Promise<Names> {
    const [technicians, groups] = await Promise.all([orNone(this.technicians(signal)), orNone(this.groups(signal))]);
    return new Names(technicians, groups);
  }

  /** Statuses and categories are those that the groups may see (2.1.1), as sets: the lists repeat (3.3). */
  async pickLists(signal?: AbortSignal): Promise<PickLists> {
    const groups = await this.#groupRecords(signal);
    const union = (name: string): Choice[] =>
      [...new Set(groups.flatMap(group => (fieldOf(group, name) ?? '').split(',')).map(item => item.trim()))]
        .filter(item => item !== '')
        .map(item => ({ id: item, name: item }));
    return {
      statuses: union('status').map(choice => ({ ...choice, closed: stateOfWord(choice.name) === 'closed' })),
      categories: union('category'),
      priorities: [],
      types: [],
      products: [],
      sources: [],
    };
  }

  async customers(text: string, limit: number, signal?: AbortSignal): Promise<Customer[]> {
    const wanted = text.trim().toLocaleLowerCase();
    const found = new Map<string, Customer>();
    let first: string | undefined;
    for (let page = 1; page <= MOST_CUSTOMER_PAGES && found.size < limit; page++) {
      const records = await this.#client.customers({ cid: '*', count: CUSTOMER_PAGE, page }, signal);
      const customers = records
        .map(record => toCustomer(record, this.#tables.customers))
        .filter(customer => customer !== undefined);
      // A desk that does not page answers the same ones again.
      if (page > 1 && customers[0]?.id === first) break;
      first = customers[0]?.id;
      for (const each of customers) {
        if (
          `${each.name}\n${each.company ?? ''}\n${each.email ?? ''}\n${each.id}`.toLocaleLowerCase().includes(wanted)
        ) {
          found.set(each.id, each);
        }
      }
      if (records.length !== CUSTOMER_PAGE) break;
    }
    return [...found.values()].slice(0, limit);
  }

  async #groupRecords(signal?: AbortSignal): Promise<DataRecord[]> {
    if (this.#groups && this.#groups.until > Date.now()) return this.#groups.records;
    const records = await this.#client.techGroups({ name: '*' }, signal);
    this.#groups = { until: Date.now() + KEEP_MS, records };
    return records;
  }
}

/** What would befall the question at hand as well. */
const GENERAL: ReadonlySet<FailureReason> = new Set([
  'cancelled',
  'unauthorized',
  'unreachable',
  'quotaSpent',
  'notAHelpDesk',
]);

async function orNone<T>(list: Promise<T[]>): Promise<T[]> {
  try {
    return await list;
  } catch (thrown) {
    if (GENERAL.has(failureOf(thrown).reason)) throw thrown;
    return [];
  }
}
