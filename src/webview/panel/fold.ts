/** Text longer than this many lines is folded. */
export const foldLines = 20;
/** Folding away fewer lines than this would cost the reader more than it spares. */
const foldSlack = 3;

/** Whether content of this height is folded; both in CSS pixels. */
export function shouldFold(contentHeight: number, lineHeight: number): boolean {
  return lineHeight > 0 && contentHeight > (foldLines + foldSlack) * lineHeight;
}
