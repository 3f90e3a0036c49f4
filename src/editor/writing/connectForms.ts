import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { Desks } from '../desks/desks.ts';
import { describeFailure, describeOnPage } from '../failures.ts';
import { commands } from '../ids.ts';
import { shownText } from '../shownText.ts';
import { type FormDraft, FormMemory } from './formMemory.ts';
import { NumbersLater } from './numbersLater.ts';
import { templateOf } from './templates.ts';
import type { FormEnd } from './ticketForm.ts';
import { TicketForms } from './ticketForms.ts';
import { placeNumber } from './todo.ts';

/** What forms are connected with. */
export interface FormParts {
  readonly context: vscode.ExtensionContext;
  readonly engine: Engine;
  readonly desks: Desks;
  readonly log: vscode.LogOutputChannel;
  /** Runs a command by its id. */
  run(command: string, argument?: unknown): Promise<void>;
}

/** Forms of new tickets, and what waits for their numbers. */
export interface ShownForms {
  readonly forms: TicketForms;
  readonly numbers: NumbersLater;
}

/** Makes the forms of new tickets. This file and all that only it imports is a bundle of its own. */
export function connectForms({ context, engine, desks, log, run }: FormParts): ShownForms {
  const { t } = vscode.l10n;
  const ready = (deskId: string) => {
    const desk = desks.get(deskId);
    return desk?.state === 'ready' ? desk : undefined;
  };
  const place: typeof placeNumber = async (todo, number) => {
    const done = await placeNumber(todo, number).catch(() => false);
    if (!done) {
      const message = t(
        'Ticket #{0} was created, but its comment has changed, so that the number was not put there.',
        shownText(number),
      );
      void vscode.window.showInformationMessage(message);
    }
    return done;
  };
  const numbers = new NumbersLater(engine, context.workspaceState, place);
  const finished = async (end: FormEnd, origin: FormDraft['origin']): Promise<void> => {
    const name = shownText(desks.nameOf(end.deskId));
    if (end.kind === 'kept') {
      if (origin?.todo) await numbers.wait(end.deskId, end.subject, origin.place, origin.todo);
      const show = t('Show Outbox');
      const words = t('The ticket is kept in the outbox, and is created as soon as {0} takes it.', name);
      if ((await vscode.window.showInformationMessage(words, show)) === show) await run('deskside.outbox.focus');
      return;
    }
    const { id: ticketId, number = ticketId, warning } = end.created;
    if (origin?.todo) await place(origin.todo, number);
    await run(commands.openTicket, { deskId: end.deskId, ticketId, number, subject: end.subject });
    if (!warning) return;
    // The ticket is there, but not all of it: the text must not be lost.
    const copy = t('Copy Description');
    const problem = describeFailure(warning, name).message;
    const message = t('Ticket #{0} was created without its description. {1}', shownText(number), problem);
    if ((await vscode.window.showWarningMessage(message, copy)) === copy)
      await vscode.env.clipboard.writeText(end.description);
  };
  const forms = new TicketForms(
    {
      extensionUri: context.extensionUri,
      engine,
      log,
      memory: new FormMemory(context.workspaceState, context.globalState),
      loadDesks: () => desks.load(),
      desks: () => desks.known.filter(each => each.state === 'ready').map(({ config: { id, name } }) => ({ id, name })),
      nameOf: deskId => desks.nameOf(deskId),
      capabilities: deskId => ready(deskId)?.capabilities,
      onDidChangeDesks: desks.onDidOpen,
      describe: describeOnPage,
      retryDesk: deskId => {
        if (desks.get(deskId)?.state === 'failed') desks.reopen(deskId);
      },
      reconnect: deskId => run(commands.reconnect, deskId),
      template: deskId => templateOf(deskId, desks.nameOf(deskId)),
    },
    finished,
  );
  return { forms, numbers };
}
