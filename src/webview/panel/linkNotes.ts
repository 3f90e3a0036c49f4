import { linksIn } from '../../model/linkNote.ts';

/** Blocks that are nothing once they are empty. */
const blocks = 'p,div,pre,li,blockquote';

/** Takes the data of code links out of a text that is shown: what people read of a link stays, the rest is for Deskside. */
export function withoutLinkData(root: HTMLElement): void {
  if (!/deskside/i.test(root.textContent ?? '')) return;
  const nodes: Text[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node instanceof Text) nodes.push(node);
  // Lines and paragraphs that help desks make of a note stand between its words as blanks do.
  const found = linksIn(nodes.map(({ data }) => data).join('\n'));
  // From the end on: what is before stays where it is.
  for (const { start, end } of found.toReversed()) {
    const [from, to] = [placeOf(nodes, start), placeOf(nodes, end - 1)];
    if (!from || !to) continue;
    const range = document.createRange();
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset + 1);
    range.deleteContents();
    const { data } = from.node;
    const before = data.slice(0, from.offset).trimEnd();
    const after = data.slice(from.offset);
    from.node.data = before ? before + after : after.trimStart();
    removeEmpty(to.node, root);
    removeEmpty(from.node, root);
  }
}

function placeOf(nodes: readonly Text[], at: number): { readonly node: Text; readonly offset: number } | undefined {
  let rest = at;
  for (const node of nodes) {
    if (rest < node.data.length) return { node, offset: rest };
    rest -= node.data.length + 1;
  }
  return undefined;
}

function removeEmpty(node: Text, root: HTMLElement): void {
  let block = node.parentElement?.closest(blocks);
  while (block && block !== root && !block.textContent?.trim() && !block.querySelector('img,hr,table')) {
    const next: Element | null | undefined = block.parentElement?.closest(blocks);
    block.remove();
    block = next;
  }
}
