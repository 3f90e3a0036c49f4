import * as vscode from 'vscode';
import type { WorkCommit } from '../../../model/repository.ts';
import type { TicketSummary } from '../../../model/ticket.ts';
import { workNote } from '../../../model/workNote.ts';
import { askChecklist, type CheckRow } from '../../checklist.ts';
import { Abandoned } from '../../commandRunner.ts';
import type { ReadyDesk } from '../../desks/desks.ts';
import { readyDesk } from '../../desks/manageDesks.ts';
import { describeFailure } from '../../failures.ts';
import { sendDelay } from '../../outbox/sendDelay.ts';
import { withProgress } from '../../progress.ts';
import { shownText } from '../../shownText.ts';
import type { FoundTicket } from '../../tickets/askTicket.ts';
import type { BranchWork } from '../../time/branches.ts';
import { isSame } from '../../time/timers.ts';
import { ticketWords } from '../../time/timeWords.ts';
import type { ShownCode } from '../connectCode.ts';
import { nameOf } from './branchPlan.ts';
import { FieldSteps } from './fieldSteps.ts';
import { WorkedTime } from './workedTime.ts';
import { summaryOf, type WorkParts } from './workParts.ts';
import { finishSettings } from './workSettings.ts';
import { runWorkSteps, type StepEnd, type WorkStep } from './workSteps.ts';

type FinishKey = 'note' | 'time' | 'status' | 'timer';

/** Asks once for all that the work on a ticket ends with, and does it. */
export async function finishWork(parts: WorkParts, shown: ShownCode, ref: FoundTicket): Promise<void> {
  const { t } = vscode.l10n;
  const desk = await readyDesk(parts.desks, ref.deskId);
  const on = parts.time.branches.all.find(({ ticket }) => ticket && isSame(ticket, ref));
  const { ticket, commits } = await withProgress(t('Looking at #{0}…', shownText(ref.number)), async signal => ({
    ticket: await summaryOf(parts, ref, signal),
    commits: (on ? await commitsOf(shown, on, signal) : []).map(commit => ({
      ...commit,
      // In the ticket itself it needs no naming.
      subject: shown.work.commitBox.without(commit.subject, ref) || commit.subject,
    })),
  }));
  shown.work.pushes.taken();
  const work = new FinishingWork(parts, desk, ref, ticket, on, commits);
  const chosen = await askChecklist<FinishKey>({
    title: t('Finish Work on #{0} {1}', ref.number, ticket.subject),
    placeholder: () => t('Enter does what is ticked'),
    rows: () => work.rows(),
  });
  if (chosen.size === 0) throw new Abandoned();
  const ends = await runWorkSteps(
    work.steps(chosen),
    {
      doing: t('Finishing work on #{0}…', shownText(ref.number)),
      failed: (failed, all) => t('Finish Work on #{0}: {1} of {2} did not succeed', ref.number, failed, all),
    },
    parts.log,
  );
  work.tell(ends);
}

/** What work ends with, and how it stands. */
class FinishingWork {
  readonly #parts: WorkParts;
  readonly #desk: ReadyDesk;
  readonly #ref: FoundTicket;
  readonly #ticket: TicketSummary;
  readonly #fields: FieldSteps;
  readonly #time: WorkedTime;
  readonly #commits: readonly WorkCommit[];
  readonly #note: string;
  /** The note goes into the panel's box, to be changed there before it is sent. */
  #noteInPanel = false;
  #status = finishSettings().status;

  constructor(
    parts: WorkParts,
    desk: ReadyDesk,
    ref: FoundTicket,
    ticket: TicketSummary,
    on: BranchWork | undefined,
    commits: readonly WorkCommit[],
  ) {
    const { t } = vscode.l10n;
    this.#parts = parts;
    this.#desk = desk;
    this.#ref = ref;
    this.#ticket = ticket;
    this.#commits = commits;
    this.#fields = new FieldSteps(parts, desk, ticket);
    this.#time = new WorkedTime(parts, desk, ref, commits);
    const heading = on ? t('Work on {0} ({1}):', on.branch, nameOf(on)) : t('Work on this ticket:');
    this.#note = workNote(heading, commits, left => t('and {0} more', left));
  }

