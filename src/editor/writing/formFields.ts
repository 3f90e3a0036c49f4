import * as vscode from 'vscode';
import type { NewTicketField } from '../../model/fields.ts';
import type { NewTicketValues } from '../../model/newTicket.ts';
import type { FormField } from '../../webview/createMessages.ts';
import { checkValue, dateExample, enteredValue } from '../fields/fieldValue.ts';
import { fieldLabel } from '../fields/fieldWords.ts';

/** The fields of a desk as a form shows them. */
export function formFields(fields: readonly NewTicketField[]): readonly FormField[] {
  const { t } = vscode.l10n;
  const example = t('{0} or {1}', '2026-12-31 14:30', dateExample(vscode.env.language));
  const byType = fields.some(each => each.choices?.some(choice => choice.typeId !== undefined));
  return fields.flatMap((field): FormField[] => {
    const version = field.role === 'reportedVersion' || field.role === 'solvedVersion';
    const needs =
      field.role === 'status' && byType ? t('Choose a type first') : version ? t('Choose a product first') : undefined;
    return [
      {
        ...field,
        // Ids are nothing to type where there is a list of them.
        ...(version ? { type: 'choice' as const, choices: [] } : {}),
        label: labelOf(field),
        ...(field.type === 'date' ? { example } : {}),
        ...(needs === undefined ? {} : { needs }),
      },
    ];
  });
}

function labelOf({ role, name }: NewTicketField): string {
  if (role === 'customer') return vscode.l10n.t('Customer');
  if (role === 'description') return vscode.l10n.t('Description');
  return fieldLabel({ role, name });
}

/** What is wrong with the values of a form, by field. */
export function checkForm(
  fields: readonly FormField[],
  values: NewTicketValues,
  customerRequired: boolean,
): Readonly<Record<string, string>> {
  const { t } = vscode.l10n;
  const wrong = fields.flatMap(field => {
    const value = values[field.name] ?? '';
    const problem = value.trim()
      ? checkValue(value, rulesOf(field), vscode.env.language, t)
      : field.role === 'subject'
        ? t('A ticket needs a subject.')
        : field.role === 'customer' && (field.required || customerRequired)
          ? t('On this desk a ticket needs a customer.')
          : field.required
            ? t('This cannot be empty.')
            : undefined;
    return problem === undefined ? [] : [[field.name, problem] as const];
  });
  return Object.fromEntries(wrong);
}

/** The values as the desk's API takes them: dates in ISO 8601, numbers with a point. */
export function enteredForm(fields: readonly FormField[], values: NewTicketValues): NewTicketValues {
  const typed = fields.filter(({ type }) => type === 'date' || type === 'number');
  const entered = typed.flatMap(field => {
    const value = enteredValue(values[field.name] ?? '', rulesOf(field), vscode.env.language);
    return value === null ? [] : [[field.name, value] as const];
  });
  return { ...values, ...Object.fromEntries(entered) };
}

function rulesOf({ type, longest }: FormField): Parameters<typeof checkValue>[1] {
  return {
    type: type === 'longText' ? 'text' : type,
    clearable: true,
    ...(longest === undefined ? {} : { longest }),
  };
}
