import { type FSWatcher, statSync, utimesSync, watch } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { noTimer, type TimerState } from '../../model/timer.ts';

/** Milliseconds after which a lock is of a window that ended while it wrote; writing takes a few. */
const staleLock = 3_000;
const lockPause = 15;

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
    let text: string;
    try {
      text = await readFile(this.#file, 'utf8');
    } catch (thrown) {
      if (isMissing(thrown)) return noTimer;
      throw thrown;
    }
    try {
      return v.parse(kept, JSON.parse(text));
    } catch {
      await rename(this.#file, `${this.#file}.damaged`);
      return noTimer;
    }
  }

  /** Replaces what stands in the file by what `make` makes of it; answers that. */
  async change(make: (state: TimerState) => TimerState): Promise<TimerState> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await this.#take();
    try {
      const before = await this.read();
      const after = make(before);
      if (after === before) return before;
      const fresh = `${this.#file}.${process.pid}`;
      const file = await open(fresh, 'w', 0o600);
      try {
        await file.writeFile(JSON.stringify(after));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(fresh, this.#file);
      return after;
    } finally {
      await rm(this.#lock, { force: true });
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
    this.#watcher = watch(this.#folder, { persistent: false }, (_, name) => {
      if (name === null || name === 'timers.json') listener();
    });
    // Without it this window learns of others when it changes something itself.
    this.#watcher.on('error', () => this.close());
  }

  close(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
  }

  async #take(): Promise<void> {
    for (;;) {
      try {
        await writeFile(this.#lock, String(process.pid), { flag: 'wx', mode: 0o600 });
        return;
      } catch (thrown) {
        if (!isThere(thrown)) throw thrown;
      }
      const age = await stat(this.#lock).then(
        ({ mtimeMs }) => Date.now() - mtimeMs,
        () => 0,
      );
      if (age > staleLock) await rm(this.#lock, { force: true });
      else await new Promise(resolve => setTimeout(resolve, lockPause));
    }
  }
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
}

function isThere(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST';
}
