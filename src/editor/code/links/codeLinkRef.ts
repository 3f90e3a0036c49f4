/** Which link of which ticket. Nothing else of it comes from whoever runs a command: the rest is looked up on this machine. */
export interface CodeLinkRef {
  readonly deskId: string;
  readonly ticketId: string;
  readonly linkId: string;
}

/** The link that a command was called on; undefined where none is named. */
export function codeLinkOf(argument: unknown): CodeLinkRef | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { deskId, ticketId, linkId } = argument as Partial<Record<keyof CodeLinkRef, unknown>>;
  if (typeof deskId !== 'string' || typeof ticketId !== 'string' || typeof linkId !== 'string') return undefined;
  return /^[\da-z-]{1,64}$/i.test(linkId) ? { deskId, ticketId, linkId } : undefined;
}
