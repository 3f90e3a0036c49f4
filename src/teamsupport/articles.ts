import type { Article, ArticleSummary } from '../model/customer.ts';
import { said } from '../model/said.ts';
import type { DeskDates } from '../wire/deskDates.ts';
import { type DataRecord, fieldOf, given } from '../wire/records.ts';
import type { Context } from './context.ts';
import { Filters } from './filters.ts';
import { readHtml } from './html.ts';
import { idOf, isDescription, isTrue } from './mapping.ts';
import { pagesOf } from './paging.ts';
import { ticketById } from './ticketById.ts';

/** Pages of one search at most: a desk that ignores the filter has few articles on very many pages. */
const MOST_PAGES = 4;
/** Between the entries that make one article. */
const RULE = '<hr>';

/** Articles are tickets that are marked as such, found by their names (inferred from `IsKnowledgeBase`, 2.2). */
export async function articles(
  { client, dates }: Context,
  text: string,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<ArticleSummary[]> {
  if (limit < 1) return [];
  const filters = new Filters().is('IsKnowledgeBase', true);
  if (text.trim()) filters.contains('Name', text.trim());
  const found: ArticleSummary[] = [];
  let pages = 0;
  const all = pagesOf(
    page => client.tickets(filters.page(page), signal),
    record => idOf(record, 'Ticket'),
    limit,
  );
  for await (const { records } of all) {
    for (const record of records) {
      const article = toArticle(record, dates);
      if (article && isArticle(record)) found.push(article);
    }
    if (found.length >= limit || ++pages >= MOST_PAGES) break;
  }
  return found.slice(0, limit);
}

/** The text is that of the ticket's entries for the knowledge base; without any it is the ticket's own. */
export async function article(context: Context, id: string, signal: AbortSignal | undefined): Promise<Article> {
  const { client, actions, dates } = context;
  const [record, entries] = await Promise.all([ticketById(client, id, signal), actions.oldestFirst(id, dates, signal)]);
  const summary = isArticle(record) ? toArticle(record, dates) : undefined;
  if (!summary) throw client.error('notFound', said`The ticket is no knowledge-base article.`);
  const marked = entries.filter(entry => isTrue(fieldOf(entry, 'IsKnowledgeBase')));
  const parts = marked.length > 0 ? marked : entries.filter(isDescription);
  const texts = parts.map(entry => readHtml(fieldOf(entry, 'Description') ?? '')).filter(part => part.trim());
  return { ...summary, body: { kind: 'html', body: texts.join(RULE) } };
}

/** A ticket that does not say whether it is one came through the filter. */
function isArticle(record: DataRecord): boolean {
  const marked = fieldOf(record, 'IsKnowledgeBase');
  return marked === undefined || isTrue(marked);
}

function toArticle(record: DataRecord, dates: DeskDates): ArticleSummary | undefined {
  const id = idOf(record, 'Ticket');
  if (!id) return undefined;
  return {
    id,
    title: (fieldOf(record, 'Name') ?? id).replace(/\s+/g, ' ').trim(),
    ...given('category', fieldOf(record, 'KnowledgeBaseCategoryName')),
    ...given('changedAt', dates.read(fieldOf(record, 'DateModified'))),
  };
}
