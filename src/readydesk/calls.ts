import type { Surroundings } from '../model/desk.ts';
import { type DeskError, type FailureReason, failureOf } from '../model/errors.ts';
import type { ActionFacts } from '../model/examination.ts';
import { said } from '../model/said.ts';
import type { Following } from '../wire/ahead.ts';
import { readBody } from '../wire/body.ts';
import type { DeskDates } from '../wire/deskDates.ts';
import { FormatError } from '../wire/document.ts';
import { reasonOfStatus, wordlessAnswer } from '../wire/failures.ts';
import { type HttpAnswer, HttpClient } from '../wire/http.ts';
import { type DataRecord, findRecords, Row, type Values } from '../wire/records.ts';
import { redact } from '../wire/redact.ts';
import type { Action, ListAction, WriteAction } from './actions/action.ts';
import { complaintIn, isNothingFound, reasonOfComplaint } from './complaints.ts';
import { decodeRecords } from './decoding.ts';
import { BadInput, queryOf } from './query.ts';

/** Longer queries than this are turned away by a web server with its usual settings. */
const USUAL_QUERY_LIMIT = 2048;
/** Records of an answer whose dates are looked at for what tells their order. */
const LEARNT_FROM = 200;

/** Characters of what a desk says that can end up in a failure, by far. */
const LOOKED_AT = 5_000;

interface Reply {
  readonly records: DataRecord[];
  /** Values that stand beside records. */
  readonly outer: Values;
  readonly text: string;
}

/** What came over the wire, whether it can be used or not. */
export type Observed = Required<Pick<ActionFacts, 'status' | 'milliseconds' | 'bytes'>> &
  Pick<ActionFacts, 'format'> & {
    readonly answer: HttpAnswer;
    /** Milliseconds since 1970: when the answer was there. */
    readonly at: number;
  };

/** What else a list may be asked with. */
export interface Asking {
  readonly observe?: (observed: Observed) => void;
  /** The input of the same action that is likely to be wanted next. */
  readonly following?: Following<object>;
}

/** Sends actions to the one address that serves them all (1.1), and reads what comes back. */
export class Calls {
  readonly #http: HttpClient;
  readonly #key: string;
  readonly #dates: DeskDates;
  #endpoint: URL;

