import * as v from 'valibot';
import * as vscode from 'vscode';
import { type NameField, nameFields, newestFirst, type Sort, type SortField } from '../../model/search.ts';
import { sortOfText } from '../../model/searchFields.ts';
import { settings } from '../ids.ts';

/** How the tickets of a list stand. */
export interface Arrangement {
  /** At most two levels. */
  readonly groupBy: readonly NameField[];
  readonly sort: Sort;
}

const levels = v.fallback(v.pipe(v.array(v.picklist(nameFields)), v.maxLength(2)), []);

/** The arrangement of lists that have none of their own, by the settings. */
export function readArrangement(): Arrangement {
  const section = vscode.workspace.getConfiguration(settings.section);
  return {
    groupBy: [...new Set(v.parse(levels, section.get<unknown>(settings.groupBy)))],
    sort: sortOfText(String(section.get<unknown>(settings.sortBy))) ?? newestFirst,
  };
}

/** An order as settings have it: what `sortOfText` reads. */
export function writeSort({ by, descending }: Sort): string {
  return `${descending ? '-' : ''}${by}`;
}

/** A field's name as people say it. */
export function fieldName(field: SortField): string {
  const { t } = vscode.l10n;
  const names: Readonly<Record<SortField, string>> = {
    group: t('Group'),
    status: t('Status'),
    assignee: t('Assignee'),
    customer: t('Customer'),
    contact: t('Contact'),
    priority: t('Priority'),
    type: t('Type'),
    category: t('Category'),
    product: t('Product'),
    opened: t('Opened'),
    changed: t('Changed'),
    closed: t('Closed'),
    due: t('Due'),
    number: t('Number'),
    subject: t('Subject'),
  };
  return names[field];
}

/** What stands over tickets that have no name in a field. */
export function withoutName(field: NameField): string {
  const { t } = vscode.l10n;
  const names: Readonly<Record<NameField, string>> = {
    group: t('No group'),
    status: t('No status'),
    assignee: t('Nobody'),
    customer: t('No customer'),
    contact: t('No contact'),
    priority: t('No priority'),
    type: t('No type'),
    category: t('No category'),
    product: t('No product'),
  };
  return names[field];
}

/** The icon of names in a field; one of the editor's own. */
export const fieldIcons: Readonly<Record<NameField, string>> = {
  group: 'organization',
  status: 'tag',
  assignee: 'account',
  customer: 'briefcase',
  contact: 'person',
  priority: 'flame',
  type: 'symbol-class',
  category: 'folder',
  product: 'package',
};

/** The two ways of an order in words, the likelier first. */
export function directions(by: SortField): readonly { readonly descending: boolean; readonly label: string }[] {
  const { t } = vscode.l10n;
  if (by === 'due') {
    return [
      { descending: false, label: t('Earliest first') },
      { descending: true, label: t('Latest first') },
    ];
  }
  if (by === 'opened' || by === 'changed' || by === 'closed') {
    return [
      { descending: true, label: t('Newest first') },
      { descending: false, label: t('Oldest first') },
    ];
  }
  if (by === 'number') {
    return [
      { descending: true, label: t('Highest first') },
      { descending: false, label: t('Lowest first') },
    ];
  }
  return [
    { descending: false, label: t('A to Z') },
    { descending: true, label: t('Z to A') },
  ];
}

/** An order in words. */
export function sortText({ by, descending }: Sort): string {
  const way = directions(by).find(each => each.descending === descending)?.label;
  return [fieldName(by), way].filter(Boolean).join(' · ');
}
