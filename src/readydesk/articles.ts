import type { Article, ArticleSummary } from '../model/customer.ts';
import { failureOf } from '../model/errors.ts';
import { said } from '../model/said.ts';
import type { DataRecord } from '../wire/records.ts';
import { toArticle } from './cardMapping.ts';
import type { ReadyDeskClient } from './client.ts';
import type { Context } from './mapping.ts';

/** Articles that are read for one search, which looks through them here. */
const READ_AT_MOST = 500;

type Reading = Pick<Context, 'dates' | 'tables'>;

/** Knowledge-base articles that hold all words of `text`. All inputs of the action are inferred (2.11). */
export async function findArticles(
  client: ReadyDeskClient,
  text: string,
  limit: number,
  reading: Reading,
  signal?: AbortSignal,
): Promise<ArticleSummary[]> {
  const keyword = text.trim();
  const all = () => client.getKbArticles({ id: '*', count: READ_AT_MOST }, signal);
  const records = keyword
    ? await unlessRefused(() => client.getKbArticles({ keyword, count: READ_AT_MOST }, signal), all)
    : await all();
  const words = keyword.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  // A desk that does not know `keyword` answers everything.
  const holds = ({ values }: DataRecord): boolean => {
    const whole = Object.values(values).join('\n').toLocaleLowerCase();
    return words.every(word => whole.includes(word));
  };
  return records
    .filter(holds)
    .map(record => toArticle(record, reading))
    .filter(article => article !== undefined)
    .slice(0, limit)
    .map(({ body: _body, url: _url, ...summary }) => summary);
}

/** One article with its text. */
export async function readArticle(
  client: ReadyDeskClient,
  id: string,
  reading: Reading,
  signal?: AbortSignal,
): Promise<Article> {
  const records = await unlessRefused(
    () => client.getKbArticles({ id }, signal),
    () => client.getKbArticles({ id: '*' }, signal),
  );
  const found = records.map(record => toArticle(record, reading)).find(article => article?.id === id);
  if (!found) throw client.error('notFound', said`There is no article ${id}.`);
  return found;
}

/** What a desk refuses may be an input that it does not have. */
async function unlessRefused<T>(ask: () => Promise<T>, otherwise: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (thrown) {
    if (failureOf(thrown).reason !== 'refused') throw thrown;
    return await otherwise();
  }
}
