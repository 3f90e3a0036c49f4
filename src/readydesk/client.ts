import type { DeskError } from '../model/errors.ts';
import type { Following } from '../wire/ahead.ts';
import type { DataRecord } from '../wire/records.ts';
import * as billing from './actions/billing.ts';
import * as people from './actions/people.ts';
import * as tickets from './actions/tickets.ts';
import * as work from './actions/work.ts';
import type { Calls } from './calls.ts';
import type { AddInvoice, AddLineItem, GetInvoices, GetLineItems, GetTime, UpdateLineItem } from './inputs/billing.ts';
import type {
  AddCompany,
  AddCustomer,
  AddGroup,
  AddTech,
  GetCompanies,
  GetCustomers,
  GetTechGroups,
  GetTechs,
  UpdateCompany,
  UpdateCustomer,
  UpdateGroup,
  UpdateTech,
} from './inputs/people.ts';
import type { AddHistory, AddTicket, GetAttachments, GetHistory, GetTickets, UpdateTicket } from './inputs/tickets.ts';
import type { Common, Counted } from './inputs/values.ts';
import type {
  AddAssetField,
  AddSchedule,
  GetAssetFields,
  GetAssets,
  GetKbArticles,
  GetSchedules,
  UpdateAssetField,
  UpdateSchedule,
} from './inputs/work.ts';

type Records = Promise<DataRecord[]>;
/** The number of records that the list would hold; absent when the answer is none. */
type Count = Promise<number | undefined>;
/** The id of what was made. */
type Id = Promise<string>;
/** The id of what was changed; absent when the desk does not say it. */
type Changed = Promise<string | undefined>;

/**
 * ReadyDesk's Web Services API, one method an action and one to count each list. Sections, inputs and certainty stand
 * beside the inputs of each action and in its table. All methods throw `DeskError`: `badInput` before anything is sent.
 */
