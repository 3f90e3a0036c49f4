import type { Code } from './code.ts';

/** What can be asked; the rest is its end. */
export type Asked = Exclude<keyof Code, 'dispose'>;

/**
 * Every method by what asking it means: a `read` can be asked twice, a `write` cannot; `state` is about how it is to be, and
 * nothing as long as there is no worker.
 */
export const methods = {
  open: 'state',
  changed: 'state',
  mentions: 'read',
  frames: 'read',
  follow: 'read',
  link: 'read',
  locate: 'read',
  formerPaths: 'read',
  repositories: 'read',
  branchesOf: 'read',
  startBranch: 'write',
  commits: 'read',
} as const satisfies { [M in Asked]: 'state' | 'read' | 'write' };
