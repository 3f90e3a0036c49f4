import { escapeHtml, xmlLawful, xmlText } from '../http.ts';
import { type TeamSupportSwitches, usualSwitches } from './switches.ts';

/** The two flavours of the API. */
export type Flavour = 'xml' | 'json';

/** A collection inside an entity: XML nesting in both flavours (reference 1.9). */
export interface Nested {
  readonly element: string;
  readonly items: readonly Members[];
}

/** HTML as it is stored; how it is escaped is the account's matter (reference 1.12). */
export interface Html {
  readonly html: string;
}

/** Members in order; `null` has no value. */
export type Members = readonly (readonly [name: string, value: string | null | Html | Nested])[];

/** How answers are written. */
export type Style = Pick<TeamSupportSwitches, 'emptyPage' | 'htmlEscapes' | 'cdata'>;

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

export function renderOne(flavour: Flavour, kind: Kind, entity: Entity, style: Style = usualSwitches): string {
  const members: Members = [[kind.key, String(entity.id)], ...entity.members];
  if (flavour === 'json') return JSON.stringify({ [kind.single]: jsonObject(members, style) });
  return `${prolog}${xmlElement(kind.single, members, style)}`;
}

/** Writes a list piece by piece. */
export function renderList(
  flavour: Flavour,
  kind: Kind,
  entities: Iterable<Entity>,
  paging?: Paging,
  style: Style = usualSwitches,
): Iterable<string> {
  return (flavour === 'json' ? jsonList : xmlList)(kind, entities, paging, style);
}

/** HTML escaped so many times, inside its value. */
export function escaped(html: string, times: number): string {
  let text = html;
  for (let done = 0; done < times; done++) text = escapeHtml(text);
  return text;
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

function* jsonList(kind: Kind, entities: Iterable<Entity>, paging: Paging | undefined, style: Style): Iterable<string> {
  const extra = jsonObject(pagingMembers(paging), style);
  if (paging?.recordsReturned === 0 && style.emptyPage === 'object') {
    yield JSON.stringify({ [kind.plural]: extra });
    return;
  }
  yield `{${JSON.stringify(kind.plural)}:[`;
  let between = '';
  for (const { id, members } of entities) {
    yield between + JSON.stringify(jsonObject([['ID', String(id)], ...members], style));
    between = ',';
  }
  yield paging ? `],${JSON.stringify(extra).slice(1)}` : ']}';
}

function* xmlList(kind: Kind, entities: Iterable<Entity>, paging: Paging | undefined, style: Style): Iterable<string> {
  yield `${prolog}<${kind.plural}>`;
  for (const { id, members } of entities) yield xmlElement(kind.single, [[kind.key, String(id)], ...members], style);
  for (const [name, value] of pagingMembers(paging)) yield xmlLeaf(name, value, style);
  yield `</${kind.plural}>`;
}

/** One child is an object, several are an array, none is null: what mechanical conversion of XML gives. */
function jsonObject(members: Members, style: Style): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [name, value] of members) {
    if (value === null || typeof value === 'string') {
      object[name] = value;
    } else if ('html' in value) {
      object[name] = escaped(value.html, style.htmlEscapes);
    } else {
      const items = value.items.map(item => jsonObject(item, style));
      object[name] = items.length === 0 ? null : { [value.element]: items.length === 1 ? items[0] : items };
    }
  }
  return object;
}

function xmlElement(name: string, members: Members, style: Style): string {
  return `<${name}>${members.map(([member, value]) => xmlLeaf(member, value, style)).join('')}</${name}>`;
}

function xmlLeaf(name: string, value: string | null | Html | Nested, style: Style): string {
  if (value === null || value === '') return `<${name} />`;
  if (typeof value === 'string') return `<${name}>${xmlText(value)}</${name}>`;
  if ('html' in value) {
    if (!value.html || !style.cdata) return xmlLeaf(name, escaped(value.html, style.htmlEscapes), style);
    const held = xmlLawful(escaped(value.html, style.htmlEscapes - 1)).replaceAll(']]>', ']]]]><![CDATA[>');
    return `<${name}><![CDATA[${held}]]></${name}>`;
  }
  if (value.items.length === 0) return `<${name} />`;
  return `<${name}>${value.items.map(item => xmlElement(value.element, item, style)).join('')}</${name}>`;
}
