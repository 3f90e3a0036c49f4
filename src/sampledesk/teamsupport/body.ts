import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { BadRequest } from './filter.ts';
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

function fromXml(words: string): Record<string, unknown> {
  if (/<!DOCTYPE/i.test(words)) throw new BadRequest('The body must not declare a document type.');
  if (XMLValidator.validate(words) !== true) throw new BadRequest('The body is not well-formed XML.');
  try {
    const value: unknown = parser.parse(words);
    if (isObject(value)) return value;
  } catch {
    throw new BadRequest('The body is not well-formed XML.');
  }
  throw new BadRequest('The body holds no element.');
}

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  processEntities: true,
  htmlEntities: false,
});

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

/** A member as 1 or 0. */
export function flagMember(body: BodyMembers, name: string): number | undefined {
  const value = textMember(body, name)?.trim().toLowerCase();
  return value === 'true' || value === '1' ? 1 : value === 'false' || value === '0' ? 0 : undefined;
}
