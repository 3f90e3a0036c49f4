import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ownText } from '../../model/ownText.ts';
import type { NameField } from '../../model/search.ts';
import type { NamedRef } from '../../model/ticket.ts';

/** Names of a field kept in memory; a desk has fewer groups and statuses, but may have more customers. */
const cached = 5_000;

interface Known {
  readonly id: number;
  readonly ref: string;
  readonly name: string;
}

/** The dictionary of names: what the narrow table has as a number. Rows are never changed but for a new spelling. */
export class Names {
  readonly #find: StatementSync;
  readonly #add: StatementSync;
  readonly #spell: StatementSync;
  readonly #known = new Map<NameField, Map<string, Known>>();

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
    const known = this.#knownIn(field);
    // By one of the two alone: putting them together for each field of each ticket would take longer than all else.
    const key = ref === '' ? name : ref;
    const found = known.get(key);
    if (found && found.name === name && found.ref === ref) return found.id;
    const id = this.#kept(field, ref, name);
    if (known.size >= cached) known.clear();
    known.set(ownText(key), { id, ref: ownText(ref), name: ownText(name) });
    return id;
  }

  /** Forgets what is in memory: the dictionary was deleted, or a transaction rolled back. */
  forget(): void {
    this.#known.clear();
  }

  #knownIn(field: NameField): Map<string, Known> {
    let known = this.#known.get(field);
    if (!known) {
      known = new Map();
      this.#known.set(field, known);
    }
    return known;
  }

  #kept(field: NameField, ref: string, name: string): number {
    const folded = name.toLowerCase();
    const found = this.#find.get(field, ref, folded);
    if (!found) return Number(this.#add.run(field, ref, folded, name).lastInsertRowid);
    if (found.name !== name) this.#spell.run(name, Number(found.id));
    return Number(found.id);
  }
}
