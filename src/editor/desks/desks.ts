import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { Capabilities, DeskConfig } from '../../model/desk.ts';
import { type DeskFailure, failureOf } from '../../model/errors.ts';
import { logLine } from '../failures.ts';
import { contexts, settings } from '../ids.ts';
import { eraseDesk, readDeskSettings, writeDesk } from './deskSettings.ts';
import { type SampleDesk, sampleAccess } from './sampleDesk.ts';

/** A desk of the settings and whether it can be asked. */
export type Desk =
  | { readonly state: 'ready'; readonly config: DeskConfig; readonly capabilities: Capabilities }
  | { readonly state: 'failed'; readonly config: DeskConfig; readonly failure: DeskFailure };

/** A desk that can be asked. */
export type ReadyDesk = Extract<Desk, { state: 'ready' }>;

const secretPrefix = 'deskside.token.';

/** The user's desks: settings and secrets brought together and made known to the engine. */
export class Desks implements vscode.Disposable {
  readonly #engine: Engine;
  readonly #secrets: vscode.SecretStorage;
  readonly #sample: SampleDesk;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #openedNow = new vscode.EventEmitter<void>();
  readonly #disposables: vscode.Disposable[] = [this.#changed, this.#openedNow];
  /** Desks as they were last opened, with the setting they were opened from. */
  readonly #opened = new Map<string, { readonly from: string; readonly desk: Desk }>();
  #loading: Promise<readonly Desk[]> | undefined;
  #queue: Promise<readonly Desk[]> = Promise.resolve([]);

  /** A desk came, went, or can or cannot be asked any more. */
  readonly onDidChange = this.#changed.event;
  /** Desks were opened, or tried to be. */
  readonly onDidOpen = this.#openedNow.event;

  constructor(engine: Engine, secrets: vscode.SecretStorage, sample: SampleDesk, log: vscode.LogOutputChannel) {
    this.#engine = engine;
    this.#secrets = secrets;
    this.#sample = sample;
    this.#log = log;
    this.#disposables.push(
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration(`${settings.section}.${settings.desks}`)) this.#reset();
      }),
      secrets.onDidChange(({ key }) => {
        if (key.startsWith(secretPrefix)) this.reopen(key.slice(secretPrefix.length));
      }),
      sample.onDidStop(() => {
        for (const { config } of this.known) if (config.sample) this.reopen(config.id);
      }),
    );
    this.#tellContexts();
  }

  /** The desks opened so far, in the order of the settings. Opens nothing. */
  get known(): readonly Desk[] {
    const order = readDeskSettings().desks;
    return order.flatMap(({ id }) => this.#opened.get(id)?.desk ?? []);
  }

  /** What is wrong with the setting. */
  get problems(): readonly string[] {
    return readDeskSettings().problems;
  }

  get(deskId: string): Desk | undefined {
    return this.#opened.get(deskId)?.desk;
  }

  /** All desks of the settings, opened. */
  load(): Promise<readonly Desk[]> {
    if (!this.#loading) {
      // One after the other: opening a desk twice at once would end what the first has under way.
      this.#queue = this.#queue.then(() => this.#open());
      this.#loading = this.#queue;
    }
    return this.#loading;
  }

  /** All desks that can be asked. */
  async ready(): Promise<readonly ReadyDesk[]> {
    return (await this.load()).filter(desk => desk.state === 'ready');
  }

  /** Opens a desk anew, with the secret and settings of now. */
  reopen(deskId: string): void {
    this.#opened.delete(deskId);
    this.#reset();
  }

  /** Keeps a desk and its secret; the secret goes to the secret storage and nowhere else. */
  async add(config: DeskConfig, secret: string | undefined): Promise<void> {
    if (secret !== undefined) await this.#secrets.store(secretPrefix + config.id, secret);
    await writeDesk(config);
    this.reopen(config.id);
    await this.load();
  }

  /** Gives a desk another name. */
  async rename(deskId: string, name: string): Promise<void> {
    // What the settings hold, not what is in use: a sample desk's address of now is no setting.
    const config = readDeskSettings().desks.find(desk => desk.id === deskId);
    if (config) await writeDesk({ ...config, name });
  }

  /** Deletes a desk's secret; its settings stay. */
  async signOut(deskId: string): Promise<void> {
    await this.#engine.close(deskId);
    await this.#secrets.delete(secretPrefix + deskId);
    this.reopen(deskId);
  }

  /** Deletes a desk's settings and secret. */
  async remove(deskId: string): Promise<void> {
    await this.#engine.close(deskId);
    await this.#secrets.delete(secretPrefix + deskId);
    await eraseDesk(deskId);
    this.#opened.delete(deskId);
    this.#reset();
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #reset(): void {
    this.#loading = undefined;
    this.#tellContexts();
    this.#changed.fire();
  }

  #tellContexts(): void {
    const { desks } = readDeskSettings();
    void vscode.commands.executeCommand('setContext', contexts.hasDesk, desks.length > 0);
    void vscode.commands.executeCommand('setContext', contexts.deskCount, desks.length);
  }

  async #open(): Promise<readonly Desk[]> {
    const configs = readDeskSettings().desks;
    for (const id of this.#opened.keys()) {
      if (configs.some(config => config.id === id)) continue;
      this.#opened.delete(id);
      await this.#engine.close(id);
    }
    const desks = await Promise.all(
      configs.map(async config => {
        const from = JSON.stringify(config);
        const before = this.#opened.get(config.id);
        if (before?.from === from) return before.desk;
        const desk = await this.#openOne(config);
        this.#opened.set(config.id, { from, desk });
        return desk;
      }),
    );
    this.#openedNow.fire();
    return desks;
  }

  async #openOne(config: DeskConfig): Promise<Desk> {
    try {
      const access = config.sample
        ? sampleAccess(config, await this.#sample.connection())
        : { config, secret: await this.#secrets.get(secretPrefix + config.id) };
      if (!access.secret) return { state: 'failed', config, failure: { reason: 'signedOut' } };
      const opened = await this.#engine.open(access.config, access.secret);
      if (opened.ok) return { state: 'ready', config: access.config, capabilities: opened.value };
      this.#log.warn(`${config.name}: ${logLine(opened.failure)}`);
      return { state: 'failed', config: access.config, failure: opened.failure };
    } catch (thrown) {
      const failure = failureOf(thrown);
      this.#log.warn(`${config.name}: ${logLine(failure)}`);
      return { state: 'failed', config, failure };
    }
  }
}
