import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TinyTicket {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly text: string;
  readonly status: string;
  readonly assignee?: string;
  readonly opened: string;
  readonly changed: string;
  /** Counts the changes of the desk: the highest changed last. */
  readonly revision: number;
}

export interface TinyNote {
  readonly id: string;
  readonly at: string;
  readonly by?: string;
  readonly text: string;
  readonly internal: boolean;
  readonly minutes?: number;
}

/** How the desk answers what is asked next. `loses` does what it is asked, and answers nothing. */
export type Mood = 'well' | 'loses' | 'hangs';

/** The smallest help desk there is: in memory, over HTTP, on this machine. */
export class TinyDesk {
  readonly key = 'tiny-key-0123456789';
  mood: Mood = 'well';
  /** Method and path of every request, and whether it had the key. */
  readonly asked: string[] = [];
  readonly tickets = new Map<string, TinyTicket>();
  readonly notes = new Map<string, TinyNote[]>();
  readonly #server = createServer((request, response) => void this.#handle(request, response));
  #revision = 0;

  constructor(subjects: readonly string[]) {
    for (const subject of subjects) this.add(subject, `${subject}: please help.`);
  }

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  add(subject: string, text: string): TinyTicket {
    const number = String(this.tickets.size + 1);
    const id = `t${number}`;
    const at = new Date().toISOString();
    this.notes.set(id, []);
    return this.#put({
      id,
      number,
      subject,
      text,
      status: 'open',
      assignee: 'sam',
      opened: at,
      changed: at,
      revision: 0,
    });
  }

  note(ticketId: string, note: Omit<TinyNote, 'id' | 'at'>): TinyNote | undefined {
    const [notes, ticket] = [this.notes.get(ticketId), this.tickets.get(ticketId)];
    if (!notes || !ticket) return undefined;
    const made = { ...note, id: `${ticketId}-${notes.length + 1}`, at: new Date().toISOString() };
    notes.push(made);
    this.#put(ticket);
    return made;
  }

  #put(ticket: TinyTicket): TinyTicket {
    const put = { ...ticket, changed: new Date().toISOString(), revision: ++this.#revision };
    this.tickets.set(put.id, put);
    return put;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isKnown = request.headers['x-key'] === this.key;
    this.asked.push(`${request.method} ${request.url}${isKnown ? '' : ' without the key'}`);
    if (this.mood === 'hangs') return;
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = parts.length > 0 ? JSON.parse(Buffer.concat(parts).toString()) : {};
    const url = new URL(request.url ?? '/', 'http://tiny.test');
    const [status, answer] = isKnown ? this.#answer(`${request.method}`, url, body) : [401, 'Who are you?'];
    if (this.mood === 'loses' && request.method !== 'GET') {
      request.socket.destroy();
      return;
    }
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  }

  #answer(method: string, url: URL, body: Record<string, never>): readonly [status: number, answer: unknown] {
    const [, kind, id = '', part] = url.pathname.split('/');
    const ticket = this.tickets.get(id);
    if (kind === 'me') return [200, {}];
    if (kind !== 'tickets' || (id && !ticket)) return [404, 'There is no such thing.'];
    if (!ticket) {
      if (method === 'POST') return [200, this.add(body.subject ?? '', body.text ?? '')];
      const after = Number(url.searchParams.get('after'));
      const limit = Number(url.searchParams.get('limit'));
      const all = [...this.tickets.values()].filter(each => each.revision > after);
      all.sort((a, b) => a.revision - b.revision);
      return [200, { tickets: all.slice(0, limit), more: all.length > limit }];
    }
    if (part === 'notes')
      return [200, method === 'POST' ? this.note(id, body as unknown as TinyNote) : this.notes.get(id)];
    if (method === 'PATCH')
      return body.status === 'lost' ? [422, 'No such status.'] : [200, this.#put({ ...ticket, ...body })];
    return [200, ticket];
  }
}
