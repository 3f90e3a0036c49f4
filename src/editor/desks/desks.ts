import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { originOf } from '../../model/address.ts';
import type { Capabilities, DeskConfig } from '../../model/desk.ts';
import type { Technician } from '../../model/directory.ts';
import { asResult, DeskError, type DeskFailure, failureOf, type Result } from '../../model/errors.ts';
import type { Examination } from '../../model/examination.ts';
import { extensionOf, isGuest } from '../../model/guest.ts';
import { said } from '../../model/said.ts';
import { logLine } from '../failures.ts';
import type { Guests } from '../guests/guests.ts';
import { contexts, settings } from '../ids.ts';
import type { UsageMemory } from '../network/usageMemory.ts';
import { eraseDesk, readDeskSettings, writeDesk } from './deskSettings.ts';
import { type SampleDesk, sampleAccess } from './sampleDesk.ts';
import { SignIns } from './signIns.ts';
import { withoutSecret } from './withoutSecret.ts';

/** A desk of the settings and whether it can be asked. */
export type Desk =
  | { readonly state: 'ready'; readonly config: DeskConfig; readonly capabilities: Capabilities }
  | { readonly state: 'failed'; readonly config: DeskConfig; readonly failure: DeskFailure };

/** A desk that can be asked. */
export type ReadyDesk = Extract<Desk, { state: 'ready' }>;

const secretPrefix = 'deskside.token.';
/** Beside each secret, the origin that it was entered for, and the guest: it goes nowhere else, and to no other. */
const originPrefix = 'deskside.origin.';

/** The user's desks: settings and secrets brought together and made known to the engine. */
export class Desks implements vscode.Disposable {
  readonly #engine: Engine;
  readonly #secrets: vscode.SecretStorage;
  readonly #sample: SampleDesk;
  readonly #log: vscode.LogOutputChannel;
  readonly #usage: UsageMemory;
  readonly #guests: Pick<Guests, 'find'>;
  readonly #signIns: SignIns;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #openedNow = new vscode.EventEmitter<void>();
  readonly #disposables: vscode.Disposable[] = [this.#changed, this.#openedNow];
  /** Desks as they were last opened, with the setting and the secret's digest that they were opened from. */
  readonly #opened = new Map<string, { readonly from: string; readonly secret: string; readonly desk: Desk }>();
  /** What desks were called since the window was opened: the log has these names. */
  readonly #names = new Set<string>();
  #loading: Promise<readonly Desk[]> | undefined;
  /** How often each desk was to be opened anew: what was begun before is not kept. */
  readonly #turns = new Map<string, number>();
  #queue: Promise<unknown> = Promise.resolve();

  /** A desk came, went, or can or cannot be asked any more. */
  readonly onDidChange = this.#changed.event;
  /** Desks were opened, or tried to be. */
  readonly onDidOpen = this.#openedNow.event;

