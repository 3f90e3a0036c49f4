import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { lives } from './lease.ts';

/** Who does something with a row of the outbox, and until when it is theirs. */
export interface Claim {
  readonly holder: string;
  readonly pid: number;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** A claim that ends later than this was taken by a clock that went wrong. */
const longest = 3_600_000;

/** Holders of this thread: a worker that was started again in the same process knows none of those of the one that ended. */
const own = new Set<string>();

/** Makes a holder of claims; what it holds counts as given up once it retires. */
export function beginHolder(): string {
  const holder = `${hostname()}:${randomUUID()}`;
  own.add(holder);
  return holder;
}

export function retireHolder(holder: string): void {
  own.delete(holder);
}

/** Whether somebody is still at it. */
export function isHeld({ holder, pid, until }: Claim, now: number): boolean {
  if (own.has(holder)) return true;
  if (until <= now || until > now + longest) return false;
  // Another machine's processes cannot be seen from here.
  if (!holder.startsWith(`${hostname()}:`)) return true;
  return pid !== process.pid && lives(pid);
}
