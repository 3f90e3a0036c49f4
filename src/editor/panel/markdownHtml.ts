import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true });

/** Text with Markdown as HTML. Tags in it stay text; what comes of it is to be sanitised all the same. */
export function markdownHtml(text: string): string {
  return markdown.render(text);
}
