import { failureOf } from '../model/errors.ts';
import type { TicketDepth } from '../model/sync.ts';
import { type DataRecord, fieldOf } from '../wire/records.ts';
import type { Context } from './context.ts';
import { descriptionOf, isDescription, oldestFirst, toEntry, toTimeEntry } from './mapping.ts';

/** As `HelpDesk.depths`: a ticket's actions are its text, its history and its time at once, so it is a request each. */
export async function* depths(
  context: Context,
  ticketIds: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<TicketDepth, void, void> {
  if (ticketIds.length === 0) return;
  const users = await context.directory.lastTechnicians(signal);
  const technicians = new Set(users.map(user => user.id));
  for (const ticketId of ticketIds) {
    const actions = await actionsOf(context, ticketId, signal);
    if (actions) yield toDepth(ticketId, actions, technicians, context);
  }
}

function toDepth(
  ticketId: string,
  actions: readonly DataRecord[],
  technicians: ReadonlySet<string>,
  { dates }: Context,
): TicketDepth {
  const entries = oldestFirst(actions, dates);
  const description = descriptionOf(entries.find(isDescription));
  return {
    ticketId,
    ...(description ? { description } : {}),
    history: entries.filter(action => !isDescription(action)).map(action => toEntry(action, technicians, dates)),
    timeEntries: entries.map(action => toTimeEntry(action, dates)).filter(entry => entry !== undefined),
  };
}

/** Nothing for a ticket that is gone, also when the desk takes its id for another ticket's number (quirk 1). */
async function actionsOf(
  { actions }: Context,
  ticketId: string,
  signal: AbortSignal | undefined,
): Promise<readonly DataRecord[] | undefined> {
  try {
    const all = await actions.of(ticketId, signal);
    const own = all.filter(action => (fieldOf(action, 'TicketID') ?? ticketId) === ticketId);
    return own.length === 0 && all.length > 0 ? undefined : own;
  } catch (thrown) {
    if (failureOf(thrown).reason === 'notFound') return undefined;
    throw thrown;
  }
}
