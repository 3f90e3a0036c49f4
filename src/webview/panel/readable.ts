import { t } from '@vscode/l10n';

/**
 * Mends what mail programs get wrong and screen readers trip over, without a change to what is seen: headings below the
 * one of their place, lists that are none, images without words, links that lead nowhere to the ear.
 * @param level of the text's first heading
 */
export function mendStructure(root: HTMLElement, level: number): void {
  rankHeadings(root, level);
  mendLists(root);
  for (const summary of root.querySelectorAll('summary')) {
    if (summary.parentElement?.localName !== 'details' || summary.previousElementSibling) becomeDiv(summary);
  }
  for (const image of root.querySelectorAll<HTMLImageElement>('img:not([alt])')) image.alt = t('Image');
  for (const link of root.querySelectorAll('a[href]')) {
    if (!link.textContent?.trim() && !link.querySelector('img,button')) link.removeAttribute('href');
  }
}

/** Headings rise by one at most, whatever sizes were meant. */
function rankHeadings(root: HTMLElement, level: number): void {
  const open: number[] = [];
  for (const heading of root.querySelectorAll('h1,h2,h3,h4,h5,h6')) {
    if (!heading.textContent?.trim()) {
      heading.setAttribute('role', 'presentation');
      continue;
    }
    const size = Number(heading.localName.charAt(1));
    while (open.length > 0 && (open.at(-1) ?? 0) >= size) open.pop();
    open.push(size);
    heading.ariaLevel = String(Math.min(9, level + open.length - 1));
  }
}

function mendLists(root: HTMLElement): void {
  for (const list of root.querySelectorAll('ul,ol')) {
    for (const node of [...list.childNodes]) {
      if (node instanceof HTMLLIElement || (node instanceof Text && !node.data.trim())) continue;
      const item = document.createElement('li');
      item.className = 'loose';
      node.replaceWith(item);
      item.append(node);
    }
  }
  for (const item of root.querySelectorAll('li')) if (!item.parentElement?.matches('ul,ol')) becomeDiv(item);
  for (const list of root.querySelectorAll('dl')) {
    const names = [...list.children].map(({ localName }) => localName);
    const text = [...list.childNodes].some(node => node instanceof Text && node.data.trim());
    const fits = names[0] === 'dt' && names.at(-1) === 'dd' && names.every(name => name === 'dt' || name === 'dd');
    if (fits && !text) continue;
    for (const part of [...list.children]) if (part.matches('dt,dd')) becomeDiv(part);
    becomeDiv(list);
  }
  for (const part of root.querySelectorAll('dt,dd')) if (part.parentElement?.localName !== 'dl') becomeDiv(part);
}

function becomeDiv(element: Element): void {
  const block = document.createElement('div');
  block.className = element.localName;
  block.append(...element.childNodes);
  element.replaceWith(block);
}

/** Lets the keyboard scroll what is wider than its place; what is not is no stop. */
export function reachScrolling(root: HTMLElement): void {
  for (const part of root.querySelectorAll<HTMLElement>('pre,.table')) {
    if (part.scrollWidth > part.clientWidth) {
      part.tabIndex = 0;
      part.role = 'group';
      part.ariaLabel = part.localName === 'pre' ? t('Code') : t('Table');
    } else if (part.hasAttribute('tabindex')) {
      for (const name of ['tabindex', 'role', 'aria-label']) part.removeAttribute(name);
    }
  }
}
