import type * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { Capabilities, DeskConfig } from '../../model/desk.ts';
import type { DeskFailure } from '../../model/errors.ts';
import type { Attachment, TicketRef } from '../../model/ticket.ts';
import type { FieldTarget, PanelProblem } from '../../webview/messages.ts';
import type { ShownCode } from '../code/connectCode.ts';

/** What ticket panels need from the rest of the extension. */
export interface PanelHost {
  readonly extensionUri: vscode.Uri;
  readonly engine: Engine;
  readonly log: vscode.LogOutputChannel;
  /** Keeps drafts of notes over sessions. */
  readonly memory: vscode.Memento;
  /** Ends when the desks of the settings are open. */
  loadDesks(): Promise<unknown>;
  /** A desk that is connected here. */
  desk(deskId: string): { readonly config: DeskConfig; readonly capabilities: Capabilities } | undefined;
  /** What is wrong with a desk that is known but cannot be asked. */
  deskFailure(deskId: string): { readonly failure: DeskFailure; readonly name: string } | undefined;
  /** Opens a desk again that could not be opened; one that can be asked is left alone. */
  retryDesk(deskId: string): void;
  readonly onDidChangeDesks: vscode.Event<void>;
  /** A failure in words, with what can be done about it in the panel. */
  describe(failure: DeskFailure, deskName: string): PanelProblem;
  /** Runs a command of Deskside on this ticket, or on what the target names of it. */
  run(
    command: string,
    target: TicketToShow & FieldTarget & { readonly customerId?: string; readonly linkId?: string },
  ): Promise<void>;
  /** The workspace's code, in which tickets are and which tickets name. */
  code(): Promise<ShownCode>;
  copyLink(ref: TicketRef): Promise<void>;
  reconnect(deskId: string): Promise<void>;
  openAttachment(ref: TicketRef, file: Attachment): Promise<unknown>;
  saveAttachment(ref: TicketRef, file: Attachment): Promise<unknown>;
  showLog(): void;
}

/** A ticket to be shown; the subject when it is known already. */
export type TicketToShow = TicketRef & { readonly subject?: string };
