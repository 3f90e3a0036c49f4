import type { Changes, Flag, Letters, List, ListOrAll, OneOrAll, Text, When, Whole, WholeOrAll } from './values.ts';

/** `get_customers` (2.3.1): the first eight rows are known. */
export interface GetCustomers {
  /** ID of the database record: exact, no wildcard. */
  readonly id?: Whole;
  /** Customer ID; with `*` it may be narrowed by the ranges and `count`. */
  readonly cid?: ListOrAll;
  readonly start_cid?: Letters;
  readonly end_cid?: Letters;
  /** Inserted on or after this day. */
  readonly start_date?: When;
  /** Inserted on or before this day: named in the text of `cid`, but without a row (inferred). */
  readonly end_date?: When;
}

/** `add_customer` (2.3.2): the first nine rows are known; `email` and `phone` are inferred. */
export interface AddCustomer {
  /** Customer ID. */
  readonly cid: string;
  /** Name of an existing company, or `create_new`. */
  readonly company?: Text;
  /** Name of the company to create; ignored unless `company` is `create_new`. */
  readonly new_company?: Text;
  /** First and last name. */
  readonly contact?: Text;
  /** Password: sent in clear in the address. */
  readonly pass?: Text;
  /** Portal name or ID; without a match the desk takes its first portal. */
  readonly portal?: Text | number;
  /** `N`: no portal access, and no tickets for the customer. Anything else is `Y`. */
  readonly support?: Flag;
  /** `N`: no live chats. Anything else is `Y`. */
  readonly chat?: Flag;
  /** Support contracts, by ID. */
  readonly contracts?: List;
  /** Inferred. */
  readonly email?: Text;
  /** Inferred. */
  readonly phone?: Text;
}

/** `update_customer` (2.3.2): the customer is named by `cid` (inferred: the only required variable). */
export type UpdateCustomer = Changes<Omit<AddCustomer, 'cid'>> & Pick<AddCustomer, 'cid'>;

/** `get_companies` (2.2.1): inputs are known up to `order`. */
export interface GetCompanies {
  readonly id?: WholeOrAll;
  readonly name?: OneOrAll;
  readonly start_name?: Letters;
  readonly end_name?: Letters;
}

/** `add_company` (2.2.2), known in full. */
export interface AddCompany {
  readonly name: string;
  /** Street address. */
  readonly address: string;
  readonly city?: Text;
  readonly state?: Text;
  readonly zip?: Text;
  readonly country?: Text;
  readonly phone?: Text;
  readonly email?: Text;
  /** ID of the customer portal. */
  readonly portal?: Whole;
}

/** `update_company` (2.2.2): how it names its company is not documented; `id` is inferred. */
export type UpdateCompany = Changes<AddCompany> & { readonly id: string | number };

/** `get_techs` (2.4.1): the first six rows are known. */
export interface GetTechs {
  /** ID of the database record. */
  readonly id?: WholeOrAll;
  /** Technician ID; with `*` it may be narrowed by the ranges and `count`. */
  readonly uid?: ListOrAll;
  readonly start_uid?: Letters;
  readonly end_uid?: Letters;
  /** Inserted on or after this day. */
  readonly start_date?: When;
  /** An upper bound, although its text repeats that of `start_date` (inferred). */
  readonly end_date?: When;
}

/** `add_tech` (2.4.2): the first twelve rows are known. */
export interface AddTech {
  /** Technician ID. */
  readonly uid: string;
  readonly name?: Text;
  /** Password: sent in clear in the address. */
  readonly pass?: Text;
  /** Technician groups, by ID number. */
  readonly group?: List;
  /** Customer groups, by ID number. */
  readonly customer_groups?: List;
  /** Chat queues, by ID number. */
  readonly chat_queues?: List;
  readonly phone?: Text;
  readonly email?: Text;
  /** Technician ID of the supervisor. */
  readonly supervisor?: Text;
  /** Full admin console, technician interface only, limited admin console. */
  readonly rights?: 'Admin' | 'User' | 'Power User' | undefined;
  /** All tickets, or those of the technician, of the technician's group and of nobody. */
  readonly viewable_tickets?: 'ALL' | 'OWN' | undefined;
  /** Phone extension. */
  readonly extension?: Text;
}

/** `update_tech` (2.4.2): the technician is named by `uid` (inferred: the only required variable). */
export type UpdateTech = Changes<Omit<AddTech, 'uid'>> & Pick<AddTech, 'uid'>;

/** `get_tech_groups` (2.1.1), known in full. */
export interface GetTechGroups {
  readonly id?: WholeOrAll;
  readonly name?: OneOrAll;
  readonly start_name?: Letters;
  readonly end_name?: Letters;
}

/** `add_group` (2.1.2): only `name` was seen; that there is a list of sources too, but not what it is called. */
export interface AddGroup {
  readonly name: string;
  /** Ticket sources that the group may see (name inferred). */
  readonly source?: List;
  /** Ticket statuses that the group may see (inferred from the outputs of `get_tech_groups`). */
  readonly status?: List;
  /** Categories that the group may see (inferred from the outputs of `get_tech_groups`). */
  readonly category?: List;
}

/** `update_group` (2.1.2): the group is named by `id` (inferred). */
export type UpdateGroup = Changes<AddGroup> & { readonly id: string | number };
