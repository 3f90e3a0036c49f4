import type { DeskFailure } from '../../model/errors.ts';

/**
 * What a failed try means. `refused`: it is not there, and would be refused again. `notSent`: it is certainly not there, and
 * another try makes sense. `uncertain`: it may be there.
 */
export type Outcome = 'refused' | 'notSent' | 'uncertain';

export function outcomeOf(failure: DeskFailure): Outcome {
  if (failure.notSent) return 'notSent';
  // A server that failed may have done before what it complains about in words.
  if (failure.status !== undefined && failure.status >= 500 && failure.status !== 501) return 'uncertain';
  switch (failure.reason) {
    case 'refused':
    case 'badInput':
    case 'unsupported':
    case 'notFound':
      return 'refused';
    case 'quotaSpent':
    case 'unauthorized':
    case 'signedOut':
    case 'plainHttp':
      return 'notSent';
    case 'wrongServer':
      // What was sent on elsewhere may have been taken before.
      return failure.status === 401 ? 'notSent' : 'uncertain';
    default:
      return 'uncertain';
  }
}

/** Whether any other write would fail in the same way just now. */
export function concernsDesk({ notSent, reason, retryAfterSeconds }: DeskFailure): boolean {
  const reasons = [
    'unreachable',
    'quotaSpent',
    'unauthorized',
    'signedOut',
    'plainHttp',
    'wrongServer',
    'notAHelpDesk',
  ];
  return notSent === true || retryAfterSeconds !== undefined || reasons.includes(reason);
}

/** Whether only the user can make another try succeed. */
export function needsUser({ reason }: DeskFailure): boolean {
  return ['unauthorized', 'signedOut', 'plainHttp', 'wrongServer'].includes(reason);
}
