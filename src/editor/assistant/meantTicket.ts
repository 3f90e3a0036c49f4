/** Which ticket a question is about, as far as it says. */
export interface MeantTicket {
  /** One of the desks, where its name stands there. */
  readonly desk?: number;
  readonly number?: string;
  /** The question without the number. */
  readonly rest: string;
}

/** Stands behind `#` or "ticket", or first: "fixed in 2.4" names none. */
const named = /(?:#|\bticket\s+|^\s*(?:\p{L}{1,8}-)?)(\d{1,12})(?![\p{L}\d]|[.,:/-]\d)/iu;
/** Stands alone. */
const alone = /(?<![\p{L}\d#.,:/-])(\d{1,12})(?![\p{L}\d]|[.,:/-]\d)/u;

/**
 * Reads which ticket a question names.
 * @param open a ticket is open that is meant when none is named: any number will not do then
 */
export function meantTicket(question: string, desks: readonly string[], open: boolean): MeantTicket {
  const said = question.toLowerCase();
  const [desk] = desks
    .map((name, index) => ({ index, name: name.toLowerCase() }))
    .filter(({ name }) => said.includes(name))
    .sort((a, b) => b.name.length - a.name.length);
  // A desk may have digits in its name.
  const hidden = desk ? said.replaceAll(desk.name, ' '.repeat(desk.name.length)) : said;
  const searched = hidden.length === question.length ? hidden : question;
  const found = named.exec(searched) ?? (open ? undefined : alone.exec(searched)) ?? undefined;
  const rest = found
    ? `${question.slice(0, found.index)} ${question.slice(found.index + found[0].length)}`.trim()
    : question.trim();
  return { ...(desk ? { desk: desk.index } : {}), ...(found?.[1] ? { number: found[1] } : {}), rest };
}
