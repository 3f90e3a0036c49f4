import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { formatDuration } from '../../model/duration.ts';
import type { TicketRef } from '../../model/ticket.ts';
import { parseTimeInput } from '../../model/timeInput.ts';
import { beganAt, minutesToLog, type StoppedTimer, workedTime } from '../../model/timer.ts';
import { Abandoned, CommandFailed } from '../commandRunner.ts';
import type { Desks } from '../desks/desks.ts';
import { readyDesk } from '../desks/manageDesks.ts';
import { askChoice, askText, type ChoiceItem, type FlowPlace, runSteps } from '../input.ts';
import { tellUncertain, withProgress } from '../progress.ts';
import { shownText } from '../shownText.ts';
import { askAway } from './askAway.ts';
import { commitNotes } from './commitNotes.ts';
import { type MoreAnswers, MoreFields } from './moreFields.ts';
import type { Timers } from './timers.ts';
import { readTimeSettings } from './timeSettings.ts';
import { spanWords } from './timeWords.ts';

/** What was answered so far. */
interface Answers extends MoreAnswers {
  duration: string;
  notes: string;
  visibility: 'internal' | 'public';
  /** What was suggested for a timer's time; whoever leaves it means the timer's own beginning, too. */
  suggested?: string;
}

/** Asks how long and for what, and logs it. What was typed stays until it is logged. */
export class TimeLogging {
  readonly #engine: Engine;
  readonly #desks: Desks;
  readonly #timers: Timers;
  readonly #unsent = new Map<string, Answers>();

  constructor(engine: Engine, desks: Desks, timers: Timers) {
    this.#engine = engine;
    this.#desks = desks;
    this.#timers = timers;
  }

  /** Logs time on a ticket; that of a timer, which is then done, or what the user types. */
  async run(ref: TicketRef, stopped?: StoppedTimer): Promise<void> {
    const { t } = vscode.l10n;
    const desk = await readyDesk(this.#desks, ref.deskId);
    const { name, technicianId } = desk.config;
    const number = shownText(ref.number);
    const key = stopped?.id ?? `${ref.deskId}/${ref.ticketId}`;
    const answers = this.#unsent.get(key) ?? { duration: '', notes: '', visibility: 'internal', more: false, cost: '' };
    this.#unsent.set(key, answers);
    const more = new MoreFields(this.#engine, ref.deskId, desk.capabilities, answers);
    let timer = stopped;
    // Loaded while the first question is answered.
    const notes = stopped && !answers.notes ? commitNotes(beganAt(stopped)) : undefined;
    const pending = stopped?.away ?? [];
    await runSteps(t('Log Time on #{0} · {1}', ref.number, name), [
      ...pending.map(away => ({
        skip: () => !timer?.away.some(each => each.from === away.from && each.to === away.to),
        ask: async (place: FlowPlace) => {
          if (timer) timer = await this.#timers.settleAway(timer.id, away, await askAway(place, away));
        },
      })),
      {
        ask: async place => {
          if (timer) suggest(answers, timer);
          answers.duration = await askText(place, {
            prompt: t('How long, or from when to when'),
            placeholder: t('For example 1h 20m, 90m, 9:30-11:00 or yesterday 2h; a bare number is minutes'),
            value: answers.duration,
            check: value => checkTime(value, timer && value === answers.suggested ? timer : undefined),
            typed: value => {
              answers.duration = value;
            },
          });
        },
      },
      {
        ask: async place => {
          answers.notes ||= (await notes) ?? '';
          answers.notes = await askText(place, {
            prompt: t('What was done'),
            placeholder: t('Notes (optional)'),
            value: answers.notes,
            typed: value => {
              answers.notes = value;
            },
            buttons: more.buttons(),
          });
        },
      },
      ...more.steps(),
      {
        skip: () => !desk.capabilities.timeVisibility,
        ask: async place => {
          answers.visibility = await askVisibility(place, answers.visibility);
        },
      },
    ]);

    const read = parseTimeInput(answers.duration, new Date());
    if (!read) throw new Abandoned();
    const { minutes } = read;
    const ofTimer = timer && answers.duration === answers.suggested ? new Date(beganAt(timer)) : undefined;
    // Put down before it is sent: should this end in between, the row says that it may be logged.
    if (timer && !(await this.#timers.sending(timer.id, true))) {
      // Another window was quicker.
      this.#unsent.delete(key);
      await vscode.window.showWarningMessage(t('This time was logged or discarded meanwhile. It is not logged again.'));
      return;
    }
    const logged = await withProgress(t('Logging {0} on #{1}…', formatDuration(minutes), number), signal =>
      this.#engine.logTime(
        ref.deskId,
        ref.ticketId,
        {
          minutes,
          startedAt: (ofTimer ?? read.startedAt).toISOString(),
          notes: answers.notes.trim(),
          ...(desk.capabilities.timeVisibility ? { visibility: answers.visibility } : {}),
          ...(technicianId === undefined ? {} : { technicianId }),
          ...more.values(),
        },
        signal,
      ),
    );
    const isTaken = logged.ok || logged.failure.kept === true;
    if (timer && isTaken) await this.#timers.discard(timer.id);
    else if (timer && !logged.ok && !logged.failure.uncertain) await this.#timers.sending(timer.id, false);
    if (isTaken) this.#unsent.delete(key);
    if (!logged.ok) tellUncertain(logged.failure, name);
    if (!logged.ok) throw new CommandFailed(logged.failure, name, ref.deskId);
    vscode.window.setStatusBarMessage(vscode.l10n.t('{0} logged on #{1}', formatDuration(minutes), number), 5_000);
  }
}

/** Fills in the time of a timer; what the user typed in its place stays. */
function suggest(answers: Answers, timer: StoppedTimer): void {
  const { rounding, minimum } = readTimeSettings();
  const suggested = formatDuration(minutesToLog(workedTime(timer, Date.now()), rounding, minimum));
  if (answers.duration === '' || answers.duration === answers.suggested) answers.duration = suggested;
  answers.suggested = suggested;
}

function checkTime(value: string, timer: StoppedTimer | undefined): string | { info: string } {
  const now = new Date();
  const read = parseTimeInput(value, now);
  if (!read) {
    return vscode.l10n.t(
      'Not a time of at most 24 hours that began before now. Write it like 1h 20m, 90m, 9:30-11:00 or yesterday 2h.',
    );
  }
  const { minutes, startedAt, says } = read;
  const length = formatDuration(minutes);
  if (timer)
    return {
      info: vscode.l10n.t('Logs {0}, begun {1}', length, spanWords(beganAt(timer), now, now).split('–')[0] ?? ''),
    };
  if (says === 'duration') return { info: vscode.l10n.t('Logs {0}', length) };
  const end = new Date(startedAt.getTime() + minutes * 60_000);
  return { info: vscode.l10n.t('Logs {0}: {1}', length, spanWords(startedAt, end, now)) };
}

function askVisibility(place: FlowPlace, active: Answers['visibility']): Promise<Answers['visibility']> {
  const { t } = vscode.l10n;
  const items: ChoiceItem<Answers['visibility']>[] = [
    {
      label: t('Internal'),
      description: t('only your team sees it'),
      iconPath: new vscode.ThemeIcon('lock'),
      value: 'internal',
    },
    {
      label: t('Public'),
      description: t('the customer sees notes and time'),
      iconPath: new vscode.ThemeIcon('globe'),
      value: 'public',
    },
  ];
  return askChoice(place, { placeholder: t('Who sees it'), items, activeValue: active });
}
