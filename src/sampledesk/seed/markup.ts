/** How a letter is written down: as mail programs and web forms do it. */
export type Style = 'paragraphs' | 'breaks' | 'plain';

const escapeHtml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Turns the scenarios' small markup into HTML of the given style, or into plain text. */
export function writeUp(markup: string, style: Style): string {
  if (style === 'plain')
    return markup
      .replace(/\*\*|`{1,3}/g, '')
      .replace(/\n{3,}/g, '\n\n')
      .trim();
  return blocks(markup)
    .map(block => htmlBlock(block, style))
    .join(style === 'breaks' ? '<div><br></div>' : '\n');
}

/** Paragraphs, lists and fenced blocks, told apart by blank lines outside of fences. */
function blocks(markup: string): string[] {
  const found: string[] = [];
  let rest = markup;
  while (rest) {
    const fence = /^```\n?([\s\S]*?)\n?```\n*/.exec(rest);
    const block = fence ?? /^([\s\S]+?)(?:\n{2,}|(?=```)|$)/.exec(rest);
    if (!block) break;
    if (fence) found.push(fence[0]);
    else if (block[1]?.trim()) found.push(block[1].trim());
    rest = rest.slice(block[0].length);
  }
  return found;
}

function htmlBlock(block: string, style: Style): string {
  if (block.startsWith('```')) return `<pre>${escapeHtml(block.replace(/^```\n?|\n?```\n*$/g, ''))}</pre>`;
  const lines = block.split('\n');
  const items = (mark: RegExp, tag: string) =>
    `<${tag}>${lines.map(line => `<li>${inline(line.replace(mark, ''))}</li>`).join('')}</${tag}>`;
  if (lines.every(line => line.startsWith('- '))) return items(/^- /, 'ul');
  if (lines.every(line => /^\d+\. /.test(line))) return items(/^\d+\. /, 'ol');
  if (lines.length > 2 && lines.every(line => line.startsWith('|'))) return table(lines);
  const html = lines.map(inline).join('<br>');
  return style === 'breaks' ? `<div>${html.replace(/ {2}/g, ' &nbsp;')}</div>` : `<p>${html}</p>`;
}

function table(lines: readonly string[]): string {
  const rows = lines.filter(line => !/^[|\s-]+$/.test(line)).map(line => line.split('|').slice(1, -1));
  return `<table>${rows.map(row => `<tr>${row.map(cell => `<td>${inline(cell.trim())}</td>`).join('')}</tr>`).join('')}</table>`;
}

function inline(text: string): string {
  return escapeHtml(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<b>$1</b>')
    .replace(/(?<![*\w])\*([^*\n]+)\*(?![*\w])/g, '<i>$1</i>');
}