  constructor(endpoint: URL, key: string, dates: DeskDates, surroundings: Surroundings | undefined) {
    this.#endpoint = endpoint;
    this.#key = key;
    this.#dates = dates;
    this.#http = new HttpClient({
      origin: endpoint,
      secrets: [key],
      headers: { 'user-agent': 'Deskside' },
      ...(surroundings ? { network: surroundings.network } : {}),
      onRequest: surroundings?.onRequest,
    });
  }

  get endpoint(): URL {
    return this.#endpoint;
  }

  /** Another spelling of the same desk's address. */
  useEndpoint(endpoint: URL): void {
    this.#endpoint = endpoint;
  }

  /**
   * The records of a list.
   * @throws DeskError `badInput` before anything is sent
   */
  async list(
    action: ListAction,
    input: object,
    signal?: AbortSignal,
    { observe, following }: Asking = {},
  ): Promise<DataRecord[]> {
    const reply = await this.#call(action, this.#query(action, input), signal, observe, following);
    const records = withoutSecrets(decodeRecords(reply.records, action.plan));
    this.#dates.learn(datesIn(records, false), datesIn(records, true));
    return records;
  }

  /** The number of records of a list; absent when the answer is none: its shape is a gap (1.8). */
  async count(action: ListAction, input: object, signal?: AbortSignal): Promise<number | undefined> {
    return countIn(await this.#call(action, this.#query(action, { ...input, count_only: 'Y' }), signal));
  }

  /** The id of what was made. */
  async make(action: WriteAction, input: object, signal?: AbortSignal): Promise<string> {
    const id = await this.write(action, input, signal);
    if (!id) throw this.error('unreadable', said`The desk did not say what it made. Look there before trying again.`);
    return id;
  }

  /** The id of what was made or changed; absent when the desk does not say it (gap 6). */
  async write(action: WriteAction, input: object, signal?: AbortSignal): Promise<string | undefined> {
    const pairs = this.#query(action, input);
    const { records, outer, text } = await this.#call(action, pairs, signal);
    const values = records.flatMap(record => Object.entries(record.values));
    const told = [/^(?:added|updated)/i, /id$/i, /(?:number|_no)$/i]
      .map(names => values.find(([name, value]) => names.test(name) && value.trim()))
      .find(Boolean);
    return (told?.[1] ?? [...Object.values(outer), text].find(isWhole))?.trim();
  }

  /** A failure of this desk, redacted. */
  error(...args: Parameters<HttpClient['error']>): DeskError {
    return this.#http.error(...args);
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  #query(action: Action, input: object): [string, string][] {
    try {
      return queryOf(action, input, this.#dates);
    } catch (thrown) {
      if (!(thrown instanceof BadInput)) throw thrown;
      throw this.error('badInput', thrown.message);
    }
  }

  #url(action: Action, pairs: readonly [string, string][]): URL {
    const query = [['key', this.#key], ['action', action.name], ...pairs]
      .map(([name, value]) => `${name}=${encodeURIComponent(wellFormed(value ?? ''))}`)
      .join('&');
    return Object.assign(new URL(this.#endpoint), { search: query });
  }

  async #call(
    action: Action,
    pairs: readonly [string, string][],
    signal: AbortSignal | undefined,
    observe?: (observed: Observed) => void,
    following?: Following<object>,
  ): Promise<Reply> {
    const writes = action.does !== 'list';
    const url = this.#url(action, pairs);
    const secrets = pairs.filter(([name]) => action.inputs[name]?.type === 'secret').map(([, value]) => value);
    const begun = performance.now();
    const send = (from: URL, end: AbortSignal | undefined) =>
      this.#http.send({ method: 'GET', url: from, writes }, end);
    const next = () => following?.next && this.#url(action, this.#query(action, following.next));
    const answer = await (following ? following.ahead.get(url, next, send) : send(url, signal));
    const milliseconds = Math.round(performance.now() - begun);
    try {
      return this.#read(answer, secrets, writes, format =>
        observe?.({
          status: answer.status,
          milliseconds,
          bytes: answer.body.length,
          ...(format ? { format } : {}),
          answer,
          at: Date.now(),
        }),
      );
    } catch (thrown) {
      const { reason, status } = failureOf(thrown);
      if (
        writes &&
        url.search.length > USUAL_QUERY_LIMIT &&
        status !== undefined &&
        reason !== 'refused' &&
        status < 500
      ) {
        throw this.error('refused', said`The text is too long for this desk, which takes it as part of the address.`, {
          status,
        });
      }
      throw thrown;
    }
  }

  /**
   * Statuses and content types are a gap, so the body decides and the status only when the body says nothing.
   * @param secrets passwords that were sent: a desk may repeat them in its complaint
   * @param writes something was to be changed: of a server that failed, its words do not tell that it was not
   */
  #read(
    answer: HttpAnswer,
    secrets: readonly string[],
    writes: boolean,
    observe: (format: ActionFacts['format']) => void,
  ): Reply {
    const { status } = answer;
    // Before words are cut: part of a password would not be known as one.
    const failure = (reason: FailureReason, words: string) =>
      this.error(reason, redact(words.slice(0, LOOKED_AT), secrets), { status });
    const failed = status === 404 || status === 410 ? 'notAHelpDesk' : reasonOfStatus(status);
    let observed = false;
    try {
      const body = readBody(answer.body, answer.contentType);
      observe(body.kind === 'data' ? body.format : body.kind);
      observed = true;
      if (body.kind === 'html') {
        throw failure(failed ?? 'notAHelpDesk', said`A web page answered: ${body.title}`);
      }
      const text = body.kind === 'text' ? body.text : '';
      const { records, outer } = body.kind === 'data' ? findRecords(body.root) : NOTHING;
      const complaint = complaintIn(records, outer, text);
      if (complaint !== undefined) {
        if (!failed && isNothingFound(complaint)) return { ...NOTHING, text: '' };
        const told = reasonOfComplaint(complaint);
        const means =
          told === 'refused' && failed && ((writes && failed === 'serverError') || saysMore(failed, text))
            ? failed
            : told;
        throw failure(means, complaint);
      }
      if (failed) throw failure(failed, text || wordlessAnswer(answer));
      return { records, outer, text };
    } catch (thrown) {
      if (!observed) observe(undefined);
      if (!(thrown instanceof FormatError)) throw thrown;
      throw this.error(failed ?? 'unreadable', thrown.message, { status });
    }
  }
}

/** Whether a status tells more than a refusal does; a server that fails, or knows no such address, may still explain. */
function saysMore(failed: FailureReason, text: string): boolean {
  return failed === 'notAHelpDesk' ? text !== '' : failed !== 'serverError';
}

function isWhole(value: string): boolean {
  return /^\s*\d+\s*$/.test(value);
}

/** Under such names stands a number of records. */
const COUNT_NAME =
  /^(?!page)(?:[a-z]+_|records?|rows?|items?|results?|total)?count$|^(?:total|records|rows|results)$|^(?:total|num(?:ber)?)_?(?:of_?)?(?:records|rows|items|results)$/i;
/** What may stand beside it says how it went. */
const OUTCOME_NAME = /^(?:status|result|message|msg|success|ok|code|error)/i;
const ID_NAME = /(?:id|number|_no)$/i;
/** What has more values than this is a record of the list: the desk knows nothing of counting. */
const WIDEST_COUNT = 3;

/** The number of records: named as one, or all that was said; a number among other values may be an id. */
function countIn({ records, outer, text }: Reply): number | undefined {
  if (isWhole(text)) return Number(text);
  const said = Object.entries(outer);
  const [only] = records;
  if (only && records.length === 1) {
    const inside = [only, ...Object.values(only.groups).flat()].flatMap(each => Object.entries(each.values));
    if (inside.length <= WIDEST_COUNT) said.push(...inside);
  }
  const numbers = said.filter(([, value]) => isWhole(value));
  const named = numbers.filter(([name]) => COUNT_NAME.test(name));
  const alone = said.length > 1 ? said.filter(([name]) => !OUTCOME_NAME.test(name)) : said;
  const meant = named.length > 0 ? named : alone;
  const [count] = meant;
  if (!count || meant.length > 1 || !isWhole(count[1])) return undefined;
  return meant === alone && said.length > 1 && ID_NAME.test(count[0]) ? undefined : Number(count[1]);
}

/** Half of a character, which a cut text may end in, cannot be encoded. */
function wellFormed(value: string): string {
  return Buffer.from(value).toString();
}

const SECRET_NAME = /(?:passw(?:or)?d|^(?:\w+_)?(?:pass|pwd))\d?(?:_?(?:hash|salt))?$/i;

/** Passwords go into a desk; should one ever come out, nobody is to see it. */
function withoutSecrets(records: DataRecord[]): DataRecord[] {
  const secret = new Map<Row['names'], boolean>();
  return records.map(record => {
    const { names } = Row.of(record);
    const has = secret.get(names) ?? names.list.some(name => SECRET_NAME.test(name));
    secret.set(names, has);
    if (!has) return record;
    const values: Values = Object.create(null);
    for (const [name, value] of Object.entries(record.values)) if (!SECRET_NAME.test(name)) values[name] = value;
    return { values, groups: record.groups };
  });
}

/** Columns of dates that cannot lie ahead, by their names. */
const PAST_NAME = /(?:open|clos|creat|add|insert|enter|submit|updat|modif)/i;

/** What may be a date by its first characters and its length; `past`: of those that cannot lie ahead. */
function* datesIn(records: readonly DataRecord[], past: boolean): Iterable<string> {
  for (const record of records.slice(0, LEARNT_FROM)) {
    for (const [name, value] of Object.entries(record.values)) {
      if (value.length < 8 || value.length > 32 || !/^\s*\d{1,2}[/.-]\d/.test(value)) continue;
      if (!past || PAST_NAME.test(name)) yield value;
    }
  }
}

const NOTHING: ReturnType<typeof findRecords> = { records: [], outer: {} };
