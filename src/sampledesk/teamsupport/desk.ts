import type { Credentials, Database } from '../database.ts';
import { page, type Reply, type Request, sameSecret, text } from '../http.ts';
import { readBody } from './body.ts';
import { customerProducts } from './customerProducts.ts';
import * as tables from './entities.ts';
import { BadRequest } from './filter.ts';
import { pickLists } from './pickLists.ts';
import { readEntities, readEntity, type Scope } from './read.ts';
import { type Flavour, renderList, renderOne } from './render.ts';
import {
  createAction,
  createTicket,
  linkContact,
  linkCustomer,
  removeAction,
  saveEntity,
  updateAction,
  updateTicket,
} from './write.ts';

/** One request on its way through the routes. */
interface Call {
  readonly request: Request;
  readonly flavour: Flavour;
  readonly method: string;
}

/** TeamSupport's REST API in both flavours (reference 1 and 2). */
export class TeamSupport {
  readonly #db: Database;
  readonly #expected: string;
  readonly #quota: number | undefined;
  /** When the requests of the last 24 hours came, in milliseconds. */
  #served: number[] = [];

  constructor(db: Database, credentials: Credentials, quota: number | undefined) {
    this.#db = db;
    this.#expected = `${credentials.organizationId}:${credentials.token}`;
    this.#quota = quota;
  }

  /** `path` is what follows the flavour, in lower case. */
  answer(request: Request, flavour: Flavour, path: string): Reply {
    const basic = /^basic\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!sameSecret(Buffer.from(basic, 'base64').toString('utf8'), this.#expected)) return unauthorized;
    if (!this.#withinQuota()) return forbidden;
    const parts = path
      .replace(/\.(?:xml|json)$/, '')
      .split('/')
      .filter(Boolean)
      .map(decode);
    try {
      return this.#route({ request, flavour, method: request.method }, parts);
    } catch (thrown) {
      if (thrown instanceof BadRequest) return text(400, thrown.message);
      throw thrown;
    }
  }

  #withinQuota(): boolean {
    if (this.#quota === undefined) return true;
    const at = Date.now();
    this.#served = this.#served.filter(then => then > at - 86_400_000);
    if (this.#served.length >= this.#quota) return false;
    this.#served.push(at);
    return true;
  }

  #route(call: Call, parts: readonly string[]): Reply {
    const [resource = '', key, ...below] = parts;
    if (resource === 'properties') return below.length === 0 ? this.#property(call, key ?? '') : notFound;
    if (resource === 'tickets') return key === undefined ? this.#tickets(call) : this.#ticket(call, key, below);
    if (resource === 'customers' || resource === 'contacts' || resource === 'products') {
      return key === undefined ? this.#collection(call, resource) : this.#entity(call, resource, wholeId(key), below);
    }
    if (resource === 'users' || resource === 'groups') {
      if (call.method !== 'GET') return notAllowed('GET');
      if (key === undefined) return this.#list(call, resources[resource]);
      return below.length === 0 ? this.#one(call, resources[resource], wholeId(key)) : notFound;
    }
    return resource === 'assets' ? notImplemented : notFound;
  }

  #property(call: Call, name: string): Reply {
    const table = Object.hasOwn(pickLists, name) ? pickLists[name] : undefined;
    if (!table) return notFound;
    return call.method === 'GET' ? this.#list(call, table) : notAllowed('GET');
  }

  #tickets(call: Call): Reply {
    if (call.method === 'GET') return this.#list(call, tables.tickets);
    if (call.method !== 'POST') return notAllowed('GET, POST');
    const id = this.#db.transaction(() => createTicket(this.#db, this.#body(call)));
    return this.#one(call, tables.tickets, id, 201);
  }

