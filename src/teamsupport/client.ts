import type { DeskFailure } from '../model/errors.ts';
import { type Body, readBody } from '../wire/body.ts';
import { FormatError } from '../wire/document.ts';
import { reasonOfStatus } from '../wire/failures.ts';
import { type HttpAnswer, HttpClient } from '../wire/http.ts';
import { type DataRecord, findRecords, type Values } from '../wire/records.ts';
import { type BodyValue, writeXml } from '../wire/xml.ts';

export type Flavour = 'xml' | 'json';
/** Query terms; a pair may be repeated, and names may carry an operator (`Name[contains]`). */
export type Terms = readonly (readonly [name: string, value: string])[];
export type Members = Readonly<Record<string, BodyValue>>;

export interface List {
  readonly records: readonly DataRecord[];
  /** What stands beside the records of a paged list (1.15). */
  readonly outer: Values;
}

export interface ClientOptions {
  /** Up to and without `/api`. */
  readonly base: URL;
  readonly organizationId: string;
  readonly token: string;
  readonly flavour: Flavour;
}

/** Members of a paged answer that stand beside the records, in lower case (1.15). */
const BESIDES: ReadonlySet<string> = new Set(['recordsreturned', 'nextpage', 'totalrecords']);
/** The web server's page for a spent quota (1.16). */
const QUOTA_PAGE = /permission to view (?:this|the) (?:directory|page)|quota/i;

/** TeamSupport's REST API, one method a path; sections are those of the API reference. */
export class TeamSupportClient {
  readonly #options: ClientOptions;
  readonly #http: HttpClient;

