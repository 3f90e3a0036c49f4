/** The engine copies shorter parts of a text anyway. */
const copied = 13;

/**
 * The same text in memory of its own. A part that was cut out of a page keeps the whole page in memory for as long as it
 * lives itself: what outlives the page must not be such a part.
 */
export function ownText(text: string): string {
  return text.length < copied ? text : ` ${text}`.slice(1);
}
