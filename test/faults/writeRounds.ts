import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Engine, EngineChange } from '../../src/engine/engine.ts';
import type { OutboxChoice, OutboxEntry, WriteKind } from '../../src/model/outbox.ts';
import { type WriteFault, writeFaults } from '../../src/sampledesk/writeFaults.ts';
import { type SampleDesk, startSampleDesk } from '../wire/sampleDesk.ts';
import { configOf, type System, systems } from '../wire/syncedDesk.ts';
import { kindsOf, Tries, type Try } from './writeKinds.ts';
import { faultPause, tooLong } from './writePauses.ts';
import { type Opened, OtherWindow, openEngine, value } from './writeWindow.ts';

/**
 * What goes wrong in a round. `…2` happens to the second request of a write that takes two. `timeOut…`: who sends gives
 * up while the desk is still silent, which then does it not, had done it before, or does it after all. `killed`: the process that
 * writes is ended at any moment. `twoWindows`: two processes write at once, and something befalls a request of them.
 */
export type Fault = WriteFault | keyof typeof timeOuts | `${WriteFault}2` | 'killed' | 'twoWindows';

/** What a round is about. */
export interface Case {
  readonly kind: WriteKind;
  readonly system: System;
  readonly fault: Fault;
}

/** How rounds of a case went; all but `runs` count writes, of which `twoWindows` has two. */
export interface Row extends Case {
  runs: number;
  /** Not on the desk, or not whole, and nobody was told. */
  lost: number;
  /** On the desk more than once. */
  doubled: number;
  /** The user had to say how it goes on: the desk refused it, or nobody but a person can tell. */
  asked: number;
}

/** What became of one write. */
export interface Ending {
  readonly lost: boolean;
  readonly doubled: boolean;
  readonly asked: boolean;
  /** How it went, for whoever looks into it. */
  readonly story: string;
}

const timeOuts = { timeOutBefore: 'silentBefore', timeOutAfter: 'silentAfter', timeOutThenDone: 'slow' } as const;
const simple = Object.keys(writeFaults) as WriteFault[];
/** For a write to go either way, whatever is in its way. */
const patience = 45_000;
/** A killed process has mostly sent its write by then, in milliseconds; each answer takes a part of it. */
const longestLife = 500;
const latency = 40;

/** Every kind of write with every fault that it can meet. */
export const cases: readonly Case[] = systems.flatMap(system =>
  kindsOf[system].flatMap(kind => {
    const second = twoSteps(system, kind) ? simple.map((fault): Fault => `${fault}2`) : [];
    const late = Object.keys(timeOuts) as (keyof typeof timeOuts)[];
    const faults: readonly Fault[] = [...simple, ...late, ...second, 'killed', 'twoWindows'];
    return faults.map(fault => ({ kind, system, fault }));
  }),
);

/** TeamSupport's tickets get their text, and its files their action, by a request of their own. */
function twoSteps(system: System, kind: WriteKind): boolean {
  return system === 'teamsupport' && (kind === 'createTicket' || kind === 'attach');
}

/**
 * Runs rounds, those of the two systems side by side, each against a sample desk of its own.
 * @param told of each write that was lost or doubled
 * @param each after each round
 */
export async function runRounds(
  rounds: readonly Case[],
  told: (story: string) => void,
  each: (round: Case, endings: readonly Ending[]) => void = () => {},
): Promise<Row[]> {
  const rows = new Map<string, Row>();
  const lanes = systems.map(async system => {
    const own = rounds.filter(round => round.system === system);
    if (own.length === 0) return;
    await using lane = await Lane.open(system);
    for (const round of own) {
      const { kind, fault } = round;
      const key = [system, kind, fault].join();
      const row = rows.get(key) ?? { kind, system, fault, runs: 0, lost: 0, doubled: 0, asked: 0 };
      rows.set(key, row);
      row.runs++;
      const endings = await lane.run(kind, fault).catch(broken);
      each(round, endings);
      for (const { lost, doubled, asked, story } of endings) {
        if (lost) row.lost++;
        if (doubled) row.doubled++;
        if (asked) row.asked++;
        if (lost || doubled) told(`${lost ? 'lost' : 'doubled'}: ${kind}, ${system}, ${fault}: ${story}`);
      }
    }
  });
  await Promise.all(lanes);
  return cases.flatMap(({ system, kind, fault }) => rows.get([system, kind, fault].join()) ?? []);
}

