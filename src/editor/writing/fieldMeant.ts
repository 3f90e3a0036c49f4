import type { FormField } from '../../webview/createMessages.ts';

/**
 * The field that a desk's refusal is about, as far as its words tell: the one whose name in the API, or else whose label,
 * stands in them; the one named first where there are several. Nothing when they name none.
 */
export function fieldMeant(words: string, fields: readonly FormField[]): FormField | undefined {
  const text = words.toLocaleLowerCase();
  const placed = (names: (field: FormField) => readonly string[]) =>
    fields
      .map(field => ({ field, ...firstOf(text, names(field)) }))
      .filter(each => each.at >= 0)
      // A longer name says more: `Customer group` is not the customer.
      .sort((a, b) => (overlap(a, b) ? b.length - a.length : a.at - b.at))[0]?.field;
  return placed(field => [field.name]) ?? placed(field => [spoken(field.name), field.label, field.role]);
}

interface Place {
  readonly at: number;
  readonly length: number;
}

function overlap(a: Place, b: Place): boolean {
  return a.at < b.at + b.length && b.at < a.at + a.length;
}

function firstOf(text: string, names: readonly string[]): Place {
  const found = names.flatMap((name): Place[] => {
    const wanted = name.toLocaleLowerCase();
    if (wanted.length < 3 || wanted === 'custom') return [];
    const escaped = wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const match = new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, 'u').exec(text);
    return match ? [{ at: match.index, length: wanted.length }] : [];
  });
  return found.sort((a, b) => b.length - a.length)[0] ?? { at: -1, length: 0 };
}

/** `assigned_to` and `TicketTypeID` as people say them. */
function spoken(name: string): string {
  return name
    .replace(/ID$/, '')
    .replace(/_/g, ' ')
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .trim();
}
