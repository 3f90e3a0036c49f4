import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Ticket } from '../../model/ticket.ts';
import { icon } from './icon.ts';
import { type Drawing, missingPart, quiet, when } from './parts.ts';

/** More rows than this are folded behind their heading. */
const manyFields = 8;
const timeRows = 6;

/** The column of facts: fields, customer, time, attachments, and what the desk knows besides. */
export function facts(drawing: Drawing): TemplateResult | typeof nothing {
  const details = drawing.state.details;
  if (!details) return nothing;
  return html`<aside class="facts" aria-label=${t('Facts')}>
    ${section('fields', t('Fields'), fields(drawing, details.ticket))} ${customer(details.ticket)} ${time(drawing)}
    ${attachments(drawing)} ${otherFields(details.ticket)}
  </aside>`;
}

function section(id: string, title: string, content: unknown, beside: unknown = nothing): TemplateResult {
  return html`<section aria-labelledby=${id}>
    <div class="section-head"><h2 id=${id}>${title}</h2>${beside}</div>
    ${content}
  </section>`;
}

type Row = readonly [name: string, value: unknown];

function rows(all: readonly Row[]): TemplateResult {
  return html`<dl class="rows">
    ${all.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${breakable(name)}</dt><dd dir="auto">${value}</dd></div>`)}
  </dl>`;
}

/** A desk's own names have no blanks: they may break between their words instead of anywhere. */
function breakable(name: string): unknown {
  const [first, ...rest] = name.split(/(?<=\p{Ll})(?=\p{Lu})|(?<=_)/u);
  return [first, ...rest.map(part => html`<wbr />${part}`)];
}

function fields(drawing: Drawing, ticket: Ticket): TemplateResult {
  const date = (iso: string | undefined) => (iso ? when(drawing, iso) : undefined);
  return rows([
    [t('Status'), ticket.status],
    [t('Priority'), ticket.priority],
    [t('Type'), ticket.type],
    [t('Category'), ticket.category],
    [t('Product'), ticket.product],
    [t('Group'), ticket.group?.name],
    [t('Assigned to'), ticket.assignee?.name ?? t('Unassigned')],
    [t('Opened'), date(ticket.openedAt)],
    [t('Changed'), date(ticket.changedAt)],
    [t('Due'), date(ticket.dueAt)],
    [t('Closed'), date(ticket.closedAt)],
    [t('Desk'), drawing.state.deskName],
  ]);
}

function customer(ticket: Ticket): TemplateResult {
  const known = ticket.customer ?? ticket.contact;
  return section(
    'customer',
    t('Customer'),
    known
      ? rows([
          [t('Name'), ticket.customer?.name],
          [t('Contact'), ticket.contact?.name === ticket.customer?.name ? undefined : ticket.contact?.name],
        ])
      : quiet(t('No customer.')),
  );
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

function attachments(drawing: Drawing): TemplateResult | typeof nothing {
  const { details, deskName } = drawing.state;
  if (!details) return nothing;
  const missing = details.missing.includes('attachments');
  return section(
    'attachments',
    t('Attachments'),
    html`${missing ? missingPart(drawing, t('{0} did not answer with the attachments.', deskName)) : nothing}
    ${!missing && details.attachments.length === 0 ? quiet(t('No attachments.')) : nothing}
    <ul class="files">
      ${details.attachments.map(
        one => html`<li>
          ${icon(fileIcon(one.name))}<span class="file"><bdi title=${one.name}>${one.name}</bdi></span>
          <span class="muted">${one.size ?? nothing}${one.size && one.at ? ' · ' : nothing}${one.at ? when(drawing, one.at) : nothing}</span>
        </li>`,
      )}
    </ul>`,
  );
}

function fileIcon(name: string): string {
  if (/\.(?:png|jpe?g|gif|webp|bmp|svg|heic)$/i.test(name)) return 'file-media';
  if (/\.(?:zip|gz|7z|rar|tar)$/i.test(name)) return 'file-zip';
  if (/\.pdf$/i.test(name)) return 'file-pdf';
  return 'file';
}

function otherFields(ticket: Ticket): TemplateResult | typeof nothing {
  const filled = ticket.otherFields.filter(one => one.value.trim() !== '');
  if (filled.length === 0) return nothing;
  const all = rows(filled.map(one => [one.name, one.value] as const));
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
