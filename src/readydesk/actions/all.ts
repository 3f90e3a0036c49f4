import type { RecordKind } from '../../model/records.ts';
import type { Action, ListAction, WriteAction } from './action.ts';
import * as billing from './billing.ts';
import * as people from './people.ts';
import * as tickets from './tickets.ts';
import * as work from './work.ts';

/** Every action of the Web Services API that is known or inferred; a client's method is named alike in camel case. */
export const ACTIONS: readonly Action[] = [people, tickets, billing, work].flatMap(group => Object.values(group));

/** The actions that read. */
export const LISTS: readonly ListAction[] = ACTIONS.filter(action => action.does === 'list');

/** The action that does this with this kind of record. */
export function writing(kind: RecordKind, does: WriteAction['does']): WriteAction | undefined {
  return ACTIONS.find((action): action is WriteAction => action.kind === kind && action.does === does);
}
