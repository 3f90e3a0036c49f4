import type { Article } from '../../model/customer.ts';
import { plainTextOf } from '../../model/plainText.ts';

/** An article as it is put into a note, and as it is read beforehand. */
export function articleText(article: Article): string {
  const { body } = article;
  const text = body.kind === 'html' ? plainTextOf(body.body) : body.body.trim();
  // Articles often begin with their own title.
  return text.split('\n', 1)[0]?.trim() === article.title.trim() ? text : `${article.title}\n\n${text}`.trim();
}

/** Text whose long lines are broken between words, for an editor that does not break them; code keeps its lines. */
export function wrapped(text: string, width = 88): string {
  return text
    .split('\n')
    .map(line => (/^(?:\s|\S*\t)/.test(line) ? line : wrappedLine(line, width)))
    .join('\n');
}

function wrappedLine(line: string, width: number): string {
  const indent = /^(?:- |\d+\. )/.exec(line)?.[0].length ?? 0;
  const lines: string[] = [];
  let now = '';
  for (const word of line.split(' ')) {
    if (now.trim() && now.length + 1 + word.length > width) {
      lines.push(now);
      now = `${' '.repeat(indent)}${word}`;
    } else now = now ? `${now} ${word}` : word;
  }
  return [...lines, now].join('\n');
}

/** The article's title with its address; nothing when it has none that a reader could follow. */
export function articleLink(article: Article): string | undefined {
  if (!article.url || !URL.canParse(article.url)) return undefined;
  const { protocol, username, password } = new URL(article.url);
  const web = (protocol === 'https:' || protocol === 'http:') && !username && !password;
  return web ? `${article.title}\n${article.url}` : undefined;
}
