import { setTimeout as sleep } from 'node:timers/promises';
import { DeskError, failureOf } from '../model/errors.ts';
import type { NetworkSettings, RequestEntry } from '../model/network.ts';
import type { RecordFile } from '../model/records.ts';
import { said } from '../model/said.ts';
import type { Following } from '../wire/ahead.ts';
import { readBody, type Body as WireBody } from '../wire/body.ts';
import { FormatError } from '../wire/document.ts';
import { reasonOfStatus } from '../wire/failures.ts';
import { type HttpAnswer, HttpClient, type HttpRequest } from '../wire/http.ts';
import { type DataRecord, findRecords, type Values } from '../wire/records.ts';
import { writeXml } from '../wire/xml.ts';
import { failureOfAnswer } from './answers.ts';
import type { MemberValue } from './entities.ts';
import type { Terms } from './filters.ts';
import type { Quota } from './quota.ts';

export type Flavour = 'xml' | 'json';
export type Members = Readonly<Record<string, MemberValue>>;
/** The steps of a path below the flavour, not yet encoded. */
export type Path = readonly string[];

export interface List {
  readonly records: readonly DataRecord[];
  /** What stands beside the records of a paged list (1.15). */
  readonly outer: Values;
  /** Milliseconds since 1970 by the desk's clock, where its answer tells. */
  readonly at?: number;
}

/** What became of a write. */
export interface Written {
  /** 200, 201, or 202: accepted, to be done later. */
  readonly status: number;
  /** The entity as the desk answered it; absent when it answered none. */
  readonly record?: DataRecord;
}

/** A file to be sent. */
export interface Upload {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** What one answer looked like. */
export interface Observation {
  readonly path: Path;
  readonly status: number;
  readonly format: 'xml' | 'json' | 'url' | 'html' | 'text' | 'file' | 'empty';
  readonly milliseconds: number;
  readonly bytes: number;
  readonly records: readonly DataRecord[];
  /** The desk's own clock, where its answer tells: ISO 8601. */
  readonly serverDate?: string;
}

export interface RestOptions {
  /** Up to and without `/api`. */
  readonly base: URL;
  readonly organizationId: string;
  readonly token: string;
  readonly flavour: Flavour;
  readonly quota: Quota;
  readonly network?: NetworkSettings | undefined;
  readonly onRequest?: ((entry: RequestEntry) => void) | undefined;
  /** Told of every answer that was read, before its caller is. */
  readonly onAnswer?: ((seen: Observation) => void) | undefined;
}

/** Members of a paged answer that stand beside the records, in lower case (1.15). */
const BESIDES: ReadonlySet<string> = new Set(['recordsreturned', 'nextpage', 'totalrecords']);

/** Requests of the REST API, whatever their path: address, credentials, both flavours, statuses, and the quota. */
export class Rest {
  readonly #options: RestOptions;
  readonly #http: HttpClient;
  readonly #closing = new AbortController();

