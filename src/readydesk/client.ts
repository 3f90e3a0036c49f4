import { type DeskError, failureOf } from '../model/errors.ts';
import { readBody } from '../wire/body.ts';
import { FormatError } from '../wire/document.ts';
import { reasonOfStatus } from '../wire/failures.ts';
import { type HttpAnswer, HttpClient } from '../wire/http.ts';
import { type DataRecord, findRecords } from '../wire/records.ts';
import { complaintIn, isNothingFound, reasonOfComplaint } from './complaints.ts';
import { type DecodePlan, decodeRecords } from './decoding.ts';

/** Query variables; what is `undefined` or empty is left out. */
export type Variables = Readonly<Record<string, string | number | undefined>>;

/** Longer queries than this are turned away by a web server with its usual settings. */
const USUAL_QUERY_LIMIT = 2048;

/** Columns whose encoding the output tables state (1.5, 2.1.1, 2.7); others are told by their values. */
const GROUPS: DecodePlan = { encoded: ['name'], raw: ['id', 'status', 'category', 'source'] };
const FILES: DecodePlan = { encoded: ['file_name'], raw: ['ticket_id', 'file_size', 'file_date'] };
const UNKNOWN: DecodePlan = { encoded: [], raw: [] };

/** ReadyDesk's Web Services API, one method an action; sections are those of the API reference. */
export class ReadyDeskClient {
  readonly #http: HttpClient;
  readonly #key: string;
  #endpoint: URL;

  constructor(endpoint: URL, key: string) {
    this.#endpoint = endpoint;
    this.#key = key;
    this.#http = new HttpClient({ origin: endpoint, secrets: [key], headers: { 'user-agent': 'Deskside' } });
  }

  get endpoint(): URL {
    return this.#endpoint;
  }

  /** Another spelling of the same desk's address. */
  useEndpoint(endpoint: URL): void {
    this.#endpoint = endpoint;
  }

  /** 2.1.1 */
  techGroups(variables: Variables, signal?: AbortSignal): Promise<DataRecord[]> {
    return this.#get('get_tech_groups', variables, GROUPS, signal);
  }
  /** 2.4.1 */
  techs(variables: Variables, signal?: AbortSignal): Promise<DataRecord[]> {
    return this.#get('get_techs', variables, UNKNOWN, signal);
  }
  /** 2.3.1 */
  customers(variables: Variables, signal?: AbortSignal): Promise<DataRecord[]> {
    return this.#get('get_customers', variables, UNKNOWN, signal);
  }
  /** 2.5.1 */
  tickets(variables: Variables, signal?: AbortSignal): Promise<DataRecord[]> {
    return this.#get('get_tickets', variables, UNKNOWN, signal);
  }
  /** The number of records that `tickets` would answer; absent when the answer is none (its shape is a gap). */
  async countTickets(variables: Variables, signal?: AbortSignal): Promise<number | undefined> {
    const reply = await this.#call('get_tickets', { ...variables, count_only: 'Y' }, false, signal);
    const values = reply.records.flatMap(record => Object.values(record.values));
    const numbers = [...values, ...reply.outer, reply.text].filter(value => /^\s*\d+\s*$/.test(value));
    return numbers.length === 1 ? Number(numbers[0]) : undefined;
  }
  /** 2.6.1 */
  history(variables: Variables, signal?: AbortSignal): Promise<DataRecord[]> {
    return this.#get('get_history', variables, UNKNOWN, signal);
  }
  /** 2.7 */
  attachments(variables: Variables, signal?: AbortSignal): Promise<DataRecord[]> {
    return this.#get('get_attachments', variables, FILES, signal);
  }
  /** 2.8.1 */
  lineItems(variables: Variables, signal?: AbortSignal): Promise<DataRecord[]> {
    return this.#get('get_line_items', variables, UNKNOWN, signal);
  }
  /** 2.5.2; answers the new ticket's number. */
  addTicket(variables: Variables, signal?: AbortSignal): Promise<string> {
    return this.#add('add_ticket', variables, signal);
  }
  /** Inferred from the names of the other actions (gap 9). */
  addHistory(variables: Variables, signal?: AbortSignal): Promise<string> {
    return this.#add('add_history', variables, signal);
  }
  /** 2.8.2, name inferred there; answers the line item's id. */
  addLineItem(variables: Variables, signal?: AbortSignal): Promise<string> {
    return this.#add('add_line_item', variables, signal);
  }

