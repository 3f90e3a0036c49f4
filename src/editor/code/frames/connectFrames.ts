import type * as vscode from 'vscode';
import type { FoundTicket } from '../../tickets/askTicket.ts';
import type { CodeParts } from '../codeParts.ts';
import { DocumentFrames } from './documentFrames.ts';
import { type NamedFrame, type NamedTraces, namedTraces } from './namedTraces.ts';
import { openAllFrames } from './openAllFrames.ts';
import { type FrameNow, openFrame } from './openFrame.ts';
import { type NamingText, textsOf } from './ticketTexts.ts';

/** What of the code that tickets name others use. */
export interface ShownFrames {
  readonly documents: DocumentFrames;
  readonly textsOf: typeof textsOf;
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
    textsOf,
    namedTraces,
    open: (frame, column) => openFrame(code, frame, column),
    openAll: ticket => openAllFrames(parts, ticket),
  };
}
