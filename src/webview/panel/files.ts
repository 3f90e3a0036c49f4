import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Attachment } from '../../model/ticket.ts';
import { icon } from './icon.ts';
import { type Drawing, missingPart, quiet, section, when } from './parts.ts';

/** All attachments of the ticket; where the desk lets their content be read, they can be opened and saved. */
export function attachments(drawing: Drawing): TemplateResult | typeof nothing {
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
          ${icon(fileIcon(one.name))}${fileName(drawing, one)}${saveButton(drawing, one)}
          <span class="muted">${one.size ?? nothing}${one.size && one.at ? ' · ' : nothing}${one.at ? when(drawing, one.at) : nothing}</span>
        </li>`,
      )}
    </ul>`,
  );
}

/** An attachment beneath the entry that it came with. */
export function entryFile(drawing: Drawing, one: Attachment): TemplateResult {
  return html`<li>${icon('attach')}${fileName(drawing, one)}${one.size ? html` <span class="muted">${one.size}</span>` : nothing}</li>`;
}

function keyOf({ state }: Drawing, { id, entryId }: Attachment) {
  if (!state.abilities.attachmentFiles || id === undefined) return undefined;
  return { id, ...(entryId === undefined ? {} : { entryId }) };
}

function fileName(drawing: Drawing, one: Attachment): TemplateResult {
  const key = keyOf(drawing, one);
  if (!key) return html`<span class="file"><bdi title=${one.name}>${one.name}</bdi></span>`;
  return html`<button class="link file" type="button" title=${t('Open {0}', one.name)} @click=${() => drawing.host.openAttachment(key)}>
    <bdi>${one.name}</bdi>
  </button>`;
}

function saveButton(drawing: Drawing, one: Attachment): TemplateResult | typeof nothing {
  const key = keyOf(drawing, one);
  if (!key) return nothing;
  const label = t('Save {0} As…', one.name);
  return html`<button class="tool" type="button" aria-label=${label} title=${t('Save As…')} @click=${() => drawing.host.saveAttachment(key)}>
    ${icon('save-as')}
  </button>`;
}

function fileIcon(name: string): string {
  if (/\.(?:png|jpe?g|gif|webp|bmp|svg|heic)$/i.test(name)) return 'file-media';
  if (/\.(?:zip|gz|7z|rar|tar)$/i.test(name)) return 'file-zip';
  if (/\.pdf$/i.test(name)) return 'file-pdf';
  return 'file';
}
