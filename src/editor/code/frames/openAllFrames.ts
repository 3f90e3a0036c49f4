import * as vscode from 'vscode';
import { Abandoned, CommandFailed } from '../../commandRunner.ts';
import { withProgress } from '../../progress.ts';
import { shownText } from '../../shownText.ts';
import type { FoundTicket } from '../../tickets/askTicket.ts';
import type { CodeParts } from '../codeParts.ts';
import { type ListedFrame, showFrameList } from './frameList.ts';
import { type NamedFrame, namedTraces } from './namedTraces.ts';
import { frameNow } from './openFrame.ts';
import { TicketTexts } from './ticketTexts.ts';

/** Lines that are followed at the same time. */
const atOnce = 4;

/** Lists the code that a ticket's texts name, each line where it is now. @throws CommandFailed */
export async function openAllFrames(
  { engine, code, desks, documents }: Pick<CodeParts, 'engine' | 'code' | 'desks' | 'documents'>,
  ticket: FoundTicket,
): Promise<void> {
  const { t } = vscode.l10n;
  const { deskId, ticketId, number } = ticket;
  const shown = shownText(number);
  if (!vscode.workspace.workspaceFolders?.length) {
    await vscode.window.showInformationMessage(t('No folder is open whose code ticket #{0} could name.', shown));
    return;
  }
  const looking = async (signal: AbortSignal) => {
    const answer = await engine.details(deskId, ticketId, {}, signal);
    if (!answer.ok) throw new CommandFailed(answer.failure, desks.nameOf(deskId), deskId);
    const texts = new TicketTexts().of(answer.value.details, documents.ofTicket(ticket));
    const named = namedTraces(texts, await code.frames(texts, signal));
    const frames = named.traces.flatMap(trace => trace.frames);
    return { ...named, rows: await inOrder(frames, frame => listed(code, frame, signal)) };
  };
  const { rows, traces, elsewhere } = await withProgress(t('Looking for the code of ticket #{0}…', shown), signal =>
    looking(signal).catch(thrown => {
      throw signal.aborted ? new Abandoned() : thrown;
    }),
  );
  if (rows.length === 0) {
    const nothing =
      elsewhere === 0
        ? t('Ticket #{0} names no place in code.', shown)
        : t('What ticket #{0} names is in no file of this workspace.', shown);
    await vscode.window.showInformationMessage(nothing);
    return;
  }
  const foreign = traces.reduce((sum, trace) => sum + trace.foreign, 0);
  const left = [
    foreign > 0 ? t('{0} in libraries', String(foreign)) : '',
    elsewhere > 0 ? t('{0} in no file of this workspace', String(elsewhere)) : '',
  ].filter(Boolean);
  const message = left.length > 0 ? t('Not listed: {0}.', left.join(', ')) : undefined;
  await showFrameList(t('#{0} frames', shown), message, rows);
}

async function listed(code: CodeParts['code'], frame: NamedFrame, signal: AbortSignal): Promise<ListedFrame[]> {
  const [target] = frame.frame.targets;
  if (!target) return [];
  const { call } = frame.frame;
  return [
    { ...(await frameNow(code, frame, target, signal)), ...(call === undefined ? {} : { call: shownText(call) }) },
  ];
}

/** Works through all, a few at a time; the answers are in the order of what was given. */
async function inOrder<T, R>(all: readonly T[], work: (one: T) => Promise<readonly R[]>): Promise<R[]> {
  const answers: (readonly R[])[] = [];
  let next = 0;
  const go = async () => {
    for (let at = next++; at < all.length; at = next++) {
      const one = all[at];
      if (one !== undefined) answers[at] = await work(one);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, go));
  return answers.flat();
}
