import type { Engine } from '../../engine/engine.ts';
import type { DeskFailure, Result } from '../../model/errors.ts';
import type { FieldRole, TicketField } from '../../model/fields.ts';
import type { OutboxEntry } from '../../model/outbox.ts';
import type { Ticket, TicketRef } from '../../model/ticket.ts';
import { checkValue } from '../fields/fieldValue.ts';
import type { Translate } from '../translate.ts';

/** Failures after which fields are offered as they were last known: the desk cannot be asked, but it can be written for. */
const outOfReach: ReadonlySet<DeskFailure['reason']> = new Set(['unreachable', 'quotaSpent', 'serverError', 'stopped']);

/** The fields of one ticket: asked for when one is changed, and kept as long as the ticket stays as it is. */
export class TicketFields {
  readonly #engine: Engine;
  readonly #ref: TicketRef;
  #asked: { readonly version: string | undefined; readonly fields: readonly TicketField[] } | undefined;
  #outdated = false;

  constructor(engine: Engine, ref: TicketRef) {
    this.#engine = engine;
    this.#ref = ref;
  }

  /** What was last answered. */
  get known(): readonly TicketField[] {
    return this.#asked?.fields ?? [];
  }

  /** Makes the desk be asked again. */
  forget(): void {
    this.#outdated = true;
  }

  /**
   * The fields with what they hold now, writes that are on their way among it.
   * @param of the fields of a ticket of the same type, for when the desk cannot be asked
   */
  async now(
    ticket: Ticket,
    writes: readonly OutboxEntry[],
    of: readonly TicketField[],
    signal: AbortSignal,
  ): Promise<Result<readonly TicketField[]>> {
    const version = ticket.changedAt;
    if (!this.#asked || this.#outdated || this.#asked.version !== version) {
      const answer = await this.#engine.ticketFields(this.#ref.deskId, this.#ref.ticketId, signal);
      if (!answer.ok) {
        if (!outOfReach.has(answer.failure.reason) || of.length === 0) return answer;
        const own = of.map(field => asOf(ticket, field));
        return { ok: true, value: withWrites(own, writes) };
      }
      this.#asked = { version, fields: answer.value };
      this.#outdated = false;
    }
    return { ok: true, value: withWrites(this.#asked.fields, writes) };
  }
}

/** A field of another ticket as it is on this one, as far as the ticket itself tells. */
function asOf(ticket: Ticket, field: TicketField): TicketField {
  const { value: _value, shown: _shown, ...definition } = field;
  const text = field.role === 'custom' ? custom(ticket, field.name) : named(ticket, field.role);
  if (text === undefined) return definition;
  if (field.type !== 'choice') return { ...definition, value: text, shown: text };
  const choice = field.choices?.find(each => each.name === text);
  return choice ? { ...definition, value: choice.id, shown: text } : definition;
}

function custom(ticket: Ticket, name: string): string | undefined {
  return ticket.otherFields.find(each => each.name === name)?.value;
}

function named(ticket: Ticket, role: FieldRole): string | undefined {
  switch (role) {
    case 'subject':
    case 'status':
    case 'priority':
    case 'type':
    case 'category':
    case 'product':
    case 'dueAt':
      return ticket[role];
    case 'group':
    case 'assignee':
      return ticket[role]?.name;
    default:
      return undefined;
  }
}

/** Fields as they will be when what is on its way has arrived. */
function withWrites(fields: readonly TicketField[], writes: readonly OutboxEntry[]): readonly TicketField[] {
  const wanted = new Map<string, string | null>();
  for (const { write, state } of writes) {
    if (write.kind !== 'updateTicket' || state === 'failed' || state === 'conflict') continue;
    for (const [name, value] of Object.entries(write.changes)) wanted.set(name, value);
  }
  if (wanted.size === 0) return fields;
  return fields.map(field => {
    const value = wanted.get(field.name);
    if (value === undefined) return field;
    const { value: _value, shown: _shown, ...rest } = field;
    if (value === null) return rest;
    const choice = field.choices?.find(each => each.id === value);
    return { ...rest, value, ...(choice ? { shown: choice.name } : {}) };
  });
}

/** Why a field cannot be given a value; nothing when it can. Values are as in `TicketField`. */
export function refusedValue(field: TicketField, value: string | null, t: Translate): string | undefined {
  if (value === null) return field.clearable ? undefined : t('This cannot be empty.');
  if (field.type === 'choice' && field.choices?.length)
    return field.choices.some(each => each.id === value) ? undefined : t('This cannot be chosen.');
  if (field.type === 'flag') return value === 'true' || value === 'false' ? undefined : t('This cannot be chosen.');
  if (field.type === 'date') return Number.isNaN(Date.parse(value)) ? t('Write a date like 2026-12-31.') : undefined;
  const type = field.type === 'number' ? 'number' : 'text';
  return checkValue(value, { type, clearable: field.clearable }, 'en', t);
}
