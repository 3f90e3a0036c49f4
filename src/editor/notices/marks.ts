import * as vscode from 'vscode';
import { ticketScheme } from '../ids.ts';

/** Why a ticket's row is marked. */
export type Mark = 'new' | 'changed' | 'assigned' | 'dueSoon' | 'overdue';

/** A ticket that is marked, or was. */
export interface MarkedTicket {
  readonly deskId: string;
  readonly ticketId: string;
}

/** Marks that stay over windows are few: older ones have been seen in some other way by then. */
const most = 200;
const memoryKey = 'deskside.unread';

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

/**
 * Marks at the rows of tickets that the user has not looked at since they came or changed, until they are opened. Unread
 * ones outlast the session; those of rows that came while somebody looked do not.
 */
export class Marks implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #passing = new Map<string, Mark>();
  readonly #unread: Map<string, Mark>;
  readonly #decorated = new vscode.EventEmitter<vscode.Uri[]>();
  readonly #changed = new vscode.EventEmitter<readonly MarkedTicket[]>();
  readonly #registration: vscode.Disposable;
  readonly onDidChangeFileDecorations = this.#decorated.event;
  /** These tickets have another mark, or none, now. */
  readonly onDidChange = this.#changed.event;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    const kept = memory.get<unknown>(memoryKey);
    this.#unread = new Map(Array.isArray(kept) ? kept.filter(isEntry) : []);
    this.#registration = vscode.window.registerFileDecorationProvider(this);
  }

  of(ticket: MarkedTicket): Mark | undefined {
    const key = keyOf(ticket);
    return this.#unread.get(key) ?? this.#passing.get(key);
  }

  /** Marks until the ticket is opened. */
  async unread(tickets: readonly (MarkedTicket & { readonly mark: Mark })[]): Promise<void> {
    for (const ticket of tickets) {
      const key = keyOf(ticket);
      this.#unread.delete(key);
      this.#unread.set(key, ticket.mark);
    }
    for (const oldest of this.#unread.keys()) {
      if (this.#unread.size <= most) break;
      this.#unread.delete(oldest);
    }
    this.#tell(tickets);
    await this.#keep();
  }

  /** Marks until the ticket is opened or the list is drawn anew. */
  passing(tickets: readonly MarkedTicket[], mark: Mark): void {
    for (const ticket of tickets) this.#passing.set(keyOf(ticket), mark);
    this.#tell(tickets);
  }

  /** What was marked in passing is where it belongs now. */
  passed(tickets: readonly MarkedTicket[]): void {
    this.#tell(tickets.filter(ticket => this.#passing.delete(keyOf(ticket))));
  }

  /** The user looks at the ticket. */
  async seen(ticket: MarkedTicket): Promise<void> {
    const key = keyOf(ticket);
    const unread = this.#unread.delete(key);
    if (!this.#passing.delete(key) && !unread) return;
    this.#tell([ticket]);
    if (unread) await this.#keep();
  }

  /** Takes all marks away. */
  async clear(): Promise<void> {
    const all = [...this.#unread.keys(), ...this.#passing.keys()].map(ticketOf);
    this.#unread.clear();
    this.#passing.clear();
    this.#tell(all);
    await this.#keep();
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    const ticket = ticketOfUri(uri);
    const mark = ticket && this.of(ticket);
    return mark && new vscode.FileDecoration('●', markWords(mark));
  }

  dispose(): void {
    vscode.Disposable.from(this.#registration, this.#decorated, this.#changed).dispose();
  }

  #tell(tickets: readonly MarkedTicket[]): void {
    if (tickets.length === 0) return;
    this.#decorated.fire(tickets.map(ticketUri));
    this.#changed.fire(tickets);
  }

  async #keep(): Promise<void> {
    await this.#memory.update(memoryKey, this.#unread.size > 0 ? [...this.#unread] : undefined);
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

function isEntry(value: unknown): value is [string, Mark] {
  const marks: readonly unknown[] = ['new', 'changed', 'assigned', 'dueSoon', 'overdue'];
  return Array.isArray(value) && typeof value[0] === 'string' && marks.includes(value[1]);
}