  #ticket(call: Call, key: string, below: readonly string[]): Reply {
    const id = this.#ticketId(key);
    if (id === undefined) return notFound;
    const [part, ...rest] = below;
    if (part === undefined) {
      if (call.method === 'GET') return this.#one(call, tables.tickets, id);
      if (call.method === 'PUT') {
        this.#db.transaction(() => updateTicket(this.#db, id, this.#body(call)));
        return this.#one(call, tables.tickets, id);
      }
      return call.method === 'DELETE'
        ? this.#remove(call, tables.tickets, 'ts_tickets', id)
        : notAllowed('GET, PUT, DELETE');
    }
    if (part === 'actions') return this.#actions(call, id, rest);
    if (part === 'contacts') return this.#links(call, id, 'contact', rest);
    if (part === 'customers') return this.#links(call, id, 'customer', rest);
    if (part === 'history' && rest.length === 0) {
      return call.method === 'GET' ? this.#list(call, tables.history, within('h.ticket_id', id)) : notAllowed('GET');
    }
    return notFound;
  }

  /** A ticket by its id or, as people know it, its number (reference 3). */
  #ticketId(key: string): number | undefined {
    const asked = wholeId(key);
    const found = this.#db.get('SELECT id FROM ts_tickets WHERE id = ?1 OR number = ?1 ORDER BY id = ?1 DESC', asked);
    return found ? Number(found.id) : undefined;
  }

  #actions(call: Call, ticketId: number, [key, part, attachment, ...rest]: readonly string[]): Reply {
    if (key === undefined) {
      if (call.method === 'GET') return this.#list(call, tables.actions, within('a.ticket_id', ticketId));
      if (call.method !== 'POST') return notAllowed('GET, POST');
      const id = this.#db.transaction(() => createAction(this.#db, ticketId, this.#body(call)));
      return this.#one(call, tables.actions, id, 201);
    }
    const id = wholeId(key);
    if (!this.#db.get('SELECT id FROM ts_actions WHERE id = ? AND ticket_id = ?', id, ticketId)) return notFound;
    if (part === undefined) {
      if (call.method === 'GET') return this.#one(call, tables.actions, id);
      if (call.method === 'DELETE') {
        const reply = this.#one(call, tables.actions, id);
        this.#db.transaction(() => removeAction(this.#db, ticketId, id));
        return reply;
      }
      if (call.method !== 'PUT') return notAllowed('GET, PUT, DELETE');
      this.#db.transaction(() => updateAction(this.#db, ticketId, id, this.#body(call)));
      return this.#one(call, tables.actions, id);
    }
    if (part !== 'attachments' || rest.length > 0) return notFound;
    if (call.method === 'POST' && attachment === undefined) return notImplemented;
    if (call.method !== 'GET') return notAllowed('GET');
    if (attachment === undefined) return this.#list(call, tables.attachments, within('f.action_id', id));
    return this.#download(id, wholeId(attachment));
  }

  #download(actionId: number, id: number): Reply {
    const row = this.#db.get(
      'SELECT file_name, file_type FROM ts_attachments WHERE id = ? AND action_id = ?',
      id,
      actionId,
    );
    const content = this.#db.blob('SELECT content FROM ts_attachments WHERE id = ?', id);
    if (!row || !content) return notFound;
    const name = encodeURIComponent(String(row.file_name));
    return {
      status: 200,
      headers: {
        'content-type': String(row.file_type),
        'content-disposition': `attachment; filename*=UTF-8''${name}`,
        'x-content-type-options': 'nosniff',
      },
      body: content,
    };
  }

  /** People of a ticket: listed, linked by POST and unlinked by DELETE. */
  #links(call: Call, ticketId: number, kind: 'contact' | 'customer', [key, ...rest]: readonly string[]): Reply {
    if (rest.length > 0) return notFound;
    const [table, alias] = kind === 'contact' ? [tables.contacts, 'k'] : [tables.customers, 'c'];
    const link = `ts_ticket_${kind}s`;
    if (key === undefined) {
      if (call.method !== 'GET') return notAllowed('GET');
      const sql = `${alias}.id IN (SELECT ${kind}_id FROM ${link} WHERE ticket_id = ?)`;
      return this.#list(call, { ...table, pageable: false }, { sql, values: [ticketId] });
    }
    const id = wholeId(key);
    const entity = readEntity(this.#db, table, id);
    if (!entity) return notFound;
    if (call.method === 'POST') {
      this.#db.transaction(() => (kind === 'contact' ? linkContact : linkCustomer)(this.#db, ticketId, id));
      return this.#one(call, table, id, 201);
    }
    if (call.method !== 'DELETE') return notAllowed('POST, DELETE');
    this.#db.run(`DELETE FROM ${link} WHERE ticket_id = ? AND ${kind}_id = ?`, ticketId, id);
    return this.#send(call, renderOne(call.flavour, table, entity));
  }

  #collection(call: Call, kind: 'customers' | 'contacts' | 'products'): Reply {
    if (call.method === 'GET') return this.#list(call, resources[kind]);
    if (call.method !== 'POST') return notAllowed('GET, POST');
    const id = this.#db.transaction(() => saveEntity(this.#db, kind, this.#body(call)));
    return this.#one(call, resources[kind], id, 201);
  }

  #entity(call: Call, kind: 'customers' | 'contacts' | 'products', id: number, below: readonly string[]): Reply {
    if (!this.#db.get(`SELECT id FROM ts_${kind} WHERE id = ?`, id)) return notFound;
    const [part, ...rest] = below;
    if (part !== undefined) {
      if (part === (kind === 'customers' ? 'notes' : kind === 'contacts' ? 'addresses' : '')) return notImplemented;
      const scoped = rest.length === 0 ? listBelow(kind, part, id) : undefined;
      if (!scoped) return notFound;
      return call.method === 'GET' ? this.#list(call, ...scoped) : notAllowed('GET');
    }
    if (call.method === 'GET') return this.#one(call, resources[kind], id);
    if (call.method === 'PUT') {
      this.#db.transaction(() => saveEntity(this.#db, kind, this.#body(call), id));
      return this.#one(call, resources[kind], id);
    }
    return call.method === 'DELETE'
      ? this.#remove(call, resources[kind], `ts_${kind}`, id)
      : notAllowed('GET, PUT, DELETE');
  }

  /** Deletes and shows for the last time what is gone. */
  #remove(call: Call, table: tables.Table, stored: string, id: number): Reply {
    const reply = this.#one(call, table, id);
    this.#db.run(`DELETE FROM ${stored} WHERE id = ?`, id);
    return reply;
  }

  #list(call: Call, table: tables.Table, scope?: Scope): Reply {
    const { entities, paging } = readEntities(this.#db, table, call.request.url, scope);
    return this.#send(call, renderList(call.flavour, table, entities, paging));
  }

  #one(call: Call, table: tables.Table, id: number, status = 200): Reply {
    const entity = readEntity(this.#db, table, id);
    return entity ? this.#send(call, renderOne(call.flavour, table, entity), status) : notFound;
  }

  #send(call: Call, body: string | Iterable<string>, status = 200): Reply {
    const type = call.flavour === 'json' ? 'application/json' : 'application/xml';
    return { status, headers: { 'content-type': `${type}; charset=utf-8` }, body };
  }

  #body(call: Call) {
    return readBody(call.flavour, call.request.body);
  }
}

