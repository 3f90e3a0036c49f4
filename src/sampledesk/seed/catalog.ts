import type { Trace } from './traces.ts';

/** The company whose help desk this is. */
export const companyName = 'Quillbay Software';

export const products = [
  {
    key: 'checkout',
    name: 'Quillbay Checkout',
    about: 'Cart, prices, payments and orders of an online shop',
    versions: ['4.11.0', '4.11.2', '4.12.0', '4.12.3', '4.13.0-rc.1'],
  },
  {
    key: 'reports',
    name: 'Quillbay Reports',
    about: 'Sales figures from order exports, on the command line',
    versions: ['2.7.0', '2.7.4', '2.8.0', '2.8.1'],
  },
  {
    key: 'gateway',
    name: 'Quillbay Gateway',
    about: 'Tokens, rate limits and routes in front of shop systems',
    versions: ['1.9.5', '1.10.0', '1.10.1'],
  },
  {
    key: 'app',
    name: 'Quillbay Storefront App',
    about: 'The shop as an app for phones and tablets',
    versions: ['3.2.0', '3.3.1', '3.4.0'],
  },
  {
    key: 'backoffice',
    name: 'Quillbay Back Office',
    about: 'Catalogue, vouchers, customers and invoices',
    versions: ['7.0.2', '7.1.0', '7.1.1'],
  },
] as const;
export type ProductKey = (typeof products)[number]['key'];

export const groups = [
  { name: 'Orders', about: 'Carts, vouchers, orders and deliveries' },
  { name: 'Billing', about: 'Payments, invoices, licences and contracts' },
  { name: 'Platform', about: 'Gateway, hosting, sign-in and performance' },
  { name: 'Level 2 Support', about: 'Defects that need a developer' },
  { name: 'Mobile', about: 'The storefront app on phones and tablets' },
  { name: 'Reporting', about: 'Exports, figures and the reporting tool' },
] as const;
export type GroupName = (typeof groups)[number]['name'];

export const categories = [
  'Cart',
  'Payments',
  'Invoices',
  'Accounts',
  'API',
  'Performance',
  'Reports',
  'Mobile App',
  'Catalogue',
  'How-to',
  'Contract',
] as const;
export type Category = (typeof categories)[number];

/** A kind of request that the help desk gets again and again. */
export interface Scenario {
  readonly product: ProductKey;
  readonly group: GroupName;
  readonly category: Category;
  readonly sub: string;
  readonly type: 'Support' | 'Bug' | 'Feature Request' | 'Question';
  /** 0 low to 3 urgent. */
  readonly urgency: 0 | 1 | 2 | 3;
  readonly subjects: readonly string[];
  /** What the customer writes first. Paragraphs, `- ` lists, fenced blocks, `code`, **bold**, `{slots}`. */
  readonly ask: string;
  readonly trace?: Trace;
  /** What follows, in order: `t:` technician, `c:` customer, `i:` internal note. */
  readonly talk: readonly string[];
  /** The technician's last word when the ticket is done. */
  readonly answer: string;
  /** A small file that the customer sends along. */
  readonly file?: 'log' | 'screenshot';
}
