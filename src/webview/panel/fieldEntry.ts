import { t } from '@vscode/l10n';
import type { PanelField } from '../messages.ts';

/** What is in the boxes of a field that is typed. A date has its time in a box of its own. */
export interface Entered {
  readonly text: string;
  readonly time: string;
}

/** What the boxes begin with. */
export function enteredOf({ type, value = '' }: PanelField): Entered {
  if (type !== 'date') return { text: value, time: '' };
  const [, day] = /^(\d{4}-\d{2}-\d{2})$/.exec(value) ?? [];
  if (day !== undefined) return { text: day, time: '' };
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return { text: '', time: '' };
  const two = (n: number) => String(n).padStart(2, '0');
  return {
    text: `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    time: `${two(at.getHours())}:${two(at.getMinutes())}`,
  };
}

/** The value of what was typed, or why it is none. Dates are ISO 8601; one with a time is in this machine's zone. */
export function valueIn(
  field: PanelField,
  entered: Entered,
): { readonly value: string | null } | { readonly why: string } {
  const text = entered.text.trim();
  if (!text) {
    if (entered.time) return { why: t('A time needs its day.') };
    return field.clearable ? { value: null } : { why: t('This cannot be empty.') };
  }
  if (field.type === 'number') {
    const plain = /^-?\d+,\d+$/.test(text) ? text.replace(',', '.') : text;
    return /^-?(?:\d+(?:\.\d+)?|\.\d+)$/.test(plain) ? { value: plain } : { why: t('This is a number.') };
  }
  if (field.type !== 'date') return { value: text };
  const at = new Date(entered.time ? `${text}T${entered.time}` : text);
  if (Number.isNaN(at.getTime())) return { why: t('This is a date.') };
  return { value: entered.time ? at.toISOString() : text };
}
