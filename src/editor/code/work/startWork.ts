import { userInfo } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Code } from '../../../code/code.ts';
import { branchName } from '../../../model/branchName.ts';
import type { TicketRef, TicketSummary } from '../../../model/ticket.ts';
import type { TimedTicket } from '../../../model/timer.ts';
import { askChecklist, type CheckRow } from '../../checklist.ts';
import { Abandoned } from '../../commandRunner.ts';
import type { ReadyDesk } from '../../desks/desks.ts';
import { readyDesk } from '../../desks/manageDesks.ts';
import { withProgress } from '../../progress.ts';
import { shownText } from '../../shownText.ts';
import type { FoundTicket } from '../../tickets/askTicket.ts';
import { gitApi } from '../../time/git.ts';
import { isSame } from '../../time/timers.ts';
import { ticketWords } from '../../time/timeWords.ts';
import type { ShownCode } from '../connectCode.ts';
import { askRepository, type BranchPlan, planBranch } from './branchPlan.ts';
import { checkOut, offerFolder } from './checkOut.ts';
import { FieldSteps } from './fieldSteps.ts';
import { gitObstacle } from './obstacles.ts';
import { summaryOf, type WorkParts } from './workParts.ts';
import { branchSettings, startSettings } from './workSettings.ts';
import { runWorkSteps, type StepEnd, type WorkStep } from './workSteps.ts';

type StartKey = 'branch' | 'worktree' | 'status' | 'assign' | 'timer' | 'panel';

/** Asks once for all that the work on a ticket begins with, and does it. */
export async function startWork(parts: WorkParts, shown: ShownCode, ref: FoundTicket): Promise<void> {
  const { t } = vscode.l10n;
  const desk = await readyDesk(parts.desks, ref.deskId);
  const { ticket, obstacle, repositories } = await withProgress(
    t('Looking at #{0}…', shownText(ref.number)),
    async signal => ({
      ticket: await summaryOf(parts, ref, signal),
      ...(await repositoriesNow(shown.parts.code, signal)),
    }),
  );
  const timed: TimedTicket = { ...pick(ref), ...(ticket.subject === '' ? {} : { subject: ticket.subject }) };
  const title = t('Start Work on #{0} {1}', ref.number, ticket.subject);

  const { memory } = shown.work;
  const abouts = aboutsOf(desk, ticket);
  const own = repositories.filter(({ submodule }) => !submodule);
  let repository = repositories.find(({ root }) => root === memory.rootOf(abouts));
  if (!repository && own.length === 1) repository = own[0];
  if (!repository && repositories.length > 1) {
    const active = parts.time.branches.all[0]?.root;
    repository = await askRepository({ title, canGoBack: false }, repositories, active);
    if (repository) await memory.keepRoot(abouts, repository.root);
  } else repository ??= repositories[0];

  const suggested = suggestedName(shown, desk, ref, ticket);
  const plan = (each: NonNullable<typeof repository>) =>
    withProgress(t('Looking for branches of #{0}…', shownText(ref.number)), signal =>
      planBranch(shown.parts.code, each, ref.number, suggested, signal),
    );
  const work = new StartingWork(parts, shown, desk, ticket, timed, repository && (await plan(repository)));
  await work.prepare();
  const askOther = async () => {
    const other = await askRepository({ title, canGoBack: true }, repositories, work.plan?.repository.root);
    work.plan = other && (await plan(other));
    if (other) await memory.keepRoot(abouts, other.root);
  };
  const chosen = await askChecklist<StartKey>({
    title,
    placeholder: () => t('Enter starts with what is ticked'),
    rows: () => work.rows(repositories.length > 1 ? askOther : undefined),
    remarks: obstacle === undefined ? [] : [obstacle],
  });
  if (chosen.size === 0) throw new Abandoned();
  const steps = work.steps(chosen);
  const ends = await runWorkSteps(
    steps,
    {
      doing: t('Starting work on #{0}…', shownText(ref.number)),
      failed: (failed, all) => t('Start Work on #{0}: {1} of {2} did not succeed', ref.number, failed, all),
    },
    parts.log,
  );
  work.tell(ends);
}

/** What is begun with, and how it stands. */
class StartingWork {
  readonly #parts: WorkParts;
  readonly #shown: ShownCode;
  readonly #desk: ReadyDesk;
  readonly #ticket: TicketSummary;
  readonly #timed: TimedTicket;
  readonly #fields: FieldSteps;
  plan: BranchPlan | undefined;
  #me: string | undefined;
  #status: string;
  /** The folder that the branch is checked out in, where that is not the workspace's. */
  #elsewhere: string | undefined;

