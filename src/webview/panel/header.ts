import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { dueSoonSeconds } from '../../model/attention.ts';
import type { TicketState, Urgency } from '../../model/ticket.ts';
import { fieldBox } from './fieldBox.ts';
import { icon } from './icon.ts';
import { type Drawing, when } from './parts.ts';

/** The icon of where a ticket stands. */
export const stateIcons: Record<TicketState, string> = {
  open: 'circle-large-outline',
  waiting: 'color-mode',
  closed: 'pass-filled',
};
const urgencyIcons: Record<Exclude<Urgency, 'normal'>, string> = { high: 'arrow-up', urgent: 'flame' };

/** Number, subject, what can be done with the ticket, and its facts on one line. `reply` goes to the note box. */
export function header(drawing: Drawing, reply: () => void, refresh: () => void): TemplateResult {
  const { state } = drawing;
  const subject = state.details?.ticket.subject ?? state.subject;
  return html`<header class="head">
    <div class="head-row">
      <h1>
        <span class="number">#${state.number}</span> ${fieldBox(drawing, t('Subject'), { role: 'subject' }, html`<bdi>${subject ?? nothing}</bdi>`)}
      </h1>
      ${actions(drawing, reply, refresh)}
    </div>
    ${state.details ? factsLine(drawing) : nothing}
  </header>`;
}

function actions({ state, host, formats, now }: Drawing, reply: () => void, again: () => void): TemplateResult {
  const writes = state.noteVisibilities.length > 0 && state.details !== undefined;
  const refresh = state.fetchedAt ? t('Refresh (from {0})', formats.relative(state.fetchedAt, now)) : t('Refresh');
  const tool = (name: string, label: string, run: () => unknown, title = label) =>
    html`<vscode-toolbar-button icon=${name} label=${label} title=${title} @click=${run}></vscode-toolbar-button>`;
  return html`<div class="actions" role="group" aria-label=${t('Ticket actions')}>
    ${
      writes
        ? html`<vscode-button icon=${state.noteVisibilities.includes('public') ? 'reply' : 'comment'} @click=${reply}>
          ${state.noteVisibilities.includes('public') ? t('Reply') : t('Add Note')}
        </vscode-button>`
        : nothing
    }
    ${
      state.canLogTime
        ? html`<vscode-button secondary icon="watch" @click=${() => host.logTime()}>${t('Log Time…')}</vscode-button>`
        : nothing
    }
    <span class="tools">
      ${tool('link', t('Copy Link'), () => host.copyLink())}
      ${state.hasWebPage ? tool('link-external', t('Open in Browser'), () => host.openInBrowser()) : nothing}
      ${tool('refresh', t('Refresh'), again, refresh)}
    </span>
  </div>`;
}

function factsLine(drawing: Drawing): TemplateResult | typeof nothing {
  const ticket = drawing.state.details?.ticket;
  if (!ticket) return nothing;
  const { assignee, group, customer, contact } = ticket;
  const people = [customer?.name, contact?.name].filter((name, at, all) => name && all.indexOf(name) === at);
  return html`<ul class="facts-line" aria-label=${t('Facts')}>
    <li class="state ${ticket.state}">${icon(stateIcons[ticket.state])}${named(t('Status'))}${ticket.status}</li>
    ${
      ticket.priority
        ? html`<li class="urgency ${ticket.urgency}">
          ${ticket.urgency === 'normal' ? nothing : icon(urgencyIcons[ticket.urgency])}${named(t('Priority'))}${ticket.priority}
        </li>`
        : nothing
    }
    ${group ? html`<li title=${t('Group')}>${icon('organization')}${named(t('Group'))}<bdi>${group.name}</bdi></li>` : nothing}
    <li title=${t('Assignee')}>${icon('account')}${named(t('Assignee'))}<bdi>${assignee?.name ?? t('Unassigned')}</bdi></li>
    ${
      people.length > 0
        ? html`<li title=${t('Customer')}>
          ${icon('briefcase')}${named(t('Customer'))}<span>${people.map((name, at) => html`${at > 0 ? ' · ' : nothing}<bdi>${name}</bdi>`)}</span>
        </li>`
        : nothing
    }
    ${
      ticket.state === 'closed' && ticket.closedAt
        ? html`<li>${when(drawing, ticket.closedAt, relative => t('closed {0}', relative))}</li>`
        : ticket.openedAt
          ? html`<li>${when(drawing, ticket.openedAt, relative => t('opened {0}', relative))}</li>`
          : nothing
    }
    ${ticket.state !== 'closed' && ticket.dueAt ? due(drawing, ticket.dueAt) : nothing}
    ${ticket.state !== 'closed' ? lastWord(drawing) : nothing}
  </ul>`;
}

/** Which fact it is, for who does not see the icon. */
function named(name: string): TemplateResult {
  return html`<span class="hidden">${t('{0}:', name)}</span>`;
}

function due(drawing: Drawing, dueAt: string): TemplateResult {
  const left = Date.parse(dueAt) - drawing.now;
  const over = left < 0;
  const look = over ? 'overdue' : left <= dueSoonSeconds * 1000 ? 'due-soon' : '';
  const words = (relative: string) => (over ? t('was due {0}', relative) : t('due {0}', relative));
  return html`<li class=${look}>${look ? icon(over ? 'warning' : 'watch') : nothing}${when(drawing, dueAt, words)}</li>`;
}

/** Since when the customer waits for an answer, or is waited for. */
function lastWord(drawing: Drawing): TemplateResult | typeof nothing {
  const last = drawing.state.details?.history.findLast(
    ({ at, role, visibility }) => at !== undefined && role !== 'system' && visibility !== 'internal',
  );
  if (last?.at === undefined || last.role === 'unknown') return nothing;
  const customers = last.role === 'customer';
  const words = (relative: string) => (customers ? t('customer wrote {0}', relative) : t('answered {0}', relative));
  return html`<li>${icon(customers ? 'comment' : 'reply')}${when(drawing, last.at, words)}</li>`;
}
