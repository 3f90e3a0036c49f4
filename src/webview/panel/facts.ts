import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { FieldRole } from '../../model/fields.ts';
import type { Ticket } from '../../model/ticket.ts';
import { code } from './code.ts';
import { fieldBox } from './fieldBox.ts';
import { attachments } from './files.ts';
import { icon } from './icon.ts';
import type { Memory } from './memory.ts';
import { canChange, type Drawing, missingPart, quiet, type Row, rows, section, when } from './parts.ts';
import { assets, schedules } from './support.ts';
import './customerBox.ts';

/** More rows than this are folded behind their heading. */
const manyFields = 8;
const timeRows = 6;

/** The column of facts: fields, customer, time, attachments, and what the desk knows besides. */
export function facts(drawing: Drawing, memory: Memory): TemplateResult | typeof nothing {
  const details = drawing.state.details;
  if (!details) return nothing;
  return html`<aside class="facts" aria-label=${t('Facts')}>
    ${section('fields', t('Fields'), fields(drawing, details.ticket), changeAny(drawing))}
    <deskside-customer .drawing=${drawing} .memory=${memory}></deskside-customer>
    ${code(drawing)} ${schedules(drawing)} ${time(drawing)} ${attachments(drawing)} ${assets(drawing)}
    ${otherFields(drawing, details.ticket)}
  </aside>`;
}

/** Fields with a role that have a place of their own in the panel. */
const placed: ReadonlySet<FieldRole> = new Set([
  ...(['subject', 'status', 'priority', 'type', 'category', 'product', 'group', 'assignee', 'dueAt'] as const),
]);

/** Facts that have a role of their own, which may be changed; those with nothing in them are shown only then. */
function fields(drawing: Drawing, ticket: Ticket): TemplateResult {
  const date = (iso: string | undefined) => (iso ? when(drawing, iso) : undefined);
  const row = (name: string, role: FieldRole, value: unknown): Row => {
    const empty = canChange(drawing, { role }) ? html`<span class="muted">${t('Not set')}</span>` : undefined;
    const content = value || empty;
    return [name, content && fieldBox(drawing, name, { role }, content)];
  };
  return rows([
    row(t('Status'), 'status', ticket.status),
    row(t('Priority'), 'priority', ticket.priority),
    row(t('Type'), 'type', ticket.type),
    row(t('Category'), 'category', ticket.category),
    row(t('Product'), 'product', ticket.product),
    row(t('Group'), 'group', ticket.group?.name),
    row(t('Assignee'), 'assignee', ticket.assignee?.name ?? t('Unassigned')),
    [t('Opened'), date(ticket.openedAt)],
    [t('Changed'), date(ticket.changedAt)],
    row(t('Due'), 'dueAt', date(ticket.dueAt)),
    [t('Closed'), date(ticket.closedAt)],
    [t('Desk'), drawing.state.deskName],
    ...unplaced(drawing, ticket),
  ]);
}

/** Fields that are being changed and have no place of their own as long as the desk has nothing in them. */
function unplaced(drawing: Drawing, ticket: Ticket): Row[] {
  const known = new Set(ticket.otherFields.filter(({ value }) => value.trim() !== '').map(({ name }) => name));
  const found = new Map<string, Row>();
  for (const { written } of drawing.state.writes) {
    if (written.kind !== 'updateTicket') continue;
    for (const { name, role, label, shown } of written.fields) {
      if (placed.has(role) || known.has(name)) continue;
      const value = shown || html`<span class="muted">${t('Not set')}</span>`;
      found.set(name, [label, fieldBox(drawing, label, { field: name }, value)]);
    }
  }
  return [...found.values()];
}

/** Leads to all that can be changed, also what is not shown here. */
function changeAny({ state, host }: Drawing): TemplateResult | typeof nothing {
  if (!state.abilities.editable) return nothing;
  const label = t('Change Field…');
  return html`<vscode-toolbar-button icon="edit" label=${label} title=${label} @click=${() => host.editField({})}></vscode-toolbar-button>`;
}

function time(drawing: Drawing): TemplateResult | typeof nothing {
  const { state, formats, host } = drawing;
  const details = state.details;
  if (!details) return nothing;
  const missing = details.missing.includes('timeEntries');
  const total = missing ? details.ticket.minutesLogged : details.totalMinutes;
  const entries = details.timeEntries;
  const rest = Math.max(0, entries.length - timeRows);
  const row = (one: (typeof entries)[number]) =>
    html`<li>
      <span class="minutes">${formats.duration(one.minutes)}</span>
      <span class="muted">
        ${[one.by?.name, one.category].filter(Boolean).join(' · ')}${
          one.at ? html`${one.by || one.category ? ' · ' : nothing}${when(drawing, one.at)}` : nothing
        }
      </span>
      ${one.notes ? html`<span class="notes" dir="auto">${one.notes}</span>` : nothing}
    </li>`;
  const newestFirst = [...entries].reverse();
  return section(
    'time',
    t('Time'),
    html`${total ? html`<p class="total">${t('{0} in total', formats.duration(total))}</p>` : nothing}
    ${missing ? missingPart(drawing, t('{0} did not answer with the time entries.', state.deskName)) : nothing}
    ${!missing && entries.length === 0 && !total ? quiet(t('No time logged.')) : nothing}
    <ul class="time">${newestFirst.slice(0, rest > 1 ? timeRows : undefined).map(row)}</ul>
    ${
      rest > 1
        ? html`<details class="fold">
          <summary>${icon('chevron-right')}${t('Show {0} more', formats.number(rest))}</summary>
          <ul class="time">${newestFirst.slice(timeRows).map(row)}</ul>
        </details>`
        : nothing
    }`,
    state.canLogTime
      ? html`<vscode-toolbar-button
        icon="add"
        label=${t('Log Time…')}
        title=${t('Log Time…')}
        @click=${() => host.logTime()}
      ></vscode-toolbar-button>`
      : nothing,
  );
}

function otherFields(drawing: Drawing, ticket: Ticket): TemplateResult | typeof nothing {
  const filled = ticket.otherFields.filter(one => one.value.trim() !== '');
  if (filled.length === 0) return nothing;
  const all = rows(filled.map(one => [one.name, fieldBox(drawing, one.name, { field: one.name }, one.value)] as const));
  if (filled.length <= manyFields) return section('other', t('Other fields'), all);
  return html`<section aria-labelledby="other">
    <details class="fold">
      <summary class="section-head">
        ${icon('chevron-right')}
        <h2 id="other">${t('Other fields')} <span class="count">${filled.length}</span></h2>
      </summary>
      ${all}
    </details>
  </section>`;
}
