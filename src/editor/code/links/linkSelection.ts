import * as vscode from 'vscode';
import type { CodeLink } from '../../../model/codeLink.ts';
import type { NoteVisibility } from '../../../model/desk.ts';
import { isSoundLink } from '../../../model/linkData.ts';
import { writeLinkNote } from '../../../model/linkNote.ts';
import type { OutboxEntry } from '../../../model/outbox.ts';
import { Abandoned, CommandFailed } from '../../commandRunner.ts';
import type { ReadyDesk } from '../../desks/desks.ts';
import { readyDesk } from '../../desks/manageDesks.ts';
import { stepTaken } from '../../firstSteps.ts';
import { askChoice, type ChoiceItem, type FlowPlace, runSteps } from '../../input.ts';
import { sendDelay } from '../../outbox/sendDelay.ts';
import { withProgress } from '../../progress.ts';
import { shownText } from '../../shownText.ts';
import type { FoundTicket } from '../../tickets/askTicket.ts';
import type { CodeParts } from '../codeParts.ts';
import { linesWords, onItsWay, placeWords } from './linkWords.ts';
import { selectedLines } from './selectedLines.ts';

/** Milliseconds for which the status bar tells what was linked. */
const told = 8_000;

/** Where a link is put: on this machine alone, or in a note of the ticket as well. */
type Where = 'here' | NoteVisibility;

/**
 * Links the selected lines to a ticket, and puts a note with the link into it where the user wants that.
 * @param given the ticket; else it is asked for
 */
export async function linkSelection(
  parts: Pick<CodeParts, 'engine' | 'desks' | 'code'>,
  given: FoundTicket | undefined,
  ask: (place: FlowPlace) => Promise<FoundTicket>,
): Promise<void> {
  const { t } = vscode.l10n;
  const editor = vscode.window.activeTextEditor;
  // As the lines are when the command is called: what is typed meanwhile is not what was selected.
  const selected = selectedLines(editor);
  if ('refusal' in selected) {
    await vscode.window.showInformationMessage(selected.refusal);
    return;
  }
  const { lines } = selected;
  const unsaved = editor?.document.isDirty === true;

  let ref = given;
  let desk = given && (await readyDesk(parts.desks, given.deskId));
  let where: Where = 'here';
  await runSteps(t('Link Selection to Ticket'), [
    {
      skip: () => given !== undefined,
      ask: async place => {
        ref = await ask(place);
        desk = await readyDesk(parts.desks, ref.deskId);
      },
    },
    {
      skip: () => desk?.capabilities.noteVisibilities.length === 0,
      ask: async place => {
        if (!ref || !desk) throw new Abandoned();
        const title = t('Link {0} to #{1}', linesWords(lines), ref.number);
        where = await askChoice<Where>(
          { ...place, title },
          { placeholder: t('Where is the link kept?'), items: whereItems(desk) },
        );
      },
    },
  ]);
  if (!ref || !desk) throw new Abandoned();

  const number = shownText(ref.number);
  const link = await withProgress(t('Linking {0} to #{1}…', linesWords(lines), number), async signal =>
    signed(await parts.code.link(lines, signal), desk),
  );
  if (!isSoundLink(link)) {
    await vscode.window.showWarningMessage(
      t('{0} cannot be linked: its name has characters that a link cannot hold.', shownText(link.path)),
    );
    return;
  }
  const kept = await parts.engine.keepCodeLink(ref.deskId, ref.ticketId, ref.number, link);
  if (!kept.ok) throw new CommandFailed(kept.failure, desk.config.name, ref.deskId);
  stepTaken('hasLinkedCode');
  const entry = where === 'here' ? undefined : await putNote(parts, { ref, desk, link, visibility: where });

  const place = placeWords(link.path, link);
  const words = entry ? t('{0} linked to #{1}, with a note.', place, number) : t('{0} linked to #{1}.', place, number);
  const all = unsaved ? `${words} ${t('Save the file, so that the link finds them.')}` : words;
  if (entry?.state === 'held') void offerUndo(parts, entry, link, all);
  else vscode.window.setStatusBarMessage(`$(link) ${all}`, told);
}

function whereItems({ config, capabilities }: ReadyDesk): ChoiceItem<Where>[] {
  const { t } = vscode.l10n;
  const { noteVisibilities } = capabilities;
  const here: ChoiceItem<Where> = {
    label: t('On this machine only'),
    description: t('nobody else sees it'),
    iconPath: new vscode.ThemeIcon('device-desktop'),
    value: 'here',
  };
  const seen = t('Path, web page and the first lines, for colleagues to open.');
  const notes: Readonly<Record<NoteVisibility, ChoiceItem<Where>>> = {
    internal: {
      label: t('Also as an internal note'),
      description: t('the customer does not see it'),
      detail: seen,
      iconPath: new vscode.ThemeIcon('lock'),
      value: 'internal',
    },
    plain: {
      label: t('Also as a note'),
      description: t('{0} does not say who sees it', config.name),
      detail: seen,
      iconPath: new vscode.ThemeIcon('note'),
      value: 'plain',
    },
    public: {
      label: t('Also as a public note'),
      description: t('the customer sees path and code'),
      detail: seen,
      iconPath: new vscode.ThemeIcon('globe'),
      value: 'public',
    },
  };
  const of = (...visibilities: NoteVisibility[]) =>
    visibilities.filter(each => noteVisibilities.includes(each)).map(each => notes[each]);
  // Code goes to where a customer may see it only when that is chosen.
  return [...of('internal'), here, ...of('plain', 'public')];
}

function signed(link: CodeLink, desk: ReadyDesk | undefined): CodeLink {
  const by = desk?.config.technicianName;
  const whole = by ? { ...link, by } : link;
  // A name that a note cannot hold is left out.
  return isSoundLink(whole) ? whole : link;
}

interface LinkNote {
  readonly ref: FoundTicket;
  readonly desk: ReadyDesk;
  readonly link: CodeLink;
  readonly visibility: NoteVisibility;
}

async function putNote(
  { engine }: Pick<CodeParts, 'engine'>,
  { ref, desk, link, visibility }: LinkNote,
): Promise<OutboxEntry> {
  const { name, technicianId } = desk.config;
  const hold = sendDelay();
  const note = {
    text: writeLinkNote(link),
    visibility,
    ...(technicianId === undefined ? {} : { authorId: technicianId }),
  };
  const { deskId, ticketId } = ref;
  const put = await engine.put(deskId, { kind: 'addNote', ticketId, note }, hold > 0 ? { hold } : {});
  if (!put.ok) {
    // Nothing of what was wanted is done then.
    await engine.dropCodeLink(deskId, link.id);
    throw new CommandFailed(put.failure, name, deskId);
  }
  return put.value;
}

/** As long as the note can be taken back, all of it can. */
async function offerUndo(
  { engine, desks }: Pick<CodeParts, 'engine' | 'desks'>,
  { deskId, id }: OutboxEntry,
  link: CodeLink,
  words: string,
): Promise<void> {
  const { t } = vscode.l10n;
  const undo = t('Undo');
  if ((await vscode.window.showInformationMessage(words, undo)) !== undo) return;
  const discarded = await engine.choose(deskId, id, { kind: 'discard' });
  if (discarded.ok) {
    await engine.dropCodeLink(deskId, link.id);
    vscode.window.setStatusBarMessage(t('The link is taken back'), told);
  } else {
    await vscode.window.showInformationMessage(onItsWay(desks.nameOf(deskId)));
  }
}