/** A round that could not be run to its end leaves nobody the wiser: that counts as a loss. */
function broken(thrown: unknown): Ending[] {
  const story = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return [{ lost: true, doubled: false, asked: false, story }];
}

/** One sample desk with all that is needed to write to it in any way. */
class Lane implements AsyncDisposable {
  readonly #sample: SampleDesk;
  readonly #tries: Tries;
  readonly #folder: string;
  readonly #opened: Opened;
  readonly #engine: Engine;
  readonly #sent: Map<number, OutboxEntry>;
  #other: OtherWindow | undefined;
  /** Rounds that were killed each go on in the same folder. */
  readonly #killed: Opened;

  private constructor(
    sample: SampleDesk,
    system: System,
    folder: string,
    opened: Opened,
    engine: Engine,
    sent: Map<number, OutboxEntry>,
  ) {
    this.#sample = sample;
    this.#tries = new Tries(sample, system);
    this.#folder = folder;
    this.#opened = opened;
    this.#killed = { ...opened, folder: join(folder, 'killed') };
    this.#engine = engine;
    this.#sent = sent;
  }

  static async open(system: System): Promise<Lane> {
    const sample = await startSampleDesk(['--tickets', '60']);
    const folder = mkdtempSync(join(tmpdir(), 'deskside-writes-'));
    const opened = { folder: join(folder, 'open'), ...configOf(sample, system) };
    const sent = new Map<number, OutboxEntry>();
    const engine = await openEngine(opened, change => note(change, sent));
    return new Lane(sample, system, folder, opened, engine, sent);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#other?.kill();
    await this.#engine.dispose();
    this.#tries.close();
    await this.#sample.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** One round; what became of each of its writes. */
  async run(kind: WriteKind, fault: Fault): Promise<Ending[]> {
    await this.#sample.control.usual();
    if (fault === 'killed') return [await this.#runKilled(kind)];
    if (fault === 'twoWindows') return this.#runTwoWindows(kind);
    const takes = await this.#set(fault);
    const attempt = this.#tries.next(kind);
    const { id } = value(await this.#engine.put(this.#opened.config.id, attempt.write));
    return [await this.#follow(this.#engine, this.#sent, attempt, id, true, takes)];
  }

  /** @returns how long the desk may be at work on it, in milliseconds */
  async #set(fault: Exclude<Fault, 'killed' | 'twoWindows'>): Promise<number> {
    const late = Object.hasOwn(timeOuts, fault);
    const second = fault.endsWith('2');
    const writeFault = (late ? timeOuts[fault as keyof typeof timeOuts] : fault.replace(/2$/, '')) as WriteFault;
    const takes = late ? tooLong : faultPause;
    await this.#sample.control.set({ writeFault, faultyWrites: 1, soundWrites: second ? 1 : 0, faultPause: takes });
    return takes;
  }

  /** A process begins to write and is killed; another one opens what it left. */
  async #runKilled(kind: WriteKind): Promise<Ending> {
    await this.#sample.control.set({ latency });
    const attempt = this.#tries.next(kind);
    const window = await OtherWindow.open(this.#killed);
    const { put } = await window.put(attempt.write);
    const life = Math.random() * longestLife;
    await pause(life);
    await window.kill();
    const wasPut = await put;
    await this.#sample.control.usual();
    const sent = new Map<number, OutboxEntry>();
    const engine = await openEngine(this.#killed, change => note(change, sent));
    try {
      const ending = await this.#follow(engine, sent, attempt, undefined, wasPut);
      return { ...ending, story: `killed after ${Math.round(life)} ms; ${ending.story}` };
    } finally {
      await engine.dispose();
    }
  }

  /** Both windows write the same kind at once; something befalls one of the requests, and now and then one is killed. */
  async #runTwoWindows(kind: WriteKind): Promise<Ending[]> {
    this.#other ??= await OtherWindow.open(this.#opened);
    const fault = simple[Math.floor(Math.random() * simple.length)] ?? 'cutAfter';
    await this.#set(fault);
    const ticketId = this.#tries.ticket();
    const mine = this.#tries.next(kind, ticketId);
    const theirs = this.#tries.next(kind, ticketId);
    const { put } = await this.#other.put(theirs.write);
    const { id } = value(await this.#engine.put(this.#opened.config.id, mine.write));
    const killed = Math.random() < 0.4;
    if (killed) {
      await pause(Math.random() * faultPause);
      await this.#other.kill();
      this.#other = undefined;
    }
    const wasPut = await put;
    const endings = [
      await this.#follow(this.#engine, this.#sent, mine, id, true),
      await this.#follow(this.#engine, this.#sent, theirs, undefined, wasPut),
    ];
    return endings.map(({ story, ...ending }) => ({
      ...ending,
      story: `${fault}${killed ? ', the other window killed' : ''}; ${story}`,
    }));
  }

  /**
   * Does what a user would do, who knows what is on the desk, until the write is out of the outbox; then looks there.
   * @param id which one it is; all that are there, without
   * @param wasPut one that was not put down need not be there
   * @param takes how long the desk may be at work on it, in milliseconds
   */
  async #follow(
    engine: Engine,
    sent: ReadonlyMap<number, OutboxEntry>,
    attempt: Try,
    id: number | undefined,
    wasPut: boolean,
    takes = faultPause,
  ): Promise<Ending> {
    const deskId = this.#opened.config.id;
    const began = performance.now();
    const story: string[] = [];
    let asked = false;
    let stuck = false;
    let signedIn = false;
    for (;;) {
      const waiting = await engine.outbox(deskId);
      const all = waiting.filter(each => id === undefined || each.id === id);
      if (all.length === 0) break;
      stuck = performance.now() - began > patience;
      for (const entry of all) {
        const stands = `${entry.state}${entry.failure ? ` (${entry.failure.reason}: ${entry.failure.detail})` : ''}`;
        if (story.at(-1) !== stands) story.push(stands);
        const own = JSON.stringify(entry.write) === JSON.stringify(attempt.write) || id !== undefined;
        // Who is asked does not answer before the desk can have done what it was cut off from.
        const soon = performance.now() - began < takes * 1.5;
        const choice = stuck ? { kind: 'discard' as const } : soon ? undefined : answerTo(entry, attempt);
        // Only the first choice counts, and only if another window did not settle it meanwhile.
        if (choice && (await engine.choose(deskId, entry.id, choice)).ok) asked ||= own && !stuck;
      }
      // What waits for it may be another one that this one waits for.
      if (!signedIn && waiting.some(each => each.state === 'waiting' && each.failure?.reason === 'unauthorized')) {
        signedIn = true;
        value(await engine.open(this.#opened.config, this.#opened.secret));
      }
      if (stuck) break;
      await pause(25);
    }
    // What the desk was cut off from may still be at work there.
    await pause(Math.max(0, takes * 1.5 - (performance.now() - began)));
    const warned = [...sent.values()].some(
      entry => entry.made?.warning && JSON.stringify(entry.write) === JSON.stringify(attempt.write),
    );
    const there = attempt.there();
    const whole = attempt.whole();
    story.push(`${there} times there${whole ? '' : ', not whole'}${warned ? ', and said so' : ''}`);
    return {
      lost: stuck || (there === 0 && wasPut) || (there > 0 && !whole && !warned),
      doubled: there > 1,
      asked: asked || (warned && !whole),
      story: `${stuck ? 'stuck; ' : ''}${wasPut ? '' : 'not put; '}${story.join(' > ')}`,
    };
  }
}

/** What a user chooses who is asked. */
function answerTo({ state, conflicts }: OutboxEntry, attempt: Try): OutboxChoice | undefined {
  switch (state) {
    case 'unclear':
      return { kind: 'arrived', arrived: attempt.there() > 0 };
    case 'failed':
      return { kind: 'send' };
    case 'conflict':
      return { kind: 'keepMine', fields: (conflicts ?? []).map(({ field }) => field) };
    default:
      return undefined;
  }
}

function note(change: EngineChange, sent: Map<number, OutboxEntry>): void {
  if (change.kind !== 'outbox') return;
  for (const entry of change.entries) if (entry.state === 'sent') sent.set(entry.id, entry);
}
