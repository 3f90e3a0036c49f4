import type { Database } from '../database.ts';
import { now } from '../dates.ts';
import type { Reply, Request } from '../http.ts';
import { type BodyMembers, readBody } from './body.ts';
import { BadRequest, NotFound } from './failures.ts';
import { readEntities, readEntity, type Scope } from './read.ts';
import { type Flavour, renderList, renderOne } from './render.ts';
import type { TeamSupportSwitches } from './switches.ts';
import type { Resource, Table } from './table.ts';
import { columnsOf } from './write.ts';

/** What every request works with. */
export interface Desk {
  readonly db: Database;
  readonly switches: TeamSupportSwitches;
}

/** One request on its way through the routes. */
export interface Call extends Desk {
  readonly request: Request;
  readonly flavour: Flavour;
  /** Ids in its address, outermost first; one that is no number is -1, which nothing has. */
  readonly ids: readonly number[];
}

export type Handler = (call: Call) => Reply | Promise<Reply>;

/** One path of the catalogue with the verbs it takes; `{}` stands for an id. */
export interface Route {
  readonly path: string;
  readonly GET?: Handler;
  readonly POST?: Handler;
  readonly PUT?: Handler;
  readonly DELETE?: Handler;
}

/** A list, filtered by the query. @throws BadRequest */
export function list(call: Call, table: Table, scope?: Scope): Reply {
  const { entities, paging } = readEntities(call, table, call.request.url, scope);
  return send(call, renderList(call.flavour, table, entities, paging, call.switches));
}

/** @throws NotFound */
export function one(call: Call, table: Table, id: number, status = 200): Reply {
  const entity = readEntity(call, table, id);
  if (!entity) throw new NotFound();
  return send(call, renderOne(call.flavour, table, entity, call.switches), status);
}

/** Members of the body. @throws BadRequest */
export function bodyOf(call: Call): BodyMembers {
  return readBody(call.flavour, call.request.body);
}

/** Deletes and shows for the last time what is gone. @throws NotFound */
export function remove(call: Call, table: Resource, id: number): Reply {
  const reply = one(call, table, id);
  call.db.run(`DELETE FROM ${table.stored} WHERE id = ?`, id);
  return reply;
}

/** Makes an entity from the body; `more` are columns that the address gives. @throws BadRequest */
export function create(call: Call, table: Resource, more: Record<string, number> = {}): Reply {
  const id = call.db.transaction(() => {
    const at = now();
    const values = columnsOf(call, table, bodyOf(call));
    for (const name of table.required) {
      const column = table.fields.find(field => field.name === name)?.kept?.column ?? '';
      if (values[column] === undefined || values[column] === null) throw new BadRequest(`${name} is required.`);
    }
    return call.db.insert(table.stored, { ...table.fresh, ...values, ...more, created: at, modified: at });
  });
  return one(call, table, id, 201);
}

/** Changes what the body names. @throws BadRequest, NotFound */
export function change(call: Call, table: Resource, id: number): Reply {
  call.db.transaction(() => {
    call.db.update(table.stored, id, { ...columnsOf(call, table, bodyOf(call)), modified: now() });
  });
  return one(call, table, id);
}

/** The paths of an entity with all its verbs. */
export function resource(path: string, table: Resource): Route[] {
  return [
    { path, GET: call => list(call, table), POST: call => create(call, table) },
    {
      path: `${path}/{}`,
      GET: call => one(call, table, firstId(call)),
      PUT: call => change(call, table, ownerId(call, table.stored)),
      DELETE: call => remove(call, table, firstId(call)),
    },
  ];
}

/** The id of the outermost entity in the address, which exists. @throws NotFound */
export function ownerId(call: Call, stored: string): number {
  const id = firstId(call);
  if (!call.db.get(`SELECT id FROM ${stored} WHERE id = ?`, id)) throw new NotFound();
  return id;
}

export function firstId(call: Call): number {
  return call.ids[0] ?? -1;
}

/** Rows whose column has this id. */
export function within(column: string, id: number): Scope {
  return { sql: `${column} = ?`, values: [id] };
}

function send(call: Call, body: string | Iterable<string>, status = 200): Reply {
  const type = call.flavour === 'json' ? 'application/json' : 'application/xml';
  return { status, headers: { 'content-type': `${type}; charset=utf-8` }, body };
}
