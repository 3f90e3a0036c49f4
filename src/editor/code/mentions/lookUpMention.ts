import * as vscode from 'vscode';
import type { TicketRef } from '../../../model/ticket.ts';
import { CommandFailed } from '../../commandRunner.ts';
import type { ReadyDesk } from '../../desks/desks.ts';
import { readyDesk, readyDesks } from '../../desks/manageDesks.ts';
import { askChoice, type ChoiceItem } from '../../input.ts';
import { withProgress } from '../../progress.ts';
import { shownText } from '../../shownText.ts';
import { type FoundTicket, ticketItem } from '../../tickets/askTicket.ts';
import type { CodeParts } from '../codeParts.ts';

/** What a link at a mention asks for. */
interface Asked {
  readonly number: string;
  readonly deskId?: string;
}

/**
 * Opens the ticket that a mention means: of those kept here, else the desks are asked, which happens nowhere else for a
 * mention. Several are a choice.
 */
export async function lookUpMention(
  { engine, desks, tickets }: Pick<CodeParts, 'engine' | 'desks' | 'tickets'>,
  argument: unknown,
  open: (ticket: FoundTicket) => unknown,
): Promise<void> {
  const asked = askedIn(argument);
  if (!asked) return;
  const { t } = vscode.l10n;
  const { number, deskId } = asked;
  const among: readonly ReadyDesk[] = deskId === undefined ? await readyDesks(desks) : [await readyDesk(desks, deskId)];
  const items = (found: readonly (ChoiceItem<FoundTicket> | undefined)[]) => found.flatMap(each => each ?? []);

  const mention = { start: 0, end: 0, how: 'hash' as const, ...asked };
  const kept = (await tickets.of([mention])).get(mention) ?? [];
  const deskOf = (id: string) => among.find(({ config }) => config.id === id);
  const here = items(
    kept.map(({ deskId: id, glance }) => {
      const desk = deskOf(id);
      return desk && ticketItem(glance.ticket, desk, true);
    }),
  );
  const found = here.length > 0 ? here : await lookUp();
  const [only, ...others] = found;
  if (only && others.length === 0) {
    await open(only.value);
  } else if (only) {
    const title = t('Open Ticket #{0}', number);
    await open(await askChoice({ title, canGoBack: false }, { placeholder: t('Which ticket?'), items: found }));
  } else {
    const [desk] = among;
    const words =
      among.length > 1 || !desk
        ? t('No desk has ticket #{0}.', number)
        : t('{0} has no ticket #{1}.', shownText(desk.config.name), number);
    await vscode.window.showInformationMessage(words);
  }

  async function lookUp(): Promise<ChoiceItem<FoundTicket>[]> {
    const answers = await withProgress(t('Looking up ticket #{0}…', number), signal =>
      Promise.all(among.map(async desk => ({ desk, answer: await engine.find(desk.config.id, number, signal) }))),
    );
    const tickets = items(
      answers.map(({ desk, answer }) => (answer.ok ? ticketItem(answer.value, desk, true) : undefined)),
    );
    const failed = answers.find(({ answer }) => !answer.ok && answer.failure.reason !== 'notFound');
    if (tickets.length === 0 && failed && !failed.answer.ok)
      throw new CommandFailed(failed.answer.failure, failed.desk.config.name, failed.desk.config.id);
    return tickets;
  }
}

/** Links can be made by anybody who knows the command: only what can be a number is looked up. */
function askedIn(argument: unknown): Asked | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { number, deskId } = argument as Partial<Record<keyof TicketRef, unknown>>;
  if (typeof number !== 'string' || !/^\d{1,9}$/.test(number)) return undefined;
  if (deskId !== undefined && (typeof deskId !== 'string' || !/^[\w-]{1,64}$/.test(deskId))) return undefined;
  return { number, ...(deskId === undefined ? {} : { deskId }) };
}
