import { type DataRecord, valueIn } from '../wire/records.ts';
import type { PageOf } from './filters.ts';
import type { List } from './rest.ts';

/** One page of a list, whatever the server made of the paging parameters. */
export interface ListPage {
  readonly records: readonly DataRecord[];
  /** As the server says it, or as it follows from a list that ended. */
  readonly total?: number;
  /** There may be more pages after this one. */
  readonly more: boolean;
}

/** Pages that are read at most: more than any account has, and an end for a server that never ends. */
const MOST_PAGES = 10_000;

/** What a paged list answered (1.15). Of a server that ignores paging the first page holds everything. */
export function readPage({ records, outer }: List, { number, size }: PageOf): ListPage {
  if (records.length > size) {
    return number > 1 ? { records: [], more: false } : { records, total: records.length, more: false };
  }
  const said = Number(valueIn(outer, 'TotalRecords') ?? Number.NaN);
  const seen = (number - 1) * size + records.length;
  const counted = Number.isFinite(said);
  // A page may be shorter than asked for although it is not the last: servers may limit their size.
  const next = valueIn(outer, 'NextPage') !== undefined;
  const short = records.length < size;
  const more = records.length > 0 && (counted ? seen < said || (short && next) : next || !short);
  if (counted) return { records, total: said, more };
  return { records, more, ...(more || (records.length === 0 && number > 1) ? {} : { total: seen }) };
}

/** One page of a list that was answered whole. */
export function slicePage(records: readonly DataRecord[], { number, size }: PageOf): ListPage {
  const from = (number - 1) * size;
  return {
    records: records.slice(from, from + size),
    total: records.length,
    more: from + size < records.length,
  };
}

/**
 * Page after page of a list until it ends. Records that came before are left out, as pages shift while records are made;
 * a page that brings nothing new ends the list, as servers that ignore paging answer the same again and again.
 * @param key what tells a record from others; records without one are kept
 */
export async function* pagesOf(
  ask: (page: PageOf) => Promise<List>,
  key: (record: DataRecord) => string | undefined,
  size: number,
): AsyncGenerator<ListPage, void, void> {
  const known = new Set<string>();
  for (let number = 1; number <= MOST_PAGES; number++) {
    const page = readPage(await ask({ number, size }), { number, size });
    const fresh = page.records.filter(record => {
      const id = key(record);
      if (id === undefined) return true;
      if (known.has(id)) return false;
      known.add(id);
      return true;
    });
    if (fresh.length > 0 || number === 1) yield { ...page, records: fresh };
    if (!page.more || fresh.length === 0) return;
  }
}
