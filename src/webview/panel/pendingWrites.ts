import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PanelWrite, Written } from '../messages.ts';
import './countdown.ts';
import { icon } from './icon.ts';
import type { Drawing } from './parts.ts';

/** What was written here and is not in the conversation yet, where it will stand. Fields say it in their own place. */
export function pendingWrites(drawing: Drawing): TemplateResult | typeof nothing {
  const writes = drawing.state.writes.filter(({ written, state }) => {
    if (written.kind === 'updateTicket') return false;
    return state !== 'sent' || written.kind === 'addNote';
  });
  if (writes.length === 0) return nothing;
  return html`<ol class="entries pending" aria-label=${t('Not in the conversation yet')}>
    ${repeat(
      writes,
      one => one.id,
      one => pending(drawing, one),
    )}
  </ol>`;
}

function pending(drawing: Drawing, one: PanelWrite): TemplateResult {
  const { written } = one;
  const tone = 'visibility' in written ? (written.visibility ?? 'plain') : 'plain';
  const text = written.kind === 'addNote' || (written.kind === 'logTime' && written.notes);
  const height = text || (one.problem && one.state !== 'sent') ? '' : 'one-line';
  return html`<li class="entry ${tone} ${one.state} ${height}" data-write=${one.id}>
    <div class="entry-head">
      <h3 class="author">${icon(whatIcon(written))}<bdi>${what(drawing, written)}</bdi></h3>
      ${chip(written)}
      <span class="standing">${standing(one)}</span>
    </div>
    ${
      written.kind === 'addNote'
        ? html`<deskside-text
          class="entry-text"
          .body=${{ kind: 'text', body: written.text }}
          .images=${drawing.images}
        ></deskside-text>`
        : written.kind === 'logTime' && written.notes
          ? html`<p class="work" dir="auto">${written.notes}</p>`
          : nothing
    }
    ${one.problem && one.state !== 'sent' ? html`<p class="field-note">${icon('warning')}<span>${one.problem}</span></p>` : nothing}
    ${actions(drawing, one)}
  </li>`;
}

function whatIcon({ kind }: Written): string {
  if (kind === 'attach') return 'attach';
  if (kind === 'logTime') return 'watch';
  return kind === 'addNote' ? 'account' : 'organization';
}

function what({ formats }: Drawing, written: Written): string {
  switch (written.kind) {
    case 'addNote':
      return t('You');
    case 'attach':
      return written.name;
    case 'logTime':
      return t('{0} of work', formats.duration(written.minutes));
    case 'linkCustomer':
      return t('Link to {0}', written.customer);
    case 'unlinkCustomer':
      return t('No link to {0}', written.customer);
    case 'updateTicket':
      return written.fields.map(each => each.label).join(', ');
  }
}

function chip(written: Written): TemplateResult | typeof nothing {
  const visibility = 'visibility' in written ? written.visibility : undefined;
  if (visibility === 'internal') return html`<span class="chip internal">${icon('lock')}${t('Internal note')}</span>`;
  if (visibility === 'public') return html`<span class="chip public">${icon('globe')}${t('Public')}</span>`;
  return nothing;
}

function standing({ state, dueAt, problem }: PanelWrite): unknown {
  switch (state) {
    case 'held':
      return html`${icon('history')}<deskside-countdown .dueAt=${dueAt}></deskside-countdown>`;
    case 'waiting':
      return html`${icon('clock')}${problem ? t('Waits until it can be sent') : t('Waits for its turn')}`;
    case 'sending':
      return html`${icon('sync')}${t('Sending…')}`;
    case 'checking':
      return html`${icon('search')}${t('Checking whether it arrived…')}`;
    case 'unclear':
      return html`${icon('question')}${t('It may have arrived')}`;
    case 'failed':
    case 'conflict':
      return html`${icon('error')}${t('Not sent')}`;
    case 'sent':
      return html`${icon('check')}${t('Sent')}`;
  }
}

function actions({ host, takeBack }: Drawing, { id, state, written }: PanelWrite): TemplateResult | typeof nothing {
  const note = written.kind === 'addNote';
  const act = (words: string, run: () => unknown) =>
    html`<button class="link" type="button" @click=${run}>${words}</button>`;
  const send = (words: string) => act(words, () => host.chooseWrite(id, 'send'));
  const discard = () => act(t('Discard'), () => host.chooseWrite(id, 'discard'));
  const edit = () => (note ? act(t('Edit'), () => takeBack(id)) : nothing);
  const row = (...all: unknown[]) => html`<p class="entry-actions">${all}</p>`;
  switch (state) {
    case 'held':
      return row(
        act(t('Undo'), () => takeBack(id)),
        send(t('Send Now')),
      );
    case 'waiting':
      return row(send(t('Try Now')), edit(), discard());
    case 'failed':
    case 'conflict':
      return row(send(t('Try Again')), edit(), discard());
    case 'unclear':
      return row(
        act(t('It Arrived'), () => host.chooseWrite(id, 'arrived')),
        act(t('Send It Again'), () => host.chooseWrite(id, 'notArrived')),
      );
    default:
      return nothing;
  }
}
