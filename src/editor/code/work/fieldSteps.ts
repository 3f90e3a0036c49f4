import * as vscode from 'vscode';
import type { OutboxEntry } from '../../../model/outbox.ts';
import type { TicketSummary } from '../../../model/ticket.ts';
import { type BulkRole, FieldBook, type ListedTicket, nameIn } from '../../bulk/fieldBook.ts';
import type { ReadyDesk } from '../../desks/desks.ts';
import { describeFailure } from '../../failures.ts';
import { askChoice, type ChoiceItem, type FlowPlace } from '../../input.ts';
import { Following } from '../../outbox/following.ts';
import type { CommandParts } from '../../registerCommands.ts';
import type { StepEnd } from './workSteps.ts';

type Parts = Pick<CommandParts, 'engine' | 'writes'>;

/** Gives a ticket another status and assignee, one by one, each as a write of its own. */
export class FieldSteps {
  readonly #parts: Parts;
  readonly #desk: ReadyDesk;
  readonly #listed: ListedTicket;
  readonly #book: FieldBook;

  constructor(parts: Parts, desk: ReadyDesk, ticket: TicketSummary) {
    this.#parts = parts;
    this.#desk = desk;
    this.#listed = { deskId: desk.config.id, ticket };
    this.#book = new FieldBook(parts.engine);
  }

  /** Lets the user pick a status that the ticket can have. */
  async askStatus(place: FlowPlace, now: string): Promise<string> {
    const { t } = vscode.l10n;
    const { engine } = this.#parts;
    return askChoice<string>(place, {
      placeholder: t('Which status?'),
      nothing: t('No such status'),
      ...(now === '' ? {} : { activeValue: now }),
      items: async (typed, signal) => {
        const answer = await this.#book.fieldsOf(this.#listed, new Map(), signal);
        const field = answer.ok ? answer.value.find(each => each.role === 'status') : undefined;
        const named = field?.choices?.map(({ name, closed }) => ({ name, closed: closed === true })) ?? [];
        // What the desk does not tell now, other tickets have.
        const seen = named.length > 0 ? [] : await engine.namesOf(this.#desk.config.id, 'status', '', 50);
        const all = [...named, ...seen.map(name => ({ name, closed: false }))];
        const wanted = typed.toLocaleLowerCase();
        return all
          .filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
          .map(
            ({ name, closed }): ChoiceItem<string> => ({
              label: name,
              ...(closed ? { description: t('closes the ticket') } : {}),
              value: name,
            }),
          );
      },
    });
  }

  /** The user's name among the desk's technicians. */
  async ownName(signal: AbortSignal): Promise<string | undefined> {
    const { id, technicianId, technicianName } = this.#desk.config;
    if (technicianName !== undefined || technicianId === undefined) return technicianName;
    const all = await this.#parts.engine.technicians(id, signal);
    return all.ok ? all.value.find(each => each.id === technicianId)?.name : undefined;
  }

  /** Gives the field a value by its name. */
  async set(role: Extract<BulkRole, 'status' | 'assignee'>, name: string, signal: AbortSignal): Promise<StepEnd> {
    const { t } = vscode.l10n;
    const { id: deskId, name: deskName } = this.#desk.config;
    if (nameIn(this.#listed.ticket, role) === name) return { state: 'done' };
    const change = await this.#book.change(this.#listed, role, name, new Map(), signal);
    if (!change.ok) return { state: 'failed', words: describeFailure(change.failure, deskName).message };
    if (change.value === 'noField') return { state: 'failed', words: t('This cannot be changed on this desk.') };
    if (change.value === 'noChoice')
      return { state: 'failed', words: t('{0} cannot be chosen for this ticket.', name) };
    const { field, to, from } = change.value;
    if (to === from) return { state: 'done' };
    const following = new Following(this.#parts.engine, this.#parts.writes);
    try {
      const { id: ticketId } = this.#listed.ticket;
      const values = { changes: { [field]: to }, base: { [field]: from }, roles: { [field]: role } };
      const write = { kind: 'updateTicket' as const, ticketId, ...values };
      const put = await following.put(deskId, write);
      if (!put.ok) return { state: 'failed', words: describeFailure(put.failure, deskName).message };
      const [entry = put.value] = await following.settled(signal);
      return await this.#endOf(entry, signal);
    } finally {
      following.dispose();
    }
  }

  async #endOf({ state, failure, deskId, id }: OutboxEntry, signal: AbortSignal): Promise<StepEnd> {
    const { t } = vscode.l10n;
    const { name } = this.#desk.config;
    const words = failure && describeFailure({ ...failure, kept: false, uncertain: false }, name).message;
    if (state === 'sent') return { state: 'done' };
    const gaveUp = signal.aborted && state === 'waiting';
    if (state === 'failed' || gaveUp) {
      // It is tried again from the list, or left: nothing is to stay behind.
      await this.#parts.engine.choose(deskId, id, { kind: 'discard' });
      return { state: 'failed', words: words ?? t('Cancelled before it was done.') };
    }
    if (state === 'discarded') return { state: 'failed', words: t('Cancelled before it was done.') };
    if (state === 'conflict')
      return { state: 'waits', words: t('Somebody else changed the same field: choose in the outbox.') };
    return { state: 'waits', ...(words === undefined ? {} : { words }) };
  }
}