export class ReadyDeskClient {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** 2.3.1 */
  getCustomers(input: GetCustomers & Common, signal?: AbortSignal): Records {
    return this.#calls.list(people.getCustomers, input, signal);
  }
  countCustomers(input: GetCustomers, signal?: AbortSignal): Count {
    return this.#calls.count(people.getCustomers, input, signal);
  }
  /** 2.3.2 */
  addCustomer(input: AddCustomer, signal?: AbortSignal): Id {
    return this.#calls.make(people.addCustomer, input, signal);
  }
  /** 2.3.2 */
  updateCustomer(input: UpdateCustomer, signal?: AbortSignal): Changed {
    return this.#calls.write(people.updateCustomer, input, signal);
  }
  /** 2.2.1 */
  getCompanies(input: GetCompanies & Common, signal?: AbortSignal): Records {
    return this.#calls.list(people.getCompanies, input, signal);
  }
  countCompanies(input: GetCompanies, signal?: AbortSignal): Count {
    return this.#calls.count(people.getCompanies, input, signal);
  }
  /** 2.2.2 */
  addCompany(input: AddCompany, signal?: AbortSignal): Id {
    return this.#calls.make(people.addCompany, input, signal);
  }
  /** 2.2.2 */
  updateCompany(input: UpdateCompany, signal?: AbortSignal): Changed {
    return this.#calls.write(people.updateCompany, input, signal);
  }
  /** 2.4.1 */
  getTechs(input: GetTechs & Common, signal?: AbortSignal): Records {
    return this.#calls.list(people.getTechs, input, signal);
  }
  countTechs(input: GetTechs, signal?: AbortSignal): Count {
    return this.#calls.count(people.getTechs, input, signal);
  }
  /** 2.4.2 */
  addTech(input: AddTech, signal?: AbortSignal): Id {
    return this.#calls.make(people.addTech, input, signal);
  }
  /** 2.4.2 */
  updateTech(input: UpdateTech, signal?: AbortSignal): Changed {
    return this.#calls.write(people.updateTech, input, signal);
  }
  /** 2.1.1 */
  getTechGroups(input: GetTechGroups & Common, signal?: AbortSignal): Records {
    return this.#calls.list(people.getTechGroups, input, signal);
  }
  countTechGroups(input: GetTechGroups, signal?: AbortSignal): Count {
    return this.#calls.count(people.getTechGroups, input, signal);
  }
  /** 2.1.2 */
  addGroup(input: AddGroup, signal?: AbortSignal): Id {
    return this.#calls.make(people.addGroup, input, signal);
  }
  /** 2.1.2 */
  updateGroup(input: UpdateGroup, signal?: AbortSignal): Changed {
    return this.#calls.write(people.updateGroup, input, signal);
  }
  /** 2.5.1 */
  getTickets(input: GetTickets & Common, signal?: AbortSignal, following?: Following<GetTickets & Common>): Records {
    return this.#calls.list(tickets.getTickets, input, signal, following && { following });
  }
  countTickets(input: GetTickets, signal?: AbortSignal): Count {
    return this.#calls.count(tickets.getTickets, input, signal);
  }
  /** 2.5.2 */
  addTicket(input: AddTicket, signal?: AbortSignal): Id {
    return this.#calls.make(tickets.addTicket, input, signal);
  }
  /** 2.5.2 */
  updateTicket(input: UpdateTicket, signal?: AbortSignal): Changed {
    return this.#calls.write(tickets.updateTicket, input, signal);
  }
  /** 2.6.1 */
  getHistory(input: GetHistory & Common, signal?: AbortSignal): Records {
    return this.#calls.list(tickets.getHistory, input, signal);
  }
  countHistory(input: GetHistory, signal?: AbortSignal): Count {
    return this.#calls.count(tickets.getHistory, input, signal);
  }
  /** Inferred (gap 9) */
  addHistory(input: AddHistory, signal?: AbortSignal): Id {
    return this.#calls.make(tickets.addHistory, input, signal);
  }
  /** 2.7.1 */
  getAttachments(input: GetAttachments & Counted, signal?: AbortSignal): Records {
    return this.#calls.list(tickets.getAttachments, input, signal);
  }
  /** 2.8.1 */
  getLineItems(input: GetLineItems & Common, signal?: AbortSignal): Records {
    return this.#calls.list(billing.getLineItems, input, signal);
  }
  countLineItems(input: GetLineItems, signal?: AbortSignal): Count {
    return this.#calls.count(billing.getLineItems, input, signal);
  }
  /** 2.8.2, name inferred */
  addLineItem(input: AddLineItem, signal?: AbortSignal): Id {
    return this.#calls.make(billing.addLineItem, input, signal);
  }
  /** 2.8.2, name inferred */
  updateLineItem(input: UpdateLineItem, signal?: AbortSignal): Changed {
    return this.#calls.write(billing.updateLineItem, input, signal);
  }
  /** 2.9.1 */
  getInvoices(input: GetInvoices & Common, signal?: AbortSignal): Records {
    return this.#calls.list(billing.getInvoices, input, signal);
  }
  countInvoices(input: GetInvoices, signal?: AbortSignal): Count {
    return this.#calls.count(billing.getInvoices, input, signal);
  }
  /** 2.9.2 */
  addInvoice(input: AddInvoice, signal?: AbortSignal): Id {
    return this.#calls.make(billing.addInvoice, input, signal);
  }
  /** 2.10.1 */
  getTime(input: GetTime & Common, signal?: AbortSignal): Records {
    return this.#calls.list(billing.getTime, input, signal);
  }
  countTime(input: GetTime, signal?: AbortSignal): Count {
    return this.#calls.count(billing.getTime, input, signal);
  }
  /** 2.11, inputs inferred */
  getKbArticles(input: GetKbArticles & Common, signal?: AbortSignal): Records {
    return this.#calls.list(work.getKbArticles, input, signal);
  }
  countKbArticles(input: GetKbArticles, signal?: AbortSignal): Count {
    return this.#calls.count(work.getKbArticles, input, signal);
  }
  /** 2.12.1, name inferred */
  getSchedules(input: GetSchedules & Common, signal?: AbortSignal): Records {
    return this.#calls.list(work.getSchedules, input, signal);
  }
  countSchedules(input: GetSchedules, signal?: AbortSignal): Count {
    return this.#calls.count(work.getSchedules, input, signal);
  }
  /** 2.12.2 */
  addSchedule(input: AddSchedule, signal?: AbortSignal): Id {
    return this.#calls.make(work.addSchedule, input, signal);
  }
  /** 2.12.2 */
  updateSchedule(input: UpdateSchedule, signal?: AbortSignal): Changed {
    return this.#calls.write(work.updateSchedule, input, signal);
  }
  /** 2.13.1 */
  getAssets(input: GetAssets & Common, signal?: AbortSignal): Records {
    return this.#calls.list(work.getAssets, input, signal);
  }
  countAssets(input: GetAssets, signal?: AbortSignal): Count {
    return this.#calls.count(work.getAssets, input, signal);
  }
  /** 2.13.2 */
  getAssetFields(input: GetAssetFields & Common, signal?: AbortSignal): Records {
    return this.#calls.list(work.getAssetFields, input, signal);
  }
  countAssetFields(input: GetAssetFields, signal?: AbortSignal): Count {
    return this.#calls.count(work.getAssetFields, input, signal);
  }
  /** 2.13.3, name inferred */
  addAssetField(input: AddAssetField, signal?: AbortSignal): Id {
    return this.#calls.make(work.addAssetField, input, signal);
  }
  /** 2.13.3 */
  updateAssetField(input: UpdateAssetField, signal?: AbortSignal): Changed {
    return this.#calls.write(work.updateAssetField, input, signal);
  }

  /** A failure of this desk, redacted. */
  error(...args: Parameters<Calls['error']>): DeskError {
    return this.#calls.error(...args);
  }
}
