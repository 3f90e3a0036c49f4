/**
 * Gives the focus back to where it was in the page when the page gets it back from the editor, which takes it from the
 * element before it goes to a quick input or another view. Where a click took it away it stays away.
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
}
