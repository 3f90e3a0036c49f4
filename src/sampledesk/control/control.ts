import type { Database } from '../database.ts';
import { type Reply, type Request, text } from '../http.ts';
import { SwitchError, type Switches, setSwitches, switchKinds } from '../switches.ts';
import { controlPage } from './controlPage.ts';
import { Guard } from './guard.ts';
import type { RequestLog } from './requestLog.ts';
import { holdings, shownSwitches } from './state.ts';

/** What the control page works on. */
export interface Controlled {
  readonly db: Database;
  readonly switches: Switches;
  readonly requests: RequestLog;
  /** Makes all tickets and records anew. */
  readonly reset: () => void;
}

/** A change: what it does, with the variables of a form or the members of a JSON body. */
type Change = (given: Record<string, unknown>) => void;

/** `/control`: what the desk holds and was asked, and its switches; for tests and for people. */
export class Control {
  readonly #desk: Controlled;
  readonly #guard = new Guard();
  readonly #initial: Switches;
  readonly #changes: Readonly<Record<string, Change>>;

  constructor(desk: Controlled) {
    this.#desk = desk;
    this.#initial = { ...desk.switches };
    this.#changes = {
      switches: given => setSwitches(desk.switches, given),
      usual: () => Object.assign(desk.switches, this.#initial),
      reset: () => desk.reset(),
      forget: () => desk.requests.forget(),
      unlock: () => {},
    };
  }

  /** What a change needs; printed once, at the start. */
  get token(): string {
    return this.#guard.token;
  }

  /** `path` is what follows `/control/`, in lower case. */
  answer(request: Request, path: string): Reply {
    if (path === '' || path === 'state') {
      if (request.method !== 'GET') return text(405, 'Use GET.', { allow: 'GET' });
      return path === '' ? this.#page(request) : json(200, this.#state());
    }
    const change = Object.hasOwn(this.#changes, path) ? this.#changes[path] : undefined;
    if (!change) return text(404, 'Not found.');
    if (request.method !== 'POST') return text(405, 'Use POST.', { allow: 'POST' });
    const type = request.headers['content-type'] ?? '';
    const body = Buffer.from(request.body).toString('utf8');
    if (/^application\/x-www-form-urlencoded\b/i.test(type)) return this.#form(request, path, change, body);
    if (/^application\/json\b/i.test(type)) return this.#json(request, change, body);
    return text(415, 'Send a form or JSON.');
  }

  #form(request: Request, path: string, change: Change, body: string): Reply {
    const form = new URLSearchParams(body);
    const refused = this.#guard.refusal(request, form.get('token') ?? undefined);
    if (refused) return this.#page(request, refused, 403);
    try {
      change(path === 'switches' ? switchesOf(form) : {});
    } catch (thrown) {
      if (thrown instanceof SwitchError) return this.#page(request, thrown.message, 400);
      throw thrown;
    }
    const cookie: Record<string, string> = path === 'unlock' ? { 'set-cookie': this.#guard.cookie } : {};
    return { status: 303, headers: { location: '/control', ...cookie }, body: '' };
  }

  #json(request: Request, change: Change, body: string): Reply {
    const refused = this.#guard.refusal(request, undefined);
    if (refused) return json(403, { error: refused });
    try {
      change(body.trim() ? JSON.parse(body) : {});
    } catch (thrown) {
      if (thrown instanceof SwitchError || thrown instanceof SyntaxError) return json(400, { error: thrown.message });
      throw thrown;
    }
    return json(200, { switches: shownSwitches(this.#desk.switches) });
  }

  #state() {
    const { db, switches, requests } = this.#desk;
    return { switches: shownSwitches(switches), holds: holdings(db), requests: requests.entries };
  }

  #page(request: Request, problem?: string, status = 200): Reply {
    const { db, switches, requests } = this.#desk;
    return controlPage(
      {
        switches,
        holdings: holdings(db),
        requests: requests.entries,
        open: this.#guard.knows(request),
        ...(problem ? { problem } : {}),
      },
      status,
    );
  }
}

/** The switches as the page's form has them: boxes that are not ticked are not sent. */
function switchesOf(form: URLSearchParams): Record<string, unknown> {
  const values = switchKinds.map(({ name, kind }) => [name, kind === 'flag' ? form.has(name) : form.get(name)]);
  const count = form.get('failCount')?.trim();
  const failNext = count
    ? { count, status: form.get('failStatus')?.trim() || '503', retryAfter: form.get('failRetryAfter')?.trim() }
    : null;
  return { ...Object.fromEntries(values), failNext };
}

function json(status: number, value: unknown): Reply {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: `${JSON.stringify(value)}\n` };
}
