import type { Engine } from '../../engine/engine.ts';
import type { TicketField } from '../../model/fields.ts';
import type { RecordResource } from '../../model/records.ts';
import type { Ticket } from '../../model/ticket.ts';
import type { Editable } from '../../webview/messages.ts';

/**
 * What panels learn once of a desk: which fields its tickets let one change, and whether attachments can be read. Which
 * fields there are goes by a ticket's type, so that each type costs one question a session.
 */
export class DeskKnowledge {
  readonly #engine: Engine;
  readonly #fields = new Map<string, Promise<readonly TicketField[] | undefined>>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Nothing when the desk did not answer: the next panel asks again. */
  fields(deskId: string, ticket: Ticket): Promise<readonly TicketField[] | undefined> {
    const key = JSON.stringify([deskId, ticket.type]);
    const known = this.#fields.get(key);
    if (known) return known;
    const asked = this.#ask(deskId, ticket.id).catch(() => undefined);
    this.#fields.set(key, asked);
    void asked.then(found => {
      if (!found && this.#fields.get(key) === asked) this.#fields.delete(key);
    });
    return asked;
  }

  /** What the desk's API can do with attachments; nothing when it has none. Costs no request. */
  async attachments(deskId: string): Promise<RecordResource | undefined> {
    const resources = await this.#engine.resources(deskId);
    return resources.ok ? resources.value.find(each => each.kind === 'attachments') : undefined;
  }

  /** Makes a desk be asked again: it was opened anew, perhaps with other rights. */
  forget(): void {
    this.#fields.clear();
  }

  async #ask(deskId: string, ticketId: string): Promise<readonly TicketField[] | undefined> {
    const fields = await this.#engine.ticketFields(deskId, ticketId);
    return fields.ok ? fields.value : undefined;
  }
}

/** What can be changed, by role and by name. */
export function editableOf(fields: readonly TicketField[]): Editable {
  const roles = new Set(fields.map(field => field.role).filter(role => role !== 'custom'));
  return { roles: [...roles], fields: fields.map(field => field.name) };
}
