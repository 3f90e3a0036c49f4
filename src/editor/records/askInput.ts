import * as vscode from 'vscode';
import type { RecordInput } from '../../model/records.ts';
import { checkValue, dateExample, dateForTyping, enteredValue, type FieldRules } from '../fields/fieldValue.ts';
import { askChoice, askText, type FlowPlace } from '../input.ts';

/** Asks for the value of an input, checked by what its API says of it. An empty answer is the empty text. */
export async function askInput(place: FlowPlace, input: RecordInput, now: string | undefined): Promise<string> {
  const { t } = vscode.l10n;
  const locale = vscode.env.language;
  if (input.choices?.length) {
    const none = { label: t('None'), description: t('left empty'), value: '' };
    const items = input.choices.map(each => ({ label: each, value: each }));
    return askChoice(place, {
      placeholder: input.name,
      items: input.required ? items : [...items, none],
      ...(now ? { activeValue: now } : {}),
    });
  }
  const rules = rulesOf(input);
  const typed = await askText(place, {
    prompt: input.required ? t('{0} (required)', input.name) : input.name,
    placeholder: placeholderOf(input),
    value: rules.type === 'date' && now ? dateForTyping(now) : (now ?? ''),
    password: input.type === 'secret',
    check: value => checkValue(value, rules, locale, t),
  });
  return enteredValue(typed, rules, locale) ?? '';
}

function placeholderOf(input: RecordInput): string {
  const { t } = vscode.l10n;
  if (input.type === 'date')
    return t('For example 2026-12-31, {0} or 2026-12-31 14:30', dateExample(vscode.env.language));
  if (input.type === 'list') return t('Several are separated by commas');
  if (input.longest !== undefined) return t('At most {0} characters', input.longest);
  return '';
}

function rulesOf({ type, required, longest }: RecordInput): FieldRules {
  const types = { integer: 'integer', decimal: 'number', date: 'date' } as const;
  return {
    type: type in types ? types[type as keyof typeof types] : 'text',
    clearable: !required,
    ...(longest === undefined ? {} : { longest }),
  };
}

/** A value for reading in a list; a secret is not shown. */
export function shownInput(input: RecordInput, value: string | undefined): string {
  if (!value) return input.required ? vscode.l10n.t('required') : '';
  return input.type === 'secret' ? '•••' : value;
}
