import type { SearchHit } from '../../model/search.ts';

/**
 * An excerpt as a row shows it. The editor itself marks what was typed where that stands in a row as it is; what was
 * asked for in other ways, such as several words, is set off here.
 */
export function excerptText({ text, marks }: NonNullable<SearchHit['excerpt']>, typed: string): string {
  if (text.toLowerCase().includes(typed.trim().toLowerCase())) return text;
  let shown = '';
  let at = 0;
  for (const [start, end] of marks) {
    shown += `${text.slice(at, start)}‹${text.slice(start, end)}›`;
    at = end;
  }
  return shown + text.slice(at);
}