  rows(): readonly CheckRow<FinishKey>[] {
    const { t } = vscode.l10n;
    const rows: CheckRow<FinishKey>[] = [];
    const { capabilities } = this.#desk;
    const visibility = this.#visibility;
    if (visibility !== undefined) {
      const count = this.#commits.length;
      const send =
        visibility === 'public' ? t('Send a public note that sums up') : t('Add an internal note that sums up');
      rows.push({
        key: 'note',
        icon: visibility === 'public' ? 'globe' : 'note',
        label: this.#noteInPanel ? t('Put the summary into the note box of the ticket') : send,
        description: count === 0 ? t('no commits found') : count === 1 ? t('1 commit') : t('{0} commits', count),
        detail:
          this.#commits
            .map(({ subject }) => subject)
            .join(' · ')
            .slice(0, 200) || undefined,
        // What the customer sees is sent by nobody's default.
        picked: count > 0 && visibility !== 'public',
        edits: [
          {
            icon: 'edit',
            tooltip: t('Edit It in the Ticket First'),
            ask: async () => {
              this.#noteInPanel = true;
            },
          },
        ],
      });
    }
    if (capabilities.logTime) rows.push(this.#time.row());
    if (capabilities.editFields && this.#ticket.id !== '') {
      const status = this.#status;
      rows.push({
        key: 'status',
        icon: 'circle-large-outline',
        label: status === '' ? t('Set the status…') : t('Set the status to {0}', status),
        description: this.#ticket.status === '' ? undefined : t('now {0}', this.#ticket.status),
        picked: status !== '' && status !== this.#ticket.status,
        edits: [{ icon: 'edit', tooltip: t('Another Status…'), ask: place => this.#askStatus(place) }],
        complete: async place => {
          if (this.#status === '') await this.#askStatus(place);
        },
      });
    }
    if (this.#time.runs) rows.push({ key: 'timer', icon: 'debug-stop', label: t('Stop the timer'), picked: true });
    return rows;
  }

  steps(chosen: ReadonlySet<FinishKey>): readonly WorkStep<FinishKey>[] {
    const rows = this.rows().filter(({ key }) => chosen.has(key));
    const does: Record<FinishKey, (signal: AbortSignal) => Promise<StepEnd>> = {
      note: () => this.#sendNote(),
      time: signal => this.#time.log(signal),
      status: signal => this.#fields.set('status', this.#status, signal),
      timer: async () => {
        await this.#time.stop();
        return { state: 'done' };
      },
    };
    // What can be taken back for some seconds is last: what comes after it would wait for it.
    const last = (key: FinishKey) => (key === 'note' ? 1 : 0);
    const inTurn = rows.toSorted((a, b) => last(a.key) - last(b.key));
    return inTurn.map(row => ({ key: row.key, row: () => row, run: does[row.key] }));
  }

  tell(ends: ReadonlyMap<FinishKey, StepEnd>): void {
    const { t } = vscode.l10n;
    const ended = [...ends.values()];
    if (ended.every(({ state }) => state === 'failed')) return;
    const waiting = ended.filter(({ state }) => state === 'waits').length;
    const line = t('Work on {0} is finished', ticketWords(this.#ref));
    vscode.window.setStatusBarMessage(waiting > 0 ? `${line} · ${t('{0} in the outbox', waiting)}` : line, 5_000);
  }

  /** Nobody but the team, where the desk tells the difference. */
  get #visibility() {
    const all = this.#desk.capabilities.noteVisibilities;
    return all.find(each => each === 'internal') ?? all[0];
  }

  async #askStatus(place: Parameters<FieldSteps['askStatus']>[0]): Promise<void> {
    this.#status = await this.#fields.askStatus(place, this.#status || this.#ticket.status);
  }

  async #sendNote(): Promise<StepEnd> {
    const visibility = this.#visibility;
    if (visibility === undefined) return { state: 'done' };
    if (this.#noteInPanel) {
      this.#parts.panels.takeNote(this.#ref, this.#note, visibility);
      return { state: 'done' };
    }
    const { id, name, technicianId: authorId } = this.#desk.config;
    const note = { text: this.#note, visibility, ...(authorId === undefined ? {} : { authorId }) };
    const hold = sendDelay();
    const write = { kind: 'addNote', ticketId: this.#ref.ticketId, note } as const;
    const put = await this.#parts.engine.put(id, write, hold > 0 ? { hold } : {});
    // From here on the outbox tells of it, and lets it be taken back.
    return put.ok ? { state: 'done' } : { state: 'failed', words: describeFailure(put.failure, name).message };
  }
}

/** What was committed for the ticket: what the branch has over what it began at, else one's own since the work began. */
async function commitsOf(
  shown: ShownCode,
  { root, branch }: BranchWork,
  signal: AbortSignal,
): Promise<readonly WorkCommit[]> {
  const { code } = shown.parts;
  const memory = shown.work.memory.of(root, branch);
  const repository = (await code.repositories(signal)).find(each => each.root === root);
  const base = memory?.base ?? repository?.mainBranch;
  const since = memory?.since;
  const own = base === undefined || base === branch;
  if (!own) return code.commits(root, { base, ...(since === undefined ? {} : { since }) }, signal);
  if (since === undefined) return [];
  return (await code.commits(root, { since }, signal)).filter(({ mine }) => mine);
}