  constructor(options: RestOptions) {
    this.#options = options;
    const { quota, onRequest } = options;
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
      ...(options.network ? { network: options.network } : {}),
      onRequest: entry => {
        // The first attempt was counted before it was made.
        if (entry.attempt > 1) quota.count();
        onRequest?.(entry);
      },
    });
  }

  /** @param following the page of the same list that is likely to be wanted next */
  async list(path: Path, terms: Terms, signal: AbortSignal | undefined, following?: Following<Terms>): Promise<List> {
    const { body, list } = await this.#ask(path, terms, signal, following);
    if (list) return list;
    // An empty list of an unpaged resource may well be an empty body.
    if (body.kind === 'empty') return { records: [], outer: Object.create(null) };
    throw this.#notData(body);
  }

  /** @throws DeskError `notFound` also for an answer without a record */
  async one(path: Path, signal: AbortSignal | undefined): Promise<DataRecord> {
    const { body, list } = await this.#ask(path, [], signal);
    if (!list) throw this.#notData(body);
    const [record] = list.records;
    if (!record) throw this.error('notFound', said`The answer holds no record.`);
    return record;
  }

  /** A file's bytes: they come as they are, whatever the flavour (2.10). */
  async file(path: Path, signal: AbortSignal | undefined): Promise<RecordFile> {
    const started = performance.now();
    const answer = await this.#send({ method: 'GET', url: this.#url(path, []), writes: false }, signal);
    if (reasonOfStatus(answer.status)) this.#read(answer);
    this.#tell(path, answer, 'file', [], started);
    return { bytes: answer.body, contentType: answer.contentType.split(';')[0]?.trim() || 'application/octet-stream' };
  }

  async write(
    method: 'POST' | 'PUT',
    path: Path,
    entity: string,
    members: Members,
    signal: AbortSignal | undefined,
  ): Promise<Written> {
    const { flavour } = this.#options;
    const body = flavour === 'xml' ? writeXml(entity, asText(members)) : JSON.stringify({ [entity]: members });
    const headers = { 'content-type': `application/${flavour}; charset=utf-8` };
    return await this.#put({ method, url: this.#url(path, []), headers, body, writes: true }, signal);
  }

  /** Sends a file as a form does; the form of an upload is inferred (2.1). */
  async upload(path: Path, file: Upload, signal: AbortSignal | undefined): Promise<Written> {
    const form = new FormData();
    form.append('file', new Blob([Uint8Array.from(file.bytes)], { type: file.contentType }), file.name);
    const encoded = new Response(form);
    const headers = { 'content-type': encoded.headers.get('content-type') ?? 'multipart/form-data' };
    const body = new Uint8Array(await encoded.arrayBuffer());
    return await this.#put({ method: 'POST', url: this.#url(path, []), headers, body, writes: true }, signal);
  }

  /** Deletes an entity or a link; what is answered does not matter (1.8). */
  async remove(path: Path, signal: AbortSignal | undefined): Promise<void> {
    await this.#put({ method: 'DELETE', url: this.#url(path, []), writes: true }, signal);
  }

  /** A failure of this desk, redacted. */
  error(...args: Parameters<HttpClient['error']>): ReturnType<HttpClient['error']> {
    return this.#http.error(...args);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#options.quota.close();
    await this.#http.close();
  }

  async #ask(
    path: Path,
    terms: Terms,
    signal: AbortSignal | undefined,
    following?: Following<Terms>,
  ): Promise<{ body: WireBody; list?: List }> {
    const started = performance.now();
    const url = this.#url(path, terms);
    const send = (from: URL, end: AbortSignal | undefined) =>
      this.#send({ method: 'GET', url: from, writes: false }, end);
    const next = () => following?.next && this.#url(path, following.next);
    const answer = await (following ? following.ahead.get(url, next, send) : send(url, signal));
    const body = this.#read(answer);
    const list = body.kind === 'data' && body.format !== 'url' ? findRecords(body.root, BESIDES) : undefined;
    this.#tell(path, answer, body.kind === 'data' ? body.format : body.kind, list?.records ?? [], started);
    const at = Date.parse(answer.serverDate ?? '');
    return list ? { body, list: Number.isNaN(at) ? list : { ...list, at } } : { body };
  }

  async #put(request: HttpRequest, signal: AbortSignal | undefined): Promise<Written> {
    const started = performance.now();
    const answer = await this.#send(request, signal);
    const body = this.#read(answer, 'text');
    if (body.kind === 'html') throw this.#notData(body);
    const [record] = body.kind === 'data' ? findRecords(body.root, BESIDES).records : [];
    if (record) this.#tell([], answer, body.kind === 'data' ? body.format : 'text', [record], started);
    return { status: answer.status, ...(record ? { record } : {}) };
  }

  /** Sends when the quota allows it. */
  async #send(request: HttpRequest, signal: AbortSignal | undefined): Promise<HttpAnswer> {
    const { quota } = this.#options;
    const trial = await this.#leave(signal);
    quota.count();
    let answer: HttpAnswer;
    try {
      answer = await this.#http.send(request, signal);
    } catch (thrown) {
      if (failureOf(thrown).notSent) quota.discount();
      quota.unanswered(trial);
      throw thrown;
    }
    // Whether a refusal means a spent quota is seen when its page is read.
    if (answer.status < 400 || answer.status === 404) quota.answered();
    else if (answer.status !== 403 && answer.status !== 429) quota.unanswered(trial);
    return answer;
  }

  /** Waits as long as the quota asks for; answers whether this is the trial after a spent quota. */
  async #leave(signal: AbortSignal | undefined): Promise<boolean> {
    const { quota } = this.#options;
    const leave = quota.leave();
    if ('refused' in leave) throw this.#refused();
    if (leave.waitMs <= 0) return leave.trial;
    const ends = AbortSignal.any([this.#closing.signal, ...(signal ? [signal] : [])]);
    try {
      await sleep(leave.waitMs, undefined, { signal: ends });
    } catch (thrown) {
      throw new DeskError({ reason: 'cancelled' }, thrown);
    }
    if (quota.isSpent) throw this.#refused();
    return leave.trial;
  }

  #refused(): DeskError {
    const { reason, detail, ...more } = this.#options.quota.refusal();
    return this.error(reason, detail, more);
  }

  #url(path: Path, terms: Terms): URL {
    const { base, flavour } = this.#options;
    if (path.some(step => /^\.{0,2}$/.test(step))) throw this.error('badInput', said`An id is missing.`);
    const url = new URL(base);
    // Half of a character, which a broken answer may have in an id, cannot be encoded.
    const steps = ['api', flavour, ...path].map(step => encodeURIComponent(Buffer.from(step).toString())).join('/');
    url.pathname = `${base.pathname.replace(/\/+$/, '')}/${steps}`;
    for (const [name, value] of terms) url.searchParams.append(name, value);
    return url;
  }

  /** @param broken what an answer that cannot be read is taken for: a write that was taken stays one */
  #read(answer: HttpAnswer, broken: 'text' | 'defect' = 'defect'): WireBody {
    let body: WireBody = { kind: 'empty' };
    let defect: FormatError | undefined;
    try {
      body = readBody(answer.body, answer.contentType);
    } catch (thrown) {
      if (!(thrown instanceof FormatError)) throw thrown;
      defect = thrown;
    }
    const failed = failureOfAnswer(answer, body);
    if (failed) {
      const { reason, words, ...more } = failed;
      const { quota } = this.#options;
      // A throttle without a word on when to come again passes sooner than a day's quota.
      if (reason === 'quotaSpent') quota.spent(more.retryAfterSeconds ?? (answer.status === 429 ? 60 : undefined));
      else quota.unanswered(true);
      throw this.error(reason, words, more);
    }
    if (!defect) return body;
    if (broken === 'text') return { kind: 'text', text: defect.message };
    throw this.error('unreadable', defect.message, { status: answer.status });
  }

  #tell(path: Path, answer: HttpAnswer, format: Observation['format'], records: readonly DataRecord[], from: number) {
    this.#options.onAnswer?.({
      path,
      status: answer.status,
      format,
      milliseconds: Math.round(performance.now() - from),
      bytes: answer.body.length,
      records,
      ...(answer.serverDate === undefined ? {} : { serverDate: answer.serverDate }),
    });
  }

  #notData(body: WireBody): Error {
    if (body.kind === 'html') return this.error('notAHelpDesk', said`A web page answered: ${body.title}`);
    if (body.kind === 'empty') return this.error('unreadable', said`The answer is empty.`);
    return this.error('notAHelpDesk', said`The answer is neither XML nor JSON.`);
  }
}

/** As XML has it: booleans are the texts `True` and `False` (1.10), an empty element means "none" (1.7). */
function asText(members: Members): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      name,
      value === null ? '' : typeof value === 'boolean' ? (value ? 'True' : 'False') : value?.toString(),
    ]),
  );
}
