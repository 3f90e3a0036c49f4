import type * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { ShownCode } from '../code/connectCode.ts';
import type { Desks } from '../desks/desks.ts';
import type { TicketPanels } from '../panel/ticketPanels.ts';
import type { ReadOnlyDocuments } from '../readOnlyDocuments.ts';
import type { HiddenNames } from './hiddenNames.ts';
import type { Mask } from './mask.ts';

/** What the assistant works with. */
export interface AssistantParts {
  readonly engine: Engine;
  readonly desks: Desks;
  readonly log: vscode.LogOutputChannel;
  readonly documents: ReadOnlyDocuments;
  /** What all windows remember. */
  readonly memory: vscode.Memento;
  code(): Promise<ShownCode>;
  panels(): Promise<TicketPanels>;
  /** What stands for customers' names in all that models were told. */
  readonly hidden: HiddenNames;
  /** Which of these words stand in the tickets that were read last, so that a note can have those names again. */
  readonly masks: LastMasks;
}

/** Tickets whose masks are remembered. */
const remembered = 50;

/** By what names customers are hidden in tickets that a model has read. */
export class LastMasks {
  readonly #masks = new Map<string, Mask>();

  keep(deskId: string, ticketId: string, mask: Mask): void {
    const key = JSON.stringify([deskId, ticketId]);
    this.#masks.delete(key);
    this.#masks.set(key, mask);
    const [oldest] = this.#masks.keys();
    if (this.#masks.size > remembered && oldest !== undefined) this.#masks.delete(oldest);
  }

  /** What a model wrote about a ticket, with the names that it did not have. */
  reveal(deskId: string, ticketId: string, text: string): string {
    return this.#masks.get(JSON.stringify([deskId, ticketId]))?.reveal(text) ?? text;
  }
}
