import type {
  Arrival,
  ConnectedDesk,
  Connector,
  ConnectorFailure,
  ConnectorTicket,
  DeskAccess,
  HistoryEntry,
  SentWrite,
} from '../../../api/deskside.d.ts';
import type { TinyNote, TinyTicket } from './tinyDesk.ts';

/** So many tickets are asked for at a time. */
const pageSize = 3;
/** The clocks of two machines differ. */
const clocks = 5 * 60_000;

const people = [
  { id: 'ana', name: 'Ana Lee', active: true },
  { id: 'sam', name: 'Sam Rivera', active: true },
];
const statuses = [
  { id: 'open', name: 'Open' },
  { id: 'done', name: 'Done', closed: true },
];

/** Connects the tiny desk. `extension` is the id of the extension that registers it. */
export function tinyConnector(extension: string): Connector {
  return {
    system: `${extension}/tiny`,
    label: 'Tiny Desk',
    addressExample: 'https://tiny.example.com',
    secretKind: 'key',
    secretPath: 'Settings > Keys',
    can: { notes: ['public', 'internal'], logTime: true, editFields: true, customerRequired: false },
    open: access => new Tiny(access),
  };
}

class Tiny implements ConnectedDesk {
  readonly #access: DeskAccess;

  constructor(access: DeskAccess) {
    this.#access = access;
  }

  async check(signal: AbortSignal) {
    await this.#ask('GET', '/me', signal);
    return { technicians: people };
  }

  /** The desk counts its changes, so the cursor is a number: what changed after it. */
  async *changes(cursor: string | undefined, _scope: unknown, signal: AbortSignal) {
    let after = Number(cursor ?? 0);
    for (;;) {
      const query = `/tickets?after=${after}&limit=${pageSize}`;
      const { tickets, more } = await this.#ask<{ tickets: TinyTicket[]; more: boolean }>('GET', query, signal);
      after = tickets.at(-1)?.revision ?? after;
      yield { tickets: tickets.map(ticketOf), cursor: String(after), complete: !more };
      if (!more) return;
    }
  }

  async ticket(id: string, signal: AbortSignal) {
    return ticketOf(await this.#ask<TinyTicket>('GET', `/tickets/${encodeURIComponent(id)}`, signal));
  }

  async ticketByNumber(number: string, signal: AbortSignal) {
    return this.ticket(`t${number}`, signal);
  }

  async conversation(ticketId: string, signal: AbortSignal) {
    const notes = await this.#notes(ticketId, signal);
    const time = notes.filter(({ minutes }) => minutes !== undefined);
    return {
      history: notes.map(entryOf),
      time: time.map(({ id, minutes = 0, at, text }) => ({ id, minutes, at, notes: text })),
    };
  }

  statuses = async () => statuses;

  async createTicket({ subject, description }: { subject: string; description: string }, signal: AbortSignal) {
    const { id, number } = await this.#ask<TinyTicket>('POST', '/tickets', signal, { subject, text: description });
    return { id, number };
  }

  async addNote(ticketId: string, note: { text: string; visibility: string; authorId?: string }, signal: AbortSignal) {
    const { text, visibility, authorId: by } = note;
    return this.#write(ticketId, { text, by, internal: visibility === 'internal' }, signal);
  }

  async logTime(
    ticketId: string,
    time: { minutes: number; notes: string; technicianId?: string },
    signal: AbortSignal,
  ) {
    const { minutes, notes: text, technicianId: by } = time;
    return this.#write(ticketId, { text, by, minutes, internal: true }, signal);
  }

  async ticketFields(ticketId: string, signal: AbortSignal) {
    const { status } = await this.#ask<TinyTicket>('GET', `/tickets/${encodeURIComponent(ticketId)}`, signal);
    const shown = statuses.find(({ id }) => id === status)?.name ?? status;
    return [
      {
        name: 'status',
        role: 'status',
        type: 'choice' as const,
        value: status,
        shown,
        choices: statuses,
        clearable: false,
      },
    ];
  }

  async updateTicket(ticketId: string, changes: Readonly<Record<string, string | null>>, signal: AbortSignal) {
    await this.#ask('PATCH', `/tickets/${encodeURIComponent(ticketId)}`, signal, changes);
  }

  /** Notes and time can be told by what they say, and by when it was said; of all else only a person can tell. */
  async arrived({ write, sentAt, others }: SentWrite, signal: AbortSignal): Promise<Arrival> {
    if (write.kind !== 'addNote' && write.kind !== 'logTime') {
      return { arrived: 'unclear', detail: 'Look for it on the desk.' };
    }
    const text = write.kind === 'addNote' ? write.note.text : write.time.notes;
    const since = Date.parse(sentAt) - clocks;
    const it = (await this.#notes(write.ticketId, signal)).find(
      note => note.text === text && Date.parse(note.at) >= since && !others.includes(note.id),
    );
    return it ? { arrived: 'yes', id: it.id } : { arrived: 'no' };
  }

  #notes(ticketId: string, signal: AbortSignal): Promise<TinyNote[]> {
    return this.#ask('GET', `/tickets/${encodeURIComponent(ticketId)}/notes`, signal);
  }

  async #write(ticketId: string, note: object, signal: AbortSignal) {
    const { id } = await this.#ask<TinyNote>('POST', `/tickets/${encodeURIComponent(ticketId)}/notes`, signal, note);
    return { id };
  }

  /** What `fetch` throws is understood as it is: no connection, nothing sent. */
  async #ask<T = unknown>(method: string, path: string, signal: AbortSignal, body?: object): Promise<T> {
    const response = await fetch(new URL(path, this.#access.address), {
      method,
      signal,
      // The key must not go where a redirect leads.
      redirect: 'error',
      headers: { 'x-key': this.#access.secret, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (response.ok) return (await response.json()) as T;
    throw failure(response.status, (await response.text()).slice(0, 200));
  }
}

function failure(status: number, message: string): ConnectorFailure {
  const reason =
    status === 401 ? 'unauthorized' : status === 404 ? 'notFound' : status >= 500 ? 'serverError' : 'refused';
  return Object.assign(new Error(message), { reason, status } as const);
}

function ticketOf({ id, number, subject, status, text, opened, changed, assignee }: TinyTicket): ConnectorTicket {
  const person = people.find(each => each.id === assignee);
  const shown = statuses.find(each => each.id === status);
  return {
    id,
    number,
    subject,
    state: shown?.closed ? 'closed' : 'open',
    status: shown?.name ?? status,
    urgency: 'normal',
    ...(person ? { assignee: { id: person.id, name: person.name } } : {}),
    openedAt: opened,
    changedAt: changed,
    description: { kind: 'text', body: text },
  };
}

function entryOf({ id, at, by, text, internal, minutes }: TinyNote): HistoryEntry {
  const author = people.find(each => each.id === by);
  return {
    id,
    at,
    ...(author ? { author } : {}),
    role: author ? 'technician' : 'customer',
    visibility: internal ? 'internal' : 'public',
    body: { kind: 'text', body: text },
    ...(minutes === undefined ? {} : { minutes }),
  };
}
