import type { DetailsAnswer, Engine, EngineChange } from '../../engine/engine.ts';
import type { DeskFailure, Result } from '../../model/errors.ts';
import type { FieldChanges, FieldRole } from '../../model/fields.ts';
import { isNotThere, type OutboxChoice, type OutboxEntry, type Write } from '../../model/outbox.ts';
import type { TicketRef } from '../../model/ticket.ts';
import type { Side } from '../../webview/messages.ts';

type UpdateTicket = Extract<Write, { kind: 'updateTicket' }>;

/** A change of one field that can be undone. */
interface Undoable {
  readonly id: number;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly shownBefore: string;
  readonly role: FieldRole | undefined;
}

const gone: DeskFailure = { reason: 'notFound' };

/** The writes of one ticket that are not read from the desk yet, and what is done with them. */
export class TicketWrites {
  readonly #engine: Engine;
  readonly #ref: TicketRef;
  readonly #changed: () => void;
  readonly #entries = new Map<number, OutboxEntry>();
  #undoable: Undoable | undefined;
  /** Counts what was told: an older list of everything must not undo it. */
  #told = 0;

  /** @param changed is told when something stands otherwise than before */
  constructor(engine: Engine, ref: TicketRef, changed: () => void) {
    this.#engine = engine;
    this.#ref = ref;
    this.#changed = changed;
  }

