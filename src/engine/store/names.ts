import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { NameField } from '../../model/search.ts';
import type { NamedRef } from '../../model/ticket.ts';

/** Names kept in memory; a desk has fewer groups and statuses, but may have more customers. */
const cached = 10_000;

/** The dictionary of names: what the narrow table has as a number. Rows are never changed but for a new spelling. */
export class Names {
  readonly #find: StatementSync;
  readonly #add: StatementSync;
  readonly #spell: StatementSync;
  readonly #known = new Map<string, number>();

  constructor(database: DatabaseSync) {
    this.#find = database.prepare('SELECT id, name FROM names WHERE field = ? AND ref = ? AND folded = ?');
    this.#add = database.prepare('INSERT INTO names(field, ref, folded, name) VALUES(?, ?, ?, ?)');
    this.#spell = database.prepare('UPDATE names SET name = ? WHERE id = ?');
  }

  /** The number of a name, made when there is none; 0 for none. Within a transaction. */
  idOf(field: NameField, named: NamedRef | string | undefined): number {
    if (named === undefined) return 0;
    const name = typeof named === 'string' ? named : named.name;
    const ref = typeof named === 'string' ? '' : (named.id ?? '');
    if (name === '' && ref === '') return 0;
    const key = `${field} ${ref}\n${name}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const id = this.#kept(field, ref, name);
    if (this.#known.size >= cached) this.#known.clear();
    this.#known.set(key, id);
    return id;
  }

  /** Forgets what is in memory: the dictionary was deleted, or a transaction rolled back. */
  forget(): void {
    this.#known.clear();
  }

  #kept(field: NameField, ref: string, name: string): number {
    const folded = name.toLowerCase();
    const found = this.#find.get(field, ref, folded);
    if (!found) return Number(this.#add.run(field, ref, folded, name).lastInsertRowid);
    if (found.name !== name) this.#spell.run(name, Number(found.id));
    return Number(found.id);
  }
}
