import * as vscode from 'vscode';
import type { Connector } from '../../../api/deskside.d.ts';
import type { Engine } from '../../engine/engine.ts';
import { extensionOf, type GuestAnswers, type GuestSystem } from '../../model/guest.ts';
import { once } from '../once.ts';

/** Milliseconds that all desks wait for an extension to register its connector. What comes later opens its own then. */
const patience = 3_000;

/** A system that another extension connects. */
export interface Guest {
  readonly system: GuestSystem;
  readonly connector: Connector;
}

/** A guest came, or went. */
export interface GuestChange {
  readonly system: string;
  readonly isHere: boolean;
}

/** The systems that other extensions connect. What answers for them is loaded by the first question. */
export class Guests implements vscode.Disposable {
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<GuestChange>();
  readonly #known = new Map<string, Guest>();
  readonly #host = once(async () => {
    const { GuestHost } = await import('./guestHost.ts');
    return new GuestHost(system => this.#known.get(system)?.connector);
  });
  #engine: Engine | undefined;
  #telling: Promise<unknown> = Promise.resolve();
  #asked = false;

  /** A system can be connected now, or can no longer. */
  readonly onDidChange = this.#changed.event;

  /** Whoever asks for a guest in the engine's thread. */
  readonly answers: GuestAnswers = {
    ask: async (call, signal) => {
      this.#asked = true;
      return (await this.#host()).ask(call, signal);
    },
    closeAll: () => this.#close(),
  };

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  /** The engine that `create` makes, told of the guests before anything is asked of it. */
  async configured(create: () => Promise<Engine>): Promise<Engine> {
    const engine = await create();
    this.#engine = engine;
    await this.#tell();
    return engine;
  }

  has(system: string): boolean {
    return this.#known.has(system);
  }

  /** @returns takes it away */
  add(guest: Guest): vscode.Disposable {
    const { system } = guest.system.info;
    this.#known.set(system, guest);
    this.#log.info(`${system} can be connected: its extension has registered it.`);
    void this.#tell().then(() => this.#changed.fire({ system, isHere: true }));
    return new vscode.Disposable(() => {
      if (this.#known.get(system) !== guest) return;
      this.#known.delete(system);
      this.#close(system);
      void this.#tell().then(() => this.#changed.fire({ system, isHere: false }));
    });
  }

  /** Whether a system can be connected, after its extension was activated if it is here. */
  async find(system: string): Promise<boolean> {
    if (!this.#known.has(system)) await this.#activate(system);
    await this.#telling;
    return this.#known.has(system);
  }

  dispose(): void {
    this.#close();
    this.#changed.dispose();
  }

  /** Its activation may wait for what waits for this: what it registers, or some time, is enough. */
  async #activate(system: string): Promise<void> {
    const extension = vscode.extensions.getExtension(extensionOf(system));
    if (!extension) return;
    const waiting: vscode.Disposable[] = [];
    const registered = new Promise<void>(resolve => {
      waiting.push(this.onDidChange(change => change.system === system && resolve()));
      const timer = setTimeout(resolve, patience);
      waiting.push(new vscode.Disposable(() => clearTimeout(timer)));
    });
    try {
      await Promise.race([registered, extension.activate()]);
      if (!this.#known.has(system)) this.#log.warn(`${extension.id} has not registered a connector for ${system} yet.`);
    } catch (thrown) {
      this.#log.warn(`${extension.id}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    } finally {
      vscode.Disposable.from(...waiting).dispose();
    }
  }

  /** One after the other: the engine must not be left with what was before. */
  #tell(): Promise<unknown> {
    const tell = async () => this.#engine?.guests([...this.#known.values()].map(({ system }) => system));
    this.#telling = this.#telling.then(tell).catch(thrown => this.#log.error(`Guests: ${String(thrown)}`));
    return this.#telling;
  }

  #close(system?: string): void {
    if (this.#asked) void this.#host().then(host => host.closeAll(system));
  }
}
