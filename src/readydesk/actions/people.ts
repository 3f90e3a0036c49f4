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
} from '../inputs/people.ts';
import {
  adding,
  choice,
  flag,
  free,
  inferred,
  list,
  listing,
  nameOrAll,
  numbers,
  type Rule,
  type Rules,
  required,
  text,
  updating,
  whole,
  wholeOrAll,
} from './action.ts';

const day: Rule = { type: 'date', form: 'paddedDay' };
const listOrAll: Rule = { type: 'list', wildcard: true };
const secret: Rule = { type: 'secret', longest: 255 };

export const getTechGroups = listing<GetTechGroups>({
  name: 'get_tech_groups',
  section: '2.1.1',
  certainty: 'documented',
  kind: 'groups',
  inputs: { id: wholeOrAll, name: nameOrAll, start_name: free, end_name: free },
  plan: { encoded: ['name'], raw: ['id', 'status', 'category', 'source'] },
  pageBy: ['name', 'id'],
  id: 'id',
  everything: { name: '*' },
});

/** No page shows the row of `name`, so nothing is known of its length. */
const GROUP: Rules<AddGroup> = {
  name: required(free),
  source: inferred(list),
  status: inferred(list),
  category: inferred(list),
};

export const addGroup = adding<AddGroup>({
  name: 'add_group',
  section: '2.1.2',
  certainty: 'named',
  kind: 'groups',
  inputs: GROUP,
});

export const updateGroup = updating<UpdateGroup>({
  name: 'update_group',
  section: '2.1.2',
  certainty: 'named',
  kind: 'groups',
  id: 'id',
  inputs: { ...GROUP, id: inferred(whole) },
});

export const getCompanies = listing<GetCompanies>({
  name: 'get_companies',
  section: '2.2.1',
  certainty: 'documented',
  kind: 'companies',
  inputs: { id: wholeOrAll, name: nameOrAll, start_name: free, end_name: free },
  inferredRows: ['order_direction'],
  pageBy: ['id', 'name'],
  id: 'id',
  everything: { id: '*' },
});

const COMPANY: Rules<AddCompany> = {
  name: required(text),
  address: required(text),
  city: text,
  state: text,
  zip: text,
  country: text,
  phone: text,
  email: text,
  portal: whole,
};

export const addCompany = adding<AddCompany>({
  name: 'add_company',
  section: '2.2.2',
  certainty: 'documented',
  kind: 'companies',
  inputs: COMPANY,
});

export const updateCompany = updating<UpdateCompany>({
  name: 'update_company',
  section: '2.2.2',
  certainty: 'documented',
  kind: 'companies',
  id: 'id',
  inputs: { ...COMPANY, id: inferred(whole) },
});

export const getCustomers = listing<GetCustomers>({
  name: 'get_customers',
  section: '2.3.1',
  certainty: 'documented',
  kind: 'customers',
  inputs: {
    id: whole,
    cid: listOrAll,
    start_cid: free,
    end_cid: free,
    start_date: day,
    end_date: inferred(day),
  },
  inferredRows: ['order', 'order_direction'],
  pageBy: ['cid'],
  id: 'cid',
  everything: { cid: '*' },
});

const CUSTOMER: Rules<AddCustomer> = {
  cid: required(text),
  company: free,
  new_company: { ...text, onlyWith: { name: 'company', value: 'create_new' } },
  contact: text,
  pass: secret,
  portal: free,
  support: flag,
  chat: flag,
  contracts: numbers,
  email: inferred(text),
  phone: inferred(text),
};

export const addCustomer = adding<AddCustomer>({
  name: 'add_customer',
  section: '2.3.2',
  certainty: 'documented',
  kind: 'customers',
  inputs: CUSTOMER,
});

export const updateCustomer = updating<UpdateCustomer>({
  name: 'update_customer',
  section: '2.3.2',
  certainty: 'documented',
  kind: 'customers',
  id: 'cid',
  inputs: CUSTOMER,
});

export const getTechs = listing<GetTechs>({
  name: 'get_techs',
  section: '2.4.1',
  certainty: 'documented',
  kind: 'technicians',
  inputs: {
    id: wholeOrAll,
    uid: listOrAll,
    start_uid: free,
    end_uid: free,
    start_date: day,
    end_date: day,
  },
  inferredRows: ['count_only', 'page', 'order', 'order_direction'],
  pageBy: ['uid', 'id'],
  id: 'uid',
  everything: { uid: '*' },
});

const TECH: Rules<AddTech> = {
  uid: required(text),
  name: text,
  pass: secret,
  group: numbers,
  customer_groups: numbers,
  chat_queues: numbers,
  phone: text,
  email: text,
  supervisor: text,
  rights: choice('Admin', 'User', 'Power User'),
  viewable_tickets: choice('ALL', 'OWN'),
  extension: text,
};

export const addTech = adding<AddTech>({
  name: 'add_tech',
  section: '2.4.2',
  certainty: 'documented',
  kind: 'technicians',
  inputs: TECH,
});

export const updateTech = updating<UpdateTech>({
  name: 'update_tech',
  section: '2.4.2',
  certainty: 'documented',
  kind: 'technicians',
  id: 'uid',
  inputs: TECH,
});
