import type { Capabilities, SystemInfo } from './desk.ts';
import type { Result } from './errors.ts';

/** A system whose connector is in another extension: a guest. */
export interface GuestSystem {
  readonly info: SystemInfo;
  readonly capabilities: Capabilities;
}

/** What a guest's desk is asked. `changes` answers the id of a run through pages, which `page` and `endPages` take. */
const guestMethods = [
  'open',
  'close',
  'check',
  'changes',
  'page',
  'endPages',
  'ticket',
  'ticketByNumber',
  'conversation',
  'search',
  'technicians',
  'groups',
  'customers',
  'statuses',
  'priorities',
  'newTicketFields',
  'createTicket',
  'addNote',
  'logTime',
  'ticketFields',
  'updateTicket',
  'arrived',
] as const;

export type GuestMethod = (typeof guestMethods)[number];

/** One question to a guest's desk. */
export interface GuestCall {
  /** Of one opening: a desk that is opened again is another one. */
  readonly desk: string;
  readonly method: GuestMethod;
  readonly args: readonly unknown[];
}

/** How the engine asks a guest: the answer is plain data of the shape that the method has, checked by who answers. */
export type AskGuest = (call: GuestCall, signal?: AbortSignal) => Promise<Result<unknown>>;

/** Who answers for guests. */
export interface GuestAnswers {
  readonly ask: AskGuest;
  /** The engine that asked is no more: its desks are closed. */
  closeAll(): void;
}

/** Whether a system is a guest's: its name begins with the id of an extension. */
export function isGuest(system: string): boolean {
  return system.includes('.');
}

/** The id of the extension that connects a guest's system. */
export function extensionOf(system: string): string {
  return system.split('/', 1)[0] ?? system;
}
