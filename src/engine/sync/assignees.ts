import { isMe, type Me } from '../me.ts';
import type { Store } from '../store/store.ts';

/** The rows of `names` that mean the user as a ticket's assignee. */
export function assigneesWhoAre(store: Store, me: Me): number[] {
  return store.reader
    .prepare("SELECT id, ref, name FROM names WHERE field = 'assignee'")
    .all()
    .filter(({ ref, name }) => isMe(me, ref === '' ? undefined : String(ref), String(name)))
    .map(row => Number(row.id));
}
