import type { Search } from '../../model/search.ts';

/**
 * Searches whose tickets together, each in one of them alone, need the user: theirs that are open and wait for nobody
 * else, and theirs that wait and are overdue.
 */
export const needsMe: readonly Search[] = [
  {
    terms: [
      { kind: 'is', is: 'mine', not: false },
      { kind: 'is', is: 'open', not: false },
      { kind: 'is', is: 'waiting', not: true },
    ],
  },
  {
    terms: [
      { kind: 'is', is: 'mine', not: false },
      { kind: 'is', is: 'waiting', not: false },
      { kind: 'is', is: 'overdue', not: false },
    ],
  },
];
