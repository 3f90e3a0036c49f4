import { SaxesParser } from 'saxes';
import { BadRequest } from './failures.ts';
import type { Flavour } from './render.ts';

/** The members of a request's body, by lower-case name. Nested members stay objects. */
export type BodyMembers = ReadonlyMap<string, unknown>;

/**
 * Reads a create or update. The body needs one parent element, whose name is not looked at (reference 1.6).
 * @throws BadRequest
 */
export function readBody(flavour: Flavour, bytes: Uint8Array): BodyMembers {
  const words = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  const document = flavour === 'json' ? fromJson(words) : fromXml(words);
  const roots = Object.entries(document);
  const inner = roots[0]?.[1];
  if (roots.length !== 1) throw new BadRequest('The body needs exactly one parent element.');
  if (inner === '' || inner === null) return new Map();
  if (!isObject(inner)) throw new BadRequest('The parent element of the body holds no members.');
  return new Map(Object.entries(inner).map(([name, value]) => [name.toLowerCase(), value]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fromJson(words: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(words);
    if (isObject(value)) return value;
  } catch {
    throw new BadRequest('The body is not JSON.');
  }
  throw new BadRequest('The body is not a JSON object.');
}

/** One element while it is read. */
interface Open {
  readonly name: string;
  readonly children: Record<string, unknown>;
  text: string;
}

function fromXml(words: string): Record<string, unknown> {
  const document = blank('');
  const open: Open[] = [document];
  const parser = new SaxesParser();
  const add = (text: string) => {
    const inner = open.at(-1);
    if (inner) inner.text += text;
  };
  parser.on('doctype', () => {
    throw new BadRequest('The body must not declare a document type.');
  });
  parser.on('error', () => {
    throw new BadRequest('The body is not well-formed XML.');
  });
  parser.on('opentag', tag => open.push(blank(tag.name)));
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => {
    const closed = open.pop();
    const outer = open.at(-1);
    if (!closed || !outer) return;
    const value = Object.keys(closed.children).length > 0 ? closed.children : closed.text.trim();
    const earlier = outer.children[closed.name];
    outer.children[closed.name] = earlier === undefined ? value : [earlier, value].flat();
  });
  parser.write(words).close();
  return document.children;
}

function blank(name: string): Open {
  return { name, children: Object.create(null) as Record<string, unknown>, text: '' };
}

/** A member as text: `undefined` when it is not there, `null` when it is empty. */
export function textMember(body: BodyMembers, name: string): string | null | undefined {
  const value = body.get(name.toLowerCase());
  if (value === undefined) return undefined;
  if (value === null || value === '') return null;
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A member as a whole number. @throws BadRequest */
export function wholeMember(body: BodyMembers, name: string): number | null | undefined {
  const value = textMember(body, name);
  if (value === undefined || value === null) return value;
  if (!/^-?\d{1,15}$/.test(value.trim())) throw new BadRequest(`${name} must be a whole number.`);
  return Number(value);
}

/** A member as 1 or 0; `undefined` when it is neither. */
export function flagMember(body: BodyMembers, name: string): number | undefined {
  const value = textMember(body, name)?.trim().toLowerCase();
  return value === 'true' || value === '1' ? 1 : value === 'false' || value === '0' ? 0 : undefined;
}
