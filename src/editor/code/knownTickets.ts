import * as vscode from 'vscode';
import type { Engine, EngineChange } from '../../engine/engine.ts';
import type { Glance } from '../../model/glance.ts';
import type { Mention } from '../../model/mention.ts';
import type { Desks } from '../desks/desks.ts';

/** A ticket that a mention may mean. */
export interface KnownTicket {
  readonly deskId: string;
  readonly glance: Glance;
}

/** Milliseconds in which changes are gathered before views draw anew. */
const gathering = 300;
/** Numbers that are remembered of a desk. */
const mostRemembered = 10_000;
/** Numbers of one question: the engine answers others between two of them. */
const atOnce = 250;

/** What was asked of a number. */
interface Asked {
  readonly answer: Promise<Glance | null>;
  /** Once it is answered; `null`: none is kept. */
  glance?: Glance | null;
}

/**
 * The tickets that are kept on this machine by their numbers, remembered until they change. No desk is asked for a number:
 * what looks like a ticket in code is often none.
 */
export class KnownTickets implements vscode.Disposable {
  readonly #engine: Engine;
  readonly #desks: Desks;
  /** By desk and number. */
  readonly #kept = new Map<string, Map<string, Asked>>();
  readonly #changed = new vscode.EventEmitter<void>();
  /** Something that was answered before may be otherwise now. */
  readonly onDidChange = this.#changed.event;
  readonly #disposables: vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;

  constructor(engine: Engine, desks: Desks) {
    this.#engine = engine;
    this.#desks = desks;
    this.#disposables = [
      this.#changed,
      { dispose: engine.onChange(change => this.#hear(change)) },
      desks.onDidChange(() => {
        this.#kept.clear();
        this.#tell();
      }),
      { dispose: () => clearTimeout(this.#timer) },
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  /** The tickets that each mention may mean, in the order of the desks; an empty list where none is kept. */
  async of(mentions: readonly Mention[]): Promise<ReadonlyMap<Mention, readonly KnownTicket[]>> {
    const desks = (await this.#desks.ready()).map(({ config }) => config.id);
    const numbers = (deskId: string) =>
      new Set(mentions.filter(each => (each.deskId ?? deskId) === deskId).map(({ number }) => number));
    const found = new Map(
      await Promise.all(desks.map(async deskId => [deskId, await this.#ask(deskId, numbers(deskId))] as const)),
    );
    return new Map(
      mentions.map(mention => [
        mention,
        desks.flatMap(deskId => {
          const glance = (mention.deskId ?? deskId) === deskId && found.get(deskId)?.get(mention.number);
          return glance ? [{ deskId, glance }] : [];
        }),
      ]),
    );
  }

  async #ask(deskId: string, numbers: ReadonlySet<string>): Promise<ReadonlyMap<string, Glance | null>> {
    const kept = this.#keptOf(deskId, numbers);
    const missing = [...numbers].filter(number => !kept.has(number));
    let before: Promise<unknown> = Promise.resolve();
    for (let from = 0; from < missing.length; from += atOnce) {
      const some = missing.slice(from, from + atOnce);
      const answer = before.then(() => this.#glances(deskId, some));
      before = answer;
      for (const number of some) {
        const asked: Asked = {
          answer: answer.then(glances => {
            // A desk that cannot be asked now may be asked again.
            if (glances) asked.glance = glances.get(number) ?? null;
            else if (kept.get(number) === asked) kept.delete(number);
            return asked.glance ?? null;
          }),
        };
        kept.set(number, asked);
      }
    }
    const all = [...numbers].map(async number => [number, (await kept.get(number)?.answer) ?? null] as const);
    return new Map(await Promise.all(all));
  }

  async #glances(deskId: string, numbers: readonly string[]): Promise<ReadonlyMap<string, Glance> | undefined> {
    const result = await this.#engine.glances(deskId, numbers);
    return result.ok ? new Map(result.value.map(glance => [glance.ticket.number, glance])) : undefined;
  }

  /** What is remembered of a desk, with room for these numbers. */
  #keptOf(deskId: string, numbers: ReadonlySet<string>): Map<string, Asked> {
    const kept = this.#kept.get(deskId) ?? new Map<string, Asked>();
    this.#kept.set(deskId, kept);
    if (kept.size + numbers.size > mostRemembered) {
      for (const number of kept.keys()) if (!numbers.has(number)) kept.delete(number);
    }
    return kept;
  }

  #hear(change: EngineChange): void {
    if (change.kind === 'restarted') this.#kept.clear();
    else if (change.kind === 'lists') this.#kept.delete(change.deskId);
    else if (change.kind === 'tickets') this.#forget(change.deskId, new Set(change.ticketIds));
    else if (change.kind === 'ticket') this.#forget(change.deskId, new Set([change.ticketId]));
    else return;
    this.#tell();
  }

  /** Forgets some tickets, and numbers of which none was kept: they may be these tickets' now. */
  #forget(deskId: string, ticketIds: ReadonlySet<string>): void {
    const kept = this.#kept.get(deskId);
    for (const [number, { glance }] of kept ?? []) {
      if (!glance || ticketIds.has(glance.ticket.id)) kept?.delete(number);
    }
  }

  #tell(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#changed.fire();
    }, gathering);
  }
}
