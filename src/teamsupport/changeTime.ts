import { said } from '../model/said.ts';
import type { TimeChange } from '../model/timesheet.ts';
import type { ActionBody } from './client.ts';
import type { Context } from './context.ts';
import { writeHtml } from './html.ts';

/**
 * Changes the time of an action (2.3). Its text is sent only when it is to be another one, since what is shown of it is
 * less than what the desk holds. @throws DeskError
 */
export async function changeTime(
  { client, dates, actions }: Context,
  ticketId: string,
  entryId: string,
  { minutes, startedAt, notes }: TimeChange,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (minutes !== undefined && (!Number.isInteger(minutes) || minutes < 1)) {
    throw client.error('badInput', said`Time is logged in whole minutes, at least one.`);
  }
  const members: ActionBody = {
    ...(minutes === undefined ? {} : { TimeSpent: minutes }),
    ...(startedAt === undefined ? {} : { DateStarted: dates.write(startedAt, 'h:mm tt') }),
    ...(notes === undefined ? {} : { Description: writeHtml(notes) }),
  };
  if (Object.keys(members).length === 0) return;
  try {
    await client.updateAction(ticketId, entryId, members, signal);
  } finally {
    actions.forget(ticketId);
  }
}
