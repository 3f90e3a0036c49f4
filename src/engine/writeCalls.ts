import type { Created, NoteDraft, TicketDraft, TimeDraft } from '../model/desk.ts';
import { asResult, type Result } from '../model/errors.ts';
import type { FieldChanges } from '../model/fields.ts';
import type { OutboxChoice, OutboxEntry, Write } from '../model/outbox.ts';
import type { Engine } from './engine.ts';
import { LinkCalls } from './linkCalls.ts';
import type { WriteKey } from './methods.ts';
import type { OpenDesk } from './openDesk.ts';
import { entryOf } from './outbox/entry.ts';
import { unsentOfClosed } from './store/unsentOfClosed.ts';

type Named =
  | 'put'
  | 'outbox'
  | 'choose'
  | 'createTicket'
  | 'addNote'
  | 'logTime'
  | 'updateTicket'
  | 'linkCustomer'
  | 'unlinkCustomer';

/**
 * The engine's ways to write to tickets: all of them by the outbox. Asked again with the same `key`, after an end of the
 * thread say, they write nothing once more.
 */
export abstract class WriteCalls extends LinkCalls implements Pick<Engine, Named> {
  protected abstract readonly openDesks: readonly OpenDesk[];
  /** Where copies of desks are kept. */
  protected abstract readonly storeFolder: string;

  put(
    deskId: string,
    write: Write,
    options: { readonly hold?: number } = {},
    key?: WriteKey,
  ): Promise<Result<OutboxEntry>> {
    return asResult(async () => (await this.desk(deskId)).put(write, options.hold, key));
  }

  async outbox(deskId?: string): Promise<readonly OutboxEntry[]> {
    if (deskId !== undefined) {
      const desk = await asResult(() => this.desk(deskId));
      if (desk.ok) return desk.value.outbox.entries();
      return unsentOfClosed(this.storeFolder, deskId).map(each => entryOf(deskId, each));
    }
    const entries = await Promise.all(this.openDesks.map(desk => desk.outbox.entries()));
    return entries.flat().sort((a, b) => a.at.localeCompare(b.at) || a.id - b.id);
  }

  choose(deskId: string, id: number, choice: OutboxChoice): Promise<Result<OutboxEntry>> {
    return asResult(async () => (await this.desk(deskId)).outbox.choose(id, choice));
  }

  createTicket(deskId: string, draft: TicketDraft, signal?: AbortSignal, key?: WriteKey): Promise<Result<Created>> {
    return this.#make(deskId, { kind: 'createTicket', draft }, signal, key);
  }

  addNote(
    deskId: string,
    ticketId: string,
    note: NoteDraft,
    signal?: AbortSignal,
    key?: WriteKey,
  ): Promise<Result<Created>> {
    return this.#make(deskId, { kind: 'addNote', ticketId, note }, signal, key);
  }

  logTime(
    deskId: string,
    ticketId: string,
    time: TimeDraft,
    signal?: AbortSignal,
    key?: WriteKey,
  ): Promise<Result<Created>> {
    return this.#make(deskId, { kind: 'logTime', ticketId, time }, signal, key);
  }

  updateTicket(
    deskId: string,
    ticketId: string,
    changes: FieldChanges,
    signal?: AbortSignal,
    key?: WriteKey,
  ): Promise<Result<void>> {
    return this.#do(deskId, { kind: 'updateTicket', ticketId, changes }, signal, key);
  }

  linkCustomer(
    deskId: string,
    ticketId: string,
    customerId: string,
    signal?: AbortSignal,
    key?: WriteKey,
  ): Promise<Result<void>> {
    return this.#do(deskId, { kind: 'linkCustomer', ticketId, customerId }, signal, key);
  }

  unlinkCustomer(
    deskId: string,
    ticketId: string,
    customerId: string,
    signal?: AbortSignal,
    key?: WriteKey,
  ): Promise<Result<void>> {
    return this.#do(deskId, { kind: 'unlinkCustomer', ticketId, customerId }, signal, key);
  }

  async #make(deskId: string, write: Write, signal?: AbortSignal, key?: WriteKey): Promise<Result<Created>> {
    const done = await this.#write(deskId, write, signal, key);
    return done.ok ? { ok: true, value: done.value ?? { id: '' } } : done;
  }

  async #do(deskId: string, write: Write, signal?: AbortSignal, key?: WriteKey): Promise<Result<void>> {
    const done = await this.#write(deskId, write, signal, key);
    return done.ok ? { ok: true, value: undefined } : done;
  }

  async #write(
    deskId: string,
    write: Write,
    signal?: AbortSignal,
    key?: WriteKey,
  ): Promise<Result<Created | undefined>> {
    const desk = await asResult(() => this.desk(deskId));
    return desk.ok ? desk.value.write(write, signal, key) : desk;
  }
}
