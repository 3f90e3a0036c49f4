import { xmlText } from '../http.ts';

/** The two flavours of the API. */
export type Flavour = 'xml' | 'json';

/** A collection inside an entity: XML nesting in both flavours (reference 1.9). */
export interface Nested {
  readonly element: string;
  readonly items: readonly Members[];
}

/** Members in order; `null` has no value. */
export type Members = readonly (readonly [name: string, value: string | null | Nested])[];

/** Names of an entity. */
export interface Kind {
  readonly single: string;
  readonly plural: string;
  /** The key's name everywhere but in JSON lists, where it is `ID`. */
  readonly key: string;
}

/** One entity: its key and its other members. */
export interface Entity {
  readonly id: number;
  readonly members: Members;
}

/** What a paged list carries besides its entities (reference 1.15). */
export interface Paging {
  readonly recordsReturned: number;
  readonly nextPage: string | null;
  readonly totalRecords: number;
}

export function renderOne(flavour: Flavour, kind: Kind, entity: Entity): string {
  const members: Members = [[kind.key, String(entity.id)], ...entity.members];
  if (flavour === 'json') return JSON.stringify({ [kind.single]: jsonObject(members) });
  return `${prolog}${xmlElement(kind.single, members)}`;
}

/** Writes a list piece by piece. */
export function renderList(
  flavour: Flavour,
  kind: Kind,
  entities: Iterable<Entity>,
  paging?: Paging,
): Iterable<string> {
  return flavour === 'json' ? jsonList(kind, entities, paging) : xmlList(kind, entities, paging);
}

const prolog = '<?xml version="1.0" encoding="utf-8"?>\n';

function pagingMembers(paging: Paging | undefined): Members {
  if (!paging) return [];
  return [
    ['RecordsReturned', String(paging.recordsReturned)],
    ['NextPage', paging.nextPage],
    ['TotalRecords', String(paging.totalRecords)],
  ];
}

function* jsonList(kind: Kind, entities: Iterable<Entity>, paging: Paging | undefined): Iterable<string> {
  const extra = jsonObject(pagingMembers(paging));
  if (paging?.recordsReturned === 0) {
    yield JSON.stringify({ [kind.plural]: extra });
    return;
  }
  yield `{${JSON.stringify(kind.plural)}:[`;
  let between = '';
  for (const { id, members } of entities) {
    yield between + JSON.stringify(jsonObject([['ID', String(id)], ...members]));
    between = ',';
  }
  yield paging ? `],${JSON.stringify(extra).slice(1)}` : ']}';
}

function* xmlList(kind: Kind, entities: Iterable<Entity>, paging: Paging | undefined): Iterable<string> {
  yield `${prolog}<${kind.plural}>`;
  for (const { id, members } of entities) yield xmlElement(kind.single, [[kind.key, String(id)], ...members]);
  for (const [name, value] of pagingMembers(paging)) yield xmlLeaf(name, value);
  yield `</${kind.plural}>`;
}

/** One child is an object, several are an array, none is null: what mechanical conversion of XML gives. */
function jsonObject(members: Members): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [name, value] of members) {
    if (value === null || typeof value === 'string') {
      object[name] = value;
    } else {
      const items = value.items.map(jsonObject);
      object[name] = items.length === 0 ? null : { [value.element]: items.length === 1 ? items[0] : items };
    }
  }
  return object;
}

function xmlElement(name: string, members: Members): string {
  return `<${name}>${members.map(([member, value]) => xmlLeaf(member, value)).join('')}</${name}>`;
}

function xmlLeaf(name: string, value: string | null | Nested): string {
  if (value === null || value === '') return `<${name} />`;
  if (typeof value === 'string') return `<${name}>${xmlText(value)}</${name}>`;
  if (value.items.length === 0) return `<${name} />`;
  return `<${name}>${value.items.map(item => xmlElement(value.element, item)).join('')}</${name}>`;
}
