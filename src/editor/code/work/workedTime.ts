import * as vscode from 'vscode';
import { formatDuration } from '../../../model/duration.ts';
import type { WorkCommit } from '../../../model/repository.ts';
import type { TicketRef } from '../../../model/ticket.ts';
import { parseTimeInput } from '../../../model/timeInput.ts';
import { beganAt, minutesToLog, type Timer, workedTime } from '../../../model/timer.ts';
import { workNotes } from '../../../model/workNote.ts';
import type { CheckRow } from '../../checklist.ts';
import type { ReadyDesk } from '../../desks/desks.ts';
import { describeFailure } from '../../failures.ts';
import { askText, type FlowPlace } from '../../input.ts';
import { isSame } from '../../time/timers.ts';
import { readTimeSettings } from '../../time/timeSettings.ts';
import type { WorkParts } from './workParts.ts';
import type { StepEnd } from './workSteps.ts';

/** The time that was worked on a ticket: its timers', unless the user says another one. */
export class WorkedTime {
  readonly #parts: WorkParts;
  readonly #desk: ReadyDesk;
  readonly #ref: TicketRef;
  readonly #commits: readonly WorkCommit[];
  /** As the user typed it. */
  #typed: string | undefined;

  constructor(parts: WorkParts, desk: ReadyDesk, ref: TicketRef, commits: readonly WorkCommit[]) {
    this.#parts = parts;
    this.#desk = desk;
    this.#ref = ref;
    this.#commits = commits;
  }

  /** The timer of the ticket is there, counting or paused. */
  get runs(): boolean {
    const { current } = this.#parts.time.timers.state;
    return current !== undefined && isSame(current.ticket, this.#ref);
  }

  row(): CheckRow<'time'> {
    const { t } = vscode.l10n;
    const suggested = this.#suggested();
    const typed = this.#typed === undefined ? undefined : parseTimeInput(this.#typed, new Date());
    const minutes = typed?.minutes ?? suggested;
    const away = this.#timers().some(timer => timer.away.length > 0);
    return {
      key: 'time',
      icon: 'watch',
      label: minutes === undefined ? t('Log time…') : t('Log {0}', formatDuration(minutes)),
      description: this.#typed === undefined && suggested !== undefined ? t('from the timer') : undefined,
      detail:
        this.#typed === undefined && away ? t('Time away is in it that was not said to be work or not.') : undefined,
      picked: suggested !== undefined,
      edits: [{ icon: 'edit', tooltip: t('Another Duration…'), ask: place => this.#ask(place) }],
      complete: async place => {
        if (this.#suggested() === undefined && this.#typed === undefined) await this.#ask(place);
      },
    };
  }

  async stop(): Promise<void> {
    if (this.runs) await this.#parts.time.timers.stop();
  }

  /** Logs it. Timers whose time it is are done then. */
  async log(signal: AbortSignal): Promise<StepEnd> {
    const { t } = vscode.l10n;
    const { timers } = this.#parts.time;
    const { id: deskId, name, technicianId } = this.#desk.config;
    await this.stop();
    const mine = this.#timers();
    const read = this.#typed === undefined ? undefined : parseTimeInput(this.#typed, new Date());
    const minutes = read?.minutes ?? this.#suggested();
    if (minutes === undefined) return { state: 'failed', words: t('There is no time to log.') };
    // Put down before it is sent: should this end in between, the rows say that it may be logged.
    const still = await Promise.all(mine.map(({ id }) => timers.sending(id, true)));
    if (still.includes(false))
      return { state: 'failed', words: t('This time was logged or discarded meanwhile. It is not logged again.') };
    const began = Math.min(...mine.map(beganAt));
    const startedAt = read?.says === 'when' || mine.length === 0 ? read?.startedAt : new Date(began);
    const { timeVisibility } = this.#desk.capabilities;
    const logged = await this.#parts.engine.logTime(
      deskId,
      this.#ref.ticketId,
      {
        minutes,
        startedAt: (startedAt ?? new Date(Date.now() - minutes * 60_000)).toISOString(),
        notes: workNotes(this.#commits),
        ...(timeVisibility ? { visibility: 'internal' } : {}),
        ...(technicianId === undefined ? {} : { technicianId }),
      },
      signal,
    );
    const { kept, uncertain } = logged.ok ? { kept: true, uncertain: false } : logged.failure;
    for (const { id } of mine) {
      if (kept) await timers.discard(id);
      else if (!uncertain) await timers.sending(id, false);
    }
    if (logged.ok) return { state: 'done' };
    const words = describeFailure(logged.failure, name).message;
    return { state: kept ? 'waits' : 'failed', words };
  }

  /** The minutes of the timers, as the settings round them. */
  #suggested(): number | undefined {
    const timers = this.#timers();
    if (timers.length === 0) return undefined;
    const { rounding, minimum } = readTimeSettings();
    const worked = timers.reduce((sum, timer) => sum + workedTime(timer, Date.now()), 0);
    return Math.min(minutesToLog(worked, rounding, minimum), 24 * 60);
  }

  /** Those of the ticket whose time is not logged, and was not begun to be. */
  #timers(): readonly Timer[] {
    const { current, stopped } = this.#parts.time.timers.state;
    const waiting = stopped.filter(({ sent }) => !sent);
    return [...waiting, ...(current ? [current] : [])].filter(({ ticket }) => isSame(ticket, this.#ref));
  }

  async #ask(place: FlowPlace): Promise<void> {
    const { t } = vscode.l10n;
    const suggested = this.#suggested();
    this.#typed = await askText(place, {
      prompt: t('How long, or from when to when'),
      placeholder: t('For example 1h 20m, 90m, 9:30-11:00 or yesterday 2h; a bare number is minutes'),
      value: this.#typed ?? (suggested === undefined ? '' : formatDuration(suggested)),
      check: value =>
        parseTimeInput(value, new Date())
          ? undefined
          : t(
              'Not a time of at most 24 hours that began before now. Write it like 1h 20m, 90m, 9:30-11:00 or yesterday 2h.',
            ),
    });
  }
}
