import type { Condition, DateField, NameField, Sort, SortField } from './search.ts';

/** What a word before a colon stands for. */
export type Keyword =
  | { readonly kind: 'name'; readonly field: NameField }
  | { readonly kind: 'date'; readonly field: DateField }
  | { readonly kind: 'number' }
  | { readonly kind: 'is' }
  | { readonly kind: 'sort' };

/** Deskside's words for fields, each with others that people guess; the first of each is the one that is taught. */
const names: Readonly<Record<NameField | DateField | 'number' | 'is' | 'sort', readonly string[]>> = {
  group: ['group', 'team', 'queue'],
  status: ['status', 'state'],
  assignee: ['assignee', 'assigned', 'owner', 'technician', 'agent'],
  customer: ['customer', 'company', 'client', 'account'],
  contact: ['contact', 'requester', 'reporter'],
  priority: ['priority', 'severity', 'prio'],
  type: ['type'],
  category: ['category'],
  product: ['product'],
  opened: ['opened', 'created'],
  changed: ['changed', 'updated', 'modified'],
  closed: ['closed', 'resolved'],
  due: ['due', 'deadline'],
  number: ['number', 'ticket', 'id'],
  is: ['is'],
  sort: ['sort', 'order'],
};

const dates: readonly string[] = ['opened', 'changed', 'closed', 'due'];

const keywords = new Map<string, Keyword>(
  Object.entries(names).flatMap(([field, words]) => words.map(word => [word, keywordOf(field)] as const)),
);

function keywordOf(field: string): Keyword {
  if (field === 'number' || field === 'is' || field === 'sort') return { kind: field };
  if (dates.includes(field)) return { kind: 'date', field: field as DateField };
  return { kind: 'name', field: field as NameField };
}

/** What a name before a colon stands for; nothing for a name of the desk's own. */
export function keyword(name: string): Keyword | undefined {
  return keywords.get(name.toLowerCase());
}

/** The words that are taught, in this order. */
export const taughtFields = Object.keys(names) as readonly (keyof typeof names)[];

/** What can stand after `is:`; others that people guess lead to the same. */
const conditionWords = new Map<string, { readonly is: Condition; readonly not?: true }>([
  ['open', { is: 'open' }],
  ['active', { is: 'open' }],
  ['waiting', { is: 'waiting' }],
  ['pending', { is: 'waiting' }],
  ['closed', { is: 'closed' }],
  ['resolved', { is: 'closed' }],
  ['done', { is: 'closed' }],
  ['mine', { is: 'mine' }],
  ['me', { is: 'mine' }],
  ['unassigned', { is: 'unassigned' }],
  ['assigned', { is: 'unassigned', not: true }],
  ['overdue', { is: 'overdue' }],
  ['late', { is: 'overdue' }],
  ['urgent', { is: 'urgent' }],
  ['needsme', { is: 'needsme' }],
]);

/** The condition that a word after `is:` means. */
export function conditionOf(word: string): { readonly is: Condition; readonly not?: true } | undefined {
  return conditionWords.get(word.toLowerCase());
}

/** The words after `status:` that mean a condition unless they are quoted. */
export const statusConditions: readonly Condition[] = ['open', 'waiting', 'closed'];

/** A field to sort by, by any of its names. */
export function sortFieldOf(word: string): SortField | undefined {
  if (word.toLowerCase() === 'subject') return 'subject';
  const found = keyword(word);
  if (found?.kind === 'number') return 'number';
  return found?.kind === 'name' || found?.kind === 'date' ? found.field : undefined;
}

/** Whether this is an order as settings write it: a field, with a minus for the other way round. */
export function isSortText(text: string): boolean {
  return sortOfText(text) !== undefined;
}

/** The order that settings write as `due` or `-changed`. */
export function sortOfText(text: string): Sort | undefined {
  const by = sortFieldOf(text.replace(/^-/, ''));
  return by ? { by, descending: text.startsWith('-') } : undefined;
}