  constructor(
    engine: Engine,
    secrets: vscode.SecretStorage,
    sample: SampleDesk,
    log: vscode.LogOutputChannel,
    usage: UsageMemory,
    guests: Pick<Guests, 'find'>,
    memory: vscode.Memento,
  ) {
    this.#engine = engine;
    this.#secrets = secrets;
    this.#sample = sample;
    this.#log = log;
    this.#usage = usage;
    this.#guests = guests;
    this.#signIns = new SignIns(memory);
    this.#disposables.push(
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration(`${settings.section}.${settings.desks}`)) this.#reset();
      }),
      secrets.onDidChange(({ key }) => {
        if (key.startsWith(secretPrefix)) void this.#secretChanged(key.slice(secretPrefix.length));
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

  /** Names of this session that no desk has now. */
  get formerNames(): readonly string[] {
    const { desks } = readDeskSettings();
    return [...this.#names].filter(name => !desks.some(desk => desk.name === name));
  }

  /** What is wrong with the setting. */
  get problems(): readonly string[] {
    return readDeskSettings().problems;
  }

  /** What in the setting has no effect. */
  get warnings(): readonly string[] {
    return readDeskSettings().warnings;
  }

  get(deskId: string): Desk | undefined {
    return this.#opened.get(deskId)?.desk;
  }

  /** What the user calls a desk, whether it is open or not. */
  nameOf(deskId: string): string {
    const { config } = this.get(deskId) ?? { config: readDeskSettings().desks.find(desk => desk.id === deskId) };
    return config?.name ?? deskId;
  }

  /** All desks of the settings, opened. */
  load(): Promise<readonly Desk[]> {
    if (!this.#loading) {
      // One after the other: opening a desk twice at once would end what the first has under way.
      const loading = this.#inTurn(() => this.#open());
      this.#loading = loading;
      loading.catch(() => {
        if (this.#loading === loading) this.#loading = undefined;
      });
    }
    return this.#loading;
  }

  /** All desks that can be asked. */
  async ready(): Promise<readonly ReadyDesk[]> {
    return (await this.load()).filter(desk => desk.state === 'ready');
  }

  /** Opens a desk anew, with the secret and settings of now. */
  reopen(deskId: string): void {
    this.#turns.set(deskId, this.#turn(deskId) + 1);
    this.#opened.delete(deskId);
    this.#reset();
  }

  /** A connector came or went: desks of its system that are open without it, or not open for want of it, are opened anew. */
  reopenSystem(system: string, isHere: boolean): Promise<void> {
    // Behind what is being opened now, for which the connector may have come.
    return this.#inTurn(async () => {
      for (const [id, { desk }] of [...this.#opened]) {
        const lacked = desk.state === 'failed' && desk.failure.reason === 'noConnector';
        if (desk.config.system === system && lacked === isHere) this.reopen(id);
      }
    });
  }

  /** Opens all desks anew: how requests get out of this machine has changed. */
  reopenAll(): void {
    for (const { id } of readDeskSettings().desks) this.#turns.set(id, this.#turn(id) + 1);
    this.#opened.clear();
    this.#reset();
  }

  /** Keeps a desk and its secret; the secret goes to the secret storage and nowhere else. */
  async add(config: DeskConfig, secret: string | undefined): Promise<void> {
    await this.#inTurn(async () => {
      if (secret !== undefined) {
        // The origin first: another window must not see the new secret with what stood there before.
        await this.#secrets.store(originPrefix + config.id, boundTo(config));
        await this.#secrets.store(secretPrefix + config.id, secret);
      }
      await writeDesk(config);
      // Still in turn, so that views that were told of the change do not open the desk a first time for nothing.
      this.reopen(config.id);
    });
    await this.load();
  }

  /** Keeps one side of the sample desk, with the technician of that name as its user from the start. */
  async addSample(config: DeskConfig, userName: string): Promise<void> {
    // A sample desk that does not start says so when it is opened, in its own row.
    const me = await this.#sampleTechnician(config, userName).catch(() => undefined);
    await this.add({ ...config, ...(me && { technicianId: me.id, technicianName: me.name }) }, undefined);
  }

  /** Gives a desk another name. */
  async rename(deskId: string, name: string): Promise<void> {
    // What the settings hold, not what is in use: a sample desk's address of now is no setting.
    const config = readDeskSettings().desks.find(desk => desk.id === deskId);
    if (config) await writeDesk({ ...config, name });
  }

  /** Keeps who the user is among a desk's technicians; nobody when they are not among them. */
  async setTechnician(deskId: string, technician: Technician | undefined): Promise<void> {
    const config = readDeskSettings().desks.find(desk => desk.id === deskId);
    if (!config) return;
    const { technicianId: _id, technicianName: _name, ...nobody } = config;
    const who = technician && { technicianId: technician.id, technicianName: technician.name };
    await writeDesk({ ...nobody, ...who });
  }

  /** A check-up of a desk with the settings and the secret of now. No text in it holds the secret. */
  examine(deskId: string, signal?: AbortSignal): Promise<Result<Examination>> {
    return asResult(async () => {
      const config = readDeskSettings().desks.find(desk => desk.id === deskId);
      const access = config && (await this.#accessTo(config));
      if (!access?.secret) throw new DeskError({ reason: 'signedOut' });
      const { secret } = access;
      const examined = await this.#engine.examine(access.config, secret, this.#usage.of(deskId), signal);
      if (!examined.ok) throw new DeskError(examined.failure);
      // What a desk answers may hold what it was asked with.
      return withoutSecret(examined.value, secret, [access.config.organizationId ?? '']);
    });
  }

  /** A text in which no secret of any desk stands, in none of the shapes in which it travels. */
  async withoutSecrets(text: string): Promise<string> {
    const accesses = await Promise.all(readDeskSettings().desks.map(config => asResult(() => this.#accessTo(config))));
    return accesses.reduce((rest, access) => {
      const { config, secret } = access.ok ? access.value : {};
      return secret === undefined ? rest : withoutSecret(rest, secret, [config?.organizationId ?? '']);
    }, text);
  }

  /** Deletes a desk's secret; its settings stay. */
  async signOut(deskId: string): Promise<void> {
    await this.#inTurn(() => this.#forgetSecret(deskId));
    this.reopen(deskId);
  }

  /**
   * Deletes a desk's settings, its secret and its copy on this machine.
   * @throws DeskError when the copy could not be deleted; the rest is
   */
  async remove(deskId: string): Promise<void> {
    const cleared = await this.#inTurn(async () => {
      await this.#forgetSecret(deskId);
      await eraseDesk(deskId);
      await this.#usage.forget(deskId);
      return this.#engine.clear(deskId, { unsent: true });
    });
    this.#opened.delete(deskId);
    this.#reset();
    if (!cleared.ok) throw new DeskError(cleared.failure);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  /** Settings and secrets change, and desks are opened, in turn: no desk is opened with half of a change. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #sampleTechnician(config: DeskConfig, name: string): Promise<Technician | undefined> {
    const access = sampleAccess(config, await this.#sample.connection());
    const checked = await this.#engine.check(access.config, access.secret);
    return checked.ok ? checked.value.technicians.find(each => each.name === name) : undefined;
  }

  /** Told also, a while later, of what this window itself wrote: a desk in use with that very secret stays open. */
  async #secretChanged(deskId: string): Promise<void> {
    const changed = await asResult(() =>
      this.#inTurn(async () => {
        const opened = this.#opened.get(deskId);
        const config = readDeskSettings().desks.find(desk => desk.id === deskId);
        const same = opened && config && opened.secret === digest(await this.#secretOf(config));
        if (!same) this.reopen(deskId);
      }),
    );
    if (!changed.ok) this.#log.warn(`${this.nameOf(deskId)}: ${logLine(changed.failure)}`);
  }

  #turn(deskId: string): number {
    return this.#turns.get(deskId) ?? 0;
  }

  async #forgetSecret(deskId: string): Promise<void> {
    await this.#engine.close(deskId);
    await this.#signIns.forget(deskId);
    await this.#secrets.delete(secretPrefix + deskId);
    await this.#secrets.delete(originPrefix + deskId);
  }

  /** The desk's secret, if it was entered for the address, and for the guest, that the settings hold now. */
  async #secretOf(config: DeskConfig): Promise<string | undefined> {
    const { id } = config;
    const bound = await this.#secrets.get(originPrefix + id);
    return bound === boundTo(config) ? this.#secrets.get(secretPrefix + id) : undefined;
  }

  async #accessTo(config: DeskConfig): Promise<{ readonly config: DeskConfig; readonly secret: string | undefined }> {
    if (config.sample) return sampleAccess(config, await this.#sample.connection());
    return { config, secret: await this.#secretOf(config) };
  }

  #reset(): void {
    this.#loading = undefined;
    this.#tellContexts();
    this.#changed.fire();
  }

  #tellContexts(): void {
    const { desks } = readDeskSettings();
    void vscode.commands.executeCommand('setContext', contexts.hasDesk, desks.length > 0);
    const own = desks.some(desk => !desk.sample);
    void vscode.commands.executeCommand('setContext', contexts.hasOwnDesk, own);
  }

  async #open(): Promise<readonly Desk[]> {
    const configs = readDeskSettings().desks;
    for (const { name } of configs) this.#names.add(name);
    for (const id of this.#opened.keys()) {
      if (configs.some(config => config.id === id)) continue;
      this.#opened.delete(id);
      await this.#engine.close(id);
    }
    const desks = await Promise.all(
      configs.map(async config => {
        const from = JSON.stringify([this.#turn(config.id), config]);
        const before = this.#opened.get(config.id);
        if (before?.from === from) return before.desk;
        const { desk, secret } = await this.#openOne(config);
        this.#opened.set(config.id, { from, desk, secret });
        return desk;
      }),
    );
    this.#openedNow.fire();
    return desks;
  }

  async #openOne(config: DeskConfig): Promise<{ readonly desk: Desk; readonly secret: string }> {
    let secret = '';
    try {
      if (isGuest(config.system) && !(await this.#guests.find(config.system))) {
        await this.#engine.close(config.id);
        throw new DeskError({ reason: 'noConnector', detail: extensionOf(config.system) });
      }
      const access = await this.#accessTo(config);
      secret = digest(access.secret);
      if (!config.sample) await this.#signIns.looked(config.id, access.secret !== undefined);
      if (!access.secret) {
        await this.#engine.close(config.id);
        const lost =
          this.#signIns.isLost(config.id) && (await this.#secrets.get(secretPrefix + config.id)) === undefined;
        const detail = said`its secret is not in the secret storage any more`;
        return { desk: { state: 'failed', config, failure: { reason: 'signedOut', ...(lost && { detail }) } }, secret };
      }
      const opened = await this.#engine.open(access.config, access.secret, this.#usage.of(config.id));
      if (opened.ok) return { desk: { state: 'ready', config: access.config, capabilities: opened.value }, secret };
      this.#log.warn(`${config.name}: ${logLine(opened.failure)}`);
      return { desk: { state: 'failed', config: access.config, failure: opened.failure }, secret };
    } catch (thrown) {
      const failure = failureOf(thrown);
      this.#log.warn(`${config.name}: ${logLine(failure)}`);
      return { desk: { state: 'failed', config, failure }, secret };
    }
  }
}

/** What a secret is for: an origin, and where another extension connects the desk, that one. */
function boundTo({ system, address }: DeskConfig): string {
  return isGuest(system) ? `${system} ${originOf(address)}` : originOf(address);
}

/** For telling whether two secrets are one, without keeping either. */
function digest(secret: string | undefined): string {
  return secret === undefined ? '' : createHash('sha256').update(secret).digest('base64');
}