  /** A failure of this desk, redacted. */
  error(...args: Parameters<HttpClient['error']>): DeskError {
    return this.#http.error(...args);
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  async #get(action: string, variables: Variables, plan: DecodePlan, signal?: AbortSignal): Promise<DataRecord[]> {
    const { records } = await this.#call(action, variables, false, signal);
    return decodeRecords(records, plan);
  }

  async #add(action: string, variables: Variables, signal?: AbortSignal): Promise<string> {
    const { records, outer, text } = await this.#call(action, variables, true, signal);
    const values = records.flatMap(record => Object.entries(record.values));
    const added = [/^added/i, /id$/i, /(?:number|_no)$/i]
      .map(names => values.find(([name, value]) => names.test(name) && value.trim()))
      .find(Boolean);
    const id = (added?.[1] ?? [...outer, text].find(value => /^\s*\d+\s*$/.test(value)))?.trim();
    if (!id) throw this.error('unreadable', 'The desk did not say what it made. Look there before trying again.');
    return id;
  }

  async #call(
    action: string,
    variables: Variables,
    writes: boolean,
    signal: AbortSignal | undefined,
  ): Promise<{ records: DataRecord[]; outer: string[]; text: string }> {
    const pairs = Object.entries({ key: this.#key, action, ...variables }).filter(([, value]) => value ?? '');
    const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(wellFormed(value ?? ''))}`).join('&');
    const url = Object.assign(new URL(this.#endpoint), { search: query });
    const answer = await this.#http.send({ method: 'GET', url, writes }, signal);
    try {
      return this.#read(answer);
    } catch (thrown) {
      const { reason, status } = failureOf(thrown);
      if (writes && query.length > USUAL_QUERY_LIMIT && status !== undefined && reason !== 'refused' && status < 500) {
        throw this.error('refused', 'The text is too long for this desk, which takes it as part of the address.', {
          status,
        });
      }
      throw thrown;
    }
  }

  /** Statuses and content types are a gap, so the body decides and the status only when the body says nothing. */
  #read(answer: HttpAnswer): { records: DataRecord[]; outer: string[]; text: string } {
    const { status } = answer;
    const failed = status === 404 || status === 410 ? 'notAHelpDesk' : reasonOfStatus(status);
    try {
      const body = readBody(answer.body, answer.contentType);
      if (body.kind === 'html') {
        throw this.error(failed ?? 'notAHelpDesk', `A web page answered: ${body.title}`, { status });
      }
      const text = body.kind === 'text' ? body.text : '';
      const { records, outer } = body.kind === 'data' ? findRecords(body.root) : NOTHING;
      const complaint = complaintIn(records, outer, text);
      if (complaint !== undefined) {
        if (!failed && isNothingFound(complaint)) return { records: [], outer: [], text: '' };
        const told = reasonOfComplaint(complaint);
        throw this.error(told === 'refused' && failed === 'unauthorized' ? failed : told, complaint, { status });
      }
      if (failed) throw this.error(failed, text || answer.statusText, { status });
      return { records, outer: Object.values(outer), text };
    } catch (thrown) {
      if (!(thrown instanceof FormatError)) throw thrown;
      throw this.error(failed ?? 'unreadable', thrown.message, { status });
    }
  }
}

/** Half of a character, which a cut text may end in, cannot be encoded. */
function wellFormed(value: string | number): string {
  return Buffer.from(String(value)).toString();
}

const NOTHING: ReturnType<typeof findRecords> = { records: [], outer: {} };
