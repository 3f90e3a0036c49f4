import { arrivalOf, type Fit, fitOf, type Held, minutesFit, textFit, timeFit } from '../model/arrival.ts';
import type { NoteDraft, TicketDraft, TimeDraft } from '../model/desk.ts';
import { failureOf } from '../model/errors.ts';
import type { Arrival, FileDraft, SentWrite } from '../model/outbox.ts';
import { plainTextOf } from '../model/plainText.ts';
import { said } from '../model/said.ts';
import { type DataRecord, fieldOf, groupOf } from '../wire/records.ts';
import { filesOf } from './attachments.ts';
import type { Context } from './context.ts';
import { Filters } from './filters.ts';
import { readHtml, writeHtml } from './html.ts';
import { customerKey } from './links.ts';
import { authorOf, idOf, isDescription, isTrue, minutesOf } from './mapping.ts';
import { pagesOf } from './paging.ts';
import { ticketById } from './ticketById.ts';
import { isAsWanted } from './updates.ts';

/** Tickets are looked for from so long before a write was sent: clocks can be wrong by hours. What comes although it is dated
 * as long before that shows that the desk does not filter. */
const EARLIER_MS = 26 * 3_600_000;
const PAGE = 500;
/** New tickets that are looked through at most. */
const MOST_TICKETS = 2_000;

/** Looks whether writes arrived. Each question is one request, of a new ticket with a text two. */
export class Arrivals {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  async of(sent: SentWrite, signal: AbortSignal | undefined): Promise<Arrival> {
    try {
      return await this.#of(sent, signal);
    } catch (thrown) {
      // To a ticket that is gone nothing was written that is still there.
      if (sent.write.kind !== 'createTicket' && failureOf(thrown).reason === 'notFound') return { arrived: 'no' };
      throw thrown;
    }
  }

  async #of(sent: SentWrite, signal: AbortSignal | undefined): Promise<Arrival> {
    const { client } = this.#context;
    const { write } = sent;
    switch (write.kind) {
      case 'createTicket':
        return await this.#ticket(write.draft, sent, signal);
      case 'addNote':
        return await this.#action(write.ticketId, action => this.#note(action, write.note), said`note`, sent, signal);
      case 'logTime':
        return await this.#action(write.ticketId, action => this.#time(action, write.time), 'entry', sent, signal);
      case 'updateTicket': {
        const record = await ticketById(client, write.ticketId, signal);
        this.#context.custom.learn([record]);
        const changes = Object.entries(write.changes);
        return { arrived: changes.every(each => isAsWanted(this.#context, record, ...each)) ? 'yes' : 'no' };
      }
      case 'linkCustomer':
      case 'unlinkCustomer': {
        const linked = await this.#isLinked(write.ticketId, write.customerId, signal);
        return { arrived: linked === (write.kind === 'linkCustomer') ? 'yes' : 'no' };
      }
      case 'attach':
        return await this.#file(write.ticketId, write.file, sent, signal);
    }
  }

  async #action(
    ticketId: string,
    fits: (action: DataRecord) => readonly Fit[],
    what: string,
    { sentAt, others }: SentWrite,
    signal: AbortSignal | undefined,
  ): Promise<Arrival> {
    const { client, dates } = this.#context;
    // Not from what was read a moment ago: this is about what came since.
    const { records } = await client.actions(ticketId, [], signal);
    const zoneKnown = dates.facts.zoneFrom !== 'usual';
    const held = records
      .filter(action => !isDescription(action) && !others.has(idOf(action, 'Action') ?? ''))
      .map((action): Held => {
        const made = timeFit(dates.read(fieldOf(action, 'DateCreated')), sentAt, zoneKnown);
        return { id: idOf(action, 'Action'), fits: [made, ...fits(action)] };
      });
    return arrivalOf(held, what);
  }

  #note(action: DataRecord, { text, visibility, authorId }: NoteDraft): Fit[] {
    return [
      htmlFit(text, action),
      this.#author(action, authorId),
      visibleFit(action, visibility === 'public'),
      minutesOf(action) > 0 ? 'maybe' : 'same',
    ];
  }

