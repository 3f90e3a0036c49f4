import { t } from '@vscode/l10n';
import type { PanelState, PanelWrite, Written } from '../messages.ts';

/** Something that happened in the page while the reader may be elsewhere in it. */
export interface News {
  readonly words: string;
  readonly urgent: boolean;
}

/**
 * What is new in a state of the panel, for who does not see it come: what became of writes, and entries by others.
 * @param asked the user asked for the ticket to be read anew: then they are told when it was, also when nothing is new
 */
export function newsOf(before: PanelState | undefined, now: PanelState, asked: boolean): readonly News[] {
  const writes = now.writes.flatMap(one => {
    const known = before?.writes.find(({ id }) => id === one.id);
    return known?.state === one.state ? [] : ofWrite(one);
  });
  // Of what was so when the page came only what needs the user is news.
  if (!before) return writes.filter(news => news.urgent);
  const entries = newEntries(before, now);
  const wasRead = asked && before.loading && !now.loading;
  return [...writes, ...entries, ...(wasRead ? outcome(before, now, entries.length > 0) : [])];
}

function outcome(before: PanelState, now: PanelState, told: boolean): readonly News[] {
  // A problem that is new is told where it is shown.
  if (now.problem) return now.problem.message === before.problem?.message ? [urgent(now.problem.message)] : [];
  return told ? [] : [polite(t('The ticket is up to date.'))];
}

function newEntries(before: PanelState, now: PanelState): readonly News[] {
  if (!before.details || !now.details) return [];
  const known = new Set(before.details.history.map(({ id }) => id));
  const own = new Set(before.writes.flatMap(({ written }) => (written.kind === 'addNote' ? [bare(written.text)] : [])));
  const fresh = now.details.history.filter(({ id, body }) => !known.has(id) && !own.has(bare(body.body)));
  if (fresh.length === 0) return [];
  const names = [...new Set(fresh.flatMap(({ author }) => (author ? [author.name] : [])))];
  const who = new Intl.ListFormat(now.locale, { type: 'conjunction' }).format(names);
  if (fresh.length === 1) return [polite(who ? t('New entry by {0}.', who) : t('New entry.'))];
  return [polite(who ? t('{0} new entries by {1}.', fresh.length, who) : t('{0} new entries.', fresh.length))];
}

/** A text without what desks change in it: tags and white space. */
function bare(text: string): string {
  return text.replace(/<[^>]*>|\s+/g, '');
}

function ofWrite({ state, written, problem = '', conflicts = [] }: PanelWrite): readonly News[] {
  const what = named(written);
  switch (state) {
    case 'sent':
      return [polite(t('{0}: sent.', what))];
    case 'waiting':
      return problem ? [polite(t('{0}: not sent yet. {1}', what, problem))] : [];
    case 'failed':
      return [urgent(t('{0}: not sent. {1}', what, problem))];
    case 'unclear':
      return [urgent(t('{0}: it may have arrived. {1}', what, problem))];
    case 'conflict':
      return [
        urgent(
          t(
            '{0}: changed on the desk meanwhile. Choose which one stays.',
            conflicts.map(({ label }) => label).join(', ') || what,
          ),
        ),
      ];
    default:
      return [];
  }
}

function named(written: Written): string {
  switch (written.kind) {
    case 'addNote':
      if (written.visibility === 'public') return t('Reply to Customer');
      return written.visibility === 'internal' ? t('Internal Note') : t('Note');
    case 'attach':
      return written.name;
    case 'logTime':
      return t('Time');
    case 'linkCustomer':
      return t('Link to {0}', written.customer);
    case 'unlinkCustomer':
      return t('No link to {0}', written.customer);
    case 'updateTicket':
      return written.fields.map(({ label }) => label).join(', ');
  }
}

function polite(words: string): News {
  return { words, urgent: false };
}

function urgent(words: string): News {
  return { words: words.trim(), urgent: true };
}