  constructor(
    parts: WorkParts,
    shown: ShownCode,
    desk: ReadyDesk,
    ticket: TicketSummary,
    timed: TimedTicket,
    plan: BranchPlan | undefined,
  ) {
    this.#parts = parts;
    this.#shown = shown;
    this.#desk = desk;
    this.#ticket = ticket;
    this.#timed = timed;
    this.#fields = new FieldSteps(parts, desk, ticket);
    this.#status = startSettings().status;
    this.plan = plan;
  }

  async prepare(): Promise<void> {
    this.#me = await this.#fields.ownName(AbortSignal.timeout(5_000));
  }

  rows(askRepositoryToo: (() => Promise<void>) | undefined): readonly CheckRow<StartKey>[] {
    const { t } = vscode.l10n;
    const { timers } = this.#parts.time;
    const { assign, timer } = startSettings();
    const rows: CheckRow<StartKey>[] = [...this.#branchRows(askRepositoryToo)];
    if (this.#desk.capabilities.editFields && this.#ticket.id !== '') {
      const status = this.#status;
      const isSo = status === '' || status === this.#ticket.status;
      rows.push({
        key: 'status',
        icon: 'circle-large-outline',
        label: status === '' ? t('Set the status…') : t('Set the status to {0}', status),
        description: t('now {0}', this.#ticket.status),
        picked: !isSo,
        edits: [{ icon: 'edit', tooltip: t('Another Status…'), ask: place => this.#askStatus(place) }],
        complete: async place => {
          if (this.#status === '') await this.#askStatus(place);
        },
      });
      const { assignee } = this.#ticket;
      if (this.#me !== undefined && assignee?.name !== this.#me) {
        rows.push({
          key: 'assign',
          icon: 'account',
          label: t('Assign it to me'),
          description: assignee ? t('{0} has it now', assignee.name) : t('nobody has it now'),
          picked: assign,
        });
      }
    }
    const { current } = timers.state;
    const runs = current !== undefined && isSame(current.ticket, this.#timed);
    if (!runs && this.#desk.capabilities.logTime) {
      rows.push({
        key: 'timer',
        icon: 'watch',
        label: t('Start the timer'),
        description: current ? t('stops that of {0}', ticketWords(current.ticket)) : undefined,
        picked: timer,
      });
    }
    const { active } = this.#parts.panels;
    const isInFront = active !== undefined && isSame(active, this.#timed);
    if (!isInFront) rows.push({ key: 'panel', icon: 'open-preview', label: t('Open the ticket'), picked: true });
    return rows;
  }

  steps(chosen: ReadonlySet<StartKey>): readonly WorkStep<StartKey>[] {
    const { plan } = this;
    const inWorktree = chosen.has('worktree');
    const does: Partial<Record<StartKey, (signal: AbortSignal) => Promise<StepEnd>>> = {
      ...(plan && (chosen.has('branch') || inWorktree)
        ? { branch: signal => this.#branch(plan, inWorktree, signal) }
        : {}),
      status: signal => this.#fields.set('status', this.#status, signal),
      assign: signal => this.#fields.set('assignee', this.#me ?? '', signal),
      timer: async () => {
        this.#parts.time.tellStarted(await this.#parts.time.timers.start(this.#timed));
        return { state: 'done' };
      },
      panel: async () => {
        this.#parts.panels.open(this.#timed);
        return { state: 'done' };
      },
    };
    const wanted = new Set(chosen);
    if (wanted.delete('worktree')) wanted.add('branch');
    return this.rows(undefined).flatMap((row): WorkStep<StartKey>[] => {
      const run = does[row.key];
      if (!run || !wanted.has(row.key)) return [];
      // A new name may be what it takes.
      const now = () => this.rows(undefined).find(({ key }) => key === row.key) ?? row;
      return [{ key: row.key, row: now, run }];
    });
  }

  /** Says in a line that it is done, and where it goes on when that is another folder. */
  tell(ends: ReadonlyMap<StartKey, StepEnd>): void {
    const { t } = vscode.l10n;
    const words = ticketWords(this.#timed);
    if ([...ends.values()].every(({ state }) => state === 'failed')) return;
    const waiting = [...ends.values()].filter(({ state }) => state === 'waits').length;
    const branch = ends.get('branch')?.state === 'done' ? this.plan?.branch : undefined;
    const line = branch ? t('Work on {0} goes on in {1}', words, shownText(branch)) : t('Work on {0} has begun', words);
    vscode.window.setStatusBarMessage(waiting > 0 ? `${line} · ${t('{0} in the outbox', waiting)}` : line, 5_000);
    if (branch && this.#elsewhere) void offerFolder(this.#elsewhere, branch, this.#parts.log);
  }

  #branchRows(askRepositoryToo: (() => Promise<void>) | undefined): CheckRow<StartKey>[] {
    const { t } = vscode.l10n;
    const { plan } = this;
    const other = askRepositoryToo
      ? [{ icon: 'repo', tooltip: t('Another Repository…'), ask: () => askRepositoryToo() }]
      : [];
    if (!plan) return [];
    const { worktree: wish } = branchSettings();
    const base = {
      icon: 'git-commit',
      tooltip: t('Another Start…'),
      ask: (place: Parameters<BranchPlan['askBase']>[0]) => plan.askBase(place),
    };
    const branch: CheckRow<StartKey> = {
      key: 'branch',
      icon: 'git-branch',
      label: plan.label,
      // Names of branches are long: what else there is to know has a line of its own.
      detail: [plan.description, plan.detail(false)].filter(Boolean).join(' · '),
      picked: true,
      edits: [
        { icon: 'edit', tooltip: t('Another Branch…'), ask: place => plan.askBranch(place) },
        ...(plan.from === undefined ? [] : [base]),
        ...other,
      ],
    };
    const { worktree } = plan;
    if (wish === 'never' || worktree === undefined) return [branch];
    const inOwn: CheckRow<StartKey> = {
      key: 'worktree',
      icon: 'folder-library',
      label: t('In a work tree of its own'),
      // It is beside the repository: how its folder is called is what differs.
      detail: path.relative(path.dirname(plan.repository.root), worktree),
      picked: wish === 'always',
    };
    return [branch, inOwn];
  }

  async #askStatus(place: Parameters<FieldSteps['askStatus']>[0]): Promise<void> {
    this.#status = await this.#fields.askStatus(place, this.#status || this.#ticket.status);
  }

  async #branch(plan: BranchPlan, inWorktree: boolean, signal: AbortSignal): Promise<StepEnd> {
    const { root: folder, end } = await checkOut(this.#shown.parts.code, plan, inWorktree, signal);
    if (folder === undefined) return end;
    // Drives have another case where git tells them.
    const root = vscode.Uri.file(folder).fsPath;
    const { memory } = this.#shown.work;
    // A branch that was there began where it began.
    const base = plan.from ?? memory.of(root, plan.branch)?.base;
    await memory.keep({
      ...{ root, branch: plan.branch, ticket: this.#timed, since: new Date().toISOString() },
      ...(base === undefined ? {} : { base }),
    });
    await lookNow(root);
    this.#parts.time.branches.lookAgain();
    this.#elsewhere = root === plan.repository.root ? undefined : root;
    return end;
  }
}

/** VS Code sees by itself what is checked out, but some seconds later. */
async function lookNow(root: string): Promise<void> {
  const api = await gitApi().catch(() => undefined);
  const repository = api?.repositories.find(({ rootUri }) => rootUri.fsPath === root);
  await repository?.status().catch(() => undefined);
}

function pick({ deskId, ticketId, number }: TicketRef): TicketRef {
  return { deskId, ticketId, number };
}

async function repositoriesNow(code: Code, signal: AbortSignal) {
  const known = gitObstacle(undefined);
  if (known !== undefined) return { obstacle: known, repositories: [] };
  const repositories = await code.repositories(signal);
  return { obstacle: gitObstacle(repositories.length), repositories };
}

/** By what a repository is remembered: whose ticket it is, else who works on it. */
function aboutsOf({ config }: ReadyDesk, { customer, group }: TicketSummary): readonly string[] {
  const about = (kind: string, name: string | undefined) =>
    name === undefined ? [] : [JSON.stringify([config.id, kind, name])];
  return [...about('customer', customer?.name), ...about('group', group?.name)];
}

function suggestedName(shown: ShownCode, { config }: ReadyDesk, { number }: TicketRef, ticket: TicketSummary): string {
  const { template, lowerCase } = branchSettings();
  const prefix = shown.parts.mentions.rules.desks.find(({ deskId }) => deskId === config.id)?.prefixes[0];
  const words = { number, subject: ticket.subject, type: ticket.type, prefix, desk: config.name };
  return branchName(template, words, config.technicianName ?? ownLogin(), { lowerCase });
}

function ownLogin(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
