import type { DeskRecord } from '../../model/records.ts';

/** A record as plain text: each field by name, long and multi-line values in full below their name. */
export function recordText(record: DeskRecord): string {
  const lines = record.fields.map(({ name, value }) => {
    const text = value.replace(/\r\n?/g, '\n');
    if (!text.includes('\n')) return `${name}: ${text}`;
    return [`${name}:`, ...text.split('\n').map(line => `  ${line}`)].join('\n');
  });
  return `${[record.title, '', ...lines].join('\n')}\n`;
}

/** Whether a record answers to words typed, in its title, id or any value. */
export function hasWords(record: DeskRecord, typed: string): boolean {
  const text = [record.title, record.id ?? '', ...record.fields.map(field => field.value)]
    .join('\n')
    .toLocaleLowerCase();
  return typed
    .toLocaleLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}

/**
 * A few values that tell a record from others of its kind: the first short ones that the title does not say. Numbers and
 * flags mean nothing without their names.
 */
export function recordHint(record: DeskRecord): string {
  const short = record.fields
    .map(({ value }) => value)
    .filter(value => value && value !== record.id && value.length <= 40 && !record.title.includes(value));
  const telling = short.filter(value => !/^(?:true|false|yes|no|[\d\s.,:/tz-]+(?:[ap]m)?)$/i.test(value));
  return [...new Set(telling)].slice(0, 3).join(' · ');
}
