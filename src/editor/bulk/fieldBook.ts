import type { Engine } from '../../engine/engine.ts';
import type { Result } from '../../model/errors.ts';
import type { FieldRole, TicketField } from '../../model/fields.ts';
import type { TicketSummary } from '../../model/ticket.ts';

/** A ticket as lists have it. */
export interface ListedTicket {
  readonly deskId: string;
  readonly ticket: TicketSummary;
}

/** Fields that lists show by name, so that many tickets can be given another value with few questions. */
export type BulkRole = Extract<
  FieldRole,
  'status' | 'priority' | 'assignee' | 'group' | 'type' | 'category' | 'product'
>;

/** A change of one field of a ticket: what it is to be, and what it is now. */
export interface FieldChange {
  readonly field: string;
  readonly role: BulkRole;
  readonly to: string | null;
  readonly from: string | null;
}

/** Why a ticket cannot be given a value: the field is not there, or has no such choice for this ticket. */
export type Obstacle = 'noField' | 'noChoice';

/**
 * What the fields of tickets are called and can be. Tickets of one type and group have the same, so that one of them is
 * asked for; what a desk answered once is good enough when it is out of reach.
 */
export class FieldBook {
  readonly #engine: Engine;
  /** Of tickets of one kind, with the ticket that was asked for. */
  readonly #known = new Map<string, { readonly fields: readonly TicketField[]; readonly ticketId: string }>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /**
   * The fields of a ticket. Without a value, unless it is the ticket that was asked for.
   * @param asked what was asked since the user began: each kind of ticket is asked for once
   */
  async fieldsOf(
    { deskId, ticket }: ListedTicket,
    asked: Map<string, Promise<Result<readonly TicketField[]>>>,
    signal?: AbortSignal,
  ): Promise<Result<readonly TicketField[]>> {
    const key = JSON.stringify([deskId, ticket.type ?? '', ticket.group?.name ?? '']);
    const asking =
      asked.get(key) ??
      this.#engine.ticketFields(deskId, ticket.id, signal).then(answer => {
        if (answer.ok) this.#known.set(key, { fields: answer.value, ticketId: ticket.id });
        return answer;
      });
    asked.set(key, asking);
    const answer = await asking;
    const known = this.#known.get(key);
    if (!answer.ok && (answer.failure.reason === 'cancelled' || !known)) return answer;
    if (!known) return answer;
    return { ok: true, value: known.ticketId === ticket.id ? known.fields : known.fields.map(withoutValue) };
  }

  /** The change that gives a ticket the value of this name; `null` empties the field. */
  async change(
    listed: ListedTicket,
    role: BulkRole,
    name: string | null,
    asked: Map<string, Promise<Result<readonly TicketField[]>>>,
    signal?: AbortSignal,
  ): Promise<Result<FieldChange | Obstacle>> {
    const answer = await this.fieldsOf(listed, asked, signal);
    if (!answer.ok) return answer;
    const field = answer.value.find(each => each.role === role);
    if (!field) return { ok: true, value: 'noField' };
    const to = name === null ? null : idOf(field, name);
    if (to === undefined || (to === null && !field.clearable)) return { ok: true, value: 'noChoice' };
    const now = nameIn(listed.ticket, role);
    const from = now === undefined ? null : (personId(listed.ticket, role) ?? idOf(field, now) ?? field.value);
    if (from !== undefined) return { ok: true, value: { field: field.name, role, to, from } };
    // Its value is none that can be chosen, so that only the ticket itself tells it.
    const own = await this.#engine.ticketFields(listed.deskId, listed.ticket.id, signal);
    if (!own.ok) return own;
    const value = own.value.find(each => each.name === field.name)?.value ?? null;
    return { ok: true, value: { field: field.name, role, to, from: value } };
  }
}

/** The name that a ticket has in a field. */
export function nameIn(ticket: TicketSummary, role: BulkRole): string | undefined {
  if (role === 'assignee') return ticket.assignee?.name;
  if (role === 'group') return ticket.group?.name;
  return ticket[role] || undefined;
}

function personId(ticket: TicketSummary, role: BulkRole): string | undefined {
  return role === 'assignee' || role === 'group' ? ticket[role]?.id : undefined;
}

/** What the desk takes for a name; a field that is typed takes the name itself. */
function idOf({ choices, type }: TicketField, name: string): string | undefined {
  if (type !== 'choice' || !choices) return name;
  const wanted = name.toLocaleLowerCase();
  return choices.find(each => each.name.toLocaleLowerCase() === wanted)?.id;
}

function withoutValue({ value: _value, shown: _shown, ...field }: TicketField): TicketField {
  return field;
}
