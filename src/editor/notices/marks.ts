import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { NoticeReason } from '../../model/notice.ts';
import type { Desks } from '../desks/desks.ts';
import { ticketScheme } from '../ids.ts';

/** Why a ticket's row is marked. */
export type Mark = 'new' | NoticeReason;

/** A ticket that is marked, or was. */
export interface MarkedTicket {
  readonly deskId: string;
  readonly ticketId: string;
}

/** A ticket as a resource, by which its row is marked. */
export function ticketUri({ deskId, ticketId }: MarkedTicket): vscode.Uri {
  return vscode.Uri.from({ scheme: ticketScheme, path: `/${deskId}/${encodeURIComponent(ticketId)}` });
}

/** The ticket that a resource stands for. */
export function ticketOfUri(uri: vscode.Uri): MarkedTicket | undefined {
  if (uri.scheme !== ticketScheme) return undefined;
  const [, deskId = '', id = ''] = uri.path.split('/');
  return { deskId, ticketId: decodeURIComponent(id) };
}

/** What is told of a desk's tickets, as the engine has it. */
interface DeskMarks {
  readonly unread: Map<string, Mark>;
  readonly muted: ReadonlySet<string>;
}

const nothing: DeskMarks = { unread: new Map(), muted: new Set() };

/**
 * Marks at the rows of tickets that the user has not looked at since they came or changed, until they are opened. Unread
 * ones are the same in all windows and outlast the session; those of rows that came while somebody looked do not.
 */
export class Marks implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #engine: Engine;
  readonly #log: vscode.LogOutputChannel;
  readonly #passing = new Map<string, Mark>();
  readonly #desks = new Map<string, DeskMarks>();
  /** Desks that are being asked about; `true` when there is reason to ask once more. */
  readonly #asking = new Map<string, boolean>();
  readonly #decorated = new vscode.EventEmitter<vscode.Uri[]>();
  readonly #changed = new vscode.EventEmitter<readonly MarkedTicket[]>();
  readonly #disposables: readonly vscode.Disposable[];
  readonly onDidChangeFileDecorations = this.#decorated.event;
  /** These tickets have another mark, or none, now, or are muted, or no longer. */
  readonly onDidChange = this.#changed.event;

  constructor(engine: Engine, desks: Desks, log: vscode.LogOutputChannel) {
    this.#engine = engine;
    this.#log = log;
    const askAll = () => {
      for (const { config, state } of desks.known) if (state === 'ready') this.#ask(config.id);
    };
    this.#disposables = [
      this.#decorated,
      this.#changed,
      vscode.window.registerFileDecorationProvider(this),
      desks.onDidOpen(askAll),
      desks.onDidChange(() => {
        const known = new Set(desks.known.map(({ config }) => config.id));
        for (const deskId of [...this.#desks.keys()]) if (!known.has(deskId)) this.#take(deskId, nothing);
      }),
      {
        dispose: engine.onChange(change => {
          if (change.kind === 'attention' || change.kind === 'damaged') this.#ask(change.deskId);
          else if (change.kind === 'restarted') askAll();
        }),
      },
    ];
  }

  of({ deskId, ticketId }: MarkedTicket): Mark | undefined {
    return this.#desks.get(deskId)?.unread.get(ticketId) ?? this.#passing.get(keyOf({ deskId, ticketId }));
  }

  /** The user wants to hear nothing of it. */
  isMuted({ deskId, ticketId }: MarkedTicket): boolean {
    return this.#desks.get(deskId)?.muted.has(ticketId) === true;
  }

  /** Marks until the ticket is opened or the list is drawn anew. */
  passing(tickets: readonly MarkedTicket[], mark: Mark): void {
    const told = tickets.filter(ticket => !this.isMuted(ticket));
    for (const ticket of told) this.#passing.set(keyOf(ticket), mark);
    this.#tell(told);
  }

  /** What was marked in passing is where it belongs now. */
  passed(tickets: readonly MarkedTicket[]): void {
    this.#tell(tickets.filter(ticket => this.#passing.delete(keyOf(ticket))));
  }

  /** The user looks at the ticket. */
  async seen(ticket: MarkedTicket): Promise<void> {
    const { deskId, ticketId } = ticket;
    // At once here; other windows hear of it.
    const unread = this.#desks.get(deskId)?.unread.delete(ticketId) === true;
    if (this.#passing.delete(keyOf(ticket)) || unread) this.#tell([ticket]);
    await this.#engine.seeTicket(deskId, ticketId);
  }

  /** Takes all marks away. */
  async clear(): Promise<void> {
    const unread = [...this.#desks].flatMap(([deskId, marks]) =>
      [...marks.unread.keys()].map(ticketId => ({ deskId, ticketId })),
    );
    const all = [...unread, ...[...this.#passing.keys()].map(ticketOf)];
    this.#passing.clear();
    for (const { unread: each } of this.#desks.values()) each.clear();
    this.#tell(all);
    await Promise.all([...this.#desks.keys()].map(deskId => this.#engine.seeTicket(deskId)));
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    const ticket = ticketOfUri(uri);
    const mark = ticket && this.of(ticket);
    return mark && new vscode.FileDecoration('●', markWords(mark));
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  /** One question a desk at a time; what is told meanwhile asks once more. */
  #ask(deskId: string): void {
    if (this.#asking.has(deskId)) {
      this.#asking.set(deskId, true);
      return;
    }
    this.#asking.set(deskId, false);
    this.#answer(deskId)
      .catch(thrown => this.#log.error(String(thrown)))
      .finally(() => {
        const again = this.#asking.get(deskId);
        this.#asking.delete(deskId);
        if (again) this.#ask(deskId);
      });
  }

  async #answer(deskId: string): Promise<void> {
    const answer = await this.#engine.attention(deskId);
    if (!answer.ok) return;
    const { unread, muted } = answer.value;
    this.#take(deskId, {
      unread: new Map(unread.map(({ ticketId, reason }) => [ticketId, reason])),
      muted: new Set(muted),
    });
  }

  #take(deskId: string, now: DeskMarks): void {
    const before = this.#desks.get(deskId) ?? nothing;
    if (now === nothing) this.#desks.delete(deskId);
    else this.#desks.set(deskId, now);
    const marked = [...before.unread.keys(), ...now.unread.keys()];
    const muted = [...before.muted].concat(...now.muted);
    const changed = new Set([
      ...marked.filter(id => before.unread.get(id) !== now.unread.get(id)),
      ...muted.filter(id => before.muted.has(id) !== now.muted.has(id)),
    ]);
    this.#tell([...changed].map(ticketId => ({ deskId, ticketId })));
  }

  #tell(tickets: readonly MarkedTicket[]): void {
    if (tickets.length === 0) return;
    this.#decorated.fire(tickets.map(ticketUri));
    this.#changed.fire(tickets);
  }
}

/** A mark in words, for its hint and for screen readers. */
export function markWords(mark: Mark): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<Mark, string>> = {
    new: t('New here'),
    changed: t('Changed since you last looked'),
    assigned: t('Given to you'),
    dueSoon: t('Due soon'),
    overdue: t('Overdue'),
  };
  return words[mark];
}

function keyOf({ deskId, ticketId }: MarkedTicket): string {
  return `${deskId}/${ticketId}`;
}

function ticketOf(key: string): MarkedTicket {
  const at = key.indexOf('/');
  return { deskId: key.slice(0, at), ticketId: key.slice(at + 1) };
}
