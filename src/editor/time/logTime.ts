import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { formatDuration, parseDuration } from '../../model/duration.ts';
import type { TicketRef } from '../../model/ticket.ts';
import { Abandoned, CommandFailed } from '../commandRunner.ts';
import type { Desks } from '../desks/desks.ts';
import { readyDesk } from '../desks/manageDesks.ts';
import { askText, runSteps } from '../input.ts';
import { tellUncertain, withProgress } from '../progress.ts';
import { shownText } from '../shownText.ts';

/** Asks how long and for what, and logs it. What was typed stays until it is logged. */
export class TimeLogging {
  readonly #engine: Engine;
  readonly #desks: Desks;
  readonly #unsent = new Map<string, { duration: string; notes: string }>();

  constructor(engine: Engine, desks: Desks) {
    this.#engine = engine;
    this.#desks = desks;
  }

  async run(ref: TicketRef): Promise<void> {
    const { t } = vscode.l10n;
    const desk = await readyDesk(this.#desks, ref.deskId);
    const { name, technicianId } = desk.config;
    const number = shownText(ref.number);
    const key = `${ref.deskId}/${ref.ticketId}`;
    const unsent = this.#unsent.get(key) ?? { duration: '', notes: '' };
    this.#unsent.set(key, unsent);
    await runSteps(t('Log Time on #{0} · {1}', ref.number, name), [
      {
        ask: async place => {
          unsent.duration = await askText(place, {
            prompt: t('How long'),
            placeholder: t('For example 1h 20m, 90m or 1.5h; a bare number is minutes'),
            value: unsent.duration,
            check: checkDuration,
            typed: value => {
              unsent.duration = value;
            },
          });
        },
      },
      {
        ask: async place => {
          unsent.notes = await askText(place, {
            prompt: t('What was done'),
            placeholder: t('Notes (optional)'),
            value: unsent.notes,
            typed: value => {
              unsent.notes = value;
            },
          });
        },
      },
    ]);

    const minutes = parseDuration(unsent.duration);
    if (minutes === undefined) throw new Abandoned();
    const logged = await withProgress(t('Logging {0} on #{1}…', formatDuration(minutes), number), signal =>
      this.#engine.logTime(
        ref.deskId,
        ref.ticketId,
        {
          minutes,
          startedAt: new Date(Date.now() - minutes * 60_000).toISOString(),
          notes: unsent.notes.trim(),
          ...(desk.capabilities.timeVisibility ? { visibility: 'internal' as const } : {}),
          ...(technicianId === undefined ? {} : { technicianId }),
        },
        signal,
      ),
    );
    if (!logged.ok) tellUncertain(logged.failure, name);
    if (!logged.ok) throw new CommandFailed(logged.failure, name, ref.deskId);
    this.#unsent.delete(key);
    vscode.window.setStatusBarMessage(vscode.l10n.t('{0} logged on #{1}', formatDuration(minutes), number), 5_000);
  }
}

function checkDuration(value: string): string | { info: string } {
  const minutes = parseDuration(value);
  return minutes === undefined
    ? vscode.l10n.t('Not a duration of at most 24 hours. Write it like 1h 20m, 90m or 1.5h.')
    : { info: vscode.l10n.t('Logs {0}', formatDuration(minutes)) };
}
