import type { Database } from '../../database.ts';
import type { State } from '../story.ts';
import { ids } from './ids.ts';

/** Ticket types with their statuses; those with `+` are closed. Statuses belong to one type. */
export const types: readonly (readonly [
  name: string,
  about: string,
  statuses: Readonly<Record<State, string>>,
  extra: readonly string[],
])[] = [
  [
    'Support',
    'Something does not work',
    {
      new: 'New',
      open: 'In Progress',
      waiting: 'Waiting on Customer',
      hold: 'On Hold',
      resolved: 'Resolved+',
      closed: 'Closed+',
    },
    [],
  ],
  [
    'Bug',
    'A defect of a product',
    {
      new: 'New',
      open: 'In Development',
      waiting: 'Waiting on Customer',
      hold: 'Ready for Release',
      resolved: 'Released+',
      closed: 'Closed+',
    },
    ['Confirmed', "Won't Fix+"],
  ],
  [
    'Feature Request',
    'A wish',
    {
      new: 'New',
      open: 'Under Review',
      waiting: 'Waiting on Customer',
      hold: 'Planned',
      resolved: 'Delivered+',
      closed: 'Declined+',
    },
    [],
  ],
  [
    'Question',
    'Something to be explained',
    {
      new: 'New',
      open: 'In Progress',
      waiting: 'Waiting on Customer',
      hold: 'On Hold',
      resolved: 'Answered+',
      closed: 'Closed+',
    },
    [],
  ],
];
const severities = ['Critical', 'High', 'Medium', 'Low'];
const actionTypes = ['Comment', 'Phone Call', 'Research', 'Bug Fix', 'Remote Session'];

/** Types, statuses, severities and kinds of action. Answers the statuses' ids by place of the type and state of a story. */
export function writePickLists(db: Database, started: number): Map<string, number> {
  types.forEach(([name, about], at) => {
    db.run('INSERT INTO ts_types VALUES (?, ?, ?, ?, ?)', ids.type + at, name, about, at, started);
  });
  severities.forEach((name, at) => {
    db.run('INSERT INTO ts_severities VALUES (?, ?, ?, ?, ?)', ids.severity + at, name, '', at, started);
  });
  actionTypes.forEach((name, at) => {
    db.run('INSERT INTO ts_action_types VALUES (?, ?)', ids.actionType + at, name);
  });
  return writeStatuses(db, started);
}

/** Ids of the statuses by place of the type and state of a story. */
function writeStatuses(db: Database, started: number): Map<string, number> {
  const found = new Map<string, number>();
  let id = ids.status;
  for (const [at, [, , byState, extra]] of types.entries()) {
    const names = [...new Set([...Object.values(byState), ...extra])];
    for (const [position, name] of names.entries()) {
      db.run(
        'INSERT INTO ts_statuses VALUES (?, ?, ?, ?, ?, ?, ?)',
        ++id,
        ids.type + at,
        name.replace('+', ''),
        '',
        position,
        name.endsWith('+') ? 1 : 0,
        started,
      );
      for (const [state, own] of Object.entries(byState)) if (own === name) found.set(`${at} ${state}`, id);
    }
  }
  return found;
}
