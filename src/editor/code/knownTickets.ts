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
const mostRemembered = 5_000;

/**
 * The tickets that are kept on this machine by their numbers, remembered until they change. No desk is asked for a number:
 * what looks like a ticket in code is often none.
 */
export class KnownTickets implements vscode.Disposable {
  readonly #engine: Engine;
  readonly #desks: Desks;
  /** By desk and number; `null`: none is kept. */
  readonly #kept = new Map<string, Map<string, Promise<Glance | null>>>();
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
    const kept = this.#keptOf(deskId);
    const missing = [...numbers].filter(number => !kept.has(number));
    if (missing.length > 0) {
      const answer = this.#engine.glances(deskId, missing);
      for (const number of missing) {
        kept.set(
          number,
          answer.then(result => {
            // A desk that cannot be asked now may be asked again.
            if (!result.ok) kept.delete(number);
            return (result.ok && result.value.find(({ ticket }) => ticket.number === number)) || null;
          }),
        );
      }
    }
    const all = [...numbers].map(async number => [number, (await kept.get(number)) ?? null] as const);
    return new Map(await Promise.all(all));
  }

  #keptOf(deskId: string): Map<string, Promise<Glance | null>> {
    const kept = this.#kept.get(deskId);
    if (kept && kept.size < mostRemembered) return kept;
    const fresh = new Map<string, Promise<Glance | null>>();
    this.#kept.set(deskId, fresh);
    return fresh;
  }

  #hear(change: EngineChange): void {
    if (change.kind === 'restarted') this.#kept.clear();
    else if (change.kind === 'lists' || change.kind === 'tickets' || change.kind === 'ticket')
      this.#kept.delete(change.deskId);
    else return;
    this.#tell();
  }

  #tell(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#changed.fire();
    }, gathering);
  }
}