  /** Oldest first. */
  get all(): readonly OutboxEntry[] {
    return [...this.#entries.values()].sort((a, b) => a.id - b.id);
  }

  /** The latest change of a field that was made here. */
  get undoable(): Undoable | undefined {
    return this.#undoable;
  }

  get(id: number): OutboxEntry | undefined {
    return this.#entries.get(id);
  }

  /** Asks what waits; nothing happens when the outbox cannot be asked. */
  async load(): Promise<void> {
    const told = this.#told;
    const entries = await this.#engine.outbox(this.#ref.deskId).catch(() => undefined);
    if (!entries) return;
    // What was told meanwhile is newer.
    if (told !== this.#told) return this.load();
    for (const [id, { state }] of this.#entries) if (state !== 'sent') this.#entries.delete(id);
    for (const entry of entries) if (this.#isOurs(entry)) this.#entries.set(entry.id, entry);
    this.#changed();
  }

  /** Hears of a change; answers whether a write of this ticket has arrived. */
  hear(change: EngineChange): boolean {
    if (change.kind === 'restarted') void this.load();
    if (change.kind !== 'outbox' || change.deskId !== this.#ref.deskId) return false;
    this.#told++;
    const ours = change.entries.filter(entry => this.#isOurs(entry));
    for (const entry of ours) this.#take(entry);
    if (ours.length > 0) this.#changed();
    return ours.some(({ state }) => state === 'sent');
  }

  /** Those that are on the desk, and maybe not in what was read of the ticket. */
  get sent(): ReadonlySet<number> {
    return new Set(this.all.filter(({ state }) => state === 'sent').map(({ id }) => id));
  }

  /**
   * Forgets what is in the ticket as it was read.
   * @param before writes that were on the desk when the ticket was asked for
   */
  read({ details, failure, refreshing }: DetailsAnswer, before: ReadonlySet<number>): void {
    const newest = !failure && !refreshing;
    const there = new Set([...details.history, ...details.timeEntries, ...details.attachments].map(({ id }) => id));
    for (const { id, state, made } of this.all) {
      if (state === 'sent' && ((newest && before.has(id)) || (made?.id && there.has(made.id))))
        this.#entries.delete(id);
    }
  }

  /** Puts a write down. `hold` is in milliseconds. */
  async put(write: Write, hold = 0): Promise<Result<OutboxEntry>> {
    const put = await this.#engine.put(this.#ref.deskId, write, hold > 0 ? { hold } : {});
    return this.#taken(put);
  }

  /** Changes a field from what the user saw in it; a change of the same field that was not sent is changed instead. */
  async change(
    field: string,
    before: string | null | undefined,
    after: string | null,
    shownBefore: string,
    role?: FieldRole,
  ): Promise<Result<OutboxEntry>> {
    const { ticketId } = this.#ref;
    const earlier = this.#unsent(field);
    const from = earlier ? earlier.write.base?.[field] : before;
    const base = from === undefined ? {} : { base: { [field]: from } };
    const roles = role ? { roles: { [field]: role } } : {};
    const write: Write = { kind: 'updateTicket', ticketId, changes: { [field]: after }, ...base, ...roles };
    const edited = earlier && (await this.choose(earlier.entry.id, { kind: 'edit', write }));
    // It went meanwhile: the desk then has what the user saw.
    const put = edited?.ok
      ? edited
      : await this.put({ ...write, ...(before === undefined ? {} : { base: { [field]: before } }) });
    if (put.ok) this.#undoable = { id: put.value.id, field, before: before ?? null, after, shownBefore, role };
    return put;
  }

  /** Undoes the latest change: takes it out when it is not on the desk, else changes the field back. */
  async undo(shown: string): Promise<Result<unknown>> {
    const undone = this.#undoable;
    if (!undone) return { ok: false, failure: gone };
    const { field, before, after, id, role } = undone;
    const standing = this.#entries.get(id);
    if (standing && isNotThere(standing) && isFrom(standing, field, before)) {
      const discarded = await this.choose(id, { kind: 'discard' });
      if (discarded.ok) {
        this.#undoable = undefined;
        return discarded;
      }
    }
    return this.change(field, after, before, shown, role);
  }

  async choose(id: number, choice: OutboxChoice): Promise<Result<OutboxEntry>> {
    return this.#taken(await this.#engine.choose(this.#ref.deskId, id, choice));
  }

  /** Ends the conflicts of a write. Fields that no side is named for stay as they are on the desk. */
  async resolve(id: number, sides: Readonly<Record<string, Side>>): Promise<Result<OutboxEntry>> {
    const entry = this.#entries.get(id);
    if (entry?.write.kind !== 'updateTicket') return { ok: false, failure: gone };
    return this.choose(id, resolution(entry, entry.write, sides));
  }

  /** A change of this field alone that waits, and was never sent. */
  #unsent(field: string): { readonly entry: OutboxEntry; readonly write: UpdateTicket } | undefined {
    for (const entry of [...this.all].reverse()) {
      const { write, state } = entry;
      if (write.kind !== 'updateTicket' || !Object.hasOwn(write.changes, field)) continue;
      const alone = Object.keys(write.changes).length === 1;
      return alone && (state === 'waiting' || state === 'failed' || state === 'held') ? { entry, write } : undefined;
    }
    return undefined;
  }

  #taken(answer: Result<OutboxEntry>): Result<OutboxEntry> {
    if (!answer.ok) return answer;
    const entry = answer.value;
    const known = this.#entries.get(entry.id);
    // What was told of it since is newer than the answer.
    const older = known?.state === 'sent' || (known?.state === 'sending' && entry.state === 'waiting');
    if (!older) this.#take(entry);
    this.#changed();
    return answer;
  }

  #take(entry: OutboxEntry): void {
    if (entry.state === 'discarded') this.#entries.delete(entry.id);
    else this.#entries.set(entry.id, entry);
  }

  #isOurs({ write }: OutboxEntry): boolean {
    return 'ticketId' in write && write.ticketId === this.#ref.ticketId;
  }
}

/** Whether a change begins with this value: one that was changed again while it waited does not. */
function isFrom({ write }: OutboxEntry, field: string, before: string | null): boolean {
  return write.kind === 'updateTicket' && (write.base?.[field] ?? null) === before;
}

/** What is asked of the outbox so that each field ends as the user chose. */
export function resolution(
  { conflicts = [] }: Pick<OutboxEntry, 'conflicts'>,
  write: UpdateTicket,
  sides: Readonly<Record<string, Side>>,
): OutboxChoice {
  const side = (field: string): Side => (Object.hasOwn(sides, field) && sides[field]) || 'theirs';
  const back = conflicts.filter(({ field }) => side(field) === 'before');
  const mine = conflicts.filter(({ field }) => side(field) === 'mine');
  if (back.length === 0) return { kind: 'keepMine', fields: mine.map(({ field }) => field) };
  const inConflict = new Set(conflicts.map(({ field }) => field));
  const rest = (values: FieldChanges) => Object.entries(values).filter(([field]) => !inConflict.has(field));
  const wanted = [
    ...back.map(one => [one.field, one.before] as const),
    ...mine.map(one => [one.field, one.mine] as const),
  ];
  const changes = Object.fromEntries([...rest(write.changes), ...wanted]);
  const base = Object.fromEntries([
    ...rest(write.base ?? {}),
    ...[...back, ...mine].map(({ field, theirs }) => [field, theirs] as const),
  ]);
  return { kind: 'edit', write: { ...write, changes, base } };
}
