import assert from 'node:assert/strict';
import type { HelpDesk } from '../../src/model/desk.ts';
import { type DeskFailure, failureOf } from '../../src/model/errors.ts';
import type { Arrival, SentWrite, Write } from '../../src/model/outbox.ts';
import type { WriteFault } from '../../src/sampledesk/writeFaults.ts';
import type { SampleDesk } from './sampleDesk.ts';

/** Nothing is known of what was there before. */
const NOTHING: ReadonlySet<string> = new Set();

/** A write as it is asked about: sent now, unless it is said. */
export function sent(write: Write, others = NOTHING, sentAt = new Date().toISOString()): SentWrite {
  return { write, sentAt, others };
}

/** Sends a write as the outbox does; answers the id of what was made. */
export async function send(desk: HelpDesk, write: Write): Promise<string> {
  switch (write.kind) {
    case 'createTicket':
      return (await desk.createTicket(write.draft)).id;
    case 'addNote':
      return (await desk.addNote(write.ticketId, write.note)).id;
    case 'logTime':
      return (await desk.logTime(write.ticketId, write.time)).id;
    case 'attach':
      return (await desk.attach(write.ticketId, write.file)).id;
    case 'updateTicket':
      await desk.updateTicket(write.ticketId, write.changes);
      return '';
    case 'linkCustomer':
      await desk.linkCustomer(write.ticketId, write.customerId);
      return '';
    case 'unlinkCustomer':
      await desk.unlinkCustomer(write.ticketId, write.customerId);
      return '';
  }
}

/** Sends a write that something befalls after `soundWrites` requests that went well. Answers what can be asked of it. */
export async function sendInVain(
  { control }: SampleDesk,
  desk: HelpDesk,
  write: Write,
  writeFault: WriteFault,
  { soundWrites = 0, others = NOTHING }: { soundWrites?: number; others?: ReadonlySet<string> } = {},
): Promise<SentWrite> {
  const asked = sent(write, others);
  await control.set({ writeFault, faultyWrites: 1, soundWrites });
  let failure: DeskFailure | undefined;
  try {
    await send(desk, write);
  } catch (thrown) {
    failure = failureOf(thrown);
  }
  await control.set({ writeFault: null, faultyWrites: null, soundWrites: null });
  assert.ok(failure && ['unreachable', 'serverError'].includes(failure.reason), JSON.stringify(failure));
  return asked;
}

/** Asks whether a write arrived, which must not change anything, nor ask for more than `most`. */
export async function ask({ control }: SampleDesk, desk: HelpDesk, asked: SentWrite, most = 1): Promise<Arrival> {
  await control.forget();
  const arrival = await desk.arrived(asked);
  const requests = await control.requests();
  assert.ok(requests.length > 0 && requests.length <= most, `${requests.length} requests`);
  assert.ok(requests.every(({ method, action = '' }) => method === 'GET' && !/^(?:add|update)_/.test(action)));
  return arrival;
}