  #time(action: DataRecord, time: TimeDraft): Fit[] {
    return [
      htmlFit(time.notes, action),
      minutesFit(minutesOf(action), time),
      this.#began(action, time),
      this.#author(action, time.technicianId),
      visibleFit(action, time.visibility === 'public'),
    ];
  }

  /** Without a text, only the beginning tells one piece of work from another. */
  #began(action: DataRecord, { startedAt, notes }: TimeDraft): Fit {
    const { dates } = this.#context;
    const began = dates.read(fieldOf(action, 'DateStarted'));
    if (began === undefined) return notes.trim() === '' ? 'maybe' : 'same';
    // In the form in which it was sent: minutes.
    if (dates.write(began, 'h:mm tt') === dates.write(startedAt, 'h:mm tt')) return 'same';
    const wasSent = began === dates.read(fieldOf(action, 'DateCreated'));
    return dates.facts.zoneFrom === 'settings' && !wasSent ? 'other' : 'maybe';
  }

  #author(action: DataRecord, asked: string | undefined): Fit {
    return this.#context.authors.actions.fit(asked ?? this.#context.config.technicianId, authorOf(action));
  }

  /** A file stands with an action that is called like it; one whose file never came is none. */
  async #file(
    ticketId: string,
    file: FileDraft,
    { sentAt, others }: SentWrite,
    signal: AbortSignal | undefined,
  ): Promise<Arrival> {
    const { client, dates } = this.#context;
    const { records } = await client.actions(ticketId, [], signal);
    const bytes = Buffer.byteLength(file.content, 'base64');
    const held: Held[] = [];
    for (const action of records) {
      const id = idOf(action, 'Action');
      if (!id || isDescription(action) || others.has(id)) continue;
      const made = timeFit(dates.read(fieldOf(action, 'DateCreated')), sentAt, dates.facts.zoneFrom !== 'usual');
      const fits = [made, htmlFit(file.name, action), this.#author(action, undefined)];
      if (fitOf(fits) === 'other') continue;
      for (const record of await filesOf(client, ticketId, id, signal)) {
        const { name, size } = fileOf(record);
        const sized = size === undefined ? 'maybe' : size === bytes ? 'same' : 'other';
        held.push({
          id,
          fits: [...fits, textFit(file.name, name), sized, visibleFit(action, file.visibility === 'public')],
        });
      }
    }
    return arrivalOf(held, said`file`);
  }

  async #isLinked(ticketId: string, customerId: string, signal: AbortSignal | undefined): Promise<boolean> {
    const { client } = this.#context;
    const { kind, id } = customerKey(customerId);
    const isContact = kind === 'contact';
    const { records } = await (isContact
      ? client.ticketContacts(ticketId, signal)
      : client.ticketCustomers(ticketId, signal));
    const names = isContact ? ['ContactID', 'ID'] : ['CustomerID', 'OrganizationID', 'ID'];
    return records.some(record => names.some(name => fieldOf(record, name) === id));
  }

  async #ticket(draft: TicketDraft, { sentAt, others }: SentWrite, signal: AbortSignal | undefined): Promise<Arrival> {
    const { dates, authors } = this.#context;
    const found = await this.#ticketsSince(draft.subject, sentAt, signal);
    const zoneKnown = dates.facts.zoneFrom !== 'usual';
    const held: Held[] = [];
    for (const ticket of found.records) {
      const id = idOf(ticket, 'Ticket');
      if (!id || others.has(id)) continue;
      const fits: Fit[] = [
        textFit(draft.subject, fieldOf(ticket, 'Name') ?? ''),
        timeFit(dates.read(fieldOf(ticket, 'DateCreated')), sentAt, zoneKnown),
        authors.tickets.fit(undefined, authorOf(ticket)),
        customerFit(ticket, draft.customerId),
      ];
      if (fitOf(fits) !== 'other') held.push({ id, number: fieldOf(ticket, 'TicketNumber'), fits });
    }
    const arrival = await this.#withText(draft.description, held, signal);
    if (arrival.arrived === 'no' && !found.whole) {
      return { arrived: 'unclear', detail: said`There are too many new tickets to look through them all.` };
    }
    return arrival;
  }

  /** The second step of a new ticket is its text (1.6): another's text tells another ticket, none that it is missing. */
  async #withText(text: string, held: readonly Held[], signal: AbortSignal | undefined): Promise<Arrival> {
    const { client } = this.#context;
    if (text.trim() === '') return arrivalOf(held, said`ticket`);
    const bare = new Set<string | undefined>();
    const read: Held[] = [];
    for (const each of held) {
      const { records } = await client.actions(each.id ?? '', new Filters().is('SystemActionTypeID', 1).terms, signal);
      const action = records.find(isDescription);
      const isBare = !action || plainTextOf(readHtml(fieldOf(action, 'Description') ?? '')).trim() === '';
      if (isBare) bare.add(each.id);
      read.push({ ...each, fits: [...each.fits, isBare || !action ? 'same' : htmlFit(text, action)] });
    }
    const arrival = arrivalOf(read, said`ticket`);
    if (arrival.arrived !== 'yes' || !bare.has(arrival.id)) return arrival;
    return { ...arrival, warning: client.error('unreachable', said`The ticket was made without its text.`).failure };
  }

  /** Tickets that are no older than the write; by their subject where the desk does not filter by dates. */
  async #ticketsSince(
    subject: string,
    sentAt: string,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly records: readonly DataRecord[]; readonly whole: boolean }> {
    const { client, dates } = this.#context;
    const since = Date.parse(sentAt) - EARLIER_MS;
    const filters = new Filters().atLeast('DateCreated', new Date(since));
    const records: DataRecord[] = [];
    const pages = pagesOf(
      page => client.tickets(filters.page(page), signal),
      record => idOf(record, 'Ticket'),
      PAGE,
    );
    for await (const page of pages) {
      records.push(...page.records);
      const isUnfiltered = page.records.some(
        record => Date.parse(dates.read(fieldOf(record, 'DateCreated')) ?? '') < since - EARLIER_MS,
      );
      if (isUnfiltered) {
        const named = await client.tickets(new Filters().is('Name', subject.trim()).terms, signal);
        return { records: named.records, whole: true };
      }
      if (records.length > MOST_TICKETS) return { records, whole: false };
    }
    return { records, whole: true };
  }
}