  constructor(options: ClientOptions) {
    this.#options = options;
    const basic = Buffer.from(`${options.organizationId}:${options.token}`).toString('base64');
    this.#http = new HttpClient({
      origin: options.base,
      secrets: [basic, options.token],
      headers: {
        authorization: `Basic ${basic}`,
        // The vendor's sample names the organization here (1.2).
        'user-agent': `Deskside (organization ${options.organizationId.replace(/[^\w-]/g, '')})`,
        accept: options.flavour === 'xml' ? 'application/xml' : 'application/json',
      },
    });
  }

  /** A list of tickets; paged only when `terms` hold `pageSize` and `pageNumber` (1.15). */
  tickets(terms: Terms, signal?: AbortSignal): Promise<List> {
    return this.#list(['tickets'], terms, signal);
  }
  ticket(id: string, signal?: AbortSignal): Promise<DataRecord> {
    return this.#single(['tickets', id], signal);
  }
  /** Not pageable: always all (1.15). */
  actions(ticketId: string, terms: Terms, signal?: AbortSignal): Promise<List> {
    return this.#list(['tickets', ticketId, 'actions'], terms, signal);
  }
  attachments(ticketId: string, actionId: string, signal?: AbortSignal): Promise<List> {
    return this.#list(['tickets', ticketId, 'actions', actionId, 'attachments'], [], signal);
  }
  users(signal?: AbortSignal): Promise<List> {
    return this.#list(['users'], [], signal);
  }
  groups(signal?: AbortSignal): Promise<List> {
    return this.#list(['groups'], [], signal);
  }
  customers(terms: Terms, signal?: AbortSignal): Promise<List> {
    return this.#list(['customers'], terms, signal);
  }
  contacts(terms: Terms, signal?: AbortSignal): Promise<List> {
    return this.#list(['contacts'], terms, signal);
  }
  products(signal?: AbortSignal): Promise<List> {
    return this.#list(['products'], [], signal);
  }
  /** A pick-list: `tickettypes`, `ticketstatuses`, `ticketseverities` (2.8). */
  property(name: string, signal?: AbortSignal): Promise<List> {
    return this.#list(['properties', name], [], signal);
  }
  /** Answers the ticket in full (1.6). */
  createTicket(ticket: Members, signal?: AbortSignal): Promise<DataRecord> {
    return this.#write('POST', ['tickets'], 'Ticket', ticket, signal);
  }
  createAction(ticketId: string, action: Members, signal?: AbortSignal): Promise<DataRecord> {
    return this.#write('POST', ['tickets', ticketId, 'actions'], 'Action', action, signal);
  }
  /** Changes only what is given (1.7). */
  updateAction(ticketId: string, actionId: string, action: Members, signal?: AbortSignal): Promise<DataRecord> {
    return this.#write('PUT', ['tickets', ticketId, 'actions', actionId], 'Action', action, signal);
  }

  /** A failure of this desk, redacted. */
  error(...args: Parameters<HttpClient['error']>): ReturnType<HttpClient['error']> {
    return this.#http.error(...args);
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  async #list(path: readonly string[], terms: Terms, signal: AbortSignal | undefined): Promise<List> {
    const answer = await this.#http.send({ method: 'GET', url: this.#url(path, terms), writes: false }, signal);
    const body = this.#read(answer);
    if (body.kind === 'data' && body.format !== 'url') return findRecords(body.root, BESIDES);
    // An empty list of an unpaged resource may well be an empty body.
    if (body.kind === 'empty') return { records: [], outer: Object.create(null) };
    throw this.#notData(body);
  }

  async #single(path: readonly string[], signal: AbortSignal | undefined): Promise<DataRecord> {
    const answer = await this.#http.send({ method: 'GET', url: this.#url(path, []), writes: false }, signal);
    const body = this.#read(answer);
    if (body.kind !== 'data' || body.format === 'url') throw this.#notData(body);
    const record = findRecords(body.root, BESIDES).records[0];
    if (!record) throw this.error('notFound', 'The answer holds no record.');
    return record;
  }

  async #write(
    method: 'POST' | 'PUT',
    path: readonly string[],
    entity: string,
    members: Members,
    signal: AbortSignal | undefined,
  ): Promise<DataRecord> {
    const { flavour } = this.#options;
    const answer = await this.#http.send(
      {
        method,
        url: this.#url(path, []),
        headers: { 'content-type': `application/${flavour}; charset=utf-8` },
        body: flavour === 'xml' ? writeXml(entity, members) : JSON.stringify({ [entity]: members }),
        writes: true,
      },
      signal,
    );
    const body = this.#read(answer);
    if (body.kind === 'html') throw this.#notData(body);
    const record = body.kind === 'data' ? findRecords(body.root, BESIDES).records[0] : undefined;
    return record ?? { values: Object.create(null), groups: Object.create(null) };
  }

  #url(path: readonly string[], terms: Terms): URL {
    const { base, flavour } = this.#options;
    if (path.some(step => /^\.{0,2}$/.test(step))) throw this.error('badInput', 'An id is missing.');
    const url = new URL(base);
    const steps = ['api', flavour, ...path].map(encodeURIComponent).join('/');
    url.pathname = `${base.pathname.replace(/\/+$/, '')}/${steps}`;
    for (const [name, value] of terms) url.searchParams.append(name, value);
    return url;
  }

  #read(answer: HttpAnswer): Body {
    let body: Body;
    try {
      body = readBody(answer.body, answer.contentType);
    } catch (thrown) {
      if (!(thrown instanceof FormatError)) throw thrown;
      if (reasonOfStatus(answer.status)) throw this.#failed(answer, { kind: 'empty' });
      throw this.error('unreadable', thrown.message, { status: answer.status });
    }
    if (reasonOfStatus(answer.status)) throw this.#failed(answer, body);
    return body;
  }

  /** Statuses of 1.5 and 1.16; there is no structured error body, so its words are passed on. */
  #failed(answer: HttpAnswer, body: Body): Error {
    const { status, retryAfterSeconds } = answer;
    const more: Partial<DeskFailure> = {
      status,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    };
    const words = wordsOf(body);
    const said = words || answer.statusText;
    if (status === 401) {
      return this.error(
        'unauthorized',
        'TeamSupport refused the organization ID or token. It answers the same when the server name in the address ' +
          'is not that of the account (for example app.na2.teamsupport.com).',
        more,
      );
    }
    if (status === 403) {
      if (QUOTA_PAGE.test(body.kind === 'html' ? body.text : words) || QUOTA_PAGE.test(answer.statusText)) {
        return this.error('quotaSpent', said, more);
      }
      return this.error(body.kind === 'html' ? 'notAHelpDesk' : 'refused', said, more);
    }
    if (status === 300 || status === 304) {
      return this.error(
        'unreadable',
        `The desk answered status ${status} (${answer.statusText}) instead of data.`,
        more,
      );
    }
    return this.error(reasonOfStatus(status) ?? 'unreadable', said, more);
  }

  #notData(body: Body): Error {
    if (body.kind === 'html') return this.error('notAHelpDesk', `A web page answered: ${body.title}`);
    if (body.kind === 'empty') return this.error('unreadable', 'The answer is empty.');
    return this.error('notAHelpDesk', 'The answer is neither XML nor JSON.');
  }
}

/** The words of an answer that is an error. */
function wordsOf(body: Body): string {
  if (body.kind === 'html') return body.title;
  if (body.kind === 'text') return body.text;
  if (body.kind === 'empty') return '';
  const { records, outer } = findRecords(body.root);
  return [...Object.values(outer), ...records.flatMap(record => Object.values(record.values))].join(' ').trim();
}
