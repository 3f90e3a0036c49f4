/** Why a ticket may want its technician's eye. */
export type NoticeReason =
  /** It was given to the user. */
  | 'assigned'
  /** It is the user's and somebody else changed it. */
  | 'changed'
  /** It is the user's and its due time comes near. */
  | 'dueSoon'
  /** It is the user's and its due time has passed. */
  | 'overdue';

/** One thing to tell of a ticket; told once, whatever number of windows is open. */
export interface Notice {
  readonly ticketId: string;
  readonly number: string;
  readonly subject: string;
  readonly reason: NoticeReason;
}
