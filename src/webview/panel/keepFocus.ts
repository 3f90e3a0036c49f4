/** What can have the focus. Elements that are made of others, such as the toolkit's buttons, hand it on. */
const focusable =
  'a[href],button,input,select,textarea,summary,vscode-button,vscode-toolbar-button,[tabindex]:not([tabindex="-1"])';

/**
 * Keeps the focus where the user's work is.
 *
 * It goes back to where it was in the page when the page gets it back from the editor, which takes it from the element
 * before it goes to a quick input or another view. Where a click took it away it stays away.
 *
 * And when the element that has it goes (a button that was pressed and is not needed any more), what stood beside it gets
 * it: else the keyboard would begin at the top of the page, and a screen reader would be nowhere.
 */
export function keepFocus(): void {
  let last: EventTarget | undefined;
  let pointing = false;
  const capture = true;
  window.addEventListener('pointerdown', () => (pointing = true), capture);
  for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, () => (pointing = false), capture);
  document.addEventListener('focusout', event => {
    last = pointing ? undefined : event.composedPath()[0];
  });
  window.addEventListener('focus', () => {
    // What was focused meanwhile, such as the note with an article in it, keeps it.
    if (document.activeElement === document.body && last instanceof HTMLElement) last.focus({ preventScroll: true });
  });
  keepPlace();
}

/** Where an element with the focus stood: what is around it, the nearest first, and the place in each. */
interface Place {
  readonly element: HTMLElement;
  readonly around: readonly { readonly element: HTMLElement; readonly at: number }[];
}

function keepPlace(): void {
  let place: Place | undefined;
  let looking = false;
  document.addEventListener('focusin', ({ target }) => {
    place = target instanceof HTMLElement && target !== document.body ? placeOf(target) : undefined;
  });
  document.addEventListener('pointerdown', () => (place = undefined), true);
  const look = () => {
    looking = false;
    if (!place || !document.hasFocus() || document.activeElement !== document.body) return;
    const { element } = place;
    // What is only disabled for a while gets it back when it is not any more.
    if (element.isConnected && isThere(element)) {
      if (!isDisabled(element)) element.focus({ preventScroll: true });
      return;
    }
    const next = nextTo(place);
    place = undefined;
    next?.focus({ preventScroll: true });
  };
  new MutationObserver(() => {
    if (!place || looking || document.activeElement !== document.body) return;
    looking = true;
    // Whoever took the element away may know better where to go on.
    requestAnimationFrame(() => requestAnimationFrame(look));
  }).observe(document.documentElement, {
    ...{ childList: true, subtree: true },
    attributeFilter: ['disabled', 'hidden', 'open'],
  });
}

function placeOf(element: HTMLElement): Place {
  const around: Place['around'][number][] = [];
  let inner: Element = element;
  for (let each = element.parentElement; each && each !== document.documentElement; each = each.parentElement) {
    around.push({ element: each, at: [...each.children].indexOf(inner) });
    inner = each;
  }
  return { element, around };
}

/**
 * The first thing in what stands now where the element stood, else after it, else before it, in the smallest part of the
 * page that is still there. Not its equal there: who pressed Discard twice would discard what was not meant.
 */
function nextTo({ around }: Place): HTMLElement | undefined {
  for (const { element, at } of around) {
    if (!element.isConnected) continue;
    const parts = [...element.children];
    for (const part of [...parts.slice(at), ...parts.slice(0, at).reverse()]) {
      const within = [...(part.matches(focusable) ? [part] : []), ...part.querySelectorAll(focusable)];
      const found = within.find(each => each instanceof HTMLElement && isThere(each) && !isDisabled(each));
      if (found instanceof HTMLElement) return found;
    }
  }
  return undefined;
}

function isThere(element: HTMLElement): boolean {
  return element.checkVisibility({ visibilityProperty: true });
}

function isDisabled(element: HTMLElement): boolean {
  return element.matches(':disabled,[disabled],[aria-disabled="true"]');
}
