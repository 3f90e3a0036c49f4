import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { formatDuration } from '../../model/duration.ts';
import { isPaused, type StoppedTimer, workedTime } from '../../model/timer.ts';
import { dayOf, type SheetEntry, spanOf } from '../../model/timesheet.ts';
import type { Desks } from '../desks/desks.ts';
import { commands } from '../ids.ts';
import { shownText } from '../shownText.ts';
import { type EntryNode, type StoppedNode, type TimeNode, timeRowKinds } from './timeNodes.ts';
import type { Timers } from './timers.ts';
import { awayWords, lengthWords, momentWords, rowWords, spanWords, timerWords, titleWords } from './timeWords.ts';

/** Milliseconds in which changes of the desks are taken together. */
const pause = 200;

/** The Time view: the timer, what is not logged yet, and what was logged today on all desks, from this machine alone. */
export class TimeTree implements vscode.TreeDataProvider<TimeNode>, vscode.Disposable {
  readonly #engine: Engine;
  readonly #desks: Desks;
  readonly #timers: Timers;
  readonly #changed = new vscode.EventEmitter<TimeNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #disposables: vscode.Disposable[];
  #soon: NodeJS.Timeout | undefined;

  constructor(engine: Engine, desks: Desks, timers: Timers) {
    this.#engine = engine;
    this.#desks = desks;
    this.#timers = timers;
    this.#disposables = [
      this.#changed,
      timers.onDidChange(() => this.#changed.fire(undefined)),
      timers.onDidTick(() => this.#changed.fire(undefined)),
      desks.onDidOpen(() => this.#drawSoon()),
      desks.onDidChange(() => this.#drawSoon()),
      {
        dispose: engine.onChange(({ kind }) => {
          if (['ticket', 'tickets', 'lists', 'outbox'].includes(kind)) this.#drawSoon();
        }),
      },
    ];
  }

  async getChildren(node?: TimeNode): Promise<TimeNode[]> {
    if (node?.kind === 'timer') {
      const { id, away } = node.timer;
      return away.map(each => ({ kind: 'away', key: `away/${each.from}`, timerId: id, away: each }));
    }
    if (node?.kind === 'today') return [...node.entries];
    if (node) return [];
    const { current, stopped } = this.#timers.state;
    const rows: TimeNode[] = [];
    if (current) rows.push({ kind: 'timer', key: `timer/${current.id}`, timer: current, timed: current.ticket });
    rows.push(...stopped.toReversed().map(stoppedNode));
    return [...rows, ...(await this.#today())];
  }

  getTreeItem(node: TimeNode): vscode.TreeItem {
    const item = row(node);
    item.id = node.key;
    return item;
  }

  dispose(): void {
    clearTimeout(this.#soon);
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #drawSoon(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      this.#changed.fire(undefined);
    }, pause);
  }

  async #today(): Promise<TimeNode[]> {
    const span = spanOf([dayOf(new Date())]);
    const ready = await this.#desks.ready();
    const answers = await Promise.all(
      ready.map(async ({ config }) => ({ config, answer: await this.#engine.loggedTime(config.id, span, 'mine') })),
    );
    const entries = answers
      .flatMap(({ config, answer }) =>
        (answer.ok ? answer.value.entries : []).map(each => entryNode(each, config.name)),
      )
      .sort((a, b) => b.entry.at.localeCompare(a.entry.at));
    const silent = answers.flatMap(({ config, answer }): TimeNode[] => {
      if (answer.ok) return [];
      const message = vscode.l10n.t('The time logged on {0} is not known', shownText(config.name));
      return [{ kind: 'timeMessage', key: `silent/${config.id}`, message }];
    });
    if (entries.length === 0) return silent;
    const minutes = entries.reduce((sum, { entry }) => sum + entry.minutes, 0);
    return [{ kind: 'today', key: 'today', entries, minutes }, ...silent];
  }
}

function stoppedNode(timer: StoppedTimer): StoppedNode {
  return { kind: 'stopped', key: `stopped/${timer.id}`, timer, timed: timer.ticket };
}

function entryNode(entry: SheetEntry, deskName: string): EntryNode {
  const { deskId, ticketId, number, subject, id, unsent, at } = entry;
  const key = `entry/${deskId}/${ticketId}/${id ?? `unsent/${unsent?.id ?? at}`}`;
  if (number === undefined) return { kind: 'entry', key, entry, deskName };
  const timed = { deskId, ticketId, number, ...(subject === undefined ? {} : { subject }) };
  return { kind: 'entry', key, entry, deskName, timed };
}

function row(node: TimeNode): vscode.TreeItem {
  const { t } = vscode.l10n;
  const { Expanded, None } = vscode.TreeItemCollapsibleState;
  switch (node.kind) {
    case 'timer': {
      const { timer } = node;
      const length = lengthWords(workedTime(timer, Date.now()));
      const item = new vscode.TreeItem(rowWords(length, timer.ticket), timer.away.length > 0 ? Expanded : None);
      const paused = isPaused(timer);
      item.description = shownText([paused ? t('paused') : '', timer.ticket.subject].filter(Boolean).join(' · '));
      item.iconPath = new vscode.ThemeIcon(
        paused ? 'debug-pause' : 'watch',
        paused ? undefined : new vscode.ThemeColor('charts.green'),
      );
      item.contextValue = paused ? timeRowKinds.paused : timeRowKinds.running;
      item.tooltip = [titleWords(timer.ticket), timerWords(timer)].join('\n');
      item.command = open(timer.ticket);
      item.accessibilityInformation = { label: t('Timer on {0}: {1}', titleWords(timer.ticket), timerWords(timer)) };
      return item;
    }
    case 'away': {
      const { from, to } = node.away;
      const item = new vscode.TreeItem(t('Away {0}: work?', lengthWords(to - from)), None);
      item.description = spanWords(from, to);
      item.tooltip = awayWords(node.away);
      item.iconPath = new vscode.ThemeIcon('question');
      item.contextValue = timeRowKinds.away;
      item.accessibilityInformation = { label: [item.label, item.tooltip].join(', ') };
      item.command = { command: commands.rowAction, title: t('Say Whether It Was Work'), arguments: [node] };
      return item;
    }
    case 'stopped': {
      const { timer } = node;
      const item = new vscode.TreeItem(rowWords(lengthWords(workedTime(timer, 0)), timer.ticket), None);
      const state = timer.sent ? t('may be logged: look there') : t('not logged yet');
      item.description = shownText([state, timer.ticket.subject].filter(Boolean).join(' · '));
      item.iconPath = new vscode.ThemeIcon('circle-filled', new vscode.ThemeColor('list.warningForeground'));
      item.contextValue = timeRowKinds.stopped;
      item.tooltip = [titleWords(timer.ticket), timerWords(timer), state].join('\n');
      item.command = { command: commands.logTime, title: t('Log Time'), arguments: [node] };
      item.accessibilityInformation = { label: `${item.label}, ${item.description}` };
      return item;
    }
    case 'today': {
      const item = new vscode.TreeItem(t('Today'), Expanded);
      item.description = formatDuration(node.minutes);
      item.iconPath = new vscode.ThemeIcon('calendar');
      return item;
    }
    case 'entry':
      return entryRow(node);
    case 'timeMessage': {
      const item = new vscode.TreeItem(node.message, None);
      item.iconPath = new vscode.ThemeIcon('warning');
      return item;
    }
  }
}

function entryRow({ entry, timed, deskName }: EntryNode): vscode.TreeItem {
  const { t } = vscode.l10n;
  const length = formatDuration(entry.minutes);
  const item = new vscode.TreeItem(timed ? rowWords(length, timed) : length);
  const unsent = entry.unsent ? t('not sent yet') : undefined;
  const title = timed ? titleWords(timed) : t('A ticket of {0} that is not kept here', shownText(deskName));
  item.description = shownText(
    [unsent, entry.notes ?? timed?.subject ?? title, entry.category].filter(Boolean).join(' · '),
  );
  item.iconPath = new vscode.ThemeIcon(entry.unsent ? 'cloud-upload' : 'check');
  item.contextValue = timeRowKinds.entry;
  item.tooltip = [
    title,
    `${momentWords(new Date(entry.at))} · ${length} · ${item.description}`,
    shownText(deskName),
  ].join('\n');
  if (timed) item.command = open(timed);
  return item;
}

function open(ticket: unknown): vscode.Command {
  return { command: commands.openTicket, title: vscode.l10n.t('Open Ticket'), arguments: [ticket] };
}