const resources = {
  customers: tables.customers,
  contacts: tables.contacts,
  products: tables.products,
  users: tables.users,
  groups: tables.groups,
};

function listBelow(kind: string, part: string, id: number): [tables.Table, Scope] | undefined {
  if (kind === 'customers' && part === 'contacts')
    return [{ ...tables.contacts, pageable: false }, within('k.customer_id', id)];
  if (kind === 'customers' && part === 'tickets') {
    const sql = 't.id IN (SELECT ticket_id FROM ts_ticket_customers WHERE customer_id = ?)';
    return [tables.tickets, { sql, values: [id] }];
  }
  if (kind === 'customers' && part === 'products') return [customerProducts, within('x.customer_id', id)];
  return kind === 'products' && part === 'versions' ? [tables.versions, within('v.product_id', id)] : undefined;
}

function within(column: string, id: number): Scope {
  return { sql: `${column} = ?`, values: [id] };
}

/** An id from an address; one that is none finds nothing. */
function wholeId(key: string): number {
  return /^\d{1,15}$/.test(key) ? Number(key) : -1;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const notFound = text(404, 'Not found.');
/** What the references know and this desk does not have. */
const notImplemented = text(501, 'The sample desk does not have this resource.');
const notAllowed = (allow: string) => text(405, 'The resource does not take this method.', { allow });
const unauthorized = page(
  401,
  '401 - Unauthorized: Access is denied due to invalid credentials.',
  '<h1>401 - Unauthorized: Access is denied due to invalid credentials.</h1><p>You do not have permission to view this directory or page using the credentials that you supplied.</p>',
  { 'www-authenticate': 'Basic realm="TeamSupport"' },
);
const forbidden = page(
  403,
  '403 - Forbidden: Access is denied.',
  '<h1>403 - Forbidden: Access is denied.</h1><p>You do not have permission to view this directory or page.</p>',
);
