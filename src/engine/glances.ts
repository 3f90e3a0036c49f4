import type { Glance } from '../model/glance.ts';
import type { Ticket } from '../model/ticket.ts';
import { searchedText } from './search/texts.ts';
import type { Store } from './store/store.ts';

/** Characters of the newest entry that a hover shows, and of markup that are looked at for them. */
const shown = 300;
const lookedAt = 20_000;

/** What is kept of the tickets with these numbers; numbers that are not kept are left out. */
export function glances(store: Store, numbers: readonly string[]): Glance[] {
  return numbers.flatMap(number => {
    const ticket = store.ticketByNumber(number);
    return ticket ? [glance(store, ticket)] : [];
  });
}

function glance(
  store: Store,
  { description: _, otherFields: __, linked: ___, minutesLogged: ____, ...ticket }: Ticket,
) {
  const last = store.details(ticket.id)?.details.history.at(-1);
  if (!last) return { ticket };
  const { at, author, visibility, body } = last;
  const words = searchedText({ ...body, body: body.body.slice(0, lookedAt) }).trim();
  const text = words.length > shown ? `${words.slice(0, shown - 1)}…` : words;
  return { ticket, last: { ...(at ? { at } : {}), ...(author ? { author } : {}), visibility, text } };
}
