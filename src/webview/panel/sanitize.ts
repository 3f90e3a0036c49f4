import DOMPurify from 'dompurify';

/** Tags that carry text and its structure; all others are taken off, their text stays. */
const tags = [
  ...['a', 'abbr', 'address', 'b', 'bdi', 'bdo', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col'],
  ...['colgroup', 'dd', 'del', 'details', 'dfn', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'h1', 'h2', 'h3'],
  ...['h4', 'h5', 'h6', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'mark', 'ol', 'p', 'pre', 'q', 's', 'samp', 'small'],
  ...['span', 'strike', 'strong', 'sub', 'summary', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'time'],
  ...['tr', 'tt', 'u', 'ul', 'var', 'wbr'],
];
/** No style, class, id, name, colour, event or form attribute is among them. */
const attributes = [
  ...['href', 'src', 'alt', 'title', 'width', 'height', 'colspan', 'rowspan', 'align', 'valign', 'dir', 'lang'],
  ...['start', 'reversed', 'datetime', 'open'],
];
const addresses = /^(?:https?:|mailto:|data:image\/(?:png|gif|jpeg|webp);base64,)/i;
const links = /^(?:https?|mailto):/i;
const embedded = /^data:image\//i;

/** Where the sanitiser leaves the address of an image that is not loaded. */
export const remoteSource = 'data-remote';

let ready = false;

function prepare(): void {
  if (ready) return;
  ready = true;
  DOMPurify.addHook('afterSanitizeAttributes', node => {
    if (node.tagName === 'A') {
      const address = node.getAttribute('href') ?? '';
      if (links.test(address)) {
        node.setAttribute('rel', 'noopener noreferrer');
        node.setAttribute('title', address);
      } else node.removeAttribute('href');
    } else {
      node.removeAttribute('href');
    }
    const source = node.getAttribute('src');
    if (source !== null && !(node.tagName === 'IMG' && embedded.test(source))) {
      node.removeAttribute('src');
      if (node.tagName === 'IMG' && /^https?:/i.test(source)) node.setAttribute(remoteSource, source);
    }
  });
}

/**
 * Hostile HTML as a fragment of allowed tags and attributes. Nothing in it loads anything or runs; images that stand
 * elsewhere keep their address in `data-remote` alone.
 */
export function sanitize(html: string): DocumentFragment {
  prepare();
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: attributes,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: addresses,
    // A regular expression of one's own is applied to every attribute but these.
    ADD_URI_SAFE_ATTR: attributes.filter(name => name !== 'href' && name !== 'src'),
    RETURN_DOM_FRAGMENT: true,
  });
}