/** Both as they are read: an action's HTML is not answered as it was sent (1.12). */
function htmlFit(text: string, action: DataRecord): Fit {
  return textFit(plainTextOf(writeHtml(text)), plainTextOf(readHtml(fieldOf(action, 'Description') ?? '')));
}

/** The members of an attachment are not shown anywhere (2.10); a size in other words than a number of bytes tells nothing. */
function fileOf(record: DataRecord): { readonly name: string; readonly size: number | undefined } {
  const size = fieldOf(record, 'FileSize', 'Size', 'Length', 'ContentLength')?.trim() ?? '';
  return {
    name: fieldOf(record, 'FileName', 'Name', 'AttachmentName', 'Title') ?? '',
    size: /^\d+$/.test(size) ? Number(size) : undefined,
  };
}

function visibleFit(action: DataRecord, wanted: boolean): Fit {
  const visible = fieldOf(action, 'IsVisibleOnPortal');
  return visible === undefined || isTrue(visible) === wanted ? 'same' : 'maybe';
}

function customerFit(ticket: DataRecord, wanted: string | undefined): Fit {
  if (wanted === undefined) return 'same';
  const { kind, id } = customerKey(wanted);
  const isContact = kind === 'contact';
  const linked = groupOf(ticket, isContact ? 'Contacts' : 'Customers');
  if (linked.length === 0) return 'maybe';
  const names = isContact ? ['ContactID', 'ID'] : ['CustomerID', 'OrganizationID', 'ID'];
  return linked.some(each => names.some(name => fieldOf(each, name) === id)) ? 'same' : 'other';
}
