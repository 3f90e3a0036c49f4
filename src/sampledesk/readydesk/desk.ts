import type { Database } from '../database.ts';
import { escapeHtml, page, type Reply, type Request, sameSecret, text } from '../http.ts';
import type { Switches } from '../switches.ts';
import { type Answer, type Defect, type Format, write } from './formats.ts';
import { Inputs, Refusal } from './inputs.ts';
import { listings } from './lists.ts';
import { readList } from './read.ts';
import { changes } from './write.ts';

/** ReadyDesk's Web Services API: one address, `key` and `action` (reference 1). */
export class ReadyDesk {
  readonly #db: Database;
  readonly #key: string;
  readonly #switches: Switches;

  constructor(db: Database, key: string, switches: Switches) {
    this.#db = db;
    this.#key = key;
    this.#switches = switches;
  }

  answer(request: Request): Reply {
    if (request.method !== 'GET' && request.method !== 'POST') {
      return text(405, 'Use GET or POST.', { allow: 'GET, POST' });
    }
    const inputs = this.#inputs(request);
    const format = formatOf(inputs, request.headers.accept, this.#switches.format);
    if (!sameSecret(inputs.text('key') ?? '', this.#key)) return this.#refuse('The API key is not valid.', format, 401);
    const action = inputs.text('action')?.toLowerCase() ?? '';
    try {
      return write(this.#run(action, inputs), format, 200, {
        defect: this.#switches.defectiveJson ? defects[action] : undefined,
        wrapped: this.#switches.wrappedUrl,
      });
    } catch (thrown) {
      if (thrown instanceof Refusal) return this.#refuse(thrown.message, format, this.#switches.htmlErrors ? 500 : 200);
      throw thrown;
    }
  }

  /** Says no to what is asked. */
  refuse(request: Request, message: string): Reply {
    const format = formatOf(this.#inputs(request), request.headers.accept, this.#switches.format);
    return this.#refuse(message, format, this.#switches.htmlErrors ? 500 : 200);
  }

  #inputs(request: Request): Inputs {
    const form = /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')
      ? [new URLSearchParams(Buffer.from(request.body).toString('utf8'))]
      : [];
    return new Inputs(this.#switches, request.url.searchParams, ...form);
  }

  #refuse(message: string, format: Format, status: number): Reply {
    if (!this.#switches.htmlErrors) return write(failure(message), format, status);
    return page(
      status,
      'Server Error',
      `<h1>Server Error in '/readydesk' Application.</h1><p>${escapeHtml(message)}</p>`,
    );
  }

  #run(action: string, inputs: Inputs): Answer {
    const listing = Object.hasOwn(listings, action) ? listings[action] : undefined;
    if (listing) return readList(this.#db, listing, inputs, this.#switches);
    const change = Object.hasOwn(changes, action) ? changes[action] : undefined;
    if (!change) throw new Refusal(action ? `There is no action "${action}".` : 'The action is missing.');
    const [name, value] = this.#db.transaction(() => change(this.#db, inputs));
    return { root: 'response', records: [[[name, String(value)]]] };
  }
}

const defects: Record<string, Defect> = { get_tech_groups: 'missingCommas', get_attachments: 'trailingComma' };

function failure(message: string): Answer {
  return { root: 'response', records: [[['error', message]]] };
}

/** How a caller picks the format is unknown (reference 1.4); this desk takes `format` or `output`, then `Accept`, then what is usual. */
function formatOf(inputs: Inputs, accept = '', usual: Format): Format {
  const named = (inputs.text('format') ?? inputs.text('output'))?.toLowerCase();
  if (named === 'xml' || named === 'json') return named;
  if (/^url(?:[ _-]?(?:delimited|encoded))?$/.test(named ?? '')) return 'url';
  if (/\bapplication\/json\b/i.test(accept) && !/\b(?:text|application)\/xml\b/i.test(accept)) return 'json';
  return usual;
}
