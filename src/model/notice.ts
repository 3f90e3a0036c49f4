/** Why a ticket may want its technician's eye, the weightiest first. */
export const noticeReasons = [
  /** It was given to the user. */
  'assigned',
  /** It is the user's and its due time has passed. */
  'overdue',
  /** It is the user's and its due time comes near. */
  'dueSoon',
  /** It is the user's and somebody else changed it. */
  'changed',
] as const;
export type NoticeReason = (typeof noticeReasons)[number];

/** One thing to tell of a ticket; told once, whatever number of windows is open. */
export interface Notice {
  readonly ticketId: string;
  readonly number: string;
  readonly subject: string;
  readonly reason: NoticeReason;
}

/** Of several notices of one ticket that with the lowest number is told. */
export function weightOf({ reason }: Pick<Notice, 'reason'>): number {
  return noticeReasons.indexOf(reason);
}
