import type { Credentials } from '../database.ts';
import type { Request } from '../http.ts';

/** One request that the desk got. */
export interface LoggedRequest {
  /** Rising; also over those that are forgotten by now. */
  readonly id: number;
  /** ISO 8601. */
  readonly at: string;
  readonly system: 'readydesk' | 'teamsupport' | 'page';
  readonly method: string;
  /** Path and variables, without secrets. */
  readonly address: string;
  /** ReadyDesk's action. */
  readonly action?: string;
  /** 0: cut off without an answer. Absent: not answered yet. */
  readonly status?: number;
  /** Milliseconds from the request's end to the answer's. */
  readonly ms?: number;
  /** Bytes of the answer's body. */
  readonly bytes?: number;
}

const most = 300;
const longestValue = 80;
/** What anybody may send, a page elsewhere too, must not fill the memory. */
const mostVariables = 50;
const longestAddress = 2_000;
const secretNames = /^(?:key|apikey|api_key|pass|password|token|secret)$/i;

/** What was asked lately, newest first; secrets are left out before anything is kept. */
export class RequestLog {
  readonly #secrets: readonly RegExp[];
  #entries: LoggedRequest[] = [];
  #last = 0;

  constructor(credentials: Credentials) {
    const { key, token, organizationId } = credentials;
    const basic = Buffer.from(`${organizationId}:${token}`).toString('base64');
    this.#secrets = [key, token, basic].map(secret => new RegExp(secret.replace(/\W/g, '\\$&'), 'gi'));
  }

  get entries(): readonly LoggedRequest[] {
    return this.#entries;
  }

  /** Notes a request; what it answers is called when the answer has gone out, or with 0 when there was none. */
  begin(request: Request, system: LoggedRequest['system']): (status: number, bytes: number) => void {
    const form = /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')
      ? new URLSearchParams(Buffer.from(request.body).toString('utf8'))
      : new URLSearchParams();
    const variables = [...request.url.searchParams, ...form];
    const shown = variables.slice(0, mostVariables).map(([name, value]) => {
      return `${cut(this.#redacted(name))}=${secretNames.test(name) ? '…' : cut(this.#redacted(value))}`;
    });
    if (variables.length > mostVariables) shown.push('…');
    const action = variables.find(([name]) => name.toLowerCase() === 'action')?.[1];
    const began = performance.now();
    const entry: LoggedRequest = {
      id: ++this.#last,
      at: new Date().toISOString(),
      system,
      method: request.method,
      address: cut(
        `${this.#redacted(request.url.pathname)}${shown.length ? `?${shown.join('&')}` : ''}`,
        longestAddress,
      ),
      ...(action && system === 'readydesk' ? { action: cut(this.#redacted(action)) } : {}),
    };
    this.#entries = [entry, ...this.#entries.slice(0, most - 1)];
    return (status, bytes) => {
      const done = { ...entry, status, bytes, ms: Math.round(performance.now() - began) };
      this.#entries = this.#entries.map(each => (each.id === entry.id ? done : each));
    };
  }

  forget(): void {
    this.#entries = [];
  }

  #redacted(text: string): string {
    return this.#secrets.reduce((shown, secret) => shown.replace(secret, '…'), text);
  }
}

/** A copy: a part of a long text would keep all of it. */
function cut(text: string, longest = longestValue): string {
  return text.length > longest ? `${Buffer.from(text.slice(0, longest)).toString()}…` : text;
}
