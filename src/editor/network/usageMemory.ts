import * as v from 'valibot';
import type * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { RequestUsage } from '../../model/network.ts';
import { readDeskSettings } from '../desks/deskSettings.ts';

const prefix = 'deskside.usage.';
/** Milliseconds between two writings: what is lost by a crash is a few requests of a day's thousands. */
const interval = 5_000;

const stored = v.object({
  hours: v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(0))),
  spentSince: v.exactOptional(v.string()),
  tryAgainAt: v.exactOptional(v.string()),
});

/** How many requests each desk was asked, beyond the session: a daily quota does not begin anew with a window. */
export class UsageMemory implements vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #newest = new Map<string, RequestUsage>();
  readonly #waiting = new Set<string>();
  readonly #listening: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(engine: Engine, memory: vscode.Memento) {
    this.#memory = memory;
    this.#listening = engine.onUsage((deskId, usage) => {
      this.#newest.set(deskId, usage);
      this.#waiting.add(deskId);
      this.#timer ??= setTimeout(() => this.#write(), interval);
    });
  }

  /** What a desk was asked as far as is known, for opening it. */
  of(deskId: string): RequestUsage | undefined {
    const own = this.#newest.get(deskId);
    const kept = v.safeParse(stored, this.#memory.get(prefix + deskId));
    if (!kept.success) return own;
    return own ? together(own, kept.output) : kept.output;
  }

  /** The desk is gone. */
  async forget(deskId: string): Promise<void> {
    this.#newest.delete(deskId);
    this.#waiting.delete(deskId);
    await this.#memory.update(prefix + deskId, undefined);
  }

  dispose(): void {
    this.#listening();
    this.#write();
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // Desks that were only tried, or are gone by now, leave nothing behind.
    const known = new Set(readDeskSettings().desks.map(desk => desk.id));
    const kept = [...this.#waiting].filter(deskId => known.has(deskId));
    for (const deskId of kept) void this.#memory.update(prefix + deskId, this.of(deskId));
    this.#waiting.clear();
  }
}

/** Windows count for themselves from what they found; the larger count of an hour is the nearer one. */
function together(own: RequestUsage, kept: RequestUsage): RequestUsage {
  const oldest = Object.keys(own.hours).sort()[0] ?? '';
  const hours = { ...own.hours };
  for (const [hour, count] of Object.entries(kept.hours)) {
    if (hour >= oldest) hours[hour] = Math.max(count, hours[hour] ?? 0);
  }
  return { ...own, hours };
}
