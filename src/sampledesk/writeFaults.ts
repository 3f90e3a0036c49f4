import { setTimeout as pause } from 'node:timers/promises';
import { page, type Reply, type Request, text } from './http.ts';
import { changes } from './readydesk/write.ts';

/** What can befall a request that changes something, by name, and in words. */
export const writeFaults = {
  cutBefore: 'it is cut off and not carried out',
  cutAfter: 'it is carried out, and cut off without an answer',
  cutBody: 'it is carried out, and its answer is cut off in the middle',
  cutThenDone: 'it is cut off without an answer, and carried out a while later',
  silentBefore: 'nothing is answered for a while, then it is cut off and not carried out',
  silentAfter: 'it is carried out, nothing is answered for a while, then it is cut off',
  slow: 'nothing is answered for a while, then it is carried out and answered',
  failBefore: 'it is answered 500 and not carried out',
  failAfter: 'it is carried out and answered 500',
  malformed: 'it is carried out and its answer cannot be read',
  refused: 'it is refused for what it asks',
  unauthorized: 'it is answered as one without the right credentials',
  quota: 'it is answered as one too many: 403 (TeamSupport) or 429 (ReadyDesk), to come again in a second',
} as const;

export type WriteFault = keyof typeof writeFaults;

/** What happens to the next requests that change something; read and counted down with each. */
export interface WriteFaultSwitches {
  writeFault: WriteFault | undefined;
  /** Changes that it happens to; counted down. */
  faultyWrites: number;
  /** Changes before them that nothing happens to; counted down. */
  soundWrites: number;
  /** Milliseconds that "a while" is. */
  faultPause: number;
}

/** Nothing happens to any. */
export const usualWriteFaults: WriteFaultSwitches = {
  writeFault: undefined,
  faultyWrites: 0,
  soundWrites: 0,
  faultPause: 1000,
};

/** How a desk answers, with and without carrying out what is asked. */
export interface Afflicted {
  readonly system: 'readydesk' | 'teamsupport';
  carryOut(): Promise<Reply>;
  /** In the system's own way. */
  refuse(message: string): Reply;
  /** The answer to other credentials. */
  unknown(): Promise<Reply>;
}

/** An answer, how much of it is sent before the cut, or the cut alone; `after` is done when that is through. */
export interface Outcome {
  readonly reply?: Reply;
  /** The body ends half-way, and so does the connection. */
  readonly half?: boolean;
  readonly after?: () => Promise<unknown>;
}

/** Whether a request changes something, if the desk does what it asks. */
export function changesSomething(system: Afflicted['system'], { method, url, headers, body }: Request): boolean {
  if (system === 'teamsupport') return method !== 'GET';
  const inForm = /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '');
  const form = inForm ? [...new URLSearchParams(Buffer.from(body).toString('utf8'))] : [];
  const variables = [...url.searchParams, ...form];
  const action = variables.find(([name]) => name.toLowerCase() === 'action')?.[1].toLowerCase() ?? '';
  return Object.hasOwn(changes, action);
}

/** What is to happen to a request that changes something, counted down. */
export function takeWriteFault(switches: WriteFaultSwitches): WriteFault | undefined {
  const { writeFault } = switches;
  if (!writeFault || switches.faultyWrites === 0) return undefined;
  if (switches.soundWrites > 0) {
    switches.soundWrites--;
    return undefined;
  }
  switches.faultyWrites--;
  return writeFault;
}

/** Lets it happen. `milliseconds` is how long "a while" is. */
export async function befall(fault: WriteFault, desk: Afflicted, milliseconds: number): Promise<Outcome> {
  switch (fault) {
    case 'cutBefore':
      return {};
    case 'cutAfter':
      await desk.carryOut();
      return {};
    case 'cutBody':
      return { reply: await desk.carryOut(), half: true };
    case 'cutThenDone':
      return {
        after: async () => {
          await pause(milliseconds);
          await desk.carryOut();
        },
      };
    case 'silentBefore':
      await pause(milliseconds);
      return {};
    case 'silentAfter':
      await desk.carryOut();
      await pause(milliseconds);
      return {};
    case 'slow':
      await pause(milliseconds);
      return { reply: await desk.carryOut() };
    case 'failBefore':
      return { reply: text(500, 'The sample desk was told to fail before it did anything.') };
    case 'failAfter':
      await desk.carryOut();
      return { reply: text(500, 'The sample desk was told to fail after it did what was asked.') };
    case 'malformed': {
      const reply = await desk.carryOut();
      return { reply: { ...reply, body: unreadable } };
    }
    case 'refused':
      return { reply: desk.refuse('The sample desk was told to refuse this.') };
    case 'unauthorized':
      return { reply: await desk.unknown() };
    case 'quota':
      return { reply: spent(desk.system) };
  }
}

/** Neither XML nor JSON, nor a page. */
const unreadable = '{"<\u0001 &&& =';

function spent(system: Afflicted['system']): Reply {
  const soon = { 'retry-after': '1' };
  if (system === 'readydesk') return text(429, 'Too many requests.', soon);
  return page(
    403,
    '403 - Forbidden: Access is denied.',
    '<h1>403 - Forbidden: Access is denied.</h1><p>You do not have permission to view this directory or page.</p>',
    soon,
  );
}
