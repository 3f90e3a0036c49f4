import * as vscode from 'vscode';
import type { Condition } from '../../model/search.ts';
import type { Completion } from '../../model/searchCompletion.ts';
import type { SearchProblem } from '../../model/searchLanguage.ts';
import { shownText } from '../shownText.ts';
import { fieldName, sortText } from '../tickets/arrangement.ts';

/** What is wrong with a part of a search, and how it is written. */
export function problemText({ kind, text }: SearchProblem): string {
  const { t } = vscode.l10n;
  const said = shownText(text);
  switch (kind) {
    case 'unknownCondition':
      return t('"{0}" is none of open, waiting, closed, mine, unassigned, overdue, urgent and needsme.', said);
    case 'badDate':
      return t('"{0}" is no time. Write it like <7d, >30d, today, week, 2026-11-01 or 2026-11-01..2026-11-30.', said);
    case 'noValue':
      return t('Nothing stands after "{0}".', said);
    case 'unclosedQuote':
      return t('The quote of {0} is not closed.', said);
    case 'badSort':
      return t('Tickets cannot be sorted by "{0}". Write for example sort:due or sort:-changed.', said);
    case 'alone':
      return t('"{0}" stands for a condition only where it stands alone.', said);
  }
}

/** What a completion means. */
export function completionText(completion: Completion): string {
  const { t } = vscode.l10n;
  switch (completion.kind) {
    case 'field':
      return fieldText(completion.field);
    case 'furtherField':
      return t('A further field of the desk');
    case 'name':
      return fieldName(completion.field);
    case 'none':
      return completion.field === 'due' ? t('Without a due time') : t('Without one');
    case 'me':
      return t('Yours');
    case 'condition':
      return conditionText(completion.is);
    case 'date':
      return dateText(completion);
    case 'sort':
      return sortText(completion);
  }
}

function conditionText(is: Condition): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<Condition, string>> = {
    open: t('Not closed, whatever the desk calls it'),
    waiting: t('Waiting for somebody'),
    closed: t('Closed, whatever the desk calls it'),
    mine: t('Assigned to you'),
    unassigned: t('Assigned to nobody'),
    overdue: t('Open and past the due time'),
    urgent: t('Of the highest priority'),
    needsme: t('Yours, with a reason to look at it now'),
  };
  return words[is];
}

function fieldText(field: Extract<Completion, { kind: 'field' }>['field']): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<typeof field, string>> = {
    group: t('The group that it belongs to'),
    status: t("open, waiting, closed, or the desk's own word in quotes"),
    assignee: t('Who works on it: me, none, or a name'),
    customer: t("A word of the customer's name"),
    contact: t('The person at the customer'),
    priority: t('The priority or severity'),
    type: t('The type of ticket'),
    category: t('The category'),
    product: t('The product'),
    opened: t('When it was opened, for example <7d or today'),
    changed: t('When it last changed, for example <7d or today'),
    closed: t('When it was closed, for example <7d or today'),
    due: t('When it is due, for example <2d or overdue'),
    number: t("The ticket's number"),
    is: t('open, mine, unassigned, overdue, urgent …'),
    sort: t('The order, for example due or -changed'),
  };
  return words[field];
}

function dateText({ field, value }: Extract<Completion, { kind: 'date' }>): string {
  const { t } = vscode.l10n;
  const due = field === 'due';
  const counted = /^([<>])=?(\d+)(h|d|w|mo)$/.exec(value);
  if (!counted) {
    const words: Readonly<Record<string, string>> = {
      today: t('Today'),
      yesterday: t('Yesterday'),
      tomorrow: t('Tomorrow'),
      week: due ? t('Today and the six days after it') : t('Today and the six days before it'),
      month: t('The last 30 days'),
      overdue: t('The due time has passed'),
    };
    return words[value] ?? '';
  }
  const [, operator, count = '', unit = ''] = counted;
  const span = spanText(Number(count), unit);
  if (due) return operator === '<' ? t('Within {0}, or overdue', span) : t('Later than in {0}', span);
  return operator === '<' ? t('Less than {0} ago', span) : t('More than {0} ago', span);
}

/** A number of hours, days, weeks or months in the user's language. */
function spanText(count: number, unit: string): string {
  const units: Readonly<Record<string, string>> = { h: 'hour', d: 'day', w: 'week', mo: 'month' };
  return new Intl.NumberFormat(vscode.env.language, {
    style: 'unit',
    unit: units[unit] ?? 'day',
    unitDisplay: 'long',
  }).format(count);
}

/** Searches that teach the language, with what they find. Names are those of a desk, so that each finds something. */
export function examples(names: { readonly group?: string; readonly customer?: string }): readonly {
  readonly text: string;
  readonly finds: string;
}[] {
  const { t } = vscode.l10n;
  const group = names.group ?? 'Level 2';
  const customer = names.customer ?? 'Acme';
  return [
    { text: 'assignee:me due:<2d', finds: t('Yours that are due within two days, or overdue') },
    { text: 'is:open is:unassigned sort:opened', finds: t('Open ones that nobody has, the oldest first') },
    { text: `status:open group:${asValue(group)} priority:high`, finds: t('Pressing ones of a group') },
    { text: `customer:${asValue(customer)} changed:<7d`, finds: t('What went on with a customer this week') },
    { text: '"out of memory" -windows', finds: t('These words in a row, and not that one') },
  ];
}

function asValue(name: string): string {
  return /^[\p{L}\p{N}]+$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
