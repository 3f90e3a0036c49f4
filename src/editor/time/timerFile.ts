import { randomUUID } from 'node:crypto';
import { type FSWatcher, statSync, utimesSync, watch } from 'node:fs';
import { link, mkdir, open, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { noTimer, type TimerState } from '../../model/timer.ts';

/** Milliseconds after which a lock is of a window that ended while it wrote; writing takes a few. */
const staleLock = 3_000;
const lockPause = 15;
let made = 0;

const moment = v.pipe(v.number(), v.finite());
const timer = {
  id: v.string(),
  ticket: v.object({
    deskId: v.string(),
    ticketId: v.string(),
    number: v.string(),
    subject: v.exactOptional(v.string()),
  }),
  spans: v.pipe(v.array(v.object({ from: moment, to: v.exactOptional(moment) })), v.minLength(1)),
  away: v.array(v.object({ from: moment, to: moment })),
};
const kept = v.object({
  current: v.exactOptional(v.object(timer)),
  stopped: v.array(v.object({ ...timer, sent: v.exactOptional(v.boolean()) })),
});

/**
 * The timers of a user as a file that all windows share and watch: it outlasts reloads and crashes. Each change is made of
 * what stands in the file, by one window at a time, and is on the disk before it is told.
 */
export class TimerFile {
  readonly #folder: string;
  readonly #file: string;
  readonly #lock: string;
  /** Its time is when the user was last seen, in whichever window. */
  readonly #seen: string;
  /** What this one calls files of its own. */
  readonly #own = `${process.pid}.${made++}`;
  #watcher: FSWatcher | undefined;

  /** @param folder of its own, made when it is first needed */
  constructor(folder: string) {
    this.#folder = folder;
    this.#file = join(folder, 'timers.json');
    this.#lock = join(folder, 'timers.lock');
    this.#seen = join(folder, 'seen');
  }

  /** What stands in the file. A damaged one is set aside, and there is no timer then. */
  async read(): Promise<TimerState> {
    try {
      return parsed(await this.#text());
    } catch (thrown) {
      if (!(thrown instanceof Damaged)) throw thrown;
      // By one window at a time, and not what another has put in its place meanwhile.
      return this.change(state => state);
    }
  }

  /** Replaces what stands in the file by what `make` makes of it, which may be asked again; answers that. */
  async change(make: (state: TimerState) => TimerState): Promise<TimerState> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    for (;;) {
      const token = randomUUID();
      await this.#take(token);
      try {
        const before = await this.#current();
        const after = make(before);
        if (after === before) return before;
        const fresh = `${this.#file}.${this.#own}`;
        const file = await open(fresh, 'w', 0o600);
        try {
          await file.writeFile(JSON.stringify(after));
          await file.sync();
        } finally {
          await file.close();
        }
        // Who slept for a while may have lost the lock: another's change must not be lost with it.
        if (await this.#isMine(token)) {
          await rename(fresh, this.#file);
          return after;
        }
      } finally {
        if (await this.#isMine(token)) await rm(this.#lock, { force: true });
      }
    }
  }

  /** When the user was last seen, in milliseconds since 1970. */
  lastSeen(): number | undefined {
    try {
      return statSync(this.#seen).mtimeMs;
    } catch {
      return undefined;
    }
  }

  /** The user is here. */
  async seen(at: number): Promise<void> {
    const time = new Date(at);
    try {
      utimesSync(this.#seen, time, time);
    } catch {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeFile(this.#seen, '', { mode: 0o600 });
      await utimes(this.#seen, time, time);
    }
  }

  /** Calls `listener` when the file may be another one, until `close`. */
  async listen(listener: () => void): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    // Without it (a machine has only so many) this window learns of others when it changes something itself.
    try {
      this.#watcher = watch(this.#folder, { persistent: false }, (_, name) => {
        if (name === null || name === 'timers.json') listener();
      });
      this.#watcher.on('error', () => this.close());
    } catch {
      this.close();
    }
  }

  close(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
  }

  /** As `read`, while nobody else writes. */
  async #current(): Promise<TimerState> {
    try {
      return parsed(await this.#text());
    } catch (thrown) {
      if (!(thrown instanceof Damaged)) throw thrown;
      await rename(this.#file, `${this.#file}.damaged`);
      return noTimer;
    }
  }

  #text(): Promise<string | undefined> {
    return contents(this.#file);
  }

  async #isMine(token: string): Promise<boolean> {
    return (await contents(this.#lock)) === token;
  }

  async #take(token: string): Promise<void> {
    for (;;) {
      try {
        await writeFile(this.#lock, token, { flag: 'wx', mode: 0o600 });
        return;
      } catch (thrown) {
        if (!isThere(thrown)) throw thrown;
      }
      const holder = await contents(this.#lock);
      const age = await stat(this.#lock).then(
        ({ mtimeMs }) => Date.now() - mtimeMs,
        () => 0,
      );
      // One from the future was made before the clock was put back.
      if (holder !== undefined && Math.abs(age) > staleLock) await this.#breakLock(holder);
      else await new Promise(resolve => setTimeout(resolve, lockPause));
    }
  }

  /** Takes away the lock of a window that is gone; one that another window took in its place meanwhile is put back. */
  async #breakLock(holder: string): Promise<void> {
    const aside = `${this.#lock}.${this.#own}`;
    try {
      await rename(this.#lock, aside);
    } catch (thrown) {
      if (isMissing(thrown)) return;
      throw thrown;
    }
    if ((await contents(aside)) !== holder) await link(aside, this.#lock).catch(() => undefined);
    await rm(aside, { force: true });
  }
}

/** What the file holds is not what was written into it. */
class Damaged extends Error {
  override readonly name = 'Damaged';
}

function parsed(text: string | undefined): TimerState {
  if (text === undefined) return noTimer;
  try {
    return v.parse(kept, JSON.parse(text));
  } catch (thrown) {
    throw new Damaged('the timers cannot be read', { cause: thrown });
  }
}

/** Nothing when there is no such file. */
async function contents(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    if (isMissing(thrown)) return undefined;
    throw thrown;
  }
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
}

function isThere(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST';
}
