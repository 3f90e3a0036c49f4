import * as vscode from 'vscode';
import type { TicketField } from '../../model/fields.ts';
import { askChoice, askText, type ChoiceItem, type FlowPlace } from '../input.ts';
import { checkValue, dateExample, dateForTyping, enteredValue } from './fieldValue.ts';
import { fieldLabel, flagWords, typeIcon } from './fieldWords.ts';

/** The choices between fields, each with its value of now. */
export function fieldItems(fields: readonly TicketField[]): ChoiceItem<TicketField>[] {
  return fields.map(field => ({
    label: fieldLabel(field),
    description: shownValue(field) || vscode.l10n.t('not set'),
    iconPath: typeIcon(field.type),
    value: field,
  }));
}

function shownValue({ type, value, shown, choices }: TicketField): string {
  if (value === undefined) return shown ?? '';
  if (type === 'flag') return flagWords(value);
  if (type === 'date') return dateForTyping(value);
  if (shown) return shown;
  return choices?.find(each => each.id === value)?.name ?? value;
}

/**
 * Asks for a new value of a field, checked as it is typed; `null` empties the field.
 * @param submit sends the value; words that it gives back are why it cannot be, and keep a text question open
 */
export async function askFieldValue(
  place: FlowPlace,
  field: TicketField,
  submit?: (value: string | null, signal: AbortSignal) => Promise<string | undefined>,
): Promise<string | null> {
  const { t } = vscode.l10n;
  const label = fieldLabel(field);
  const locale = vscode.env.language;
  const items = choiceItems(field);
  if (items) {
    return askChoice<string | null>(place, {
      placeholder: t('{0}: now {1}', label, shownValue(field) || t('not set')),
      items,
      ...(field.value === undefined ? {} : { activeValue: field.value }),
    });
  }
  const rules = { type: field.type, clearable: field.clearable };
  const example =
    field.type === 'date' ? t('For example 2026-12-31, {0} or 2026-12-31 14:30', dateExample(locale)) : '';
  const now = field.value ?? '';
  const typed = await askText(place, {
    prompt: field.clearable ? t('{0}. Leave it empty to have none.', label) : label,
    placeholder: example,
    value: field.type === 'date' && now ? dateForTyping(now) : now,
    check: value => checkValue(value, rules, locale, t),
    ...(submit ? { accept: (value, signal) => submit(enteredValue(value, rules, locale), signal) } : {}),
  });
  return enteredValue(typed, rules, locale);
}

/** What can be chosen; nothing for a field that is typed. */
function choiceItems(field: TicketField): ChoiceItem<string | null>[] | undefined {
  const { t } = vscode.l10n;
  if (field.type === 'flag') {
    return ['true', 'false'].map(value => ({ label: flagWords(value), value }));
  }
  if (field.type !== 'choice' || !field.choices?.length) return undefined;
  const none: ChoiceItem<null> = { label: t('None'), description: t('empties the field'), value: null };
  const choices = field.choices.map(each => ({
    label: each.name,
    ...(each.closed ? { description: t('closes the ticket') } : {}),
    value: each.id,
  }));
  return field.clearable ? [...choices, none] : choices;
}
