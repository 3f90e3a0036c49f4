import * as vscode from 'vscode';
import type { FieldRole, TicketField } from '../../model/fields.ts';

/** What a field of a ticket is called: in the user's language what all desks have, a desk's own fields by their name. */
export function fieldLabel(field: Pick<TicketField, 'role' | 'name'>): string {
  return field.role === 'custom' ? field.name : roleLabel(field.role);
}

function roleLabel(role: Exclude<FieldRole, 'custom'>): string {
  const { t } = vscode.l10n;
  const labels: Record<Exclude<FieldRole, 'custom'>, string> = {
    subject: t('Subject'),
    status: t('Status'),
    priority: t('Priority'),
    type: t('Type'),
    category: t('Category'),
    subCategory: t('Subcategory'),
    source: t('Source'),
    assignee: t('Assignee'),
    group: t('Group'),
    product: t('Product'),
    reportedVersion: t('Reported version'),
    solvedVersion: t('Solved version'),
    dueAt: t('Due'),
    escalation: t('Escalation'),
    customerGroup: t('Customer group'),
    visibleToCustomer: t('Visible to customer'),
    knowledgeBase: t('Knowledge base'),
    contact: t('Contact'),
    phone: t('Phone'),
    email: t('E-mail'),
    company: t('Company'),
  };
  return labels[role];
}

/** The icon of a kind of value. */
export function typeIcon(type: TicketField['type']): vscode.ThemeIcon {
  const icons = { text: 'edit', number: 'symbol-number', date: 'calendar', flag: 'check', choice: 'list-selection' };
  return new vscode.ThemeIcon(icons[type]);
}

/** `True` and `false` in the user's words. */
export function flagWords(value: string): string {
  return /^(?:true|y|yes|1)$/i.test(value) ? vscode.l10n.t('Yes') : vscode.l10n.t('No');
}
