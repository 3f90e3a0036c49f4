import * as v from 'valibot';
import type { ConnectedDesk } from '../../../api/deskside.d.ts';
import type { DeskConfig, NoteDraft, TicketDraft, TimeDraft } from '../../model/desk.ts';
import { DeskError } from '../../model/errors.ts';
import type { FieldChanges } from '../../model/fields.ts';
import type { GuestMethod } from '../../model/guest.ts';
import type { Arrival, SentWrite, Write } from '../../model/outbox.ts';
import { said } from '../../model/said.ts';
import { BadAnswer } from './guestFailure.ts';
import * as shapes from './guestShapes.ts';

/** A guest's desk that is open. */
interface Open {
  readonly desk: ConnectedDesk;
  readonly config: DeskConfig;
}

type Answer = (open: Open, args: never, end: AbortSignal) => Promise<unknown>;

/** What each method answers: what the guest says, if it has the shape that it must have. What it need not have has a stand-in. */
export const guestAnswers = {
  page: (value: unknown) => shaped(shapes.page, value, said`a page of changes`),
  check: async ({ desk, config }: Open, _: readonly [], end: AbortSignal) => {
    const { address = config.address, technicians } = shaped(shapes.check, await desk.check(end), said`a check`);
    return { address, technicians };
  },
  ticket: async ({ desk }: Open, [id]: readonly [string], end: AbortSignal) =>
    shaped(shapes.ticket, await desk.ticket(id, end), said`a ticket`),
  ticketByNumber: async ({ desk }: Open, [number]: readonly [string], end: AbortSignal) =>
    shaped(shapes.ticket, await desk.ticketByNumber(number, end), said`a ticket`),
  conversation: async ({ desk }: Open, [id]: readonly [string], end: AbortSignal) =>
    shaped(shapes.conversation, await desk.conversation(id, end), said`a conversation`),
  search: async ({ desk }: Open, [text, limit]: readonly [string, number], end: AbortSignal) =>
    desk.search ? shaped(shapes.tickets, await desk.search(text, limit, end), said`tickets`) : unsupported(),
  technicians: async ({ desk }: Open, _: readonly [], end: AbortSignal) => {
    const told = desk.technicians ? await desk.technicians(end) : (await desk.check(end)).technicians;
    return shaped(shapes.technicians, told, said`technicians`);
  },
  groups: async ({ desk }: Open, _: readonly [], end: AbortSignal) =>
    shaped(shapes.choices, (await desk.groups?.(end)) ?? [], said`groups`),
  customers: async ({ desk }: Open, [text, limit]: readonly [string, number], end: AbortSignal) =>
    shaped(shapes.customers, (await desk.customers?.(text, limit, end)) ?? [], said`customers`).slice(0, limit),
  statuses: async ({ desk }: Open, _: readonly [], end: AbortSignal) =>
    shaped(shapes.choices, (await desk.statuses?.(end)) ?? [], said`statuses`),
  priorities: async ({ desk }: Open, _: readonly [], end: AbortSignal) =>
    shaped(shapes.choices, (await desk.priorities?.(end)) ?? [], said`priorities`),
  newTicketFields: async ({ desk }: Open, _: readonly [], end: AbortSignal) =>
    desk.newTicketFields ? shaped(shapes.newTicketFields, await desk.newTicketFields(end), said`fields`) : usualFields,
  createTicket: async ({ desk }: Open, [draft]: readonly [TicketDraft], end: AbortSignal) =>
    desk.createTicket
      ? shaped(shapes.created, await desk.createTicket(draft, end), said`what was made`)
      : unsupported(),
  addNote: async ({ desk }: Open, [ticketId, note]: readonly [string, NoteDraft], end: AbortSignal) =>
    desk.addNote ? shaped(shapes.created, await desk.addNote(ticketId, note, end), said`what was made`) : unsupported(),
  logTime: async ({ desk }: Open, [ticketId, time]: readonly [string, TimeDraft], end: AbortSignal) =>
    desk.logTime
      ? shaped(shapes.created, await desk.logTime(ticketId, timeOf(time), end), said`what was made`)
      : unsupported(),
  ticketFields: async ({ desk }: Open, [ticketId]: readonly [string], end: AbortSignal) =>
    shaped(shapes.ticketFields, (await desk.ticketFields?.(ticketId, end)) ?? [], said`fields`),
  updateTicket: async ({ desk }: Open, [ticketId, changes]: readonly [string, FieldChanges], end: AbortSignal) =>
    desk.updateTicket ? void (await desk.updateTicket(ticketId, changes, end)) : unsupported(),
  arrived: async ({ desk }: Open, [sent]: readonly [Sent], end: AbortSignal): Promise<Arrival> => {
    const write = writeOf(sent.write);
    if (!desk.arrived || !write) return { arrived: 'unclear', detail: said`Its connector cannot look for it.` };
    return shaped(shapes.arrival, await desk.arrived({ ...sent, write }, end), said`whether it arrived`);
  },
} as const satisfies { readonly [M in Exclude<GuestMethod, Ends | 'page'>]: Answer } & {
  page: (value: unknown) => unknown;
};

/** What is about the opening itself. */
type Ends = 'open' | 'close' | 'changes' | 'endPages';

type Sent = Omit<SentWrite, 'others'> & { readonly others: readonly string[] };
type GuestWrite = Parameters<NonNullable<ConnectedDesk['arrived']>>[0]['write'];

const usualFields = [
  { name: 'subject', role: 'subject', type: 'text', required: true },
  { name: 'description', role: 'description', type: 'longText', required: true },
];

/**
 * @throws BadAnswer which place of the answer is not as it must be
 */
function shaped<S extends v.GenericSchema>(schema: S, value: unknown, what: string): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value, { abortEarly: true });
  if (parsed.success && shapes.isTooMuch(parsed.output)) throw new BadAnswer(said`its connector's answer is too long`);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue);
  const where = path ? said`, at ${path}` : '';
  throw new BadAnswer(said`its connector's answer is not ${what}${where}: ${issue.message}`);
}

function timeOf({ minutes, startedAt, notes, technicianId }: TimeDraft) {
  return { minutes, startedAt, notes, ...(technicianId === undefined ? {} : { technicianId }) };
}

/** A write as guests know it; none for those that they are never asked for. */
function writeOf(write: Write): GuestWrite | undefined {
  switch (write.kind) {
    case 'createTicket':
    case 'addNote':
      return write;
    case 'logTime':
      return { ...write, time: timeOf(write.time) };
    case 'updateTicket':
      return { kind: write.kind, ticketId: write.ticketId, changes: write.changes };
    default:
      return undefined;
  }
}

async function unsupported(): Promise<never> {
  throw new DeskError({ reason: 'unsupported' });
}
