import * as vscode from 'vscode';
import type { Search, SearchHit } from '../../model/search.ts';
import type { Completion, Place } from '../../model/searchCompletion.ts';
import { statusConditions } from '../../model/searchFields.ts';
import { furtherFieldsIn, type SearchProblem } from '../../model/searchLanguage.ts';
import type { TicketSummary } from '../../model/ticket.ts';
import type { ReadyDesk } from '../desks/desks.ts';
import { shownText } from '../shownText.ts';
import { type Found, shownHits } from './look.ts';
import { type DeskHit, mergeHits } from './mergeHits.ts';
import {
  completionRow,
  failureRow,
  heading,
  problemsRow,
  type Row,
  remarkRow,
  searchRow,
  ticketRow,
  unknownFieldRow,
} from './searchRows.ts';
import { examples } from './searchWords.ts';
import { typedNumber } from './typed.ts';

/** Completions shown above the tickets. */
const shownCompletions = 5;
/** Recent searches shown before anything is typed. */
const shownRecent = 5;

/** All that the rows of a search are made of. */
export interface Shown extends Found {
  readonly problems: readonly SearchProblem[];
  readonly place: Place | undefined;
  readonly completions: readonly Completion[];
  readonly furtherFields: readonly string[];
  /** Desks that are being read for the first time. */
  readonly reading: ReadonlySet<string>;
}

/** The rows for what was typed, and which of them Enter is most likely meant for. */
export function foundRows(
  shown: Shown,
  desks: readonly ReadyDesk[],
): { readonly rows: readonly Row[]; readonly proposed: string | undefined } {
  const { text, search, answers, numbered, failures, done } = shown;
  const { t } = vscode.l10n;
  const byId = new Map(desks.map(desk => [desk.config.id, desk]));
  const rowOf = ({ deskId, hit }: DeskHit): Row[] => {
    const desk = byId.get(deskId);
    return desk
      ? [ticketRow(desk, hit, { namesDesk: desks.length > 1, byDesk: isDesksOwn(hit, search), typed: text })]
      : [];
  };
  const lists = desks.map(({ config }) =>
    (answers.get(config.id)?.hits ?? []).map(hit => ({ deskId: config.id, hit })),
  );
  const merged = mergeHits(lists, search);
  const number = typedNumber(text);
  // A number is first of all the ticket of that number.
  const exact = [
    ...[...numbered].map(([deskId, hit]): DeskHit => ({ deskId, hit })),
    ...merged.filter(({ hit }) => hit.ticket.number === number),
  ];
  const tickets = unique([...exact, ...merged].flatMap(rowOf));
  const completions = shown.completions
    .slice(0, tickets.length > 0 ? shownCompletions : undefined)
    .map(each => completionRow(each, text));
  // What is being typed is not wrong yet as long as it can be completed.
  const problems = shown.problems.filter(
    ({ end, kind }) => end < text.length || (kind !== 'unclosedQuote' && completions.length === 0),
  );
  const unknown = furtherFieldsIn(text).filter(
    ({ name }) => shown.furtherFields.length > 0 && !shown.furtherFields.some(each => sameName(each, name)),
  );
  const silent = desks.flatMap(desk => {
    const failure = failures.get(desk.config.id) ?? answers.get(desk.config.id)?.failure;
    return failure ? [failureRow(desk, failure)] : [];
  });
  const unnamed = desks.filter(({ config }) => config.technicianId === undefined);
  const asksMine = search.terms.some(term => term.kind === 'is' && term.is === 'mine');
  const rows = [
    ...completions,
    ...(problems.length > 0 ? [problemsRow(problems)] : []),
    ...unknown.map(({ name, ...words }) => unknownFieldRow(name, text, words)),
    ...(completions.length > 0 && tickets.length > 0 ? [heading(t('tickets'))] : []),
    ...tickets,
    ...(tickets.length === 0 ? [nothingRow(done)] : []),
    ...(lists.some(list => list.length >= shownHits)
      ? [remarkRow(t('These are the first. More words narrow them down.'), { icon: 'ellipsis' })]
      : []),
    ...(asksMine
      ? unnamed.map(({ config }) =>
          remarkRow(t('{0} does not know who you are', shownText(config.name)), {
            description: t('Deskside: Say Who You Are…'),
            icon: 'account',
          }),
        )
      : []),
    ...desks.filter(({ config }) => shown.reading.has(config.id)).map(readingRow),
    ...silent,
  ];
  const proposed = isUnfinished(shown) || tickets.length === 0 ? (completions[0] ?? tickets[0]) : tickets[0];
  return { rows, proposed: proposed?.key };
}

/** Whether nothing that is known of a ticket shows why it was found: then the desk's own search knows more of it. */
function isDesksOwn({ ticket, marks, excerpt }: SearchHit, { terms }: Search): boolean {
  const words = terms.flatMap(term => (term.kind === 'text' && !term.not ? [term.text] : []));
  return words.length > 0 && marks.length === 0 && !excerpt && !words.some(word => ticket.number.startsWith(word));
}

function readingRow({ config }: ReadyDesk): Row {
  const { t } = vscode.l10n;
  return remarkRow(t('{0} is being read for the first time', shownText(config.name)), {
    description: t('More may be found when that is done'),
    icon: 'sync',
  });
}

function nothingRow(done: boolean): Row {
  const { t } = vscode.l10n;
  return done
    ? remarkRow(t('No ticket found'))
    : remarkRow(t('Nothing found yet; looking further'), { icon: 'loading~spin' });
}

/** Whether a value is being typed that means nothing, or nothing certain, as it stands: Enter completes it. */
function isUnfinished({ place, problems, text, names }: Shown): boolean {
  if (!place?.of) return false;
  if (problems.some(({ end, kind }) => end === text.length && kind !== 'unclosedQuote')) return true;
  if (place.of.kind !== 'name') return false;
  const typed = place.typed.trim();
  const words = place.of.field === 'status' ? statusConditions.some(each => sameName(each, typed)) : false;
  const known = words || /^(?:none|me)$/i.test(typed) || names.some(name => sameName(name, typed));
  return !known;
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function unique(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map(row => [row.key, row])).values()];
}

/** What can be done before anything is typed. */
export function openingRows(known: {
  readonly recent: readonly string[];
  readonly own: readonly { readonly desk: ReadyDesk; readonly ticket: TicketSummary }[];
  readonly names: { readonly group?: string; readonly customer?: string };
  readonly namesDesks: boolean;
}): readonly Row[] {
  const { t } = vscode.l10n;
  const under = (label: string, rows: readonly Row[]) => (rows.length > 0 ? [heading(label), ...rows] : []);
  const asHit = (ticket: TicketSummary): SearchHit => ({ ticket, marks: [] });
  return [
    ...under(
      t('recent searches'),
      known.recent.slice(0, shownRecent).map(text => searchRow(text, 'history')),
    ),
    ...under(
      t('your tickets'),
      known.own.map(({ desk, ticket }) => ticketRow(desk, asHit(ticket), { namesDesk: known.namesDesks })),
    ),
    ...under(
      t('searches to try'),
      examples(known.names).map(({ text, finds }) => searchRow(text, 'search', finds)),
    ),
  ];
}
