import type * as vscode from 'vscode';
import type { TicketDetails, TicketRef } from '../../../model/ticket.ts';
import type { FoundTicket } from '../../tickets/askTicket.ts';
import type { CodeParts } from '../codeParts.ts';
import { DocumentFrames } from './documentFrames.ts';
import { type NamedFrame, type NamedTraces, namedTraces } from './namedTraces.ts';
import { openAllFrames } from './openAllFrames.ts';
import { type FrameNow, openFrame } from './openFrame.ts';
import { type NamingText, TicketTexts } from './ticketTexts.ts';

/** What of the code that tickets name others use. */
export interface ShownFrames {
  readonly documents: DocumentFrames;
  /** What gives the texts of a ticket, with those of its attachments that were opened; it remembers what it has read. */
  textsOf(ticket: TicketRef): (details: TicketDetails) => readonly NamingText[];
  readonly namedTraces: typeof namedTraces;
  open(frame: Omit<NamedFrame, 'text' | 'place'>, column?: vscode.ViewColumn): Promise<FrameNow | undefined>;
  openAll(ticket: FoundTicket): Promise<void>;
}

export type { FrameNow, NamedTraces, NamingText };

/** Leads from texts of tickets to the code that they name. */
export function connectFrames(parts: CodeParts): ShownFrames {
  const { code, documents, keep } = parts;
  return {
    documents: keep(new DocumentFrames(parts, documents)),
    textsOf: ticket => {
      const texts = new TicketTexts();
      return details => texts.of(details, documents.ofTicket(ticket));
    },
    namedTraces,
    open: (frame, column) => openFrame(code, frame, column),
    openAll: ticket => openAllFrames(parts, ticket),
  };
}
