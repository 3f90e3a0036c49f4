import * as vscode from 'vscode';
import type { NoteVisibility } from '../../model/desk.ts';
import { formatDuration } from '../../model/duration.ts';
import { parseTimeInput } from '../../model/timeInput.ts';
import type { ReadyDesk } from '../desks/desks.ts';
import { shownText } from '../shownText.ts';
import { spanWords } from '../time/timeWords.ts';
import type { AssistantParts } from './assistantParts.ts';
import { findTicket } from './findTicket.ts';
import { placeholderIn } from './hiddenNames.ts';
import { readInput, toolInputs } from './toolInputs.ts';
import { ToolProblem } from './toolProblem.ts';
import type { Plan } from './writePlans.ts';

/** Characters of a ticket's subject that are shown. */
const longestSubject = 200;

/** Works out what a model wants to have written. Asks only; nothing is sent by this. */
export type PlanTool = (parts: AssistantParts, input: unknown, signal: AbortSignal) => Promise<Plan>;

/** A note on a ticket. */
export const planNote: PlanTool = async (parts, input, signal) => {
  const { t } = vscode.l10n;
  const wanted = readInput(toolInputs.note, input);
  const { desk, ticket } = await findTicket(parts, wanted, signal);
  const { id: deskId, name, technicianId } = desk.config;
  const visibility = visibilityOn(desk, wanted.visibility);
  const text = withNames(parts, deskId, ticket.id, wanted.text);
  const [number, deskName] = [shownText(ticket.number), shownText(name)];
  const author = technicianId === undefined ? {} : { authorId: technicianId };
  return {
    desk,
    title:
      visibility === 'public'
        ? t('Send this reply on ticket #{0} of {1}?', number, deskName)
        : t('Add this note to ticket #{0} of {1}?', number, deskName),
    rows: [subjectRow(ticket.subject), [t('Visibility'), whoSees(visibility, desk)]],
    text,
    button: visibility === 'public' ? t('Send Reply') : t('Add Note'),
    doing: t('Adding a note to #{0}', number),
    write: ending => parts.engine.addNote(deskId, ticket.id, { text, visibility, ...author }, ending),
    done: () => `The ${visibility === 'plain' ? '' : `${visibility} `}note is on ticket #${ticket.number}.`,
  };
};

/** Time on a ticket. */
export const planTime: PlanTool = async (parts, input, signal) => {
  const { t } = vscode.l10n;
  const wanted = readInput(toolInputs.time, input);
  const { desk, ticket } = await findTicket(parts, wanted, signal);
  const { config, capabilities } = desk;
  if (!capabilities.logTime) throw new ToolProblem('No time can be logged on this desk.');
  if (wanted.visibility && !capabilities.timeVisibility)
    throw new ToolProblem('This desk does not say who sees logged time. Tell the user; leave "visibility" out.');
  const read = parseTimeInput(wanted.time, new Date());
  if (!read)
    throw new ToolProblem(
      '"time" is written like 1h 20m, 90m, 9:30-11:00 or yesterday 2h: at most a day, in the past.',
    );
  const { minutes, startedAt } = read;
  const notes = withNames(parts, config.id, ticket.id, wanted.notes ?? '');
  const visibility = capabilities.timeVisibility ? { visibility: wanted.visibility ?? ('internal' as const) } : {};
  const technician = config.technicianId === undefined ? {} : { technicianId: config.technicianId };
  const length = formatDuration(minutes);
  const number = shownText(ticket.number);
  return {
    desk,
    title: t('Log {0} on ticket #{1} of {2}?', length, number, shownText(config.name)),
    rows: [
      subjectRow(ticket.subject),
      [t('When'), spanWords(startedAt, new Date(startedAt.getTime() + minutes * 60_000))],
      ...(visibility.visibility ? [[t('Visibility'), whoSees(visibility.visibility, desk)] as const] : []),
    ],
    text: notes,
    button: t('Log Time'),
    doing: t('Logging {0} on #{1}', length, number),
    write: ending =>
      parts.engine.logTime(
        config.id,
        ticket.id,
        { minutes, startedAt: startedAt.toISOString(), notes, ...visibility, ...technician },
        ending,
      ),
    done: () => `${minutes} minutes are logged on ticket #${ticket.number}.`,
  };
};

/** A text with the names of its ticket in the place of the words that the model had for them. */
function withNames({ masks }: AssistantParts, deskId: string, ticketId: string, text: string): string {
  const named = masks.reveal(deskId, ticketId, text);
  const left = placeholderIn(named);
  if (left === undefined) return named;
  throw new ToolProblem(`${left} stands for no name in this ticket. Read the ticket first, or write without it.`);
}

/** Cut, as anybody may have written it: what is sent shall not have to be looked for behind it. */
function subjectRow(subject: string): readonly [string, string] {
  const shown = subject.length > longestSubject ? `${subject.slice(0, longestSubject)}…` : subject;
  return [vscode.l10n.t('Ticket'), shown];
}

/** Where nothing is said, a note is not for customers. */
function visibilityOn({ capabilities }: ReadyDesk, wanted: 'internal' | 'public' | undefined): NoteVisibility {
  const { noteVisibilities } = capabilities;
  const [only] = noteVisibilities;
  if (only === undefined) throw new ToolProblem('This desk takes no notes.');
  if (noteVisibilities.includes('plain')) {
    if (wanted !== 'internal') return 'plain';
    throw new ToolProblem(
      'This desk does not say who sees a note, so that none can be internal: customers may see it. Tell the user; leave "visibility" out if it is to be sent all the same.',
    );
  }
  const meant = wanted ?? 'internal';
  if (noteVisibilities.includes(meant)) return meant;
  throw new ToolProblem(`On this desk a note cannot be ${meant}, only ${noteVisibilities.join(' or ')}.`);
}

function whoSees(visibility: NoteVisibility, { config }: ReadyDesk): string {
  const { t } = vscode.l10n;
  if (visibility === 'public') return t('the customer sees it');
  if (visibility === 'internal') return t('only your team sees it');
  return t('{0} does not say who sees it', shownText(config.name));
}
