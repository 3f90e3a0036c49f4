import type { Article } from '../../model/customer.ts';
import { plainTextOf } from '../../model/plainText.ts';

/** An article as it is put into a note, and as it is read beforehand. */
export function articleText(article: Article): string {
  const { body } = article;
  const text = body.kind === 'html' ? plainTextOf(body.body) : body.body.trim();
  // Articles often begin with their own title.
  return text.split('\n', 1)[0]?.trim() === article.title.trim() ? text : `${article.title}\n\n${text}`.trim();
}

/** The article's title with its address; nothing when it has none that a reader could follow. */
export function articleLink(article: Article): string | undefined {
  if (!article.url || !URL.canParse(article.url)) return undefined;
  const { protocol, username, password } = new URL(article.url);
  const web = (protocol === 'https:' || protocol === 'http:') && !username && !password;
  return web ? `${article.title}\n${article.url}` : undefined;
}
