import type { Columns, Database, Row, Value } from '../database.ts';
import { type Inputs, Refusal } from './inputs.ts';

/** An `add_*` or `update_*` action; answers the leaf and the id it holds. @throws Refusal */
export type Change = (db: Database, inputs: Inputs) => readonly [leaf: string, id: number];

/** One-line texts within their limit, of the variables that were given. @throws Refusal */
export function texts(inputs: Inputs, names: readonly string[], longest = 255): Columns {
  const values: Columns = {};
  for (const name of names) {
    const value = inputs
      .given(name)
      ?.replace(/\s*[\r\n]+\s*/g, ' ')
      .trim();
    if (value === undefined) continue;
    if (value.length > longest) throw new Refusal(`${name} is longer than ${longest} characters.`);
    values[name] = value;
  }
  return values;
}

/** A text that must be there. @throws Refusal */
export function required(inputs: Inputs, name: string, longest = 255): string {
  const value = inputs.text(name);
  if (value === undefined) throw new Refusal(`${name} is required.`);
  if (value.length > longest) throw new Refusal(`${name} is longer than ${longest} characters.`);
  return value;
}

/** A whole number that must be there. @throws Refusal */
export function requiredWhole(inputs: Inputs, name: string): number {
  const value = inputs.whole(name);
  if (value === undefined) throw new Refusal(`${name} is required.`);
  return value;
}

/** The items of a comma separated list, none twice and none empty; `undefined` when it was not given. */
export function items(inputs: Inputs, name: string): string[] | undefined {
  const given = inputs.given(name);
  if (given === undefined) return undefined;
  return [
    ...new Set(
      given
        .split(',')
        .map(item => item.trim())
        .filter(Boolean),
    ),
  ];
}

/** `Y` or `N` of the flags that were given. @throws Refusal */
export function flags(inputs: Inputs, names: readonly string[]): Columns {
  const values: Columns = {};
  for (const name of names) {
    const flag = inputs.flag(name);
    if (flag !== undefined) values[name] = flag ? 'Y' : 'N';
  }
  return values;
}

/** One of a list, in the letter case of the list. @throws Refusal */
export function oneOf(name: string, choices: readonly string[], given: string): string {
  const found = choices.find(choice => choice.toLowerCase() === given.toLowerCase());
  if (!found) throw new Refusal(`${name} "${given}" is not defined.`);
  return found;
}

/** @throws Refusal */
export function ticketOf(db: Database, id: number): Row {
  const found = db.get('SELECT * FROM rd_tickets WHERE id = ?', id);
  if (!found) throw new Refusal(`There is no ticket ${id}.`);
  return found;
}

/** @throws Refusal */
export function customerOf(db: Database, cid: string): Row {
  const found = db.get('SELECT * FROM rd_customers WHERE cid = ?', cid);
  if (!found) throw new Refusal(`There is no customer "${cid}".`);
  return found;
}

/** A company by its name or else its id. */
export function companyOf(db: Database, nameOrId: string): Row | undefined {
  return db.get(
    'SELECT * FROM rd_companies WHERE name = ?1 OR CAST(id AS TEXT) = ?1 ORDER BY name = ?1 DESC',
    nameOrId,
  );
}

/** The id of a technician group by its name or id. @throws Refusal */
export function groupOf(db: Database, nameOrId: string | undefined): Value {
  if (nameOrId === undefined) return null;
  const found = db.get('SELECT id FROM rd_groups WHERE name = ?1 COLLATE NOCASE OR CAST(id AS TEXT) = ?1', nameOrId);
  if (!found) throw new Refusal(`There is no technician group "${nameOrId}".`);
  return found.id ?? null;
}

/** The technician ID as it is stored. @throws Refusal */
export function technician(db: Database, inputs: Inputs, name: string): string | undefined {
  const uid = inputs.text(name);
  return uid === undefined ? undefined : uidOf(db, uid);
}

/** A technician ID as it is stored. @throws Refusal */
export function uidOf(db: Database, uid: string): string {
  const found = db.get('SELECT uid FROM rd_techs WHERE uid = ?', uid);
  if (!found) throw new Refusal(`There is no technician "${uid}".`);
  return String(found.uid);
}
