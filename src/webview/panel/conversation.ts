import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { HistoryEntry } from '../../model/ticket.ts';
import { entryFile } from './files.ts';
import { icon } from './icon.ts';
import { type Drawing, missingPart, quiet, when } from './parts.ts';
import { pendingWrites } from './pendingWrites.ts';

/** How many of the newest entries are drawn at first, and how many earlier ones at each wish for more. */
export const entriesAtOnce = 100;

/** What the conversation needs besides the ticket. */
export interface ConversationView {
  /** How many of the newest entries are drawn. */
  readonly shown: number;
  showEarlier(): void;
  jumpToNewest(): void;
}

/** A ticket's entries, oldest to newest. */
export function conversation(drawing: Drawing, view: ConversationView): TemplateResult {
  const { state, images, formats } = drawing;
  const entries = state.details?.history ?? [];
  const missing = state.details?.missing.includes('history');
  const earlier = Math.max(0, entries.length - view.shown);
  return html`<section aria-labelledby="conversation">
    <div class="section-head">
      <h2 id="conversation">
        ${t('Conversation')}
        ${entries.length > 0 ? html`<span class="count">${formats.number(entries.length)}</span>` : nothing}
      </h2>
      <span class="section-actions">
        ${
          images.waiting > 1
            ? html`<button class="link" type="button" @click=${() => images.loadAll()}>
              ${icon('file-media')}${t('Load All Images ({0})', formats.number(images.waiting))}
            </button>`
            : nothing
        }
        ${
          entries.length > 2
            ? html`<button class="link" type="button" @click=${view.jumpToNewest}>
              ${icon('arrow-down')}${t('Jump to Newest')}
            </button>`
            : nothing
        }
      </span>
    </div>
    ${missing ? missingPart(drawing, t('{0} did not answer with the conversation.', state.deskName)) : nothing}
    ${!missing && entries.length === 0 && state.writes.length === 0 ? quiet(t('No entries yet.')) : nothing}
    ${
      earlier > 0
        ? html`<button class="link earlier" type="button" @click=${view.showEarlier}>
          ${icon('fold-up')}${t('Show Earlier Entries ({0})', formats.number(earlier))}
        </button>`
        : nothing
    }
    <ol class="entries" start=${earlier + 1}>
      ${repeat(
        entries.slice(earlier),
        one => one.id,
        (one, at) => entry(drawing, one, at === entries.length - earlier - 1),
      )}
    </ol>
    ${pendingWrites(drawing)}
  </section>`;
}

function entry(drawing: Drawing, one: HistoryEntry, newest: boolean): TemplateResult {
  const { formats, images, state } = drawing;
  const files = state.details?.attachments.filter(file => file.entryId === one.id) ?? [];
  const id = `entry:${one.id}`;
  return html`<li class="entry ${one.visibility} ${one.role}" id=${newest ? 'newest' : nothing} tabindex=${newest ? -1 : nothing}>
    <div class="entry-head">
      <h3 class="author">
        ${icon(one.role === 'system' ? 'gear' : one.role === 'customer' ? 'person' : 'account')}
        <bdi>${one.author?.name ?? authorless(one)}</bdi>
      </h3>
      ${visibility(one)}
      ${one.role === 'customer' ? html`<span class="muted">${t('Customer')}</span>` : nothing}
      ${one.kind && !said(one).has(one.kind.toLowerCase()) ? html`<span class="muted kind">${one.kind}</span>` : nothing}
      ${
        one.minutes
          ? html`<span class="muted" title=${t('Time logged with this entry')}>
            ${icon('watch')}${formats.duration(one.minutes)}
          </span>`
          : nothing
      }
      ${one.at ? html`<span class="muted at">${when(drawing, one.at)}</span>` : nothing}
    </div>
    ${
      one.body.body.trim()
        ? html`<deskside-text class="entry-text" .body=${one.body} .images=${images} .textId=${id} .frames=${drawing.framesOf(id)}></deskside-text>`
        : html`<p class="quiet">${t('No text.')}</p>`
    }
    ${files.length > 0 ? html`<ul class="entry-files">${files.map(one => entryFile(drawing, one))}</ul>` : nothing}
  </li>`;
}

/** What an entry's head says already; desks repeat it as the entry's kind. */
function said(one: HistoryEntry): Set<string> {
  const roles = one.role === 'customer' || one.role === 'system' ? [one.role, t('Customer'), t('System')] : [];
  return new Set([...roles, one.author?.name ?? ''].map(word => word.toLowerCase()));
}

function authorless(one: HistoryEntry): string {
  if (one.role === 'system') return t('System');
  return one.role === 'customer' ? t('Customer') : t('Author not known');
}

function visibility(one: HistoryEntry): TemplateResult | typeof nothing {
  if (one.visibility === 'internal')
    return html`<span class="chip internal">${icon('lock')}${t('Internal note')}</span>`;
  if (one.visibility === 'public') return html`<span class="chip public">${icon('globe')}${t('Public')}</span>`;
  return nothing;
}
