/** Milliseconds between emptying a region and filling it: what is said twice is read twice. */
const pause = 100;

/** Where the page's words for screen readers stand. */
interface Region {
  readonly element: HTMLElement;
  readonly waiting: string[];
  timer?: ReturnType<typeof setTimeout>;
}

let regions: Readonly<Record<'polite' | 'urgent', Region>> | undefined;

/**
 * Has screen readers say what happened in a place where the reader is not. It is seen by nobody: the place itself says it
 * to the eye. What is said at once is read together.
 * @param urgent it cannot wait until the reader pauses
 */
export function announce(words: string, urgent = false): void {
  if (!words) return;
  regions ??= { polite: region('polite'), urgent: region('assertive') };
  const one = urgent ? regions.urgent : regions.polite;
  one.waiting.push(words);
  if (one.timer !== undefined) return;
  one.element.textContent = '';
  one.timer = setTimeout(() => {
    delete one.timer;
    one.element.textContent = one.waiting.splice(0).join(' ');
  }, pause);
}

/** Makes the places before anything is said in them: what comes together with its place is not read by all. */
export function prepareAnnouncer(): void {
  regions ??= { polite: region('polite'), urgent: region('assertive') };
}

function region(live: 'polite' | 'assertive'): Region {
  const element = document.createElement('div');
  element.className = 'announcer';
  element.ariaLive = live;
  document.body.append(element);
  return { element, waiting: [] };
}
